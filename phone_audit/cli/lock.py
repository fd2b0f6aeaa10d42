"""``lock`` and ``unlock``: a case in a folder of its own, encrypted or in clear."""

import argparse
from pathlib import Path

from phone_audit.cases import durable, layout, vault
from phone_audit.cases.desk import current
from phone_audit.cases.opening import is_locked
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json
from phone_audit.cli.sign import read_file
from phone_audit.cli.unlocking import CommandDesk, new_vault
from phone_audit.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``lock``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--to", type=Path, metavar="DIR", help=say("folder baru, terkunci", "new, locked folder")
    )
    what.add_argument(
        "--change",
        action="store_true",
        help=say("ganti kata sandi kasus yang terkunci", "change a locked case's passphrase"),
    )
    parser.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FILE",
        help=say("kata sandi baru; tanpa ini ditanyakan", "the new passphrase; else it is asked"),
    )
    parser.add_argument("--by", metavar="NAME", help=say("siapa yang mengunci", "who locks it"))
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Lock into a new folder, check that it is the same case, and say what to do with the old."""
    desk = current()
    assert isinstance(desk, CommandDesk)
    if arguments.change:
        return _change(arguments, desk)
    if is_locked(arguments.case):
        raise UsageError(
            say(f"{arguments.case}: sudah terkunci", f"{arguments.case}: is locked already")
        )
    with Case.open(arguments.case, now) as case:
        made = new_vault(desk, arguments, str(arguments.to))
        case.copy_to(arguments.to, made, actor=arguments.by)
    found = verify(arguments.to)
    if arguments.json:
        print_json({"case": str(arguments.to), "records": found.records, "locked": True})
    else:
        print(
            say(
                f"{arguments.to}: terkunci, {found.records} catatan, tidak berubah.",
                f"{arguments.to}: locked, {found.records} records, unaltered.",
            )
        )
        print(
            say(
                f"Hapus sekarang folder yang tidak terkunci: {arguments.case}. Dari disk tanpa "
                "enkripsi isinya mungkin masih dapat dipulihkan.",
                f"Now remove the folder that is not locked: {arguments.case}. From a disk that is "
                "not encrypted its content may still be recovered.",
            )
        )
    return Exit.DONE if found.unaltered else Exit.ALTERED


def _change(arguments: argparse.Namespace, desk: CommandDesk) -> int:
    place = arguments.case / layout.VAULT
    if not is_locked(arguments.case):
        raise UsageError(
            say(f"{arguments.case}: tidak terkunci", f"{arguments.case}: is not locked")
        )
    old = read_file(place)
    key = desk.unlock(old, str(arguments.case))
    recipients = [one.public for one in vault.read_vault(old).recipients]
    made = new_vault(desk, arguments, str(arguments.case), key=key, recipients=recipients)
    with durable.explained(place):
        durable.write_whole(place, made)
    print(say("Kata sandi diganti.", "The passphrase was changed."))
    return Exit.DONE
