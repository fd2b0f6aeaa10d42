"""Golden captures: what a phone said, and what was read in it.

``<source>/<name>.toml`` says what is known of the phone and names the answers, each a
text file beside it; ``<source>/<name>.json`` is the reading. All are synthetic: written
for these tests after the print code of Android and of makers, never taken from a phone.
"""

import tomllib
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import msgspec

from phone_audit.model.capture import Capture, Medium, Question
from phone_audit.model.evidence import Reading
from phone_audit.model.phone import Known
from phone_audit.model.record import canonical_json, sha256_hex
from phone_audit.sources import all_sources

HERE = Path(__file__).parent
ASKED_AT = datetime(2026, 11, 23, 2, 0, 0, tzinfo=UTC)


def golden_names() -> tuple[str, ...]:
    """Return every golden capture as ``source/name``."""
    return tuple(
        path.relative_to(HERE).with_suffix("").as_posix() for path in sorted(HERE.glob("*/*.toml"))
    )


@cache
def description(name: str) -> dict:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def source_of(name: str):
    wanted = name.partition("/")[0]
    return next(source for source in all_sources() if source.name == wanted)


def known_of(name: str) -> Known:
    return msgspec.convert(description(name)["known"], Known)


def captures_of(name: str) -> tuple[Capture, ...]:
    """Return the answers of a golden capture, in order, as the pipeline would hand them on."""
    folder = HERE / name.partition("/")[0]
    return tuple(
        capture(
            number,
            source=folder.name,
            topic=answer["topic"],
            line=answer["line"],
            stdout=(folder / answer["file"]).read_bytes() if "file" in answer else b"",
            stderr=answer.get("stderr", "").encode(),
            exit_code=answer.get("exit_code", 0),
            user=answer.get("user"),
            subject=answer.get("subject"),
            section=answer.get("section", False),
            devtools=answer.get("devtools", False),
        )
        for number, answer in enumerate(description(name)["answer"], start=1)
    )


def capture(
    number: int = 1,
    *,
    stdout: bytes,
    source: str = "x",
    topic: str = "x",
    line: str = "x",
    stderr: bytes = b"",
    exit_code: int | None = 0,
    complete: bool = True,
    user: int | None = None,
    subject: str | None = None,
    section: bool = False,
    devtools: bool = False,
) -> Capture:
    """Return an answer that took half a second."""
    live = Medium.DEVTOOLS if devtools else Medium.SHELL
    question = Question(
        source=source,
        topic=topic,
        line=line,
        user=user,
        subject=subject,
        medium=Medium.SECTION if section else live,
    )
    return Capture(
        number=number,
        question=question,
        started_at=ASKED_AT,
        ended_at=ASKED_AT + timedelta(milliseconds=500),
        stdout=stdout,
        stderr=stderr,
        exit_code=None if section else exit_code,
        complete=complete,
        sha256=sha256_hex(stdout),
    )


def read_golden(name: str) -> Reading:
    return source_of(name).read(known_of(name), captures_of(name))


def as_json(reading: Reading) -> str:
    """Return a reading as text whose diff can be read; what is not told is left out.

    So a new field of a record changes only the files of sources that fill it.
    """
    told = _told(msgspec.json.decode(canonical_json(reading)))
    return msgspec.json.format(msgspec.json.encode(told), indent=1).decode() + "\n"


def _told(value):
    if isinstance(value, dict):
        return {key: _told(one) for key, one in value.items() if one not in (None, [])}
    return [_told(one) for one in value] if isinstance(value, list) else value
