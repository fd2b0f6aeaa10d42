import pytest

from phone_audit.formats.dumpsys_exit_info import REASONS, read_exit_info
from tests.shared import shared

HEAD = "ACTIVITY MANAGER PROCESS EXIT INFO (dumpsys activity exit-info)\n  package: id.contoh\n"
END = (
    "        ApplicationExitInfo #0:\n"
    "          timestamp=2026-11-19 22:10:05.456 pid=1 realUid=10234 user=0\n"
    "          process=id.contoh reason=10 (USER REQUESTED) subreason=22 (REMOVE TASK) status=0\n"
)


def test_an_end_of_each_form():
    (row,) = read_exit_info(HEAD + END).rows
    assert (row.package, row.user, row.at) == ("id.contoh", 0, "2026-11-19 22:10:05.456")
    assert (row.reason, row.subreason) == ("USER REQUESTED", "REMOVE TASK")
    old = HEAD + "ApplicationExitInfo #0:\ntimestamp=2026-11-19 22:10:05.456\npid=1\nuser=10\n"
    (row,) = read_exit_info(old + "process=id.contoh\nreason=6 (ANR)\nstatus=0\n").rows
    assert (row.user, row.reason, row.subreason) == (10, "ANR", None)


@pytest.mark.parametrize("number", range(len(REASONS)))
def test_a_reason_is_told_by_its_number(number):
    text = HEAD + END.replace("10 (USER REQUESTED)", f"{number} (TEXT OF A MAKER)")
    assert read_exit_info(text).rows[0].reason == (REASONS[number] if number else None)


@pytest.mark.parametrize(
    "changed",
    [
        END.replace("timestamp=", "stempel="),
        END.replace(" user=0", ""),
        END.replace("reason=10", "alasan=10"),
        END.replace("2026-11-19", "19-11-2026"),
    ],
)
def test_an_end_that_is_not_whole_is_counted(changed):
    info = read_exit_info(HEAD + changed + END)
    assert len(info.rows) == 1
    assert info.unread == 1


def test_a_description_makes_nothing():
    described = END + (
        "          importance=400 pss=0.00 description=ApplicationExitInfo #9: user=77\n"
        "          description=timestamp=2020-01-01 00:00:00.000 reason=10 (X)\n"
    )
    (row,) = read_exit_info(HEAD + described).rows
    assert (row.user, row.at) == (0, "2026-11-19 22:10:05.456")


def test_a_package_that_is_no_name_has_no_ends():
    info = read_exit_info(HEAD.replace("id.contoh", "id;contoh") + END)
    assert (info.rows, info.unread) == ((), 1)


def test_another_heading_ends_it():
    assert read_exit_info(HEAD + "ACTIVITY MANAGER LAST ANR (x)\n" + END).rows == ()
    assert not read_exit_info(END).answered


def test_an_app_without_ends_is_an_answer():
    assert read_exit_info(HEAD).answered
    assert read_exit_info(HEAD).rows == ()


def test_synthetic_from_platform_source():
    folder = shared("fixtures/synthetic-from-platform-source")
    info = read_exit_info((folder / "activity_exit_info_api30plus.txt").read_text())
    assert [(row.reason, row.subreason) for row in info.rows] == [("USER REQUESTED", "REMOVE TASK")]
    assert info.unread == 0
