"""Links to web sites that were opened from other apps, from Android's event log."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from phone_audit.formats.answers import gap_in
from phone_audit.formats.event_log import EventLog, OpenedLink, read_event_log
from phone_audit.formats.hostname import normalise
from phone_audit.formats.timestamps import from_local_text, local_date, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.evidence import Covered, Reading, Sighting, SiteTrace, SiteTraceKind
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "links_opened"

_LOG = "event_log"
_HEADER = "report_header"

_ANDROID_8 = 26
_TAGS = "am_create_activity:I am_new_intent:I wm_create_activity:I wm_new_intent:I '*:S'"
_ONE_ACT = timedelta(seconds=5)
_VIEW = "android.intent.action.VIEW"
_CHOOSERS = frozenset({"android", "com.android.intentresolver"})
_DUMPED_AT = re.compile(r"^== dumpstate: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\s*$", re.MULTILINE)


def questions(known: Known) -> tuple[Question, ...]:
    """Return the one question; its tags are named, and only lines with a web address come.

    Some builds of Android 7 do not know epoch times and are asked for dates with a year.
    """
    old = known.sdk is not None and known.sdk < _ANDROID_8
    form = "-v threadtime -v year" if old else "-v epoch"
    line = f"logcat -b events -d {form} {_TAGS} | grep -E 'https?://'"
    return (Question(source=NAME, topic=_LOG, line=line),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per site, app and user: how often its links were opened, and when.

    Format: ``1763600000.123  1845  3021 I wm_new_intent: [0,159499376,1250,com.android.
    chrome/...ChromeTabbedActivity,android.intent.action.VIEW,NULL,https://situs.invalid/...,
    335552512]``; see ``formats.event_log``. Android itself shortens the address to the host.

    One tap leaves several lines, for a browser hands the address on inside itself: lines
    of one app about one host within five seconds of each other count once. A page that the
    overview screen brought back was opened before and is counted in ``uncounted``; so is
    a line whose date is not known. The chooser between apps opens nothing. Lines of a bug
    report have no year; its header gives it.

    Read from: AOSP ``EventLogTags.logtags``, ``ActivityStarter``, ``liblog/logprint.cpp``,
    API 24-36.
    """
    zone = zone_of(known.zone)
    logs = [one for one in captures if one.question.topic == _LOG]
    if not logs:
        return Reading()
    if zone is None:
        return Reading(covered=(Covered(source=NAME, complete=False, read=0),))
    written_at = _written_at(captures, zone)
    gaps: list[Gap] = []
    opened: dict[_Key, _Opened] = {}
    for capture in logs:
        log = read_event_log(capture.text, zone, written_at)
        gaps += _gaps_of(capture, log)
        nameless = 0
        for link in log.links:
            if link.action != _VIEW or link.package in _CHOOSERS or known.is_closed(link.user):
                continue
            host = normalise(link.origin)
            if host is None:
                nameless += 1
            else:
                opened.setdefault((link.package, link.user, host), _Opened()).add(link, capture)
        if nameless and (gap := _not_understood(capture, f"{nameless} alamat")) is not None:
            gaps.append(gap)
    return Reading(
        sightings=tuple(one.sighting(key, zone) for key, one in opened.items() if zone is not None),
        covered=(Covered(source=NAME, complete=zone is not None and not gaps, read=len(opened)),),
        gaps=tuple(gaps),
    )


_Key = tuple[str, int, str]  # package, user, host


@dataclass(slots=True)
class _Opened:
    """The lines about one site in one app."""

    times: list[datetime] = field(default_factory=list)
    uncounted: int = 0
    captures: set[int] = field(default_factory=set)

    def add(self, link: OpenedLink, capture: Capture) -> None:
        self.captures.add(capture.number)
        if link.at is None or link.from_history:
            self.uncounted += 1
        else:
            self.times.append(link.at)

    def sighting(self, key: _Key, zone: tzinfo) -> Sighting:
        package, user, host = key
        acts = self.acts()
        return Sighting(
            record=SiteTrace(
                host=host,
                trace=SiteTraceKind.LINK_OPENED,
                via=package,
                user=user,
                first_at=acts[0] if acts else None,
                last_at=acts[-1] if acts else None,
                visits=len(acts),
                uncounted=self.uncounted,
                days=tuple(sorted({local_date(at, zone) for at in acts})),
            ),
            captures=tuple(sorted(self.captures)),
        )

    def acts(self) -> list[datetime]:
        """Return when each act began: lines that follow one another closely are one."""
        acts: list[datetime] = []
        last: datetime | None = None
        for at in sorted(self.times):
            if last is None or at - last > _ONE_ACT:
                acts.append(at)
            last = at
        return acts


def _written_at(captures: tuple[Capture, ...], zone: tzinfo) -> datetime | None:
    """Return when a bug report was made; without that its log has no year."""
    headers = (one for one in captures if one.question.topic == _HEADER)
    header = next(headers, None)
    found = _DUMPED_AT.search(header.text) if header is not None else None
    return from_local_text(found[1], zone) if found is not None else None


def _gaps_of(capture: Capture, log: EventLog) -> list[Gap]:
    """Return what a log leaves open; of a filtered one, every line must be a line of a log."""
    found = [gap_in(capture)]
    is_section = capture.question.medium is Medium.SECTION
    strange = 0 if is_section and log.answered else log.strange
    if log.unread + strange:
        found.append(_not_understood(capture, f"{log.unread + strange} baris"))
    elif is_section and not log.answered:
        found.append(_not_understood(capture))
    return [gap for gap in found if gap is not None]


def _not_understood(capture: Capture, detail: str = "") -> Gap | None:
    return gap_in(capture, GapReason.NOT_UNDERSTOOD, detail)


SOURCE = Source(
    name=NAME,
    title=Words(id="Tautan yang dibuka dari aplikasi lain", en="Links opened from other apps"),
    limits=Words(
        id="Menunjukkan bahwa tautan ke suatu situs dibuka dari aplikasi lain, layar utama, atau "
        "iklan pada waktu itu. Halaman yang dibuka di dalam peramban tidak tercatat. Catatan "
        "hanya mencakup beberapa jam terakhir dan hilang ketika perangkat dinyalakan ulang; "
        "sebagian perangkat tidak mencatatnya.",
        en="Shows that a link to a site was opened from another app, the home screen or an "
        "advertisement at that time. Pages opened inside the browser leave no line. The log "
        "covers the last hours only and is lost on a restart; some phones do not write it.",
    ),
    questions=questions,
    read=read,
    needs=("profiles", "installed_apps"),  # the apps first: without them nothing can be said
    sections={"HEADER": _HEADER, "EVENT LOG": _LOG},
)
