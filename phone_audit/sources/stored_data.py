"""Whether sites that matched keep data in a running browser; only with the holder's consent."""

from collections import defaultdict

from phone_audit.formats.answers import gap_in
from phone_audit.formats.devtools import SERVICE, STORAGE, read_messages, read_usage
from phone_audit.formats.hostname import is_address, normalise
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.evidence import Covered, Reading, Sighting, SiteTrace, SiteTraceKind
from phone_audit.model.phone import Known, OpenTab
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source
from phone_audit.sources.open_tabs import masked_socket, only_user

NAME = "stored_data"

_TOPIC = "site_storage"
_MOST_SITES = 20
_TABS_EACH = 2  # a private tab speaks for itself only, and nothing tells which one is
_TIME_LIMIT_S = 5
_HTTPS = "https://"


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question for two loaded tabs of each browser, about hosts that matched.

    The whole list is not asked for: what is not on the phone already in another way
    stays unasked. Only hosts that matched stand in the line, so it needs no mask beyond
    the socket's.
    """
    sites = " ".join(f"{_HTTPS}{host}" for host in _hosts(known)[:_MOST_SITES])
    if not sites:
        return ()
    return tuple(
        Question(
            source=NAME,
            topic=_TOPIC,
            line=f"{SERVICE}{socket} {STORAGE} {tab.target} {sites}",
            shown=f"{masked_socket(number)} {STORAGE} {tab.target} {sites}",
            subject=socket,
            timeout_s=_TIME_LIMIT_S,
            medium=Medium.DEVTOOLS,
        )
        for number, socket in enumerate(known.devtools_sockets, start=1)
        for tab in _loaded(known, socket)
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per site and browser that keeps more than nothing.

    Format: ``{"id":1,"result":{"usage":16384,"quota":61203283968}}``, one answer per
    site in the order they were asked about; see ``formats.devtools``. Zero is an answer:
    the site stores nothing that the browser counts.

    Read from: Chromium ``storage_handler.cc GetUsageAndQuota``, 59-156.
    """
    vias = {(tab.socket, tab.target): tab.via for tab in known.tabs}
    gaps: list[Gap] = []
    told_by: dict[tuple[str, str], set[int]] = defaultdict(set)
    asked_about: set[tuple[str, str]] = set()
    complete = True
    for capture in captures:
        service, _, target, *sites = capture.question.line.split(" ")
        via = vias.get((service.removeprefix(SERVICE), target), "")
        understood: set[int] = set()
        for number, usage in _usages(capture):
            if not 0 < number <= len(sites) or usage is None or number in understood:
                continue
            understood.add(number)
            host = normalise(sites[number - 1]) or ""
            asked_about.add((via, host))
            if usage > 0:
                told_by[via, host].add(capture.number)
        gap = gap_in(capture)
        if gap is None and len(understood) < len(sites):
            detail = f"{len(sites) - len(understood)} situs"
            gap = gap_in(capture, GapReason.NOT_UNDERSTOOD, detail)
        if gap is not None:
            gaps.append(gap)
            complete = False
    left_out = max(0, len(_hosts(known)) - _MOST_SITES) if captures else 0
    if left_out:
        detail = f"{left_out} situs"
        gaps.append(Gap(source=NAME, topic=_TOPIC, reason=GapReason.NOT_ASKED, detail=detail))
    covered = Covered(source=NAME, complete=complete and not left_out, read=len(asked_about))
    return Reading(
        sightings=tuple(
            Sighting(
                record=SiteTrace(
                    host=host, trace=SiteTraceKind.STORED_DATA, via=via, user=only_user(known)
                ),
                captures=tuple(sorted(numbers)),
            )
            for (via, host), numbers in told_by.items()
        ),
        covered=(covered,) if captures else (),
        gaps=tuple(gaps),
    )


def _hosts(known: Known) -> list[str]:
    """Return the hosts that matched; an address has no site of its own to ask about."""
    return [host for host in known.matched_hosts if "." in host and not is_address(host)]


def _loaded(known: Known, socket: str) -> list[OpenTab]:
    return [tab for tab in known.tabs if tab.socket == socket and tab.answers][:_TABS_EACH]


def _usages(capture: Capture) -> list[tuple[int, int | None]]:
    return [
        (one.id, None if one.result is None else read_usage(one.result))
        for one in read_messages(capture.stdout)
        if one is not None
    ]


SOURCE = Source(
    name=NAME,
    title=Words(id="Data situs dalam peramban", en="Data that sites keep in a browser"),
    limits=Words(
        id="Ditanyakan hanya tentang situs yang sudah cocok lewat sumber lain. Data dapat "
        "disimpan oleh iklan atau bingkai pada situs lain. Kuki dan penyimpanan lokal tidak "
        "dihitung; data yang sudah dihapus tidak terlihat.",
        en="Asked only about sites that matched through another source. Advertising or frames on "
        "other sites can store data too. Cookies and local storage are not counted; data that "
        "was deleted is not visible.",
    ),
    questions=questions,
    read=read,
    needs=("site_notifications", "tab_history"),
    consent="open_tabs",
)
