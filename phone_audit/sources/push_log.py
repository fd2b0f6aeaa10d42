"""Web sites whose notifications a browser showed in the last hours, on Android 8 and 9."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.hostname import normalise
from phone_audit.formats.push_log import read_push_log
from phone_audit.formats.timestamps import local_date, zone_of
from phone_audit.model.capture import Capture, Question
from phone_audit.model.evidence import Covered, Reading, Sighting, SiteTrace, SiteTraceKind
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "push_log"

_LOG = "push_log"
_ANDROID_8, _ANDROID_10 = 26, 29
_FILTER = (
    r"^ *[0-9]+[.][0-9]+|notification_enqueue: \[[0-9]+,[0-9]+,[A-Za-z0-9_.]+,"
    r"|,[0-9]+,Notification\(channel=web:https?://[^ ;/]+"
)
_LINE = (
    "logcat -b events -d -v epoch notification_enqueue:I '*:S' | grep -F channel=web:"
    f" | grep -oE '{_FILTER}'"
)


def questions(known: Known) -> tuple[Question, ...]:
    """Return the one question of Android 8 and 9; later ones tell more in ``site_pushes``.

    Only lines of web sites pass the first filter, and of those only time, app, user and
    site the second: other notifications hold telephone numbers and must not leave the phone.
    """
    if known.sdk is None or not _ANDROID_8 <= known.sdk < _ANDROID_10:
        return ()
    return (Question(source=NAME, topic=_LOG, line=_LINE),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per site, browser and user: how often it notified, and on which days.

    Format: a time, ``notification_enqueue: [10123,4711,com.android.chrome,`` and
    ``,0,Notification(channel=web:https://situs.invalid``, a line each; see
    ``formats.push_log``. No line is an answer: there was none. ``visits`` counts pushes. Only
    browsers known to open links count; closed profiles are left out.

    Read from: AOSP ``NotificationManagerService``, ``EventLogTags.logtags``, API 26-28.
    """
    zone = zone_of(known.zone)
    gaps = []
    pushes: dict[tuple[str, int, str], _Pushes] = {}
    for capture in captures:
        log = read_push_log(capture.text)
        nameless = 0
        for row in log.rows:
            foreign = bool(known.browsers) and row.package not in known.browsers
            if foreign or known.is_closed(row.user):
                continue
            host = normalise(row.origin)
            if host is None:
                nameless += 1
            else:
                key = row.package, row.user, host
                pushes.setdefault(key, _Pushes()).add(row.at, capture.number)
        gap = gap_in(capture) or unread_lines(capture, log.unread + nameless)
        gaps += [gap] if gap is not None else []
    complete = not gaps and zone is not None
    return Reading(
        sightings=tuple(_told(pushes.items(), zone)),
        covered=(Covered(source=NAME, complete=complete, read=len(pushes)),) if captures else (),
        gaps=tuple(gaps),
    )


@dataclass(slots=True)
class _Pushes:
    """When one site notified, and the captures that say so."""

    times: set[datetime] = field(default_factory=set)
    captures: set[int] = field(default_factory=set)

    def add(self, at: datetime, capture: int) -> None:
        self.times.add(at)
        self.captures.add(capture)


def _told(
    pushes: Iterable[tuple[tuple[str, int, str], _Pushes]], zone: tzinfo | None
) -> Iterable[Sighting]:
    for (package, user, host), found in pushes:
        days = () if zone is None else sorted({local_date(at, zone) for at in found.times})
        yield Sighting(
            record=SiteTrace(
                host=host,
                trace=SiteTraceKind.PUSH_RECEIVED,
                via=package,
                user=user,
                first_at=min(found.times),
                last_at=max(found.times),
                visits=len(found.times),
                days=tuple(days),
            ),
            captures=tuple(sorted(found.captures)),
        )


SOURCE = Source(
    name=NAME,
    title=Words(
        id="Notifikasi situs beberapa jam terakhir", en="Notifications of sites, last hours"
    ),
    limits=Words(
        id="Menunjukkan bahwa peramban menampilkan notifikasi suatu situs pada waktu itu, bukan "
        "bahwa notifikasi dibaca atau situs dibuka. Log kejadian hanya memuat beberapa jam "
        "terakhir dan kosong setelah perangkat dinyalakan ulang; hanya ditanyakan pada Android 8 "
        "dan 9, yang tidak mencatatnya di tempat lain.",
        en="Shows that a browser displayed a site's notification at that time, not that it was "
        "read or the site opened. The event log holds the last hours only and is empty after a "
        "restart; it is asked on Android 8 and 9, which record this nowhere else.",
    ),
    questions=questions,
    read=read,
    needs=("browsers", "profiles", "installed_apps"),  # the apps first
)
