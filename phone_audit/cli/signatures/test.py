"""``signatures test``: what a list says about names, one answer per line."""

import argparse
import json

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.list_store import open_lists
from phone_audit.cli.output import shown
from phone_audit.cli.signatures.interface import (
    NAME_KINDS,
    Action,
    add_list_and_json,
    add_lists,
    asked,
    line,
    whole_list,
)
from phone_audit.cli.signatures.name_files import open_lines
from phone_audit.model.evidence import Observable
from phone_audit.model.record import Words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the names are and where they are read from."""
    add_list_and_json(parser)
    add_lists(parser)
    parser.add_argument(
        "--kind",
        choices=sorted(NAME_KINDS),
        required=True,
        help=say("jenis nama yang diuji", "what the names are"),
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="-",
        help=say("satu nama per baris; - membaca masukan", "one name per line; - reads stdin"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the class of each name, its entry and the reason."""
    from phone_audit.signatures.match import Matcher

    imported = open_lists() if arguments.lists else None
    matcher = Matcher(whole_list(arguments).signatures, imported)
    kind = NAME_KINDS[arguments.kind]
    with open_lines(arguments.file) as names:
        for name in names:
            found = matcher.classify(Observable(kind=kind, value=asked(kind, name)))
            answer = {
                "name": name,
                "class": found.cls.value,
                "signature": found.signature,
                "reason": found.reason,
            }
            if arguments.json:
                print(json.dumps(answer))
            else:
                entry = found.signature or "-"
                print(f"{found.cls.value:<13} {shown(name)}  {entry}  {line(found.reason)}")
    return Exit.DONE


ACTION = Action(
    name="test",
    help=Words(id="apa kata daftar tentang nama-nama", en="what the list says about names"),
    add_arguments=add_arguments,
    run=run,
)
