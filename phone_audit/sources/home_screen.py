"""Web sites that somebody put on the home screen, from Android's shortcut service."""

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.dumpsys_shortcut import Shortcuts, WebShortcut, read_shortcuts
from phone_audit.formats.hostname import normalise
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Reading, Sighting, SiteTrace, SiteTraceKind
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "home_screen"

_SHORTCUTS = "shortcuts"

_ANDROID_8 = 26
_FILTER = (
    r"^Now: \[[0-9]+|^ *User: [0-9]+|^ *Package: [A-Za-z0-9_.]+  UID: [0-9]+|ShortcutInfo \{id="
    r"|flags=0x[0-9a-f]+ \[|timestamp=[0-9]+|(webapp_url|dat)=https?://[^]/,}?# ]+"
    r"|^\*\*\* SERVICE.*|^ *Permission Denial.*|java\.lang\.SecurityException.*"
)
_LINE = f"dumpsys shortcut | grep -oE '{_FILTER}'"


def questions(known: Known) -> tuple[Question, ...]:
    """Return the one question; none before Android 8, whose browsers put sites there differently.

    It is about every app at once, so that no browser has to be named. Labels, ids and
    whole addresses stay on the phone: only flags, times and hosts come.
    """
    if known.sdk is not None and known.sdk < _ANDROID_8:
        return ()
    return (Question(source=NAME, topic=_SHORTCUTS, line=_LINE),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per site, browser and user that is pinned to a home screen.

    Format: ``Package: com.android.chrome  UID: 10123`` and below it ``ShortcutInfo {id=``
    with ``flags=0x10a [``, ``timestamp=1763500000000`` and ``webapp_url=https://situs.
    invalid/``; see ``formats.dumpsys_shortcut``.

    ``last_at`` is when the browser last changed the shortcut. That is no visit, so
    ``visits`` says nothing. Only browsers known to open links count, where they are known.

    Read from: AOSP ``ShortcutService.dump`` and ``ShortcutInfo.toDumpString``, API 26-36;
    Chromium ``WebappConstants``; Samsung Internet 29.
    """
    if not captures:
        too_old = known.sdk is not None and known.sdk < _ANDROID_8
        absent = Gap(
            source=NAME, topic=_SHORTCUTS, reason=GapReason.ABSENT, detail="sebelum Android 8"
        )
        return Reading(gaps=(absent,) if too_old else ())
    gaps: list[Gap] = []
    traces: dict[tuple[str, int | None, str], tuple[SiteTrace, set[int]]] = {}
    for capture in captures:
        dump = read_shortcuts(capture.text)
        gaps += _gaps_of(capture, dump)
        nameless = 0
        for shortcut in dump.shortcuts:
            foreign = bool(known.browsers) and shortcut.package not in known.browsers
            if foreign or not shortcut.pinned or known.is_closed(shortcut.user):
                continue
            host = normalise(shortcut.origin)
            if host is None:
                nameless += 1
                continue
            trace = _trace(shortcut, host)
            key = (trace.via, trace.user, host)
            traces[key] = (
                _later(trace, traces[key][0] if key in traces else trace),
                (traces[key][1] if key in traces else set()) | {capture.number},
            )
        gap = gap_in(capture, GapReason.NOT_UNDERSTOOD, f"{nameless} alamat")
        gaps += [gap] if nameless and gap is not None else []
    return Reading(
        sightings=tuple(
            Sighting(record=trace, captures=tuple(sorted(numbers)))
            for trace, numbers in traces.values()
        ),
        covered=(Covered(source=NAME, complete=not gaps, read=len(traces)),),
        gaps=tuple(gaps),
    )


def _trace(shortcut: WebShortcut, host: str) -> SiteTrace:
    return SiteTrace(
        host=host,
        trace=SiteTraceKind.HOME_SCREEN,
        via=shortcut.package,
        user=shortcut.user,
        last_at=shortcut.changed_at,
    )


def _later(one: SiteTrace, other: SiteTrace) -> SiteTrace:
    """Return the trace with the later date: two shortcuts may open the same site."""
    if one.last_at is None or other.last_at is None:
        return other if one.last_at is None else one
    return one if one.last_at >= other.last_at else other


def _gaps_of(capture: Capture, dump: Shortcuts) -> list[Gap]:
    found = [gap_in(capture), unread_lines(capture, dump.unread)]
    if found[0] is None and not dump.answered:
        found.append(gap_in(capture, GapReason.NOT_UNDERSTOOD))
    return [gap for gap in found if gap is not None]


SOURCE = Source(
    name=NAME,
    title=Words(id="Situs di layar utama", en="Sites on the home screen"),
    limits=Words(
        id="Menunjukkan bahwa suatu situs ditempatkan pada layar utama melalui peramban. Tanggal "
        "adalah perubahan terakhir pintasan, bukan kunjungan. Bukan petunjuk siapa yang "
        "menempatkannya atau apakah pernah ditekan. Android 7 tidak mencatatnya.",
        en="Shows that a site was put on the home screen through a browser. The date is the last "
        "change of the shortcut, not a visit. It does not tell who put it there or whether it "
        "was tapped. Android 7 keeps no such record.",
    ),
    questions=questions,
    read=read,
    needs=("browsers", "profiles", "installed_apps"),  # the apps first
    sections={"DUMP OF SERVICE shortcut": _SHORTCUTS},
)
