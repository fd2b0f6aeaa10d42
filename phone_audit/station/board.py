"""What stands on the table: an event and a board give the next board; nothing here waits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from phone_audit.device.discover import Attached, Silent, State
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.record import Words
from phone_audit.station.events import (
    ENDED,
    RUNNING,
    AwaitsTap,
    CameBack,
    CaseTrouble,
    Concluded,
    Dropped,
    Event,
    Failed,
    Joined,
    Parted,
    PhoneCame,
    PhoneLeft,
    Prepared,
    ReadOn,
    Responded,
    Returned,
    Reviewed,
    SeenSilent,
    Started,
    Step,
    TriedAgain,
    WentMissing,
    Work,
)

__all__ = (
    "ENDED",
    "ERASED",
    "RUNNING",
    "AwaitsTap",
    "Board",
    "CameBack",
    "CaseTrouble",
    "Concluded",
    "Dropped",
    "Event",
    "Failed",
    "Joined",
    "Pairing",
    "Parted",
    "PhoneCame",
    "PhoneLeft",
    "Prepared",
    "ReadOn",
    "Responded",
    "Returned",
    "Reviewed",
    "SeenSilent",
    "Started",
    "Step",
    "TriedAgain",
    "WentMissing",
    "Work",
    "update",
)


class Pairing(StrEnum):
    """How a phone that nobody wrote down comes to its person."""

    BY_HAND = "by_hand"  # somebody says so, phone by phone
    ONLY_ONE = "only_one"  # by itself where exactly one person waits since just now; else by hand
    IN_ORDER = "in_order"  # to the first who waits: phones are plugged in in the roster's order


@dataclass(frozen=True, slots=True)
class Board:
    """Every exhibit of the case by number, and every phone on the table by seat.

    ``used`` are the seats at which a phone was somebody's. ``silent`` are phones that
    cannot be examined yet, since USB debugging is off.
    """

    works: Mapping[int, Work] = field(default_factory=lambda: MappingProxyType({}))
    seats: Mapping[str, Attached] = field(default_factory=lambda: MappingProxyType({}))
    pairing: Pairing = Pairing.ONLY_ONE
    used: frozenset[str] = frozenset()
    silent: tuple[Silent, ...] = ()
    trouble: Words | None = None

    def work_at(self, seat: str) -> Work | None:
        """Return the unfinished or last finished work at a seat, if its phone is still there."""
        here = [work for work in self.works.values() if work.seat == seat]
        return next((work for work in here if work.step not in ENDED), here[-1] if here else None)

    def to_start(self) -> Iterator[tuple[Work, Attached]]:
        """Yield what can be examined now, in order of number: prepared, joined and in reach."""
        if self.trouble is not None:
            return
        for number in sorted(self.works):
            work = self.works[number]
            phone = self.seats.get(work.seat) if work.seat is not None else None
            startable = work.step is Step.PREPARED and work.trouble is None and work.basis
            if startable and phone is not None and phone.state in _IN_REACH:
                yield work, phone

    def phone_of(self, number: int) -> Attached | None:
        """Return the phone of an exhibit as it is plugged in now: at its seat, or by serial.

        A phone that was unplugged in mid reading may come back at another port; whether it
        is the same is found out by asking it.
        """
        work = self.works[number]
        here = self.seats.get(work.seat) if work.seat is not None else None
        if here is not None or work.plugged is None:
            return here
        taken = {one.seat for one in self.works.values() if one.step not in ENDED}
        free = [
            phone
            for seat, phone in self.seats.items()
            if seat not in taken and phone.serial == work.plugged
        ]
        return free[0] if len(free) == 1 else None

    def unclaimed(self) -> tuple[Attached, ...]:
        """Return the phones on the table that no work has, in order of seat."""
        taken = {work.seat for work in self.works.values()}
        return tuple(self.seats[seat] for seat in sorted(self.seats) if seat not in taken)


_IN_REACH = frozenset({State.READY, State.UNAUTHORIZED})


def update(board: Board, event: Event) -> Board:
    """Return the board after an event; what does not fit its state changes nothing."""
    match event:
        case Prepared():
            return _prepared(board, event.work)
        case PhoneCame(phone, alone):
            return _came(board, phone, alone=alone)
        case PhoneLeft(seat):
            return _left(board, seat)
        case Joined(number, seat):
            return _joined(board, number, seat)
        case Parted(number):
            return _parted(board, number)
        case SeenSilent(phones):
            return replace(board, silent=phones)
        case CaseTrouble(sentence):
            return replace(board, trouble=sentence)
        case _:
            work = board.works.get(event.number)
            return board if work is None else _with(board, _moved(work, event))


def _prepared(board: Board, work: Work) -> Board:
    before = board.works.get(work.number)
    if before is not None and before.step is not Step.PREPARED:
        return board
    return _paired(_with(board, work))


def _parted(board: Board, number: int) -> Board:
    work = board.works.get(number)
    if work is None or work.step is not Step.PREPARED:
        return board
    return _with(board, replace(work, seat=None, plugged=None, trouble=None))


def _moved(work: Work, event: Event) -> Work:
    if isinstance(event, Returned | Responded | Reviewed):
        return _followed(work, event)
    if isinstance(event, Concluded | Dropped):
        return _ended(work, event)
    if isinstance(event, Started | TriedAgain):
        if work.step is not Step.PREPARED:
            return work
        if isinstance(event, TriedAgain):
            return replace(work, trouble=None)
        return replace(work, step=Step.CONNECTING, trouble=None, tries=work.tries + 1)
    return _ran(work, event) if work.step in RUNNING else work


def _ran(work: Work, event: Event) -> Work:
    match event:
        case AwaitsTap():
            return replace(work, step=Step.WAITING_FOR_HOLDER)
        case ReadOn(_, source):
            return replace(work, step=Step.READING, source=source)
        case WentMissing():
            return replace(work, step=Step.MISSING)
        case CameBack(_, phone):
            return replace(work, step=Step.CONNECTING, seat=phone.seat, plugged=phone.serial)
        case Failed(_, trouble):
            return replace(work, step=Step.PREPARED, source=None, trouble=trouble)
        case _:
            return work


def _followed(work: Work, event: Returned | Responded | Reviewed) -> Work:
    match event:
        case Returned() if work.step in ENDED:
            return replace(work, returned=True)
        case Responded() if work.step is Step.DONE:
            return replace(work, responded=True)
        case Reviewed(_, outcome) if work.step is Step.DONE:
            return replace(work, outcome=outcome, reviewed=True)
        case _:
            return work


ERASED = frozenset({NotExaminedReason.WITHDRAWN, NotExaminedReason.NOT_THE_HOLDERS})
"""Why even what was concluded is taken back."""


def _ended(work: Work, event: Concluded | Dropped) -> Work:
    erased = isinstance(event, Dropped) and event.reason in ERASED
    if work.step is Step.NOT_EXAMINED or (work.step is Step.DONE and not erased):
        return work
    work = replace(work, source=None, trouble=None)
    if isinstance(event, Dropped):
        strangers = event.reason is NotExaminedReason.NOT_THE_HOLDERS
        return replace(
            work,
            step=Step.NOT_EXAMINED,
            seat=None if strangers else work.seat,  # the phone is nobody's again
            reason=event.reason,
            outcome=None,
            interrupted=False,
            incomplete=False,
        )
    return replace(
        work,
        step=Step.DONE,
        # What is at the seat of an interrupted examination may be another phone.
        seat=None if event.interrupted else work.seat,
        outcome=event.outcome,
        interrupted=event.interrupted,
        incomplete=event.incomplete,
    )


def _came(board: Board, phone: Attached, *, alone: bool) -> Board:
    is_new = phone.seat not in board.seats  # else its state changed: the holder tapped Allow
    seats = {**board.seats, phone.seat: phone}
    board = replace(board, seats=MappingProxyType(seats))
    work = board.work_at(phone.seat)
    if work is not None and work.step is Step.PREPARED:
        return _with(board, replace(work, trouble=None))  # plugged in anew: another try
    return _paired(board, came=phone if alone and is_new else None, alone=alone)


def _left(board: Board, seat: str) -> Board:
    seats = {name: phone for name, phone in board.seats.items() if name != seat}
    board = replace(board, seats=MappingProxyType(seats))
    for work in board.works.values():
        # Whose phone it was is only certain while it is plugged in, so the next phone at
        # this seat is nobody's; a reading that is under way waits for its own phone.
        if work.seat == seat and work.step not in RUNNING:
            board = _with(board, replace(work, seat=None, trouble=None))
    return board


def _joined(board: Board, number: int, seat: str) -> Board:
    work = board.works.get(number)
    phone = board.seats.get(seat)
    if work is None or phone is None or work.step is not Step.PREPARED:
        return board
    other = board.work_at(seat)
    if other is not None and other.number != number:
        if other.step is not Step.PREPARED and other.step not in ENDED:
            return board
        board = _with(board, replace(other, seat=None))
    return _with(board, replace(work, seat=seat, plugged=phone.serial, trouble=None))


def _paired(board: Board, *, alone: bool = True, came: Attached | None = None) -> Board:
    """Join phones that nobody has with people whose phone is not there yet.

    Of phones that came together (not ``alone``) the first is not the only one. ``came``
    is the one that came alone just now: it is the next in order, and no earlier one is.
    """
    for phone in board.unclaimed():
        waiting = [
            work
            for _, work in sorted(board.works.items())
            if work.step is Step.PREPARED and work.seat is None
        ]
        is_next = came is not None and came.seat == phone.seat
        work = _meant(board, phone, waiting, alone=alone, is_next=is_next)
        if work is not None:
            board = _with(board, replace(work, seat=phone.seat, plugged=phone.serial))
    return board


def _meant(
    board: Board, phone: Attached, waiting: list[Work], *, alone: bool, is_next: bool
) -> Work | None:
    """Return whose phone this is; ``None``: somebody has to say so."""
    expected = [work for work in waiting if work.expects(phone)]
    if expected:
        return expected[0] if len(expected) == 1 else None
    if _is_somebodys(board, phone):
        return None
    free = [work for work in waiting if work.port is None and work.serial is None]
    if board.pairing is Pairing.IN_ORDER:
        return free[0] if free and is_next else None
    if board.pairing is Pairing.BY_HAND or not alone:
        return None
    if len(free) == 1 and len(board.unclaimed()) == 1 and not free[0].reopened:
        return free[0]
    return None


def _is_somebodys(board: Board, phone: Attached) -> bool:
    """Tell whether this may be a phone that was plugged in before for somebody else.

    Such a phone never comes to the next person by itself: by its serial where it shows
    one, else by the seat, which a phone without a cable (``tcp:``) never changes.
    """
    if phone.serial is not None:
        return any(work.plugged == phone.serial for work in board.works.values())
    return phone.seat in board.used


def _with(board: Board, work: Work) -> Board:
    used = board.used if work.seat is None else board.used | {work.seat}
    works = MappingProxyType({**board.works, work.number: work})
    return replace(board, works=works, used=used)
