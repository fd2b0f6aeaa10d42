"""The whole path of one examination, top to bottom: ask, keep, read, match, assess, record."""

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone, tzinfo
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol, TypeVar

from phone_audit import __version__
from phone_audit.assessment.assess import Basis as AssessmentBasis
from phone_audit.assessment.assess import assess
from phone_audit.device.interface import Answering
from phone_audit.formats.timestamps import zone_of
from phone_audit.model.assessment import Assessment, Matched, Thresholds
from phone_audit.model.capture import (
    Capture,
    CaptureNote,
    Gap,
    GapReason,
    Medium,
    Question,
)
from phone_audit.model.case import (
    Basis,
    CaseHeader,
    Examination,
    Holder,
    ImportedFile,
    Program,
    Zone,
)
from phone_audit.model.evidence import Asked, Covered, Fact, InstalledApp, Reading
from phone_audit.model.phone import Browser, ClockReading, Known, PhoneIdentity, Profile
from phone_audit.model.record import replace, sha256_hex
from phone_audit.model.signature import ListVersion
from phone_audit.signatures.match import Matcher
from phone_audit.sources.interface import Source

F = TypeVar("F")
Clock = Callable[[], datetime]

_IANA = {Zone.WIB: "Asia/Jakarta", Zone.WITA: "Asia/Makassar", Zone.WIT: "Asia/Jayapura"}


class Recording(Protocol):
    """Where an examination is recorded: one exhibit of a case."""

    @property
    def number(self) -> int:
        """Return the exhibit's number in the case."""

    @property
    def label(self) -> str:
        """Return what stands on the phone's sticker."""

    @property
    def document_id(self) -> str:
        """Return the id of the report this examination leads to."""

    def keep(self, note: CaptureNote) -> object:
        """Record one command and the hash of its answer, before the answer is read."""

    def conclude(self, examination: Examination) -> object:
        """Store the finished examination, durably."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Progress of one examination: source ``index`` of ``total`` is being read."""

    source: str
    index: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What every examination of a case is done with; shared, immutable."""

    header: CaseHeader
    sources: Sequence[Source]
    matcher: Matcher
    list_version: ListVersion
    thresholds: Thresholds
    clock: Clock


@dataclass(slots=True)
class _Notes:
    """What one examination has gathered so far."""

    known: Known
    facts: list[Fact] = field(default_factory=list)
    matched: list[Matched] = field(default_factory=list)
    institutional: list[str] = field(default_factory=list)
    covered: list[Covered] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    captures: list[CaptureNote] = field(default_factory=list)


def examine(
    device: Answering,
    office: Office,
    exhibit: Recording,
    *,
    basis: Basis,
    holder: Holder | None = None,
    imported: ImportedFile | None = None,
    sections: frozenset[str] | None = None,
    on_step: Callable[[Step], None] = lambda _: None,
) -> Examination:
    """Examine one phone and record the examination, in the order a report tells it.

    ``sections`` are the headings of a bug report, whose sections are then asked for
    instead of shell lines; ``None`` for anything that takes shell lines.

    Whatever goes wrong on the phone's side becomes a gap; the examination always ends
    with an assessment of what was read.

    Raises:
        CaseError: the case could not be written; nothing may be said about this phone.
        NotPermitted: a source asked something that is not on the permit list.
    """
    started_at = office.clock()
    notes = _Notes(known=Known(zone=_IANA[office.header.zone]))
    for index, source in enumerate(office.sources, start=1):
        on_step(Step(source=source.name, index=index, total=len(office.sources)))
        captures = _collect(device, source, notes, exhibit, office.clock, sections)
        reading = source.read(notes.known, captures)
        _learn(source, captures, reading, notes, office.matcher)
    assessment = assess(
        AssessmentBasis(
            matched=tuple(notes.matched),
            institutional=tuple(notes.institutional),
            profiles=notes.known.profiles,
            covered=tuple(notes.covered),
            gaps=tuple(notes.gaps),
            asked=tuple(notes.asked),
        ),
        zone=phone_zone(notes.known.zone, office.header.zone),
        thresholds=office.thresholds,
    )
    examination = Examination(
        document_id=exhibit.document_id,
        case=office.header,
        exhibit=exhibit.number,
        label=exhibit.label,
        basis=basis,
        holder=holder,
        origin=device.origin,
        imported=imported,
        started_at=started_at,
        ended_at=office.clock(),
        phone=_last(notes.facts, PhoneIdentity) or PhoneIdentity(),
        clock=_last(notes.facts, ClockReading),
        profiles=notes.known.profiles,
        interrupted=_unplugged(notes.gaps),
        captures=tuple(notes.captures),
        asked=tuple(notes.asked),
        covered=tuple(notes.covered),
        assessment=assessment,
        signature_list=office.list_version,
        program=this_program(),
    )
    exhibit.conclude(examination)
    return examination


def assess_again(examination: Examination, matcher: Matcher) -> Assessment:
    """Return the assessment that the stored records of an examination lead to.

    Matches every stored sighting anew with ``matcher``. With the list of that day the
    result equals the stored assessment; with another list it shows what would differ.
    """
    asked_by = {note.number: note.source for note in examination.captures}
    matched: list[Matched] = []
    institutional: list[str] = []
    for finding in examination.assessment.findings:
        for sighting in finding.sightings:
            judged = matcher.match(asked_by[sighting.captures[0]], (sighting,))
            matched += judged.matched
            institutional += judged.institutional
    known = _known_from(examination)
    return assess(
        AssessmentBasis(
            matched=tuple(matched),
            institutional=(*examination.assessment.institutional, *institutional),
            profiles=examination.profiles,
            covered=examination.covered,
            gaps=examination.assessment.gaps,
            asked=examination.asked,
        ),
        zone=phone_zone(known.zone, examination.case.zone),
        thresholds=examination.assessment.thresholds,
    )


def phone_zone(name: str, fallback: Zone) -> tzinfo:
    """Return the phone's time zone, or the case's where the phone names none that exists."""
    return zone_of(name) or timezone(timedelta(hours=fallback.utc_offset_hours))


def this_program() -> Program:
    """Return the versions a re-examination needs."""
    return Program(
        name="phone-audit",
        version=__version__,
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.release()}",
        adb=", ".join(f"{name} {_version(name)}" for name in ("adb-shell", "pure-python-adb")),
    )


def _collect(
    device: Answering,
    source: Source,
    notes: _Notes,
    exhibit: Recording,
    clock: Clock,
    sections: frozenset[str] | None,
) -> tuple[Capture, ...]:
    """Ask a source's questions; what came back is recorded before anybody reads it."""
    captures: list[Capture] = []
    questions = _questions(source, notes, sections)
    for question in questions:
        number = len(notes.captures) + 1
        asked_at = clock()
        answer = device.ask(question, number)
        if isinstance(answer, Capture):
            captures.append(answer)
            note = _note(answer)
        else:
            notes.gaps.append(answer)
            if answer.reason is GapReason.UNPLUGGED:
                continue
            note = _note_of_silence(question, number, asked_at, clock())
        exhibit.keep(note)
        notes.captures.append(note)
    notes.asked.append(Asked(source=source.name, answers=len(captures)))
    if not questions and _unplugged(notes.gaps):
        notes.gaps.append(Gap(source=source.name, topic=source.name, reason=GapReason.NOT_ASKED))
    return tuple(captures)


def _questions(
    source: Source, notes: _Notes, sections: frozenset[str] | None
) -> tuple[Question, ...]:
    """Return what to ask: shell lines of a phone, or the sections of a bug report."""
    if sections is None:
        return source.questions(notes.known)
    found = tuple(
        Question(source=source.name, topic=topic, line=heading, medium=Medium.SECTION)
        for heading, topic in source.sections.items()
        if heading in sections
    )
    if source.sections and not found:
        notes.gaps.append(Gap(source=source.name, topic=source.name, reason=GapReason.ABSENT))
    return found


def _learn(
    source: Source,
    captures: Sequence[Capture],
    reading: Reading,
    notes: _Notes,
    matcher: Matcher,
) -> None:
    """Keep what matched, count the rest, and let what was learnt plan the next questions."""
    notes.facts += reading.facts
    notes.covered += reading.covered
    notes.gaps += reading.gaps
    told = {gap.capture for gap in reading.gaps}
    notes.gaps += [
        _gap(capture.question, GapReason.CUT, capture.number)
        for capture in captures
        if not capture.complete and capture.number not in told
    ]
    judged = matcher.match(source.name, reading.sightings)
    notes.matched += judged.matched
    notes.institutional += judged.institutional
    notes.known = _known_after(notes.known, reading.facts, judged.matched)


def _known_after(known: Known, facts: Sequence[Fact], matched: Sequence[Matched]) -> Known:
    """Return what is known once these facts and matches are in."""
    for fact in facts:
        match fact:
            case PhoneIdentity():
                known = replace(known, sdk=fact.sdk, maker=fact.maker, zone=fact.zone or known.zone)
            case Profile():
                known = replace(known, profiles=(*known.profiles, fact))
            case Browser():
                known = replace(known, browsers=(*known.browsers, fact.package))
            case ClockReading():
                pass
    apps = [one.sighting.record for one in matched]
    watched = {app.package for app in apps if isinstance(app, InstalledApp)}
    users = {app.user for app in apps if isinstance(app, InstalledApp)}
    return replace(
        known,
        watched=tuple(sorted({*known.watched, *watched})),
        watched_users=tuple(sorted({*known.watched_users, *users})),
    )


def _known_from(examination: Examination) -> Known:
    """Return what the examination knew of the phone, from its record."""
    known = Known(zone=_IANA[examination.case.zone])
    return _known_after(known, (examination.phone, *examination.profiles), ())


def _note(capture: Capture) -> CaptureNote:
    """Return what may be kept of a capture: everything but the answer itself."""
    question = capture.question
    return CaptureNote(
        number=capture.number,
        source=question.source,
        command=question.written,
        command_sha256=sha256_hex(question.line.encode()),
        medium=question.medium,
        started_at=capture.started_at,
        ended_at=capture.ended_at,
        exit_code=capture.exit_code,
        complete=capture.complete,
        stdout_bytes=len(capture.stdout),
        stderr_bytes=len(capture.stderr),
        sha256=capture.sha256,
    )


def _note_of_silence(
    question: Question, number: int, started_at: datetime, ended_at: datetime
) -> CaptureNote:
    """Return the note of a command that was sent and never answered."""
    return CaptureNote(
        number=number,
        source=question.source,
        command=question.written,
        command_sha256=sha256_hex(question.line.encode()),
        medium=question.medium,
        started_at=started_at,
        ended_at=ended_at,
        exit_code=None,
        complete=False,
        stdout_bytes=0,
        stderr_bytes=0,
        sha256=sha256_hex(b""),
    )


def _gap(question: Question, reason: GapReason, capture: int) -> Gap:
    return Gap(
        source=question.source,
        topic=question.topic,
        reason=reason,
        user=question.user,
        capture=capture,
    )


def _unplugged(gaps: Sequence[Gap]) -> bool:
    return any(gap.reason is GapReason.UNPLUGGED for gap in gaps)


def _last(facts: Sequence[Fact], kind: type[F]) -> F | None:
    return next((fact for fact in reversed(facts) if isinstance(fact, kind)), None)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
