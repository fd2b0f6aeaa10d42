"""Web sites in the open tabs of running browsers; only with the holder's consent to it."""

from collections import defaultdict

from phone_audit.formats.answers import gap_in
from phone_audit.formats.devtools import (
    SERVICE,
    TARGET_LIST,
    VERSION,
    Pages,
    read_pages,
    read_version,
)
from phone_audit.formats.hostname import normalise
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.evidence import Covered, Reading, Sighting, SiteTrace, SiteTraceKind
from phone_audit.model.phone import Known, OpenTab
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "open_tabs"
UNNAMED = "unknown"
"""Where a trace lies if the browser does not tell its package."""

_VERSION, _TABS = "browser_version", "tab_list"


def questions(known: Known) -> tuple[Question, ...]:
    """Return two questions per running browser: which one it is, and its tabs.

    Names of sockets can hold the package of a browser and are masked in the log.
    """
    return tuple(
        Question(
            source=NAME,
            topic=topic,
            line=f"{SERVICE}{socket} GET {path}",
            shown=f"{masked_socket(number)} GET {path}",
            subject=socket,
            timeout_s=10,
            medium=Medium.DEVTOOLS,
        )
        for number, socket in enumerate(known.devtools_sockets, start=1)
        for topic, path in ((_VERSION, VERSION), (_TABS, TARGET_LIST))
    )


def masked_socket(number: int) -> str:
    """Return how the log writes a browser's debugging socket, which may name its package."""
    return f"{SERVICE}‹peramban {number}›_devtools_remote"


def only_user(known: Known) -> int | None:
    """Return the one user of the phone; ``None`` where a tab may be another's."""
    return known.profiles[0].user if len(known.profiles) == 1 else None


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per site and browser; titles and paths are not read at all.

    Format: ``[{"id":"12","type":"page","url":"https://situs.invalid/x","title":"..."}]``
    and ``{"Android-Package":"com.android.chrome"}``; see ``formats.devtools``. Every tab
    is listed, private ones and those that are not loaded too, and nothing tells which.
    A trace bears no date: a tab may have stood open for months.

    Read from: Chromium ``devtools_http_handler.cc``, 59-156.
    """
    gaps: list[Gap] = []
    browsers: dict[str | None, tuple[str, int]] = {}
    lists: list[tuple[Capture, Pages]] = []
    complete = True
    for capture in captures:
        gap = gap_in(capture)
        if capture.question.topic == _VERSION:
            package = read_version(capture.stdout) if gap is None else None
            if package:
                browsers[capture.question.subject] = (package, capture.number)
            understood = package is not None
        else:
            pages = read_pages(capture.stdout) if gap is None else None
            if pages is not None:
                lists.append((capture, pages))
            understood = pages is not None
        if gap is None and not understood:
            gap = gap_in(capture, GapReason.NOT_UNDERSTOOD)
        if gap is not None:
            gaps.append(gap)
            complete = False
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    tabs: dict[tuple[str, str], OpenTab] = {}
    for capture, pages in lists:
        socket = capture.question.subject or ""
        via, told_by = browsers.get(socket, (UNNAMED, capture.number))
        if pages.unread:
            gap = gap_in(capture, GapReason.NOT_UNDERSTOOD, f"{pages.unread} tab")
            gaps += [gap] if gap else []
            complete = False
        for page in pages.pages:
            tabs[socket, page.target] = OpenTab(socket=socket, target=page.target, via=via)
            if host := normalise(page.url):
                seen[via, host] |= {capture.number, told_by}
    return Reading(
        facts=tuple(tabs.values()),
        sightings=tuple(
            Sighting(
                record=SiteTrace(
                    host=host, trace=SiteTraceKind.OPEN_TAB, via=via, user=only_user(known)
                ),
                captures=tuple(sorted(numbers)),
            )
            for (via, host), numbers in seen.items()
        ),
        covered=(Covered(source=NAME, complete=complete, read=len(seen)),) if captures else (),
        gaps=tuple(gaps),
    )


SOURCE = Source(
    name=NAME,
    title=Words(id="Tab yang terbuka saat diperiksa", en="Tabs open during the examination"),
    limits=Words(
        id="Menunjukkan situs pada tab yang terbuka saat diperiksa, termasuk tab penyamaran, "
        "bukan kapan atau oleh siapa tab dibuka. Iklan dan pengalihan dapat membuka tab. Judul, "
        "alamat lengkap, dan situs lain tidak disimpan. Peramban yang tidak berjalan, Firefox, "
        "dan halaman di dalam aplikasi lain tidak terlihat.",
        en="Shows sites in tabs that were open during the examination, private tabs included, "
        "not when or by whom a tab was opened. Advertising and redirects can open tabs. Titles, "
        "whole addresses and other sites are not kept. Browsers that do not run, Firefox, and "
        "pages inside other apps are not visible.",
    ),
    questions=questions,
    read=read,
    needs=("devtools_sockets",),
    consent="open_tabs",
)
