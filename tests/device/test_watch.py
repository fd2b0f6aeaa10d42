"""Phones coming and going: pure differences, faked ports, real daemons on loopback."""

import queue
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import usb1

from phone_audit.device import usb
from phone_audit.device import watch as watching
from phone_audit.device.direct import Authorisation
from phone_audit.device.discover import Attached, Silent, State
from phone_audit.device.server import AdbServer, ServerDevice
from phone_audit.device.watch import Came, Left, SilentNow, Watch, movements
from phone_audit.errors import Unplugged
from phone_audit.model.case import Origin
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.office import crowd
from tests.device.test_usb import Transport

NO_KEYS = Authorisation(keys=tuple)
NOWHERE = "127.0.0.1:1"


def attached(path="1-1", *, state=State.READY, serial="A", plugging="1.5"):
    return Attached(
        key=f"usb:{path}",
        how=Origin.USB,
        address=f"usb {path}",
        state=state,
        opener=lambda: None,
        serial=serial,
        usb_path=path,
        plugging=plugging,
    )


class Told(queue.Queue):
    """Movements in the order they were told."""

    def expect(self, *kinds):
        return [self._one(kind) for kind in kinds]

    def _one(self, kind):
        one = self.get(timeout=20)
        assert isinstance(one, kind), one
        return one


def test_what_stayed_as_it_was_is_no_movement():
    assert movements([attached()], [attached()]) == ()


def test_departures_come_first():
    one, two = attached("1-1"), attached("1-2")
    assert movements([one], [two]) == (Left("usb:1-1"), Came(two))


def test_a_change_of_state_is_told_with_the_phone():
    ready = attached()
    assert movements([attached(state=State.UNAUTHORIZED)], [ready]) == (Came(ready),)


@pytest.mark.parametrize("other", [attached(serial="B"), attached(plugging="1.6")])
def test_another_plugging_at_the_same_seat_is_a_departure_and_an_arrival(other):
    assert movements([attached()], [other]) == (Left("usb:1-1"), Came(other))


def test_two_phones_of_one_serial_are_two():
    one, two = attached("1-1"), attached("1-2")
    assert movements([], [one, two]) == (Came(one, alone=False), Came(two, alone=False))


@pytest.mark.parametrize(
    ("path", "serial", "seat"),
    [
        ("1-1.2", "A", "usb:1-1.2"),
        ("338690048X", "A", "server:127.0.0.1:5037#3"),
        (None, "127.0.0.1:5555", "tcp:127.0.0.1:5555"),
        (None, "A", "server:127.0.0.1:5037#3"),
    ],
)
def test_a_seat_is_the_same_by_whichever_way_the_phone_is_reached(path, serial, seat):
    of_server = replace(
        attached(serial=serial), key="server:127.0.0.1:5037#3", how=Origin.ADB_SERVER, usb_path=path
    )
    assert of_server.seat == seat


@pytest.fixture
def ports(monkeypatch):
    plugged = []
    monkeypatch.setattr(usb.UsbTransport, "find_all_adb_devices", lambda: iter(tuple(plugged)))
    monkeypatch.setattr(usb, "find_silent", tuple)
    monkeypatch.setattr(watching, "usb_access", lambda: None)
    return plugged


def test_phones_without_usb_debugging_are_told_once_until_they_change(ports, monkeypatch):
    told, here = Told(), [Silent(path="1-4", maker=None)]
    monkeypatch.setattr(usb, "find_silent", lambda: tuple(here))
    with Watch(NO_KEYS, told.put, server=None, every_s=0.01):
        assert told.expect(SilentNow) == [SilentNow((Silent(path="1-4", maker=None),))]
        here.clear()
        assert told.expect(SilentNow) == [SilentNow(())]


def test_usb_ports_are_looked_at_and_a_ready_phone_is_opened_once(ports):
    told = Told()
    with Watch(NO_KEYS, told.put, server=None, every_s=0.01):
        first = Transport()
        ports.append(first)
        (came,) = told.expect(Came)
        assert (came.phone.seat, came.phone.state) == ("usb:1-1.2", State.READY)
        ports[:] = [Transport(address=6)]  # out and in again between two looks
        left, again = told.expect(Left, Came)
        assert left == Left("usb:1-1.2")
        assert again.phone.plugging == "1.6"
        ports.clear()
        told.expect(Left)
    assert first.closed == 1


def test_a_phone_that_could_not_be_opened_is_tried_again(ports):
    told = Told()
    phone = Transport(connects=usb1.USBErrorBusy())
    ports.append(phone)
    with Watch(NO_KEYS, told.put, server=None, every_s=0.01):
        assert told.expect(Came)[0].phone.state is State.BUSY
        phone.connects = None
        assert told.expect(Came)[0].phone.state is State.READY


def test_a_held_phone_is_not_opened_but_seen_leaving(ports):
    told = Told()
    phone = Transport()
    with Watch(NO_KEYS, told.put, server=None, every_s=0.01) as watch:
        watch.hold("usb:1-1.2")
        ports.append(phone)
        assert told.expect(Came)[0].phone.state is State.BUSY
        assert phone.closed == 0
        watch.release("usb:1-1.2")
        assert told.expect(Came)[0].phone.state is State.READY
        watch.hold("usb:1-1.2")
        ports.clear()
        told.expect(Left)


def test_a_simulated_phone_is_seen_plugged_and_unplugged():
    told = Told()
    with (
        SimulatedPhone(crowd(1, datetime(2026, 11, 20, 8, tzinfo=UTC)).handset()) as phone,
        Watch(
            NO_KEYS, told.put, server=None, usb=False, tcp=[phone.address], every_s=0.05
        ) as watch,
    ):
        (came,) = told.expect(Came)
        assert came.phone.seat == f"tcp:{phone.address}"
        phone.unplug()
        told.expect(Left)
        phone.plug()
        told.expect(Came)
        watch.hold(came.phone.seat)
        phone.unplug()
        watch.release(came.phone.seat)
        told.expect(Left)


class Server:
    """An adb server that tells, comes up and goes down; stands in for ``host:track-devices``."""

    def __init__(self):
        self.snapshots = queue.Queue()

    def track_devices(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def wait(self, timeout_s):
        try:
            snapshot = self.snapshots.get(timeout=timeout_s)
        except queue.Empty:
            return None
        if snapshot is None:
            raise Unplugged(NOWHERE, "the adb server closed the connection")
        return snapshot


def test_a_server_tells_of_its_phones_and_its_end_is_theirs(monkeypatch):
    server = Server()
    monkeypatch.setattr(AdbServer, "track_devices", server.track_devices)
    told = Told()
    phone = ServerDevice(serial="A", state="unauthorized", usb_path="1-1", transport_id=1)
    with Watch(NO_KEYS, told.put, server=NOWHERE, usb=False, every_s=0.01):
        server.snapshots.put((phone,))
        assert told.expect(Came)[0].phone.state is State.UNAUTHORIZED
        allowed = ServerDevice(serial="A", state="device", usb_path="1-1", transport_id=1)
        server.snapshots.put((allowed,))
        assert told.expect(Came)[0].phone.state is State.READY
        server.snapshots.put(None)
        told.expect(Left)
        server.snapshots.put((allowed,))
        told.expect(Came)


def test_after_closing_nothing_is_told(ports):
    told = Told()
    watch = Watch(NO_KEYS, told.put, server=None, every_s=0.01)
    watch.close()
    ports.append(Transport())
    watch._tell(of_ports=(attached(),))
    assert told.empty()
