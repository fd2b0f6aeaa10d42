"""Our direct USB link against AOSP's adbd behind a real USB stack, in a guest machine.

    python -m tests.peers.usb_guest

Not part of the test run: it takes about two minutes, and downloads a kernel once. The guest
has Debian's kernel with dummy_hcd; adbd serves FunctionFS, and libusb reads usbfs, so packets,
zero-length packets, busy interfaces and pulled cables are real. Prints one line per check and
ends with 1 if any of them failed. Needs the Debian packages qemu-system-x86, cpio, kmod and
what tests/peers needs.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from phone_audit.device.direct import Authorisation
from phone_audit.device.discover import State, discover
from phone_audit.device.interface import Device
from phone_audit.device.shell import shell
from phone_audit.errors import PhoneBusy, ServiceRefused
from phone_audit.model.capture import Capture, GapReason, Question

ROOT = Path(__file__).parents[2]
LIBRARIES = ("adb_shell", "usb1", "rsa", "pyasn1", "cryptography", "cffi", "msgspec", "ppadb")
BIG = 5_000_000
PHONES = 2
GUEST_S = 300
PATIENCE_S = 60.0
AROUND_A_PACKET = (64, 511, 512, 513, 1023, 1024, 1025, 1536, 4096, 8191, 8192)
OPENING = "shell,v2,raw:echo "

START = f"""
export HOME=/tmp PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
cat /tmp/t/gadget.sh > /tmp/gadget.sh; . /tmp/gadget.sh
mkdir -p /run/udev; /tmp/t/systemd-udevd --daemon
cp -a /tmp/t/phone /tmp/phone0
for i in $(seq {PHONES}); do
    cp -a /tmp/phone0 /tmp/phone$i
    phone_up $i /tmp/phone$i 0123456789ABCDEF
done
export PYTHONPATH=/tmp/t/python PYTHONDONTWRITEBYTECODE=1
{Path(sys.executable).resolve()} -m tests.peers.usb_guest inside; echo "ended with $?"
"""


# Outside: the guest machine


def outside() -> int:
    """Build the guest where it is not there yet, run it, and return the exit code."""
    from tests.real_adbd import image
    from tests.shared import shared

    tools = shared("tools/adbd")
    guest = ROOT / ".cache" / "adbd" / "guest"
    if not (guest / "initrd.gz").exists():
        subprocess.run([tools / "usb" / "build-guest.sh", guest], check=True)
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        desk.mkdir()
        captures = Path(folder) / "captures"
        (captures / "cmds").mkdir(parents=True)
        (captures / "cmds" / "dumpsys_role.out").write_bytes(os.urandom(BIG))
        subprocess.run(
            [tools / "fake-phone", "tree", captures, desk / "phone", "--image", image()],
            check=True,
        )
        shutil.copy(tools / "usb" / "gadget.sh", desk)
        _take_udevd(Path(folder), desk)
        _take_python(desk / "python")
        (desk / "run.sh").write_text(START)
        said = subprocess.run(
            [tools / "usb" / "run-guest.sh", guest, desk, str(PHONES)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=GUEST_S,
            check=False,
        ).stdout
        subprocess.run(["chmod", "-R", "u+rwX", folder], check=False)
    print(said)
    return 0 if "ended with 0" in said else 1


def _take_udevd(folder: Path, desk: Path) -> None:
    """Put udevd on the desk: libusb learns from it that a phone was plugged in again."""
    subprocess.run(["apt-get", "download", "-qq", "udev"], cwd=folder, check=True)
    subprocess.run(["dpkg", "-x", next(folder.glob("udev_*.deb")), folder / "udev"], check=True)
    shutil.copy(folder / "udev" / "bin" / "udevadm", desk / "systemd-udevd")


def _take_python(place: Path) -> None:
    """Copy what the checks import: the guest has its own /tmp, which may hide this one's."""
    for name in LIBRARIES:
        found = importlib.util.find_spec(name)
        assert found is not None
        assert found.origin is not None
        shutil.copytree(Path(found.origin).parent, place / name)
        for beside in Path(found.origin).parents[1].glob(f"_{name}_*.so"):
            shutil.copy(beside, place)
    for name in ("phone_audit", "tests"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))


# Inside: the checks

failed: list[str] = []


def check(what: str, holds: object) -> None:
    """Print one line, and remember what does not hold."""
    print(f"{'ok  ' if holds else 'FAIL'} {what}", flush=True)
    if not holds:
        failed.append(what)


def raises(kind: type[Exception], work: Callable[[], object]) -> bool:
    """Tell whether ``work`` raises this kind of error."""
    try:
        work()
    except kind:
        return True
    return False


def cable(word: str, path: str) -> None:
    """Pull or insert the cable of the phone on one port; bus N is phone N."""
    number = path.split("-", maxsplit=1)[0]
    script = f". /tmp/gadget.sh; phone_{word} {number}"
    subprocess.run(["bash", "-c", script], check=True)


def inside() -> int:
    """Check our link against the phones of this guest; return the exit code."""
    nobody = Authorisation(keys=tuple)
    first, second = discover(nobody, server=None).attached
    check("two phones of one serial are two phones", first.serial == second.serial)
    check("both are ready", first.state is second.state is State.READY)
    link = first.opener()
    for length in AROUND_A_PACKET:
        text = "x" * (length - len(OPENING) - 1)
        said = shell(link, f"echo {text}", PATIENCE_S).stdout
        check(f"a request of {length} bytes", said == text.encode() + b"\n")
    stored = Path("/tmp/t/phone/mnt/capture/cmds/dumpsys_role.out").read_bytes()
    check("5 MB", shell(link, "dumpsys role", PATIENCE_S).stdout == stored)
    check("refused", raises(ServiceRefused, lambda: link.open("localabstract:no", 3600.0)))
    slow = link.open("shell,v2,raw:sleep 3600", PATIENCE_S)
    check("a quick command beside a slow one", shell(link, "echo x", PATIENCE_S).complete)
    slow.close()
    check("held by us: busy for others", raises(PhoneBusy, first.opener))
    states = [one.state for one in discover(nobody, server=None).attached]
    check("and shown as busy", states == [State.BUSY, State.READY])
    other = second.opener()
    check("the other phone answers", shell(other, "echo x", PATIENCE_S).complete)
    other.close()
    link.close()
    for _ in range(3):
        first.opener().close()
    check("opened and closed three times", True)

    phone = Device(
        first.opener, origin=first.how, address=first.address, clock=lambda: datetime.now(UTC)
    )

    def ask(number: int) -> object:
        question = Question(source="role", topic="role", line="dumpsys role", timeout_s=60)
        return phone.ask(question, number)

    phone.connect()
    pull = threading.Timer(0.3, cable, ("unplug", first.usb_path))
    pull.start()
    half = ask(1)
    pull.join()
    kept = isinstance(half, Capture) and not half.complete and stored.startswith(half.stdout)
    check("half an answer when the cable is pulled", kept)
    cable("plug", first.usb_path or "")
    time.sleep(3)
    whole = ask(2)
    check("the rest after plugging in", isinstance(whole, Capture) and whole.complete)
    cable("unplug", first.usb_path or "")
    reasons = [getattr(ask(number), "reason", None) for number in (3, 4)]
    check("gaps once it is gone", reasons == [GapReason.UNPLUGGED] * 2)
    phone.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(inside() if sys.argv[1:] == ["inside"] else outside())
