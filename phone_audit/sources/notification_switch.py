"""Apps whose notifications the holder of a Samsung phone switched on or off since its start."""

from datetime import datetime, timedelta, tzinfo

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.dumpsys_notification import read_switches
from phone_audit.formats.timestamps import from_local_text, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.evidence import AppTrace, AppTraceKind, Covered, Reading, Sighting
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source
from phone_audit.sources.open_profiles import OpenProfiles

NAME = "notification_switch"

_SWITCHES = "notification_switches"
_HEADING = "Current Notification Manager state"
_FILTER = (
    rf"({_HEADING}|mNotiPermissionHistoryList\.size=[0-9]+"
    r"|[0-9-]{5} [0-9:.]{12} {1,3}category = (NOTI_PANEL|SETTINGS), pkg = [A-Za-z0-9_.]+, "
    r"enabled= ?(true|false)"
    r"|\*\*\* SERVICE .*|Permission Denial.*|java\.lang\.SecurityException.*)"
)


def questions(known: Known) -> tuple[Question, ...]:
    """Return the one question, asked of Samsung phones only.

    One UI prints the list whatever package is named, so the system's own is; its other
    sections hold names and numbers of chat partners, and a filter on the phone keeps them there.
    """
    if not _is_samsung(known):
        return ()
    line = f"dumpsys notification --package android | grep -oE '{_FILTER}'"
    return (Question(source=NAME, topic=_SWITCHES, line=line),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per switch; ``note`` is ``enabled`` or ``disabled``.

    Format: ``11-20 20:58:41.123 category = SETTINGS, pkg = id.contoh, enabled= false`` below
    ``mNotiPermissionHistoryList.size=1``; see ``formats.dumpsys_notification``. The year
    is not told: it is the last in which that date was not yet to come. Users are not
    told. Older builds have no such list, which is a gap; so is an answer without its heading.

    Read from: One UI 6-8 ``NotificationManagerService.dumpImpl``.
    """
    zone = zone_of(known.zone)
    sightings: list[Sighting] = []
    gaps: list[Gap] = []
    covered: list[Covered] = []
    for capture in captures:
        switches = read_switches(capture.text)
        if capture.question.medium is Medium.SECTION and not switches.answered:
            continue  # another maker's service, or the part a report prints first
        profiles = OpenProfiles(known)
        sightings += [
            Sighting(
                record=AppTrace(
                    package=row.package,
                    trace=AppTraceKind.NOTIFICATIONS_SWITCHED,
                    at=_dated(row.at, zone, capture.ended_at) if zone is not None else None,
                    note="enabled" if row.enabled else "disabled",
                ),
                captures=(capture.number,),
            )
            for row in switches.rows
            if profiles.passes(row.package, None)
        ]
        gap = gap_in(capture) or unread_lines(capture, switches.unread)
        if gap is None and not switches.answered:
            spoke = _HEADING in capture.text
            gap = gap_in(capture, GapReason.ABSENT if spoke else GapReason.NOT_UNDERSTOOD)
        gaps += [one for one in (gap, profiles.gap(capture)) if one is not None]
        complete = gap is None and zone is not None
        covered.append(Covered(source=NAME, complete=complete, read=len(switches.rows)))
    if captures and not covered and _is_samsung(known):
        gaps.append(Gap(source=NAME, topic=_SWITCHES, reason=GapReason.ABSENT))
    return Reading(sightings=tuple(sightings), covered=tuple(covered), gaps=tuple(gaps))


def _is_samsung(known: Known) -> bool:
    return known.maker is not None and known.maker.strip().lower() == "samsung"


def _dated(text: str, zone: tzinfo, read_at: datetime) -> datetime | None:
    """Return the last moment of that date and time; the phone's clock may be a day ahead."""
    year = read_at.astimezone(zone).year
    dates = (from_local_text(f"{one}-{text}", zone) for one in (year + 1, year, year - 1))
    return next((at for at in dates if at and at <= read_at + timedelta(days=1)), None)


SOURCE = Source(
    name=NAME,
    title=Words(
        id="Notifikasi yang dinyalakan atau dimatikan (Samsung)",
        en="Notifications switched on or off (Samsung)",
    ),
    limits=Words(
        id="Hanya pada perangkat Samsung dan hanya sejak perangkat terakhir dinyalakan, paling "
        "banyak seratus perubahan. Menunjukkan bahwa notifikasi aplikasi diubah lewat layar "
        "perangkat, bukan mengapa atau oleh siapa.",
        en="On Samsung phones only and only since the phone was last started, the last hundred "
        "changes at most. Shows that an app's notifications were changed on the phone's "
        "screen, not why or by whom.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
    sections={"DUMP OF SERVICE notification": _SWITCHES},
)
