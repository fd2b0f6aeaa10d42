"""LOG: the chain of custody of one phone, line by line with its hashes; pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.case import CaseHeader, Holder, Person
from phone_audit.model.custody import Event, LogRecord
from phone_audit.model.papers import DocumentKind
from phone_audit.model.record import Record, canonical_json, sha256_hex
from phone_audit.reporting import figures
from phone_audit.reporting.build import phone_name
from phone_audit.reporting.document import Field, Sheet
from phone_audit.reporting.dossier import Dossier
from phone_audit.reporting.frame import assignment_words, frame, place_and_day
from phone_audit.reporting.labels import COMMON, Lexicon, lexicon
from phone_audit.reporting.list_labels import CUSTODY
from phone_audit.reporting.people import signer
from phone_audit.reporting.voice import Voice
from phone_audit.reporting.wording import ROLES

CUSTODY_SCHEMA_VERSION = "1"

_OF_THE_CASE = frozenset({Event.BUAT, Event.BUKA, Event.HASH})
_LATER = frozenset({Event.CETAK, Event.BUKA, Event.SALIN})
"""Events that do not end a chain of custody: printing it again must give the same bytes."""


class CustodyEvidence(Record):
    """``bukti.json`` of a LOG: all it is made of, so that it can be checked and made again.

    ``records`` are those of the phone and of its case, as the log holds them: the
    canonical JSON of each is its line. ``phone`` and ``serial`` are as documents print
    them, the serial masked.
    """

    schema_version: str = CUSTODY_SCHEMA_VERSION
    document_id: str
    report_id: str
    label: str
    case: CaseHeader
    holder: Holder | None
    officer: Person | None
    phone: str
    serial: str
    records: tuple[LogRecord, ...]


class CustodyLine(Record):
    """One event with its three hashes; an empty one does not apply."""

    number: str
    at: str
    event: str
    actor: str
    told: str
    object_sha256: str
    before_sha256: str
    line_sha256: str


class CustodyDocument(Sheet):
    """A LOG."""

    kind: str = "LOG"
    phone: tuple[Field, ...]
    questions: tuple[Field, ...]
    lines: tuple[CustodyLine, ...]


def custody_evidence(dossier: Dossier, log: Sequence[LogRecord]) -> CustodyEvidence:
    """Return what the LOG of one phone is made of.

    It ends with the last record about the phone that is no print, copy or opening, so
    that rendering it again later gives the same bytes.
    """
    number = dossier.exhibit.number
    own = [record for record in log if record.exhibit == number]
    last = max((record.seq for record in own if record.event not in _LATER), default=0)
    examined, seen = dossier.examination, dossier.papers.handover
    name = safe_text((seen and seen.model) or "", 80)
    serial = (seen and seen.serial) or ""
    if examined is not None:
        name, serial = name or phone_name(examined.phone), serial or examined.phone.serial or ""
    return CustodyEvidence(
        document_id=dossier.document_id(DocumentKind.LOG),
        report_id=dossier.exhibit.document_id,
        label=dossier.exhibit.label,
        case=dossier.case,
        holder=dossier.holder,
        officer=dossier.officer,
        phone=name,
        serial=figures.masked(safe_text(serial, 60)),
        records=tuple(
            record
            for record in log
            if record.seq <= last
            and (
                record.exhibit == number
                or (record.exhibit is None and record.event in _OF_THE_CASE)
            )
        ),
    )


def build_custody(evidence: CustodyEvidence, *, lang: str = "id") -> CustodyDocument:
    """Return the LOG made of its evidence, and of nothing else."""
    case = evidence.case
    voice = Voice(lang=lang, zone=case.zone)
    words = lexicon(lang, COMMON, CUSTODY, bilingual=case.bilingual)
    records = evidence.records
    at = records[-1].at if records else case.opened_at
    last = records[-1].seq if records else 0
    base = frame(
        case,
        words,
        kind=DocumentKind.LOG.value,
        lang=lang,
        document_id=evidence.document_id,
        at=at,
        sha256=sha256_hex(canonical_json(evidence)),
    )
    base["values"] = {"last": figures.number(last, lang)}
    return CustodyDocument(
        **base,
        phone=(
            words.field("phone", safe_text(evidence.phone, 80)),
            words.field("label", safe_text(evidence.label, 60)),
            words.field("serial", safe_text(evidence.serial, 60)),
            words.field("holder", safe_text(evidence.holder.person.name, 120))
            if evidence.holder
            else words.field("holder", ""),
            words.field("report_id", safe_text(evidence.report_id, 60)),
            words.field("case_id", safe_text(case.case_id, 40), code=True),
        ),
        questions=_questions(evidence, words, voice),
        lines=tuple(_lines(records, words, voice)),
        place_and_day=place_and_day(case, at, lang),
        signers=(signer("signer_officer", evidence.officer, words),),
    )


def _questions(evidence: CustodyEvidence, words: Lexicon, voice: Voice) -> tuple[Field, ...]:
    case, records = evidence.case, evidence.records
    actors = dict.fromkeys(
        f"{safe_text(one.actor, 80)} ({ROLES[one.role].say(voice.lang)})" for one in records
    )
    own = [one for one in records if one.exhibit is not None] or list(records)
    span = " – ".join(
        dict.fromkeys(
            figures.moment(one.at, voice.zone, voice.lang) for one in (own[:1] + own[-1:])
        )
    )
    sent = any(one.event is Event.PERINTAH for one in records)
    officer = evidence.officer.name if evidence.officer else ""
    return (
        words.field("who", "; ".join(actors)),
        words.field("when", span),
        words.field("where", safe_text(f"{case.location}, {case.office}", 200)),
        words.field("authority", assignment_words(case.assignment, voice)),
        words.field("changes", words["changes_live" if sent else "changes_none"]),
        words.field("responsible", safe_text(officer, 120)),
    )


def _lines(records: Sequence[LogRecord], words: Lexicon, voice: Voice) -> Iterator[CustodyLine]:
    for commands, group in groupby(records, lambda one: one.event is Event.PERINTAH):
        run = tuple(group)
        if commands:
            yield _commands(run, words, voice)
        else:
            yield from (_line(one, words, voice) for one in run)


def _commands(run: Sequence[LogRecord], words: Lexicon, voice: Voice) -> CustodyLine:
    """Return one line for commands that stand together; each has its own in the attachment."""
    first, last = run[0], run[-1]
    told = words["log_commands"].format(
        count=figures.number(len(run), voice.lang), first=first.seq, last=last.seq
    )
    line = _line(last, words, voice)
    return CustodyLine(
        number=f"{first.seq}–{last.seq}" if len(run) > 1 else str(last.seq),
        at=line.at,
        event=line.event,
        actor=line.actor,
        told=told,
        object_sha256="",
        before_sha256=first.previous_sha256,
        line_sha256=line.line_sha256,
    )


def _line(record: LogRecord, words: Lexicon, voice: Voice) -> CustodyLine:
    told = [safe_text(record.object or "", 160), safe_text(record.note or "", 400)]
    if record.reason is not None:
        told.append(record.reason.value)
    if record.erased:
        told.append(words["log_erased"].format(count=len(record.erased)))
    return CustodyLine(
        number=str(record.seq),
        at=f"{voice.on(record.at)} {figures.clock_time(record.at, voice.zone)}",
        event=record.event.value,
        actor=f"{safe_text(record.actor, 80)} ({ROLES[record.role].say(voice.lang)})",
        told="; ".join(part for part in told if part),
        object_sha256=record.object_sha256 or "",
        before_sha256=record.previous_sha256,
        line_sha256=sha256_hex(canonical_json(record)),
    )
