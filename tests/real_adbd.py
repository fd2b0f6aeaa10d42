"""A real adbd of Android 14 that can ask for authorisation: built once, beside the checkout."""

import os
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.shared import shared

ROOT = Path(__file__).parents[1]
BUILD_S = 900
PACKAGES = {
    "bwrap": "bubblewrap",
    "mksh": "mksh",
    "toybox": "toybox",
    "busybox": "busybox-static",
    "original-awk": "original-awk",
}
BUILD_PACKAGES = (
    "clang lld dpkg-dev android-libboringssl-dev libcap-dev libprotobuf-dev protobuf-compiler "
    "libbrotli-dev liblz4-dev libzstd-dev libsystemd-dev"
)


def need(program, package):
    """Return where a program is, or skip with the Debian package that has it."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"the Debian package {package} is not installed")
    return found


def image():
    """Return the folder with the image, building it first; skip with the name of what is missing.

    ``PHONE_AUDIT_ADBD_IMAGE`` may name one that is ready.
    """
    for program, package in PACKAGES.items():
        need(program, package)
    if ready := os.environ.get("PHONE_AUDIT_ADBD_IMAGE"):
        return Path(ready)
    tools = shared("tools/adbd")
    cache = ROOT / ".cache" / "adbd"
    built = cache / "image34"
    with _locked(cache / "lock"):
        if not (built / "complete").exists():
            for program in ("clang", "ld.lld", "protoc", "dpkg-source"):
                need(program, BUILD_PACKAGES)
            _run(tools / "build-adbd34.sh", cache / "build34")
            _run(tools / "make-image.sh", built, "local", cache / "build34" / "adbd")
            (built / "complete").touch()
    return built


def free_port():
    """Return a port on which nobody listens at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _locked(path):
    """Hold a lock file: of several test processes, one builds and the others wait."""
    import fcntl

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _run(*command):
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        timeout=BUILD_S,
    )
    if done.returncode:
        pytest.skip(f"{Path(command[0]).name} failed, see {BUILD_PACKAGES}: {done.stderr[-500:]}")
