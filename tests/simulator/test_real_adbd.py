"""A simulated phone and a real adbd with a real shell say the same about one capture folder."""

import shlex
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from phone_audit.device.script import Script, how_many_fit
from phone_audit.formats.capture_folder import CaptureFolder, capture_key
from phone_audit.formats.shell_line import parse_line
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.simulator.android.phone import Phone
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.folder import read_folder
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.office import demo_office
from phone_audit.sources import all_sources
from tests.real_adbd import BUILD_S
from tests.simulator.adbd import real_phones, write_capture
from tests.simulator.host import SocketHost, shell_answer

pytestmark = [pytest.mark.peer, pytest.mark.slow, pytest.mark.timeout(BUILD_S)]

PACKAGES = b"""\
Packages:
  Package [id.contoh.bank] (1a2b):
    userId=10123
    versionName=2.1
    User 0: ceDataInode=11 installed=true notLaunched=false
  Package [id.contoh.slot] (3c4d):
    userId=10124
    versionName=
    User 0: ceDataInode=12 installed=true notLaunched=true
    User 10: ceDataInode=0 installed=false notLaunched=true
"""

LONG_LINE = f"content query --uri content://media/external/file --where {'x' * 240}"

FILES = {
    f"cmds/{capture_key(LONG_LINE)}.out": b"Row: 0 _id=7\n",
    "props": b"ro.product.model=Contoh 6\nro.build.version.sdk=34\n",
    "cmds/pm_list_packages_--user_0.out": b"package:id.contoh.slot\npackage:id.contoh.bank\n",
    "cmds/dumpsys_package_packages.out": PACKAGES,
    "cmds/dumpsys_-t_60_package_packages.out": PACKAGES,
    "cmds/dumpsys_fails.out": b"half\n",
    "cmds/dumpsys_fails.err": b"java.lang.SecurityException: no\n",
    "cmds/dumpsys_fails.rc": b"255",
    "cmds/dumpsys_binary.out": b"\xff\xfe \x00\r\ncaf\xe9 x\n\x1a",
    "cmds/dumpsys_unended.out": b"b\na\nc",
    "cmds/dumpsys_nothing_said.out": b"",
    "cmds/settings_list_global.out": b"adb_enabled=1\nauto_time=0\n",
    "cmds/service_call_iphonesubinfo_1_s16_com.android.shell.out": b"Result: Parcel(00000000)\n",
    "cmds/content_query_--uri_content___media_external_file_--where__size_0.out": b"Row: 0 _id=1\n",
    "cmds/dumpsys_slow.sleep": b"0.1",
    "cmds/dumpsys_slow.out": b"late\n",
    "fs/storage/emulated/0/Download/contoh.apk": b"not really an app",
    "fs/storage/emulated/0/Download/LAIN.APK": b"nor this",
    "fs/storage/emulated/0/Android/data/id.contoh.slot/files/x": b"",
}

LINES = [
    "pm list packages --user 0",
    "cmd package list packages --user 0",
    "dumpsys -t 60 package packages | grep -E '^ +(Package|User [0-9]+:)'",
    "dumpsys package packages | grep -oE 'userId=[0-9]+'",
    "dumpsys package packages | grep -E -A 2 'contoh[.]slot'",
    "dumpsys package packages | grep -A1 Package",
    "dumpsys package packages | grep -c installed=true",
    "dumpsys package packages | grep -c nothing",
    "dumpsys package packages | grep nothing",
    "dumpsys package packages | grep nothing | sort",
    "dumpsys package packages | grep -iF PACKAGE",
    "dumpsys package packages | grep -v User | head -n 3",
    "dumpsys package packages | grep -nw 10124",
    "dumpsys package packages | grep -E -x ' +versionName=[0-9.]*'",
    "dumpsys package packages | grep -oE '[[:alnum:]_.]+]' | sort -r",
    "dumpsys package packages | grep userId | cut -d = -f 2 | sort -rn",
    "dumpsys package packages | cut -c 5-12 | sort -u",
    "dumpsys package packages | sed -n 2,3p",
    "dumpsys package packages | tail -n 2 | head -1",
    "dumpsys package packages | head -c 20",
    "dumpsys package packages | tail -c 7",
    "dumpsys package packages | sha256sum",
    "dumpsys unended | grep -e a -e c",
    "dumpsys unended | sort",
    "dumpsys unended | tail -n 1",
    "dumpsys binary",
    "dumpsys binary | sha256sum",
    "dumpsys fails",
    "dumpsys fails | grep -c half",
    "dumpsys nothing said",
    "dumpsys nothing said | grep -c x",
    "dumpsys slow | grep late",
    "dumpsys unknown",
    "cmd unknown list",
    "unknown",
    "settings get global auto_time",
    "settings get global unknown",
    "getprop ro.product.model",
    "getprop ro.unknown",
    "service call iphonesubinfo 1 s16 com.android.shell",
    "content query --uri content://media/external/file --where '_size>0'",
    LONG_LINE,
    "ls -1 /sdcard/Download",
    "ls /sdcard/Android/data /sdcard/unknown",
    "ls -d /sdcard/Download",
    "ls /system/bin/su /system/xbin/su /sbin/su",
    "find /sdcard/Download -iname '*.apk' | sort",
    "find /sdcard/Android/data -type d -maxdepth 1",
    "find /sdcard -iname '*.apk'",
    "find /sdcard/unknown -iname '*.apk'",
    "sha256sum /sdcard/Download/contoh.apk",
    "sha256sum /sdcard/Download/unknown.apk",
    "cat /sdcard/Download/contoh.apk /sdcard/Download/unknown",
    "tail -c 5 /sdcard/Download/contoh.apk",
    "tail -c 65557 /sdcard/Download/contoh.apk",
    "tail -c 5 /sdcard/Download/unknown.apk",
    "getenforce",
    "echo 'two  blanks' and",
    "exit 3",
]


@pytest.fixture(scope="module")
def capture(tmp_path_factory) -> Path:
    return write_capture(tmp_path_factory.mktemp("captures") / "contoh", FILES)


@pytest.fixture(scope="module")
def real(capture):
    with real_phones(capture) as (port,), SocketHost(SimpleNamespace(port=port)) as host:
        host.receive()
        yield host


@pytest.fixture(scope="module")
def simulated(capture):
    phone = SimulatedPhone(Handset(CaptureFolder(read_folder(capture))))
    with phone, SocketHost(phone) as host:
        host.receive()
        yield host


def same_answer(real: SocketHost, simulated: SocketHost, line: str, local: int) -> bool:
    said = shell_answer(real.read_all(f"shell,v2,raw:{line}", local)[0])
    ours = shell_answer(simulated.read_all(f"shell,v2,raw:{line}", local)[0])
    stdout, stderr, code = said
    # Debian builds mksh with another name and a letter for its errors; Android does not.
    stderr = stderr.replace(b"E: /bin/sh: ", b"/system/bin/sh: ")
    assert ours == (stdout, stderr, code)
    return bool(stdout)


@pytest.mark.parametrize("line", LINES)
def test_the_same_bytes_and_exit_code(real, simulated, line: str) -> None:
    same_answer(real, simulated, line, LINES.index(line) + 1)


NONCE = "0123456789abcdef" * 2


def scripts_of(lines: list[str]) -> list[str]:
    """Join all lines, as many in one command as fit."""
    texts = []
    while lines:
        fit = how_many_fit(lines)
        texts.append(Script(NONCE, tuple(lines[:fit])).text)
        lines = lines[fit:]
    return texts


def test_many_lines_in_one_command_give_the_same_bytes_too(real, simulated) -> None:
    asked = [line for line in LINES if not line.startswith("exit")]  # which ends the whole shell
    scripts = scripts_of(asked)
    assert len(scripts) == 2
    assert all(same_answer(real, simulated, text, 500 + n) for n, text in enumerate(scripts))


def test_a_shell_without_its_second_version_mixes_both_streams(real, simulated) -> None:
    (text,) = scripts_of(["dumpsys binary", "dumpsys fails", "dumpsys unended", "unknown"])
    said = real.read_all(f"shell:{text}", 600)[0]
    ours = simulated.read_all(f"shell:{text}", 600)[0]
    frame = NONCE.encode()
    assert said.count(frame) == ours.count(frame) == 8
    for section, same in zip(said.split(frame), ours.split(frame), strict=True):
        # Which of the two streams came first inside one answer nobody promises.
        assert sorted(section.replace(b"E: /bin/sh", b"/system/bin/sh")) == sorted(same)


def questions_to(phone: Phone) -> list[str]:
    """Every line an examination may ask such a phone, but for those that tell the time."""
    known = Known(
        sdk=phone.sdk,
        profiles=(Profile(user=0, flags=0x13, profile=ProfileKind.OWNER, running=True),),
        browsers=("com.android.chrome",),
        watched=("com.seagames.dominoqq", "com.android.chrome"),
        watched_users=(0,),
    )
    lines = [question.line for source in all_sources() for question in source.questions(known)]
    return [line for line in lines if not line.startswith(("date", "cat /proc", "getprop"))]


@pytest.mark.parametrize("number", [0, 1, 6, 7])  # Android 15, 14, 10 and 8.1
def test_the_questions_of_an_examination_get_the_same_answers(number: int, tmp_path) -> None:
    invented = demo_office(datetime(2026, 11, 23, 2, tzinfo=UTC))[number]
    files = invented.files()
    folder = CaptureFolder(files)
    lines = questions_to(invented.phone)
    for line in lines:  # a real replay knows no second spelling of a command
        command = " ".join(parse_line(line)[0])
        answer = folder.answer(shlex.join(parse_line(line)[0]))
        if answer.captured:
            files[f"cmds/{capture_key(command)}.out"] = answer.stdout
    capture = write_capture(tmp_path / "contoh", files)
    phone = SimulatedPhone(Handset(CaptureFolder(read_folder(capture))))
    with real_phones(capture) as (port,), SocketHost(SimpleNamespace(port=port)) as real:
        real.receive()
        with phone, SocketHost(phone) as simulated:
            simulated.receive()
            answered = [
                same_answer(real, simulated, line, local)
                for local, line in enumerate(lines, 1)
                if folder.answer(line).captured
            ]
            together = [line for line in lines if folder.answer(line).captured]
            for number, text in enumerate(scripts_of(together)):
                same_answer(real, simulated, text, 1000 + number)
    assert sum(answered) >= 5
