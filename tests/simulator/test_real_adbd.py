"""A simulated phone and a real adbd with a real shell say the same about one capture folder."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from phone_audit.formats.capture_folder import CaptureFolder, capture_key
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.folder import read_folder
from phone_audit.simulator.handset import Handset
from tests.shared import shared
from tests.simulator.host import SocketHost, shell_answer

pytestmark = [pytest.mark.peer, pytest.mark.slow]

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
    "getenforce",
    "echo 'two  blanks' and",
    "exit 3",
]


@pytest.fixture(scope="module")
def capture(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("captures") / "contoh"
    for name, data in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def real(capture):
    image = os.environ.get("PHONE_AUDIT_ADBD_IMAGE")
    launcher = shared("tools/adbd/fake-phone")
    if not image:
        pytest.skip("PHONE_AUDIT_ADBD_IMAGE names no adbd image")
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    with tempfile.TemporaryDirectory(prefix="adbd-") as state:  # short: it holds Unix sockets
        environment = os.environ | {"FAKE_PHONE_STATE": state}
        words = ["start", str(capture), "--image", image, "--port", "5701"]
        started = subprocess.run(
            [str(launcher), *words], env=environment, capture_output=True, text=True, check=False
        )
        assert started.returncode == 0, started.stderr
        try:
            port = int(started.stdout.strip().rpartition(":")[2])
            with SocketHost(SimpleNamespace(port=port)) as host:
                host.receive()
                yield host
        finally:
            subprocess.run(
                [str(launcher), "stop", "contoh"], env=environment, capture_output=True, check=False
            )
            closed = Path(state) / "contoh" / "root" / "data"
            for path in closed.glob("*"):
                path.chmod(0o700)


@pytest.fixture(scope="module")
def simulated(capture):
    phone = SimulatedPhone(Handset(CaptureFolder(read_folder(capture))))
    with phone, SocketHost(phone) as host:
        host.receive()
        yield host


@pytest.mark.parametrize("line", LINES)
def test_the_same_bytes_and_exit_code(real, simulated, line: str) -> None:
    service = f"shell,v2,raw:{line}"
    local = LINES.index(line) + 1
    said, _ = real.read_all(service, local)
    ours, _ = simulated.read_all(service, local)
    stdout, stderr, code = shell_answer(said)
    # Debian builds mksh with another name and a letter for its errors; Android does not.
    stderr = stderr.replace(b"E: /bin/sh: ", b"/system/bin/sh: ")
    assert shell_answer(ours) == (stdout, stderr, code)
