"""One line for a phone's shell, and everything that came back, with how it ended."""

import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from phone_audit.device.link import Link, Stream
from phone_audit.errors import LinkTimeout, Unplugged

LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes of stdout and stderr together, after which an answer is cut and so marked."""

OPEN_S = 10.0
"""How long a phone may take to start a command; one that cannot is not answering at all."""

SECOND_VERSION = "shell_v2"
"""The feature of phones whose shell keeps stdout, stderr and the exit code apart."""

Watch = Callable[[bytes | bytearray, bytes | bytearray], float | None]
"""Given all of stdout and stderr so far; returns how long the command may take from now on."""

_HEADER = struct.Struct("<BI")
_STDOUT, _STDERR, _EXIT = 1, 2, 3


class Ending(StrEnum):
    """How an answer ended; the first two are complete."""

    EXIT = "exit"  # the command's exit packet came
    CLOSED = "closed"  # an old phone closed the stream in order
    CUT = "cut"  # the phone ended the stream without the exit packet
    TIME = "time"  # the time limit, or too long a silence
    GONE = "gone"  # the phone or the way to it
    TOO_LARGE = "too_large"
    GARBLED = "garbled"  # what came keeps to no protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command printed; ``exit_code`` is ``None`` where the phone told none."""

    stdout: bytes
    stderr: bytes
    exit_code: int | None
    ending: Ending

    @property
    def complete(self) -> bool:
        """Whether nothing is missing; an incomplete answer proves no absence."""
        return self.ending in (Ending.EXIT, Ending.CLOSED)


def shell(
    link: Link,
    line: str,
    timeout_s: float,
    idle_s: float | None = None,
    *,
    largest: int = LARGEST_ANSWER,
    watch: Watch | None = None,
) -> Answer:
    r"""Run one line on the phone and return its answer, however it ended.

    ``timeout_s`` limits the whole command; ``idle_s``, where given, also each silence.
    What came before a limit or a cut is kept. ``watch`` is shown the answer each time it
    has grown, and may give the command a new time limit; ``None`` leaves the old one.

    Format (phones with the feature ``shell_v2``, Android 7+), packets of any size cut
    anywhere, little-endian::

        id u8   1 stdout, 2 stderr, 3 exit code (one byte); others are for terminals
        length u32
        data

    An older phone has only ``shell:``: one stream in which stderr is mixed, a terminal
    has turned every LF into CR LF, and no exit code follows. Its bytes are kept as they
    came; whoever reads them as text must take CR LF for a line end.

    Read from: AOSP ``packages/modules/adb/shell_protocol.h``, ``daemon/shell_service.cpp``
    (Android 7 to 15).

    Raises:
        ServiceRefused, LinkTimeout, Unplugged: the command did not even start.
    """
    second_version = SECOND_VERSION in link.features
    service = f"shell,v2,raw:{line}" if second_version else f"shell:{line}"
    deadline = time.monotonic() + timeout_s
    stream = link.open(service, min(OPEN_S, timeout_s))
    reader = _Packets(largest) if second_version else _Plain(largest)
    try:
        ending = _pour(stream, reader, deadline, idle_s, watch)
    finally:
        stream.close()
    return Answer(
        stdout=bytes(reader.stdout),
        stderr=bytes(reader.stderr),
        exit_code=reader.exit_code,
        ending=ending,
    )


def _pour(
    stream: Stream,
    reader: "_Packets | _Plain",
    deadline: float,
    idle_s: float | None,
    watch: Watch | None,
) -> Ending:
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            return Ending.TIME
        try:
            data = stream.read(left if idle_s is None else min(left, idle_s))
        except LinkTimeout:
            return Ending.TIME
        except Unplugged:
            return Ending.GONE
        if not data:
            return reader.end(stream)
        ending = reader.feed(data)
        limit_s = watch(reader.stdout, reader.stderr) if watch is not None else None
        if ending is not None:
            return ending
        if limit_s is not None:
            deadline = time.monotonic() + limit_s


class _Plain:
    """The answer of a phone without shell protocol."""

    def __init__(self, largest: int) -> None:
        self.stdout = bytearray()
        self.stderr = b""
        self.exit_code: int | None = None
        self._largest = largest

    def feed(self, data: bytes) -> Ending | None:
        room = self._largest - len(self.stdout)
        self.stdout += data[:room]
        return Ending.TOO_LARGE if len(data) > room else None

    def end(self, stream: Stream) -> Ending:
        return Ending.CLOSED if stream.ended_in_order else Ending.GONE


class _Packets:
    """The answer of a phone with shell protocol; a length it claims reserves nothing."""

    def __init__(self, largest: int) -> None:
        self.stdout = bytearray()
        self.stderr = bytearray()
        self.exit_code: int | None = None
        self._largest = largest
        self._header = bytearray()
        self._kind = 0
        self._left = 0  # bytes of the packet's data still to come

    def feed(self, data: bytes) -> Ending | None:
        view = memoryview(data)
        while view:
            if not self._left:
                taken = _HEADER.size - len(self._header)
                self._header += view[:taken]
                view = view[taken:]
                if len(self._header) < _HEADER.size:
                    return None
                self._kind, self._left = _HEADER.unpack(self._header)
                self._header.clear()
                continue
            part = view[: self._left]
            view = view[len(part) :]
            self._left -= len(part)
            if self._kind == _EXIT:
                self.exit_code = part[0]
                return Ending.EXIT
            if self._kind in (_STDOUT, _STDERR):
                room = self._largest - len(self.stdout) - len(self.stderr)
                stream = self.stdout if self._kind == _STDOUT else self.stderr
                stream += part[:room]
                if len(part) > room:
                    return Ending.TOO_LARGE
        return None

    def end(self, stream: Stream) -> Ending:
        return Ending.CUT if stream.ended_in_order else Ending.GONE
