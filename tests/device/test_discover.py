import sys

import pytest
import usb1

from phone_audit.device import discover as discovery
from phone_audit.device import usb
from phone_audit.device.direct import Authorisation
from phone_audit.device.discover import (
    State,
    discover,
    loopback_address,
    remedy_for,
    state_of,
    usb_access,
)
from phone_audit.device.server import AdbServer, ServerDevice
from phone_audit.errors import (
    DeviceError,
    LinkTimeout,
    NoAccess,
    PhoneBusy,
    Unauthorized,
    Unplugged,
    UsageError,
)
from phone_audit.model.case import Origin
from tests.device.test_usb import Transport

NO_KEYS = Authorisation(keys=tuple)


@pytest.fixture
def ports(monkeypatch):
    """What is plugged into this computer's USB ports."""
    plugged = []
    monkeypatch.setattr(usb.UsbTransport, "find_all_adb_devices", lambda: iter(plugged))
    return plugged


@pytest.fixture
def served(monkeypatch):
    """What a running adb server knows."""
    known = []
    monkeypatch.setattr(AdbServer, "devices", lambda self, timeout_s=5.0: tuple(known))
    return known


def phone(serial, state="device", **fields):
    return ServerDevice(serial=serial, state=state, **fields)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:5555", ("127.0.0.1", 5555)),
        ("127.9.9.9:1", ("127.9.9.9", 1)),
        ("localhost:65535", ("localhost", 65535)),
        ("[::1]:5037", ("::1", 5037)),
    ],
)
def test_addresses_of_this_computer(text, address):
    assert loopback_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "127.0.0.1",
        "127.0.0.1:",
        ":5555",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:99999999",
        "127.0.0.1:5555x",
        "::1:5555",
        "[::1]",
        "a b:1",
        "127.0.0.1\n:5555",
        "１２７.0.0.1:5555",
    ],
)
def test_what_is_no_address_is_said_so(text):
    with pytest.raises(UsageError):
        loopback_address(text)


@pytest.mark.parametrize(
    "text",
    ["192.168.1.5:5555", "10.0.2.2:5037", "[fe80::1]:5555", "ponsel.example:5555", "0.0.0.0:5555"],
)
def test_no_phone_is_examined_over_a_network(text):
    with pytest.raises(UsageError, match="this computer's own"):
        loopback_address(text)
    with pytest.raises(UsageError):
        discover(NO_KEYS, server=None, usb=False, tcp=[text])
    with pytest.raises(UsageError):
        discover(NO_KEYS, server=text, usb=False)


def test_phones_on_usb(ports, served):
    ports += [Transport(), Transport(connects=usb1.USBErrorBusy(), port_path=(2, 1))]
    ready, busy = discover(NO_KEYS).attached
    assert (ready.key, ready.how, ready.state) == ("usb:1-1.2", Origin.USB, State.READY)
    assert (ready.serial, ready.usb_path, ready.address) == ("CONTOH1", "1-1.2", "usb 1-1.2")
    assert ready.model == "Contoh 7"
    assert ready.remedy is None
    assert (busy.key, busy.state) == ("usb:2-1", State.BUSY)
    assert busy.remedy is not None


def test_looking_sends_nothing_and_lets_go(ports, served):
    transport = Transport()
    ports.append(transport)
    discover(NO_KEYS)
    assert transport.written == []
    assert transport.closed == 1


def test_a_port_that_may_not_be_opened_keeps_its_serial_to_itself(ports, served):
    ports.append(Transport(connects=usb1.USBErrorAccess()))
    (locked,) = discover(NO_KEYS).attached
    assert (locked.state, locked.serial) == (State.NO_PERMISSION, None)


def test_a_phone_the_server_owns_is_reached_through_the_server(ports, served):
    served.append(phone("CONTOH1", usb_path="1-1.2", model="C_1", transport_id=3))
    ports.append(Transport(connects=usb1.USBErrorBusy()))
    (found,) = discover(NO_KEYS).attached
    assert (found.key, found.how) == ("server:127.0.0.1:5037#3", Origin.ADB_SERVER)
    assert (found.model, found.state) == ("C_1", State.READY)


def test_a_server_that_writes_paths_its_own_way_owns_by_serial(ports, served):
    served.append(phone("CONTOH1", usb_path="339738624X", transport_id=3))
    ports.append(Transport(connects=usb1.USBErrorBusy()))
    assert len(discover(NO_KEYS).attached) == 1


def test_two_phones_of_one_serial_on_two_ports_are_both_found(ports, served):
    served.append(phone("CONTOH1", usb_path="1-7", transport_id=3))
    ports.append(Transport())
    assert [one.key for one in discover(NO_KEYS).attached] == [
        "server:127.0.0.1:5037#3",
        "usb:1-1.2",
    ]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("device", State.READY),
        ("unauthorized", State.UNAUTHORIZED),
        ("authorizing", State.UNAUTHORIZED),
        ("offline", State.OFFLINE),
        ("recovery", State.OFFLINE),
        ("no permissions", State.NO_PERMISSION),
        ("something new", State.OFFLINE),
    ],
)
def test_states_a_server_tells(served, said, state):
    served.append(phone("CONTOH1", said, transport_id=1))
    (found,) = discover(NO_KEYS, usb=False).attached
    assert found.state is state


def test_a_phone_plugged_in_again_is_found_by_its_port(served, monkeypatch):
    linked = []
    monkeypatch.setattr(AdbServer, "link", lambda self, device: linked.append(device))
    served.append(phone("SAMA", usb_path="1-1", transport_id=1))
    served.append(phone("SAMA", usb_path="1-2", transport_id=2))
    first, _ = discover(NO_KEYS, usb=False).attached
    first.opener()
    served[0] = phone("SAMA", usb_path="1-1", transport_id=9)
    first.opener()
    assert [device.transport_id for device in linked] == [1, 9]
    del served[0]
    with pytest.raises(Unplugged, match="no longer"):
        first.opener()


def test_without_libusb_there_is_a_note_and_no_crash(served, monkeypatch):
    monkeypatch.setitem(sys.modules, "usb1", None)
    served.append(phone("CONTOH1", transport_id=1))
    found = discover(NO_KEYS)
    assert len(found.attached) == 1
    assert "libusb" in found.notes[0].id
    assert "libusb" in usb_access().en


def test_ports_that_cannot_be_looked_at_are_a_note(monkeypatch, served):
    def forbidden():
        raise usb1.USBErrorAccess

    monkeypatch.setattr(usb.UsbTransport, "find_all_adb_devices", forbidden)
    assert "server adb" in discover(NO_KEYS).notes[0].id


def test_no_server_is_no_trouble(unused_port):
    found = discover(NO_KEYS, server=f"127.0.0.1:{unused_port}", usb=False)
    assert (found.attached, found.notes) == ((), ())


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Unauthorized, State.UNAUTHORIZED),
        (PhoneBusy, State.BUSY),
        (NoAccess, State.NO_PERMISSION),
        (LinkTimeout, State.OFFLINE),
        (Unplugged, State.OFFLINE),
        (DeviceError, State.OFFLINE),
    ],
)
def test_failures_speak_of_a_state(error, state):
    assert state_of(error("memori", "x")) is state


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin", "freebsd14"])
def test_every_state_but_ready_has_a_remedy_in_both_languages(platform, monkeypatch):
    monkeypatch.setattr(discovery.sys, "platform", platform)
    assert remedy_for(State.READY) is None
    for state in set(State) - {State.READY}:
        words = remedy_for(state)
        assert words.id
        assert words.en
        assert words.id != words.en
