"""When processes of apps that matched the list ended, and Android's word for why."""

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.dumpsys_exit_info import ExitInfo, ExitRow, read_exit_info
from phone_audit.formats.pm import is_package_name
from phone_audit.formats.timestamps import from_local_text, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.evidence import AppTrace, AppTraceKind, Covered, Reading, Sighting
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "process_ends"

_ENDS = "exit_info"
_ANDROID_11 = 30
# Lines with descriptions, which an app can have a say in, stay on the phone but for one.
_FILTER = (
    r"ACTIVITY MANAGER PROCESS EXIT INFO|^ *package: |ApplicationExitInfo #|^ *timestamp="
    r"|^ *user=|^ *(process=[^ ]+ )?reason=| due to clear data|\*\*\* SERVICE|Permission Denial"
    r"|SecurityException"
)


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question per watched package; none before Android 11."""
    if known.sdk is not None and known.sdk < _ANDROID_11:
        return ()
    return tuple(
        Question(
            source=NAME,
            topic=_ENDS,
            line=f"dumpsys -t 60 activity exit-info {package} | grep -E '{_FILTER}'",
            subject=package,
            timeout_s=75,
        )
        for package in known.watched
        if is_package_name(package)
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per remembered end of a process of a watched package.

    Format: ``ApplicationExitInfo #0:`` with ``timestamp=``, ``user=``, ``reason=10 (USER
    REQUESTED) subreason=22 (REMOVE TASK)`` below ``package: <name>``; see
    ``formats.dumpsys_exit_info``. ``note`` is the reason, with the subreason after a
    comma where there is one, and ``CLEAR DATA`` where that was the occasion. The same end
    in two answers is taken once.

    Read from: AOSP ``AppExitInfoTracker`` and ``ApplicationExitInfo``, API 30-36.
    """
    if not known.watched:
        return Reading()
    if not captures:
        return Reading(gaps=_why_nothing(known))
    zone = zone_of(known.zone)
    gaps: list[Gap] = []
    found: dict[ExitRow, set[int]] = {}
    for capture in captures:
        info = read_exit_info(capture.text)
        gap = _gap_of(known, capture, info) or unread_lines(capture, info.unread)
        if gap is not None:
            gaps.append(gap)
        for row in info.rows:
            if row.package in known.watched and not known.is_closed(row.user):
                found.setdefault(row, set()).add(capture.number)
    return Reading(
        sightings=tuple(
            Sighting(
                record=AppTrace(
                    package=row.package,
                    trace=AppTraceKind.PROCESS_ENDED,
                    user=row.user,
                    at=None if zone is None else from_local_text(row.at, zone),
                    note=_note(row),
                ),
                captures=tuple(sorted(numbers)),
            )
            for row, numbers in sorted(found.items(), key=_in_order)
        ),
        covered=(
            Covered(source=NAME, complete=not gaps and zone is not None, read=len(known.watched)),
        ),
        gaps=tuple(gaps),
    )


def _why_nothing(known: Known) -> tuple[Gap, ...]:
    if known.sdk is None or known.sdk >= _ANDROID_11:
        return ()
    detail = "sebelum Android 11"
    return (Gap(source=NAME, topic=_ENDS, reason=GapReason.ABSENT, detail=detail),)


def _gap_of(known: Known, capture: Capture, info: ExitInfo) -> Gap | None:
    if (gap := gap_in(capture)) is not None:
        return gap
    if info.answered:
        return None
    is_old = known.sdk is not None and known.sdk < _ANDROID_11
    if capture.question.medium is Medium.SECTION and is_old:
        return gap_in(capture, GapReason.ABSENT, "sebelum Android 11")
    return gap_in(capture, GapReason.NOT_UNDERSTOOD)


def _note(row: ExitRow) -> str | None:
    cleared = "CLEAR DATA" if row.cleared else None
    words = [word for word in (row.reason, row.subreason, cleared) if word is not None]
    return ", ".join(words) or None


def _in_order(item: tuple[ExitRow, object]) -> tuple[str, int, str]:
    row = item[0]
    return row.package, row.user, row.at


SOURCE = Source(
    name=NAME,
    title=Words(id="Proses aplikasi yang berakhir", en="Processes of matched apps that ended"),
    limits=Words(
        id="Menunjukkan bahwa aplikasi pernah berjalan sampai waktu itu, bukan bahwa aplikasi "
        "dibuka; proses juga berjalan di latar belakang. USER REQUESTED adalah istilah Android, "
        "dipakai pula bila aplikasi lain atau sistem menghentikan proses. "
        "Android 11 ke atas menyimpan paling banyak 16 catatan per aplikasi dan "
        "menghapusnya bersama aplikasi.",
        en="Shows that an app was running until that time, not that it was opened; processes "
        "also run in the background. USER REQUESTED is Android's term, used as well when another "
        "app or the system stopped the process. Android 11 and later keep at most 16 "
        "records for an app and drop them with the app.",
    ),
    questions=questions,
    read=read,
    needs=("identity", "installed_apps"),
    sections={"DUMP OF SERVICE activity": _ENDS},
)
