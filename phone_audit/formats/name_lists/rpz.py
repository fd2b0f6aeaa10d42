"""Response policy zones: what a name server is told to answer instead of the truth."""

import re
from collections.abc import Iterator

from phone_audit.formats.name_lists.interface import (
    Chunks,
    Entry,
    Item,
    Options,
    Refusal,
    Refused,
)
from phone_audit.formats.name_lists.lines import HEADER_LINES, read_lines, told_by
from phone_audit.formats.name_lists.names import host_entry
from phone_audit.formats.name_lists.verdicts import is_blocked
from phone_audit.model.imported_list import Scope

_TTL = re.compile(r"(?:\d+[smhdw]?)+", re.IGNORECASE)
_CLASSES = frozenset({"IN", "CH", "HS", "ANY"})
_PASSED = frozenset({"rpz-passthru.", "rpz-passthru"})
_OTHER_TRIGGERS = ("rpz-client-ip", "rpz-ip", "rpz-nsip", "rpz-nsdname")
_OF_THE_ZONE = frozenset({"SOA", "NS", "RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "DNSKEY"})
_ANSWERS = frozenset({"CNAME", "A", "AAAA"})
_LONGEST_PARENTHESIS = 50  # lines; the SOA of a zone takes seven


def read(chunks: Chunks, options: Options) -> Iterator[Item]:
    """Read a policy zone; ``name`` covers itself alone, ``*.name`` what lies below.

    Format::

        $TTL 3600
        @ SOA localhost. root.localhost. 1790541240 28800 3600 259200 3600
          NS  localhost.
        ; Last modified: 27 Sep 2026 20:34 UTC
        contoh88.example CNAME .
        *.contoh88.example CNAME .
        berita.example CNAME rpz-passthru.       an exception

    Owners are relative to the zone; one written out in full
    (``contoh88.example.rpz.local.``) is cut down to it, where the SOA or ``$ORIGIN``
    tells the zone. Triggers by address and by name server are refused: they name no site.

    Read from: RFC 1035 section 5; draft-vixie-dnsop-dns-rpz-00 sections 3 to 5.
    """
    zone = _Zone()
    for line, text in read_lines(chunks()):
        if text is None:
            yield Refused(line, Refusal.TOO_LONG, "")
            continue
        record, semicolon, comment = text.partition(";")
        if semicolon and line <= HEADER_LINES and (told := told_by(comment)):
            yield told
        yield from zone.take(line, text, record, options)


class _Zone:
    """What the records so far say of the zone: its name, the origin, the last owner."""

    def __init__(self) -> None:
        self._apex: str | None = None
        self._origin = ""
        self._owner = ""
        self._inside = 0  # lines of an open parenthesis

    def take(
        self, line: int, text: str, record: str, options: Options
    ) -> Iterator[Entry | Refused]:
        """Read one record, or a part of one that goes over several lines."""
        if self._inside:
            self._inside = 0 if ")" in record else self._inside + 1
            if self._inside > _LONGEST_PARENTHESIS:
                self._inside = 0
                yield Refused(line, Refusal.UNREADABLE, text)
            return
        self._inside = int(record.count("(") > record.count(")"))
        words = record.replace("(", " ").replace(")", " ").split()
        if not words:
            return
        if words[0].startswith("$"):
            yield from self._directive(line, text, words)
            return
        if not record[0].isspace():
            self._owner = self._absolute(words.pop(0))
        while words and (words[0].upper() in _CLASSES or _TTL.fullmatch(words[0])):
            words.pop(0)
        kind = words[0].upper() if words else ""
        if kind == "SOA":
            self._apex = self._owner
        if kind in _OF_THE_ZONE:
            return
        if kind not in _ANSWERS or len(words) < 2:
            known = re.fullmatch(r"[A-Z][A-Z0-9]*", kind) and len(words) > 1
            yield Refused(line, Refusal.OTHER if known else Refusal.UNREADABLE, text)
            return
        yield self._policy(line, text, words[1].lower(), options)

    def _directive(self, line: int, text: str, words: list[str]) -> Iterator[Refused]:
        if words[0].upper() == "$ORIGIN" and len(words) > 1:
            self._origin = self._absolute(words[1])
            if self._apex is None and self._origin:
                self._apex = self._origin
        elif words[0].upper() != "$TTL":
            yield Refused(line, Refusal.OTHER, text)

    def _absolute(self, name: str) -> str:
        """Return a name without its final dot, below the origin where it is relative."""
        if name == "@":
            return self._origin
        if name.endswith("."):
            return name[:-1].lower()
        return f"{name}.{self._origin}".rstrip(".").lower()

    def _policy(self, line: int, text: str, answer: str, options: Options) -> Entry | Refused:
        trigger = self._owner
        if self._apex:
            trigger = trigger.removesuffix(f".{self._apex}")
        if trigger.endswith(_OTHER_TRIGGERS):
            address = trigger.endswith("ip")
            return Refused(line, Refusal.ADDRESS if address else Refusal.OTHER, text)
        if not trigger or trigger == self._apex:
            return Refused(line, Refusal.OTHER, text)
        if answer == "rpz-tcp-only.":
            return Refused(line, Refusal.CONDITIONAL, text)
        passed = answer in _PASSED
        if not passed and not is_blocked(answer, options.block_pages):
            return Refused(line, Refusal.REDIRECTED, text)
        return host_entry(line, trigger, options.bare or Scope.EXACT, allow=passed)
