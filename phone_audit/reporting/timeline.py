"""Day by day: what the phone recorded of each finding; pure."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import Finding
from phone_audit.model.evidence import (
    AppTrace,
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


@dataclass(slots=True)
class _Day:
    """What one finding has on one local day; time on screen is never added over sources."""

    foreground_ms: int = 0
    traffic: bool = False
    events: dict[str, None] = field(default_factory=dict)


def timeline(findings: tuple[Finding, ...], voice: Voice) -> tuple[TimelineLine, ...]:
    """Return one line per finding and day with a record, in order of day; the last 120 days.

    Days are local dates of the case's zone; a daily total of Android belongs to the date
    its interval began on. Two totals of one day (memory and stored file) are the same
    use: the larger is taken.
    """
    days: dict[tuple[str, int], _Day] = defaultdict(_Day)
    for finding in findings:
        for sighting in finding.sightings:
            _enter(sighting.record, finding.number, days, voice)
    ordered = sorted(days)
    values = {finding.number: finding.value for finding in findings}
    return tuple(
        _line(day, number, values[number], days[day, number], voice)
        for day, number in ordered[-_MOST_DAYS:]
    )


def _enter(record: Evidence, number: int, days: dict[tuple[str, int], _Day], voice: Voice) -> None:
    for at, what in _moments(record, voice):
        if at is not None:
            days[_date(at, voice), number].events[what] = None
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
                days[date, number].events[SITE_TRACES[record.trace].say(voice.lang)] = None


def _moments(record: Evidence, voice: Voice) -> tuple[tuple[datetime | None, str], ...]:
    """Return the dated things a record tells, each with its words."""
    match record:
        case InstalledApp():
            updated = record.last_updated_at
            return (
                (record.first_installed_at, _say("day_installed", voice)),
                (
                    updated if updated != record.first_installed_at else None,
                    _say("day_updated", voice),
                ),
            )
        case AppTrace():
            return ((record.at, APP_TRACES[record.trace].say(voice.lang)),)
        case SiteTrace() if not record.days:
            at = record.decided_at or record.last_at or record.first_at
            return ((at, SITE_TRACES[record.trace].say(voice.lang)),)
    return ()


def _line(date: str, number: int, value: str, day: _Day, voice: Voice) -> TimelineLine:
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
