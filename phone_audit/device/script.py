"""Several permitted lines in one shell command: how they are framed, and told apart again."""

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple

from phone_audit.device.link import Link
from phone_audit.device.shell import OPEN_S, SECOND_VERSION, Answer, Ending, shell

LONGEST_SCRIPT = 4_000
"""Bytes of one script; adbd before Android 7 takes a packet of 4,096, and so does no newer less."""

_NONCE = re.compile(r"[0-9a-f]{32}")
_OPENING = re.compile(rf"N=({_NONCE.pattern})")
_LINE = re.compile(r"""; ((?:[^'";\n]|'[^'\n]*'|"[^"\n]*")++)""")
_CODE = re.compile(rb"([0-9]{1,3})\r?\n")
_CODE_BYTES = 5  # of the longest
_LEAST_OF_A_NONCE = 8  # bytes at the end of a cut answer that are taken for a frame begun


@dataclass(frozen=True, slots=True)
class Script:
    r"""Some lines as one shell command, and the nonce that frames their answers.

    Format, one line, here with two questions::

        N=8f14e45fceea167a5a36dedd4bea2543; getprop; echo $N.1.$?; echo $N.1.$? >&2;
        pm list users; echo $N.2.$?; echo $N.2.$? >&2

    After each question the shell itself writes the nonce, the question's number and its
    exit code to stdout, and the nonce and the number to stderr, with nothing before
    them: ``...8f14e45fceea167a5a36dedd4bea2543.1.0\n``. The frame needs no line start,
    so a text without a final line break, or bytes that are no text, are told from it
    exactly. The nonce has 128 random bits and is used once: whatever was on the phone
    before cannot hold it, and a message of the shell that repeats the command holds no
    frame, for there the nonce stands beside ``$N`` and never before a number.

    Read from: POSIX.1-2017 XCU 2.5.2 (``$?``) and 2.9.3 (lists); mksh, the shell of
    Android 4 and later, whose ``echo`` is its own.
    """

    nonce: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the command."""
        asked = (f"; {line}{_frame(i)}" for i, line in enumerate(self.lines, start=1))
        return f"N={self.nonce}{''.join(asked)}"


def _frame(number: int) -> str:
    return f"; echo $N.{number}.$?; echo $N.{number}.$? >&2"


def new_script(lines: Sequence[str]) -> Script:
    """Return a script of these lines with a nonce of its own."""
    return Script(secrets.token_hex(16), tuple(lines))


def read_script(text: str) -> Script | None:
    """Return the script ``text`` is, or ``None`` if it is anything else.

    A script is taken only if it is, character by character, what would be written for
    the lines found in it; so nothing can stand between, before or after them.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    lines: list[str] = []
    position = opening.end()
    while found := _LINE.match(text, position):
        lines.append(found[1])
        position = found.end() + len(_frame(len(lines)))
    script = Script(opening[1], tuple(lines))
    return script if lines and script.text == text else None


def how_many_fit(lines: Iterable[str]) -> int:
    """Return how many of the lines, from the first, one script can hold; at least one."""
    room = LONGEST_SCRIPT - len(f"N={'0' * 32}")

    def fits(numbered: tuple[int, str]) -> bool:
        nonlocal room
        number, line = numbered
        room -= len(f"; {line}{_frame(number)}".encode())
        return room >= 0

    return max(1, sum(1 for _ in takewhile(fits, enumerate(lines, start=1))))


class Part(NamedTuple):
    """What one line printed; ``ended_at`` is when the computer saw its end."""

    stdout: bytes
    stderr: bytes
    exit_code: int | None
    complete: bool
    ended_at: datetime


class Reply(NamedTuple):
    """The parts of the lines that began, in order, and how it ended.

    Only the last part can be incomplete; of the lines behind it nothing was seen.
    """

    parts: tuple[Part, ...]
    ending: Ending

    @property
    def silent(self) -> bool:
        """Whether not a single byte, nor the end of a command, came."""
        return not any(part.complete or part.stdout or part.stderr for part in self.parts)


def run(
    link: Link, lines: Sequence[str], limits_s: Sequence[float], clock: Callable[[], datetime]
) -> Reply:
    """Run lines on the phone, one after the other in one command, and return what each said.

    A single line is sent as it is. Each line has its own time limit, which begins when
    the end of the one before was seen: one that hangs costs no more than alone.

    Phones whose shell service has one stream (before Android 7) mix stderr into stdout,
    in a script as in a single line. Their exit codes are known from a script only.

    Raises:
        ServiceRefused, LinkTimeout, Unplugged: nothing even started.
    """
    if len(lines) == 1:
        answer = shell(link, lines[0], limits_s[0])
        part = Part(answer.stdout, answer.stderr, answer.exit_code, answer.complete, clock())
        return Reply((part,), answer.ending)
    script = new_script(lines)
    frames = _Frames(script, limits_s, clock, two_streams=SECOND_VERSION in link.features)
    answer = shell(link, script.text, limits_s[0], watch=frames.look)
    return Reply(frames.parts(answer), answer.ending)


class _Found(NamedTuple):
    """One section in a stream: where its bytes begin and end, and the number in its frame."""

    start: int
    end: int
    code: int


class _Stream:
    """Finds the frames in one stream while it grows; never looks at a byte many times."""

    def __init__(self, nonce: str, *, frames_each: int) -> None:
        self.found: list[_Found] = []
        self.start = 0  # of the section that has not ended
        self._nonce = nonce
        self._frames_each = frames_each
        self._searched = 0

    @property
    def sections(self) -> int:
        return len(self.found) // self._frames_each

    def look(self, data: bytes | bytearray) -> None:
        while True:
            frame = f"{self._nonce}.{self.sections + 1}.".encode()
            at = data.find(frame, self._searched)
            if at < 0:
                self._searched = max(self._searched, len(data) - len(frame) + 1)
                return
            code = _CODE.match(data, at + len(frame))
            if code is None and len(data) < at + len(frame) + _CODE_BYTES:
                self._searched = at
                return
            if code is None:
                self._searched = at + 1
                continue
            self.found.append(_Found(self.start, at, int(code[1])))
            self.start = self._searched = code.end()

    def section(self, index: int, data: bytes) -> bytes:
        """Return the bytes of one section, also of one that has not ended."""
        found = self.found[index * self._frames_each : (index + 1) * self._frames_each]
        framed = b"".join(data[one.start : one.end] for one in found)
        if len(found) == self._frames_each:
            return framed
        return framed + _without_frame_begun(data[self.start :], self._nonce)

    def code(self, index: int) -> int | None:
        """Return the exit code in a section's first frame, ``None`` while there is none."""
        at = index * self._frames_each
        return self.found[at].code & 0xFF if at < len(self.found) else None


def _without_frame_begun(data: bytes, nonce: str) -> bytes:
    """Take away the first bytes of a frame that was cut."""
    whole = data.rfind(nonce.encode())
    if whole >= 0:
        return data[:whole]
    for length in range(len(nonce) - 1, _LEAST_OF_A_NONCE - 1, -1):
        if data.endswith(nonce[:length].encode()):
            return data[:-length]
    return data


class _Frames:
    """Follows the answer to one script: which line has ended, and when."""

    def __init__(
        self,
        script: Script,
        limits_s: Sequence[float],
        clock: Callable[[], datetime],
        *,
        two_streams: bool,
    ) -> None:
        self._limits_s = (*limits_s[1:], OPEN_S)  # after the last, only the shell's own end
        self._clock = clock
        self._out = _Stream(script.nonce, frames_each=1 if two_streams else 2)
        self._err = _Stream(script.nonce, frames_each=1) if two_streams else self._out
        self._ended_at: list[datetime] = []

    def look(self, stdout: bytes | bytearray, stderr: bytes | bytearray) -> float | None:
        """Take note of all that came so far; return the limit of a line that has just begun."""
        self._out.look(stdout)
        if self._err is not self._out:
            self._err.look(stderr)
        ended = min(self._out.sections, self._err.sections, len(self._limits_s))
        if ended == len(self._ended_at):
            return None
        self._ended_at += [self._clock()] * (ended - len(self._ended_at))
        return self._limits_s[ended - 1]

    def parts(self, answer: Answer) -> tuple[Part, ...]:
        parts = [self._part(index, answer, at) for index, at in enumerate(self._ended_at)]
        if len(parts) < len(self._limits_s):
            parts.append(self._part(len(parts), answer, self._clock())._replace(complete=False))
        elif self._left_over(answer):
            # Bytes behind the last frame belong to no line, so something is not as it seems.
            parts[-1] = parts[-1]._replace(complete=False)
        return tuple(parts)

    def _part(self, index: int, answer: Answer, ended_at: datetime) -> Part:
        return Part(
            stdout=self._out.section(index, answer.stdout),
            stderr=b"" if self._err is self._out else self._err.section(index, answer.stderr),
            exit_code=self._out.code(index),
            complete=True,
            ended_at=ended_at,
        )

    def _left_over(self, answer: Answer) -> bool:
        err = answer.stderr if self._err is not self._out else b""
        return len(answer.stdout) > self._out.start or len(err) > self._err.start
