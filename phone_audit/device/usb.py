"""Phones on this computer's own USB ports, through libusb; imported only where USB is used."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import usb1
from adb_shell.exceptions import UsbReadFailedError, UsbWriteFailedError
from adb_shell.transport.usb_transport import UsbTransport

from phone_audit.device.direct import CONNECT_S, Authorisation, shake_hands
from phone_audit.device.discover import Silent
from phone_audit.device.multiplexer import Multiplexer
from phone_audit.errors import DeviceError, LinkTimeout, NoAccess, PhoneBusy, Unplugged

_TRIES = 3
_BETWEEN_TRIES_S = 1.5  # a phone needs about a second to enumerate again after a reset
_LARGEST_TRANSFER = 64 * 1024  # older kernels refuse larger ones
_MOST_EMPTY = 64  # zero-length packets in a row; a healthy phone sends none or one


class _Transport(Protocol):
    """What is used of adb-shell's UsbTransport."""

    def connect(self, transport_timeout_s: float) -> None: ...
    def bulk_read(self, numbytes: int, transport_timeout_s: float) -> bytes: ...
    def bulk_write(self, data: bytes, transport_timeout_s: float) -> int: ...
    def close(self) -> None: ...


class UsbWire:
    """One phone's ADB interface (``phone_audit.device.wires.Wire``).

    Read from: AOSP ``packages/modules/adb/client/usb_libusb.cpp``: a payload that fills
    its last packet to the brim is followed by an empty one, or the phone goes on waiting.
    """

    def __init__(
        self, transport: _Transport, *, address: str, packet_bytes: int, timeout_s: float
    ) -> None:
        """Open the device and claim the interface.

        Raises:
            NoAccess, PhoneBusy, Unplugged: it cannot be had, and why.
        """
        self.address = address
        self._transport = transport
        self._packet_bytes = packet_bytes
        self._empty = 0
        try:
            transport.connect(timeout_s)
        except (usb1.USBError, AssertionError) as error:  # it asserts that endpoints exist
            transport.close()
            raise refusal(address, error) from None

    def read(self, count: int, timeout_s: float) -> bytes:
        """Return what came, at most ``count`` bytes; ``b""`` when nothing came in time."""
        try:
            data = self._transport.bulk_read(min(count, _LARGEST_TRANSFER), _at_least(timeout_s))
        except UsbReadFailedError as error:
            cause = _cause(error)
            if not isinstance(cause, usb1.USBErrorTimeout):
                raise refusal(self.address, cause) from None
            # A transfer can time out half-way; dropping its first half would lose framing.
            return bytes(cause.received)
        if data:
            self._empty = 0
            return data
        self._empty += 1
        if self._empty > _MOST_EMPTY:
            raise Unplugged(self.address, "the phone sends empty packets only")
        return b""

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of ``data``, with the empty packet that must end a full last one."""
        deadline = time.monotonic() + timeout_s
        rest = data
        try:
            while rest:
                sent = self._transport.bulk_write(
                    rest[:_LARGEST_TRANSFER], _at_least(deadline - time.monotonic())
                )
                rest = rest[sent:]
            if data and len(data) % self._packet_bytes == 0:
                self._transport.bulk_write(b"", _at_least(deadline - time.monotonic()))
        except UsbWriteFailedError as error:
            cause = _cause(error)
            if isinstance(cause, usb1.USBErrorTimeout):
                raise LinkTimeout(self.address, "the phone takes no more data") from None
            raise refusal(self.address, cause) from None

    def interrupt(self) -> None:
        """Do nothing: a transfer ends by its own short time limit."""

    def close(self) -> None:
        """Release the interface."""
        self._transport.close()


def find_transports() -> Iterator[tuple[str, UsbTransport]]:
    """Yield every ADB interface on this computer's ports, with its path such as ``1-1.2``."""
    for transport in UsbTransport.find_all_adb_devices():
        bus, *ports = transport.port_path
        yield f"{bus}-{'.'.join(map(str, ports))}", transport


ADB = (0xFF, 0x42, 0x01)
FILE_TRANSFER = frozenset({(0x06, 0x01, 0x01), (0xFF, 0xFF, 0x00), (0xE0, 0x01, 0x03)})
"""Interfaces of a phone in its other modes: MTP and PTP, MTP as some makers number it, RNDIS.

"Charging only" keeps the first of them, with nothing behind it.
"""

MAKERS: Mapping[int, str | None] = {
    0x04E8: "samsung",
    0x0B05: "asus",
    0x0E8D: None,  # MediaTek: Infinix, TECNO, and many others
    0x0FCE: None,  # Sony
    0x12D1: None,  # Huawei
    0x1782: None,  # Unisoc: itel, Infinix, and others
    0x18D1: "google",
    0x22B8: "motorola",
    0x22D9: "oppo",  # and realme
    0x2717: "xiaomi",
    0x2A70: None,  # OnePlus
    0x2D95: "vivo",
    0x2E04: "nokia",
}
"""USB vendors that make phones.

Read from: the rules for udev that are published as ``51-android.rules``.
"""


def find_silent() -> tuple[Silent, ...]:
    """Return phones on this computer's ports that offer no ADB, as their descriptors tell.

    No device is opened for it.
    """
    try:
        with usb1.USBContext() as context:
            return tuple(
                found
                for device in context.getDeviceIterator(skip_on_error=True)
                if (found := silent(device)) is not None
            )
    except usb1.USBError:  # who may not list them sees none; ``usb_access`` says why
        return ()


class _Interface(Protocol):
    def getClassTuple(self) -> tuple[int, int]: ...  # noqa: N802 - the library's name
    def getProtocol(self) -> int: ...  # noqa: N802


class _Described(Protocol):
    """What is used of usb1's USBDevice, all of it from descriptors the system holds."""

    def getVendorID(self) -> int: ...  # noqa: N802 - the library's name
    def getBusNumber(self) -> int: ...  # noqa: N802
    def getPortNumberList(self) -> Sequence[int]: ...  # noqa: N802
    def iterSettings(self) -> Iterable[_Interface]: ...  # noqa: N802


def silent(device: _Described) -> Silent | None:
    """Return a device as a phone without ADB; ``None``: it is no phone, or offers ADB."""
    vendor = device.getVendorID()
    if vendor not in MAKERS:
        return None
    try:
        kinds = {(*one.getClassTuple(), one.getProtocol()) for one in device.iterSettings()}
        ports = device.getPortNumberList()
    except usb1.USBError:  # unplugged while it was looked at
        return None
    if ADB in kinds or not kinds & FILE_TRANSFER:
        return None
    path = f"{device.getBusNumber()}-{'.'.join(map(str, ports))}"
    return Silent(path=path, maker=MAKERS[vendor])


def address_of(transport: UsbTransport) -> tuple[int, int]:
    """Return bus and address of a device; plugged in again, it has another address."""
    # The library keeps the device to itself; its own handle for it is the path, which stays.
    device = transport._device
    return device.getBusNumber(), device.getDeviceAddress()


def serial_of(transport: UsbTransport) -> str | None:
    """Return the serial number of the USB descriptor, ``None`` when it cannot be read."""
    try:
        serial = transport.serial_number
    except usb1.USBError:
        return None
    return str(serial)[:100] if serial else None


def product_of(transport: UsbTransport) -> str | None:
    """Return the product name of the USB descriptor, usually the model; ``None``: not told."""
    try:
        # The library reads the serial for us, but not the name beside it.
        product = transport._device.getProduct()
    except usb1.USBError:
        return None
    return str(product)[:100] if product else None


def open_usb(
    usb_path: str, authorisation: Authorisation, *, timeout_s: float = CONNECT_S
) -> Multiplexer:
    """Return a link to the phone on one port.

    A phone whose last host was killed in mid transfer answers the first try or two with
    left-overs, so a fresh start is made a few times.

    Raises:
        Unauthorized, PhoneBusy, NoAccess: the phone is there but cannot be had.
        LinkTimeout, Unplugged: it does not answer, or is not there.
    """
    address = f"usb {usb_path}"
    failure: DeviceError = Unplugged(address, "no phone with USB debugging on this port")
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_BETWEEN_TRIES_S)
        transport = next((one for path, one in find_transports() if path == usb_path), None)
        if transport is None:
            continue
        try:
            wire = UsbWire(
                transport,
                address=address,
                packet_bytes=packet_bytes(transport),
                timeout_s=timeout_s,
            )
            return shake_hands(wire, authorisation, timeout_s)
        except (LinkTimeout, Unplugged) as error:
            failure = error
    raise failure


def packet_bytes(transport: UsbTransport) -> int:
    """Return wMaxPacketSize of the endpoint that takes our data: 64, 512 or 1024."""
    # The transport keeps the setting to itself, and offers no other way to its endpoints.
    for endpoint in transport._setting.iterEndpoints():
        if not endpoint.getAddress() & usb1.ENDPOINT_DIR_MASK:
            return int(endpoint.getMaxPacketSize()) or 512
    return 512


def refusal(address: str, error: Exception) -> DeviceError:
    """Return our error for one of libusb's."""
    if isinstance(error, usb1.USBErrorBusy):
        return PhoneBusy(address, "another program holds the phone, usually an adb server")
    if isinstance(error, usb1.USBErrorAccess | usb1.USBErrorNotSupported):
        return NoAccess(address, "this computer may not open the USB device")
    return Unplugged(address, f"the USB connection broke: {error}")


def _cause(error: Exception) -> Exception:
    """Return libusb's error inside one of the library's, of which only one has a name for it."""
    return next((part for part in error.args if isinstance(part, usb1.USBError)), error)


def _at_least(timeout_s: float) -> float:
    """Keep a time limit away from 0, which libusb takes for no limit at all."""
    return max(timeout_s, 0.01)
