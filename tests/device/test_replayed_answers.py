"""A phone that says again what it said that day."""

from datetime import UTC, datetime

import pytest

from phone_audit.device.replayed_answers import ReplayedAnswers
from phone_audit.formats.answer_tar import Answered
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.case import Origin
from phone_audit.model.record import replace, sha256_hex

NOON = datetime(2026, 11, 19, 5, tzinfo=UTC)


def question(line: str, **more: object) -> Question:
    return Question(source="s", topic="t", line=line, **more)


def answered(asked: Question, number: int, body: bytes, *, check: bool = False) -> Answered:
    capture = Capture(
        number=number,
        question=asked,
        started_at=NOON,
        ended_at=NOON,
        stdout=body,
        sha256=sha256_hex(body),
    )
    return Answered(question=asked, check=check, answer=capture)


ONE, TWO = question("one"), question("two", user=10)
GONE = Gap(source="s", topic="t", reason=GapReason.UNPLUGGED)


def test_answers_come_with_the_numbers_of_that_day():
    phone = ReplayedAnswers([answered(ONE, 7, b"a"), answered(TWO, 9, b"b")], Origin.USB)
    assert [one.number for one in phone.ask_all((TWO, ONE), 1)] == [9, 7]


def test_what_was_asked_again_is_answered_as_the_last_time():
    kept = [Answered(question=ONE, check=False, answer=GONE), answered(ONE, 3, b"a")]
    (answer,) = ReplayedAnswers(kept, Origin.USB).ask_all((ONE,), 1)
    assert answer.stdout == b"a"


def test_what_was_asked_to_recognise_the_phone_answers_nothing():
    kept = [answered(ONE, 1, b"mine"), answered(ONE, 5, b"another phone's", check=True)]
    (answer,) = ReplayedAnswers(kept, Origin.USB).ask_all((ONE,), 1)
    assert answer.stdout == b"mine"


@pytest.mark.parametrize(
    "other",
    [
        question("three"),
        replace(TWO, user=0),
        replace(TWO, source="r"),
        replace(TWO, subject="id.contoh"),
        replace(TWO, medium=Medium.SECTION),
    ],
)
def test_what_was_never_asked_is_a_gap(other):
    (answer,) = ReplayedAnswers([answered(TWO, 1, b"a")], Origin.USB).ask_all((other,), 1)
    assert answer.reason is GapReason.NOT_ASKED


def test_a_gap_of_that_day_is_one_again():
    kept = [Answered(question=ONE, check=False, answer=GONE)]
    assert ReplayedAnswers(kept, Origin.USB).ask_all((ONE,), 1) == (GONE,)


def test_only_what_is_no_phone_has_sections():
    section = question("DUMP", medium=Medium.SECTION)
    missing = question("OTHER", medium=Medium.SECTION)
    kept = [answered(section, 1, b"x"), Answered(question=missing, check=False, answer=GONE)]
    assert ReplayedAnswers(kept, Origin.BUG_REPORT).sections == frozenset({"DUMP"})
    assert ReplayedAnswers([], Origin.INTRUSION_LOG).sections == frozenset()
    for origin in (Origin.USB, Origin.TCP, Origin.ADB_SERVER, Origin.CAPTURE_FOLDER):
        assert ReplayedAnswers(kept, origin).sections is None


def test_it_is_guarded_and_closed_like_any_phone():
    phone = ReplayedAnswers([], Origin.USB)
    phone.guard(lambda: False)
    phone.close()
