"""What officers do at the table: each step is recorded in the case before the board shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from phone_audit.cases.store import Case
from phone_audit.errors import Refused
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import Holder, Ownership, Person
from phone_audit.model.custody import Role
from phone_audit.model.papers import (
    Answer,
    Choice,
    HandBack,
    Handover,
    Notice,
    Response,
    Review,
)
from phone_audit.roster.entries import Entry, key_of
from phone_audit.station.board import (
    Dropped,
    Joined,
    Parted,
    Prepared,
    Responded,
    Returned,
    Reviewed,
    Step,
    TriedAgain,
    Work,
)
from phone_audit.station.engine import Engine
from phone_audit.station.prints import Print, Sheet, due, printable, was_printed
from phone_audit.station.sheet import work_of

MOST_SUGGESTED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What was said at the table about one phone before it is plugged in.

    ``reason`` is why it is not examined, whatever the choice; a refusal is ``Choice.DECLINED``.
    ``port`` and ``serial`` say which phone it will be, where the roster knows.
    """

    holder: Holder
    choice: Choice
    open_tabs: bool = False
    label: str | None = None
    paper: str | None = None
    witnesses: tuple[Person, ...] = ()
    handover: Handover | None = None
    reason: NotExaminedReason | None = None
    port: str | None = None
    serial: str | None = None


class Desk:
    """The officers' steps; every one may raise CaseError, and Refused where a rule forbids it."""

    def __init__(
        self,
        case: Case,
        engine: Engine,
        roster: Sequence[Entry],
        clock: Callable[[], datetime],
    ) -> None:
        self.case = case
        self.engine = engine
        self._roster = tuple(roster)
        self.now = clock
        self._joined: list[int] = []

    def people(self, text: str) -> tuple[Entry, ...]:
        """Return people of the roster whose name, NIP or unit holds every word of ``text``.

        Those without a phone on the board come first.
        """
        words = text.casefold().split()
        there = self._there()
        found = [entry for entry in self._roster if _holds(entry, words)]
        found.sort(key=lambda entry: (entry.key in there, entry.row))
        return tuple(found[:MOST_SUGGESTED])

    def is_there(self, entry: Entry) -> bool:
        """Say whether this person has a phone on the board already."""
        return entry.key in self._there()

    def waiting(self, text: str) -> tuple[Work, ...]:
        """Return prepared people whose phone is not there yet and who hold every word."""
        words = text.casefold().split()
        return tuple(
            work
            for _, work in sorted(self.engine.board.works.items())
            if work.step is Step.PREPARED
            and work.seat is None
            and all(word in _text_of(work.holder, work.label) for word in words)
        )

    def _there(self) -> frozenset[str]:
        """Return the keys of the people on the board; a slip that was taken back is nobody's."""
        return frozenset(
            key_of(work.holder)
            for work in self.engine.board.works.values()
            if work.holder is not None and work.reason is not NotExaminedReason.NOT_THE_HOLDERS
        )

    def admit(self, admission: Admission, seat: str | None = None) -> int:
        """Give a phone its number, record the choice, and put it on the board.

        A refusal, or another reason not to examine, is a normal end. ``seat`` is where
        this person's phone is plugged in already.

        Raises:
            Refused: a personal phone needs consent, or another phone has this sticker.
        """
        if admission.reason is None:
            _check(admission)
        self._check_label(admission.label)
        officer = self.case.header.officer
        actor = officer.name if officer else None
        exhibit = self.case.new_exhibit(admission.label or None)
        exhibit.file(
            Notice(
                at=self.now(),
                choice=admission.choice if admission.reason is None else Choice.NOT_ASKED,
                holder=admission.holder,
                open_tabs=admission.open_tabs,
                officer=officer,
                witnesses=admission.witnesses or self.case.header.witnesses,
                paper=admission.paper,
            ),
            actor=actor,
        )
        if admission.handover is not None:
            exhibit.file(admission.handover, actor=actor)
        if admission.reason is not None:
            exhibit.not_examined(admission.reason, actor=actor)
        work = replace(work_of(exhibit), port=admission.port, serial=admission.serial)
        self.engine.tell(Prepared(work=work))
        if seat is not None:
            self.engine.tell(Joined(exhibit.number, seat))
            self._joined.append(exhibit.number)
        return exhibit.number

    def _check_label(self, label: str | None) -> None:
        """Refuse a sticker that another phone has: people call phones by it."""
        wanted = " ".join((label or "").split()).casefold()
        if wanted and any(one.label.casefold() == wanted for one in self.case.exhibits()):
            raise Refused(
                f"Stiker {label} sudah ada pada ponsel lain: pakai nomor lain.",
                f"Another phone has the sticker {label}: use another number.",
            )

    def correct(self, number: int, holder: Holder) -> None:
        """Put another holder's name on a phone that was not read yet and whose receipt is not out.

        Raises:
            Refused: it was read, or its receipt was printed in the first holder's name.
        """
        work = self._prepared(number)
        if was_printed(self.case.records(), Print(number, Sheet.HANDOVER)):
            raise Refused(
                f"{work.label}: tanda terima sudah dicetak; tekan D (tidak jadi) dan beri nomor "
                "baru atas nama yang benar",
                f"{work.label}: the receipt was printed; press D (leave out) and give a new "
                "number to the right holder",
            )
        exhibit = self.case.exhibit(number)
        notice = exhibit.papers().notice
        assert notice is not None
        exhibit.file(replace_holder(notice, holder, self.now()), actor=self._actor)
        self.engine.tell(
            Prepared(
                work=replace(
                    work_of(exhibit), seat=work.seat, plugged=work.plugged, reopened=work.reopened
                )
            )
        )

    def drop(self, number: int, reason: NotExaminedReason) -> None:
        """Record that a prepared phone is not examined after all."""
        self._prepared(number)
        self.case.exhibit(number).not_examined(reason, actor=self._actor)
        self.engine.tell(Dropped(number, reason))

    def join(self, number: int, seat: str) -> None:
        """Say that the phone at this seat is this person's; its examination begins."""
        self._prepared(number)
        self.engine.tell(Joined(number, seat))
        self._joined.append(number)

    def undo(self) -> int | None:
        """Take back the last pairing; return the number, ``None`` where nothing can be undone."""
        while self._joined:
            number = self._joined.pop()
            work = self.engine.board.works.get(number)
            if work is not None and work.step is Step.PREPARED:
                self.engine.tell(Parted(number))
                return number
        return None

    def try_again(self, number: int) -> None:
        """Try a phone again that could not be read."""
        self.engine.tell(TriedAgain(number))

    def give_up(self, number: int) -> None:
        """End an examination whose phone stays away with what was read."""
        self.engine.give_up(number)

    def void(self, number: int) -> None:
        """Erase what was read under the wrong person's name; the phone is nobody's again."""
        self.engine.void(number, actor=self._actor)

    def withdraw(self, number: int) -> None:
        """Stop and erase: the holder withdrew."""
        self.engine.withdraw(number, actor=self._actor)

    def respond(self, number: int, answer: Answer, text: str | None) -> None:
        """Record what the holder answers to the result."""
        self.case.exhibit(number).file(
            Response(at=self.now(), answer=answer, text=text or None), actor=self._actor
        )
        self.engine.tell(Responded(number))

    def hand_back(self, number: int, back: HandBack) -> None:
        """Record that the phone went back to its holder; mend that record while it is not printed.

        Raises:
            Refused: something is left open without a reason, or the receipt was printed.
        """
        work = self.engine.board.works[number]
        if work.returned and was_printed(self.case.records(), Print(number, Sheet.RETURN)):
            raise Refused(
                f"{work.label}: tanda pengembalian sudah dicetak; koreksinya dengan versi baru "
                "(paper return) dan cetak ulang",
                f"{work.label}: the receipt of the return was printed; correct it with a new "
                "version (paper return) and print it again",
            )
        self.case.exhibit(number).file(back, actor=self._actor)
        self.engine.tell(Returned(number))

    def was_connected(self, number: int) -> bool:
        """Say whether this computer may have been authorised on the phone."""
        tried = self.engine.board.works[number].tries > 0
        return tried or self.case.exhibit(number).stored.commands > 0

    def printable(self, number: int) -> tuple[Print, ...]:
        """Return the documents there are of a phone."""
        return tuple(one for one in printable(self.case.records()) if one.number == number)

    def unprinted(self) -> tuple[Print, ...]:
        """Return every document that is to be printed and was not."""
        return due(self.case.records())

    def review(self, number: int, reader: Person, outcome: Outcome, reason: str | None) -> None:
        """Record a second reader's confirmation, or a lower outcome with its reason."""
        exhibit = self.case.exhibit(number)
        sha256 = exhibit.stored.evidence_sha256
        assert sha256 is not None
        exhibit.file(
            Review(
                at=self.now(),
                reader=reader,
                evidence_sha256=sha256,
                outcome=outcome,
                reason=reason or None,
            ),
            actor=reader.name,
            role=Role.SECOND_READER,
        )
        self.engine.tell(Reviewed(number, outcome))

    @property
    def _actor(self) -> str | None:
        officer = self.case.header.officer
        return officer.name if officer else None

    def _prepared(self, number: int) -> Work:
        work = self.engine.board.works[number]
        if work.step is not Step.PREPARED:
            raise Refused(
                f"{work.label}: pembacaan sudah dimulai atau selesai",
                f"{work.label}: reading has begun or has ended",
            )
        return work


def _holds(entry: Entry, words: Sequence[str]) -> bool:
    text = _text_of(entry.holder)
    return all(word in text for word in words)


def _text_of(holder: Holder | None, label: str = "") -> str:
    if holder is None:
        return label.casefold()
    person = holder.person
    parts = (label, person.name, person.nip, person.unit, holder.attendance_number)
    return " ".join(filter(None, parts)).casefold()


def _check(admission: Admission) -> None:
    """Refuse a choice that does not fit whose phone it is, before a number is given away."""
    personal = admission.holder.ownership is Ownership.PERSONAL
    if personal and admission.choice is Choice.NOTIFIED:
        raise Refused(
            "Perangkat pribadi memerlukan persetujuan pemegang.",
            "A personal phone needs its holder's consent.",
        )


def replace_holder(notice: Notice, holder: Holder, at: datetime) -> Notice:
    """Return the notice as it reads with another holder."""
    return Notice(
        at=at,
        choice=notice.choice,
        holder=holder,
        open_tabs=notice.open_tabs,
        officer=notice.officer,
        witnesses=notice.witnesses,
        paper=notice.paper,
    )
