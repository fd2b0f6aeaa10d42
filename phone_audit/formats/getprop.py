"""System properties as ``getprop`` lists them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_WHOLE = re.compile(r"\[([^\[\]]{1,200})\]: \[(.*)\]", re.ASCII)
_START = re.compile(r"\[([^\[\]]{1,200})\]: \[(.*)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a phone's properties say; ``unread`` counts lines that belong to no property."""

    values: Mapping[str, str]
    unread: int

    def get(self, *names: str) -> str | None:
        """Return the first of these properties that is set to something; ``None``: none is."""
        for name in names:
            if value := self.values.get(name, "").strip():
                return value
        return None


def read_getprop(text: str) -> Properties:
    """Read every property of one ``getprop`` answer.

    Format::

        [ro.build.version.sdk]: [34]
        [ro.product.model]: [SM-A155F]

    A value may run over several lines; the next line that is itself a whole property
    ends one that never closes. An empty value is kept as an empty text. A property
    given twice keeps its first value.

    Read from: toybox ``toys/android/getprop.c`` (API 26-36) and toolbox ``getprop.c``
    (API 24-25).
    """
    values: dict[str, str] = {}
    unread = 0
    open_name: str | None = None
    open_value: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if whole := _WHOLE.fullmatch(line):
            unread += len(open_value)
            open_name, open_value = None, []
            values.setdefault(whole[1], whole[2])
        elif open_name is not None:
            open_value.append(line)
            if line.endswith("]"):
                values.setdefault(open_name, "\n".join(open_value)[:-1])
                open_name, open_value = None, []
        elif start := _START.fullmatch(line):
            open_name, open_value = start[1], [start[2]]
        elif line.strip():
            unread += 1
    return Properties(values=values, unread=unread + len([part for part in open_value if part]))
