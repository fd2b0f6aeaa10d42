"""Configuration of dnsmasq: names it answers itself or refuses to ask about."""

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
from phone_audit.formats.name_lists.names import host_entry
from phone_audit.formats.name_lists.verdicts import is_blocked
from phone_audit.model.imported_list import Scope

_RULE = re.compile(
    r"(?P<word>address|server|local|rev-server)\s*=\s*/(?P<names>.+)/(?P<to>[^/\s]*)"
)
_DIRECTIVE = re.compile(r"[a-z][a-z0-9-]*(?:\s*=.*)?")
_COMMENT = re.compile(r"(?:^|\s)#.*")


def read(chunks: Chunks, options: Options) -> Iterator[Item]:
    """Read a dnsmasq configuration; a name covers itself and all below it.

    Format::

        address=/contoh88.example/0.0.0.0
        address=/contoh99.example/contoh77.example/#
        server=/contoh66.example/         never asked about: blocked
        server=/berita.example/#          asked as usual: an exception
        local=/contoh55.example/

    A name sent to another address, or asked of another server, is not blocked.

    Read from: dnsmasq(8), options ``--address``, ``--server``, ``--local``, 2.80 to 2.91.
    """
    for line, text in read_lines(chunks()):
        if text is None:
            yield Refused(line, Refusal.TOO_LONG, "")
            continue
        comment = _COMMENT.search(text)
        if comment and line <= HEADER_LINES and (told := told_by(comment[0])):
            yield told
        rule = (text if comment is None else text[: comment.start()]).strip()
        if not rule:
            continue
        found = _RULE.fullmatch(rule)
        if found is None:
            known = _DIRECTIVE.fullmatch(rule)
            yield Refused(line, Refusal.OTHER if known else Refusal.UNREADABLE, text)
            continue
        to = found["to"]
        asked_elsewhere = found["word"] in {"server", "local", "rev-server"} and to != ""
        allow = asked_elsewhere and to == "#"
        if (asked_elsewhere and not allow) or not is_blocked(to, options.block_pages):
            yield Refused(line, Refusal.REDIRECTED, text)
            continue
        for name in found["names"].split("/"):
            if name == "#":
                yield Refused(line, Refusal.PATTERN, text)
            else:
                yield host_entry(line, name, options.bare or Scope.BOTH, allow=allow)
