"""One name a line, and nothing else."""

import re
from collections.abc import Iterator

from phone_audit.formats.name_lists.interface import (
    Chunks,
    Item,
    Options,
    Refusal,
    Refused,
)
from phone_audit.formats.name_lists.lines import HEADER_LINES, read_lines, told_by
from phone_audit.formats.name_lists.names import url_entry
from phone_audit.model.imported_list import Scope

_MARK = re.compile(r"[#;!]|//")
_COMMENT = re.compile(r"(?:^|\s)(?:#|;|//).*|^!.*")


def read(chunks: Chunks, options: Options) -> Iterator[Item]:
    """Read a list of domains; a domain covers itself and all below it.

    Format::

        # Last modified: 2026-08-20
        contoh88.example
        *.contoh99.example           only what lies below
        https://contoh77.example/    the site; an address with a path is refused

    Comments begin with ``#``, ``;``, ``!`` or ``//``.
    """
    scope = options.bare or Scope.BOTH
    for line, text in read_lines(chunks()):
        if text is None:
            yield Refused(line, Refusal.TOO_LONG, "")
            continue
        comment = _COMMENT.search(text) if _MARK.search(text) else None
        if comment and line <= HEADER_LINES and (told := told_by(comment[0])):
            yield told
        name = (text if comment is None else text[: comment.start()]).strip()
        if name:
            yield url_entry(line, name, scope)
