"""Whole answers in a tar: what goes in comes out, and any ``tar`` agrees."""

import io
import shutil
import subprocess
import tarfile
from datetime import UTC, datetime, timedelta

import pytest

from phone_audit.formats.answer_tar import BrokenArchive, pieces, read_answers
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.record import sha256_hex

NOON = datetime(2026, 11, 19, 5, 0, tzinfo=UTC)


def question(topic: str, **more: object) -> Question:
    return Question(source="installed_apps", topic=topic, line=f"pm list {topic}", **more)


def answered(number: int, stdout: bytes, stderr: bytes = b"", **more: object) -> Capture:
    return Capture(
        number=number,
        question=question(f"topic{number}"),
        started_at=NOON,
        ended_at=NOON + timedelta(milliseconds=1500),
        stdout=stdout,
        stderr=stderr,
        sha256=sha256_hex(stdout),
        **more,
    )


ANSWERS = (
    answered(1, b"package:id.contoh\n" * 100, exit_code=0),
    answered(2, b"", b"Error: \xff\x00", exit_code=255, complete=False),
    Gap(source="installed_apps", topic="topic3", reason=GapReason.TIMED_OUT, user=10),
    answered(1234, b"x" * 512),
)
ASKED = tuple(
    (one.question if isinstance(one, Capture) else question("topic3", user=10), one)
    for one in ANSWERS
)
ARCHIVE = b"".join(pieces(ASKED, check=True))


def test_what_goes_in_comes_out():
    found = read_answers(ARCHIVE)
    assert tuple(one.answer for one in found) == ANSWERS
    assert tuple(one.question for one in found) == tuple(question for question, _ in ASKED)
    assert all(one.check for one in found)
    assert not any(one.check for one in read_answers(b"".join(pieces(ASKED, check=False))))


def test_the_same_answers_give_the_same_bytes():
    assert b"".join(pieces(ASKED, check=True)) == ARCHIVE
    assert len(ARCHIVE) % 512 == 0


def test_questions_of_every_medium_survive():
    section = Question(
        source="a",
        topic="b",
        line="DUMP OF SERVICE usagestats:",
        shown="‹peramban 1›",
        subject="id.contoh",
        timeout_s=7,
        medium=Medium.SECTION,
        alone=True,
    )
    gap = Gap(source="a", topic="b", reason=GapReason.ABSENT)
    (found,) = read_answers(b"".join(pieces([(section, gap)], check=False)))
    assert found.question == section


def test_no_answers_are_an_archive_too():
    assert read_answers(b"".join(pieces([], check=False))) == ()


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 1024, b"x" * 1024, ARCHIVE[:700], ARCHIVE.replace(b"index.json", b"other.json")],
)
def test_what_is_no_archive_is_one_error(data):
    with pytest.raises(BrokenArchive):
        read_answers(data)


def test_an_answer_that_is_not_what_the_index_says_is_an_error():
    with pytest.raises(BrokenArchive, match="answer 1 "):
        read_answers(ARCHIVE.replace(b"package:id.contoh", b"package:id.conto0", 1))


def test_only_files_are_in_it():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        member = tarfile.TarInfo("index.json")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)
    with pytest.raises(BrokenArchive, match="something else"):
        read_answers(out.getvalue())


@pytest.mark.slow
@pytest.mark.peer
def test_tar_lists_and_unpacks_it(tmp_path):
    if shutil.which("tar") is None:
        pytest.skip("tar is not installed")
    (tmp_path / "a.tar").write_bytes(ARCHIVE)
    subprocess.run(["tar", "xf", "a.tar"], cwd=tmp_path, check=True)
    assert (tmp_path / "0001.stdout").read_bytes() == ANSWERS[0].stdout
    assert (tmp_path / "0002.stderr").read_bytes() == ANSWERS[1].stderr
    assert (tmp_path / "1234.stdout").read_bytes() == ANSWERS[3].stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("0001.stdout", "0002.stderr", "0002.stdout", "1234.stdout", "a.tar", "index.json"),
    ]
