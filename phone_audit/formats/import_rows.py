"""Rows into which files that a holder brings are turned before anyone else may read them.

A reader of a file keeps host names, times and the kind of a visit, and drops the rest; what
it hands on is one row of canonical JSON a line, which a source reads like any other answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from phone_audit.model.record import Record, canonical_json

TAKEOUT = "HISTORY takeout"
CHROMIUM = "HISTORY chromium"
FIREFOX = "HISTORY firefox"
LOOKUPS = "LOOKUPS intrusion_log"
PACKAGES = "PACKAGES androidqf"

HEADINGS = frozenset({TAKEOUT, CHROMIUM, FIREFOX, LOOKUPS, PACKAGES})
"""Headings under which rows are given; a text from a phone may never use them."""

MOST_ROWS = 1_000_000
"""More rows than that are no history of one person; what lies beyond is cut."""


class VisitKind(StrEnum):
    """How a page came to be in a history, in words that all browsers share."""

    LINK = "link"
    TYPED = "typed"
    BOOKMARK = "bookmark"
    FORM = "form"
    SEARCH = "search"  # chosen from the suggestions of the address bar
    UNTOLD = "untold"  # the history does not say
    REDIRECT = "redirect"
    FRAME = "frame"  # loaded inside another page
    RELOAD = "reload"  # by hand, or when tabs were restored
    BACK_FORWARD = "back_forward"
    START_PAGE = "start_page"
    MOMENT = "moment"  # the browser counted no time on the page
    DOWNLOAD = "download"
    NOT_SHOWN = "not_shown"  # blocked, or an entry the browser made itself
    OTHER_DEVICE = "other_device"  # came by synchronisation
    UNKNOWN = "unknown"  # a number or word no grammar knows


class VisitRow(Record, tag="visit", tag_field="row"):
    """One visit in a history. ``device`` tells the devices of one account apart, from 1."""

    host: str
    how: VisitKind
    at_ms: int | None = None  # since 1970, UTC; None: the history has no time for it
    device: int = 0  # 0: the history does not say


class LookupRow(Record, tag="lookup", tag_field="row"):
    """One name that an app had looked up. ``package`` is as the log gives it."""

    host: str
    package: str
    at_ms: int | None = None


class AcquiredApp(Record, tag="app", tag_field="row"):
    """One app of an acquisition, for one user. ``None``: the acquisition does not say."""

    package: str
    user: int
    installer: str | None = None
    uid: int | None = None
    disabled: bool | None = None
    system: bool | None = None
    installed: bool | None = None
    apk_sha256: tuple[str, ...] = ()
    certificate_sha256: tuple[str, ...] = ()
    certificate_sha1: tuple[str, ...] = ()


class UnreadRows(Record, tag="unread", tag_field="row"):
    """How many records of the file were of a shape no grammar knows."""

    count: int


Row = VisitRow | LookupRow | AcquiredApp | UnreadRows
R = TypeVar("R", VisitRow, LookupRow, AcquiredApp)

_DECODER: msgspec.json.Decoder[Row] = msgspec.json.Decoder(Row)
_MOST_UNREAD = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Rows(Generic[R]):
    """Rows in order; ``unread`` counts records of the file and lines that are no row."""

    found: tuple[R, ...]
    unread: int


def write_rows(rows: Iterable[Row], unread: int = 0) -> bytes:
    """Return rows as lines, and in a last one how many records were not understood."""
    lines = [canonical_json(row) for row in rows]
    if unread:
        lines.append(canonical_json(UnreadRows(count=unread)))
    return b"".join(line + b"\n" for line in lines)


def read_rows(data: bytes, kind: type[R]) -> Rows[R]:
    """Read the rows of one kind.

    Format::

        {"at_ms":1763600000123,"device":1,"host":"situs.invalid","how":"link","row":"visit"}
        {"count":2,"row":"unread"}

    Read from: ``write_rows``.
    """
    found: list[R] = []
    unread = 0
    for line in filter(None, map(bytes.strip, data.split(b"\n"))):
        row = _row(line)
        if isinstance(row, kind):
            found.append(row)
        elif isinstance(row, UnreadRows):
            unread += min(max(row.count, 1), _MOST_UNREAD)
        else:
            unread += 1
    return Rows(tuple(found), unread)


def _row(line: bytes) -> Row | None:
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
