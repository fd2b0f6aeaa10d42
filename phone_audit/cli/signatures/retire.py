"""``signatures retire``: withdraw an entry, with the reason; its id is never used again."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from phone_audit.cli import language
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.signatures.interface import Action, add_list_and_json, folder
from phone_audit.errors import UsageError
from phone_audit.model.record import Words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which entry, and why."""
    add_list_and_json(parser)
    parser.add_argument("id", metavar="ID", help=say("id tanda", "id of the entry"))
    parser.add_argument(
        "--because",
        required=True,
        metavar="TEXT",
        help=say("alasannya; dibacakan dalam sidang", "the reason, read out at a hearing"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Move the file of an entry to retired/, with the reason and today's date."""
    from phone_audit.signatures.entry_files import EntryFile
    from phone_audit.signatures.fitting import fit
    from phone_audit.signatures.proposal import (
        Refused,
        checked_line,
        is_entry_id,
        retired_yaml,
    )
    from phone_audit.signatures.strict_yaml import read_document

    try:
        because = checked_line(arguments.because)
    except Refused as refused:
        raise UsageError(f"--because: {say_words(refused.words)}") from refused
    where = folder(arguments)
    old = where / "brands" / f"{arguments.id}.yaml"
    if not is_entry_id(arguments.id) or not old.is_file():
        wanted = shown(arguments.id)
        raise UsageError(say(f'tidak ada tanda "{wanted}"', f'no entry "{wanted}"'))
    text = retired_yaml(old.read_text(encoding="utf-8-sig"), because, datetime.now(UTC).date())
    document = read_document(old.name, text.encode())
    fit(document, EntryFile)
    if document.complaints:
        raise UsageError(document.complaints[0].say(language.current()))
    new = where / "retired" / old.name
    _move(old, new, text)
    raising = f'phone-audit signatures version --raise "{arguments.id} ditarik: ..."'
    if arguments.json:
        print_json({"file": str(new), "id": arguments.id})
        return Exit.DONE
    print(shown(str(new)))
    print(say(f"Berikutnya: {raising}", f"Next: {raising}"))
    return Exit.DONE


def _move(old: Path, new: Path, text: str) -> None:
    """Write the retired file before the other goes: an id is never without a file."""
    try:
        new.parent.mkdir(exist_ok=True)
        with new.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        old.unlink()
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}") from error


ACTION = Action(
    name="retire",
    help=Words(
        id="menarik satu tanda, dengan alasannya",
        en="withdraw an entry, with the reason",
    ),
    add_arguments=add_arguments,
    run=run,
)
