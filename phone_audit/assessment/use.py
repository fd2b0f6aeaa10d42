"""How much an app or a site was really used, from records that overlap."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from operator import itemgetter

from phone_audit.model.assessment import Thresholds, UseSummary
from phone_audit.model.evidence import AppUse, SiteTrace, SiteTraceKind, UseInterval

_NESTED = (UseInterval.DAILY, UseInterval.WEEKLY, UseInterval.MONTHLY, UseInterval.YEARLY)
_ROUNDING_MS = 2_000  # Android 7-10 print totals cut to whole seconds
_MIDNIGHT_SLACK = timedelta(minutes=5)  # a roll-over is noticed a little after midnight


def summarise(uses: Iterable[AppUse], *, zone: tzinfo, thresholds: Thresholds) -> UseSummary | None:
    """Return days and time in the foreground, or ``None`` when no statistics were read.

    Android keeps the same use in daily, weekly, monthly and yearly intervals. They are
    never added across lengths: the time is the largest sum over intervals of one
    length. Days are the fewest that explain the dates known by name and the totals:
    when this week's total exceeds today's, the difference was used before today, on
    at least one day. The result is a lower bound and is worded as one.
    """
    distinct = _largest_of_each_interval(uses)
    if not distinct:
        return None
    totals: dict[UseInterval, int] = defaultdict(int)
    for use in distinct:
        totals[use.interval] += use.foreground_ms or 0
    dates = tuple(sorted({day for use in distinct for day in use.used_days}))
    days = _fewest_days(distinct, zone)
    foreground_ms = max(totals.values())
    return UseSummary(
        days=days,
        dates=dates,
        foreground_ms=foreground_ms,
        sufficient=days >= thresholds.min_days and foreground_ms >= thresholds.min_minutes * 60_000,
    )


COUNTED_ACTS = frozenset(
    {SiteTraceKind.LINK_OPENED, SiteTraceKind.HISTORY_VISIT, SiteTraceKind.HOME_SCREEN}
)
"""Dated acts of the holder; pushes, prompts, tabs and stored data are traces, not use."""


def summarise_visits(traces: Iterable[SiteTrace], *, thresholds: Thresholds) -> UseSummary | None:
    """Return counted visits and their days, or ``None`` when no such act was seen.

    Visits of different places (a history, the event log) may be the same visit, so the
    largest count of one place is taken, never a sum; days are those of all places.
    """
    acts = [trace for trace in traces if trace.trace in COUNTED_ACTS and trace.visits]
    if not acts:
        return None
    per_place: dict[tuple[str, str], int] = defaultdict(int)
    for trace in acts:
        per_place[trace.trace, trace.via] += trace.visits or 0
    dates = tuple(sorted({day for trace in acts for day in trace.days}))
    visits = max(per_place.values())
    return UseSummary(
        days=len(dates),
        dates=dates,
        foreground_ms=0,
        visits=visits,
        sufficient=visits >= thresholds.min_visits and len(dates) >= thresholds.min_days,
    )


def _largest_of_each_interval(uses: Iterable[AppUse]) -> tuple[AppUse, ...]:
    """Keep one record per interval: memory and file may both hold the same one."""
    best: dict[tuple[UseInterval, object], AppUse] = {}
    for use in uses:
        key = (use.interval, use.begin_at)
        known = best.get(key)
        if known is None or (use.foreground_ms or 0) > (known.foreground_ms or 0):
            best[key] = use
    return tuple(best.values())


def _fewest_days(uses: Sequence[AppUse], zone: tzinfo) -> int:
    """Return the smallest number of local days that explains every known date and total.

    Each stretch that must hold use is a range of dates; a day already counted inside
    it explains it, otherwise one more day is needed (its last date, which also serves
    as many other ranges as any date can).
    """
    days = {day for use in uses for day in use.used_days}
    for first, last in sorted(_stretches_with_use(uses, zone), key=itemgetter(1)):
        if not any(first <= day <= last for day in days):
            days.add(last)
    return len(days)


def _stretches_with_use(uses: Sequence[AppUse], zone: tzinfo) -> Iterator[tuple[str, str]]:
    """Yield first and last local date of each stretch whose use shows only as a difference.

    An interval begins when the previous one was closed, which may be at noon: then the
    stretch before it includes a part of that same date.
    """
    chain = [use for use in map(_latest(uses).get, _NESTED) if use is not None]
    for shorter, longer in pairwise(chain):
        if shorter.begin_at is None or longer.begin_at is None:
            continue
        earlier_ms = (longer.foreground_ms or 0) - (shorter.foreground_ms or 0)
        end = shorter.begin_at - _MIDNIGHT_SLACK
        if earlier_ms >= _ROUNDING_MS and longer.begin_at < end:
            yield _local_date(longer.begin_at, zone), _local_date(end, zone)


def _latest(uses: Sequence[AppUse]) -> dict[UseInterval, AppUse]:
    """Return the current interval of each length."""
    dated = sorted((use for use in uses if use.begin_at is not None), key=_begin)
    return {use.interval: use for use in dated}


def _begin(use: AppUse) -> datetime:
    assert use.begin_at is not None
    return use.begin_at


def _local_date(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).date().isoformat()
