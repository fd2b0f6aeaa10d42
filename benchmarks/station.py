"""The table under load: one phone and sixteen, sixty-four, five hundred, and the screen meanwhile.

    python benchmarks/station.py [--phones 500]

Phones are simulated, in a process of their own, and speak ADB on loopback; each has 100 apps.
Everything goes through the engine that ``station`` and ``batch`` share, into a case on disk,
without PDFs. From authorised to outcome is the time from the moment a phone that is in reach
gets its holder to the moment its result is stored. Where the ratio is measured each phone
answers every question slowly, so that it shows waiting side by side and not the speed of this
computer. Memory is the resident set after each hundred phones of one engine and one case. The
screen runs without a terminal; a timer that should fire every 50 ms tells how late it is, by the
clock and in the time this program had a processor: on a busy computer only the second is ours.
Bars: product page, section 6: 16 phones in 1.3 times the time of one; 300 MB, flat.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from phone_audit.cases.store import Case
from phone_audit.cli.demo import case_header
from phone_audit.cli.office import prepare
from phone_audit.device.direct import Authorisation
from phone_audit.device.discover import Attached
from phone_audit.device.interface import Device
from phone_audit.device.keys import load_keys
from phone_audit.device.watch import Came, Left, Movement, Watch
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.case import EmploymentStatus, Holder, Person
from phone_audit.model.papers import Choice
from phone_audit.simulator.daemon import plugged_in
from phone_audit.simulator.faults import Latency
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.office import crowd
from phone_audit.station.board import (
    ENDED,
    Board,
    Concluded,
    Event,
    Joined,
    Pairing,
    PhoneCame,
    PhoneLeft,
)
from phone_audit.station.desk import Admission, Desk
from phone_audit.station.engine import Engine
from phone_audit.station.prints import Print, Sent

_APPS = 100
_TICK_S = 0.05


def now() -> datetime:
    return datetime.now(UTC)


def serve(count: int, latency_s: float, pipe: Connection) -> None:
    """Be the phones, in a process of their own, until told to stop."""
    faults = (Latency(seconds=latency_s),) if latency_s else ()
    files = crowd(_APPS, now()).files()
    handsets = [Handset(CaptureFolder(files, clock=now), faults=faults) for _ in range(count)]
    with plugged_in(handsets) as plugged:
        pipe.send([phone.address for phone in plugged])
        pipe.recv()


class Table:
    """An engine, a case, and phones that are plugged in already."""

    def __init__(self, folder: Path, addresses: Sequence[str], stack: ExitStack) -> None:
        self.ended: dict[int, float] = {}
        self.joined: dict[int, float] = {}
        self.case = stack.enter_context(Case.create(folder / "case", case_header(), now))
        authorisation = Authorisation(keys=lambda: load_keys(folder / "keys"))
        self.engine = stack.enter_context(
            Engine(
                self.case,
                prepare(
                    self.case, argparse.Namespace(list_folder=None, settings=None, no_lists=True)
                ),
                self._connect,
                pairing=Pairing.BY_HAND,
                listener=self._heard,
                hold=self._hold,
                release=self._release,
            )
        )
        self._watch = stack.enter_context(
            Watch(authorisation, self._moved, server=None, usb=False, tcp=addresses)
        )
        self.desk = Desk(self.case, self.engine, (), now)
        self.engine.settle(lambda board: len(board.seats) == len(addresses))

    def examine(self, count: int) -> None:
        """Give each of ``count`` phones on the table a new holder, and wait for all results."""
        seats = sorted(self.engine.board.seats)[:count]
        numbers = [self._admit() for _ in seats]
        self.engine.settle(lambda board: all(number in board.works for number in numbers))
        for number, seat in zip(numbers, seats, strict=True):
            self.joined[number] = time.perf_counter()
            self.engine.tell(Joined(number, seat))
        self.engine.settle(lambda board: all(board.works[n].step in ENDED for n in numbers))

    def took(self) -> list[float]:
        """Return from authorised to outcome, phone by phone."""
        return [self.ended[number] - begun for number, begun in self.joined.items()]

    def _admit(self) -> int:
        holder = Holder(person=Person(name="Contoh"), status=EmploymentStatus.NON_ASN)
        return self.desk.admit(Admission(holder=holder, choice=Choice.CONSENTED))

    def _hold(self, seat: str) -> None:
        self._watch.hold(seat)

    def _release(self, seat: str) -> None:
        self._watch.release(seat)

    def _heard(self, _board: Board, event: Event) -> None:
        if isinstance(event, Concluded):
            self.ended[event.number] = time.perf_counter()

    def _moved(self, movement: Movement) -> None:
        if isinstance(movement, Came):
            self.engine.tell(PhoneCame(movement.phone))
        elif isinstance(movement, Left):
            self.engine.tell(PhoneLeft(movement.seat))

    def _connect(self, phone: Attached, _waiting: object) -> Device:
        device = Device(phone.opener, origin=phone.how, address=phone.address, clock=now)
        device.connect()
        return device


@contextmanager
def table(phones: int, latency_s: float = 0.0) -> Iterator[Table]:
    """Yield a table with this many phones on it."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=serve, args=(phones, latency_s, theirs))
    process.start()
    with ExitStack() as stack:
        stack.callback(process.join)
        stack.callback(ours.send, "stop")
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        yield Table(folder, ours.recv(), stack)


def resident_mb() -> float:
    """Return the resident set of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def wall(phones: int, latency_s: float) -> tuple[float, list[float]]:
    """Return how long all took, and each."""
    with table(phones, latency_s) as one:
        begun = time.perf_counter()
        one.examine(phones)
        return time.perf_counter() - begun, one.took()


def side_by_side() -> None:
    wall(1, 0.0)  # warm
    alone, _ = wall(1, 0.0)
    print(f"one phone, from authorised to outcome: {alone:.2f} s")
    one, _ = wall(1, 0.3)
    sixteen, _ = wall(16, 0.3)
    print(
        f"16 phones at once / 1, each answering slowly: {sixteen:.2f} s / {one:.2f} s = "
        f"{sixteen / one:.2f} (bar 1.3)"
    )
    many, took = wall(64, 0.0)
    print(
        f"64 phones at once: {many:.1f} s, {many / 64:.2f} s each; "
        f"the quickest had its outcome after {min(took):.1f} s"
    )


def memory(phones: int) -> None:
    at_once = 20
    with table(at_once) as one:
        for done in range(at_once, phones + 1, at_once):
            one.examine(at_once)
            if done % 100 == 0 or done == at_once:
                print(f"after {done:4} phones: {resident_mb():.0f} MB resident (bar 300, flat)")


def lateness(late: list[float]) -> str:
    late = sorted(late)
    return (
        f"{statistics.median(late) * 1000:.0f} ms (median), "
        f"{late[int(len(late) * 0.95)] * 1000:.0f} ms (95 %), {late[-1] * 1000:.0f} ms (most)"
    )


class NoPrinter:
    def send(self, prints: Sequence[Print], *, many: bool) -> None:
        raise AssertionError(prints, many)

    def ended(self) -> tuple[Sent, ...]:
        return ()


def screen() -> None:
    from phone_audit.station.screen.app import Station

    late: list[float] = []
    ours: list[float] = []

    async def play(one: Table) -> None:
        app = Station(one.desk, lang="id", report=str, printing=NoPrinter())
        async with app.run_test(size=(120, 40)):
            examining = asyncio.create_task(asyncio.to_thread(one.examine, 16))
            while not examining.done():
                begun, busy = time.perf_counter(), time.process_time()
                await asyncio.sleep(_TICK_S)
                late.append(time.perf_counter() - begun - _TICK_S)
                ours.append(max(0.0, time.process_time() - busy - _TICK_S))
            await examining

    with table(16) as one:
        asyncio.run(play(one))
    print(f"screen while 16 phones are parsed: a 50 ms timer is late by {lateness(late)}")
    print(f"  of that in this program's own time: {lateness(ours)}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--phones", type=int, default=500)
    arguments = parser.parse_args()
    side_by_side()
    screen()
    memory(arguments.phones)


if __name__ == "__main__":
    main()
