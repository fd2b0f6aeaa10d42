"""What a capture says as text, and that its hash stays over the bytes as they came."""

import pytest

from phone_audit.model.capture import Capture, Question, note_of
from phone_audit.model.record import sha256_hex
from tests.cases.synthetic import MORNING

QUESTION = Question(source="installed_apps", topic="package_list", line="pm list packages")


def answered(stdout):
    return Capture(
        number=1,
        question=QUESTION,
        started_at=MORNING,
        ended_at=MORNING,
        stdout=stdout,
        sha256=sha256_hex(stdout),
    )


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r\r\n"])
def test_lines_end_alike_and_the_hash_is_of_the_bytes_as_they_came(end):
    stdout = end.join((b"package:id.contoh.satu", b"", b"package:id.contoh.dua", b""))
    capture = answered(stdout)
    assert capture.text == "package:id.contoh.satu\n\npackage:id.contoh.dua\n"
    note = note_of(capture)
    assert (note.sha256, note.stdout_bytes) == (sha256_hex(stdout), len(stdout))


def test_what_is_no_line_end_stays():
    assert answered(b"a\rb\n\rc\r").text == "a\rb\n\rc\r"
    assert answered(b"\xff\r\n").text == "\ufffd\n"
