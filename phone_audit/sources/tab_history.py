"""Web sites in the back and forward lists of open tabs; only with the holder's consent to it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from phone_audit.formats.answers import gap_in
from phone_audit.formats.devtools import HISTORY, SERVICE, read_history, read_messages
from phone_audit.formats.hostname import normalise
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.evidence import Covered, Reading, Sighting, SiteTrace, SiteTraceKind
from phone_audit.model.phone import Known, OpenTab
from phone_audit.model.record import Words, replace
from phone_audit.sources.interface import Source
from phone_audit.sources.open_tabs import masked_socket, only_user

NAME = "tab_history"

_TOPIC = "navigation_history"
_AT_ONCE = 16  # tabs in one question; those not loaded cost its whole time, once
_MOST = 96  # tabs of one browser
_TIME_LIMIT_S = 5


def questions(known: Known) -> tuple[Question, ...]:
    """Return the questions about open tabs, many tabs to a question.

    A tab that is not loaded never answers, so tabs are asked at the same time and waited
    for together.
    """
    return tuple(
        Question(
            source=NAME,
            topic=_TOPIC,
            line=f"{SERVICE}{socket} {HISTORY} {' '.join(targets)}",
            shown=f"{masked_socket(number)} {HISTORY} {' '.join(targets)}",
            subject=socket,
            timeout_s=_TIME_LIMIT_S,
            medium=Medium.DEVTOOLS,
        )
        for number, socket in enumerate(known.devtools_sockets, start=1)
        for targets in _groups(tab.target for tab in known.tabs if tab.socket == socket)
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per site and browser; ``visits`` counts the entries that name it.

    Format: ``{"id":1,"result":{"currentIndex":1,"entries":[{"url":
    "https://situs.invalid/x","title":"...","transitionType":"link"}]}}``, one answer per
    tab; see ``formats.devtools``. The list reaches up to 50 steps back and forth, in
    this tab only, without times. Redirects are not told from pages the holder chose,
    so entries are no dated acts.

    Read from: Chromium ``page_handler.cc GetNavigationHistory``, 59-156.
    """
    tabs = {(tab.socket, tab.target): tab for tab in known.tabs}
    gaps: list[Gap] = []
    entries: Counter[tuple[str, str]] = Counter()
    told_by: dict[tuple[str, str], set[int]] = defaultdict(set)
    answered: dict[tuple[str, str], OpenTab] = {}
    complete = True
    for capture in captures:
        socket, *targets = _asked(capture)
        understood = 0
        for number, urls in _histories(capture):
            tab = tabs.get((socket, targets[number - 1])) if 0 < number <= len(targets) else None
            if tab is None or urls is None or (tab.socket, tab.target) in answered:
                continue
            understood += 1
            answered[tab.socket, tab.target] = replace(tab, answers=True)
            for host in filter(None, map(normalise, urls)):
                entries[tab.via, host] += 1
                told_by[tab.via, host].add(capture.number)
        gap = _gap_of(capture, len(targets) - understood)
        if gap is not None:
            gaps.append(gap)
            complete = False
    left_out = _left_out(known)
    if left_out:
        detail = f"{left_out} tab"
        gaps.append(Gap(source=NAME, topic=_TOPIC, reason=GapReason.NOT_ASKED, detail=detail))
    return Reading(
        facts=tuple(answered.values()),
        sightings=tuple(
            Sighting(
                record=SiteTrace(
                    host=host,
                    trace=SiteTraceKind.TAB_HISTORY,
                    via=via,
                    user=only_user(known),
                    visits=count,
                ),
                captures=tuple(sorted(told_by[via, host])),
            )
            for (via, host), count in entries.items()
        ),
        covered=(Covered(source=NAME, complete=complete and not left_out, read=len(entries)),)
        if captures
        else (),
        gaps=tuple(gaps),
    )


def _groups(targets: Iterable[str]) -> Iterator[tuple[str, ...]]:
    wanted = islice(targets, _MOST)
    while group := tuple(islice(wanted, _AT_ONCE)):
        yield group


def _left_out(known: Known) -> int:
    tabs = Counter(tab.socket for tab in known.tabs)
    return sum(max(0, count - _MOST) for count in tabs.values())


def _asked(capture: Capture) -> list[str]:
    """Return the socket and the tabs a question named."""
    service, _, *targets = capture.question.line.split(" ")
    return [service.removeprefix(SERVICE), *targets]


def _histories(capture: Capture) -> Iterator[tuple[int, tuple[str, ...] | None]]:
    for message in read_messages(capture.stdout):
        if message is not None:
            yield message.id, None if message.result is None else read_history(message.result)


def _gap_of(capture: Capture, silent: int) -> Gap | None:
    """Return the gap of tabs that told nothing: mostly ones that are not loaded."""
    if not silent:
        return gap_in(capture)
    if not capture.complete:
        return gap_in(capture, GapReason.TIMED_OUT, f"{silent} tab tidak menjawab")
    return gap_in(capture) or gap_in(capture, GapReason.NOT_UNDERSTOOD, f"{silent} tab")


SOURCE = Source(
    name=NAME,
    title=Words(id="Daftar mundur-maju pada tab terbuka", en="Back and forward lists of open tabs"),
    limits=Words(
        id="Menunjukkan situs yang pernah tampil pada tab yang masih terbuka, tanpa waktu. "
        "Pengalihan dan iklan ikut tercatat. Tab yang tidak dimuat dan tab yang sudah ditutup "
        "tidak terbaca. Judul dan alamat lengkap tidak disimpan.",
        en="Shows sites that were on screen in a tab that is still open, without times. Redirects "
        "and advertising are listed too. Tabs that are not loaded and tabs that were closed are "
        "not read. Titles and whole addresses are not kept.",
    ),
    questions=questions,
    read=read,
    needs=("open_tabs",),
    consent="open_tabs",
)
