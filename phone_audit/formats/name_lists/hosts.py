"""``hosts`` files: an address, then the names that are sent to it."""

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

_ADDRESS = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?:%\S{1,20})?)")
_OF_THE_COMPUTER = frozenset(
    {
        "0.0.0.0",  # noqa: S104 - a name in lists, nothing is bound to it
        "broadcasthost",
        "ip6-allhosts",
        "ip6-allnodes",
        "ip6-allrouters",
        "ip6-localhost",
        "ip6-localnet",
        "ip6-loopback",
        "ip6-mcastprefix",
        "local",
        "localhost",
        "localhost.localdomain",
    }
)
"""Names every computer has for itself; lists carry them so that they can be used whole."""


def read(chunks: Chunks, options: Options) -> Iterator[Item]:
    r"""Read a hosts file; a name covers itself alone, as it does for a computer.

    Format::

        # Date: 23 April 2026 10:00:00 (UTC)
        0.0.0.0 contoh88.example www.contoh88.example # comment
        ::1     ip6-loopback

    A name that is sent to another address than nowhere, to the computer itself or to a
    block page is no blocked name: it may be there so that it can be reached.

    Read from: hosts(5); Windows ``%SystemRoot%\System32\drivers\etc\hosts``.
    """
    scope = options.bare or Scope.EXACT
    for line, text in read_lines(chunks()):
        if text is None:
            yield Refused(line, Refusal.TOO_LONG, "")
            continue
        rule, hash_sign, comment = text.partition("#")
        if hash_sign and line <= HEADER_LINES and (told := told_by(comment)):
            yield told
        address, *names = rule.split() or [""]
        if not address:
            continue
        if not _ADDRESS.fullmatch(address) or not names:
            yield Refused(line, Refusal.UNREADABLE, text)
            continue
        for name in names:
            if name.lower() in _OF_THE_COMPUTER:
                continue
            if is_blocked(address.partition("%")[0], options.block_pages):
                yield host_entry(line, name, scope)
            else:
                yield Refused(line, Refusal.REDIRECTED, text)
