"""How apps that matched the list were in the foreground, from Android's usage statistics."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from phone_audit.formats.answers import gap_in, trouble, unread_lines
from phone_audit.formats.dumpsys_usagestats import (
    LEFT,
    RESUMED,
    EventRow,
    Usage,
    UseRow,
    read_usage,
)
from phone_audit.formats.pm import is_package_name
from phone_audit.formats.standby import read_standby
from phone_audit.formats.timestamps import (
    DateOrder,
    is_never,
    local_date,
    order_of_locale,
    to_utc,
    zone_of,
)
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import (
    AppTrace,
    AppTraceKind,
    AppUse,
    Covered,
    Reading,
    Sighting,
    UseInterval,
)
from phone_audit.model.phone import Context, ContextKind, Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "app_use"

_USE = "use"
_FILES = "use_files"
_CHECKIN = "use_checkin"

_NO_FILES = GapReason.ABSENT  # no stored day, or a build without this view
_ANDROID_9, _ANDROID_10, _ANDROID_11 = 28, 29, 30
_LONGEST_LINE = 3_500  # characters; the phone's limit is 4 000
_CUT_OR_REFUSED = r"^\*\*\* SERVICE|^ *Permission Denial|SecurityException"
_ONE_DAY_MS = 86_400_000


def questions(known: Known) -> tuple[Question, ...]:
    """Return what to ask about the watched packages; nothing when there are none.

    Up to Android 8 the service knows no filter, so its text is filtered on the phone,
    which is also what an unknown version is asked. 9 and 10 take one package per call,
    11 and later many. From 10 on the stored days are asked for too.
    """
    watched = [package for package in known.watched if is_package_name(package)]
    if not watched:
        return ()
    sdk = known.sdk
    if sdk is None or sdk < _ANDROID_9:
        context = "^ *(user=|In-memory |Last 24 hour|timeRange=|beginTime=)"
        return tuple(
            _question(
                _USE,
                f"dumpsys -t 60 usagestats | grep -E '{context}|{_CUT_OR_REFUSED}"
                f"|package=({_alternatives(part)}) '",
            )
            for part in _parts(watched, escaped=True)
        )
    single = sdk < _ANDROID_11
    groups = [[package] for package in watched] if single else _parts(watched, escaped=False)
    asked = [_question(_USE, f"dumpsys -t 60 usagestats -c {' '.join(part)}") for part in groups]
    if sdk >= _ANDROID_10:
        context = "^ *(user=|interval=|file=|beginTime=)"
        asked += [
            _question(
                _FILES,
                f"dumpsys -t 60 usagestats file {user} daily | grep -E '{context}"
                f"|{_CUT_OR_REFUSED}|package=({_alternatives(part)}) '",
                user,
            )
            for user in sorted(known.watched_users)
            for part in _parts(watched, escaped=True)
        ]
    return tuple(asked)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one record per watched package, user and interval.

    Format: ``package=id.contoh totalTimeUsed=2710000 lastTimeUsed=1763590000123
    appLaunchCount=6`` below a heading that names user and interval, and events ``time=
    type=ACTIVITY_RESUMED package=``; see ``formats.dumpsys_usagestats``. Lines about
    other packages are not read.

    A date counts as used when an event puts the app in the foreground on it. Without
    such an event, a daily total above zero counts for the date of its last use, if the
    interval began on that date. The last use of longer intervals dates nothing: a
    notification, or an answer to one, moves it without the app being on screen. The
    same interval in memory and in a file becomes one record. Time of single events is the sum from
    resumed to left, per activity; one left open, or open for more than a day, adds
    nothing.

    The earliest interval in which a watched package stands says how far its records reach
    back. Dates that cannot be understood are counted in a gap. At the end of the statistics
    Android tells its own guess how often an app is used: one ``STANDBY`` trace per app and
    user, without a date; see ``formats.standby``.

    Read from: AOSP ``UserUsageStatsService.dump``, ``UsageStatsService.dump`` and
    ``UsageStats.update``, API 24-36.
    """
    zone = zone_of(known.zone)
    if not captures or not known.watched:
        return Reading()
    gaps: list[Gap] = []
    tallies: dict[_Key, _Tally] = {}
    complete = zone is not None
    standby: dict[tuple[str, int], tuple[str, set[int]]] = {}
    for capture in captures:
        for guess in read_standby(capture.text, known.watched):
            if not known.is_closed(guess.user):
                key = (guess.package, guess.user)
                standby.setdefault(key, (guess.bucket, set()))[1].add(capture.number)
    for capture in _without_repetition(captures):
        usage = _parse(known, capture)
        gap = _gap_of(capture, usage) or unread_lines(capture, usage.unread)
        if gap is not None:
            gaps.append(gap)
            # A build without stored days still tells the intervals in memory.
            complete = complete and capture.question.topic == _FILES and gap.reason is _NO_FILES
        if zone is not None:
            undated = _undated(usage, zone)
            if undated and (gap := gap_in(capture, GapReason.NOT_UNDERSTOOD, f"{undated} tanggal")):
                gaps.append(gap)
                complete = False
            _add(tallies, usage, capture.number, zone, known)
    sightings = tuple(tally.sighting(key) for key, tally in sorted(tallies.items(), key=_in_order))
    begins = [begin for *_, begin in tallies if begin is not None]
    since = (Context(context=ContextKind.USE_HISTORY_SINCE, at=min(begins)),) if begins else ()
    return Reading(
        facts=since,
        sightings=(*sightings, *_guesses(standby)),
        covered=(Covered(source=NAME, complete=complete, read=len(known.watched)),),
        gaps=tuple(gaps),
    )


def _guesses(
    standby: dict[tuple[str, int], tuple[str, set[int]]],
) -> Iterator[Sighting]:
    for (package, user), (bucket, numbers) in sorted(standby.items()):
        record = AppTrace(package=package, trace=AppTraceKind.STANDBY, user=user, note=bucket)
        yield Sighting(record=record, captures=tuple(sorted(numbers)))


_Key = tuple[str, int, UseInterval, datetime | None]  # package, user, interval, its begin


@dataclass(slots=True)
class _Tally:
    """What is known about one package in one interval, from all answers together."""

    end: datetime | None = None
    foreground_ms: int | None = None
    launches: int | None = None
    last_used: datetime | None = None
    days: set[str] = field(default_factory=set)  # shown by events
    day_of_total: str | None = None
    captures: set[int] = field(default_factory=set)

    def sighting(self, key: _Key) -> Sighting:
        package, user, interval, begin = key
        days = self.days or ({self.day_of_total} if self.day_of_total else set())
        return Sighting(
            record=AppUse(
                package=package,
                user=user,
                interval=interval,
                begin_at=begin,
                end_at=self.end,
                foreground_ms=self.foreground_ms,
                launches=self.launches,
                last_used_at=self.last_used,
                used_days=tuple(sorted(days)),
            ),
            captures=tuple(sorted(self.captures)),
        )


def _without_repetition(captures: tuple[Capture, ...]) -> tuple[Capture, ...]:
    """Return the answers to read: a bug report tells the same statistics twice.

    Its check-in section has exact times, the service's own text does not, and the same
    interval must not count twice; so a good check-in section stands alone.
    """
    good = tuple(
        one
        for one in captures
        if one.question.topic == _CHECKIN and trouble(one) is None and "user=" in one.text
    )
    return good[:1] or captures


def _parse(known: Known, capture: Capture) -> Usage:
    """Read one answer; where its own dates leave day and month open, the phone's locale tells."""
    stored = capture.question.topic == _FILES
    usage = read_usage(
        capture.text,
        packages=known.watched,
        user=capture.question.user if stored else None,
        interval=UseInterval.DAILY if stored else None,
    )
    return replace(usage, order=usage.order or order_of_locale(known.locale))


def _undated(usage: Usage, zone: tzinfo) -> int:
    """Return how many dates are there and cannot be understood."""
    stamps = [*(row.last_used for row in usage.rows if row.foreground_ms)]
    stamps += [event.at for event in usage.events]
    return sum(
        isinstance(one, str) and to_utc(one, zone, usage.order) is None and not is_never(one)
        for one in stamps
    )


def _gap_of(capture: Capture, usage: Usage) -> Gap | None:
    if (gap := gap_in(capture)) is not None:
        return gap
    if usage.answered:
        return None
    if capture.question.topic == _FILES:
        return gap_in(capture, _NO_FILES)
    return gap_in(capture, GapReason.NOT_UNDERSTOOD)


def _add(
    tallies: dict[_Key, _Tally],
    usage: Usage,
    capture: int,
    zone: tzinfo,
    known: Known,
) -> None:
    for row in usage.rows:
        if row.user is not None and not known.is_closed(row.user):
            _add_totals(_tally(tallies, row, capture, zone, usage.order), row, zone, usage.order)
    by_list: dict[int, list[EventRow]] = defaultdict(list)
    named: dict[int, _Tally] = {}
    for event in usage.events:
        if event.user is not None and not known.is_closed(event.user):
            tally = _tally(tallies, event, capture, zone, usage.order)
            named[id(tally)] = tally
            by_list[id(tally)].append(event)
    for name, events in by_list.items():
        _add_events(named[name], events, zone, usage.order)


def _tally(
    tallies: dict[_Key, _Tally],
    row: UseRow | EventRow,
    capture: int,
    zone: tzinfo,
    order: DateOrder | None,
) -> _Tally:
    assert row.user is not None
    begin = to_utc(row.begin, zone, order)
    tally = tallies.setdefault((row.package, row.user, row.interval, begin), _Tally())
    tally.captures.add(capture)
    tally.end = _latest(tally.end, to_utc(row.end, zone, order))
    return tally


def _add_totals(tally: _Tally, row: UseRow, zone: tzinfo, order: DateOrder | None) -> None:
    used = row.foreground_ms or 0
    last = to_utc(row.last_used, zone, order)
    tally.foreground_ms = max(tally.foreground_ms or 0, used)
    tally.last_used = _latest(tally.last_used, last if used > 0 else None)
    if row.launches is not None:
        tally.launches = max(tally.launches or 0, row.launches)
    if used > 0 and last is not None and row.interval is UseInterval.DAILY:
        begin = to_utc(row.begin, zone, order)
        day = local_date(last, zone)
        if begin is None or local_date(begin, zone) == day:
            tally.day_of_total = max(tally.day_of_total or day, day)


def _add_events(
    tally: _Tally, events: Sequence[EventRow], zone: tzinfo, order: DateOrder | None
) -> None:
    dated = sorted(
        ((at, event) for event in events if (at := to_utc(event.at, zone, order)) is not None),
        key=_when,
    )
    shown = [at for at, event in dated if event.event in RESUMED]
    tally.days.update(local_date(at, zone) for at in shown)
    if shown:
        tally.last_used = _latest(tally.last_used, shown[-1])
    if events[0].interval is UseInterval.EVENTS:
        tally.foreground_ms = max(tally.foreground_ms or 0, _time_on_screen(dated))


def _time_on_screen(dated: Iterable[tuple[datetime, EventRow]]) -> int:
    """Return milliseconds from resumed to left, never counting one moment twice."""
    open_since: dict[str | None, datetime] = {}
    spans: list[tuple[datetime, datetime]] = []
    for at, event in dated:
        if event.event in RESUMED:
            open_since.setdefault(event.instance, at)
        elif event.event in LEFT and (since := open_since.pop(event.instance, None)) is not None:
            spans.append((since, at))
    total = 0
    covered_to: datetime | None = None
    for begin, end in sorted(spans):
        start = begin if covered_to is None else max(begin, covered_to)
        span_ms = round((end - start).total_seconds() * 1000)
        if 0 < span_ms <= _ONE_DAY_MS:
            total += span_ms
        covered_to = _latest(covered_to, end)
    return total


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)


def _when(dated: tuple[datetime, EventRow]) -> datetime:
    return dated[0]


def _in_order(item: tuple[_Key, _Tally]) -> tuple[str, int, int, str]:
    package, user, interval, begin = item[0]
    return package, user, list(UseInterval).index(interval), begin.isoformat() if begin else ""


def _question(topic: str, line: str, user: int | None = None) -> Question:
    return Question(source=NAME, topic=topic, line=line, user=user, timeout_s=75)


def _alternatives(packages: Sequence[str]) -> str:
    return "|".join(package.replace(".", r"\.") for package in packages)


def _parts(packages: Sequence[str], *, escaped: bool) -> Iterator[list[str]]:
    """Yield the packages in groups that each fit into one command line."""
    part: list[str] = []
    length = 0
    for package in packages:
        added = len(package) + 1 + (package.count(".") if escaped else 0)
        if part and length + added > _LONGEST_LINE - 300:
            yield part
            part, length = [], 0
        part.append(package)
        length += added
    if part:
        yield part


SOURCE = Source(
    name=NAME,
    title=Words(id="Pemakaian aplikasi yang cocok", en="Use of matched apps"),
    limits=Words(
        id="Menunjukkan waktu aplikasi tampil di layar, bukan siapa yang memegang perangkat atau "
        "apa yang dilakukan di dalamnya. Android menyimpan hari terakhir saja dan dapat "
        "melewatkan catatan; tidak adanya catatan bukan tanda tidak dipakai.",
        en="Shows the time an app was on screen, not who held the phone or what was done in the "
        "app. Android keeps recent days only and may drop records; a missing record is no "
        "sign of no use.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
    sections={"CHECKIN USAGESTATS": _CHECKIN, "DUMP OF SERVICE usagestats": _USE},
)
