"""A phone whose whole answers were kept: it says again what it said that day, and no more."""

from collections.abc import Callable, Sequence

from phone_audit.formats.answer_tar import Answered
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.case import Origin

_ASKED_BY_LINES = {Origin.USB, Origin.TCP, Origin.ADB_SERVER, Origin.CAPTURE_FOLDER}


class ReplayedAnswers:
    """Answers like the phone did, with the numbers and times of that day.

    A question that was asked twice, because the phone had left in between, is answered as
    it was the last time. What was never asked is a gap (``NOT_ASKED``).
    """

    def __init__(self, answers: Sequence[Answered], origin: Origin) -> None:
        self.origin = origin
        self._answers = {_key(one.question): one.answer for one in answers if not one.check}
        self.sections = None if origin in _ASKED_BY_LINES else _sections(answers)

    def guard(self, is_same: Callable[[], bool]) -> None:
        """Do nothing: the answers are one phone's."""

    def close(self) -> None:
        """Do nothing: there is no phone to let go of."""

    def ask_all(
        self, questions: Sequence[Question], first_number: int
    ) -> tuple[Capture | Gap, ...]:
        """Return the answers of that day, under the numbers they had then."""
        del first_number
        return tuple(self._answers.get(_key(one)) or _gap(one) for one in questions)


def _key(question: Question) -> tuple[object, ...]:
    return (
        question.source,
        question.topic,
        question.line,
        question.medium,
        question.user,
        question.subject,
    )


def _sections(answers: Sequence[Answered]) -> frozenset[str]:
    return frozenset(
        one.question.line
        for one in answers
        if one.question.medium is Medium.SECTION and isinstance(one.answer, Capture)
    )


def _gap(question: Question) -> Gap:
    return Gap(
        source=question.source,
        topic=question.topic,
        reason=GapReason.NOT_ASKED,
        user=question.user,
    )
