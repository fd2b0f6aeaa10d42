"""Web sites whose notifications a browser showed, from Android's usage statistics."""

import re
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from phone_audit.formats.answers import gap_in, trouble, unread_lines
from phone_audit.formats.dumpsys_usagestats import EventRow, Usage, read_usage
from phone_audit.formats.hostname import normalise
from phone_audit.formats.timestamps import local_date, to_utc, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import (
    Covered,
    Reading,
    Sighting,
    SiteTrace,
    SiteTraceKind,
    UseInterval,
)
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "site_pushes"

_EVENTS = "push_events"
_FILES = "push_files"
_CHECKIN = "push_checkin"

_ANDROID_10 = 29
_PUSHED = "NOTIFICATION_INTERRUPTION"
_CUT_OR_REFUSED = r"^\*\*\* SERVICE|^ *Permission Denial|SecurityException"
_WEB = "channelId=web:https?://"
_CHANNEL = re.compile(r"web:(https?://[^;\s/]{1,300})/?(?:;\d{1,18})?", re.ASCII)


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question about the last day and one per user about the stored days.

    None before Android 10, which does not print channels. No browser is named: on the
    phone, lines are cut down to those whose channel belongs to a web site.
    """
    sdk = known.sdk
    if sdk is not None and sdk < _ANDROID_10:
        return ()
    context = "^ *(user=|In-memory |Last 24 hour|beginTime=|timeRange=)"
    memory = Question(
        source=NAME,
        topic=_EVENTS,
        line=f"dumpsys -t 60 usagestats -c | grep -E '{context}|{_CUT_OR_REFUSED}|{_WEB}'",
        timeout_s=75,
    )
    if sdk is None:
        return (memory,)
    context = "^ *(user=|interval=|file=|beginTime=)"
    files = (
        Question(
            source=NAME,
            topic=_FILES,
            line=f"dumpsys -t 60 usagestats file {user} daily"
            f" | grep -E '{context}|{_CUT_OR_REFUSED}|{_WEB}'",
            user=user,
            timeout_s=75,
        )
        for user in _open_users(known)
    )
    return (memory, *files)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per site, browser and user: how often it notified, and on which days.

    Format: ``time=1763588000000 type=NOTIFICATION_INTERRUPTION package=com.android.chrome
    channelId=web:https://situs.invalid;13404473600000000 flags=0x0`` below headings that
    name user and interval; see ``formats.dumpsys_usagestats``. The channel id holds the
    site (``formats.dumpsys_notification``).

    ``visits`` counts pushes. The same push in memory and in a stored day is one. Only
    browsers known to open links count, where they are known; closed profiles are left
    out.

    Read from: AOSP ``UserUsageStatsService.printEvent`` and ``UsageStatsService.dump``, API
    29-36; Chromium ``SiteChannelsManager``, 59-140.
    """
    if not captures:
        too_old = known.sdk is not None and known.sdk < _ANDROID_10
        absent = Gap(
            source=NAME, topic=_EVENTS, reason=GapReason.ABSENT, detail="sebelum Android 10"
        )
        return Reading(gaps=(absent,) if too_old else ())
    zone = zone_of(known.zone)
    gaps: list[Gap] = []
    pushes: dict[_Key, _Pushes] = {}
    complete = zone is not None
    nameless = 0
    for capture in _without_repetition(captures):
        usage = _parse(capture)
        gap = _gap_of(capture, usage) or unread_lines(capture, usage.unread)
        if gap is not None:
            gaps.append(gap)
            stored = capture.question.topic == _FILES and gap.reason is GapReason.ABSENT
            complete = complete and stored
        for event in usage.events:
            if (key := _key(known, event)) is None:
                continue
            if not key[2]:
                nameless += 1
            elif zone is not None and (at := to_utc(event.at, zone, usage.order)) is not None:
                pushes.setdefault(key, _Pushes()).add(at, capture.number)
    if nameless:
        gaps.append(
            Gap(
                source=NAME,
                topic=_EVENTS,
                reason=GapReason.NOT_UNDERSTOOD,
                detail=f"{nameless} alamat",
            )
        )
    return Reading(
        sightings=tuple(
            found.sighting(key, zone) for key, found in pushes.items() if zone is not None
        ),
        covered=(Covered(source=NAME, complete=complete and not nameless, read=len(pushes)),),
        gaps=tuple(gaps),
    )


_Key = tuple[str, int, str]  # package, user, host


@dataclass(slots=True)
class _Pushes:
    """When one site notified, and the captures that say so."""

    times: set[datetime] = field(default_factory=set)
    captures: set[int] = field(default_factory=set)

    def add(self, at: datetime, capture: int) -> None:
        self.times.add(at)
        self.captures.add(capture)

    def sighting(self, key: _Key, zone: tzinfo) -> Sighting:
        package, user, host = key
        return Sighting(
            record=SiteTrace(
                host=host,
                trace=SiteTraceKind.PUSH_RECEIVED,
                via=package,
                user=user,
                first_at=min(self.times),
                last_at=max(self.times),
                visits=len(self.times),
                days=tuple(sorted({local_date(at, zone) for at in self.times})),
            ),
            captures=tuple(sorted(self.captures)),
        )


def _open_users(known: Known) -> tuple[int, ...]:
    users = {profile.user for profile in known.profiles if not known.is_closed(profile.user)}
    return tuple(sorted(users or {0}))


def _without_repetition(captures: tuple[Capture, ...]) -> tuple[Capture, ...]:
    """Return the answers to read: a bug report's check-in section alone, where it is good.

    It has exact times, the service's own text only seconds, and no push may count twice.
    """
    good = tuple(
        one
        for one in captures
        if one.question.topic == _CHECKIN and trouble(one) is None and "user=" in one.text
    )
    return good[:1] or captures


def _parse(capture: Capture) -> Usage:
    stored = capture.question.topic == _FILES
    return read_usage(
        capture.text,
        user=capture.question.user if stored else None,
        interval=UseInterval.DAILY if stored else None,
    )


def _key(known: Known, event: EventRow) -> _Key | None:
    """Return whose push an event is: its host is empty where the address holds none."""
    if event.event != _PUSHED or event.user is None or event.channel is None:
        return None
    found = _CHANNEL.fullmatch(event.channel)
    foreign = bool(known.browsers) and event.package not in known.browsers
    if found is None or foreign or known.is_closed(event.user):
        return None
    return event.package, event.user, normalise(found[1]) or ""


def _gap_of(capture: Capture, usage: Usage) -> Gap | None:
    if (gap := gap_in(capture)) is not None or usage.answered:
        return gap
    stored = capture.question.topic == _FILES
    return gap_in(capture, GapReason.ABSENT if stored else GapReason.NOT_UNDERSTOOD)


SOURCE = Source(
    name=NAME,
    title=Words(id="Notifikasi situs yang diterima", en="Notifications of sites received"),
    limits=Words(
        id="Menunjukkan bahwa peramban menampilkan notifikasi suatu situs pada waktu itu, bukan "
        "bahwa notifikasi dibaca atau situs dibuka. Android menyimpan beberapa hari terakhir. "
        "Notifikasi tanpa suara dan peramban selain keluarga Chromium tidak terlihat.",
        en="Shows that a browser displayed a site's notification at that time, not that it was "
        "read or the site opened. Android keeps the last few days. Silent notifications and "
        "browsers outside the Chromium family are not visible.",
    ),
    questions=questions,
    read=read,
    needs=("browsers", "profiles", "installed_apps"),  # the apps first
    sections={"CHECKIN USAGESTATS": _CHECKIN, "DUMP OF SERVICE usagestats": _EVENTS},
)
