"""When apps that matched the list last used a permission while they were on screen."""

from datetime import datetime

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.dumpsys_appops import HEADING, AppOps, read_appops
from phone_audit.formats.pm import is_package_name
from phone_audit.formats.timestamps import from_local_text, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import AppTrace, AppTraceKind, Covered, Reading, Sighting
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "app_ops"

_OPS = "app_ops"
_ANDROID_9 = 28
# What follows a date can name other packages: only the date comes along.
_FILTER = (
    rf"^{HEADING}|^ *Uid [a-z0-9]+:|^ *Package [^ ]+:|^ *[A-Z][A-Z0-9_]+ \("
    r"|^ *((Access|Reject): )?(\[[a-z]+(-[a-z]+)?\] ?|[a-z]+ *= )[0-9-]+ [0-9:.]+"
    r"|^\*\*\* SERVICE.*|^ *Permission Denial.*|^.*SecurityException.*"
)


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question per watched package; none before Android 9, which dates no access."""
    if known.sdk is not None and known.sdk < _ANDROID_9:
        return ()
    return tuple(
        Question(
            source=NAME,
            topic=_OPS,
            line=f"dumpsys -t 60 appops --package {package} | grep -oE '{_FILTER}'",
            subject=package,
            timeout_s=75,
        )
        for package in known.watched
        if is_package_name(package)
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read the last access of each kind that a watched package made while on screen.

    Format: ``Access: [top-s] 2026-11-19 22:10:05.456`` below ``CAMERA (allow):`` below
    ``Package <name>:`` below ``Uid u0a234:``; see ``formats.dumpsys_appops``. ``note`` is
    Android's word for what was used. Accesses in the background are passed over.

    Read from: AOSP ``AppOpsService.dump``, API 28-36.
    """
    if not known.watched:
        return Reading()
    if not captures:
        return Reading(gaps=_why_nothing(known))
    zone = zone_of(known.zone)
    gaps: list[Gap] = []
    last: dict[tuple[str, int, str], tuple[datetime, set[int]]] = {}
    for capture in captures:
        ops = read_appops(capture.text)
        gap = _gap_of(known, capture, ops) or unread_lines(capture, ops.unread)
        if gap is not None:
            gaps.append(gap)
        for row in ops.rows:
            at = None if zone is None else from_local_text(row.at, zone)
            if row.package not in known.watched or known.is_closed(row.user) or at is None:
                continue
            before, numbers = last.setdefault((row.package, row.user, row.op), (at, set()))
            numbers.add(capture.number)
            last[row.package, row.user, row.op] = (max(before, at), numbers)
    return Reading(
        sightings=tuple(
            Sighting(
                record=AppTrace(
                    package=package,
                    trace=AppTraceKind.PERMISSION_USED,
                    user=user,
                    at=at,
                    note=op,
                ),
                captures=tuple(sorted(numbers)),
            )
            for (package, user, op), (at, numbers) in sorted(last.items())
        ),
        covered=(
            Covered(source=NAME, complete=not gaps and zone is not None, read=len(known.watched)),
        ),
        gaps=tuple(gaps),
    )


def _why_nothing(known: Known) -> tuple[Gap, ...]:
    if known.sdk is None or known.sdk >= _ANDROID_9:
        return ()
    detail = "sebelum Android 9"
    return (Gap(source=NAME, topic=_OPS, reason=GapReason.ABSENT, detail=detail),)


def _gap_of(known: Known, capture: Capture, ops: AppOps) -> Gap | None:
    if (gap := gap_in(capture)) is not None:
        return gap
    if not ops.answered:
        return gap_in(capture, GapReason.NOT_UNDERSTOOD)
    if known.sdk is not None and known.sdk < _ANDROID_9:
        return gap_in(capture, GapReason.ABSENT, "sebelum Android 9")
    return None


SOURCE = Source(
    name=NAME,
    title=Words(id="Izin yang dipakai saat tampil", en="Permissions used while on screen"),
    limits=Words(
        id="Menunjukkan kapan aplikasi terakhir memakai izin tertentu ketika tampil di layar, "
        "hanya waktu terakhir untuk tiap izin. Tidak setiap pemakaian aplikasi memakai izin; "
        "sebelum Android 9 tidak tersedia.",
        en="Shows when an app last used a certain permission while it was on screen, only the last "
        "time for each. Not each use of an app needs a permission; not available before "
        "Android 9.",
    ),
    questions=questions,
    read=read,
    needs=("identity", "installed_apps"),
    sections={"DUMP OF SERVICE appops": _OPS},
)
