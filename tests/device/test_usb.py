from types import SimpleNamespace

import pytest
import usb1
from adb_shell.exceptions import UsbReadFailedError, UsbWriteFailedError

from phone_audit.device import usb
from phone_audit.device.direct import Authorisation
from phone_audit.device.discover import Silent
from phone_audit.device.packets import VERSION, Command, Packet, encode_header
from phone_audit.device.usb import (
    UsbWire,
    open_usb,
    packet_bytes,
    product_of,
    refusal,
    serial_of,
    silent,
)
from phone_audit.errors import LinkTimeout, NoAccess, PhoneBusy, Unplugged


class Transport:
    """Stands for adb-shell's UsbTransport: reads are told, writes are kept transfer by transfer."""

    def __init__(self, *reads, takes=1 << 30, connects=None, port_path=(1, 1, 2), address=5):
        self.reads = list(reads)
        self.written = []
        self.limits = []
        self.takes = takes
        self.connects = connects
        self.port_path = list(port_path)
        self.closed = 0
        self._setting = Setting()
        self._device = SimpleNamespace(
            getProduct=lambda: "Contoh 7",
            getBusNumber=lambda: port_path[0],
            getDeviceAddress=lambda: address,
        )

    serial_number = "CONTOH1"

    def connect(self, transport_timeout_s):
        if self.connects is not None:
            raise self.connects

    def bulk_read(self, numbytes, transport_timeout_s):
        self.limits.append(transport_timeout_s)
        step = self.reads.pop(0) if self.reads else usb1.USBErrorNoDevice()
        if isinstance(step, Exception):
            raise UsbReadFailedError("told", step)
        assert len(step) <= numbytes, "a bulk transfer must not be larger than asked for"
        return step

    def bulk_write(self, data, transport_timeout_s):
        self.limits.append(transport_timeout_s)
        if isinstance(self.takes, Exception):
            raise UsbWriteFailedError("told", self.takes)
        self.written.append(bytes(data[: self.takes]))
        return len(self.written[-1])

    def close(self):
        self.closed += 1


class Endpoint:
    def __init__(self, address, size):
        self.getAddress = lambda: address
        self.getMaxPacketSize = lambda: size


class Setting:
    endpoints = (Endpoint(0x81, 64), Endpoint(0x01, 512))

    def iterEndpoints(self):  # noqa: N802
        return iter(self.endpoints)


def wire(transport, packet_size=512):
    return UsbWire(transport, address="usb 1-1.2", packet_bytes=packet_size, timeout_s=1)


def timed_out(received):
    error = usb1.USBErrorTimeout()
    error.received = received
    return error


@pytest.mark.parametrize(
    ("length", "packet_size", "transfers"),
    [
        (511, 512, [511]),
        (512, 512, [512, 0]),
        (513, 512, [513]),
        (1024, 512, [1024, 0]),
        (1024, 1024, [1024, 0]),
        (512, 1024, [512]),
        (64, 64, [64, 0]),
        (24, 512, [24]),
        (65536, 512, [65536, 0]),
        (65537, 512, [65536, 1]),
        (131072, 512, [65536, 65536, 0]),
    ],
)
def test_a_full_last_packet_is_followed_by_an_empty_one(length, packet_size, transfers):
    transport = Transport()
    wire(transport, packet_size).write(b"x" * length, 1)
    assert [len(data) for data in transport.written] == transfers


def test_short_writes_go_on_and_end_with_one_empty_packet():
    transport = Transport(takes=200)
    wire(transport).write(bytes(range(256)) * 2, 1)
    assert [len(data) for data in transport.written] == [200, 200, 112, 0]
    assert b"".join(transport.written) == bytes(range(256)) * 2


def test_what_came_before_a_time_limit_is_kept():
    transport = Transport(b"abc", timed_out(bytearray(b"de")), timed_out(b""), b"f")
    usb_wire = wire(transport)
    assert [usb_wire.read(24, 0.5) for _ in range(4)] == [b"abc", b"de", b"", b"f"]


def test_a_few_empty_packets_are_no_end_and_many_are_one():
    usb_wire = wire(Transport(b"", b"", b"x", *[b""] * 65))
    assert [usb_wire.read(24, 0.5) for _ in range(67)] == [b"", b"", b"x", *[b""] * 64]
    with pytest.raises(Unplugged, match="empty"):
        usb_wire.read(24, 0.5)


def test_no_time_limit_becomes_an_endless_one():
    transport = Transport(b"x")
    usb_wire = wire(transport)
    usb_wire.read(24, 0.0)
    usb_wire.write(b"x" * 512, 0.0)
    assert min(transport.limits) >= 0.01


def test_a_transfer_is_never_larger_than_old_kernels_take():
    transport = Transport(b"x" * 65536)
    assert len(wire(transport).read(1 << 20, 1)) == 65536


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (usb1.USBErrorBusy(), PhoneBusy),
        (usb1.USBErrorAccess(), NoAccess),
        (usb1.USBErrorNotSupported(), NoAccess),
        (usb1.USBErrorNoDevice(), Unplugged),
        (usb1.USBErrorIO(), Unplugged),
        (usb1.USBErrorPipe(), Unplugged),
        (usb1.USBErrorOverflow(), Unplugged),
        (usb1.USBErrorNotFound(), Unplugged),
    ],
)
def test_the_librarys_errors_in_our_words(error, meaning):
    assert type(refusal("usb 1-1", error)) is meaning
    transport = Transport(connects=error)
    with pytest.raises(meaning):
        wire(transport)
    assert transport.closed == 1
    with pytest.raises(meaning):
        wire(Transport(error)).read(24, 1)
    with pytest.raises(meaning):
        wire(Transport(takes=error)).write(b"x", 1)


def test_an_interface_without_endpoints_is_no_phone():
    with pytest.raises(Unplugged):
        wire(Transport(connects=AssertionError()))


def test_a_phone_that_takes_no_more_data():
    with pytest.raises(LinkTimeout):
        wire(Transport(takes=usb1.USBErrorTimeout())).write(b"x", 1)


def test_the_packet_size_is_that_of_the_endpoint_we_write_to():
    assert packet_bytes(Transport()) == 512


def test_a_serial_that_cannot_be_read_is_unknown():
    class Locked:
        @property
        def serial_number(self):
            raise usb1.USBErrorAccess

    assert serial_of(Transport()) == "CONTOH1"
    assert serial_of(Locked()) is None


@pytest.mark.parametrize(("said", "model"), [("Contoh 7", "Contoh 7"), (None, None), ("", None)])
def test_the_product_name_is_the_model(said, model):
    transport = Transport()
    transport._device.getProduct = lambda: said
    assert product_of(transport) == model


def test_a_product_name_that_cannot_be_read_is_unknown():
    def locked():
        raise usb1.USBErrorPipe

    transport = Transport()
    transport._device.getProduct = locked
    assert product_of(transport) is None


GREETING = b"device::features=shell_v2"
HELLO = (
    encode_header(Packet(Command.CNXN, VERSION, 4096, GREETING), with_checksum=True),
    GREETING,
)


@pytest.fixture
def ports(monkeypatch):
    """What is plugged in, at each look; no waiting between tries."""
    looks = []
    monkeypatch.setattr(usb, "_BETWEEN_TRIES_S", 0)
    monkeypatch.setattr(
        usb.UsbTransport, "find_all_adb_devices", lambda: iter(looks.pop(0) if looks else [])
    )
    return looks


NO_KEYS = Authorisation(keys=tuple)


def test_left_overs_of_a_killed_host_cost_a_try(ports):
    ports += [[Transport(b"x" * 24)], [Transport(usb1.USBErrorOverflow())], [Transport(*HELLO)]]
    link = open_usb("1-1.2", NO_KEYS)
    assert link.features == {"shell_v2"}
    assert link.address == "usb 1-1.2"
    link.close()


def test_after_three_tries_the_last_reason_is_told(ports):
    ports += [[Transport()], [Transport()], [Transport(b"x" * 24)]]
    with pytest.raises(Unplugged, match="does not speak ADB"):
        open_usb("1-1.2", NO_KEYS)


def test_a_phone_another_program_holds_is_not_tried_again(ports):
    ports += [[Transport(connects=usb1.USBErrorBusy())], [Transport(*HELLO)]]
    with pytest.raises(PhoneBusy):
        open_usb("1-1.2", NO_KEYS)
    assert len(ports) == 1


def test_only_the_port_that_was_asked_for_is_opened(ports):
    ports += [[Transport(*HELLO, port_path=(1, 3))]] * 3
    with pytest.raises(Unplugged, match="on this port"):
        open_usb("1-1.2", NO_KEYS)


MTP, MTP_OF_SOME, RNDIS, STORAGE = (6, 1, 1), (255, 255, 0), (224, 1, 3), (8, 6, 80)
XIAOMI, SAMSUNG, CAMERA = 0x2717, 0x04E8, 0x04A9


def described(vendor, *kinds, ports=(1, 2)):
    """Stands for usb1's USBDevice, with what its descriptors say."""

    def settings():
        for kind in kinds:
            if isinstance(kind, Exception):
                raise kind
            yield SimpleNamespace(
                getClassTuple=lambda kind=kind: kind[:2], getProtocol=lambda kind=kind: kind[2]
            )

    return SimpleNamespace(
        getVendorID=lambda: vendor,
        getBusNumber=lambda: 3,
        getPortNumberList=lambda: list(ports),
        iterSettings=settings,
    )


@pytest.mark.parametrize("kind", [MTP, MTP_OF_SOME, RNDIS])
def test_a_phone_without_debugging_is_told_by_its_other_modes(kind):
    assert silent(described(XIAOMI, kind)) == Silent(path="3-1.2", maker="xiaomi")


@pytest.mark.parametrize(
    "device",
    [
        described(SAMSUNG, MTP, usb.ADB),  # a phone that can be examined
        described(SAMSUNG, STORAGE),  # a disk
        described(CAMERA, MTP),
        described(SAMSUNG),
        described(SAMSUNG, usb1.USBErrorNoDevice()),  # pulled out meanwhile
    ],
)
def test_what_is_no_silent_phone(device):
    assert silent(device) is None
