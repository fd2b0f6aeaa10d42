"""The real adb client and server take a simulated phone for a phone."""

import hashlib
import os
import shutil
import socket
import subprocess
import urllib.request

import pytest

from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.faults import Truncate
from phone_audit.simulator.handset import Authorisation, Tap
from tests.simulator.host import handset

pytestmark = [pytest.mark.peer, pytest.mark.slow]

BINARY = b"\xff\xfe\x00\xe9\r\n\n\x1a\x04"
FILES = {
    "dumpsys_both.out": b"out\n",
    "dumpsys_both.err": b"err\n",
    "dumpsys_both.rc": b"7",
    "dumpsys_binary.out": BINARY,
    "dumpsys_big.out": bytes(range(256)) * 4096 * 20,
    "pm_list_packages.out": b"package:id.contoh.bank\npackage:id.contoh.slot\n",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Adb:
    """An adb server of the test's own, on a port and with a key of its own.

    adb 29 takes 127.0.0.1 for another computer and starts no server there; localhost it does.
    """

    def __init__(self, home) -> None:
        self.port = free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TMPDIR": str(home),
            "ADB_MDNS": "0",
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["adb", "-L", f"tcp:localhost:{self.port}", *words],
            capture_output=True,
            env=self.environment,
            timeout=60,
            check=False,
        )

    def state(self, serial: str) -> str:
        lines = self.run("devices").stdout.decode().splitlines()
        return next(line.split("\t")[1] for line in lines if line.startswith(serial))


@pytest.fixture(scope="module")
def adb(tmp_path_factory):
    if shutil.which("adb") is None:
        pytest.skip("adb is not installed")
    server = Adb(tmp_path_factory.mktemp("adb-home"))
    started = server.run("start-server")
    assert started.returncode == 0, started.stderr
    yield server
    server.run("kill-server")


@pytest.fixture(scope="module")
def phone(adb):
    with SimulatedPhone(handset(FILES, local_sockets={"chrome_devtools_remote": web_page})) as one:
        assert b"connected to" in adb.run("connect", one.address).stdout
        yield one
        adb.run("disconnect", one.address)


def web_page(connection: socket.socket) -> None:
    while b"\r\n\r\n" not in connection.recv(65536):
        pass
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]")


def shell(adb: Adb, phone: SimulatedPhone, *words: str) -> subprocess.CompletedProcess[bytes]:
    return adb.run("-s", phone.address, *words)


def test_it_is_listed_with_what_it_says_of_itself(adb: Adb, phone: SimulatedPhone) -> None:
    listed = adb.run("devices", "-l").stdout.decode()
    (line,) = [line for line in listed.splitlines() if line.startswith(phone.address)]
    assert "device product:contoh model:Contoh_6 device:contoh6" in line


def test_features(adb: Adb, phone: SimulatedPhone) -> None:
    assert shell(adb, phone, "features").stdout.decode().split() == list(phone.handset.features)


def test_stdout_stderr_and_exit_code_stay_apart(adb: Adb, phone: SimulatedPhone) -> None:
    ran = shell(adb, phone, "shell", "dumpsys both")
    assert (ran.stdout, ran.stderr, ran.returncode) == (b"out\n", b"err\n", 7)


def test_the_old_shell_and_exec_merge_them(adb: Adb, phone: SimulatedPhone) -> None:
    for words in (("shell", "-x", "dumpsys both"), ("exec-out", "dumpsys both")):
        ran = shell(adb, phone, *words)
        assert (ran.stdout, ran.returncode) == (b"err\nout\n", 0)


def test_a_pipe(adb: Adb, phone: SimulatedPhone) -> None:
    ran = shell(adb, phone, "shell", "pm list packages | grep -oE 'id[.].*' | sort -r | head -n 1")
    assert ran.stdout == b"id.contoh.slot\n"
    assert shell(adb, phone, "shell", "pm list packages | grep nothing").returncode == 1


def test_a_command_the_phone_does_not_have(adb: Adb, phone: SimulatedPhone) -> None:
    ran = shell(adb, phone, "shell", "nothing")
    assert ran.returncode == 127
    assert b"inaccessible or not found" in ran.stderr


def test_bytes_pass_unchanged(adb: Adb, phone: SimulatedPhone) -> None:
    assert shell(adb, phone, "shell", "dumpsys binary").stdout == BINARY
    assert shell(adb, phone, "exec-out", "dumpsys binary").stdout == BINARY


def test_twenty_megabytes(adb: Adb, phone: SimulatedPhone) -> None:
    said = shell(adb, phone, "shell", "dumpsys big").stdout
    assert len(said) == 20 * 1024 * 1024
    assert hashlib.sha256(said).digest() == hashlib.sha256(FILES["dumpsys_big.out"]).digest()


def test_a_forwarded_abstract_socket(adb: Adb, phone: SimulatedPhone) -> None:
    port = int(shell(adb, phone, "forward", "tcp:0", "localabstract:chrome_devtools_remote").stdout)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
        assert answer.read() == b"[]"
    shell(adb, phone, "forward", "--remove", f"tcp:{port}")


def test_services_it_does_not_have_fail(adb: Adb, phone: SimulatedPhone) -> None:
    assert shell(adb, phone, "pull", "/sdcard/x").returncode != 0
    assert (
        shell(adb, phone, "root").returncode != 0 or b"closed" in shell(adb, phone, "root").stdout
    )


def test_a_cut_answer_is_success_to_the_real_client(adb: Adb) -> None:
    # Why this program never takes exit code 0 for "complete".
    cut = handset(FILES, faults=(Truncate(on="dumpsys", after_bytes=2),))
    with SimulatedPhone(cut) as phone:
        adb.run("connect", phone.address)
        ran = shell(adb, phone, "shell", "dumpsys both")
        adb.run("disconnect", phone.address)
    assert (ran.stdout, ran.returncode) == (b"ou", 0)


def test_an_unauthorised_phone_until_its_holder_taps(adb: Adb) -> None:
    with SimulatedPhone(handset(FILES, auth=Authorisation())) as phone:
        assert b"failed to authenticate" in adb.run("connect", phone.address).stdout
        assert adb.state(phone.address) == "unauthorized"
        refused = shell(adb, phone, "shell", "dumpsys both")
        assert b"unauthorized" in refused.stderr
        assert phone.asked == ()
        phone.tap(Tap.ALWAYS_ALLOW)
        shell(adb, phone, "wait-for-device")
        assert adb.state(phone.address) == "device"
        adb.run("disconnect", phone.address)
        phone.tap(Tap.NOTHING)
        assert b"connected to" in adb.run("connect", phone.address).stdout  # remembered
        adb.run("disconnect", phone.address)


def test_a_pulled_cable(adb: Adb) -> None:
    with SimulatedPhone(handset(FILES)) as phone:
        adb.run("connect", phone.address)
        assert adb.state(phone.address) == "device"
        phone.unplug()
        assert shell(adb, phone, "shell", "dumpsys both").returncode != 0
        adb.run("disconnect", phone.address)
