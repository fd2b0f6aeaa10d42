"""Finds the phones a command is about: options, discovery, and what to say when there is none."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from phone_audit.batch import Job
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import now
from phone_audit.device.direct import Authorisation
from phone_audit.device.discover import DEFAULT_SERVER, Attached, Discovery, State, discover
from phone_audit.device.interface import Device
from phone_audit.device.keys import default_folder, load_keys
from phone_audit.errors import DeviceError, UsageError
from phone_audit.model.case import Basis, Holder, Ownership

DEFAULT_WAIT_S = 60


def add_reaching_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the ways a phone can be named."""
    parser.add_argument(
        "--serial", metavar="S", help=say("nomor seri ponsel", "the phone's serial")
    )
    parser.add_argument(
        "--usb", metavar="PATH", help=say("jalur USB, misal 1-1.2", "USB path, such as 1-1.2")
    )
    parser.add_argument(
        "--tcp",
        metavar="HOST:PORT",
        action="append",
        default=[],
        help=say("ponsel pada komputer ini", "a phone on a port of this computer"),
    )
    parser.add_argument(
        "--server",
        metavar="HOST:PORT",
        help=say("server adb yang sudah berjalan", "an adb server that is already running"),
    )
    parser.add_argument(
        "--key-folder",
        type=Path,
        metavar="DIR",
        help=say("folder kunci ADB kantor", "folder of the office's ADB key"),
    )


class Waiting:
    """Leads "the holder has yet to tap Allow" from a phone's address to whoever shows it.

    Phones are found before anybody draws them, so the ways are joined later.
    """

    def __init__(self) -> None:
        self._listeners: dict[str, Callable[[], None]] = {}

    def __call__(self, address: str) -> None:
        """Tell the listener of this phone, if it has one."""
        listener = self._listeners.get(address)
        if listener is not None:
            listener()

    def listen(self, address: str, listener: Callable[[], None]) -> None:
        """Let ``listener`` be told about the phone at ``address``."""
        self._listeners[address] = listener


def look(
    arguments: argparse.Namespace,
    *,
    wait_s: float = DEFAULT_WAIT_S,
    on_waiting: Callable[[str], None] | None = None,
) -> Discovery:
    """Return the phones within reach that the options leave in question."""
    keys = arguments.key_folder or default_folder()
    authorisation = Authorisation(
        keys=lambda: load_keys(keys), wait_s=wait_s, on_waiting_for_holder=on_waiting
    )
    only_tcp = bool(arguments.tcp) and not (arguments.server or arguments.serial or arguments.usb)
    found = discover(
        authorisation,
        server=None if only_tcp else arguments.server or default_server(),
        usb=not only_tcp and not arguments.server,
        tcp=arguments.tcp,
    )
    return Discovery(
        attached=tuple(one for one in found.attached if _is_wanted(one, arguments)),
        notes=found.notes,
    )


def default_server() -> str:
    """Return where a running adb server is expected on this computer."""
    port = os.environ.get("ANDROID_ADB_SERVER_PORT", "")
    return f"127.0.0.1:{port}" if port.isdigit() else DEFAULT_SERVER


def _is_wanted(phone: Attached, arguments: argparse.Namespace) -> bool:
    if arguments.serial and phone.serial != arguments.serial:
        return False
    if arguments.usb and phone.usb_path != arguments.usb:
        return False
    return not (arguments.tcp and not arguments.serial and not phone.key.startswith("tcp:"))


def only_one(found: Discovery) -> Attached:
    """Return the one phone there is.

    Raises:
        DeviceError: there is none, or it cannot be used; the message says what to do.
        UsageError: there are several; the message lists them with their options.
    """
    if not found.attached:
        hints = [say_words(note) for note in found.notes]
        raise DeviceError(
            say("tidak ada ponsel", "no phone"),
            " ".join(
                [
                    say(
                        "sambungkan ponsel, aktifkan proses debug USB, lalu jalankan "
                        "phone-audit devices.",
                        "attach one, switch USB debugging on, then run phone-audit devices.",
                    ),
                    *hints,
                ]
            ),
        )
    if len(found.attached) > 1:
        lines = [f"  {option_for(one)}" for one in found.attached]
        raise UsageError(
            "\n".join(
                [
                    say(
                        "Ada beberapa ponsel; pilih satu, atau --all:",
                        "There are several phones; choose one, or --all:",
                    ),
                    *lines,
                ]
            )
        )
    return found.attached[0]


def option_for(phone: Attached) -> str:
    """Return the option that names this phone and no other."""
    if phone.usb_path:
        return f"--usb {phone.usb_path}"
    if phone.key.startswith("tcp:"):
        return f"--tcp {phone.address}"
    return f"--serial {phone.serial}"


def job_for(
    phone: Attached,
    *,
    basis: Basis,
    holder: Holder | None,
    label: str | None = None,
    open_tabs: bool = False,
    waiting_for: Waiting,
) -> Job:
    """Return the examination of one attached phone."""

    def connect(waiting: Callable[[], None]) -> Device:
        waiting_for.listen(phone.address, waiting)
        if phone.state is State.UNAUTHORIZED:
            waiting()
        device = Device(phone.opener, origin=phone.how, address=phone.address, clock=now)
        device.connect()
        return device

    name = " ".join(filter(None, (phone.model, phone.address)))
    return Job(
        name=name,
        connect=connect,
        basis=basis,
        holder=holder,
        label=label,
        open_tabs=open_tabs,
    )


def check_basis(basis: str | None, holder: Holder | None) -> Basis:
    """Return the ground on which a phone may be read; without one nothing is read.

    Raises:
        UsageError: none was given, or it does not fit whose phone it is.
    """
    if basis is None:
        raise UsageError(
            say(
                "Tanpa dasar tidak ada yang dibaca: --basis consented (pemegang telah menyetujui "
                "secara tertulis) atau --basis office-device (perangkat dinas).",
                "Without a basis nothing is read: --basis consented (the holder agreed in writing) "
                "or --basis office-device (a duty phone).",
            )
        )
    if (
        holder is not None
        and Basis(basis) is Basis.OFFICE_DEVICE
        and holder.ownership is Ownership.PERSONAL
    ):
        raise UsageError(
            say(
                "Berkas pemegang menyebut perangkat pribadi: gunakan --basis consented.",
                "The holder file says the phone is personal: use --basis consented.",
            )
        )
    return Basis(basis)


def add_basis_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare on what ground, and whose phone."""
    parser.add_argument(
        "--basis",
        choices=[basis.value for basis in Basis],
        help=say("dasar pemeriksaan; wajib", "the ground for reading; required"),
    )
    parser.add_argument(
        "--holder",
        type=Path,
        metavar="FILE",
        help=say("berkas TOML tentang pemegang", "a TOML file about the holder"),
    )
    parser.add_argument(
        "--label", metavar="TEXT", help=say("nomor pada stiker", "number on the sticker")
    )
