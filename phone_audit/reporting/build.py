"""From a stored examination to the document that is printed; pure."""

from collections.abc import Sequence
from datetime import date

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import Finding, SourceStatus
from phone_audit.model.case import (
    Assignment,
    CaseHeader,
    EmploymentStatus,
    Examination,
    Holder,
    Letterhead,
    Person,
)
from phone_audit.model.phone import ClockReading
from phone_audit.reporting import figures
from phone_audit.reporting.annex import annex
from phone_audit.reporting.conclusion import NEEDS_SECOND_READER, conclude
from phone_audit.reporting.document import (
    Field,
    FindingLine,
    Head,
    ReportDocument,
    Signer,
    SourceVocabulary,
)
from phone_audit.reporting.facts import known_facts, source_title, when_short
from phone_audit.reporting.labels import labels
from phone_audit.reporting.legal_basis import LegalBasis, texts_for
from phone_audit.reporting.voice import Voice, host_words
from phone_audit.reporting.wording import (
    BASES,
    CIRCUMSTANCES,
    OWNERSHIP,
    STRENGTHS,
)

_MOST_SOURCES = 2  # in the narrow column of table D
_TWO_GRADES = frozenset({EmploymentStatus.PPPK, EmploymentStatus.PPPK_PART_TIME})


def build(
    examination: Examination,
    evidence_sha256: str,
    *,
    source_words: SourceVocabulary,
    legal_basis: Sequence[LegalBasis] = (),
    lang: str = "id",
) -> ReportDocument:
    """Return everything the report on one examination says, ready to be placed on pages.

    ``evidence_sha256`` is the hash of ``canonical_json(examination)``. The same
    arguments give the same document; nothing else, no clock and no locale, plays a part.
    The case's own legal basis, where it has one, replaces what ``legal_basis`` offers.
    """
    case = examination.case
    voice = Voice(lang=lang, zone=case.zone)
    words = labels(lang)
    findings = tuple(
        _finding(finding, examination, source_words, voice)
        for finding in examination.assessment.findings
    )
    notes = [words["not_recorded"]]
    if findings:
        notes.insert(0, _clock_note(voice))
    return ReportDocument(
        lang=lang,
        document_id=safe_text(examination.document_id, 60),
        letter_number=safe_text(examination.letter_number or "", 120),
        evidence_sha256=evidence_sha256,
        qr_payload=f"PHONE-AUDIT/1;ID={safe_text(examination.document_id, 60)};"
        f"SHA256={evidence_sha256}",
        created_at=examination.ended_at,
        program=f"{examination.program.name} {examination.program.version}",
        issuer=_issuer(case),
        fictitious=case.fictitious,
        labels=words,
        head=_head(case.letterhead),
        legal_basis=_legal_basis(examination, legal_basis, voice),
        holder=_holder(examination, words, voice),
        phone=_phone(examination, words, voice),
        initial_state=(Field(label=words["initial_state"], value="", boxes=_boxes(words)),),
        conclusion=conclude(examination, source_words, words, voice),
        findings=findings,
        finding_notes=tuple(notes),
        integrity=_integrity(examination, words, voice),
        place_and_day=_place_and_day(examination, voice),
        signers=_signers(examination, words),
        annex=annex(examination, source_words, voice),
    )


def _issuer(case: CaseHeader) -> str:
    return safe_text(case.letterhead.office if case.letterhead else case.office)


def _head(letterhead: Letterhead | None) -> Head | None:
    if letterhead is None:
        return None
    lines = (letterhead.address, letterhead.contact)
    return Head(
        government=safe_text(letterhead.government),
        office=safe_text(letterhead.office),
        lines=tuple(safe_text(line) for line in lines if line),
    )


def _legal_basis(
    examination: Examination, offered: Sequence[LegalBasis], voice: Voice
) -> tuple[str, ...]:
    case = examination.case
    status = examination.holder.status if examination.holder else None
    day = figures.local(examination.started_at, case.zone).date()
    texts = case.legal_basis or texts_for(offered, status, day)
    return (*(safe_text(text, 400) for text in texts), _assignment(case.assignment, voice))


def _assignment(assignment: Assignment, voice: Voice) -> str:
    text = voice.phrase("assignment")
    if assignment.issued_by:
        text += f" {safe_text(assignment.issued_by)}"
    text += voice.phrase("assignment_number", number=safe_text(assignment.number))
    if assignment.dated is not None:
        text += voice.phrase("assignment_dated", date=figures.day(assignment.dated, voice.lang))
    return text


def _holder(examination: Examination, words: dict[str, str], voice: Voice) -> tuple[Field, ...]:
    holder, case = examination.holder, examination.case
    person = holder.person if holder else Person(name="")
    status = holder.status if holder else None
    if status is EmploymentStatus.NON_ASN:
        number = Field(label=words["attendance"], value=(holder and holder.attendance_number) or "")
    else:
        label = words["ni_pppk" if status in _TWO_GRADES else "nip"]
        number = Field(label=label, value=figures.nip(person.nip or ""))
    rank = words["grade" if status in _TWO_GRADES else "rank"]
    fields: tuple[Field, ...] = (
        Field(label=words["name"], value=person.name),
        number,
        Field(label=words["status"], value=status.value if status else ""),
        Field(label=rank, value=person.rank or ""),
        Field(label=words["position"], value=person.position or ""),
        Field(label=words["unit"], value=person.unit or ""),
        Field(label=words["office"], value=case.office),
        Field(label=words["ground"], value=_ground(examination, voice)),
    )
    if status is EmploymentStatus.NON_ASN:
        fields = (*fields[:3], *fields[4:])
    return tuple(Field(label=field.label, value=safe_text(field.value, 120)) for field in fields)


def _ground(examination: Examination, voice: Voice) -> str:
    """Return the ground for reading, with the consent of its own that open tabs need."""
    ground = BASES[examination.basis].say(voice.lang)
    return voice.phrase("and_open_tabs", ground=ground) if examination.open_tabs else ground


def _phone(examination: Examination, words: dict[str, str], voice: Voice) -> tuple[Field, ...]:
    phone = examination.phone
    model = phone.model or ""
    maker = phone.brand or phone.maker or ""
    if model.casefold().startswith(maker.casefold()):  # "Infinix Infinix X682B"
        maker = ""
    name = safe_text(f"{maker} {model}".strip(), 80) or voice.phrase("unknown")
    if examination.holder is not None:
        owner = OWNERSHIP[examination.holder.ownership].say(voice.lang)
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
    return tuple(Field(label=words[key], value=value) for key, value in values)


def _boxes(words: dict[str, str]) -> tuple[str, ...]:
    return (words["state_on"], words["state_unlocked"], words["state_airplane"])


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
    wanted = [
        source
        for source in examination.assessment.sources
        if source.status is not SourceStatus.NOT_NEEDED
    ]
    done = sum(source.status is SourceStatus.COMPLETE for source in wanted)
    whole = done == len(wanted) and done > 0 and not examination.interrupted
    counts = {"done": str(done), "all": str(len(wanted))}
    text = voice.phrase("complete" if whole else "incomplete", **counts)
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
        known=known_facts(finding, examination.profiles, voice),
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


def _integrity(examination: Examination, words: dict[str, str], voice: Voice) -> tuple[Field, ...]:
    program, listed = examination.program, examination.signature_list
    tool = f"{program.name} {program.version}; ADB {program.adb}"
    signs = f"{listed.name} {listed.version}, {figures.short_day(listed.released, voice.lang)}"
    return (
        Field(label=words["evidence_file"], value=words["evidence_attached"]),
        Field(label=words["tool"], value=safe_text(tool, 120)),
        Field(label=words["sign_list"], value=safe_text(signs, 120)),
        Field(label=words["list_sha"], value=f"{safe_text(listed.sha256, 64)[:16]}…"),
    )


def _place_and_day(examination: Examination, voice: Voice) -> str:
    case = examination.case
    place = case.letterhead.place if case.letterhead and case.letterhead.place else case.location
    ended: date = figures.local(examination.ended_at, case.zone)
    return f"{safe_text(place, 80)}, {figures.day(ended, voice.lang)}"


def _signers(examination: Examination, words: dict[str, str]) -> tuple[Signer, ...]:
    case = examination.case
    witnesses = (*case.witnesses, None, None)
    holder = examination.holder
    people: list[tuple[str, Person | None]] = [
        ("signer_holder", holder.person if holder else None),
        ("signer_witness_1", witnesses[0]),
        ("signer_witness_2", witnesses[1]),
        ("signer_officer", case.officer),
    ]
    if examination.assessment.outcome in NEEDS_SECOND_READER:
        people.append(("signer_second_reader", None))
    people.append(("signer_lead", case.team_lead))
    signers = []
    for role, person in people:
        number = f"NIP {figures.nip(safe_text(person.nip, 40))}" if person and person.nip else ""
        if person and role == "signer_holder" and holder:
            number = _holder_number(holder, words)
        name = safe_text(person.name, 80) if person else ""
        signers.append(Signer(role=words[role], name=name, number=number))
    return tuple(signers)


def _holder_number(holder: Holder, words: dict[str, str]) -> str:
    if holder.status is EmploymentStatus.NON_ASN:
        number = safe_text(holder.attendance_number or "", 40)
        return f"{words['attendance']} {number}" if number else ""
    if not holder.person.nip:
        return ""
    label = words["ni_pppk" if holder.status in _TWO_GRADES else "nip"]
    return f"{label} {figures.nip(safe_text(holder.person.nip, 40))}"
