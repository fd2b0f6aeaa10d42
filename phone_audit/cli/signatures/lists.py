"""``signatures lists``: the imported lists of this computer, and how old they are."""

import argparse
from datetime import UTC, date, datetime

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.list_store import list_line, number, stale_notes, store
from phone_audit.cli.output import print_json
from phone_audit.cli.signatures.interface import Action, add_json, line
from phone_audit.model.imported_list import ImportedList
from phone_audit.model.record import Words


def run(arguments: argparse.Namespace) -> int:
    """Print each list with its origin, or one JSON list of them."""
    with store().open() as shelf:  # opened, so that a damaged one is noticed
        lists = shelf.lists
    today = datetime.now(UTC).date()
    if arguments.json:
        print_json([as_json(one, today) for one in lists])
        return Exit.DONE
    if not lists:
        print(say("tidak ada daftar impor", "no imported lists"))
    for one in lists:
        print(line(list_line(one, today)))
        unsaid = say("tidak disebutkan", "not stated")
        print(
            line(f"  {one.source or unsaid}  {say('lisensi', 'licence')}: {one.licence or unsaid}")
        )
        print(line(f"  SHA-256 {one.sha256}, {number(one.size_bytes)} {say('bita', 'bytes')}"))
    for note in stale_notes(lists, today):
        print(line(f"! {note}"))
    return Exit.DONE


def as_json(one: ImportedList, today: date) -> dict[str, object]:
    """Return a list as scripts read it: its record, with its size and age."""
    import msgspec

    return {
        **msgspec.to_builtins(one),
        "entries": one.entries,
        "age_days": one.age_days(today),
        "stale": one.is_stale(today),
    }


ACTION = Action(
    name="lists",
    help=Words(id="daftar impor di komputer ini", en="the imported lists of this computer"),
    add_arguments=add_json,
    run=run,
)
