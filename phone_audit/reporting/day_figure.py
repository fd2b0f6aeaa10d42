"""The figure of the timeline: one track per finding, day by day, for people who look; pure."""

from collections.abc import Mapping
from datetime import date, timedelta

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import Finding
from phone_audit.reporting import figures
from phone_audit.reporting.document import DayFigure, Mark, Track
from phone_audit.reporting.timeline import Day, days_of
from phone_audit.reporting.voice import Voice, host_words

_FEWEST_DAYS = 14
_MOST_DAYS = 120
_MOST_TRACKS = 8
_MOST_TICKS = 9
_MOST_TOLD = 12
_STEPS = (1, 2, 7, 14, 28)
_YEARS = range(2000, 2200)


def day_figure(findings: tuple[Finding, ...], voice: Voice) -> DayFigure | None:
    """Return the figure of all findings with dated records; ``None`` where there are none.

    It ends on the newest day with a record and shows 14 to 120 days. What is older is named
    at the track's left edge.
    """
    days = {key: day for key, day in days_of(findings, voice).items() if _date(key[0])}
    if not days:
        return None
    dates = [when for when in (_date(text) for text, _ in days) if when]
    last = max(dates)
    first = min(*dates, last - timedelta(days=_FEWEST_DAYS - 1))
    first = max(first, last - timedelta(days=_MOST_DAYS - 1))
    shown = [one for one in findings if any(number == one.number for _, number in days)]
    span = (last - first).days + 1
    tracks = tuple(_track(one, days, first, last, voice) for one in shown[:_MOST_TRACKS])
    return DayFigure(
        days=span,
        first=figures.short_day(first, voice.lang),
        last=figures.short_day(last, voice.lang),
        ticks=_ticks(first, span, voice),
        most_minutes=max((m for track in tracks for _, m in track.screen), default=0),
        tracks=tracks,
        left_out=len(shown) - len(tracks),
    )


def _ticks(first: date, span: int, voice: Voice) -> tuple[tuple[int, str], ...]:
    step = next((step for step in _STEPS if span / step <= _MOST_TICKS), _STEPS[-1])
    return tuple(
        (day, figures.short_day(first + timedelta(days=day), voice.lang).rsplit(" ", 1)[0])
        for day in range(0, span, step)
    )


def _track(
    finding: Finding,
    days: Mapping[tuple[str, int], Day],
    first: date,
    last: date,
    voice: Voice,
) -> Track:
    screen: list[tuple[int, int]] = []
    traffic: list[int] = []
    marks: list[Mark] = []
    before: list[str] = []
    told: list[str] = []
    for (text, number), day in sorted(days.items()):
        when = _date(text)
        if number != finding.number or when is None:
            continue
        place = (when - first).days
        named = figures.short_day(when, voice.lang)
        told += [f"{what} {named}" for what in day.events]
        if place < 0:
            before += [f"{what} {named}" for what in day.events]
            continue
        if day.foreground_ms:
            screen.append((place, max(1, round(day.foreground_ms / 60_000))))
        if day.traffic:
            traffic.append(place)
        marks += [Mark(day=place, shape=shape) for shape in dict.fromkeys(day.events.values())]
    told = _first_of(told, voice)
    if screen:
        most = max(minutes for _, minutes in screen)
        told.append(voice.phrase("alt_screen", days=str(len(screen)), most=str(most)))
    if traffic:
        told.append(voice.phrase("alt_traffic", days=str(len(traffic))))
    alt = voice.phrase(
        "alt_track",
        number=str(finding.number),
        value=host_words(finding.value),
        first=figures.short_day(first, voice.lang),
        last=figures.short_day(last, voice.lang),
        told="; ".join(told),
    )
    return Track(
        finding=finding.number,
        value=host_words(finding.value),
        alt=safe_text(alt, 1500),
        screen=tuple(screen),
        traffic=tuple(traffic),
        marks=tuple(marks),
        before=safe_text("; ".join(before), 120),
    )


def _first_of(told: list[str], voice: Voice) -> list[str]:
    more = len(told) - _MOST_TOLD
    if more <= 0:
        return told
    return [*told[:_MOST_TOLD], voice.phrase("and_more", count=str(more))]


def _date(text: str) -> date | None:
    """Return the day a record tells, ``None`` of a day no phone had; the table has that."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in _YEARS else None
