"""Google Takeout: the history of a Google account's browsers, from its export."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from phone_audit.formats.hostname import normalise
from phone_audit.formats.import_rows import MOST_ROWS, VisitRow
from phone_audit.formats.json_stream import BrokenJson, read_members
from phone_audit.formats.timestamps import web_to_epoch_ms
from phone_audit.formats.visit_kinds import from_takeout

HISTORY_KEY = "Browser History"

_WEB_PLACE = re.compile(r"https?:[/\\]{0,8}[^/\\?#]{1,2000}", re.IGNORECASE)
_DIGITS = re.compile(r"-?\d{1,19}", re.ASCII)
_SINCE_1601 = 10_000_000_000_000_000  # as microseconds since 1970 this is the year 2286


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeoutHistory:
    """What an export holds. ``whole`` is false when it broke off or was cut for its size.

    ``unread`` counts entries of a shape that is not understood.
    """

    visits: tuple[VisitRow, ...]
    unread: int
    whole: bool


class HostOf:
    """The host of a page's address; a history names the same few hosts again and again."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {}

    def __call__(self, address: str) -> str | None:
        """Return the host; empty for what is no web page, ``None`` where it cannot be read."""
        web = _WEB_PLACE.match(address)
        if web is None:
            return None if address[:4].lower() == "http" else ""
        place = web[0]
        if place not in self._known:
            self._known[place] = normalise(place)
        return self._known[place]


def read_takeout(chunks: Iterable[bytes]) -> TakeoutHistory | None:
    """Read the visits of an export; ``None``: this is no such export.

    Format: one object; of its members (``Typed Url``, ``Session``, ...) only this list
    is read, and of each entry only what names its host, time and kind::

        {"Browser History": [{"favicon_url": "https://situs.invalid/favicon.ico",
          "page_transition_qualifier": "CLIENT_REDIRECT", "title": "...",
          "url": "https://situs.invalid/lobi?id=7", "time_usec": 1763600000123456,
          "client_id": "Q29udG9oMQ=="}]}

    Older exports say ``page_transition`` instead. ``time_usec`` counts microseconds since
    1970; 0 is no time. Entries of other than web addresses are left out.

    Read from: exports of 2017 to 2026 as public readers of them describe them.
    """
    hosts = HostOf()
    devices: dict[str, int] = {}
    visits: list[VisitRow] = []
    unread = 0
    found = False
    whole = True
    try:
        for member in read_members(chunks):
            if member.key != HISTORY_KEY or not member.in_list:
                continue
            found = True
            if member.begins:
                continue
            if len(visits) >= MOST_ROWS:
                whole = False
                break
            visit = _visit(member.value, hosts, devices)
            if isinstance(visit, VisitRow):
                visits.append(visit)
            unread += visit is None
    except BrokenJson:
        whole = False
    if not found:
        return None
    return TakeoutHistory(visits=tuple(visits), unread=unread, whole=whole)


def _visit(entry: object, hosts: HostOf, devices: dict[str, int]) -> VisitRow | str | None:
    """Return the visit, the empty text for a page that is not of the web, else ``None``."""
    if not isinstance(entry, dict):
        return None
    address = entry.get("url")
    host = hosts(address) if isinstance(address, str) else None
    if not host:
        return host
    client = entry.get("client_id")
    device = devices.setdefault(client, len(devices) + 1) if isinstance(client, str) else 0
    return VisitRow(
        host=host,
        how=from_takeout(
            _word(entry.get("page_transition")), _word(entry.get("page_transition_qualifier"))
        ),
        at_ms=_at_ms(entry.get("time_usec")),
        device=device,
    )


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _at_ms(value: object) -> int | None:
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    if value >= _SINCE_1601:
        return web_to_epoch_ms(value) or None
    return value // 1000 if value >= 1000 else None
