"""Packages in Android's battery statistics: changed or removed lately, and in front of the rest."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.dumpsys_batterystats import (
    DayChange,
    Days,
    History,
    Moment,
    read_days,
    read_history,
)
from phone_audit.formats.timestamps import local_date, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import AppTrace, AppTraceKind, Covered, Reading, Sighting
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source
from phone_audit.sources.open_profiles import OpenProfiles

NAME = "battery_days"

_DAYS = "battery_days"
_HISTORY = "battery_history"
_SERVICE = "battery_service"

_CUT_OR_REFUSED = r"^\*\*\* SERVICE|^ *Permission Denial|SecurityException"
_OF_DAYS = f"^Daily stats:|^ *(Current start time:|Daily from|Update|Uninstall) |{_CUT_OR_REFUSED}"
_OF_HISTORY = f"^Battery History|TIME: |[+-]top=|pkg(unin|inst)=|{_CUT_OR_REFUSED}"
_PIECES = (
    r"^Battery History|^ *[+0][0-9dhms]* \(|^ *[0-9-]{5} [0-9:.]{12} |(RESET:)?TIME: [0-9-]+"
    r"|[+-]top=[^ ]+|pkg(unin|inst)=[^ ]+"
    r"|^\*\*\* SERVICE .*|^ *Permission Denial.*|^java\.lang\.SecurityException.*"
)


def questions(_known: Known) -> tuple[Question, ...]:
    """Return the same two questions on every version.

    Lines of the history also tell of sync accounts and alarms: the second filter on the
    phone leaves of each line only its time and what is said about packages.
    """
    days = f"dumpsys -t 60 batterystats --daily | grep -E '{_OF_DAYS}'"
    history = (
        f"dumpsys -t 60 batterystats --history | grep -E '{_OF_HISTORY}' | grep -oE '{_PIECES}'"
    )
    return (
        Question(source=NAME, topic=_DAYS, line=days, timeout_s=75),
        Question(source=NAME, topic=_HISTORY, line=history, timeout_s=75),
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per package and day that changed, was removed, or was in front.

    Format: ``Update id.contoh vers=0`` below ``Daily from 2026-11-19-01-10-11 to ...:``,
    where version 0 is a removal; ``+1h02m03s004ms (2) 099 +top=u0a280:"id.contoh"`` and
    ``pkgunin=0:"id.contoh"`` in the history; see ``formats.dumpsys_batterystats``.

    A day of statistics runs from charge to charge: ``at`` and ``until_at`` are its
    bounds, for the one still running the end of the reading. Moments of the history are
    exact; those in front are one trace per user and local date, from the first to the last.
    Only the latter know their user.

    Read from: AOSP ``BatteryStats.dumpDailyLocked`` and ``HistoryPrinter``, API 24-36.
    """
    zone = zone_of(known.zone)
    if not captures:
        return Reading()
    gaps: list[Gap] = []
    sightings: list[Sighting] = []
    seen: set[str] = set()
    complete = True
    if zone is None:  # the dates of days, and the order of moments, would be guesses
        told = (gap_in(one, GapReason.NOT_UNDERSTOOD, "zona waktu") for one in captures)
        return Reading(gaps=tuple(gap for gap in told if gap is not None))
    parsed = [(capture, *_parse(capture, zone)) for capture in captures]
    in_open = {
        row.package for *_, history in parsed for row in history.rows if _of_open_user(known, row)
    }
    for capture, days, history in parsed:
        profiles = OpenProfiles(known, in_open)
        moments = [row for row in history.rows if profiles.passes(row.package, row.user)]
        changes = [row for row in days.rows if profiles.passes(row.package, None)]
        records = [*_of_changes(changes, capture.ended_at), *_of_moments(moments, zone)]
        sightings += [Sighting(record=one, captures=(capture.number,)) for one in records]
        seen.update(record.package for record in records)
        trouble = gap_in(capture) or unread_lines(capture, days.unread + history.unread)
        if trouble is None and not _answered(capture, days, history):
            trouble = gap_in(capture, GapReason.NOT_UNDERSTOOD)
        if trouble is not None:
            gaps.append(trouble)
            complete = False
        if (held_back := profiles.gap(capture)) is not None:
            gaps.append(held_back)
    return Reading(
        sightings=tuple(sightings),
        covered=(Covered(source=NAME, complete=complete, read=len(seen)),),
        gaps=tuple(gaps),
    )


_NO_DAYS = Days(rows=(), answered=False, unread=0)
_NO_HISTORY = History(rows=(), answered=False, unread=0)


def _parse(capture: Capture, zone: tzinfo) -> tuple[Days, History]:
    topic = capture.question.topic
    days = _NO_DAYS if topic == _HISTORY else read_days(capture.text, zone)
    history = _NO_HISTORY if topic == _DAYS else read_history(capture.text, zone, capture.ended_at)
    return days, history


def _answered(capture: Capture, days: Days, history: History) -> bool:
    """Say whether the part asked for is there; a bug report holds both, or something is missing."""
    return {
        _DAYS: days.answered,
        _HISTORY: history.answered,
        _SERVICE: days.answered and history.answered,
    }[capture.question.topic]


def _of_open_user(known: Known, row: Moment) -> bool:
    return row.user is not None and not OpenProfiles(known).is_closed(row.user)


def _of_changes(rows: Iterable[DayChange], read_at: datetime) -> Iterator[AppTrace]:
    for row in rows:
        until = row.end
        if until is None and row.begin is not None:
            until = max(row.begin, read_at)
        yield AppTrace(
            package=row.package,
            trace=AppTraceKind.REMOVED_LATELY if row.removal else AppTraceKind.UPDATED_LATELY,
            at=row.begin,
            until_at=until,
        )


_CHANGED = {
    "installed": AppTraceKind.UPDATED_LATELY,
    "removed": AppTraceKind.REMOVED_LATELY,
}


def _of_moments(rows: Iterable[Moment], zone: tzinfo) -> Iterator[AppTrace]:
    in_front: dict[tuple[str, int | None, str], list[datetime]] = {}
    changed: dict[AppTrace, None] = {}
    undated: dict[tuple[str, int | None], None] = {}
    for row in rows:
        if row.what in _CHANGED:
            changed[AppTrace(package=row.package, trace=_CHANGED[row.what], at=row.at)] = None
        elif row.at is None:
            undated[row.package, row.user] = None
        else:
            day = local_date(row.at, zone)
            in_front.setdefault((row.package, row.user, day), []).append(row.at)
    for (package, user, _), moments in in_front.items():
        yield AppTrace(
            package=package,
            trace=AppTraceKind.IN_FRONT,
            user=user,
            at=min(moments),
            until_at=max(moments),
        )
    for package, user in undated:
        yield AppTrace(package=package, trace=AppTraceKind.IN_FRONT, user=user)
    yield from changed


SOURCE = Source(
    name=NAME,
    title=Words(id="Aplikasi dalam statistik baterai", en="Apps in the battery statistics"),
    limits=Words(
        id="Perubahan aplikasi hanya untuk sekitar sepuluh hari terakhir dan diketahui per hari "
        "statistik, tanpa keterangan pengguna; aplikasi yang tampil di layar hanya sejak "
        "pengisian daya penuh terakhir. Tidak menunjukkan siapa yang memegang perangkat.",
        en="Changes of apps for about the last ten days only, known to one day of statistics, "
        "without the user; apps on screen only since the last full charge. Does not show who "
        "held the phone.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
    sections={"DUMP OF SERVICE batterystats": _SERVICE},
)
