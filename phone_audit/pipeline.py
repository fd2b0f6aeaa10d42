"""The whole path of one examination, top to bottom: ask, keep, read, match, assess, record."""

import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from typing import Protocol, TypeVar

from phone_audit import __version__
from phone_audit.assessment.assess import Basis as AssessmentBasis
from phone_audit.assessment.assess import assess
from phone_audit.errors import Unplugged
from phone_audit.knowledge import (
    is_same_phone,
    known_after,
    known_before,
    phone_zone,
)
from phone_audit.model.assessment import Assessment, Matched, Thresholds
from phone_audit.model.capture import (
    Capture,
    CaptureNote,
    Gap,
    GapReason,
    Medium,
    Question,
    note_of,
    note_of_silence,
)
from phone_audit.model.case import (
    Basis,
    CaseHeader,
    Examination,
    Holder,
    ImportedFile,
    Origin,
    Program,
)
from phone_audit.model.evidence import (
    Asked,
    Covered,
    Fact,
    Reading,
)
from phone_audit.model.imported_list import ListedName
from phone_audit.model.phone import (
    ClockReading,
    Context,
    PhoneIdentity,
)
from phone_audit.model.signature import ListVersion
from phone_audit.signatures.match import Matcher
from phone_audit.sources import stages
from phone_audit.sources.interface import Source

F = TypeVar("F")
Clock = Callable[[], datetime]

OPEN_TABS = "open_tabs"
"""The consent to read a running browser's tabs, private ones included."""


class Answering(Protocol):
    """Anything that answers questions: a phone, a folder of captures, a bug report."""

    @property
    def origin(self) -> Origin:
        """Return how the answers come in."""

    @property
    def sections(self) -> frozenset[str] | None:
        """Return the headings of a bug report; ``None`` for anything that takes shell lines."""

    def ask_all(
        self, questions: Sequence[Question], first_number: int
    ) -> tuple[Capture | Gap, ...]:
        """Return each answer, hashed before anyone reads it, or why there is none.

        In the order of the questions, and numbered from ``first_number``.
        """

    def guard(self, is_same: Callable[[], bool]) -> None:
        """Ask ``is_same`` of every further way to the phone before anything else goes over it.

        A cable slips out in mid reading, and what answers afterwards may be another phone.
        """

    def close(self) -> None:
        """Let go of what answered."""


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

    def check_may_be_read(self, *, open_tabs: bool = False) -> None:
        """Say no unless a stored notice allows reading this phone, now and still."""

    def keep(self, note: CaptureNote, hide: Iterable[str] = ()) -> object:
        """Record one command and the hash of its answer, before the answer is read.

        ``hide`` are names on the phone that matched: the log never holds them.
        """

    def seal(
        self, asked: Sequence[tuple[Question, Capture | Gap]], *, check: bool = False
    ) -> object:
        """Keep whole answers in sealed form only, or not at all.

        ``check`` says that they were asked for only to recognise the phone again.
        """

    def conclude(self, examination: Examination) -> object:
        """Store the finished examination, durably."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Progress of one examination: source ``index`` of ``total`` is being asked and read.

    Sources that are asked together are one step, which names the first of them.
    """

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


def examine(
    device: Answering,
    office: Office,
    exhibit: Recording,
    *,
    basis: Basis,
    holder: Holder | None = None,
    imported: ImportedFile | None = None,
    open_tabs: bool = False,
    on_step: Callable[[Step], None] = lambda _: None,
    on_unplugged: Callable[[], Answering | None] = lambda: None,
) -> Examination:
    """Examine one phone and record the examination, in the order a report tells it.

    When the phone is gone, ``on_unplugged`` may wait for a phone to come back at its
    place and return it, or return ``None`` to end with what was read. A phone that came
    back is asked who it is first; only the same one is asked the rest. What another one
    said of itself is recorded as asked, and nothing of it enters the examination.
    A phone that left before it answered anything was not examined.

    Before each stage and each return the exhibit is asked whether its notice still allows reading.
    ``open_tabs`` says that the holder agreed to that line of the notice; a source that
    needs a consent which was not given is left out, and so is one that only a file could
    answer which was not brought. Whatever goes wrong on the phone's
    side becomes a gap; the examination always ends with an assessment of what was read.

    Raises:
        Refused: no stored notice allows reading this phone; nothing was asked.
        Withdrawn: the holder withdrew while it was read; nothing of it was kept.
        CaseError: the case could not be written; nothing may be said about this phone.
        NotPermitted: a source asked something that is not on the permit list.
        Unplugged: the phone left before it answered anything; nothing was concluded.
    """
    started_at = office.clock()
    run = _Run(device, office, exhibit, on_unplugged)
    exhibit.check_may_be_read(open_tabs=open_tabs)
    given = {None, OPEN_TABS} if open_tabs else {None}
    sources = [one for one in office.sources if one.consent in given and _is_there(one, device)]
    for stage in stages(sources):
        on_step(Step(source=stage[0].name, index=len(run.asked) + 1, total=len(sources)))
        for heard in run.ask(stage):
            run.learn(heard, heard.source.read(run.known, heard.captures))
        if run.unplugged and not run.captures:
            raise Unplugged(device.origin.value, "the phone left before it answered anything")
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
        phone=_last(run.facts, PhoneIdentity) or PhoneIdentity(),
        clock=_last(run.facts, ClockReading),
        profiles=run.known.profiles,
        context=tuple(fact for fact in run.facts if isinstance(fact, Context)),
        interrupted=run.unplugged,
        open_tabs=open_tabs,
        captures=tuple(sorted(run.captures, key=lambda note: note.number)),
        asked=tuple(run.asked),
        covered=tuple(run.covered),
        assessment=run.assess(),
        signature_list=office.list_version,
        imported_lists=office.matcher.lists or (),
        listed_names=tuple(run.listed),
        program=this_program(),
    )
    exhibit.conclude(examination)
    return examination


@dataclass(frozen=True, slots=True)
class _Heard:
    """What one source's questions brought, in their order; empty when there were none."""

    source: Source
    answers: tuple[Capture | Gap, ...]

    @property
    def captures(self) -> tuple[Capture, ...]:
        return tuple(one for one in self.answers if isinstance(one, Capture))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(one for one in self.answers if isinstance(one, Gap))


class _Run:
    """One examination on its way: what is known, what matched, what could not be read."""

    def __init__(
        self,
        device: Answering,
        office: Office,
        exhibit: Recording,
        on_unplugged: Callable[[], Answering | None],
    ) -> None:
        self.known = known_before(office.header.zone)
        self.facts: list[Fact] = []
        self.matched: list[Matched] = []
        self.institutional: list[str] = []
        self.hinted: set[str] = set()  # counted; no name of them is kept
        self.blocked: set[str] = set()
        self.listed: dict[ListedName, None] = {}
        self.covered: list[Covered] = []
        self.gaps: list[Gap] = []
        self.asked: list[Asked] = []
        self.captures: list[CaptureNote] = []
        self._device = device
        self._office = office
        self._exhibit = exhibit
        self._on_unplugged = on_unplugged
        self._identifying: Source | None = None  # the source that told who the phone is
        self._another_came = False
        self._next_number = 1
        device.guard(self._is_same)

    @property
    def unplugged(self) -> bool:
        """Whether the phone was gone before the examination ended."""
        return any(gap.reason is GapReason.UNPLUGGED for gap in self.gaps)

    def ask(self, stage: Sequence[Source]) -> tuple[_Heard, ...]:
        """Ask the questions of several sources; answers are recorded before anybody reads one."""
        planned = [(source, self._questions(source)) for source in stage]
        questions = [question for _, own in planned for question in own]
        answers = self._answers(questions)
        while (done := _until_unplugged(answers)) < len(questions) and self._is_back():
            answers = (*answers[:done], *self._answers(questions[done:]))
        in_order = iter(answers)
        return tuple(_Heard(source, tuple(islice(in_order, len(own)))) for source, own in planned)

    def _answers(
        self, questions: Sequence[Question], *, check: bool = False
    ) -> tuple[Capture | Gap, ...]:
        """Ask, and record every command that was sent with the hash of its answer."""
        self._exhibit.check_may_be_read()
        first = self._next_number
        behind = self._next_number = first + len(questions)
        asked_at = self._office.clock()
        answers = self._device.ask_all(questions, first)
        ended_at = self._office.clock()
        # What comes last and found the phone gone was never sent, and needs no number.
        done = _until_unplugged(answers)
        if self._next_number == behind:  # nobody was asked who they are in between
            self._next_number = first + done
        sent = zip(questions, answers[:done], strict=False)
        for number, (question, answer) in enumerate(sent, start=first):
            if isinstance(answer, Capture):
                self._keep(note_of(answer))
            else:
                self._keep(note_of_silence(question, number, asked_at, ended_at))
        self._exhibit.seal(tuple(zip(questions, answers, strict=True)), check=check)
        return answers

    def _is_back(self) -> bool:
        """Wait for a phone at the place of the one that left, and tell whether it is the same."""
        if self._identifying is None or self._another_came:
            return False
        phone = self._on_unplugged()
        if phone is None:
            return False
        before, self._device = self._device, phone
        phone.guard(self._is_same)
        if self._is_same():
            return True
        self._device = before  # which answers nothing any more
        phone.close()
        return False

    def _is_same(self) -> bool:
        """Ask who the phone is, and tell whether it is the one that was asked before.

        The questions are recorded like all others; what they say enters nothing else.
        """
        source = self._identifying
        left = _last(self.facts, PhoneIdentity)
        if source is None or left is None:
            return False
        answers = self._answers(self._questions(source), check=True)
        heard = _Heard(source, answers)
        told = source.read(self.known, heard.captures).facts if heard.captures else ()
        came = _last(told, PhoneIdentity)
        if came is None:
            return False  # gone again before it said who it is
        same = is_same_phone(
            (left, _last(self.facts, ClockReading)), (came, _last(told, ClockReading))
        )
        self._another_came = not same
        return same

    def learn(self, heard: _Heard, reading: Reading) -> None:
        """Keep what matched, count the rest, and let what was learnt plan the next questions."""
        source = heard.source
        self.gaps += heard.gaps
        if not heard.answers:
            self._say_why_nothing_was_asked(source)
        self.asked.append(Asked(source=source.name, answers=len(heard.captures)))
        judged = self._office.matcher.match(source.name, reading.sightings)
        self.facts += reading.facts
        if any(isinstance(fact, PhoneIdentity) for fact in reading.facts):
            self._identifying = source
        self.covered += reading.covered
        self.gaps += reading.gaps
        self.matched += judged.matched
        self.institutional += judged.institutional
        self.hinted |= judged.hinted
        self.blocked |= judged.blocked
        self.listed.update(dict.fromkeys(judged.listed))
        self.known = known_after(self.known, reading.facts, judged.matched)
        told = {gap.capture for gap in reading.gaps}
        for capture in heard.captures:
            if not capture.complete and capture.number not in told:
                self.gaps.append(_gap_in(capture, GapReason.CUT))

    def assess(self) -> Assessment:
        """Return what follows from all that was read."""
        return assess(
            AssessmentBasis(
                matched=tuple(self.matched),
                institutional=tuple(self.institutional),
                hints=len(self.hinted),
                blocked=len(self.blocked),
                profiles=self.known.profiles,
                covered=tuple(self.covered),
                gaps=tuple(self.gaps),
                asked=tuple(self.asked),
            ),
            zone=phone_zone(self.known.zone, self._office.header.zone),
            thresholds=self._office.thresholds,
        )

    def _questions(self, source: Source) -> tuple[Question, ...]:
        """Return what to ask: shell lines of a phone, or the sections of a bug report."""
        sections = self._device.sections
        if sections is None:
            return source.questions(self.known)
        return tuple(
            Question(source=source.name, topic=topic, line=heading, medium=Medium.SECTION)
            for heading, topic in source.sections.items()
            if heading in sections
        )

    def _say_why_nothing_was_asked(self, source: Source) -> None:
        """Leave a gap, unless there was simply nothing to ask."""
        if self._device.sections is not None and (source.sections or source.questions(self.known)):
            self._gap(source, GapReason.ABSENT)  # a bug report does not hold it
        elif self.unplugged:
            self._gap(source, GapReason.NOT_ASKED)

    def _keep(self, note: CaptureNote) -> None:
        self._exhibit.keep(note, (*self.known.watched, *self.known.matched_hosts))
        self.captures.append(note)

    def _gap(self, source: Source, reason: GapReason) -> None:
        self.gaps.append(Gap(source=source.name, topic=source.name, reason=reason))


def _is_there(source: Source, device: Answering) -> bool:
    """Say whether a source that no phone answers has anything to read."""
    return not source.brought or not source.sections.keys().isdisjoint(device.sections or ())


def this_program() -> Program:
    """Return the versions a re-examination needs."""
    return Program(
        name="phone-audit",
        version=__version__,
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.release()}",
        adb=", ".join(f"{name} {_version(name)}" for name in ("adb-shell", "pure-python-adb")),
    )


def _until_unplugged(answers: Sequence[Capture | Gap]) -> int:
    """Return how many answers there are up to the last that is no word of an unplugged phone."""
    count = len(answers)
    while count:
        last = answers[count - 1]
        if isinstance(last, Capture) or last.reason is not GapReason.UNPLUGGED:
            break
        count -= 1
    return count


def _gap_in(capture: Capture, reason: GapReason) -> Gap:
    question = capture.question
    return Gap(
        source=question.source,
        topic=question.topic,
        reason=reason,
        user=question.user,
        capture=capture.number,
    )


def _last(facts: Sequence[Fact], kind: type[F]) -> F | None:
    return next((fact for fact in reversed(facts) if isinstance(fact, kind)), None)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
