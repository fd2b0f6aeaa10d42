"""Answers that were read before: a folder of captures, or the sections of a bug report.

Both answer like a phone (``origin``, ``sections``, ``ask_all``), so everything behind them
takes the way it takes for a live one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Self

from phone_audit.device.allowed import check
from phone_audit.errors import UsageError
from phone_audit.formats.bug_report import Section
from phone_audit.formats.capture_folder import CaptureFolder, CaptureFolderError
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.case import Origin
from phone_audit.model.record import sha256_hex

_MOST_FILES = 20_000
_MOST_BYTES = 512 * 1024 * 1024
_PARTS = ("props", "cmds", "fs")


class ReplayedFolder:
    """A phone whose answers lie in a capture folder (``phone_audit.formats.capture_folder``)."""

    origin = Origin.CAPTURE_FOLDER
    sections = None

    def __init__(
        self, captures: CaptureFolder, *, address: str, clock: Callable[[], datetime]
    ) -> None:
        self.address = address
        self._captures = captures
        self._clock = clock

    @classmethod
    def read(cls, path: Path, clock: Callable[[], datetime]) -> Self:
        """Read a folder from disk, all of it, once.

        Raises:
            UsageError: it is no capture folder, or too large to be one.
        """
        try:
            captures = CaptureFolder(_files(path))
        except CaptureFolderError as error:
            raise UsageError(f"{path}: {error}") from error
        except OSError as error:
            raise UsageError(f"{error.filename or path}: {error.strerror}") from error
        return cls(captures, address=path.name, clock=clock)

    def guard(self, is_same: Callable[[], bool]) -> None:
        """Do nothing: what is stored does not change under the questions."""

    def close(self) -> None:
        """Do nothing: there is no phone to let go of."""

    def ask_all(
        self, questions: Sequence[Question], first_number: int
    ) -> tuple[Capture | Gap, ...]:
        """Return the stored answers, one for each question; see ``ask``."""
        numbered = enumerate(questions, start=first_number)
        return tuple(self.ask(question, number) for number, question in numbered)

    def ask(self, question: Question, number: int) -> Capture | Gap:
        """Return the stored answer; one that was never stored is absent.

        Raises:
            NotPermitted: a phone would not have been asked this either.
        """
        if question.medium is not Medium.SHELL:
            return _gap(question, GapReason.ABSENT)
        check(question.line)
        started_at = self._clock()
        answer = self._captures.answer(question.line)
        if answer.delay_s is None:
            return _gap(question, GapReason.TIMED_OUT)
        if not answer.captured:
            return _gap(question, GapReason.ABSENT)
        return Capture(
            number=number,
            question=question,
            started_at=started_at,
            ended_at=self._clock(),
            stdout=answer.stdout,
            stderr=answer.stderr,
            exit_code=answer.exit_code,
            sha256=sha256_hex(answer.stdout),
        )


class ReplayedSections:
    """A bug report: whole sections by heading, which the phone itself wrote at one time.

    ``bodies`` holds each section once; headings in ``cut`` are known not to be whole.
    A section carries no exit code. Other files a holder brings are turned into sections
    too; ``origin`` says what they were.
    """

    def __init__(
        self,
        bodies: Mapping[str, bytes],
        *,
        address: str,
        clock: Callable[[], datetime],
        cut: frozenset[str] = frozenset(),
        origin: Origin = Origin.BUG_REPORT,
    ) -> None:
        self.address = address
        self.origin = origin
        self.sections = frozenset(bodies)
        self._bodies = dict(bodies)
        self._cut = cut
        self._clock = clock

    @classmethod
    def of(
        cls,
        sections: Iterable[Section],
        *,
        address: str,
        clock: Callable[[], datetime],
        origin: Origin = Origin.BUG_REPORT,
    ) -> Self:
        """Take the sections of a report; those of one heading are read as one, in order."""
        bodies: dict[str, bytes] = {}
        cut: set[str] = set()
        for section in sections:
            bodies[section.heading] = bodies.get(section.heading, b"") + section.body
            if not section.complete:
                cut.add(section.heading)
        return cls(bodies, address=address, clock=clock, cut=frozenset(cut), origin=origin)

    def guard(self, is_same: Callable[[], bool]) -> None:
        """Do nothing: what is stored does not change under the questions."""

    def close(self) -> None:
        """Do nothing: the report was read whole."""

    def ask_all(
        self, questions: Sequence[Question], first_number: int
    ) -> tuple[Capture | Gap, ...]:
        """Return the stored answers, one for each question; see ``ask``."""
        numbered = enumerate(questions, start=first_number)
        return tuple(self.ask(question, number) for number, question in numbered)

    def ask(self, question: Question, number: int) -> Capture | Gap:
        """Return the section whose heading is the question's line."""
        body = self._bodies.get(question.line)
        if question.medium is not Medium.SECTION or body is None:
            return _gap(question, GapReason.ABSENT)
        now = self._clock()
        return Capture(
            number=number,
            question=question,
            started_at=now,
            ended_at=now,
            stdout=body,
            exit_code=None,
            complete=question.line not in self._cut,
            sha256=sha256_hex(body),
        )


def _gap(question: Question, reason: GapReason) -> Gap:
    return Gap(source=question.source, topic=question.topic, reason=reason, user=question.user)


def _files(folder: Path) -> dict[str, bytes]:
    """Return the files of a capture folder by relative path; links are not followed."""
    if not (folder / "cmds").is_dir() and not (folder / "props").is_file():
        raise UsageError(f"{folder}: this is no folder of captures (neither cmds/ nor props)")
    found: dict[str, bytes] = {}
    room = _MOST_BYTES
    waiting = [folder / part for part in _PARTS]
    while waiting:
        entry = waiting.pop()
        if entry.is_symlink():
            continue
        if entry.is_dir():
            waiting += sorted(entry.iterdir())
        elif entry.is_file():
            room -= entry.stat().st_size
            if room < 0 or len(found) >= _MOST_FILES:
                raise UsageError(f"{folder}: too large for a folder of captures")
            found[entry.relative_to(folder).as_posix()] = entry.read_bytes()
    return found
