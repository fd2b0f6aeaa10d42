"""Which packages were used since the phone was started, also those removed since."""

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.dumpsys_usagestats import ComponentUse, read_component_use
from phone_audit.formats.timestamps import to_utc, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import AppTrace, AppTraceKind, Covered, Reading, Sighting
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source
from phone_audit.sources.open_profiles import OpenProfiles

NAME = "component_use"

_USE = "component_use"
_ANDROID_14 = 34


def questions(known: Known) -> tuple[Question, ...]:
    """Return the one question from Android 14 on; older ones take the word for a package."""
    if known.sdk is None or known.sdk < _ANDROID_14:
        return ()
    line = "dumpsys -t 60 usagestats app-component-usage"
    return (Question(source=NAME, topic=_USE, line=line, timeout_s=75),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per package, with the time of its last use.

    Format: ``package=id.contoh.permainan lastUsed="2026-11-20 20:58:41"`` below ``App
    Component Usages:``; see ``formats.dumpsys_usagestats.read_component_use``. Users are
    not told apart. A removed app keeps its line until the next start. A notification that
    was answered moves the time too, so that it is no time on screen. Nothing at all is
    a gap: a phone that can answer has used something since its start.

    Read from: AOSP ``UsageStatsService.dump`` and ``reportEvent``, API 34-36.
    """
    zone = zone_of(known.zone)
    sightings: list[Sighting] = []
    gaps: list[Gap] = []
    covered: list[Covered] = []
    for capture in captures:
        use = read_component_use(capture.text)
        profiles = OpenProfiles(known)
        sightings += [
            Sighting(
                record=AppTrace(
                    package=package,
                    trace=AppTraceKind.USED_SINCE_BOOT,
                    at=to_utc(last_used, zone) if zone is not None else None,
                ),
                captures=(capture.number,),
            )
            for package, last_used in use.rows
            if profiles.passes(package, None)
        ]
        gap = _gap_of(capture, use)
        gaps += [one for one in (gap, profiles.gap(capture)) if one is not None]
        complete = gap is None and zone is not None
        covered.append(Covered(source=NAME, complete=complete, read=len(use.rows)))
    return Reading(sightings=tuple(sightings), covered=tuple(covered), gaps=tuple(gaps))


def _gap_of(capture: Capture, use: ComponentUse) -> Gap | None:
    if (gap := gap_in(capture)) is not None:
        return gap
    if not use.answered and not capture.text.strip():
        return gap_in(capture, GapReason.ABSENT)
    if not use.answered:
        return gap_in(capture, GapReason.NOT_UNDERSTOOD)
    return unread_lines(capture, use.unread)


SOURCE = Source(
    name=NAME,
    title=Words(id="Aplikasi yang dipakai sejak dinyalakan", en="Apps used since the start"),
    limits=Words(
        id="Hanya Android 14 ke atas, hanya sejak perangkat terakhir dinyalakan, seluruh pengguna "
        "digabung. Waktunya bukan waktu tampil di layar: bagian aplikasi dapat berjalan tanpa "
        "dibuka.",
        en="Android 14 and later only, only since the phone was last started, the users taken "
        "together. The time is no time on screen: parts of an app can run without being opened.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
)
