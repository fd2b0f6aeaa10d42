import pytest

from phone_audit.formats.answers import gap_in, trouble, unread_lines
from phone_audit.model.capture import GapReason
from tests.captures import capture

REFUSAL = b"""
Exception occurred while executing 'list':
java.lang.SecurityException: Shell does not have permission to access user 150
"""
GREP = "dumpsys x | grep -E 'a|b'"


@pytest.mark.parametrize(
    ("stdout", "stderr", "exit_code", "reason"),
    [
        (b"fine\n", b"", 0, None),
        (b"", b"", 0, None),
        (b"fine\n", b"", None, None),
        (b"x\n\n*** SERVICE 'package' DUMP TIMEOUT (60000ms) EXPIRED ***\n\n", b"", 0, "cut"),
        (b"x\n*** SERVICE DUMP TIMEOUT EXPIRED ***\n", b"", 0, "cut"),
        (b"", b"Can't find service: usagestats\n", 0, "absent"),
        (b"Can't find service: usagestats\n", b"", 0, "absent"),
        (b"", b"cmd: Can't find service: package\n", 20, "absent"),
        (b"Unknown command: query-activities\n", b"", 255, "absent"),
        (b"", b"Error: Unknown option: -U\n", 1, "failed"),
        (b"Error: Unknown option: -U\n", b"", 0, "failed"),
        (b"Permission Denial: can't dump UsageStats from pid=1, uid=2000\n", b"", 0, "refused"),
        (
            b"package:a\n",
            REFUSAL,
            255,
            "refused",
        ),
        (b"", b"Security exception: Shell does not have permission\n", 0, "refused"),
        (b"Failure calling service package: Broken pipe (32)\n", b"", 0, "failed"),
        (b"half", b"", 1, "failed"),
        (b"", b"", 127, "failed"),
    ],
)
def test_signs_of_trouble(stdout, stderr, exit_code, reason):
    found = trouble(capture(stdout=stdout, stderr=stderr, exit_code=exit_code))
    assert found == (None if reason is None else GapReason(reason))


def test_an_answer_without_its_end_is_cut():
    assert trouble(capture(stdout=b"fine\n", complete=False)) is GapReason.CUT


def test_grep_that_found_nothing_is_an_answer():
    assert trouble(capture(stdout=b"", exit_code=1, line=GREP)) is None
    assert trouble(capture(stdout=b"", exit_code=1, line="dumpsys x")) is GapReason.FAILED
    assert trouble(capture(stdout=b"", exit_code=2, line=GREP)) is GapReason.FAILED


def test_grep_that_found_nothing_beside_a_complaint_is_none():
    got = capture(stdout=b"", stderr=b"something broke\n", exit_code=1, line=GREP)
    assert trouble(got) is GapReason.FAILED


def test_a_class_named_like_a_refusal_is_none():
    line = b"    class=id.contoh.SecurityExceptionActivity Permission Denial x\n"
    assert trouble(capture(stdout=line)) is None


def test_gaps_say_where_they_come_from():
    got = capture(7, stdout=b"", source="s", topic="t", user=10, complete=False)
    gap = gap_in(got)
    assert (gap.source, gap.topic, gap.user, gap.capture) == ("s", "t", 10, 7)
    assert gap_in(capture(stdout=b"")) is None
    assert unread_lines(got, 0) is None
    assert unread_lines(got, 3).detail == "3 baris"
