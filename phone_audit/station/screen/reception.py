"""From a person at the table to a recorded choice: who, the notice, the answer."""

from collections.abc import Callable, Sequence

from phone_audit.errors import UsageError
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.case import EmploymentStatus, Holder, Ownership, Person
from phone_audit.model.papers import Choice, Handover
from phone_audit.model.record import Words, replace
from phone_audit.roster.entries import Entry
from phone_audit.settings import checked_nip
from phone_audit.station.board import Work
from phone_audit.station.desk import Admission, Desk
from phone_audit.station.screen.dialogs import Answered, Candidate, Choose, Picked, PickPerson
from phone_audit.station.screen.forms import OTHER, notice_form, reason_form, status_form

Ask = Callable[[Choose, Callable[[Answered], object]], None]
Pick = Callable[[PickPerson, Callable[[Picked], None]], None]
Try = Callable[[Callable[[], object]], bool]
"""Does a step and says what could not be done; ``False``: it was not done."""


class Reception:
    """Asks one question after the other; nothing is recorded before the holder's choice."""

    def __init__(self, desk: Desk, lang: str, *, ask: Ask, pick: Pick, attempt: Try) -> None:
        self._desk = desk
        self._lang = lang
        self._ask = ask
        self._pick = pick
        self._try = attempt

    def receive(self, seat: str | None = None) -> None:
        """Admit a person; the phone at ``seat`` is joined to them, if one is named.

        At a seat those come first whose choice is recorded and whose phone is not there.
        """
        title = Words(id="Pemegang ponsel", en="Holder of the phone")
        hint = ""
        if seat is not None:
            place = safe_text(seat.partition(":")[2], 40)
            title = Words(id=f"Ponsel di {place}: milik siapa?", en=f"Phone at {place}: whose?")
            hint = Words(
                id="● sudah diberi tahu dan siap; yang lain diberi tahu dahulu.",
                en="● notified and prepared; the others are notified first.",
            ).say(self._lang)

        def picked(one: Picked) -> None:
            if one.work is not None and seat is not None:
                number = one.work
                self._try(lambda: self._desk.join(number, seat))
            else:
                self._who(one, lambda holder: self._notify(one.entry, holder, seat))

        def find(text: str) -> Sequence[Candidate]:
            waiting = self._desk.waiting(text) if seat is not None else ()
            return (*map(_prepared, waiting), *self._people(text))

        self._pick(PickPerson(title, self._lang, find, hint), picked)

    def correct(self, work: Work) -> None:
        """Put another holder's name on a phone that was not read yet."""
        title = Words(id=f"{work.label}: pemegang lain", en=f"{work.label}: another holder")

        def picked(one: Picked) -> None:
            self._who(
                one,
                lambda holder: self._try(lambda: self._desk.correct(work.number, holder)),
            )

        self._pick(PickPerson(title, self._lang, self._people), picked)

    def _people(self, text: str) -> tuple[Candidate, ...]:
        there = Words(id=" · sudah ada", en=" · already there").say(self._lang)
        return tuple(
            Candidate(
                _line(entry.holder) + (there if self._desk.is_there(entry) else ""), Picked(entry)
            )
            for entry in self._desk.people(text)
        )

    def _who(self, picked: Picked, then: Callable[[Holder], object]) -> None:
        """Go on with the holder; of somebody who is not on the roster ask who that is."""
        if picked.entry is not None:
            then(picked.entry.holder)
            return

        def answered(answer: Answered) -> None:
            holder: list[Holder] = []
            if self._try(lambda: holder.append(_typed(picked.typed, answer))):
                then(holder[0])
            else:
                self._ask(
                    status_form(
                        self._lang,
                        picked.typed,
                        nip=answer.fields["nip"],
                        unit=answer.fields["unit"],
                    ),
                    answered,
                )

        self._ask(status_form(self._lang, picked.typed), answered)

    def _notify(self, entry: Entry | None, holder: Holder, seat: str | None) -> None:
        form = notice_form(
            self._lang,
            holder,
            paper=(entry.consent if entry is not None else None) or "",
            label=(entry.label if entry is not None else None) or "",
            second=entry is not None and self._desk.is_there(entry),
            witnesses=self._desk.case.header.witnesses,
        )

        def answered(answer: Answered) -> None:
            if answer.value == OTHER:
                self._ask(
                    reason_form(self._lang),
                    lambda why: self._record(
                        entry, holder, answer, seat, NotExaminedReason(why.value)
                    ),
                )
            elif not self._record(entry, holder, answer, seat, None):
                self._notify(entry, holder, seat)  # a rule forbids it as it was said

        self._ask(form, answered)

    def _record(
        self,
        entry: Entry | None,
        holder: Holder,
        answer: Answered,
        seat: str | None,
        reason: NotExaminedReason | None,
    ) -> bool:
        choice = Choice.NOT_ASKED if reason is not None else Choice(answer.value)
        if choice is Choice.NOTIFIED:
            holder = replace(holder, ownership=Ownership.OFFICE)
        condition = answer.fields["condition"]
        reads = choice in {Choice.CONSENTED, Choice.NOTIFIED}
        admission = Admission(
            holder=holder,
            choice=choice,
            open_tabs=answer.boxes["tabs"] and reads,
            label=answer.fields["label"] or None,
            paper=answer.fields["paper"] or None,
            handover=(
                Handover(at=self._desk.now(), condition=condition or None)
                if reads or condition
                else None
            ),
            reason=reason,
            port=entry.port if entry is not None and seat is None else None,
            serial=entry.serial if entry is not None and seat is None else None,
        )
        return self._try(lambda: self._desk.admit(admission, seat if reads else None))


def _prepared(work: Work) -> Candidate:
    who = _line(work.holder) if work.holder else ""
    return Candidate(f"● {work.label} · {who}", Picked(work=work.number))


def _line(holder: Holder) -> str:
    person = holder.person
    number = person.nip or holder.attendance_number
    return safe_text(" · ".join(filter(None, (person.name, number, person.unit))), 120)


def _typed(name: str, answer: Answered) -> Holder:
    """Return a holder of whom the officer typed who it is.

    Raises:
        UsageError: the NIP is not one.
    """
    nip = answer.fields["nip"]
    if not name.isprintable():
        raise UsageError("nama berisi karakter yang tidak dapat dicetak (unprintable name)")
    return Holder(
        person=Person(
            name=name, nip=checked_nip(nip) if nip else None, unit=answer.fields["unit"] or None
        ),
        status=EmploymentStatus(answer.value),
        ownership=Ownership.OFFICE if answer.boxes["office"] else Ownership.PERSONAL,
    )
