"""Text of any size as numbered lines, whatever it was saved with; and what comments tell."""

import codecs
import re
from collections.abc import Iterable, Iterator
from datetime import date

from phone_audit.formats.name_lists.interface import BrokenList, Told

LONGEST_LINE = 8_192
"""Characters; no line that names a site is longer."""

_MOST_DAMAGED = 100  # lines with NUL characters; a file with more is something else

HEADER_LINES = 200
"""How far into a file its comments are read for what they say of the list."""

_UTF16 = frozenset({codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE})
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)

_DATED = re.compile(
    r"(?:last[ _-]?(?:modified|updated?)|updated?|date|tanggal|diperbarui|version|generated)"
    r"[^:=]{0,20}[:=]\s*(?P<text>.{4,60})",
    re.IGNORECASE,
)
_DAYS = (
    re.compile(r"(?P<year>20\d\d)[-./](?P<month>\d\d)[-./](?P<day>\d\d)(?!\d)"),
    re.compile(r"(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]{3})[a-z]*\.?,?[ -](?P<year>20\d\d)"),
    re.compile(
        r"(?<![A-Za-z])(?P<month>[A-Za-z]{3})[a-z]* (?P<day>\d{1,2}),? (?:\S+ )?(?P<year>20\d\d)"
    ),
    re.compile(r"(?<!\d)(?P<year>20\d\d)\.?(?P<month>\d\d)(?P<day>\d\d)(?!\d)"),
)
_LICENCE = re.compile(r"(?:licen[cs]e|lisensi)\s*[:=]\s*(?P<text>\S.{0,199})", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan",),
            ("feb",),
            ("mar",),
            ("apr",),
            ("may", "mei"),
            ("jun",),
            ("jul",),
            ("aug", "agu", "agt"),
            ("sep",),
            ("oct", "okt"),
            ("nov",),
            ("dec", "des"),
        ),
        start=1,
    )
    for name in names
}


def read_lines(chunks: Iterable[bytes]) -> Iterator[tuple[int, str | None]]:
    """Yield each line with its number, without its end; ``None``: it is too long to be real.

    UTF-8, or UTF-16 with a byte order mark; ends of line are LF, CR LF or CR. A byte that
    is no UTF-8 becomes U+FFFD, which no name may hold, and so does a NUL in a damaged line.
    Memory holds one chunk and one line.

    Raises:
        BrokenList: the file is no text: it begins like UTF-32, or its first line or too many
            lines have NUL characters.
    """
    number, rest, too_long, damaged = 0, "", False, 0
    for text in _decoded(chunks):
        if "\0" in text:
            line = number + 1 + text.count("\n", 0, text.index("\0"))
            damaged += sum("\0" in one for one in text.split("\n"))
            if line == 1 or damaged > _MOST_DAMAGED:
                raise BrokenList(line, "NUL characters; this is no text")
            text = text.replace("\0", "\ufffd")  # noqa: PLW2901
        *lines, last = (rest + text).split("\n")
        for whole in lines:
            number += 1
            yield number, None if too_long or len(whole) > LONGEST_LINE else whole
            too_long = False
        rest = last
        if len(rest) > LONGEST_LINE:
            rest, too_long = "", True
    if rest or too_long:
        yield number + 1, None if too_long else rest


def _decoded(chunks: Iterable[bytes]) -> Iterator[str]:
    """Decode, with LF as the only end of line."""
    decoder: codecs.IncrementalDecoder | None = None
    held = ""  # a CR at the end of a chunk: LF may follow
    for chunk in _with_whole_mark(chunks):
        if decoder is None:
            if chunk.startswith(_UTF32):
                raise BrokenList(1, "UTF-32 text; save it as UTF-8")
            kind = "utf-16" if chunk[:2] in _UTF16 else "utf-8-sig"
            decoder = codecs.getincrementaldecoder(kind)("replace")
        text = held + decoder.decode(chunk)
        held = "\r" if text.endswith("\r") else ""
        yield _lf_only(text.removesuffix("\r"))
    if decoder is not None:
        yield _lf_only(held + decoder.decode(b"", final=True))


def _with_whole_mark(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the chunks, the first long enough to hold any byte order mark."""
    rest = iter(chunks)
    first = b""
    for chunk in rest:
        first += chunk
        if len(first) >= len(codecs.BOM_UTF32_LE):
            break
    yield first
    yield from rest


def _lf_only(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def told_by(comment: str) -> Told | None:
    """Return what one comment says of its list, a date or a licence; ``None``: neither.

    Format: ``Last modified: 27 Sep 2026 20:34 UTC``, ``Version: 2026.0927.2034``,
    ``Date: 23 April 2026 10:00:00 (UTC)``, ``Updated: 2026-08-20``, ``License: MIT``.
    """
    if found := _LICENCE.search(comment):
        return Told(licence=found["text"].strip())
    found = _DATED.search(comment)
    day = None if found is None else day_in(found["text"])
    return None if day is None else Told(dated=day)


def day_in(text: str) -> date | None:
    """Return the calendar day a text names, in one of the usual ways of writing it."""
    for pattern in _DAYS:
        if found := pattern.search(text):
            month = found["month"]
            number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
            try:
                return date(int(found["year"]), number, int(found["day"]))
            except ValueError:
                return None
    return None
