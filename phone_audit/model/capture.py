"""What was asked of a phone and what came back: questions, captures and gaps."""

import re
from datetime import datetime
from enum import StrEnum

from phone_audit.model.record import Record, sha256_hex


class Medium(StrEnum):
    """How a question reaches its answer."""

    SHELL = "shell"  # one line for the phone's shell, over ADB
    SECTION = "section"  # a section of a bug report; the line is its heading
    DEVTOOLS = "devtools"  # a running browser's debugging socket; the line names it and the request


class Question(Record):
    """One read-only question to a phone, exactly as it will be sent.

    ``source`` is the source that asks, ``topic`` tells it which of its answers this
    is (``package_list``); ``user`` and ``subject`` say about whom, where a topic is
    asked several times.
    ``shown`` is the line as it may be written down: a package name that the phone
    told us and that did not match the list is replaced there (``‹peramban 1›``),
    because nothing that did not match is kept. ``None``: the line itself may be shown.
    ``alone`` keeps it out of a shell command shared with others: for answers whose own
    moment matters, such as the phone's clock.
    """

    source: str
    topic: str
    line: str
    shown: str | None = None
    user: int | None = None
    subject: str | None = None
    timeout_s: int = 30
    medium: Medium = Medium.SHELL
    alone: bool = False

    @property
    def written(self) -> str:
        """Return the line as logs and reports may show it."""
        return self.line if self.shown is None else self.shown


class GapReason(StrEnum):
    """Why something was not read. Absence is a finding only when none of these applies."""

    REFUSED = "refused"  # the phone said no: SecurityException, Permission Denial
    ABSENT = "absent"  # this phone or Android version has no such source
    TIMED_OUT = "timed_out"  # no complete answer within the time limit
    CUT = "cut"  # the answer ended without its exit packet, or says itself that it was cut
    UNPLUGGED = "unplugged"  # the phone was gone
    NOT_UNDERSTOOD = "not_understood"  # lines of a shape no grammar knows
    FAILED = "failed"  # the command itself reported an error
    CLOSED_PROFILE = "closed_profile"  # a second space or work profile does not let itself be read
    NOT_ASKED = "not_asked"  # the examination ended before this question
    ASSUMED = "assumed"  # read, but resting on an assumption that is named


_LINE_END = re.compile(r"\r+\n")


class Gap(Record):
    """Something that could not be read; carried to the report like any finding.

    ``detail`` is a short fact in plain words or numbers (``3 baris``), never text of
    the phone. ``capture`` is the number of the capture the gap was noticed in, or
    ``None`` when nothing came back at all.
    """

    source: str
    topic: str
    reason: GapReason
    user: int | None = None
    detail: str = ""
    capture: int | None = None


class Capture(Record):
    """The phone's answer to one question, byte for byte; lives in memory only.

    ``exit_code`` is ``None`` when the transport carries none (phones before
    Android 7, bug reports). ``complete`` is false when the exit packet never came or
    the stream broke: such an answer may hold findings but never proves absence.
    ``sha256`` is taken over ``stdout`` before anyone reads it.
    """

    number: int
    question: Question
    started_at: datetime  # UTC, clock of the computer
    ended_at: datetime
    stdout: bytes
    stderr: bytes = b""
    exit_code: int | None = None
    complete: bool = True
    sha256: str

    @property
    def text(self) -> str:
        """Return stdout as text, whose lines end with one line feed.

        A byte that is no UTF-8 becomes U+FFFD, none is lost silently. Shells with a
        terminal (before Android 7, old ``adb shell``) end lines with CR LF, Windows made
        CR CR LF of it; the hash is of the bytes as they came.
        """
        text = self.stdout.decode("utf-8", errors="replace")
        return _LINE_END.sub("\n", text) if "\r" in text else text


class CaptureNote(Record):
    """What is kept of a capture in clear: everything but the answer itself."""

    number: int
    source: str
    command: str
    command_sha256: str  # of the exact line that was sent, also where ``command`` hides a name
    medium: Medium
    started_at: datetime
    ended_at: datetime
    exit_code: int | None
    complete: bool
    stdout_bytes: int
    stderr_bytes: int
    sha256: str  # of stdout


def note_of(capture: Capture) -> CaptureNote:
    """Return what may be kept of a capture: everything but the answer itself."""
    question = capture.question
    return CaptureNote(
        number=capture.number,
        source=question.source,
        command=question.written,
        command_sha256=sha256_hex(question.line.encode()),
        medium=question.medium,
        started_at=capture.started_at,
        ended_at=capture.ended_at,
        exit_code=capture.exit_code,
        complete=capture.complete,
        stdout_bytes=len(capture.stdout),
        stderr_bytes=len(capture.stderr),
        sha256=capture.sha256,
    )


def note_of_silence(
    question: Question, number: int, started_at: datetime, ended_at: datetime
) -> CaptureNote:
    """Return the note of a command that was sent and never answered."""
    return CaptureNote(
        number=number,
        source=question.source,
        command=question.written,
        command_sha256=sha256_hex(question.line.encode()),
        medium=question.medium,
        started_at=started_at,
        ended_at=ended_at,
        exit_code=None,
        complete=False,
        stdout_bytes=0,
        stderr_bytes=0,
        sha256=sha256_hex(b""),
    )
