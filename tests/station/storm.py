"""A table where everything goes wrong at once, by lot: what happened is checked afterwards."""

import random
from contextlib import suppress

from phone_audit import resources
from phone_audit.cli.office import now
from phone_audit.errors import CaseError, Refused
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.case import EmploymentStatus, Holder, Person
from phone_audit.model.papers import Choice
from phone_audit.model.record import replace
from phone_audit.model.signature import Status, Strength
from phone_audit.signatures.load import load
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.faults import Flood, Hang, Latency
from phone_audit.simulator.handset import Authorisation, Handset, Tap
from phone_audit.simulator.office import Listed, crowd
from phone_audit.station.board import RUNNING, CaseTrouble, Concluded, Dropped, Step
from phone_audit.station.desk import Admission, Desk
from phone_audit.station.sheet import works_of
from phone_audit.station.tiles import totals_of
from tests.real_adbd import free_port
from tests.station.table import Table

SHARED_SERIAL = "0123456789ABCDEF"
SITE = Listed().site


def planted(count):
    """Return package names the shipped list knows, one for each phone."""
    names = sorted(
        package
        for signature in load(resources.signatures_folder()).signatures
        if signature.status is Status.REVIEWED and signature.strength is not Strength.WEAK
        for package in signature.packages
    )
    assert len(names) >= count
    return names[:count]


def handset(number, package, faults=()):
    """Return a phone that nothing but its listed app and the moment it was switched on tells.

    Every second one has the serial that cheap phones share.
    """
    demo = crowd(20, now(), Listed(app=package, site=SITE))
    serial = SHARED_SERIAL if number % 2 else f"FIKTIFBADAI{number:04}"
    phone = replace(demo.phone, serial=serial, uptime_s=10_000 + 5_000 * number)
    return Handset(
        CaptureFolder(replace(demo, phone=phone).files(), clock=now),
        serial=serial,
        auth=Authorisation(tap=Tap.ALLOW),
        faults=(Latency(seconds=0.02), *faults),
    )


class Storm:
    """Seats, phones that wander between them, and an engine that is closed and opened again."""

    def __init__(self, folder, stack, seed, *, seats=6, phones=10):
        self.lot = random.Random(seed)
        self.stack = stack
        self.ports = [free_port() for _ in range(seats)]
        self.packages = planted(phones)
        self.phones = [handset(number, name) for number, name in enumerate(self.packages)]
        self.phones[-1].faults += (Hang(on="dumpsys usagestats"),)
        self.phones[-2].faults += (Flood(on="dumpsys notification"),)
        self.at = {}
        self.concluded = {}
        self.taken_back = set()
        self.unbalanced = []
        self.disk_full = False
        self.table = Table(folder, stack, workers=4)
        self._open()

    def _open(self):
        self.table.reacts = [self._check_balance]
        self.table.begin(addresses=[f"127.0.0.1:{port}" for port in self.ports])
        self.desk = Desk(self.table.case, self.table.engine, (), now)

    def _check_balance(self, event):
        total, *parts = (count for _, count in totals_of(self.table.engine.board))
        if total != sum(parts):
            self.unbalanced.append(event)
        if isinstance(event, Concluded):
            self.concluded[event.number] = event.outcome
        if isinstance(event, Dropped):
            self.taken_back.add(event.number)

    @property
    def board(self):
        return self.table.engine.board

    def play(self, turns):
        moves = (
            [self.plug] * 6
            + [self.unplug] * 3
            + [self.swap] * 2
            + [self.admit] * 6
            + [self.join] * 8
            + [self.tap, self.fill_disk, self.give_up, self.withdraw, self.void, self.try_again]
        )
        for _ in range(turns):
            with suppress(Refused, CaseError):  # a rule, or the full disk
                self.lot.choice(moves)()
            self.pause(len(self.table.events) + 3)

    def pause(self, events):
        """Let so many events happen, but not for long."""
        self.table.engine.settle(lambda _: len(self.table.events) > events, 0.25)

    def plug(self):
        free = [port for port in self.ports if port not in self.at]
        here = {one.handset for one in self.at.values()}
        away = [one for one in self.phones if one not in here]
        if free and away:
            port = self.lot.choice(free)
            self.at[port] = phone = SimulatedPhone(self.lot.choice(away), port)
            self.stack.callback(phone.unplug)
            phone.plug()

    def unplug(self):
        if self.at:
            self.at.pop(self.lot.choice(sorted(self.at))).unplug()

    def swap(self):
        """Put another phone at a port before anybody can have looked."""
        if self.at:
            port = self.lot.choice(sorted(self.at))
            before = self.at.pop(port)
            before.unplug()
            here = {one.handset for one in self.at.values()} | {before.handset}
            other = self.lot.choice([one for one in self.phones if one not in here])
            self.at[port] = phone = SimulatedPhone(other, port)
            self.stack.callback(phone.unplug)
            phone.plug()

    def tap(self):
        self.lot.choice(self.phones[:-2]).set_tap(self.lot.choice((Tap.ALLOW, Tap.DENY)))

    def fill_disk(self):
        self.disk_full = not self.disk_full
        if not self.disk_full:
            self.table.engine.tell(CaseTrouble(None))

    def admit(self):
        if sum(work.step is Step.PREPARED for work in self.board.works.values()) < 4:
            number = len(self.table.case.exhibits()) + 1
            holder = Holder(
                person=Person(name=f"Contoh Badai {number}"), status=EmploymentStatus.NON_ASN
            )
            self.desk.admit(Admission(holder=holder, choice=Choice.CONSENTED))

    def join(self):
        waiting, phones = self.desk.waiting(""), self.board.unclaimed()
        if waiting and phones:
            self.desk.join(self.lot.choice(waiting).number, self.lot.choice(phones).seat)

    def give_up(self):
        if work := self._one(lambda work: work.step is Step.MISSING):
            self.desk.give_up(work.number)

    def withdraw(self):
        if work := self._one(lambda work: work.step is not Step.NOT_EXAMINED):
            self.desk.withdraw(work.number)

    def void(self):
        if work := self._one(lambda work: work.step in RUNNING | {Step.DONE}):
            self.desk.void(work.number)

    def try_again(self):
        if work := self._one(lambda work: work.trouble is not None):
            self.desk.try_again(work.number)

    def _one(self, fits):
        found = [work for _, work in sorted(self.board.works.items()) if fits(work)]
        return self.lot.choice(found) if found else None

    def reopen(self):
        """Leave in the middle of everything, and go on from what the case says."""
        self.disk_full = False
        self.table.close()
        self.table.reopen(works_of)
        self._open()

    def end(self):
        """Leave for good; return the engine, whose threads have ended.

        On a busy computer the turns may all be over before any phone was read: then the
        weather goes on until one was.
        """
        self.disk_full = False
        for _ in range(40):
            if self.concluded:
                break
            self.play(5)
            self.table.engine.settle(
                lambda board: not any(one.step in RUNNING for one in board.works.values()), 2
            )
        self.table.close()
        return self.table.engine


def of_one_phone(examination, packages):
    """Return the planted packages that an examination speaks of."""
    told = examination.assessment.findings
    return {finding.value for finding in told if finding.value in packages}
