"""Programs we did not write: AOSP's adbd as phones, and AOSP's adb server."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.real_adbd import BUILD_S, free_port, image, need
from tests.shared import shared


def pytest_collection_modifyitems(items):
    """The first test of a fresh checkout waits until adbd is built."""
    for item in items:
        if "adbd_image" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(BUILD_S))


@pytest.fixture(scope="session")
def adbd_image():
    """A folder with adbd 34, able to authenticate; built once, or named by the environment."""
    return image()


@dataclass(frozen=True)
class RealPhone:
    """One running adbd; its methods are what happens to a phone on a table."""

    name: str
    port: int
    office: "RealPhones"

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def kill(self):
        self.office.tell("kill", self.name)

    def freeze(self):
        self.office.tell("freeze", self.name)

    def thaw(self):
        self.office.tell("thaw", self.name)

    def restart(self):
        self.office.tell("restart", self.name)

    def allow(self):
        """Tap Allow; the question may take a moment to appear."""
        self._tap("allow")

    def deny(self):
        """Tap Deny."""
        self._tap("deny")

    def questions(self):
        """Return how many "Allow USB debugging?" are on the screen."""
        return len(json.loads(self.office.tell("pending", self.name)))

    def _tap(self, finger):
        while "no prompt shown" in self.office.tell(finger, self.name):
            pass


class RealPhones:
    """Starts real phones from captured answers, and stops them all."""

    def __init__(self, image):
        self._image = image
        self._program = shared("tools/adbd/fake-phone")
        # Not pytest's folder: paths of Unix sockets end at 107 characters.
        self._folder = Path(tempfile.mkdtemp(prefix="phones-"))

    def start(
        self,
        name,
        commands=None,
        *,
        files=None,
        props=None,
        auth="none",
        adb_keys=None,
        sockets=None,
    ):
        """Start one phone.

        ``commands`` are its answers by capture file name, ``files`` its files by absolute
        path; ``sockets`` leads abstract sockets of the phone, by name, to ports of this
        computer.
        """
        captures = self._folder / "captures" / name
        (captures / "cmds").mkdir(parents=True, exist_ok=True)
        for file, data in (commands or {}).items():
            (captures / "cmds" / file).write_bytes(data)
        for path, data in (files or {}).items():
            inside = captures / "fs" / path.lstrip("/")
            inside.parent.mkdir(parents=True, exist_ok=True)
            inside.write_bytes(data)
        if props:
            (captures / "props").write_text("".join(f"{k}={v}\n" for k, v in props.items()))
        options = ["--image", self._image, "--port", free_port(), "--auth", auth]
        if adb_keys is not None:
            options += ["--adb-keys", adb_keys]
        for socket_name, port in (sockets or {}).items():
            options += ["--bridge", f"{socket_name}=127.0.0.1:{port}"]
        said = self._call("start", captures, *options)
        return RealPhone(name, int(said.rsplit(":", 1)[1]), self)

    def tell(self, *words):
        return self._call(*words)

    def stop(self):
        self._call("stop", "--all")
        subprocess.run(["chmod", "-R", "u+rwX", str(self._folder)], check=False)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _call(self, *words):
        return subprocess.run(
            [str(self._program), *map(str, words)],
            env={**os.environ, "FAKE_PHONE_STATE": str(self._folder / "state")},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout


@pytest.fixture
def phones(adbd_image):
    """Real phones of one test."""
    office = RealPhones(adbd_image)
    yield office
    office.stop()


class RealServer:
    """An adb server of this test's own, on a port of its own."""

    def __init__(self, adb, home):
        self._adb = adb
        self.port = free_port()
        self._environment = {
            **os.environ,
            "HOME": str(home),
            "ADB_LOCAL_TRANSPORT_MAX_PORT": "5553",  # no search for emulators
            "ADB_USB": "0",
        }
        self.call("start-server")

    def call(self, *words):
        """Run the adb program against this server."""
        return subprocess.run(
            [self._adb, "-L", f"tcp:localhost:{self.port}", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        ).stdout

    def connect(self, phone):
        """Let the server know a phone."""
        self.call("connect", phone.address)

    def stop(self):
        """Stop this server, and no other."""
        self.call("kill-server")


@pytest.fixture
def browser():
    """Stands behind a phone's debugging socket: a counted question, the same bytes reversed."""

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as asked, suppress(OSError):
                length = int.from_bytes(asked.read(4), "big")
                connection.sendall(asked.read(length)[::-1])

    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


@pytest.fixture
def adb_server(tmp_path):
    """A real adb server; phones are made known to it by ``connect``."""
    server = RealServer(need("adb", "adb"), tmp_path)
    yield server
    server.stop()
