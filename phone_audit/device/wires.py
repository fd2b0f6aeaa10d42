"""What lies beneath a link: bytes to and from one phone, and whole packets cut from them."""

import socket
import threading
import time
from contextlib import suppress
from typing import Protocol

from phone_audit.device.packets import (
    HEADER_BYTES,
    Header,
    Packet,
    check_payload,
    decode_header,
    encode_header,
)
from phone_audit.errors import LinkTimeout, Unplugged

STALL_S = 15.0
"""A packet that was begun and of which nothing more comes for this long will never be whole."""


class Wire(Protocol):
    """Raw bytes; one thread reads, and one at a time writes."""

    @property
    def address(self) -> str:
        """How the phone was reached, for people."""

    def read(self, count: int, timeout_s: float) -> bytes:
        """Return between 1 and ``count`` bytes, or ``b""`` when none came in time.

        Raises:
            Unplugged: there will never be any more.
        """

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of ``data``, however often that takes.

        Raises:
            LinkTimeout: part of it may be gone, part not: the wire is no use any more.
            Unplugged: the other side is gone.
        """

    def interrupt(self) -> None:
        """Make a read that waits in another thread return soon."""

    def close(self) -> None:
        """Let go; called when nobody reads any more."""


class TcpWire:
    """A phone that listens on a TCP port of this computer."""

    def __init__(self, host: str, port: int, *, timeout_s: float) -> None:
        """Connect.

        Raises:
            Unplugged: nothing listens there.
            LinkTimeout: no answer in time.
        """
        from adb_shell.transport.tcp_transport import TcpTransport  # slow, so only on use

        self.address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._transport = TcpTransport(host, port)
        try:
            self._transport.connect(timeout_s)
            # The transport sets neither; a header and its payload are two sends, and
            # Nagle's algorithm would hold the second back for 40 ms.
            self._socket: socket.socket = self._transport._connection
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except TimeoutError:
            raise LinkTimeout(self.address, "no answer to the connection") from None
        except OSError as error:
            raise Unplugged(self.address, f"cannot be connected: {error.strerror}") from None

    def read(self, count: int, timeout_s: float) -> bytes:
        """Return what is there, at most ``count`` bytes; ``b""`` when nothing came in time."""
        from adb_shell.exceptions import TcpTimeoutException

        try:
            data: bytes = self._transport.bulk_read(count, timeout_s)
        except (TcpTimeoutException, BlockingIOError):
            return b""
        except (OSError, ValueError) as error:  # ValueError: the socket was closed
            raise Unplugged(self.address, f"the connection broke: {error}") from None
        if not data:
            raise Unplugged(self.address, "the phone closed the connection")
        return data

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of ``data``; the socket may take it in many small parts."""
        from adb_shell.exceptions import TcpTimeoutException

        deadline = time.monotonic() + timeout_s
        rest = memoryview(data)
        while rest:
            try:
                sent = self._transport.bulk_write(rest, max(0.0, deadline - time.monotonic()))
            except BlockingIOError:
                continue
            except TcpTimeoutException:
                raise LinkTimeout(self.address, "the phone takes no more data") from None
            except (OSError, ValueError) as error:
                raise Unplugged(self.address, f"the connection broke: {error}") from None
            rest = rest[sent:]

    def interrupt(self) -> None:
        """Shut the socket down: whoever waits for it sees its end."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket."""
        self._transport.close()


class PacketWire:
    """Whole packets over a wire.

    A packet that is cut by a time limit is not lost: its first part is kept, and the
    next call goes on where the last one stopped. ``checksums`` is on until both sides
    have agreed on a version of the protocol that does without.
    """

    def __init__(self, wire: Wire, *, stall_s: float = STALL_S) -> None:
        self.wire = wire
        self.address = wire.address
        self.checksums = True
        self._stall_s = stall_s
        self._header: Header | None = None
        self._came = bytearray()  # of the header, then of the payload
        self._came_at = time.monotonic()
        self._sending = threading.Lock()
        self._closed = False

    def receive(self, timeout_s: float, *, check: bool = True) -> Packet | None:
        """Return the next packet, or ``None`` when it is not there in time.

        Raises:
            FramingError: the phone does not keep to the protocol.
            LinkTimeout: the phone stopped in the middle of a packet.
            Unplugged: it is gone.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            if self._header is None and len(self._came) == HEADER_BYTES:
                self._header = decode_header(bytes(self._came))
                self._came.clear()
            if self._header is not None and len(self._came) == self._header.length:
                return self._take(self._header, check=check)
            needed = HEADER_BYTES if self._header is None else self._header.length
            now = time.monotonic()
            data = self.wire.read(needed - len(self._came), max(0.0, deadline - now))
            if data:
                self._came += data
                self._came_at = time.monotonic()
            elif (self._came or self._header) and now - self._came_at > self._stall_s:
                raise LinkTimeout(self.address, "the phone stopped in the middle of a packet")
            elif time.monotonic() >= deadline:
                return None

    def _take(self, header: Header, *, check: bool) -> Packet:
        payload = bytes(self._came)
        self._header = None
        self._came = bytearray()
        if check and self.checksums:
            check_payload(header, payload)
        return Packet(header.command, header.arg0, header.arg1, payload)

    def send(self, packet: Packet, timeout_s: float) -> None:
        """Send one packet; header and payload are two writes, as USB wants them.

        Raises:
            LinkTimeout: the packet is cut; nothing may be sent on this wire any more.
            Unplugged: the phone is gone.
        """
        header = encode_header(packet, with_checksum=self.checksums)
        with self._sending:
            if self._closed:
                raise Unplugged(self.address, "the link was closed")
            self.wire.write(header, timeout_s)
            if packet.payload:
                self.wire.write(packet.payload, timeout_s)

    def interrupt(self) -> None:
        """Make the thread that reads, or writes, notice that this is over."""
        self.wire.interrupt()

    def close(self) -> None:
        """Let go of the wire once nobody is writing; only the reading thread calls this."""
        with self._sending:
            self._closed = True
            self.wire.close()
