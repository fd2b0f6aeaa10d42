import hashlib
import os
from datetime import UTC, datetime

import pytest

from phone_audit.device.replay import ReplayedFolder, ReplayedSections
from phone_audit.errors import NotPermitted, UsageError
from phone_audit.formats.bug_report import Section
from phone_audit.model.capture import Gap, GapReason, Medium, Question
from phone_audit.model.case import Origin

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def clock():
    return NOON


def question(line, medium=Medium.SHELL):
    return Question(source="installed_apps", topic="packages", line=line, medium=medium)


def gap(reason):
    return Gap(source="installed_apps", topic="packages", reason=reason)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "contoh"
    (path / "cmds").mkdir(parents=True)
    (path / "props").write_text("ro.serialno=SINTETIS1\n")
    (path / "cmds" / "dumpsys_role.out").write_bytes(b"satu\ndua\n\xff\xfe\n")
    (path / "cmds" / "pm_list_users.out").write_bytes(b"")
    (path / "cmds" / "pm_list_users.err").write_bytes(b"SecurityException\n")
    (path / "cmds" / "pm_list_users.rc").write_bytes(b"255")
    (path / "cmds" / "dumpsys_user.sleep").write_bytes(b"forever")
    return path


def test_a_stored_answer_comes_back_as_the_phone_gave_it(folder):
    phone = ReplayedFolder.read(folder, clock)
    assert (phone.origin, phone.address, phone.sections) == (Origin.CAPTURE_FOLDER, "contoh", None)
    capture = phone.ask(question("dumpsys role"), 3)
    assert (capture.number, capture.stdout, capture.exit_code) == (3, b"satu\ndua\n\xff\xfe\n", 0)
    assert capture.sha256 == hashlib.sha256(capture.stdout).hexdigest()
    assert (capture.started_at, capture.ended_at, capture.complete) == (NOON, NOON, True)
    failed = phone.ask(question("pm list users"), 4)
    assert (failed.stderr, failed.exit_code) == (b"SecurityException\n", 255)


def test_a_pipe_is_applied_to_what_is_stored(folder):
    phone = ReplayedFolder.read(folder, clock)
    assert phone.ask(question("dumpsys role | grep -c u"), 1).stdout == b"2\n"


def test_what_was_never_stored_is_absent(folder):
    phone = ReplayedFolder.read(folder, clock)
    assert phone.ask(question("dumpsys diskstats"), 1) == gap(GapReason.ABSENT)
    assert phone.ask(question("DUMP OF SERVICE role", Medium.SECTION), 2) == gap(GapReason.ABSENT)


def test_a_phone_that_never_answered_does_not_answer_now(folder):
    phone = ReplayedFolder.read(folder, clock)
    assert phone.ask(question("dumpsys user"), 1) == gap(GapReason.TIMED_OUT)


def test_the_permit_list_holds_here_too(folder):
    with pytest.raises(NotPermitted):
        ReplayedFolder.read(folder, clock).ask(question("reboot"), 1)


@pytest.mark.skipif(os.name == "nt", reason="symbolic links")
def test_links_out_of_the_folder_are_not_followed(folder, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (folder / "cmds" / "dumpsys_diskstats.out").symlink_to(tmp_path / "secret")
    (folder / "fs").symlink_to(tmp_path)
    phone = ReplayedFolder.read(folder, clock)
    assert phone.ask(question("dumpsys diskstats"), 1) == gap(GapReason.ABSENT)


def test_a_folder_of_something_else_is_said_so(tmp_path):
    with pytest.raises(UsageError, match="no folder of captures"):
        ReplayedFolder.read(tmp_path, clock)
    with pytest.raises(UsageError, match="no folder of captures"):
        ReplayedFolder.read(tmp_path / "missing", clock)


def test_a_file_that_does_not_hold_what_it_promises_is_named(folder):
    (folder / "cmds" / "dumpsys_role.rc").write_text("zero")
    with pytest.raises(UsageError, match=r"dumpsys_role\.rc"):
        ReplayedFolder.read(folder, clock)


def test_a_folder_that_is_too_large_is_refused(folder, monkeypatch):
    monkeypatch.setattr("phone_audit.device.replay._MOST_BYTES", 10)
    with pytest.raises(UsageError, match="too large"):
        ReplayedFolder.read(folder, clock)


def section(heading, body, *, complete=True):
    return Section(heading=heading, body=body, complete=complete)


def test_sections_of_a_bug_report_answer_by_their_heading():
    report = ReplayedSections.of(
        [
            section("DUMP OF SERVICE package", b"satu\n"),
            section("DUMP OF SERVICE role", b"dua\n", complete=False),
            section("DUMP OF SERVICE package", b"tiga\n"),
        ],
        address="bugreport.zip",
        clock=clock,
    )
    assert report.origin is Origin.BUG_REPORT
    assert report.sections == {"DUMP OF SERVICE package", "DUMP OF SERVICE role"}
    whole = report.ask(question("DUMP OF SERVICE package", Medium.SECTION), 1)
    assert (whole.stdout, whole.exit_code, whole.complete) == (b"satu\ntiga\n", None, True)
    assert whole.sha256 == hashlib.sha256(b"satu\ntiga\n").hexdigest()
    assert not report.ask(question("DUMP OF SERVICE role", Medium.SECTION), 2).complete


def test_a_bug_report_takes_no_shell_lines():
    report = ReplayedSections({"getprop": b"x"}, address="bugreport.zip", clock=clock)
    assert report.ask(question("getprop"), 1) == gap(GapReason.ABSENT)
    assert report.ask(question("other", Medium.SECTION), 1) == gap(GapReason.ABSENT)


def test_many_stored_answers_come_back_in_order(folder):
    phone = ReplayedFolder.read(folder, clock)
    asked = [question("dumpsys role"), question("dumpsys diskstats"), question("pm list users")]
    first, missing, last = phone.ask_all(asked, 5)
    assert first == phone.ask(asked[0], 5)
    assert missing == gap(GapReason.ABSENT)
    assert (last.number, last.exit_code) == (7, 255)


def test_many_sections_come_back_in_order():
    report = ReplayedSections({"A": b"a", "B": b"b"}, address="laporan", clock=clock)
    asked = [question(heading, Medium.SECTION) for heading in ("B", "C", "A")]
    one, missing, other = report.ask_all(asked, 1)
    assert (one.stdout, one.number, other.stdout, other.number) == (b"b", 1, b"a", 3)
    assert missing == gap(GapReason.ABSENT)
