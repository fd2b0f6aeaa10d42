import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.capture_folder import CaptureFolder, CaptureFolderError, capture_key

NOW = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)

FILES = {
    "props": b"[ro.product.model]: [Contoh 6]\n[persist.sys.timezone]: [Asia/Jakarta]\n",
    "cmds/pm_list_packages.out": b"package:id.contoh.bank\npackage:id.contoh.toko\n",
    "cmds/dumpsys_usagestats.out": b"half\n",
    "cmds/dumpsys_usagestats.err": b"java.lang.SecurityException: not you\n",
    "cmds/dumpsys_usagestats.rc": b"255\n",
    "cmds/dumpsys_slow.sleep": b"1.5",
    "cmds/dumpsys_hang.sleep": b"forever\n",
    "cmds/settings_list_global.out": b"adb_enabled=1\nauto_time=0\n",
    "cmds/dumpsys_notification___grep_-c_web_.out": b"4\n",
    "fs/proc/uptime": b"81.20 300.11\n",
    "fs/storage/emulated/0/Download/contoh.apk": b"not really",
    "README": b"synthetic",
}


def folder(**more: bytes) -> CaptureFolder:
    return CaptureFolder(FILES | more, clock=lambda: NOW)


def test_the_key_is_the_line_with_everything_odd_replaced() -> None:
    assert capture_key("dumpsys -t 60 package packages") == "dumpsys_-t_60_package_packages"
    assert capture_key("content query --uri content://media/é") == (
        "content_query_--uri_content___media___"
    )


def test_a_long_key_is_the_md5_of_the_line() -> None:
    assert capture_key("x" * 239) == "x" * 239
    assert capture_key("x" * 240) == hashlib.md5(b"x" * 240).hexdigest()


def test_a_captured_command_answers_with_all_it_printed() -> None:
    answer = folder().answer("dumpsys usagestats")
    assert (answer.stdout, answer.exit_code) == (b"half\n", 255)
    assert answer.stderr.startswith(b"java.lang.SecurityException")
    assert answer.captured
    assert answer.delay_s == 0


def test_delays_are_told_not_waited_for() -> None:
    assert folder().answer("dumpsys slow").delay_s == 1.5
    assert folder().answer("dumpsys hang").delay_s is None
    assert folder().answer("dumpsys hang | grep x").delay_s is None
    assert folder().answer("sleep 3").delay_s == 3


def test_a_pipe_filters_stdout_and_keeps_stderr() -> None:
    answer = folder().answer("dumpsys usagestats | grep -c half")
    assert (answer.stdout, answer.exit_code) == (b"1\n", 0)
    assert answer.stderr.startswith(b"java.lang.SecurityException")
    assert folder().answer("dumpsys usagestats | grep whole").exit_code == 1


def test_an_answer_captured_with_its_pipe_wins() -> None:
    answer = folder().answer("dumpsys notification | grep -c web:")
    assert (answer.stdout, answer.captured) == (b"4\n", True)


@pytest.mark.parametrize(
    "line",
    ["pm list packages", "cmd package list packages", "pm 'list' packages", "pm  list packages"],
)
def test_a_command_has_several_spellings(line: str) -> None:
    assert folder().answer(line).stdout.startswith(b"package:id.contoh.bank\n")


def test_dumpsys_with_a_time_limit_is_the_same_dump() -> None:
    assert folder().answer("dumpsys -t 60 usagestats").stdout == b"half\n"


@pytest.mark.parametrize(
    ("line", "stdout"),
    [
        ("getprop ro.product.model", b"Contoh 6\n"),
        ("getprop ro.nothing", b"\n"),
        ("getprop ro.nothing default", b"default\n"),
        ("getprop", b"[persist.sys.timezone]: [Asia/Jakarta]\n[ro.product.model]: [Contoh 6]\n"),
        ("settings get global auto_time", b"0\n"),
        ("settings get --user 0 global auto_time", b"0\n"),
        ("cmd settings get global auto_time", b"0\n"),
        ("settings get global nothing", b"null\n"),
        ("date +%s", b"1795395723\n"),
        ("date '+%s %z'", b"1795395723 +0700\n"),
        ("date '+%F %T.%N%%'", b"2026-11-23 08:02:03.456789000%\n"),
        ("cat /proc/uptime", b"81.20 300.11\n"),
        ("ls -1 /sdcard/Download", b"contoh.apk\n"),
        ("echo one 'two  three'", b"one two  three\n"),
    ],
)
def test_what_follows_from_the_folder(line: str, stdout: bytes) -> None:
    answer = folder().answer(line)
    assert (answer.stdout, answer.stderr, answer.exit_code) == (stdout, b"", 0)
    assert answer.captured


@pytest.mark.parametrize(
    ("line", "stderr", "exit_code"),
    [
        ("dumpsys nothing", b"Can't find service: nothing\n", 0),
        ("dumpsys -t 60 nothing", b"Can't find service: nothing\n", 0),
        ("cmd nothing x", b"cmd: Can't find service: nothing\n", 20),
        ("pm list users", b"cmd: Can't find service: package\n", 20),
        ("settings list secure", b"cmd: Can't find service: settings\n", 20),
        ("service call nothing 1", b"service: Service nothing does not exist\n", 10),
        ("nothing", b"/system/bin/sh: nothing: inaccessible or not found\n", 127),
        (
            "pm list packages | nothing",
            b"/system/bin/sh: nothing: inaccessible or not found\n",
            127,
        ),
        ("pm list packages | grep -P x", b"grep: option -P is not understood here\n", 2),
        ("pm list packages; reboot", b"/system/bin/sh: syntax error: character ';' at 16\n", 1),
        ("date", b"date: not known of this phone\n", 1),
    ],
)
def test_what_was_not_captured_fails_as_on_a_phone(
    line: str, stderr: bytes, exit_code: int
) -> None:
    answer = folder().answer(line)
    assert (answer.stdout, answer.stderr, answer.exit_code) == (b"", stderr, exit_code)
    assert not answer.captured


def test_a_provider_that_was_not_captured_is_no_empty_answer() -> None:
    answer = folder().answer("content query --uri content://media/external/file")
    assert answer.stdout == b""
    assert answer.stderr.startswith(b"Error while accessing provider:media\n")


def test_without_a_clock_or_a_zone() -> None:
    assert not CaptureFolder({}).answer("date +%s").captured
    assert CaptureFolder({}, clock=lambda: NOW).answer("date +%z").stdout == b"+0000\n"
    odd = CaptureFolder({"props": b"persist.sys.timezone=../etc"}, clock=lambda: NOW)
    assert odd.answer("date +%z").stdout == b"+0000\n"


def test_an_empty_folder_says_that_it_knows_nothing() -> None:
    empty = CaptureFolder({})
    for line in (
        "getprop",
        "getprop ro.serialno",
        "settings get global x",
        "service check x",
        "getenforce",
        "find /sdcard/ -iname '*.apk'",
        "ls /sdcard",
    ):
        assert not empty.answer(line).captured


def test_a_path_without_a_copy_is_not_a_path_the_phone_did_not_have() -> None:
    answer = folder().answer("ls /system/bin/su")
    assert (answer.exit_code, answer.captured) == (1, False)
    assert folder().answer("find /sdcard/Download -name '*.zip'").captured


@pytest.mark.parametrize("path", ["cmds/x.rc", "cmds/x.sleep"])
def test_a_number_that_is_none_is_refused_with_its_file(path: str) -> None:
    with pytest.raises(CaptureFolderError, match=path):
        CaptureFolder({path: b"soon"})


@given(line=st.text(max_size=60))
def test_no_line_breaks_it(line: str) -> None:
    answer = folder().answer(line)
    assert 0 <= answer.exit_code <= 255
