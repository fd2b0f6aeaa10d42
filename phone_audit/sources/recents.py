"""Apps that matched the list among the tasks behind the overview key."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.pm import is_package_name
from phone_audit.formats.recent_tasks import HEADING, RecentTasks, TaskRow, read_recent_tasks
from phone_audit.formats.timestamps import from_epoch_ms
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.evidence import AppTrace, AppTraceKind, Covered, Reading, Sighting
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "recents"

_TASKS = "recent_tasks"
_LONGEST_NAMES = 3_000  # characters of package names in one line
_EPOCH_SINCE_MS = 1_000_000_000_000  # in 2001: what is smaller counts from the start of the phone
_STARTING_MS = 600_000  # tasks of before are put back while a phone starts, with that time
_ANY_TASK = r"^ *\* [A-Za-z]+ #[0-9]+:|^ *userId=[0-9]+"
_WHEN = r"^ *([A-Za-z]+=[A-Za-z0-9_]+ )*lastActiveTime=[0-9-]+ \(inactive for [0-9-]+s\)"
_CUT_OR_REFUSED = r"^\*\*\* SERVICE.*|^ *Permission Denial.*|^.*SecurityException.*"


def questions(known: Known) -> tuple[Question, ...]:
    """Return what to ask about the watched packages; nothing when there are none.

    Of tasks of other apps only that they are there, for which user and since when leaves
    the phone; addresses and titles of no task do.
    """
    watched = [package for package in known.watched if is_package_name(package)]
    return tuple(
        Question(
            source=NAME,
            topic=_TASKS,
            line=f"dumpsys -t 60 activity recents | grep -oE '^{HEADING}|{_ANY_TASK}"
            f"|^ *(mActivityComponent|realActivity)=({'|'.join(part)})/|{_WHEN}"
            f"|{_CUT_OR_REFUSED}'",
            timeout_s=75,
        )
        for part in _parts([package.replace(".", r"\.") for package in watched])
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per task of a watched package; the latest, where it has several.

    Format: ``* Recent #0:`` with ``userId=``, ``mActivityComponent=<package>/`` and
    ``lastActiveTime=93211054 (inactive for 120s)``; see ``formats.recent_tasks``.

    Up to Android 8 the time stands in the record; later it is the phone's clock at the
    question minus the seconds of inactivity, and there is none where that clock was not
    measured. A task left within the first ten minutes after a start of the phone has no
    time either: there Android puts back the tasks of before, as if used at that moment.

    Read from: AOSP ``RecentTasks.dump``, ``TaskRecord`` and ``Task``, API 24-36.
    """
    if not known.watched:
        return Reading()
    gaps: list[Gap] = []
    found: dict[tuple[str, int], tuple[datetime | None, set[int]]] = {}
    seen = 0
    for capture in captures:
        tasks = read_recent_tasks(capture.text)
        gap = _gap_of(capture, tasks) or unread_lines(capture, tasks.unread)
        if gap is not None:
            gaps.append(gap)
        seen = max(seen, tasks.seen)
        for row in tasks.rows:
            if row.package in known.watched and not known.is_closed(row.user):
                at = _left_at(row, _phone_time(known, capture))
                before, numbers = found.get((row.package, row.user), (None, set()))
                numbers.add(capture.number)
                found[row.package, row.user] = (_later(before, at), numbers)
    return Reading(
        sightings=tuple(
            Sighting(
                record=AppTrace(package=package, trace=AppTraceKind.RECENT_TASK, user=user, at=at),
                captures=tuple(sorted(numbers)),
            )
            for (package, user), (at, numbers) in sorted(found.items(), key=_name_and_user)
        ),
        covered=(Covered(source=NAME, complete=not gaps, read=seen),) if captures else (),
        gaps=tuple(gaps),
    )


def _gap_of(capture: Capture, tasks: RecentTasks) -> Gap | None:
    if (gap := gap_in(capture)) is not None:
        return gap
    return None if tasks.answered else gap_in(capture, GapReason.NOT_UNDERSTOOD)


def _phone_time(known: Known, capture: Capture) -> datetime | None:
    """Return what the phone's clock showed when it answered, ``None`` where it is not known."""
    if known.clock is None:
        return None
    if capture.question.medium is Medium.SECTION:
        return known.clock.measured_at
    if known.clock.offset_ms is None:
        return None
    return capture.started_at + timedelta(milliseconds=known.clock.offset_ms)


def _left_at(row: TaskRow, now: datetime | None) -> datetime | None:
    if row.last_active is None or row.inactive_s is None:
        return None
    if row.last_active >= _EPOCH_SINCE_MS:
        return from_epoch_ms(row.last_active)
    if now is None or row.last_active < _STARTING_MS or not 0 <= row.inactive_s < 10**9:
        return None
    return (now - timedelta(seconds=row.inactive_s)).replace(microsecond=0).astimezone(UTC)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)


def _name_and_user(item: tuple[tuple[str, int], object]) -> tuple[str, int]:
    return item[0]


def _parts(names: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for name in names:
        if part and sum(map(len, part)) + len(part) + len(name) > _LONGEST_NAMES:
            yield part
            part = []
        part.append(name)
    if part:
        yield part


SOURCE = Source(
    name=NAME,
    title=Words(id="Daftar aplikasi terakhir", en="List of recent apps"),
    limits=Words(
        id="Menunjukkan bahwa aplikasi ada di daftar aplikasi terakhir dan kapan terakhir "
        "ditinggalkan, bukan siapa yang membukanya. Daftar pendek, dapat dikosongkan oleh siapa "
        "pun, dan setelah perangkat dinyalakan ulang waktunya tidak diketahui.",
        en="Shows that an app is in the list of recent apps and when it was last left, not who "
        "opened it. The list is short, anybody can empty it, and after a restart of the phone "
        "the times are not known.",
    ),
    questions=questions,
    read=read,
    needs=("identity", "installed_apps"),
    sections={"DUMP OF SERVICE activity": _TASKS},
)
