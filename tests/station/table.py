"""A case, an engine, and simulated phones on loopback that can be plugged, pulled and swapped."""

import argparse
import threading
from datetime import UTC, datetime

from phone_audit.cases.store import Case
from phone_audit.cli.office import now, prepare
from phone_audit.device.direct import Authorisation
from phone_audit.device.interface import Device
from phone_audit.device.keys import load_keys
from phone_audit.device.watch import Came, Watch
from phone_audit.model.case import Basis
from phone_audit.simulator.office import demo_office
from phone_audit.station.board import ENDED, PhoneCame, PhoneLeft, Prepared, Work
from phone_audit.station.engine import Engine
from tests.cases.synthetic import header

OFFICE = demo_office(datetime(2026, 11, 20, 8, tzinfo=UTC), 8)
PATIENCE_S = 60


class Table:
    """A case, an engine, and simulated phones that can be plugged, pulled and swapped."""

    def __init__(self, folder, stack, **options):
        self.stack = stack
        self.case = stack.enter_context(Case.create(folder / "kasus", header(), now))
        self.authorisation = Authorisation(keys=lambda: load_keys(folder / "keys"), wait_s=5)
        self.events = []
        self.reacts = []
        self.options = options
        self.folder = folder
        self.engine = self.begun(())
        self.watch = None

    def begun(self, works):
        no_options = argparse.Namespace(list_folder=None, settings=None, no_lists=True)
        return Engine(
            self.case,
            prepare(self.case, no_options),
            self.connect,
            works=works,
            listener=self.heard,
            grace_s=PATIENCE_S,
            hold=self.hold,
            release=self.release,
            **self.options,
        )

    def close(self):
        """End what runs with what was read, and look at no port any more."""
        if self.watch is not None:
            self.watch.close()
        self.engine.close(finish=False)

    def reopen(self, works_of):
        """Go on with the case as whoever opens it after a break."""
        self.case.close()
        self.case = self.stack.enter_context(Case.open(self.folder / "kasus", now))
        self.engine = self.begun(works_of(self.case))

    def begin(self, *phones, addresses=()):
        self.watch = self.stack.enter_context(
            Watch(
                self.authorisation,
                self.moved,
                server=None,
                usb=False,
                tcp=[*addresses, *(phone.address for phone in phones)],
                every_s=0.05,
            )
        )

    def hold(self, seat):
        if self.watch is not None:
            self.watch.hold(seat)

    def release(self, seat):
        if self.watch is not None:
            self.watch.release(seat)

    def moved(self, movement):
        if isinstance(movement, Came):
            self.engine.tell(PhoneCame(movement.phone, movement.alone))
        else:
            self.engine.tell(PhoneLeft(movement.seat))

    def connect(self, phone, waiting):
        device = Device(phone.opener, origin=phone.how, address=phone.address, clock=now)
        device.connect()
        return device

    def heard(self, board, event):
        self.events.append(event)
        for react in self.reacts:
            react(event)

    def once(self, kind, act, source=None):
        """Do something the first time an event of this kind is applied."""
        done = threading.Event()

        def react(event):
            if not isinstance(event, kind) or done.is_set():
                return
            if source is None or event.source.source == source:
                done.set()
                act()

        self.reacts.append(react)

    def prepare(self, phone=None, **fields):
        exhibit = self.case.new_exhibit()
        port = phone.address if phone is not None else None
        work = Work(
            number=exhibit.number, label=exhibit.label, basis=Basis.CONSENTED, port=port, **fields
        )
        self.engine.tell(Prepared(work=work))
        return exhibit.number

    def until(self, what):
        assert self.engine.settle(what, PATIENCE_S), self.engine.board

    def until_ended(self, *numbers):
        self.until(
            lambda board: all(n in board.works and board.works[n].step in ENDED for n in numbers)
        )
        return [self.engine.board.works[number] for number in numbers]
