"""What one shell command sends back: an answer, framed, delayed, and hurt where a fault says so."""

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from itertools import chain, repeat

from phone_audit.formats.capture_folder import Answer
from phone_audit.model.record import Record, replace
from phone_audit.simulator.faults import (
    Disconnect,
    Fault,
    Flood,
    Garbage,
    Hang,
    Latency,
    Truncate,
)

STDOUT, STDERR, EXIT = 1, 2, 3
_PACKET_BYTES = 32 * 1024
_SERVICE = re.compile(r"(?:shell|exec)(?P<arguments>(?:,[^,:]*)*):(?P<line>.*)", re.DOTALL)


class ShellRequest(Record):
    """A shell service as it was opened; ``v2`` asks for packets with an exit code."""

    line: str
    v2: bool


class Ending(Enum):
    """What follows the last byte of a stream."""

    CLOSE = "close"
    DISCONNECT = "disconnect"


class Playback:
    """The bytes one command will send, from the moment it is ``due`` (``None``: never)."""

    def __init__(
        self, pieces: Iterable[bytes], *, due: float | None, ending: Ending, wire_garbage: bytes
    ) -> None:
        self._pieces = iter(pieces)
        self._left = b""
        self.due = due
        self.ending = ending
        self.wire_garbage = wire_garbage

    def take(self, size: int) -> bytes:
        """Return the next bytes, at most ``size``; none when the command has ended."""
        taken = [self._left]
        length = len(self._left)
        while length < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            taken.append(piece)
            length += len(piece)
        joined = b"".join(taken)
        self._left = joined[size:]
        return joined[:size]


def shell_request(service: str) -> ShellRequest | None:
    """Read a shell service; ``None`` if it is another service or an interactive shell.

    Format::

        shell:getprop
        shell,v2,raw:getprop
        shell,v2,TERM=xterm-256color,raw:getprop
        exec:screencap -p

    Read from: AOSP ``adb/daemon/services.cpp`` ShellService (Android 5 to 15).
    """
    found = _SERVICE.fullmatch(service)
    if found is None or not found["line"]:
        return None
    return ShellRequest(line=found["line"], v2="v2" in found["arguments"].split(","))


def play(
    request: ShellRequest,
    answer: Callable[[str], Answer],
    faults: Iterable[Fault],
    *,
    number: int,
    now: float,
) -> Playback:
    """Return what the ``number``-th shell command of a phone sends, from 1."""
    line = request.line
    striking = [fault for fault in faults if isinstance(fault, _ON_COMMAND) and fault.strikes(line)]
    said = answer(line)
    delay = said.delay_s
    exit_packet = True
    ending = Ending.CLOSE
    wire_garbage = stream_garbage = b""
    pieces: Iterable[bytes] | None = None
    stop_at: int | None = None
    for fault in striking:
        match fault:
            case Latency(seconds=seconds):
                delay = None if delay is None else delay + seconds
            case Hang():
                delay = None
            case Truncate(after_bytes=after_bytes):
                said = replace(said, stdout=said.stdout[:after_bytes])
                exit_packet = fault.exit_packet
            case Flood(block=block):
                endless = repeat(block * (_PACKET_BYTES // len(block) + 1))
                pieces = _packets(STDOUT, endless) if request.v2 else endless
            case Garbage():
                wire_garbage, stream_garbage = fault.wire, fault.stream
            case Disconnect(at_command=at_command, after_bytes=after_bytes):
                if at_command in {None, number}:
                    ending, stop_at = Ending.DISCONNECT, after_bytes
    if pieces is None:
        pieces = _framed(said, exit_packet=exit_packet) if request.v2 else _merged(said)
    if stream_garbage:
        pieces = chain((stream_garbage,), pieces)
    if stop_at is not None:
        pieces = _first(stop_at, pieces)
    due = None if delay is None else now + delay
    return Playback(pieces, due=due, ending=ending, wire_garbage=wire_garbage)


_ON_COMMAND = (Latency, Hang, Truncate, Disconnect, Flood, Garbage)


def _packet(kind: int, data: bytes) -> bytes:
    return struct.pack("<BI", kind, len(data)) + data


def _packets(kind: int, blocks: Iterable[bytes]) -> Iterator[bytes]:
    return (_packet(kind, block) for block in blocks)


def _slices(data: bytes) -> Iterator[bytes]:
    return (data[at : at + _PACKET_BYTES] for at in range(0, len(data), _PACKET_BYTES))


def _framed(answer: Answer, *, exit_packet: bool) -> Iterator[bytes]:
    """Frame an answer in shell v2 packets: u8 kind, u32 length (little-endian), data.

    Read from: AOSP ``adb/shell_protocol.h`` (Android 7 to 15).
    """
    yield from _packets(STDERR, _slices(answer.stderr))
    yield from _packets(STDOUT, _slices(answer.stdout))
    if exit_packet:
        yield _packet(EXIT, bytes([answer.exit_code & 0xFF]))


def _merged(answer: Answer) -> Iterator[bytes]:
    """Give both streams as one and no exit code, as the shell before Android 7 did."""
    yield from _slices(answer.stderr)
    yield from _slices(answer.stdout)


def _first(count: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if len(piece) >= count:
            yield piece[:count]
            return
        count -= len(piece)
        yield piece
