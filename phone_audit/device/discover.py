"""Which phones are attached now, how each can be reached, and what to do about those that cannot.

Looking changes nothing on a phone: no byte is sent to it, and no key is offered.
"""

import ipaddress
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from phone_audit.device.direct import Authorisation, open_tcp
from phone_audit.device.link import Link, Opener
from phone_audit.device.server import DEFAULT_HOST, DEFAULT_PORT, AdbServer, ServerDevice
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
from phone_audit.model.record import Words

if TYPE_CHECKING:
    from adb_shell.transport.usb_transport import UsbTransport

DEFAULT_SERVER = f"{DEFAULT_HOST}:{DEFAULT_PORT}"
_PROBE_S = 2.0
_PORT_PATH = re.compile(r"[0-9]+(?:-[0-9.]+)?")  # a server on macOS writes 338690048X
_ADDRESS = re.compile(r"\S+:[0-9]{1,5}")


class State(StrEnum):
    """Where an attached phone stands."""

    READY = "ready"  # over USB: can be opened; whether it asks its holder shows on connecting
    UNAUTHORIZED = "unauthorized"
    OFFLINE = "offline"
    BUSY = "busy"
    NO_PERMISSION = "no_permission"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """One phone within reach.

    ``key`` names the way to it, not the phone (cheap phones share serials):
    ``server:127.0.0.1:5037#3``, ``usb:1-1.2``, ``tcp:127.0.0.1:5555``. ``serial``,
    ``usb_path`` and ``model`` are ``None`` where this way does not tell. ``plugging``
    differs each time a phone is plugged into the same port; ``None``: ``key`` does.
    """

    key: str
    how: Origin
    address: str
    state: State
    opener: Opener
    serial: str | None = None
    usb_path: str | None = None
    model: str | None = None
    plugging: str | None = None

    @property
    def remedy(self) -> Words | None:
        """What the officer can do now; ``None`` for a phone that is ready."""
        return remedy_for(self.state)

    @property
    def seat(self) -> str:
        """Return where it is plugged in, the same by whichever way it is reached.

        ``usb:1-1.2`` or ``tcp:127.0.0.1:5555``; for a phone of a server that names no
        port (Windows, macOS) its ``key``, which is new each time it is plugged in.
        """
        if self.usb_path and _PORT_PATH.fullmatch(self.usb_path):
            return f"usb:{self.usb_path}"
        if self.how is Origin.ADB_SERVER and _ADDRESS.fullmatch(self.serial or ""):
            return f"tcp:{self.serial}"
        return self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """A phone that is plugged in and offers no ADB: USB debugging is off.

    ``path`` is its port (``1-1.2``); ``maker`` a brand in small letters, ``None`` where
    the vendor makes phones of many.
    """

    path: str
    maker: str | None

    @property
    def seat(self) -> str:
        """Return where it is plugged in; an ``Attached`` phone there would have the same."""
        return f"usb:{self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """The phones found, and notes on ways that could not be looked at."""

    attached: tuple[Attached, ...]
    notes: tuple[Words, ...] = ()


def discover(
    authorisation: Authorisation,
    *,
    server: str | None = DEFAULT_SERVER,
    usb: bool = True,
    tcp: Sequence[str] = (),
) -> Discovery:
    """Return what is attached now.

    A phone that a running adb server owns is reached through it, because the server
    holds the USB interface; the others directly. ``server`` and ``tcp`` are addresses
    ``HOST:PORT`` on this computer; a server is asked if it answers, and never started.
    A phone on USB that is being examined, by whatever program, shows as busy.

    Raises:
        UsageError: an address is no address, or lies outside this computer.
    """
    addresses = [loopback_address(text) for text in tcp]
    found: list[Attached] = []
    notes: list[Words] = []
    if server is not None:
        found += through_server(AdbServer(*loopback_address(server)))
    if usb:
        problem = usb_access()
        if problem is None:
            found += on_usb(authorisation, tuple(found))
        else:
            notes.append(problem)
    found += [on_tcp(host, port, authorisation) for host, port in addresses]
    return Discovery(attached=tuple(found), notes=tuple(notes))


def adb_server_version(host: str = DEFAULT_HOST, port: int = DEFAULT_PORT) -> int | None:
    """Return the protocol version of a running adb server, ``None`` when none answers."""
    try:
        return AdbServer(host, port).version(_PROBE_S)
    except DeviceError:
        return None


def usb_access() -> Words | None:
    """Return ``None`` when this computer's USB ports can be looked at, else the remedy."""
    try:
        import usb1
    except (ImportError, OSError, AttributeError):  # ctypes has several ways to miss a library
        return _NO_LIBUSB
    try:
        from phone_audit.device.usb import find_transports

        tuple(find_transports())
    except (ImportError, OSError, usb1.USBError):
        return _NO_USB
    return None


def loopback_address(text: str) -> tuple[str, int]:
    """Read ``HOST:PORT`` (``[::1]:5555`` for IPv6) of this very computer.

    Raises:
        UsageError: it is no such address, or would go out to a network.
    """
    found = re.fullmatch(
        r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[^:\s]+)):(?P<port>[0-9]{1,5})", text
    )
    if found is None or not 0 < int(found["port"]) < 65536:
        raise UsageError(f"{text[:100]!r} is not HOST:PORT, such as 127.0.0.1:5555")
    host = found["six"] or found["host"]
    if host != "localhost":
        try:
            local = ipaddress.ip_address(host).is_loopback
        except ValueError:
            local = False
        if not local:
            raise UsageError(
                f"{text[:100]}: only phones on this computer's own cables and ports are examined "
                "(127.0.0.1, ::1 or localhost)"
            )
    return host, int(found["port"])


def remedy_for(state: State) -> Words | None:
    """Return what the officer can do about a state; ``None`` where nothing is to be done."""
    if state is State.NO_PERMISSION:
        return _DRIVER.get(sys.platform, _DRIVER["linux"])
    return _REMEDIES.get(state)


# Through a server


def through_server(server: AdbServer) -> list[Attached]:
    """Return the phones a server knows; none where no server is running, the ordinary case."""
    try:
        devices = server.devices(_PROBE_S)
    except DeviceError:
        return []
    return [server_phone(server, device) for device in devices]


def server_phone(server: AdbServer, device: ServerDevice) -> Attached:
    """Return one phone of a server as it can be reached through it."""
    which = f"/{device.serial}" if device.transport_id is None else f"#{device.transport_id}"
    return Attached(
        key=f"server:{server.address}{which}",
        how=Origin.ADB_SERVER,
        address=f"{device.serial} ({server.address})",
        state=_SERVER_STATES.get(device.state, State.OFFLINE),
        opener=lambda: server.link(_same_phone(server, device)),
        serial=device.serial,
        usb_path=device.usb_path,
        model=device.model,
    )


def _same_phone(server: AdbServer, wanted: ServerDevice) -> ServerDevice:
    """Return the phone as the server knows it now: plugged in again, it has a new transport id."""
    devices = server.devices()
    for device in devices:
        if device.transport_id == wanted.transport_id and device.serial == wanted.serial:
            return device
    again = [
        device
        for device in devices
        if (device.serial, device.usb_path) == (wanted.serial, wanted.usb_path)
    ]
    if len(again) == 1:
        return again[0]
    raise Unplugged(wanted.serial, f"the adb server at {server.address} has it no longer")


# Directly


Probe = Callable[[str, "UsbTransport"], State]
"""Says how a phone on a USB path stands."""


def on_usb(
    authorisation: Authorisation, owned: Sequence[Attached], probe: Probe | None = None
) -> list[Attached]:
    """Return the phones on this computer's USB ports that no server in ``owned`` has.

    ``probe`` says how each stands; ``None`` opens its interface and lets go of it again.
    """
    from phone_audit.device.usb import address_of, find_transports, product_of, serial_of

    probe = probe or usb_state

    paths = {phone.usb_path for phone in owned if phone.usb_path}
    # On Windows and macOS a server writes paths in a form of its own.
    serials = {
        phone.serial for phone in owned if not re.fullmatch(r"[0-9.-]+", phone.usb_path or "")
    }
    found = []
    for path, transport in find_transports():
        if path in paths:
            continue
        state = probe(path, transport)
        readable = state is not State.NO_PERMISSION
        serial = serial_of(transport) if readable else None
        model = product_of(transport) if readable else None
        if serial is None or serial not in serials:
            phone = _usb_phone(path, serial, model, state, authorisation)
            plugging = ".".join(map(str, address_of(transport)))
            found.append(replace(phone, plugging=plugging))
    return found


def _usb_phone(
    path: str,
    serial: str | None,
    model: str | None,
    state: State,
    authorisation: Authorisation,
) -> Attached:
    def opener() -> Link:
        from phone_audit.device.usb import open_usb

        return open_usb(path, authorisation)

    return Attached(
        key=f"usb:{path}",
        how=Origin.USB,
        address=f"usb {path}",
        state=state,
        opener=opener,
        serial=serial,
        usb_path=path,
        model=model,
    )


def usb_state(path: str, transport: "UsbTransport") -> State:
    """Open the interface and let go of it again; nothing is sent."""
    from phone_audit.device.usb import UsbWire, packet_bytes

    try:
        UsbWire(
            transport,
            address=f"usb {path}",
            packet_bytes=packet_bytes(transport),
            timeout_s=_PROBE_S,
        ).close()
    except DeviceError as error:
        return state_of(error)
    return State.READY


def on_tcp(host: str, port: int, authorisation: Authorisation) -> Attached:
    """Return the phone at an address of this computer; offline where nothing listens."""
    from phone_audit.device.wires import TcpWire

    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    try:
        TcpWire(host, port, timeout_s=_PROBE_S).close()
        state = State.READY
    except DeviceError as error:
        state = state_of(error)
    return Attached(
        key=f"tcp:{shown}",
        how=Origin.TCP,
        address=shown,
        state=state,
        opener=lambda: open_tcp(host, port, authorisation),
    )


def state_of(error: DeviceError) -> State:
    """Return the state a failure to connect speaks of."""
    match error:
        case Unauthorized():
            return State.UNAUTHORIZED
        case PhoneBusy():
            return State.BUSY
        case NoAccess():
            return State.NO_PERMISSION
        case LinkTimeout() | Unplugged() | _:
            return State.OFFLINE


_SERVER_STATES = {
    "device": State.READY,
    "unauthorized": State.UNAUTHORIZED,
    "authorizing": State.UNAUTHORIZED,
    "no permissions": State.NO_PERMISSION,
}

_REMEDIES = {
    State.UNAUTHORIZED: Words(
        id="Buka kunci layar ponsel, lalu ketuk Izinkan pada pertanyaan tentang proses debug USB.",
        en="Unlock the phone's screen and tap Allow on the question about USB debugging.",
    ),
    State.OFFLINE: Words(
        id="Cabut dan pasang lagi kabelnya; bila tetap begitu, matikan lalu nyalakan lagi "
        "proses debug USB di ponsel.",
        en="Unplug the cable and plug it in again; failing that, switch USB debugging on the "
        "phone off and on again.",
    ),
    State.BUSY: Words(
        id="Program lain sedang memegang ponsel ini, biasanya server adb. Tutup program itu, atau "
        "hubungi ponsel melalui server adb yang berjalan.",
        en="Another program holds this phone, usually an adb server. Close that program, or reach "
        "the phone through the running adb server.",
    ),
}

_DRIVER = {
    "linux": Words(
        id="Komputer ini belum boleh membuka ponsel: pasang paket aturan udev "
        "(android-sdk-platform-tools-common), lalu cabut dan pasang lagi kabelnya.",
        en="This computer may not open the phone yet: install the package with udev rules "
        "(android-sdk-platform-tools-common), then unplug the cable and plug it in again.",
    ),
    "win32": Words(
        id="Pengandar USB ponsel ini tidak dapat dibuka langsung: jalankan `adb start-server`, "
        "lalu ulangi.",
        en="The phone's USB driver cannot be opened directly: run `adb start-server`, then retry.",
    ),
    "darwin": Words(
        id="macOS tidak memberikan ponsel ini: jalankan `adb start-server`, lalu ulangi.",
        en="macOS does not hand over this phone: run `adb start-server`, then retry.",
    ),
}

_NO_LIBUSB = Words(
    id="USB tidak dapat dibaca langsung karena pustaka libusb tidak ada: pasang libusb-1.0, atau "
    "gunakan server adb.",
    en="USB cannot be read directly because the library libusb is missing: install libusb-1.0, or "
    "use an adb server.",
)
_NO_USB = Words(
    id="Port USB komputer ini tidak dapat dibuka: gunakan server adb.",
    en="This computer's USB ports cannot be opened: use an adb server.",
)
