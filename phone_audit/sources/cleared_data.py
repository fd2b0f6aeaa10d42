"""Browsers whose data were cleared as a whole, as far as Android remembers it."""

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.dumpsys_exit_info import ExitRow, read_exit_info
from phone_audit.formats.known_apps import BROWSERS
from phone_audit.formats.pm import is_package_name
from phone_audit.formats.timestamps import from_local_text, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Reading
from phone_audit.model.phone import Context, ContextKind, Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "cleared_data"

_ENDS = "exit_info"
_ANDROID_11 = 30
_FILTER = (
    r"ACTIVITY MANAGER PROCESS EXIT INFO|^ *package: |ApplicationExitInfo #|^ *timestamp="
    r"|^ *user=|^ *(process=[^ ]+ )?reason=| due to clear data|\*\*\* SERVICE|Permission Denial"
    r"|SecurityException"
)


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question per browser, whose name is masked; none before Android 11.

    Of matched apps ``process_ends`` tells the same.
    """
    if known.sdk is not None and known.sdk < _ANDROID_11:
        return ()
    return tuple(
        Question(
            source=NAME,
            topic=_ENDS,
            line=_line(package),
            shown=_line(f"‹peramban {number}›"),
            subject=package,
            timeout_s=75,
        )
        for number, package in enumerate(_browsers(known), start=1)
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read when the data of a browser were cleared last, for each browser and user.

    Format: ``description=stop com.android.chrome due to clear data`` in the record of a
    process that ended; see ``formats.dumpsys_exit_info``.

    Read from: AOSP ``ActivityManagerService.clearApplicationUserData``,
    ``AppExitInfoTracker``, API 30-36.
    """
    if not captures:
        return Reading(gaps=_why_nothing(known))
    browsers = set(_browsers(known))
    last: dict[tuple[str, int], ExitRow] = {}
    gaps: list[Gap] = []
    for capture in captures:
        info = read_exit_info(capture.text)
        gap = gap_in(capture) or unread_lines(capture, info.unread)
        if gap is None and not info.answered:
            gap = gap_in(capture, GapReason.NOT_UNDERSTOOD)
        gaps += [gap] if gap is not None else []
        for row in info.rows:
            key = row.package, row.user
            if row.cleared and row.package in browsers and not known.is_closed(row.user):
                last[key] = max(row, last.get(key, row), key=_at)
    return Reading(
        facts=tuple(_context(known, row) for _, row in sorted(last.items(), key=_first)),
        covered=(Covered(source=NAME, complete=not gaps, read=len(captures)),),
        gaps=tuple(gaps),
    )


def _browsers(known: Known) -> tuple[str, ...]:
    return tuple(
        package
        for package in known.browsers
        if package not in known.watched and is_package_name(package)
    )


def _line(package: str) -> str:
    return f"dumpsys -t 60 activity exit-info {package} | grep -E '{_FILTER}'"


def _why_nothing(known: Known) -> tuple[Gap, ...]:
    if known.sdk is None or known.sdk >= _ANDROID_11 or not _browsers(known):
        return ()
    return (Gap(source=NAME, topic=_ENDS, reason=GapReason.ABSENT, detail="sebelum Android 11"),)


def _context(known: Known, row: ExitRow) -> Context:
    name = BROWSERS.get(row.package)
    zone = zone_of(known.zone)
    return Context(
        context=ContextKind.CLEARED_DATA,
        value=name,
        unnamed=None if name else 1,
        at=None if zone is None else from_local_text(row.at, zone),
    )


def _at(row: ExitRow) -> str:
    return row.at


def _first(item: tuple[tuple[str, int], ExitRow]) -> tuple[str, int]:
    return item[0]


SOURCE = Source(
    name=NAME,
    title=Words(id="Data peramban yang dikosongkan", en="Cleared data of browsers"),
    limits=Words(
        id="Menunjukkan bahwa seluruh data suatu peramban pernah dikosongkan lewat setelan ketika "
        "peramban itu sedang berjalan; alasannya tidak diketahui dan bukan kesalahan pemegang. "
        "Riwayat yang dihapus di dalam peramban, modus penyamaran, dan pengosongan ketika peramban "
        "tidak berjalan tidak terlihat tanpa akses root. Sebelum Android 11 tidak tercatat.",
        en="Shows that all data of a browser were cleared in the settings while it was running; "
        "why is not known and it is no fault of the holder. History deleted inside a browser, "
        "private mode, and clearing while the browser was not running cannot be seen without root "
        "access. Before Android 11 nothing is recorded.",
    ),
    questions=questions,
    read=read,
    needs=("identity", "browsers", "installed_apps"),
)
