"""Day by day: what the phone recorded of each finding; pure."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import Finding
from phone_audit.model.evidence import (
    AppTrace,
    AppTraceKind,
    AppTraffic,
    AppUse,
    Evidence,
    InstalledApp,
    SiteTrace,
    UseInterval,
)
from phone_audit.reporting import figures
from phone_audit.reporting.document import TimelineLine
from phone_audit.reporting.trace_words import APP_TRACES, SITE_TRACES, TRACE_PHRASES
from phone_audit.reporting.voice import Voice

_MOST_DAYS = 120

BEGIN, CHANGE, SITE, OTHER = "begin", "change", "site", "other"
"""The shapes of a figure: something appeared, changed, a site left a trace, anything else."""

_SHAPES = {
    AppTraceKind.INSTALL_LOGGED: BEGIN,
    AppTraceKind.INSTALL_SESSION: BEGIN,
    AppTraceKind.REMOVAL_LOGGED: CHANGE,
    AppTraceKind.REMOVED_LATELY: CHANGE,
    AppTraceKind.UPDATED_LATELY: CHANGE,
    AppTraceKind.CHANGED_SINCE_BOOT: CHANGE,
}


@dataclass(slots=True)
class Day:
    """What one finding has on one local day; time on screen is never added over sources.

    ``events`` maps the words of each dated record to the shape a figure draws it with.
    """

    foreground_ms: int = 0
    traffic: bool = False
    events: dict[str, str] = field(default_factory=dict)


def days_of(findings: tuple[Finding, ...], voice: Voice) -> dict[tuple[str, int], Day]:
    """Return what each finding has on each day with a record, by local date and number.

    Days are local dates of the case's zone; a daily total of Android belongs to the date
    its interval began on. Two totals of one day (memory and stored file) are the same
    use: the larger is taken.
    """
    days: dict[tuple[str, int], Day] = defaultdict(Day)
    for finding in findings:
        for sighting in finding.sightings:
            _enter(sighting.record, finding.number, days, voice)
    return dict(days)


def timeline(findings: tuple[Finding, ...], voice: Voice) -> tuple[TimelineLine, ...]:
    """Return one line per finding and day with a record, in order of day; the last 120."""
    days = days_of(findings, voice)
    ordered = sorted(days)
    values = {finding.number: finding.value for finding in findings}
    return tuple(
        _line(day, number, values[number], days[day, number], voice)
        for day, number in ordered[-_MOST_DAYS:]
    )


def _enter(record: Evidence, number: int, days: dict[tuple[str, int], Day], voice: Voice) -> None:
    for at, what, shape in _moments(record, voice):
        if at is not None:
            days[_date(at, voice), number].events[what] = shape
    match record:
        case AppUse(interval=UseInterval.DAILY, begin_at=begin, foreground_ms=shown):
            if begin is not None and shown:
                day = days[_date(begin, voice), number]
                day.foreground_ms = max(day.foreground_ms, shown)
        case AppTraffic():
            for date in record.days:
                days[date, number].traffic = True
        case SiteTrace():
            for date in record.days:
                what = SITE_TRACES[record.trace].say(voice.lang)
                days[date, number].events[what] = SITE


def _moments(record: Evidence, voice: Voice) -> tuple[tuple[datetime | None, str, str], ...]:
    """Return the dated things a record tells, each with its words and its shape."""
    match record:
        case InstalledApp():
            updated = record.last_updated_at
            return (
                (record.first_installed_at, _say("day_installed", voice), BEGIN),
                (
                    updated if updated != record.first_installed_at else None,
                    _say("day_updated", voice),
                    CHANGE,
                ),
            )
        case AppTrace():
            shape = _SHAPES.get(record.trace, OTHER)
            return ((record.at, APP_TRACES[record.trace].say(voice.lang), shape),)
        case SiteTrace() if not record.days:
            at = record.decided_at or record.last_at or record.first_at
            return ((at, SITE_TRACES[record.trace].say(voice.lang), SITE),)
    return ()


def _line(date: str, number: int, value: str, day: Day, voice: Voice) -> TimelineLine:
    return TimelineLine(
        day=figures.day_of_text(safe_text(date, 30), voice.lang),
        finding=number,
        value=safe_text(value),
        on_screen=figures.duration(day.foreground_ms, voice.lang) if day.foreground_ms else "",
        traffic=_say("day_traffic", voice) if day.traffic else "",
        records="; ".join(day.events),
    )


def _date(at: datetime, voice: Voice) -> str:
    return figures.local(at, voice.zone).date().isoformat()


def _say(key: str, voice: Voice) -> str:
    return TRACE_PHRASES[key].say(voice.lang)
