"""The second reader at the screen: which results wait, and the confirmation or lowering of one."""

from collections.abc import Callable, Sequence

from phone_audit.model.assessment import Outcome, lower_outcomes
from phone_audit.model.case import Person
from phone_audit.model.record import Words
from phone_audit.station.board import Work
from phone_audit.station.desk import Desk
from phone_audit.station.moves import awaits_second_reader
from phone_audit.station.screen.dialogs import Answered, Candidate, Picked, PickPerson
from phone_audit.station.screen.forms import review_form, second_reader_line
from phone_audit.station.screen.reception import Ask, Pick, Try


class SecondReading:
    """Lists what waits for a second reader, and asks one for the outcome that stands."""

    def __init__(self, desk: Desk, lang: str, *, ask: Ask, pick: Pick, attempt: Try) -> None:
        self._desk = desk
        self._lang = lang
        self._ask = ask
        self._pick = pick
        self._try = attempt
        self._reader: Person | None = None  # of the result before

    def review(self, work: Work) -> None:
        """Let a second reader confirm an outcome, or lower it with a reason.

        What a rule forbids (the officer as second reader, no reason) is asked again as it
        was typed.
        """
        assessment = self._desk.case.exhibit(work.number).examination().assessment
        outcomes = (assessment.outcome, *lower_outcomes(assessment))
        self._ask_reader(work, outcomes, self._reader, "")

    def _ask_reader(
        self, work: Work, outcomes: Sequence[Outcome], before: Person | None, reason: str
    ) -> None:
        def answered(answer: Answered) -> None:
            nip = "".join(answer.fields["nip"].split()) or None
            reader = Person(name=answer.fields["reader"], nip=nip)
            why = answer.fields["reason"]
            outcome = Outcome(answer.value)
            if self._try(lambda: self._desk.review(work.number, reader, outcome, why or None)):
                self._reader = reader
            else:
                self._ask_reader(work, outcomes, reader, why)

        self._ask(review_form(self._lang, work, outcomes, before, reason), answered)

    def choose(self, open_work: Callable[[int], None]) -> None:
        """List the results that no second reader has confirmed yet; choosing one opens it."""

        def find(text: str) -> tuple[Candidate, ...]:
            words = text.casefold().split()
            lines = (
                (second_reader_line(work, self._lang), work.number)
                for _, work in sorted(self._desk.engine.board.works.items())
                if awaits_second_reader(work)
            )
            return tuple(
                Candidate(line, Picked(work=number))
                for line, number in lines
                if all(word in line.casefold() for word in words)
            )

        def picked(one: Picked) -> None:
            if one.work is not None:
                open_work(one.work)

        title = Words(id="Menunggu pembaca kedua", en="Waiting for a second reader")
        self._pick(PickPerson(title, self._lang, find, only_these=True), picked)
