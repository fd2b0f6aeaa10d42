"""What one shell command sends back: an answer, framed, delayed, and hurt where a fault says so."""

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from itertools import chain, repeat
from typing import NamedTuple

from phone_audit.formats.capture_folder import Answer
from phone_audit.model.record import Record, replace
from phone_audit.simulator.command_list import Command, Shell, command_list
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


_CommandFault = Latency | Hang | Truncate | Disconnect | Flood | Garbage
_ON_COMMAND = (Latency, Hang, Truncate, Disconnect, Flood, Garbage)


class ShellRequest(Record):
    """A shell service as it was opened; ``v2`` asks for packets with an exit code."""

    line: str
    v2: bool


class Ending(Enum):
    """What follows the last byte of a stream."""

    CLOSE = "close"
    DISCONNECT = "disconnect"
    PULLED = "pulled"  # a disconnect that is never mended


class Turn(NamedTuple):
    """What one command of a line sends, after a while; ``delay_s`` ``None``: never.

    ``ending`` is there where the whole line ends with it.
    """

    delay_s: float | None
    pieces: Iterable[bytes]
    ending: Ending | None = None


class Playback:
    """The bytes one line will send, command after command.

    ``due`` is when it goes on, ``None``: never. ``ending`` is what follows the last byte.
    """

    def __init__(self, turns: Iterable[Turn], *, now: float, wire_garbage: bytes) -> None:
        self.due: float | None = now
        self.ending = Ending.CLOSE
        self.wire_garbage = wire_garbage
        self._turns = iter(turns)
        self._pieces: Iterator[bytes] = iter(())
        self._left = b""
        self._over = False
        self._next_turn(now)

    def take(self, size: int, now: float) -> bytes | None:
        """Return the next bytes, at most ``size``: none when all is sent, ``None``: not yet."""
        taken = [self._left]
        length = len(self._left)
        while length < size and self.due is not None and self.due <= now:
            piece = next(self._pieces, None)
            if piece is not None:
                taken.append(piece)
                length += len(piece)
            elif self._over:
                break
            else:
                self._next_turn(now)
        joined = b"".join(taken)
        self._left = joined[size:]
        waiting = self.due is None or self.due > now
        return None if waiting and not joined else joined[:size]

    def _next_turn(self, now: float) -> None:
        turn = next(self._turns, None)
        if turn is None:
            self._over = True
            return
        self.due = None if turn.delay_s is None else now + turn.delay_s
        self._pieces = iter(turn.pieces)
        if turn.ending is not None:
            self.ending = turn.ending
            self._turns = iter(())


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
    """Return what a shell service sends; its first question is the phone's ``number``-th."""
    commands = command_list(request.line)
    harmful = tuple(fault for fault in faults if isinstance(fault, _ON_COMMAND))
    wire_garbage = b"".join(
        fault.wire
        for fault in harmful
        if isinstance(fault, Garbage)
        and any(one.question and fault.strikes(one.text) for one in commands)
    )
    turns = _turns(commands, Shell(answer), harmful, v2=request.v2, number=number)
    return Playback(turns, now=now, wire_garbage=wire_garbage)


def _turns(
    commands: Iterable[Command],
    shell: Shell,
    faults: tuple[_CommandFault, ...],
    *,
    v2: bool,
    number: int,
) -> Iterator[Turn]:
    """Yield what each command sends, and at the end the line's exit code."""
    code = 0
    for command in commands:
        said = shell.run(command.text)
        code = said.exit_code
        striking = [one for one in faults if command.question and one.strikes(command.text)]
        turn = _turn(said, striking, v2=v2, number=number)
        number += command.question
        yield turn
        if turn.ending is not None:
            return
    if v2:
        yield Turn(0.0, (_packet(EXIT, bytes([code & 0xFF])),))


def _turn(said: Answer, striking: Iterable[_CommandFault], *, v2: bool, number: int) -> Turn:
    """Return what one command sends, with all that goes wrong on it."""
    delay = said.delay_s
    ending: Ending | None = None
    garbage = b""
    endless: Iterable[bytes] | None = None
    stop_at: int | None = None
    for fault in striking:
        match fault:
            case Latency(seconds=seconds):
                delay = None if delay is None else delay + seconds
            case Hang():
                delay = None
            case Truncate(after_bytes=after_bytes, exit_packet=exit_packet):
                said = replace(said, stdout=said.stdout[:after_bytes])
                ending = ending if exit_packet else Ending.CLOSE
            case Flood(block=block):
                endless = repeat(block * (_PACKET_BYTES // len(block) + 1))
            case Garbage(stream=stream):
                garbage = stream
            case Disconnect(at_command=at_command, after_bytes=after_bytes, for_good=for_good):
                if at_command in {None, number}:
                    ending = Ending.PULLED if for_good else Ending.DISCONNECT
                    stop_at = after_bytes
    if endless is not None:
        pieces = _packets(STDOUT, endless) if v2 else endless
    else:
        pieces = _framed(said) if v2 else _merged(said)
    if garbage:
        pieces = chain((garbage,), pieces)
    if stop_at is not None:
        pieces = _first(stop_at, pieces)
    return Turn(delay, pieces, ending)


def _packet(kind: int, data: bytes) -> bytes:
    return struct.pack("<BI", kind, len(data)) + data


def _packets(kind: int, blocks: Iterable[bytes]) -> Iterator[bytes]:
    return (_packet(kind, block) for block in blocks)


def _slices(data: bytes) -> Iterator[bytes]:
    return (data[at : at + _PACKET_BYTES] for at in range(0, len(data), _PACKET_BYTES))


def _framed(answer: Answer) -> Iterator[bytes]:
    """Frame an answer in shell v2 packets: u8 kind, u32 length (little-endian), data.

    Read from: AOSP ``adb/shell_protocol.h`` (Android 7 to 15).
    """
    yield from _packets(STDERR, _slices(answer.stderr))
    yield from _packets(STDOUT, _slices(answer.stdout))


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
