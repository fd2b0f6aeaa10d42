"""RKP: the office table, for the office and for the public; and its annex of names; pure."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from phone_audit.errors import ReportError
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.case import CaseHeader
from phone_audit.model.papers import CasePapers, DocumentKind, HeadCount
from phone_audit.model.record import Record
from phone_audit.reporting import figures, spelled
from phone_audit.reporting.document import Field, Sheet
from phone_audit.reporting.frame import assignment_words, frame, place_and_day
from phone_audit.reporting.labels import COMMON, Lexicon, lexicon
from phone_audit.reporting.people import signer
from phone_audit.reporting.recap_counts import (
    Result,
    Site,
    Tally,
    complaints,
    device_list_sha256,
    tally,
    total,
)
from phone_audit.reporting.recap_labels import RECAP, RESULTS
from phone_audit.reporting.small_cells import SMALLEST, hidden
from phone_audit.reporting.voice import Voice
from phone_audit.reporting.wording import REASON_NAMES

UNKNOWN = "…"
"""A number nobody recorded."""


class RecapRow(Record):
    """One site, or the sum: numbers as they are printed, in the order of the columns.

    ``staff`` and ``present`` are PNS, PPPK, non-ASN and their sum; ``results`` has ASN and
    non-ASN of each kind of result. ``list_sha256`` is of the ids of the row's phones;
    ``devices``, how many these are, is empty for the public.
    """

    office: str
    team: str
    hours: str
    staff: tuple[str, ...]
    present: tuple[str, ...]
    handed_over: str
    examined: str
    not_examined: str
    results: tuple[tuple[str, str], ...]
    forwarded: str
    summoned: str
    devices: str
    list_sha256: str


class RecapDocument(Sheet):
    """An RKP. The public one has the ``total`` only, and hides small numbers."""

    kind: str = "RKP"
    public: bool
    about: tuple[Field, ...]
    result_names: tuple[str, ...]
    rows: tuple[RecapRow, ...]
    total: RecapRow
    reasons: tuple[Field, ...]
    notes: tuple[str, ...]


class NameLine(Record):
    """One phone to be followed up, with its holder."""

    report: str
    label: str
    name: str
    number: str
    status: str
    unit: str
    outcome: str
    state: str


class NamesDocument(Sheet):
    """The secret annex of an RKP: the phones to be followed up, and whose they are."""

    kind: str = "RKP"
    template: str = "rkp-nama"
    about: tuple[Field, ...]
    lines: tuple[NameLine, ...]


def recap_id(sites: Sequence[Site]) -> str:
    """Return ``RKP-2026-0117-000-3B0C``: the same for the same cases, in whatever order."""
    first = min(sites, key=lambda site: site.case.case_id).case
    year = figures.local(first.opened_at, first.zone).year
    ids = sorted(site.case.case_id for site in sites)
    chance = f"{sum(int(one[:8], 16) for one in ids) & 0xFFFF:04X}"
    return f"{DocumentKind.RKP.value}-{year:04d}-{first.sidak}-000-{chance}"


def build_recap(sites: Sequence[Site], *, lang: str = "id", public: bool = False) -> RecapDocument:
    """Return the office table of one or several teams.

    Raises:
        ReportError: a sum does not hold; the message names each with its numbers.
    """
    _refuse_unbalanced(sites, lang)
    words, voice, base = _start(sites, lang)
    whole = total([tally(site) for site in sites])
    rows = () if public else tuple(_row(site, voice) for site in sites)
    sums = _hidden(whole, voice) if public else _numbers(whole, voice)
    notes = [words["rkp_small"]] if public else []
    if whole.unconfirmed and not public:
        count = figures.number(whole.unconfirmed, lang)
        notes.append(words["rkp_unconfirmed"].format(count=count))
    if public:
        base["secret"] = False
    return RecapDocument(
        **base,
        public=public,
        about=_about(sites, words, voice),
        result_names=tuple(RESULTS[kind].say(lang) for kind in Result),
        rows=rows,
        total=RecapRow(
            office=words["row_total"],
            team="",
            hours="",
            # Beside those examined it would tell how many were not, which may be hidden.
            devices="" if public else figures.number(whole.devices, lang),
            list_sha256=device_list_sha256(sites),
            **sums,
        ),
        reasons=() if public else _reasons(whole, voice),
        notes=tuple(notes),
    )


def build_names(
    sites: Sequence[Site], lines: tuple[NameLine, ...], *, lang: str = "id"
) -> NamesDocument:
    """Return the annex of names of the same sites.

    Raises:
        ReportError: the table it belongs to cannot be rendered.
    """
    _refuse_unbalanced(sites, lang)
    words, voice, base = _start(sites, lang)
    return NamesDocument(**base, about=_about(sites, words, voice), lines=lines)


def _refuse_unbalanced(sites: Sequence[Site], lang: str) -> None:
    wrong = complaints(sites)
    if wrong:
        told = "\n".join(words.say(lang) for words in wrong)
        opening = {
            "id": "rekapitulasi tidak dibuat, karena angka berikut tidak cocok:",
            "en": "the recapitulation is not rendered, because these numbers do not add up:",
        }[lang]
        raise ReportError(f"{opening}\n{told}")


def _start(sites: Sequence[Site], lang: str) -> tuple[Lexicon, Voice, dict[str, Any]]:
    first = sites[0]
    case = first.case
    words = lexicon(lang, COMMON, RECAP, bilingual=case.bilingual)
    at = max(_times(sites))
    letters = {letter.document: letter.number for letter in first.papers.letters}
    base = frame(
        case,
        words,
        kind=DocumentKind.RKP.value,
        lang=lang,
        document_id=recap_id(sites),
        at=at,
        sha256=device_list_sha256(sites),
        letter_number=letters.get(DocumentKind.RKP),
    )
    arranged = first.papers.arrangements
    coordinator = arranged.coordinator if arranged else None
    base["fictitious"] = any(site.case.fictitious for site in sites)
    base["place_and_day"] = place_and_day(case, at, lang)
    base["signers"] = (
        signer("signer_coordinator", coordinator, words),
        signer("signer_lead", case.team_lead, words),
    )
    return words, Voice(lang=lang, zone=case.zone), base


def _times(sites: Sequence[Site]) -> list[datetime]:
    """Return every time the table rests on; the newest is when it was made."""
    times = [site.case.opened_at for site in sites]
    for site in sites:
        times += [one.at for one in (site.papers.attendance, site.papers.arrangements) if one]
        times += [one.ended_at for one in site.devices if one.ended_at]
    return times


def _about(sites: Sequence[Site], words: Lexicon, voice: Voice) -> tuple[Field, ...]:
    cases = [site.case for site in sites]
    days = sorted({_day(site) for site in sites})
    shown = (f"{spelled.day_name(day, voice.lang)}, {figures.day(day, voice.lang)}" for day in days)
    orders = dict.fromkeys(assignment_words(case.assignment, voice) for case in cases)
    leads = (site.papers.arrangements.coordinator for site in sites if site.papers.arrangements)
    names = dict.fromkeys(safe_text(one.name, 80) for one in leads if one)
    places = dict.fromkeys(safe_text(f"{case.office}, {case.location}", 160) for case in cases)
    return (
        words.field("day_and_date", "; ".join(shown)),
        words.field("order", "; ".join(orders)),
        words.field("teams", figures.number(len(sites), voice.lang)),
        words.field("coordinator", "; ".join(names)),
        words.field("locations", "; ".join(places)),
    )


def _day(site: Site) -> date:
    began = [one.began_at for one in site.devices if one.began_at]
    return figures.local(min(began, default=site.case.opened_at), site.case.zone).date()


def _row(site: Site, voice: Voice) -> RecapRow:
    numbers = tally(site)
    return RecapRow(
        office=safe_text(f"{site.case.office}, {site.case.location}", 160),
        team=_team(site.papers),
        hours=_hours(site, site.case),
        devices=figures.number(numbers.devices, voice.lang),
        list_sha256=device_list_sha256((site,)),
        **_numbers(numbers, voice),
    )


def _team(papers: CasePapers) -> str:
    arranged = papers.arrangements
    if arranged is None:
        return ""
    coordinator = arranged.coordinator.name if arranged.coordinator else ""
    return ", ".join(safe_text(part, 60) for part in (arranged.team or "", coordinator) if part)


def _hours(site: Site, case: CaseHeader) -> str:
    began = [one.began_at for one in site.devices if one.began_at]
    ended = [one.ended_at for one in site.devices if one.ended_at]
    if not began or not ended:
        return ""
    first, last = figures.local(min(began), case.zone), figures.local(max(ended), case.zone)
    return f"{first:%H.%M}–{last:%H.%M} {case.zone.value}"


def _numbers(numbers: Tally, voice: Voice) -> dict[str, Any]:
    def shown(value: int) -> str:
        return figures.number(value, voice.lang)

    return {
        "staff": _heads(numbers.staff, voice),
        "present": _heads(numbers.present, voice),
        "handed_over": shown(numbers.handed_over),
        "examined": shown(numbers.examined),
        "not_examined": shown(sum(numbers.not_examined.values())),
        "results": tuple(
            (shown(numbers.results[kind].asn), shown(numbers.results[kind].non_asn))
            for kind in Result
        ),
        "forwarded": shown(numbers.forwarded),
        "summoned": shown(numbers.summoned),
    }


def _hidden(numbers: Tally, voice: Voice) -> dict[str, Any]:
    """Return the numbers for the public: no cell below 3, and none that can be worked out.

    Results are not split by whose the phone is: each holds one sum, the second is empty.
    """

    def alone(value: int) -> str:
        return hidden([value], voice.lang)[0]

    handed_over = alone(numbers.handed_over)
    if 0 < numbers.handed_over - numbers.examined < SMALLEST:
        handed_over = f"≥ {SMALLEST}"  # their difference would tell what the table hides
    return {
        "staff": _hidden_heads(numbers.staff, voice),
        "present": _hidden_heads(numbers.present, voice),
        "handed_over": handed_over,
        "examined": alone(numbers.examined),
        "not_examined": alone(sum(numbers.not_examined.values())),
        "results": tuple(
            (one, "")
            for one in hidden([numbers.results[kind].total for kind in Result], voice.lang)
        ),
        "forwarded": alone(numbers.forwarded),
        "summoned": alone(numbers.summoned),
    }


def _heads(heads: HeadCount | None, voice: Voice) -> tuple[str, ...]:
    if heads is None:
        return (UNKNOWN,) * 4
    values = (heads.pns, heads.pppk, heads.non_asn, heads.total)
    return tuple(figures.number(value, voice.lang) for value in values)


def _hidden_heads(heads: HeadCount | None, voice: Voice) -> tuple[str, ...]:
    if heads is None:
        return (UNKNOWN,) * 4
    groups = hidden([heads.pns, heads.pppk, heads.non_asn], voice.lang)
    return (*groups, *hidden([heads.total], voice.lang))


def _reasons(numbers: Tally, voice: Voice) -> tuple[Field, ...]:
    return tuple(
        Field(label=REASON_NAMES[reason].say(voice.lang), value=figures.number(count, voice.lang))
        for reason, count in numbers.not_examined.items()
    )
