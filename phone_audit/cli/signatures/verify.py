"""``signatures verify``: is a release file unaltered, and whose is it."""

import argparse
from pathlib import Path

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.output import print_json
from phone_audit.cli.signatures.interface import Action, add_json, line
from phone_audit.cli.signatures.release import as_json, told
from phone_audit.keys.fingerprint import in_groups
from phone_audit.model.record import Words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    add_json(parser)
    parser.add_argument(
        "file", type=Path, metavar="FILE", help=say("berkas rilis", "a release file")
    )


def run(arguments: argparse.Namespace) -> int:
    """Tell what a release holds and who signed it; exit 5 unless a recognised office did."""
    from phone_audit.keys.folder import KeyFolder, default_path
    from phone_audit.signatures.installed import read_file
    from phone_audit.signatures.release import read_release

    file = read_release(str(arguments.file), read_file(arguments.file))
    known = KeyFolder(default_path()).known()
    office = next((one for one in known if file.signed.is_by(one.public_key)), None)
    if arguments.json:
        key = file.signed.key
        print_json({**as_json(file.statement, office), "key": key, "trusted": office is not None})
    else:
        for text in told(file.statement, office):
            print(line(text))
        if office is None:
            print(line(f"  ! {_whose(file.signed.key, {one.key_id for one in known})}"))
    return Exit.DONE if office is not None else Exit.LIST_UNUSABLE


def _whose(key: str, known: set[str]) -> str:
    if key in known:
        return say(
            f"tanda tangan kunci {in_groups(key)} tidak cocok dengan isinya",
            f"the signature of key {in_groups(key)} does not hold for this content",
        )
    return say(
        f"kantor dengan kunci {in_groups(key)} tidak dikenal di sini, jadi tidak jelas dari siapa",
        f"the office of key {in_groups(key)} is not recognised here: whose it is is not shown",
    )


ACTION = Action(
    name="verify",
    help=Words(
        id="apakah berkas rilis utuh, dan dari siapa",
        en="is a release file unaltered, and whose is it",
    ),
    add_arguments=add_arguments,
    run=run,
)
