"""Whole answers of a phone in a tar: what an office keeps sealed, and any ``tar`` unpacks.

Format of the archive (ustar, everything in it fixed by its content)::

    index.json     every question in order, and what came of it; canonical JSON
    0007.stdout    the bytes of answer 7
    0007.stderr    only where there were any

One line of ``index.json``, shortened::

    [{"check":false,"gap":null,"number":7,"question":{"line":"pm list packages -i -U",…},…}]

Read from: POSIX.1-2017 ``pax``, ustar interchange format.
"""

import io
import tarfile
from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from phone_audit.model.capture import Capture, Gap, Question
from phone_audit.model.record import Record, canonical_json, decoder_of, sha256_hex

INDEX = "index.json"

_MOST_ANSWERS = 20_000
_BLOCK = 512


class BrokenArchive(Exception):
    """The bytes are no such archive, or its parts do not fit each other."""


class KeptAnswer(Record):
    """One question and what came of it, without the bytes of the answer.

    ``gap`` says why there is no answer; then times, number and hashes are ``None``.
    ``check`` marks questions that were asked only to recognise a phone that came back.
    """

    question: Question
    check: bool = False
    gap: Gap | None = None
    number: int | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    exit_code: int | None = None
    complete: bool = True
    sha256: str | None = None  # of stdout


class Answered(Record):
    """One question with its whole answer, or why there is none."""

    question: Question
    check: bool
    answer: Capture | Gap


def pieces(asked: Sequence[tuple[Question, Capture | Gap]], *, check: bool) -> Iterator[bytes]:
    """Yield the archive piece by piece; an answer's bytes are not copied."""
    index = canonical_json([_kept(question, answer, check) for question, answer in asked])
    yield from _member(INDEX, index)
    for _, answer in asked:
        if isinstance(answer, Capture):
            yield from _member(f"{answer.number:04d}.stdout", answer.stdout)
            if answer.stderr:
                yield from _member(f"{answer.number:04d}.stderr", answer.stderr)
    yield b"\0" * (2 * _BLOCK)


def read_answers(archive: bytes) -> tuple[Answered, ...]:
    """Return the questions of an archive in order, each with its answer.

    Raises:
        BrokenArchive: it is none, or an answer is not what the index says of it.
    """
    files = _files(archive)
    try:
        kept = decoder_of(tuple[KeptAnswer, ...]).decode(files[INDEX])
    except (KeyError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BrokenArchive(f"no index: {error}") from error
    return tuple(_answered(one, files) for one in kept)


def _kept(question: Question, answer: Capture | Gap, check: bool) -> KeptAnswer:  # noqa: FBT001
    if isinstance(answer, Gap):
        return KeptAnswer(question=question, check=check, gap=answer)
    return KeptAnswer(
        question=question,
        check=check,
        number=answer.number,
        started_at=answer.started_at,
        ended_at=answer.ended_at,
        exit_code=answer.exit_code,
        complete=answer.complete,
        sha256=answer.sha256,
    )


def _answered(kept: KeptAnswer, files: dict[str, bytes]) -> Answered:
    if kept.gap is not None:
        return Answered(question=kept.question, check=kept.check, answer=kept.gap)
    if kept.number is None or kept.started_at is None or kept.ended_at is None:
        raise BrokenArchive("an answer without number or times")
    stdout = files.get(f"{kept.number:04d}.stdout")
    if stdout is None or sha256_hex(stdout) != kept.sha256:
        raise BrokenArchive(f"answer {kept.number} is missing, or has another hash")
    capture = Capture(
        number=kept.number,
        question=kept.question,
        started_at=kept.started_at,
        ended_at=kept.ended_at,
        stdout=stdout,
        stderr=files.get(f"{kept.number:04d}.stderr", b""),
        exit_code=kept.exit_code,
        complete=kept.complete,
        sha256=kept.sha256,
    )
    return Answered(question=kept.question, check=kept.check, answer=capture)


def _member(name: str, data: bytes) -> Iterator[bytes]:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    member.mode = 0o600
    yield member.tobuf(tarfile.USTAR_FORMAT)
    yield data
    if rest := len(data) % _BLOCK:
        yield b"\0" * (_BLOCK - rest)


def _files(archive: bytes) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isreg() else None
                if file is None or len(files) > _MOST_ANSWERS:
                    raise BrokenArchive("something else than answers is in it")
                files[member.name] = file.read()
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise BrokenArchive(f"no tar: {error}") from error
    return files
