"""Short ways to say what a reader found."""

from phone_audit.formats.name_lists.interface import Entry, Options, Refused, Told
from phone_audit.formats.name_lists.readers import READERS
from phone_audit.model.imported_list import ListFormat


def items(name, text, size=1 << 16, **options):
    """Everything a reader yields of a text that comes in chunks of ``size`` bytes."""
    data = text.encode() if isinstance(text, str) else text
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    return list(READERS[ListFormat(name)](lambda: chunks, Options(**options)))


def taken(found):
    """Lines like ``5 both contoh88.example``; ``+`` marks what must not be alerted to."""
    return [
        f"{one.line} {'+' if one.allow else ''}{one.scope.value} {one.name}"
        for one in found
        if isinstance(one, Entry)
    ]


def refused(found):
    """Lines like ``7 regex``."""
    return [f"{one.line} {one.why.value}" for one in found if isinstance(one, Refused)]


def told(found):
    """What the list says of itself, by field; the last word on each counts."""
    said = {}
    for one in found:
        if isinstance(one, Told):
            for name in ("dated", "licence", "role", "calls_itself"):
                if (value := getattr(one, name)) is not None:
                    said[name] = value
    return said
