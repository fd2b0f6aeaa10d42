"""``doctor``: is this laptop ready, and what to do about what is not."""

import argparse
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from phone_audit import resources
from phone_audit.cli.checks import Check, State
from phone_audit.cli.doctor_papers import holidays, legal_texts
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.list_in_force import is_older, list_in_force
from phone_audit.cli.list_store import open_lists
from phone_audit.cli.output import print_json, shown
from phone_audit.device.discover import adb_server_version, usb_access
from phone_audit.device.keys import default_folder, find_key
from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.keys.fingerprint import in_groups
from phone_audit.keys.folder import KeyFolder, default_path

_OLD_LIST_DAYS = 90
_LOW_DISK_BYTES = 2 * 1024**3
_SOURCE_YEAR = 2026


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``doctor``."""
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Look at everything an examination needs; exit 0 when nothing stands in the way."""
    checks = tuple(check() for check in _CHECKS)
    if arguments.json:
        print_json(checks)
    else:
        for line in _lines(checks):
            print(line)
    return Exit.FAILED if any(one.state is State.BAD for one in checks) else Exit.DONE


def _lines(checks: tuple[Check, ...]) -> Iterator[str]:
    signs = {State.GOOD: "✓", State.NOTE: "•", State.BAD: "✗"}
    for check in checks:
        yield f"{signs[check.state]} {check.name}: {check.says}"
        if check.remedy:
            yield f"    → {check.remedy}"


def _python() -> Check:
    return Check(
        name="Python",
        state=State.GOOD,
        says=f"{platform.python_version()}, {platform.system()} {platform.machine()}",
    )


def _adb_server() -> Check:
    version = adb_server_version()
    if version is None:
        return Check(
            name=say("Server adb", "adb server"),
            state=State.NOTE,
            says=say(
                "tidak berjalan; ponsel dihubungi langsung lewat USB",
                "not running; phones are reached directly over USB",
            ),
            remedy=say(
                "di Windows jalankan `adb start-server` sebelum memeriksa",
                "on Windows run `adb start-server` before examining",
            )
            if sys.platform == "win32"
            else None,
        )
    return Check(
        name=say("Server adb", "adb server"),
        state=State.GOOD,
        says=say(
            f"berjalan (protokol {version}); ponsel dihubungi melaluinya",
            f"running (protocol {version}); phones are reached through it",
        ),
    )


def _usb() -> Check:
    problem = usb_access()
    return Check(
        name="USB",
        state=State.GOOD if problem is None else State.NOTE,
        says=say("dapat dibuka langsung", "can be opened directly")
        if problem is None
        else say("tidak dapat dibuka langsung", "cannot be opened directly"),
        remedy=None if problem is None else say(problem.id, problem.en),
    )


def _list() -> Check:
    name = say("Daftar tanda", "Signature list")
    try:
        used = list_in_force()
    except SignatureErrors as error:
        return Check(
            name=name,
            state=State.BAD,
            says=say(error.indonesian[0], error.complaints[0]),
            remedy="phone-audit signatures install FILE | --remove",
        )
    days = (datetime.now(UTC).date() - used.signatures.released).days
    entries = len(used.signatures.signatures)
    says = say(
        f"{used.told()}; {entries} entri, umur {days} hari",
        f"{used.told()}; {entries} entries, {days} days old",
    )
    remedy = None
    if days > _OLD_LIST_DAYS:
        remedy = say(
            "pasang rilis baru (signatures install FILE); nama situs berganti tiap hari",
            "install a new release (signatures install FILE): names change daily",
        )
    elif is_older(used):
        remedy = say(
            "daftar bawaan program lebih baru; kembali dengan signatures install --remove",
            "the shipped list is newer; go back with signatures install --remove",
        )
    state = State.GOOD if remedy is None else State.NOTE
    return Check(name=name, state=state, says=says, remedy=remedy)


def _imported_lists() -> Check:
    name = say("Daftar impor", "Imported lists")
    try:
        with open_lists() as shelf:
            lists = shelf.lists
    except SignatureErrors as error:
        remedy = "phone-audit signatures lists"
        says = say(error.indonesian[0], error.complaints[0])
        return Check(name=name, state=State.BAD, says=says, remedy=remedy)
    today = datetime.now(UTC).date()
    if not lists:
        return Check(name=name, state=State.GOOD, says=say("tidak ada", "none"))
    told = "; ".join(
        say(
            f"{one.name} {one.entries} nama, umur {one.age_days(today)} hari",
            f"{one.name} {one.entries} names, {one.age_days(today)} days old",
        )
        for one in lists
    )
    if any(one.is_stale(today) for one in lists):
        remedy = say("impor lagi yang terbaru", "import the latest again")
        return Check(name=name, state=State.NOTE, says=told, remedy=remedy)
    return Check(name=name, state=State.GOOD, says=told)


def _pdf() -> Check:
    missing = [name for name in ("typst", "segno", "pypdf") if find_spec(name) is None]
    fonts = list((resources.reports_folder() / "fonts").glob("*.ttf"))
    if missing or not fonts:
        return Check(
            name="PDF",
            state=State.BAD,
            says=say("tidak lengkap: ", "incomplete: ") + ", ".join(missing or ["reports/fonts"]),
            remedy="pip install 'phone-audit[pdf]'",
        )
    return Check(
        name="PDF",
        state=State.GOOD,
        says=say(f"{len(fonts)} huruf terpasang", f"{len(fonts)} fonts"),
    )


def _clock() -> Check:
    year = datetime.now(UTC).year
    good = year >= _SOURCE_YEAR
    return Check(
        name=say("Jam", "Clock"),
        state=State.GOOD if good else State.BAD,
        says=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S %Z"),
        remedy=None
        if good
        else say("setel jam komputer: waktu bukti bergantung padanya", "set the computer's clock"),
    )


def _disk() -> Check:
    free = shutil.disk_usage(Path.cwd()).free
    low = free < _LOW_DISK_BYTES
    return Check(
        name=say("Ruang disk", "Disk space"),
        state=State.NOTE if low else State.GOOD,
        says=f"{free / 1024**3:.1f} GiB",
        remedy=say("kosongkan ruang sebelum sidak", "free some space first") if low else None,
    )


def _key() -> Check:
    path = find_key(default_folder())
    return Check(
        name=say("Kunci ADB kantor", "The office's ADB key"),
        state=State.GOOD if path else State.NOTE,
        says=str(path)
        if path
        else say(
            "belum ada; dibuat pada pemeriksaan pertama (berkas 0600)",
            "none yet; made at the first examination (mode 0600)",
        ),
    )


def _office_key() -> Check:
    name = say("Kunci kantor", "Office key")
    folder = KeyFolder(default_path())
    try:
        office, strangers = folder.office(), folder.strangers()
    except UsageError as error:
        return Check(name=name, state=State.BAD, says=str(error), remedy="phone-audit keys show")
    if strangers:
        return Check(
            name=name,
            state=State.BAD,
            says=str(strangers[0]),
            remedy=say(
                "pindahkan paruh rahasia ini dari laptop", "move this private half off the laptop"
            ),
        )
    if office is None:
        return Check(
            name=name,
            state=State.NOTE,
            says=say(
                "belum ada; jawaban mentah tidak disimpan",
                "none; raw answers are not kept",
            ),
            remedy="phone-audit keys new",
        )
    if find_spec("pyrage") is None:
        return Check(
            name=name,
            state=State.BAD,
            says=say("terpasang, tetapi tidak dapat menyegel", "installed, but cannot seal"),
            remedy="pip install 'phone-audit[seal]'",
        )
    return Check(
        name=name, state=State.GOOD, says=shown(f"{office.name}, {in_groups(office.key_id)}")
    )


def _station_key() -> Check:
    name = say("Kunci stasiun", "Station key")
    try:
        certificate = KeyFolder(default_path()).certificate()
    except UsageError as error:
        return Check(name=name, state=State.BAD, says=str(error), remedy="phone-audit keys show")
    if certificate is None:
        return Check(
            name=name,
            state=State.NOTE,
            says=say("belum ada; log tidak ditandatangani", "none; logs are not signed"),
            remedy="phone-audit keys station --name NAME",
        )
    says = shown(f"{certificate.name}, {in_groups(certificate.key_id)}")
    statement = certificate.statement
    if statement.office is None:
        return Check(
            name=name,
            state=State.NOTE,
            says=says,
            remedy=say(
                "belum disahkan kantor: keys certify", "not certified by an office: keys certify"
            ),
        )
    if not certificate.covers(datetime.now(UTC).date()):
        return Check(
            name=name,
            state=State.NOTE,
            says=says,
            remedy=say(
                f"pengesahannya berakhir {statement.valid_until}: keys certify",
                f"its certificate ended {statement.valid_until}: keys certify",
            ),
        )
    return Check(name=name, state=State.GOOD, says=says)


_CHECKS: tuple[Callable[[], Check], ...] = (
    _python,
    _adb_server,
    _usb,
    _list,
    _imported_lists,
    _pdf,
    legal_texts,
    holidays,
    _clock,
    _disk,
    _key,
    _office_key,
    _station_key,
)
