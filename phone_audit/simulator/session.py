"""One connection as the phone sees it: packets in, packets out, no socket and no clock."""

import secrets
from collections.abc import Iterator
from enum import Enum

from phone_audit.simulator.adb_keys import TOKEN_BYTES
from phone_audit.simulator.bridge import Bridge, open_bridge
from phone_audit.simulator.command_list import questions_in
from phone_audit.simulator.faults import WrongChecksums
from phone_audit.simulator.handset import Handset, Tap
from phone_audit.simulator.packets import (
    VERSION_SKIP_CHECKSUM,
    Command,
    Packet,
    PacketReader,
    ProtocolViolation,
)
from phone_audit.simulator.shell_service import Ending, Playback, play, shell_request

MAX_STREAMS = 64
"""More open streams than this and a phone refuses the next; no host of ours needs ten."""

_TOKEN, _SIGNATURE, _PUBLIC_KEY = 1, 2, 3


class _Phase(Enum):
    GREETING = "greeting"  # nothing but CNXN is heard
    AUTHORISING = "authorising"  # a token is out
    PROMPTED = "prompted"  # the dialog shows on the screen
    ONLINE = "online"
    GONE = "gone"


class Stream:
    """One open service; at most one WRTE is unacknowledged in each direction."""

    def __init__(self, local: int, remote: int, source: Playback | Bridge) -> None:
        self.local = local
        self.remote = remote
        self.source = source
        self.awaiting_okay = False
        self.owes_okay = False


class Session:
    """The phone's half of the ADB protocol for one connection.

    ``receive`` takes what the host sent, ``advance`` lets time pass; both append to
    ``outgoing``. Once ``gone`` is true the connection is to be closed as soon as
    ``outgoing`` has left.

    Read from: AOSP ``packages/modules/adb`` ``adb.cpp`` (handle_packet), ``sockets.cpp``,
    ``transport.cpp``, ``daemon/auth.cpp`` (Android 5 to 15).
    """

    def __init__(self, handset: Handset) -> None:
        self.outgoing: list[bytes] = []
        self._handset = handset
        self._reader = PacketReader()
        self._phase = _Phase.GREETING
        self._token = b""
        self._key = b""
        self._version = handset.version
        self._checks_payloads = True
        self._max_payload = handset.max_payload
        self._streams: dict[int, Stream] = {}
        self._next_stream = 1
        self._check_error = int(any(isinstance(f, WrongChecksums) for f in handset.faults))

    @property
    def gone(self) -> bool:
        """Tell whether the connection has ended for the phone."""
        return self._phase is _Phase.GONE

    def bridges(self) -> Iterator[tuple[Bridge, bool]]:
        """Yield every stream that stands for a socket, and whether it may be read now."""
        for stream in self._streams.values():
            if isinstance(stream.source, Bridge):
                yield stream.source, not stream.awaiting_okay

    def receive(self, data: bytes, now: float) -> None:
        """Take bytes from the host and answer what they complete."""
        try:
            for packet in self._reader.feed(data):
                if self.gone:
                    return
                self._handle(packet, now)
        except ProtocolViolation:
            self.hang_up()

    def advance(self, now: float) -> float | None:
        """Send what is due at ``now``; return when something is due next, if known."""
        if self._phase is _Phase.PROMPTED:
            self._ask_holder()
        following: list[float] = []
        for stream in list(self._streams.values()):
            if self.gone:
                break
            if stream.source.due is None or stream.source.due <= now:
                self._pump(stream, now)
            if stream.source.due is not None and stream.source.due > now:
                following.append(stream.source.due)
        return min(following, default=None)

    def hang_up(self) -> None:
        """End the connection from the phone's side, as a pulled cable does."""
        self._drop_streams()
        self._phase = _Phase.GONE

    def _send(self, command: Command, arg0: int, arg1: int, data: bytes = b"") -> None:
        packet = Packet(command=command, arg0=arg0, arg1=arg1, data=data)
        check = packet.checksum if self._checks_payloads else 0
        self.outgoing.append(packet.to_bytes(check + self._check_error))

    def _handle(self, packet: Packet, now: float) -> None:
        if self._checks_payloads and packet.check != packet.checksum:
            raise ProtocolViolation("wrong checksum")
        match packet.command:
            case Command.CNXN:
                self._greet(packet)
            case Command.AUTH if self._phase in {_Phase.AUTHORISING, _Phase.PROMPTED}:
                self._authorise(packet)
            case Command.OPEN if self._phase is _Phase.ONLINE:
                self._open(packet, now)
            case Command.OKAY if stream := self._stream(packet):
                stream.awaiting_okay = False
                self._pump_if_due(stream, now)
            case Command.WRTE if stream := self._stream(packet):
                self._take(stream, packet.data, now)
            case Command.CLSE if stream := self._stream(packet):
                self._close(stream)
            case _:
                pass  # what a phone that is not online, or a closed stream, does not hear

    def _greet(self, packet: Packet) -> None:
        if packet.arg1 < 1:
            raise ProtocolViolation("a host without room for a payload")
        self._drop_streams()
        self._version = min(packet.arg0, self._handset.version)
        self._max_payload = min(packet.arg1, self._handset.max_payload)
        if self._handset.auth is None:
            self._go_online()
        else:
            self._challenge()

    def _go_online(self) -> None:
        self._send(
            Command.CNXN, self._handset.version, self._handset.max_payload, self._handset.banner
        )
        self._checks_payloads = self._version < VERSION_SKIP_CHECKSUM
        self._phase = _Phase.ONLINE

    def _challenge(self) -> None:
        self._token = secrets.token_bytes(TOKEN_BYTES)
        self._send(Command.AUTH, _TOKEN, 0, self._token)
        self._phase = _Phase.AUTHORISING

    def _authorise(self, packet: Packet) -> None:
        if packet.arg0 == _SIGNATURE:
            if self._handset.knows_signer(self._token, packet.data):
                self._go_online()
            else:
                self._challenge()
        elif packet.arg0 == _PUBLIC_KEY:
            self._key = packet.data.rstrip(b"\0\n")
            self._phase = _Phase.PROMPTED
            self._ask_holder()

    def _ask_holder(self) -> None:
        match self._handset.tap_for(self._key):
            case Tap.ALLOW | Tap.ALWAYS_ALLOW:
                self._go_online()
            case Tap.DENY:
                self._phase = _Phase.AUTHORISING  # the phone says nothing; the dialog is gone
            case Tap.NOTHING:
                pass

    def _open(self, packet: Packet, now: float) -> None:
        remote = packet.arg0
        service = packet.data.rstrip(b"\0").decode("utf-8", "surrogateescape")
        self._handset.asked.append(service)
        source = self._source(service, now) if len(self._streams) < MAX_STREAMS else None
        if source is None or not remote:
            self._send(Command.CLSE, 0, remote)
            return
        stream = Stream(self._next_stream, remote, source)
        self._next_stream += 1
        self._streams[stream.local] = stream
        self._send(Command.OKAY, stream.local, remote)
        if isinstance(source, Playback) and source.wire_garbage:
            self.outgoing.append(source.wire_garbage)
        self._pump_if_due(stream, now)

    def _source(self, service: str, now: float) -> Playback | Bridge | None:
        request = shell_request(service)
        if request is not None:
            first = self._handset.questions + 1
            self._handset.questions += len(questions_in(request.line))
            return play(
                request, self._handset.folder.answer, self._handset.faults, number=first, now=now
            )
        kind, _, name = service.partition(":")
        if kind != "localabstract" or name not in self._handset.local_sockets:
            return None
        return open_bridge(self._handset.local_sockets[name], self._handset.handlers)

    def _stream(self, packet: Packet) -> Stream | None:
        stream = self._streams.get(packet.arg1)
        return stream if stream is not None and stream.remote == packet.arg0 else None

    def _pump_if_due(self, stream: Stream, now: float) -> None:
        if stream.source.due is not None and stream.source.due <= now:
            self._pump(stream, now)

    def _pump(self, stream: Stream, now: float) -> None:
        """Send the next piece of a stream, if the host has taken the last one."""
        source = stream.source
        if isinstance(source, Bridge) and stream.owes_okay and source.flushed:
            stream.owes_okay = False
            self._send(Command.OKAY, stream.local, stream.remote)
        if source.due is None or stream.awaiting_okay:
            return
        size = self._max_payload
        data = source.take(size) if isinstance(source, Bridge) else source.take(size, now)
        if data is None:
            return
        if data:
            self._send(Command.WRTE, stream.local, stream.remote, data)
            stream.awaiting_okay = True
        elif isinstance(source, Playback) and source.ending is not Ending.CLOSE:
            self._handset.pulled = source.ending is Ending.PULLED
            self.hang_up()
        else:
            self._close(stream)

    def _take(self, stream: Stream, data: bytes, now: float) -> None:
        """Hand on what the host wrote; a command ignores its input, a socket may be slow."""
        if stream.owes_okay:
            raise ProtocolViolation("a WRTE before the last one was acknowledged")
        if isinstance(stream.source, Bridge):
            stream.source.give(data)
            stream.owes_okay = True
            self._pump(stream, now)
        else:
            self._send(Command.OKAY, stream.local, stream.remote)

    def _close(self, stream: Stream) -> None:
        del self._streams[stream.local]
        self._send(Command.CLSE, stream.local, stream.remote)
        if isinstance(stream.source, Bridge):
            stream.source.close()

    def _drop_streams(self) -> None:
        for stream in self._streams.values():
            if isinstance(stream.source, Bridge):
                stream.source.close()
        self._streams.clear()
