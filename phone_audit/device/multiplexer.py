"""Many streams over one phone's packets: one thread reads, and each stream has its own reader."""

import threading
from collections import deque
from contextlib import suppress
from itertools import count

from phone_audit.device.packets import Command, FramingError, Packet
from phone_audit.device.wires import PacketWire
from phone_audit.errors import DeviceError, LinkTimeout, ServiceRefused, Unplugged

_POLL_S = 0.5  # how often the reading thread looks whether the link was closed
_SEND_S = 10.0  # a phone that takes no packet for this long is not answering any more
# By the protocol one chunk is under way at a time; adbd 34 now and then sends a short
# command's output and its exit code without waiting in between.
_MOST_UNTAKEN = 4
# Packets of streams that do not exist, between two that are opened: adbd sends two or
# three after every stream we close, a broken phone any number.
_MOST_STRAYS = 1000


class Multiplexer:
    """A link to one phone (see ``phone_audit.device.link.Link``).

    A chunk is acknowledged when its reader takes it, and a phone is to send the next one
    only then: so memory is bounded by a few packets per stream, and a slow reader slows
    down its own stream and no other.

    Read from: AOSP ``packages/modules/adb/protocol.txt``, ``adb.cpp handle_packet``,
    ``sockets.cpp`` (Android 7 to 15). ``delayed_ack`` is not announced, so not met.
    """

    def __init__(self, packets: PacketWire, *, features: frozenset[str], max_payload: int) -> None:
        self.features = features
        self.address = packets.address
        self._packets = packets
        self._max_payload = max_payload
        self._lock = threading.Lock()
        self._streams: dict[int, _PacketStream] = {}
        self._ids = count(1)
        self._strays = 0
        self._closing = False
        self._broken: str | None = None
        self._reader = threading.Thread(
            target=self._read_packets, name=f"adb {self.address}", daemon=True
        )
        self._reader.start()

    def open(self, service: str, timeout_s: float) -> "_PacketStream":
        """Start a service; a refusal is known after one round trip."""
        payload = service.encode() + b"\0"
        if len(payload) > self._max_payload:
            raise ServiceRefused(self.address, "the request is longer than the phone can take")
        with self._lock:
            self._raise_if_broken()
            stream = _PacketStream(self, next(self._ids) & 0xFFFFFFFF, self._lock)
            self._streams[stream.local_id] = stream
            self._strays = 0
        try:
            self._send(Packet(Command.OPEN, stream.local_id, 0, payload))
            stream.wait_until_open(timeout_s)
        except DeviceError:
            stream.close()
            raise
        return stream

    def close(self) -> None:
        """End every stream, stop the reading thread, let go of the wire."""
        self._closing = True
        self._break("the link was closed")
        self._packets.interrupt()
        if threading.current_thread() is not self._reader:
            self._reader.join()

    # What streams need

    def send_for(self, stream: "_PacketStream", command: Command, payload: bytes = b"") -> None:
        """Send a packet of an open stream."""
        self._send(Packet(command, stream.local_id, stream.remote_id, payload))

    def forget(self, stream: "_PacketStream") -> None:
        """Drop a stream from the table; packets that still come for it are strays."""
        self._streams.pop(stream.local_id, None)

    @property
    def broken(self) -> str | None:
        """Why the link is no use any more, or ``None`` while it is."""
        return self._broken

    @property
    def max_payload(self) -> int:
        """The most bytes one packet may carry, as both sides announced."""
        return self._max_payload

    # The reading thread

    def _read_packets(self) -> None:
        try:
            while not self._closing:
                packet = self._packets.receive(_POLL_S)
                if packet is not None:
                    self._deliver(packet)
        except FramingError as error:
            self._break(f"the phone does not keep to the ADB protocol: {error}")
        except DeviceError as error:
            self._break(error.message)
        finally:
            self._break("the link was closed")
            self._packets.close()

    def _deliver(self, packet: Packet) -> None:
        match packet.command:
            case Command.OKAY | Command.WRTE | Command.CLSE:
                with self._lock:
                    stream = self._streams.get(packet.arg1)
                    answer = stream.accept(packet) if stream else _answer_to_stray(packet)
                if stream is None:
                    self._count_stray()
            case Command.OPEN:  # a phone has nothing to open on this computer
                answer = Packet(Command.CLSE, 0, packet.arg0)
                self._count_stray()
            case _:
                raise FramingError(f"{packet.command.name} in the middle of a connection")
        if answer is not None:
            self._send(answer)

    def _count_stray(self) -> None:
        self._strays += 1
        if self._strays > _MOST_STRAYS:
            raise FramingError("a flood of packets for streams that do not exist")

    # State

    def _send(self, packet: Packet) -> None:
        with self._lock:
            self._raise_if_broken()
        try:
            self._packets.send(packet, _SEND_S)
        except DeviceError as error:
            # Part of the packet may be under way, so whatever followed would be misread.
            self._break(error.message)
            self._packets.interrupt()
            raise

    def _break(self, why: str) -> None:
        with self._lock:
            if self._broken is None:
                self._broken = why
            for stream in self._streams.values():
                stream.changed.notify_all()

    def _raise_if_broken(self) -> None:
        if self._broken is not None:
            raise Unplugged(self.address, self._broken)


def _answer_to_stray(packet: Packet) -> Packet | None:
    """Tell the phone that a stream it still believes in is gone; a CLSE needs no answer."""
    if packet.command is Command.CLSE:
        return None
    return Packet(Command.CLSE, packet.arg1, packet.arg0)


class _PacketStream:
    """One stream of a multiplexer; its state changes under the multiplexer's lock only."""

    def __init__(self, link: Multiplexer, local_id: int, lock: threading.Lock) -> None:
        self.local_id = local_id
        self.remote_id = 0
        self.changed = threading.Condition(lock)
        self.ended_in_order = False
        self._link = link
        self._chunks: deque[bytes] = deque()
        self._refused = False
        self._closed = False
        self._acknowledged = True

    def accept(self, packet: Packet) -> Packet | None:
        """Take in a packet of this stream (lock held); return what is to be answered."""
        self.changed.notify_all()
        if packet.command is Command.CLSE:
            if self.remote_id:
                self.ended_in_order = True
            else:
                self._refused = True
            self._link.forget(self)
            return None
        if not self.remote_id and packet.command is Command.OKAY and packet.arg0:
            self.remote_id = packet.arg0
            return None
        if packet.arg0 != self.remote_id or not self.remote_id:
            raise FramingError(f"{packet.command.name} of another stream")
        if packet.command is Command.OKAY:
            self._acknowledged = True
            return None
        if not packet.payload:
            return Packet(Command.OKAY, self.local_id, self.remote_id)
        self._chunks.append(packet.payload)
        if len(self._chunks) > _MOST_UNTAKEN:
            raise FramingError("data is sent without regard to whether it is taken")
        return None

    def wait_until_open(self, timeout_s: float) -> None:
        """Wait for the phone's answer to OPEN."""
        with self.changed:
            answered = self.changed.wait_for(
                lambda: self.remote_id or self._refused or self._link.broken, timeout_s
            )
            if self.remote_id:
                return
            if self._refused:
                raise ServiceRefused(self._link.address, "the phone does not offer this service")
            if self._link.broken is not None:
                raise Unplugged(self._link.address, self._link.broken)
            assert not answered
            raise LinkTimeout(self._link.address, f"no answer within {timeout_s:g} s")

    def read(self, timeout_s: float) -> bytes:
        """Return the next chunk, ``b""`` at the end; taking it lets the phone send the next."""
        with self.changed:
            self.changed.wait_for(
                lambda: self._chunks or self._is_over or self._link.broken, timeout_s
            )
            if not self._chunks:
                if self._is_over:
                    return b""
                if self._link.broken is not None:
                    raise Unplugged(self._link.address, self._link.broken)
                raise LinkTimeout(self._link.address, f"silent for {timeout_s:g} s")
            data = self._chunks.popleft()
            acknowledge = not self._is_over
        if acknowledge:
            # The data is here all the same; the next read tells that the link broke.
            with suppress(DeviceError):
                self._link.send_for(self, Command.OKAY)
        return data

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of ``data``, packet by packet, each after the one before was taken."""
        for start in range(0, len(data), self._link.max_payload):
            with self.changed:
                if self._is_over:
                    raise Unplugged(self._link.address, "the service has ended")
                self._acknowledged = False
            part = data[start : start + self._link.max_payload]
            self._link.send_for(self, Command.WRTE, part)
            with self.changed:
                self.changed.wait_for(
                    lambda: self._acknowledged or self._is_over or self._link.broken, timeout_s
                )
                if self._link.broken is not None:
                    raise Unplugged(self._link.address, self._link.broken)
                if not self._acknowledged and not self._is_over:
                    raise LinkTimeout(self._link.address, "the phone does not take the data")

    def close(self) -> None:
        """End the stream; what the phone still sends for it is answered with CLSE."""
        with self.changed:
            tell = bool(self.remote_id) and not self._is_over and self._link.broken is None
            self._closed = True
            self._link.forget(self)
            self.changed.notify_all()
        if tell:
            # A link that is broken has no streams left to end.
            with suppress(DeviceError):
                self._link.send_for(self, Command.CLSE)

    @property
    def _is_over(self) -> bool:
        return self.ended_in_order or self._closed
