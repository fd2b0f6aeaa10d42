"""From a result to the phone in its holder's hand: the answer, the list, the record."""

from phone_audit.model.papers import Answer, HandBack
from phone_audit.station.board import Work
from phone_audit.station.desk import Desk
from phone_audit.station.screen.dialogs import Answered
from phone_audit.station.screen.forms import SAME, hand_back_form, response_form
from phone_audit.station.screen.reception import Ask, Try


class Returning:
    """Asks what the holder answers, and goes through the list before a phone goes back."""

    def __init__(self, desk: Desk, lang: str, *, ask: Ask, attempt: Try) -> None:
        self._desk = desk
        self._lang = lang
        self._ask = ask
        self._try = attempt

    def respond(self, work: Work) -> None:
        """Record what the holder answers to the result."""
        self._ask(
            response_form(self._lang, work),
            lambda answer: self._try(
                lambda: self._desk.respond(work.number, Answer(answer.value), answer.fields["text"])
            ),
        )

    def hand_back(self, work: Work) -> None:
        """Record the return; what was left open without a reason is asked again as it was typed."""
        before = self._desk.case.exhibit(work.number).papers().hand_back if work.returned else None
        self._go_through(work, before)

    def _go_through(self, work: Work, before: HandBack | None) -> None:
        connected = self._desk.was_connected(work.number)

        def answered(answer: Answered) -> None:
            back = self._told(answer)
            if not self._try(lambda: self._desk.hand_back(work.number, back)):
                self._go_through(work, back)

        form = hand_back_form(self._lang, work, connected=connected, before=before)
        self._ask(form, answered)

    def _told(self, answer: Answered) -> HandBack:
        return HandBack(
            at=self._desk.now(),
            same_condition=answer.value == SAME,
            difference=answer.fields["difference"] or None,
            authorisation_revoked=answer.boxes.get("revoked"),
            developer_options_restored=answer.boxes.get("restored"),
            not_restored_because=answer.fields.get("because") or None,
            complaint=answer.fields["complaint"] or None,
        )
