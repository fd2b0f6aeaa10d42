"""Visits in a browser's history that the holder brought: Google Takeout, or a database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from itertools import groupby

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.hostname import normalise
from phone_audit.formats.import_rows import (
    CHROMIUM,
    FIREFOX,
    TAKEOUT,
    VisitKind,
    VisitRow,
    read_rows,
)
from phone_audit.formats.timestamps import from_epoch_ms, local_date, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Reading, Sighting, SiteTrace, SiteTraceKind
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "browser_history"

_VIAS: Mapping[str, str] = {
    "takeout": "takeout",
    "chromium": "chromium_history",
    "firefox": "firefox_history",
}
_ACTS = frozenset(
    {VisitKind.LINK, VisitKind.TYPED, VisitKind.BOOKMARK, VisitKind.FORM, VisitKind.SEARCH}
)
_ONE_ACT = timedelta(seconds=5)
_QUIET_MS = 30_000


def questions(_known: Known) -> tuple[Question, ...]:
    """Return nothing: a phone does not show its browsers' histories, its holder may."""
    return ()


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per site and history: counted visits, their days, and what is left out.

    Format: ``{"at_ms":1763600000123,"device":1,"host":"situs.invalid","how":"link",
    "row":"visit"}``, one visit a line; see ``formats.import_rows``.

    Counted are dated visits by a link, the address bar, a bookmark or a form; what follows
    within five seconds on the same site is the same act. Redirects, frames, reloads and
    restored tabs, going back, visits on which the browser counted no time, and visits of
    other devices are counted apart. Newer exports of Takeout do not say how a page was
    reached: such a visit counts only if no page of another site stands before it within
    half a minute on the same device, for then nothing could have redirected to it.

    Read from: Chromium ``ui/base/page_transition_types.h``, 60-140; Mozilla
    ``nsINavHistoryService.idl``, 57-140.
    """
    zone = zone_of(known.zone)
    gaps: list[Gap] = []
    covered: list[Covered] = []
    sightings: list[Sighting] = []
    for capture in captures:
        rows = read_rows(capture.stdout, VisitRow)
        named = {row.host for row in rows.found}
        sound = {host for host in named if normalise(host) == host}
        visits = [row for row in rows.found if row.host in sound]
        strange = sum(row.how is VisitKind.UNKNOWN for row in visits)
        unread = rows.unread + len(rows.found) - len(visits) + strange
        found = [gap for gap in (gap_in(capture), unread_lines(capture, unread)) if gap]
        if zone is None:
            found.append(_no_zone(capture))
        via = _VIAS.get(capture.question.topic, capture.question.topic)
        sites = _by_host(visits)
        sightings += [
            Sighting(record=_trace(host, via, site, zone), captures=(capture.number,))
            for host, site in sites.items()
        ]
        covered.append(Covered(source=NAME, complete=not found, read=len(sites)))
        gaps += found
    return Reading(sightings=tuple(sightings), covered=tuple(covered), gaps=tuple(gaps))


@dataclass(slots=True)
class _Site:
    """The visits to one host in one history."""

    times: list[datetime] = field(default_factory=list)  # of visits that may count
    others: list[datetime] = field(default_factory=list)
    uncounted: int = 0

    def acts(self) -> list[datetime]:
        """Return when each act began: pages that follow one another closely are one."""
        acts: list[datetime] = []
        last: datetime | None = None
        for at in sorted(self.times):
            if last is None or at - last > _ONE_ACT:
                acts.append(at)
            last = at
        return acts


def _by_host(visits: Iterable[VisitRow]) -> dict[str, _Site]:
    sites: dict[str, _Site] = {}
    for row, counts in _judged(visits):
        site = sites.setdefault(row.host, _Site())
        at = None if row.at_ms is None else from_epoch_ms(row.at_ms)
        if counts and at is not None:
            site.times.append(at)
            continue
        site.uncounted += 1
        if at is not None:
            site.others.append(at)
    return sites


def _judged(visits: Iterable[VisitRow]) -> Iterator[tuple[VisitRow, bool]]:
    """Yield each visit and whether it is an act, device by device, in order of time.

    An entry that stands there twice is one.
    """
    in_order = sorted(visits, key=lambda row: (row.device, row.at_ms or 0, row.host, row.how))
    once = (row for row, _ in groupby(in_order))
    for _, of_device in groupby(once, key=lambda row: row.device):
        previous: VisitRow | None = None
        other_ms: int | None = None  # the last moment at which another site was open
        for row in of_device:
            if previous is not None and previous.host != row.host:
                other_ms = previous.at_ms
            untold = row.how is VisitKind.UNTOLD and row.at_ms is not None
            quiet = other_ms is None or (row.at_ms or 0) - other_ms > _QUIET_MS
            yield row, row.how in _ACTS or (untold and quiet)
            previous = row


def _trace(host: str, via: str, site: _Site, zone: tzinfo | None) -> SiteTrace:
    acts = site.acts()
    dated = acts or sorted(site.others)
    return SiteTrace(
        host=host,
        trace=SiteTraceKind.HISTORY_VISIT,
        via=via,
        first_at=dated[0] if dated else None,
        last_at=dated[-1] if dated else None,
        visits=len(acts) or None,
        uncounted=site.uncounted + len(site.times) - len(acts),
        days=() if zone is None else tuple(sorted({local_date(at, zone) for at in acts})),
    )


def _no_zone(capture: Capture) -> Gap:
    question = capture.question
    return Gap(
        source=NAME, topic=question.topic, reason=GapReason.NOT_UNDERSTOOD, capture=capture.number
    )


SOURCE = Source(
    name=NAME,
    title=Words(id="Riwayat peramban yang diserahkan", en="Browser history handed over"),
    limits=Words(
        id="Menunjukkan situs dalam riwayat yang diserahkan pemegang, bukan siapa yang "
        "membukanya. Ekspor Google mencakup seluruh perangkat yang memakai akun itu, sehingga "
        "kunjungan dapat berasal dari perangkat lain. Riwayat yang sudah dihapus, modus "
        "penyamaran, dan peramban lain tidak tercakup. Pengalihan, bingkai, dan muatan ulang "
        "tidak dihitung sebagai kunjungan; iklan yang membuka jendela sendiri tidak selalu dapat "
        "dibedakan. Judul dan alamat lengkap tidak disimpan.",
        en="Shows sites in a history that the holder handed over, not who opened them. An export "
        "by Google covers each device that uses the account, so visits can be of another "
        "device. Deleted history, private mode and other browsers are not covered. Redirects, "
        "frames and reloads are not counted as visits; advertising that opens a window of its own "
        "cannot be told apart in each case. Titles and whole addresses are not kept.",
    ),
    questions=questions,
    read=read,
    needs=("identity",),  # the phone's time zone, where one was read
    sections={TAKEOUT: "takeout", CHROMIUM: "chromium", FIREFOX: "firefox"},
    brought=True,
)
