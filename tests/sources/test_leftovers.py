import pytest

from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known
from phone_audit.sources.leftovers import SOURCE
from tests.captures import capture

(QUESTION,) = SOURCE.questions(Known())
ALL = b"/sdcard/Android/data:\na.b\n\n/sdcard/Android/media:\n\n/sdcard/Android/obb:\na.c\n"
NO_OBB = ALL.partition(b"\n/sdcard/Android/obb")[0]


def reading(stdout, stderr=b"", exit_code=0, known=None):
    got = capture(stdout=stdout, stderr=stderr, exit_code=exit_code, line=QUESTION.line)
    return SOURCE.read(known or Known(), (got,))


def test_folders_of_listed_apps_that_are_still_there_add_nothing():
    read = reading(ALL, known=Known(watched=("a.b",)))
    assert [one.record.package for one in read.sightings] == ["a.c"]
    assert (read.covered[0].read, read.covered[0].complete) == (2, True)


def test_a_folder_that_does_not_exist_is_empty():
    read = reading(NO_OBB, b"ls: /sdcard/Android/obb: No such file or directory\n", 1)
    assert read.gaps == ()
    assert read.covered[0].complete


@pytest.mark.parametrize(
    "stderr",
    [
        b"ls: /sdcard/Android/obb: Permission denied\n",
        b"ls: cannot open directory '/sdcard/Android/obb': Permission denied\n",
    ],
)
def test_a_folder_that_is_refused_is_a_gap(stderr):
    read = reading(NO_OBB, stderr, 1)
    assert [gap.reason for gap in read.gaps] == [GapReason.REFUSED]
    assert not read.covered[0].complete
    assert len(read.sightings) == 1


def test_a_folder_that_is_refused_beside_one_that_is_missing_is_a_gap():
    errors = (
        b"ls: /sdcard/Android/obb: No such file or directory\n"
        b"ls: /sdcard/Android/media: Permission denied\n"
    )
    read = reading(b"/sdcard/Android/data:\na.b\n", errors, 1)
    assert [gap.reason for gap in read.gaps] == [GapReason.REFUSED]


def test_silence_is_not_an_absence():
    assert [gap.reason for gap in reading(b"").gaps] == [GapReason.NOT_UNDERSTOOD]
