"""One examination, with sources and a phone that are told what to do."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from phone_audit.errors import Unplugged
from phone_audit.model.assessment import Thresholds
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.case import Basis, Origin
from phone_audit.model.evidence import Covered, Reading
from phone_audit.model.phone import Browser, ClockReading, PhoneIdentity
from phone_audit.model.record import Words, replace, sha256_hex
from phone_audit.model.signature import ListVersion
from phone_audit.pipeline import Office, examine
from phone_audit.signatures.match import Judged
from phone_audit.sources import stages
from phone_audit.sources.interface import Source
from tests.cases.synthetic import header

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
LIST = ListVersion(
    name="sintetis", version="2026.11.02", released=date(2026, 11, 2), entries=0, sha256="0" * 64
)
NOTHING = Words(id="-", en="-")


def source(name, lines=1, needs=(), facts=(), log=None):
    """A source that asks ``lines`` questions and writes down that it was read."""

    def read(known, captures):
        if log is not None:
            log.append((name, known.browsers, tuple(one.number for one in captures)))
        covered = Covered(source=name, complete=True, read=len(captures))
        return Reading(facts=facts, covered=(covered,))

    return Source(
        name=name,
        title=NOTHING,
        limits=NOTHING,
        questions=lambda _: tuple(
            Question(source=name, topic=f"{name}{number}", line=f"{name} {number}")
            for number in range(lines)
        ),
        read=read,
        needs=needs,
    )


class Told:
    """A phone that answers each topic with its line, but for those it has a reason not to."""

    origin = Origin.USB
    sections = None

    def __init__(self, **reasons):
        self.reasons = reasons
        self.asked = []

    def ask_all(self, questions, first_number):
        self.asked.append([one.line for one in questions])
        numbered = enumerate(questions, start=first_number)
        return tuple(self.answer(question, number) for number, question in numbered)

    def answer(self, question, number):
        reason = self.reasons.get(question.topic)
        if reason is not None:
            return Gap(source=question.source, topic=question.topic, reason=reason)
        data = question.line.encode()
        return Capture(
            number=number,
            question=question,
            started_at=NOON,
            ended_at=NOON,
            stdout=data,
            exit_code=0,
            sha256=sha256_hex(data),
        )

    def guard(self, is_same):
        self.is_same = is_same

    def close(self):
        pass


class Exhibit:
    number = 1
    label = "LPP-001"
    document_id = "LPP-2026-0001"

    def __init__(self):
        self.kept = []
        self.concluded = []

    def check_may_be_read(self, *, open_tabs=False):
        pass

    def seal(self, asked, *, check=False):
        pass

    def keep(self, note, hide=()):
        self.kept.append(note)

    def conclude(self, examination):
        self.concluded.append(examination)


class NoMatch:
    lists = None

    def match(self, _source, _sightings):
        return Judged()


def run(sources, phone, on_step=lambda _: None):
    ticks = count()
    office = Office(
        header=header(),
        sources=sources,
        matcher=NoMatch(),
        list_version=LIST,
        thresholds=Thresholds(),
        clock=lambda: NOON + timedelta(seconds=next(ticks)),
    )
    exhibit = Exhibit()
    examination = examine(phone, office, exhibit, basis=Basis.CONSENTED, on_step=on_step)
    assert exhibit.concluded == [examination]
    assert list(examination.captures) == exhibit.kept
    return examination


def four(log=None):
    return [
        source("first", 1, facts=(Browser(package="id.contoh.peramban"),), log=log),
        source("second", 2, needs=("first",), log=log),
        source("third", 0, needs=("first",), log=log),
        source("fourth", 1, needs=("second", "third"), log=log),
    ]


def test_sources_that_need_nothing_more_are_asked_together():
    phone, log, steps = Told(), [], []
    examination = run(four(log), phone, steps.append)
    assert phone.asked == [["first 0"], ["second 0", "second 1"], ["fourth 0"]]
    browsers = ("id.contoh.peramban",)
    assert log == [
        ("first", (), (1,)),
        ("second", browsers, (2, 3)),
        ("third", browsers, ()),
        ("fourth", browsers, (4,)),
    ]
    assert [(one.source, one.answers) for one in examination.asked] == [
        ("first", 1),
        ("second", 2),
        ("third", 0),
        ("fourth", 1),
    ]
    assert [note.number for note in examination.captures] == [1, 2, 3, 4]
    assert [(step.source, step.index, step.total) for step in steps] == [
        ("first", 1, 4),
        ("second", 2, 4),
        ("fourth", 4, 4),
    ]


def test_a_question_without_answer_keeps_its_number():
    phone = Told(second0=GapReason.TIMED_OUT)
    examination = run(four(), phone)
    silent = examination.captures[1]
    assert [note.number for note in examination.captures] == [1, 2, 3, 4]
    assert (silent.command, silent.complete, silent.stdout_bytes) == ("second 0", False, 0)
    assert silent.started_at < silent.ended_at
    assert [gap.reason for gap in examination.assessment.gaps] == [GapReason.TIMED_OUT]
    assert not examination.interrupted


def test_a_phone_that_comes_back_leaves_no_hole_in_the_numbers():
    examination = run(four(), Told(second0=GapReason.UNPLUGGED))
    assert [note.number for note in examination.captures] == [1, 2, 3, 4]
    assert examination.interrupted


def test_what_was_never_sent_has_no_number():
    gone = GapReason.UNPLUGGED
    examination = run(four(), Told(second1=gone, fourth0=gone))
    assert [note.number for note in examination.captures] == [1, 2]
    assert [(gap.source, gap.reason) for gap in examination.assessment.gaps] == [
        ("second", gone),
        ("third", GapReason.NOT_ASKED),
        ("fourth", gone),
    ]


def test_stages_keep_the_order_given_and_wait_for_what_is_needed():
    a, b, c, d = four()
    assert [[one.name for one in stage] for stage in stages([d, c, b, a])] == [
        ["first"],
        ["third", "second"],
        ["fourth"],
    ]
    assert list(stages([d])) == [(d,)]
    assert list(stages([])) == []


def test_sources_that_need_each_other_are_a_mistake():
    with pytest.raises(ValueError, match="x, y"):
        list(stages([source("x", needs=("y",)), source("y", needs=("x",))]))


def identity_source():
    """A source that says who the phone is, as the phone's answer has it: ``model uptime``."""

    def read(_known, captures):
        if not captures:
            return Reading()
        model, uptime = captures[0].text.split()
        return Reading(
            facts=(
                PhoneIdentity(model=model, fingerprint=f"{model}/14"),
                ClockReading(uptime_s=int(uptime), measured_at=captures[0].started_at),
            ),
            covered=(Covered(source="who", complete=True, read=1),),
        )

    question = Question(source="who", topic="who", line="who")
    return Source(
        name="who", title=NOTHING, limits=NOTHING, questions=lambda _: (question,), read=read
    )


class Wobbly(Told):
    """A phone that says who it is and is gone after ``answers`` more answers."""

    def __init__(self, answers, who="A 100", at=NOON):
        super().__init__()
        self.left = answers + 1
        self.who = who
        self.at = at

    def answer(self, question, number):
        if not self.left:
            return Gap(source=question.source, topic=question.topic, reason=GapReason.UNPLUGGED)
        self.left -= 1
        capture = super().answer(question, number)
        if question.topic == "who":
            data = self.who.encode()
            return replace(capture, stdout=data, sha256=sha256_hex(data), started_at=self.at)
        return capture


def run_wobbly(*phones):
    """Examine with the phones that come one after the other at the same place."""
    coming = iter(phones)
    log = []
    sources = (
        identity_source(),
        source("apps", lines=4, needs=("who",), log=log),
        source("use", needs=("apps",)),
    )
    ticks = count()
    office = Office(
        header=header(),
        sources=sources,
        matcher=NoMatch(),
        list_version=LIST,
        thresholds=Thresholds(),
        clock=lambda: NOON + timedelta(seconds=next(ticks)),
    )
    examination = examine(
        next(coming),
        office,
        Exhibit(),
        basis=Basis.CONSENTED,
        on_unplugged=lambda: next(coming, None),
    )
    return examination, log


def test_the_same_phone_that_comes_back_is_asked_the_rest():
    later = NOON + timedelta(seconds=60)
    back = Wobbly(9, who="A 160", at=later)
    examination, log = run_wobbly(Wobbly(2), back)
    assert not examination.interrupted
    assert back.asked == [["who"], ["apps 2", "apps 3"], ["use 0"]]
    assert [note.number for note in examination.captures] == list(range(1, 8))
    assert log == [("apps", (), (2, 3, 5, 6))]
    assert examination.clock.uptime_s == 100


@pytest.mark.parametrize(
    ("who", "after_s"),
    [("B 160", 60), ("A 100", 60), ("A 10", 60), ("A 190", 60)],
    ids=["another model", "another boot", "restarted", "running for longer"],
)
def test_another_phone_at_the_same_place_is_never_mixed_in(who, after_s):
    other = Wobbly(9, who=who, at=NOON + timedelta(seconds=after_s))
    examination, log = run_wobbly(Wobbly(2), other)
    assert examination.interrupted
    assert other.asked == [["who"]]
    assert log == [("apps", (), (2, 3))]
    assert examination.phone.model == "A"
    assert {gap.topic for gap in examination.assessment.gaps} == {"apps2", "apps3", "use0"}


def test_a_phone_that_comes_back_only_to_leave_again_is_waited_for_again():
    later = NOON + timedelta(seconds=60)
    examination, log = run_wobbly(
        Wobbly(1),
        Wobbly(1, who="A 160", at=later),
        Wobbly(5, who="A 160", at=later),
    )
    assert not examination.interrupted
    ((_, _, numbers),) = log
    assert len(numbers) == 4
    assert [note.number for note in examination.captures if note.source == "who"] == [1, 3, 5]


def test_a_phone_that_left_before_it_answered_anything_was_not_examined():
    with pytest.raises(Unplugged):
        run_wobbly(Wobbly(-1), Wobbly(9))


class Slipping(Wobbly):
    """A phone whose link was opened anew in mid reading, as ``device/`` does by itself."""

    def __init__(self, who):
        super().__init__(9)
        self.then = who

    def ask_all(self, questions, first_number):
        if questions[0].topic == "apps0":
            self.who, self.at = self.then, NOON + timedelta(seconds=60)
            if not self.is_same():
                self.left = 0
        return super().ask_all(questions, first_number)


def test_a_link_opened_anew_is_checked_by_asking_who_is_there():
    examination, log = run_wobbly(Slipping("A 160"))
    assert not examination.interrupted
    assert log == [("apps", (), (2, 3, 4, 5))]
    assert [note.number for note in examination.captures] == [1, 2, 3, 4, 5, 6, 7]
    assert examination.captures[5].source == "who"


def test_another_phone_on_a_link_opened_anew_is_asked_nothing_else():
    examination, log = run_wobbly(Slipping("A 100"))
    assert examination.interrupted
    assert log == [("apps", (), ())]
