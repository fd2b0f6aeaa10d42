"""Lines of Android's event log that say which web site sent a notification."""

import re
from dataclasses import dataclass
from datetime import datetime

from phone_audit.formats.timestamps import from_epoch_ms
from phone_audit.formats.whole_lines import whole_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class PushRow:
    """One notification of a site. ``origin`` is scheme, host and port as its channel names it."""

    at: datetime
    package: str
    user: int
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PushLog:
    """Notifications in order of the log; ``unread`` counts lines of another shape."""

    rows: tuple[PushRow, ...]
    unread: int


_AT = re.compile(r"\s{0,24}(\d{9,11})\.(\d{3,9})", re.ASCII)
_FROM = re.compile(r"notification_enqueue: \[\d{1,10},\d{1,10},([A-Za-z0-9_.]{1,223}),", re.ASCII)
_SITE = re.compile(
    r",(\d{1,6}),Notification\(channel=web:(https?://[^\s;/,]{1,300})", re.ASCII | re.IGNORECASE
)
_DIVIDER = re.compile(r"--------- (?:beginning of|switch to) ")


def read_push_log(text: str) -> PushLog:
    """Read what a filter on the phone left of ``notification_enqueue`` lines.

    Format: of each line, which can hold whom somebody writes to, three parts a line each::

        1763600000.123
        notification_enqueue: [10123,4711,com.android.chrome,
        ,0,Notification(channel=web:https://situs.invalid

    Fields of the whole: uid, process, package, id, tag, user, notification, status. The
    channel of a notification is there since Android 8; in the log it is cut short.

    Read from: AOSP ``EventLogTags.logtags`` (``notification_enqueue`` 2750),
    ``Notification.toString``, API 26-28; Chromium ``SiteChannelsManager``.
    """
    rows: list[PushRow] = []
    at: datetime | None = None
    package: str | None = None
    whole, unread = whole_lines(text)
    for raw in whole.split("\n"):
        line = raw.rstrip("\r")
        if found := _AT.fullmatch(line):
            at = from_epoch_ms(int(found[1]) * 1000 + int(found[2][:3]))
            package = None
        elif sender := _FROM.fullmatch(line):
            package = sender[1]
        elif site := _SITE.fullmatch(line):
            if at is None or package is None:
                unread += 1
            else:
                rows.append(PushRow(at=at, package=package, user=int(site[1]), origin=site[2]))
            at = package = None
        elif line.strip() and not _DIVIDER.match(line):
            at = package = None
            unread += 1
    return PushLog(rows=tuple(rows), unread=unread)
