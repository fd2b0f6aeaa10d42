"""Moves the board: events in, a worker for each phone, a writer behind; all threads are here."""

import queue
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType, TracebackType
from typing import Self

from phone_audit.batch import MOST_WORKERS, Job, examine_exhibit
from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.device.discover import Attached, remedy_for, state_of
from phone_audit.errors import CaseError, DeviceError, PhoneAuditError, Refused, Withdrawn
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.case import Examination
from phone_audit.model.record import Words
from phone_audit.pipeline import Answering, Office
from phone_audit.station.board import (
    AwaitsTap,
    Board,
    CameBack,
    CaseTrouble,
    Concluded,
    Dropped,
    Event,
    Failed,
    Pairing,
    ReadOn,
    Started,
    WentMissing,
    Work,
    update,
)

Listener = Callable[[Board, Event], None]
Connect = Callable[[Attached, Callable[[], None]], Answering]
"""Returns a phone ready to be asked; calls its second argument while the holder has yet to tap."""

AfterExamination = Callable[[Exhibit, Examination], None]

_MOST_EVENTS = 4_096  # waiting ones; whoever tells more waits
_MOST_AT_HAND = 96  # phones that are connected, wait for a tap or a cable, or are read
_LOOK_AGAIN_S = 0.5
GRACE_S = 120.0
"""How long a phone that was unplugged in mid reading is waited for."""


class Engine:
    """The one engine of station and batch.

    ``tell`` takes events from anywhere; one thread applies them to the board, one after
    the other, and starts an examination for each phone that the board says can be
    examined. At most ``workers`` are read at a time; a phone that waits for its holder's
    tap, or for its cable, keeps none of them busy. ``listener`` is called by that thread
    after each event and must not wait for it. ``after`` is called for each stored
    examination by a thread of its own, one at a time (documents are made there); where it
    falls behind, workers wait for it, so memory stays bounded. ``hold`` and ``release``
    tell whoever watches the ports which seat to leave alone.

    The board at any moment is ``board``, safe to read from every thread.
    """

    def __init__(
        self,
        case: Case,
        office: Office,
        connect: Connect,
        *,
        works: Iterable[Work] = (),
        pairing: Pairing = Pairing.ONLY_ONE,
        workers: int = MOST_WORKERS,
        grace_s: float = GRACE_S,
        listener: Listener = lambda _board, _event: None,
        after: AfterExamination = lambda _exhibit, _examination: None,
        hold: Callable[[str], None] = lambda _seat: None,
        release: Callable[[str], None] = lambda _seat: None,
    ) -> None:
        self.board = Board(
            works=MappingProxyType({work.number: work for work in works}), pairing=pairing
        )
        self._case = case
        self._office = office
        self._connect = connect
        self._grace_s = grace_s
        self._listener = listener
        self._after = after
        self._hold = hold
        self._release = release
        self._events: queue.Queue[Event | None] = queue.Queue(_MOST_EVENTS)
        self._moved = threading.Condition()
        self._stopping = False  # nothing new is started
        self._leaving = False  # and what runs ends with what was read
        self._given_up: set[int] = set()
        self._taken_back: dict[int, NotExaminedReason] = {}
        self._claimed: set[int] = set()  # handed to a worker, whose last word is not applied yet
        self._phones: dict[int, Answering] = {}
        self._held: dict[int, str] = {}
        self._written: queue.Queue[tuple[Exhibit, Examination] | None] = queue.Queue(workers)
        self._failure: BaseException | None = None
        self._closed = False
        self._most_read = max(1, min(workers, MOST_WORKERS))
        self._read: set[int] = set()  # those whose turn it is
        self._workers = ThreadPoolExecutor(_MOST_AT_HAND, "examine")
        self._threads = [
            threading.Thread(target=self._apply, name="board", daemon=True),
            threading.Thread(target=self._write, name="after", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(finish=kind is None)

    @property
    def stopping(self) -> bool:
        """Say whether nothing new is started any more."""
        return self._stopping

    @property
    def failed(self) -> bool:
        """Say whether something went wrong that ``close`` will raise."""
        return self._failure is not None

    def tell(self, event: Event) -> None:
        """Let the board know; returns at once unless thousands of events wait."""
        self._events.put(event)

    def settle(self, until: Callable[[Board], bool], timeout_s: float | None = None) -> bool:
        """Wait until the board is as wanted; ``False``: it was not in time, or all has ended."""
        with self._moved:
            self._moved.wait_for(lambda: until(self.board) or bool(self._failure), timeout_s)
            return until(self.board)

    def give_up(self, number: int) -> None:
        """Wait no longer for a phone that was unplugged: end with what was read."""
        with self._moved:
            self._given_up.add(number)
            self._moved.notify_all()

    def withdraw(self, number: int, *, actor: str | None = None) -> None:
        """Stop before, during or after: the holder withdrew, and what was read is erased.

        Raises:
            CaseError: the case cannot be written; try again.
        """
        self._case.exhibit(number).withdraw(actor=actor)
        self._take_back(number, NotExaminedReason.WITHDRAWN)

    def void(self, number: int, *, actor: str | None = None) -> None:
        """Stop, and erase what was read: the phone is not this person's; it is nobody's again.

        Raises:
            Refused: people acted on the result already.
            CaseError: the case cannot be written; try again.
        """
        self._case.exhibit(number).void(actor=actor)
        self._take_back(number, NotExaminedReason.NOT_THE_HOLDERS)

    def _take_back(self, number: int, reason: NotExaminedReason) -> None:
        with self._moved:
            runs = number in self._claimed
            phone = self._phones.get(number)
            self._taken_back[number] = reason
            self._moved.notify_all()
        if phone is not None:
            phone.close()
        if not runs:
            self.tell(Dropped(number, reason))

    def stop(self) -> None:
        """Start nothing new; what runs goes on."""
        with self._moved:
            self._stopping = True
            self._moved.notify_all()

    def leave(self) -> None:
        """Start nothing new and end what runs with what was read; nothing captured is lost."""
        with self._moved:
            self._stopping = self._leaving = True
            phones = tuple(self._phones.values())
            self._moved.notify_all()
        for phone in phones:
            phone.close()

    def close(self, *, finish: bool = True) -> None:
        """End all threads; running examinations are finished, or ended with what was read.

        A second call does nothing.

        Raises:
            PhoneAuditError: a document could not be made, or the case not be written; what
                was concluded before stays.
        """
        if self._closed:
            return
        self._closed = True
        self.stop() if finish else self.leave()
        self._workers.shutdown(wait=True)
        self._written.put(None)
        self._events.put(None)
        for thread in self._threads:
            thread.join()
        if self._failure is not None:
            raise self._failure

    # The board

    def _apply(self) -> None:
        while (event := self._events.get()) is not None:
            with self._moved:
                if isinstance(event, Concluded | Failed) and event.number in self._taken_back:
                    event = Dropped(event.number, self._taken_back[event.number])
                self.board = update(self.board, event)
                board = self.board
                if isinstance(event, Failed | Concluded | Dropped):
                    self._claimed.discard(event.number)
                self._moved.notify_all()
            try:
                self._listener(board, event)
            except Exception as mistake:  # noqa: BLE001 - ``close`` raises it; phones are read on
                self._fail(mistake)
            self._start(board)

    def _start(self, board: Board) -> None:
        with self._moved:
            for work, phone in board.to_start():
                if not self._stopping and work.number not in self._claimed:
                    self._claimed.add(work.number)
                    self._workers.submit(self._examine, work, phone)

    # One worker

    def _examine(self, work: Work, phone: Attached) -> None:
        """Examine one phone; whatever happens ends in one event for the board."""
        number = work.number
        with self._moved:
            self._given_up.discard(number)
            stopping = self._stopping
        last: Event
        try:
            if stopping:
                last = Failed(number, _STOPPED)
            else:
                self.tell(Started(number))
                self._hold_for(number, phone.seat)
                last = self._examined(work, phone)
        except Withdrawn:
            last = Dropped(number, self._taken_back.get(number, NotExaminedReason.WITHDRAWN))
        except DeviceError as trouble:
            last = Failed(number, _device_words(trouble))
        except Refused as trouble:  # no notice allows it; the case itself is well
            last = Failed(number, Words(id=trouble.indonesian, en=trouble.english))
        except CaseError as trouble:
            self.tell(CaseTrouble(_same(trouble)))
            last = Failed(number, _same(trouble))
        except Exception as mistake:  # noqa: BLE001 - ``close`` raises it; it looks like no gap
            self._fail(mistake)
            last = Failed(number, _same(mistake))
        with self._moved:
            device = self._phones.pop(number, None)
        if device is not None:
            device.close()
        self._hold_for(number, None)
        self.tell(last)

    def _examined(self, work: Work, phone: Attached) -> Concluded | Failed:
        device = self._connected(work.number, phone)
        if not self._take_turn(work.number):
            return Failed(work.number, _STOPPED)
        try:
            return self._read_through(work, device)
        finally:
            self._end_turn(work.number)

    def _read_through(self, work: Work, device: Answering) -> Concluded:
        number = work.number
        assert work.basis is not None  # the board starts nothing else
        exhibit = self._case.exhibit(number)
        examination = examine_exhibit(
            device,
            self._office,
            exhibit,
            Job(
                name=work.label,
                connect=lambda _: device,
                basis=work.basis,
                holder=work.holder,
                label=work.label,
                open_tabs=work.open_tabs,
                exhibit=number,
                on_unplugged=lambda: self._await_return(number),
            ),
            on_step=lambda step: self.tell(ReadOn(number, step)),
        )
        self._written.put((exhibit, examination))
        return Concluded(
            number=number,
            outcome=examination.assessment.outcome,
            interrupted=examination.interrupted,
            incomplete=not examination.assessment.minimum_coverage_met,
        )

    def _connected(self, number: int, phone: Attached) -> Answering:
        device = self._connect(phone, lambda: self.tell(AwaitsTap(number)))
        with self._moved:
            before, self._phones[number] = self._phones.get(number), device
            unwanted = self._leaving or number in self._taken_back
        if before is not None:
            before.close()
        if unwanted:
            device.close()
        return device

    def _take_turn(self, number: int) -> bool:
        """Wait until fewer phones are read than may be; ``False``: nothing new is to be started."""
        with self._moved:
            self._moved.wait_for(lambda: self._stopping or len(self._read) < self._most_read)
            if self._stopping:
                return False
            self._read.add(number)
            return True

    def _end_turn(self, number: int) -> None:
        with self._moved:
            self._read.discard(number)
            self._moved.notify_all()

    def _await_return(self, number: int) -> Answering | None:
        """Wait for a missing phone, and meanwhile let another be read; ``None``: none came."""
        self._end_turn(number)
        device = self._returned(number)
        with self._moved:  # what was begun is finished, also when nothing new is started
            self._moved.wait_for(lambda: self._leaving or len(self._read) < self._most_read)
            self._read.add(number)
        return device

    def _returned(self, number: int) -> Answering | None:
        """Return a phone at the seat, or elsewhere with its serial; ``None``: none came in time."""
        self.tell(WentMissing(number))
        self._hold_for(number, None)  # so that it is seen when it comes back
        deadline = time.monotonic() + self._grace_s
        while time.monotonic() < deadline:
            with self._moved:
                self._moved.wait(_LOOK_AGAIN_S)
                if self._leaving or number in self._given_up or number in self._taken_back:
                    return None
                phone = self.board.phone_of(number)
            if phone is None:
                continue
            self._hold_for(number, phone.seat)
            try:
                device = self._connected(number, phone)
            except DeviceError:
                self._hold_for(number, None)
            else:
                self.tell(CameBack(number, phone))
                return device
        return None

    def _hold_for(self, number: int, seat: str | None) -> None:
        """Have whoever watches the ports leave this seat alone, and no other for this phone."""
        with self._moved:
            before = self._held.pop(number, None)
            if seat is not None:
                self._held[number] = seat
        if before is not None and before != seat:
            self._release(before)
        if seat is not None and before != seat:
            self._hold(seat)

    # Behind the workers

    def _write(self) -> None:
        while (one := self._written.get()) is not None:
            try:
                self._after(*one)
            except PhoneAuditError as trouble:
                if one[0].number in self._taken_back:
                    continue  # it was erased while its document was made
                self._fail(trouble)
                self.tell(CaseTrouble(_same(trouble)))

    def _fail(self, error: BaseException) -> None:
        with self._moved:
            self._failure = self._failure or error
            self._moved.notify_all()


_STOPPED = Words(id="Tidak dimulai: stasiun sedang ditutup.", en="Not started: the station closes.")


def _device_words(trouble: DeviceError) -> Words:
    """Return what to do about a phone that cannot be had, else what the library said of it."""
    remedy = remedy_for(state_of(trouble))
    return Words(id=remedy.id if remedy else trouble.message, en=trouble.message)


def _same(error: BaseException) -> Words:
    """Return a sentence that is the same in both languages: names of files, of mistakes."""
    text = f"{type(error).__name__}: {error}"
    return Words(id=text, en=text)
