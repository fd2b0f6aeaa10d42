"""Links through an adb server that is already running; this program never starts or stops one."""

import re
import socket
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Self

from phone_audit.errors import (
    DeviceError,
    LinkTimeout,
    NoAccess,
    ServiceRefused,
    Unauthorized,
    Unplugged,
)
from phone_audit.model.record import Record

if TYPE_CHECKING:
    from ppadb.client import Client
    from ppadb.connection import Connection

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 5037
_LONGEST_REPLY = 0xFFFF  # four hexadecimal digits announce it
_CHUNK = 256 * 1024
_importing = threading.Lock()


class ServerDevice(Record):
    """One line of ``adb devices -l``.

    ``transport_id`` tells two phones of the same serial apart; ``None`` from servers
    before 2018. ``usb_path`` is ``1-1.2``, ``None`` for a phone reached over TCP.
    """

    serial: str
    state: str  # "device", "unauthorized", "offline", "no permissions", ...
    usb_path: str | None = None
    model: str | None = None
    transport_id: int | None = None


class AdbServer:
    """A running adb server, asked what it knows; every question is a connection of its own."""

    def __init__(self, host: str = DEFAULT_HOST, port: int = DEFAULT_PORT) -> None:
        self.host = host
        self.port = port
        self.address = f"{host}:{port}"

    def version(self, timeout_s: float = 5.0) -> int:
        """Return the version of the server's protocol, such as 41.

        Raises:
            Unplugged: no server answers there.
        """
        text = self._ask("host:version", timeout_s)
        if re.fullmatch(r"[0-9A-Fa-f]{1,8}", text) is None:
            raise Unplugged(self.address, "what answers is no adb server")
        return int(text, 16)

    def devices(self, timeout_s: float = 5.0) -> tuple[ServerDevice, ...]:
        """Return the phones the server knows, in its order, whatever their state."""
        return parse_devices(self._ask("host:devices-l", timeout_s))

    def track_devices(self) -> "DeviceWatch":
        """Return a watch that tells when phones come, go or change their state."""
        connection = self._connect(5.0)
        try:
            _request(connection, "host:track-devices", self.address)
        except BaseException:
            connection.close()
            raise
        return DeviceWatch(self, connection)

    def link(self, device: ServerDevice, timeout_s: float = 5.0) -> "ServerLink":
        """Return a link to one phone the server knows.

        Raises:
            Unauthorized, NoAccess, Unplugged: the phone is not ready, and why.
        """
        return ServerLink(self, device, timeout_s)

    def _connect(self, timeout_s: float) -> "Connection":
        client = _library()(self.host, self.port)
        try:
            return client.create_connection(timeout=max(timeout_s, 0.001))
        except RuntimeError:  # the library's only kind
            raise Unplugged(self.address, "no adb server answers here") from None

    def _ask(self, request: str, timeout_s: float) -> str:
        connection = self._connect(timeout_s)
        try:
            _request(connection, request, self.address)
            return _reply(connection, self.address)
        finally:
            connection.close()


class DeviceWatch:
    """Snapshots of a server's phones, one whenever something about them changed."""

    def __init__(self, server: AdbServer, connection: "Connection") -> None:
        self._server = server
        self._connection = connection

    def wait(self, timeout_s: float) -> tuple[ServerDevice, ...] | None:
        """Return the phones after the next change, ``None`` when nothing changed in time.

        The first call returns at once with the phones that are there.

        Raises:
            Unplugged: the server is gone.
        """
        sock: socket.socket = self._connection.socket
        sock.settimeout(timeout_s)
        try:
            if not sock.recv(1, socket.MSG_PEEK):
                raise Unplugged(self._server.address, "the adb server closed the connection")
        except TimeoutError:
            return None
        except OSError as error:
            raise Unplugged(self._server.address, f"the adb server is gone: {error}") from None
        sock.settimeout(5.0)
        # The announcement itself names neither USB path nor transport id.
        _reply(self._connection, self._server.address)
        return self._server.devices()

    def __iter__(self) -> Iterator[tuple[ServerDevice, ...]]:
        """Yield a snapshot per change until the server is gone."""
        while True:
            try:
                snapshot = self.wait(3600.0)
            except Unplugged:
                return
            if snapshot is not None:
                yield snapshot

    def close(self) -> None:
        """Stop watching."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class ServerLink:
    """A link to one phone through the server (``phone_audit.device.link.Link``)."""

    def __init__(self, server: AdbServer, device: ServerDevice, timeout_s: float) -> None:
        self.address = f"{device.serial} ({server.address})"
        self._server = server
        if device.transport_id is None:
            self._select = f"host:transport:{device.serial}"
            self._query = f"host-serial:{device.serial}"
        else:
            self._select = f"host:transport-id:{device.transport_id}"
            self._query = f"host-transport-id:{device.transport_id}"
        self._lock = threading.Lock()
        self._streams: set[ServerStream] = set()
        # Selecting the phone first: an unauthorized one would still list its features.
        self._selected(timeout_s).close()
        self.features = frozenset(self._features(timeout_s).split(",")) - {""}

    def open(self, service: str, timeout_s: float) -> "ServerStream":
        """Start a service over a connection of its own."""
        deadline = time.monotonic() + timeout_s
        connection = self._selected(timeout_s)
        try:
            connection.socket.settimeout(max(0.001, deadline - time.monotonic()))
            _request(connection, service, self.address)
        except ServiceRefused:
            connection.close()
            if not self.is_there():  # the server's word for both is "closed"
                raise Unplugged(self.address, "the adb server lost the phone") from None
            raise
        except BaseException:
            connection.close()
            raise
        stream = ServerStream(self, connection)
        with self._lock:
            self._streams.add(stream)
        return stream

    def is_there(self) -> bool:
        """Tell whether the server still has the phone, ready to be talked to."""
        try:
            self._selected(5.0).close()
        except DeviceError:
            return False
        return True

    def forget(self, stream: "ServerStream") -> None:
        """Drop a stream that was closed."""
        with self._lock:
            self._streams.discard(stream)

    def close(self) -> None:
        """End every stream; the server keeps the phone."""
        with self._lock:
            streams = tuple(self._streams)
        for stream in streams:
            stream.close()

    def _selected(self, timeout_s: float) -> "Connection":
        connection = self._server._connect(timeout_s)
        try:
            _request(connection, self._select, self.address)
        except BaseException:
            connection.close()
            raise
        return connection

    def _features(self, timeout_s: float) -> str:
        return self._server._ask(f"{self._query}:features", timeout_s)


class ServerStream:
    """A service on the phone, piped through the server (``phone_audit.device.link.Stream``)."""

    def __init__(self, link: ServerLink, connection: "Connection") -> None:
        self._link = link
        self._connection = connection
        self._socket: socket.socket = connection.socket
        self._ended = False

    @property
    def ended_in_order(self) -> bool:
        """Whether the stream has ended and the phone is still there.

        A server closes a stream alike when the service ended and when the phone left,
        so the server is asked; only answers without an exit packet depend on it.
        """
        return self._ended and self._link.is_there()

    def read(self, timeout_s: float) -> bytes:
        """Return what the server passed on, ``b""`` once it closed the stream."""
        self._socket.settimeout(max(timeout_s, 0.001))
        try:
            data = self._socket.recv(_CHUNK)
        except TimeoutError:
            raise LinkTimeout(self._link.address, f"silent for {timeout_s:g} s") from None
        except OSError as error:
            raise Unplugged(self._link.address, f"the adb server is gone: {error}") from None
        self._ended = not data
        return data

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of ``data``."""
        self._socket.settimeout(max(timeout_s, 0.001))
        try:
            self._socket.sendall(data)
        except TimeoutError:
            raise LinkTimeout(self._link.address, "the phone does not take the data") from None
        except OSError as error:
            raise Unplugged(self._link.address, f"the service has ended: {error}") from None

    def close(self) -> None:
        """Close the connection; the server then ends the service."""
        self._link.forget(self)
        with suppress(OSError):
            self._connection.close()


_FIELD = re.compile(r" (usb|product|model|device|transport_id):(\S*)")
_LINE = re.compile(
    r"(?P<serial>\(no serial number\)|\S+)\s+(?P<state>\S.*?)"
    r"(?P<fields>(?: (?:usb|product|model|device|transport_id):\S*)*)"
)
_NO_PERMISSIONS = "no permissions"


def parse_devices(text: str) -> tuple[ServerDevice, ...]:
    """Read the answer to ``host:devices-l``.

    Format, one phone a line; a state may hold blanks::

        0123456789ABCDEF       device usb:1-1.2 product:a model:A_1 device:b transport_id:3
        ????????????           no permissions (user in plugdev group; are your udev rules
        wrong?); see [http://developer.android.com/...] usb:1-2 transport_id:4

    (the second is one line). Lines of any other shape are no phones and are left out.

    Read from: AOSP ``packages/modules/adb/transport.cpp append_transport`` (29, 34).
    """
    devices: list[ServerDevice] = []
    for line in text.splitlines():
        found = _LINE.fullmatch(line[:2000].rstrip())
        if found is None:
            continue
        fields = dict(_FIELD.findall(found["fields"]))
        state = found["state"]
        number = fields.get("transport_id", "")
        devices.append(
            ServerDevice(
                serial=found["serial"],
                state=_NO_PERMISSIONS if state.startswith(_NO_PERMISSIONS) else state,
                usb_path=fields.get("usb"),
                model=fields.get("model"),
                transport_id=int(number) if re.fullmatch(r"[0-9]{1,18}", number) else None,
            )
        )
    return tuple(devices)


@cache
def _library() -> "type[Client]":
    with _importing, warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # 15 of them since Python 3.12
        from ppadb.client import Client
    found: type[Client] = Client
    return found


def _request(connection: "Connection", request: str, address: str) -> None:
    """Send one request and read its OKAY; a FAIL becomes the error its sentence means.

    Format: four hexadecimal digits of length and the request; ``OKAY``, or ``FAIL``
    with a sentence counted the same way.

    Read from: AOSP ``packages/modules/adb/SERVICES.TXT``, ``OVERVIEW.TXT``.
    """
    data = request.encode()
    if len(data) > _LONGEST_REPLY:
        raise ServiceRefused(address, "the request is longer than an adb server can take")
    sock: socket.socket = connection.socket
    try:
        sock.sendall(b"%04x" % len(data) + data)
    except TimeoutError:
        raise LinkTimeout(address, "the adb server does not take the request") from None
    except OSError as error:
        raise Unplugged(address, f"the adb server is gone: {error}") from None
    status = _exactly(sock, 4, address)
    if status == b"OKAY":
        return
    if status != b"FAIL":
        raise Unplugged(address, "what answers is no adb server")
    raise _meaning(_reply(connection, address), address)


def _reply(connection: "Connection", address: str) -> str:
    """Read one answer: four hexadecimal digits of length, then as many bytes."""
    sock: socket.socket = connection.socket
    digits = _exactly(sock, 4, address)
    if re.fullmatch(rb"[0-9A-Fa-f]{4}", digits) is None:
        raise Unplugged(address, "what answers is no adb server")
    return _exactly(sock, int(digits, 16), address).decode("utf-8", "replace")


def _exactly(sock: socket.socket, count: int, address: str) -> bytes:
    data = bytearray()
    while len(data) < count:
        try:
            part = sock.recv(count - len(data))
        except TimeoutError:
            raise LinkTimeout(address, "the adb server does not answer in time") from None
        except OSError as error:
            raise Unplugged(address, f"the adb server is gone: {error}") from None
        if not part:
            raise Unplugged(address, "the adb server closed the connection")
        data += part
    return bytes(data)


def _meaning(sentence: str, address: str) -> DeviceError:
    """Translate a server's refusal, whose only form is an English sentence."""
    lower = sentence.lower()
    if "unauthorized" in lower or "authorizing" in lower:
        return Unauthorized(address, "the phone has not accepted the adb server's key")
    if _NO_PERMISSIONS in lower or "insufficient permissions" in lower:
        return NoAccess(address, "the adb server may not open the USB device")
    if any(word in lower for word in ("not found", "no device", "offline", "connecting")):
        return Unplugged(address, f"the adb server says {sentence[:100]!r}")
    return ServiceRefused(address, f"the adb server says {sentence[:100]!r}")
