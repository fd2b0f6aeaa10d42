"""Android's intrusion log: names that apps had looked up, as its holder exported them."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from phone_audit.formats.hostname import normalise
from phone_audit.formats.import_rows import MOST_ROWS, LookupRow

_LONGEST_LINE = 200_000  # bytes; real lines have some hundred
_LONGEST_PACKAGE = 223
_LATEST_MS = 2**45  # the year 3084
_EVENTS = frozenset({"dns_event", "connect_event", "security_event"})


class _Event(msgspec.Struct):
    """What is taken of a name look-up; whatever else stands there is passed over."""

    hostname: str
    event_id: int | None = None
    event_time: int | None = None
    package_name: str = ""


_WRAPPED = msgspec.json.Decoder(dict[str, msgspec.Raw])
_EVENT = msgspec.json.Decoder(_Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntrusionLog:
    """The look-ups in order, how many events there are, and lines that are none.

    ``whole`` is false when rows were left out for their number.
    """

    lookups: tuple[LookupRow, ...]
    events: int
    unread: int
    whole: bool


def is_intrusion_log(head: bytes) -> bool:
    """Say whether one of the first lines is an event of an intrusion log."""
    lines = head.split(b"\n")[:20]
    return any(_kind_of(line)[0] in _EVENTS for line in lines)


def read_intrusion_log(lines: Iterable[bytes]) -> IntrusionLog:
    """Read the name look-ups of an export; connections and security events are counted only.

    Format: one file a day (``2026-11-19.txt``), one event a line::

        {"dns_event":{"event_id":0,"event_time":1763600000123,"package_name":"id.contoh.app",
          "hostname":"situs.invalid","ip_addresses":["/203.0.113.7"],"ip_addresses_count":1}}
        {"connect_event":{"event_id":1,"event_time":1763600000456,"port":443,...}}

    Times are milliseconds since 1970. The same event can stand in two files; it is taken
    once. Numbers and addresses of the other events are not looked at.

    Read from: AOSP ``android.app.admin.DnsEvent``, ``ConnectEvent``, ``SecurityLog``,
    API 36, and the export of Advanced Protection as MVT documents it.
    """
    seen: set[tuple[int | None, LookupRow]] = set()
    lookups: list[LookupRow] = []
    events = unread = 0
    whole = True
    for line in lines:
        if not line.strip():
            continue
        kind, body = _kind_of(line)
        if kind not in _EVENTS:
            unread += 1
            continue
        events += 1
        if kind != "dns_event":
            continue
        event = _event(body)
        host = normalise(event.hostname) if event is not None else None
        if event is None or host is None:
            unread += 1
            continue
        at_ms = event.event_time
        row = LookupRow(
            host=host,
            package=event.package_name[:_LONGEST_PACKAGE],
            at_ms=at_ms if at_ms is not None and 0 < at_ms < _LATEST_MS else None,
        )
        if (event.event_id, row) in seen:
            continue
        if len(lookups) >= MOST_ROWS:
            whole = False
            break
        seen.add((event.event_id, row))
        lookups.append(row)
    return IntrusionLog(lookups=tuple(lookups), events=events, unread=unread, whole=whole)


def _kind_of(line: bytes) -> tuple[str, msgspec.Raw]:
    """Return the one key of a line and what it holds; an empty key for any other line."""
    nothing = ("", msgspec.Raw())
    if len(line) > _LONGEST_LINE or line.lstrip()[:1] != b"{":
        return nothing
    try:
        wrapped = _WRAPPED.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return nothing
    return next(iter(wrapped.items())) if len(wrapped) == 1 else nothing


def _event(body: msgspec.Raw) -> _Event | None:
    try:
        return _EVENT.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
