"""From a stored examination to the document that is printed; pure."""

from collections.abc import Sequence
from datetime import datetime

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import NEEDS_SECOND_READER, Finding
from phone_audit.model.case import Examination, Holder
from phone_audit.model.papers import DocumentKind, Papers
from phone_audit.model.phone import ClockReading, PhoneIdentity
from phone_audit.model.record import canonical_json, replace, sha256_hex
from phone_audit.reporting import figures
from phone_audit.reporting.annex import annex
from phone_audit.reporting.answers import answered
from phone_audit.reporting.conclusion import conclude
from phone_audit.reporting.document import (
    Box,
    Field,
    FindingLine,
    ReportDocument,
    Signer,
    SourceVocabulary,
)
from phone_audit.reporting.facts import known_facts, source_title, when_short
from phone_audit.reporting.frame import frame, legal_texts, place_and_day
from phone_audit.reporting.imported_lists import exceptions, listings
from phone_audit.reporting.labels import COMMON, Lexicon, lexicon
from phone_audit.reporting.legal_basis import LegalBasis
from phone_audit.reporting.people import holder_fields, holder_signer, signer
from phone_audit.reporting.report_labels import REPORT
from phone_audit.reporting.voice import Voice, host_words
from phone_audit.reporting.wording import (
    BASES,
    CIRCUMSTANCES,
    OWNERSHIP,
    STRENGTHS,
)

_MOST_SOURCES = 2  # in the narrow column of table D


def build(
    examination: Examination,
    evidence_sha256: str,
    *,
    source_words: SourceVocabulary,
    legal_basis: Sequence[LegalBasis] = (),
    papers: Papers | None = None,
    lang: str = "id",
    copy: bool = False,
) -> ReportDocument:
    """Return everything the report on one examination says, ready to be placed on pages.

    ``evidence_sha256`` is the hash of ``canonical_json(examination)``. ``papers`` is what
    people recorded around the phone: who it belongs to by the newest notice, what was
    answered, who reviewed it. The same arguments give the same document; nothing else,
    no clock and no locale, plays a part. ``copy`` gives the holder's copy.
    """
    case = examination.case
    told = (papers or Papers()).for_report()
    voice = Voice(lang=lang, zone=case.zone)
    words = lexicon(lang, COMMON, REPORT, bilingual=case.bilingual)
    holder = told.notice.holder if told.notice and told.notice.holder else examination.holder
    findings = tuple(
        _finding(finding, examination, source_words, voice)
        for finding in examination.assessment.findings
    )
    notes = [words["not_recorded"]]
    if findings:
        notes.insert(0, _clock_note(voice))
    recorded = b"" if told == Papers() else canonical_json(told)
    return ReportDocument(
        **frame(
            case,
            words,
            kind=DocumentKind.LPP.value,
            lang=lang,
            document_id=examination.document_id,
            at=max((examination.ended_at, *_times(told))),
            sha256=evidence_sha256,
            letter_number=told.number_of(DocumentKind.LPP) or examination.letter_number,
        ),
        copy=copy,
        papers_sha256=sha256_hex(recorded) if recorded else "",
        legal_basis=legal_texts(
            case, legal_basis, holder.status if holder else None, examination.started_at, voice
        ),
        holder=(*holder_fields(holder, case.office, words), _ground(examination, words, voice)),
        phone=_phone(examination, holder, words, voice),
        initial_state=(_initial_state(told, words),),
        conclusion=conclude(examination, told, source_words, words, voice),
        findings=findings,
        finding_notes=tuple(notes),
        integrity=_integrity(examination, words, voice, copy=copy, papers=bool(recorded)),
        answered=answered(told.responses, words, voice),
        place_and_day=place_and_day(case, examination.ended_at, lang),
        signers=_signers(examination, holder, told, words),
        annex=annex(examination, told, source_words, words, voice),
    )


def _times(papers: Papers) -> tuple[datetime, ...]:
    """Return when answers and reviews were given: a report is as old as the newest."""
    answers = (response.at for response in papers.responses)
    return (*answers, *(review.at for review in papers.reviews))


def _ground(examination: Examination, words: Lexicon, voice: Voice) -> Field:
    """Return the ground for reading, with the consent of its own that open tabs need."""
    ground = BASES[examination.basis].say(voice.lang)
    if examination.open_tabs:
        ground = voice.phrase("and_open_tabs", ground=ground)
    return words.field("ground", safe_text(ground, 120))


def phone_name(phone: PhoneIdentity) -> str:
    """Return maker and model as one says them: ``Samsung SM-A155F``; empty if not known."""
    model = phone.model or ""
    maker = phone.brand or phone.maker or ""
    if model.casefold().startswith(maker.casefold()):  # "Infinix Infinix X682B"
        maker = ""
    return safe_text(f"{maker} {model}".strip(), 80)


def _phone(
    examination: Examination, holder: Holder | None, words: Lexicon, voice: Voice
) -> tuple[Field, ...]:
    phone = examination.phone
    name = phone_name(phone) or voice.phrase("unknown")
    if holder is not None:
        owner = OWNERSHIP[holder.ownership].say(voice.lang)
        name = voice.phrase("model_owner", model=name, owner=owner)
    android = safe_text(phone.android or "", 40) or voice.phrase("unknown")
    if phone.security_patch:
        patch = safe_text(phone.security_patch, 40)
        android = voice.phrase("android_patch", android=android, patch=patch)
    values = (
        ("phone", name),
        ("label", safe_text(examination.label, 60)),
        ("serial", safe_text(phone.serial or "", 60) or voice.phrase("unknown")),
        ("android", android),
        ("started", figures.moment(examination.started_at, voice.zone, voice.lang)),
        ("ended", figures.moment(examination.ended_at, voice.zone, voice.lang)),
        ("clock", clock_words(examination.clock, voice)),
        ("completeness", _completeness(examination, voice)),
    )
    return tuple(words.field(key, value) for key, value in values)


def _initial_state(papers: Papers, words: Lexicon) -> Field:
    """Return the three boxes; an unticked one was not so, or nobody looked."""
    seen = papers.handover
    boxes = (
        ("state_on", seen and seen.switched_on),
        ("state_unlocked", seen and seen.unlocked_by_holder),
        ("state_airplane", seen and seen.airplane_mode),
    )
    return replace(
        words.field("initial_state", ""),
        boxes=tuple(Box(label=words[key], ticked=bool(value)) for key, value in boxes),
    )


def clock_words(clock: ClockReading | None, voice: Voice) -> str:
    """Return how far the phone's clock is from the computer's, and how exactly that is known."""
    if clock is None or clock.offset_ms is None:
        return voice.phrase("clock_unmeasured")
    if abs(clock.offset_ms) < 50:
        text = voice.phrase("clock_equal")
    else:
        key = "clock_ahead" if clock.offset_ms > 0 else "clock_behind"
        text = voice.phrase(key, seconds=figures.seconds(clock.offset_ms, voice.lang))
    if clock.uncertainty_ms is not None:
        half = figures.seconds((clock.uncertainty_ms + 1) // 2, voice.lang)
        text += voice.phrase("uncertainty", seconds=half)
    return text


def _clock_note(voice: Voice) -> str:
    return voice.phrase(
        "clock_note",
        zone=voice.zone.value,
        hours=str(voice.zone.utc_offset_hours),
    )


def _completeness(examination: Examination, voice: Voice) -> str:
    done, wanted = examination.read_completely
    counts = {"done": str(done), "all": str(wanted)}
    text = voice.phrase("complete" if examination.complete else "incomplete", **counts)
    if examination.interrupted:
        text += "; " + voice.phrase("interrupted")
    return text


def _short(titles: Sequence[str], voice: Voice) -> str:
    """Return the first two sources and how many more; the annex names the rest."""
    named = ", ".join(titles[:_MOST_SOURCES])
    more = len(titles) - _MOST_SOURCES
    return voice.phrase("more_sources", named=named, count=str(more)) if more > 0 else named


def _finding(
    finding: Finding, examination: Examination, source_words: SourceVocabulary, voice: Voice
) -> FindingLine:
    match = finding.match
    explanations = [CIRCUMSTANCES[kind].say(voice.lang) for kind in finding.circumstances]
    explanations += [
        voice.phrase("from_list", text=safe_text(text).rstrip("."))
        for text in match.innocent_explanations
    ]
    explanations += exceptions(finding, examination, voice)
    captures = sorted({number for sighting in finding.sightings for number in sighting.captures})
    titles = list(
        dict.fromkeys(source_title(name, source_words, voice.lang) for name in finding.sources)
    )
    return FindingLine(
        number=finding.number,
        sources=", ".join(titles),
        sources_short=_short(titles, voice),
        value=host_words(finding.value),
        sign=safe_text(match.signature, 80),
        sign_name=safe_text(match.signature_name, 80),
        strength=STRENGTHS[match.strength].say(voice.lang),
        when=when_short(finding, voice),
        known=(
            *known_facts(finding, examination.profiles, voice),
            *listings(finding, examination, voice),
        ),
        explanations=tuple(dict.fromkeys(explanations)),
        reference=capture_numbers(captures),
    )


def capture_numbers(numbers: Sequence[int], limit: int = 6) -> str:
    """Return ``#1–3, #7`` for capture numbers in rising order; past ``limit`` runs, ``…``."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    shown = [f"#{a}" if a == b else f"#{a}–{b}" for a, b in runs[:limit]]
    return ", ".join(shown) + (", …" if len(runs) > limit else "")


def _integrity(
    examination: Examination, words: Lexicon, voice: Voice, *, copy: bool, papers: bool
) -> tuple[Field, ...]:
    program, listed = examination.program, examination.signature_list
    tool = f"{program.name} {program.version}; ADB {program.adb}"
    signs = f"{listed.name} {listed.version}, {figures.short_day(listed.released, voice.lang)}"
    where = "evidence_kept" if copy else "evidence_and_papers" if papers else "evidence_attached"
    return (
        words.field("evidence_file", words[where]),
        words.field("tool", safe_text(tool, 120)),
        words.field("sign_list", safe_text(signs, 120)),
        words.field("list_sha", f"{safe_text(listed.sha256, 64)[:16]}…"),
    )


def _signers(
    examination: Examination, holder: Holder | None, papers: Papers, words: Lexicon
) -> tuple[Signer, ...]:
    case, notice = examination.case, papers.notice
    witnesses = (*((notice and notice.witnesses) or case.witnesses), None, None)
    signers = [
        holder_signer(holder, words),
        signer("signer_witness_1", witnesses[0], words),
        signer("signer_witness_2", witnesses[1], words),
        signer("signer_officer", (notice and notice.officer) or case.officer, words),
    ]
    if examination.assessment.outcome in NEEDS_SECOND_READER:
        reader = papers.reviews[-1].reader if papers.reviews else None
        signers.append(signer("signer_second_reader", reader, words))
    return (*signers, signer("signer_lead", case.team_lead, words))
