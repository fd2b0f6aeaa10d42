"""``signatures test``: what a list says about names, one answer per line."""

import argparse
import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.output import shown
from phone_audit.cli.signatures.interface import Action, add_list_and_json, folder, line
from phone_audit.errors import UsageError
from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.record import Words
from phone_audit.signatures.load import load

_KINDS = {"domain": ObservableKind.HOST, "package": ObservableKind.PACKAGE}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the names are and where they are read from."""
    add_list_and_json(parser)
    parser.add_argument(
        "--kind",
        choices=sorted(_KINDS),
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

    matcher = Matcher(load(folder(arguments)))
    kind = _KINDS[arguments.kind]
    with ExitStack() as open_files:
        for name in _names(arguments.file, open_files):
            found = matcher.classify(Observable(kind=kind, value=name))
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


def _names(file: str, open_files: ExitStack) -> Iterator[str]:
    """Return the names of a file or of standard input, one per line, blank lines left out."""
    lines: Iterable[str]
    if file == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        lines = sys.stdin
    else:
        try:
            opened = Path(file).open(encoding="utf-8", errors="replace")  # noqa: SIM115 - below
        except OSError as error:
            raise UsageError(f"{shown(file)}: {error.strerror}") from error
        lines = open_files.enter_context(opened)
    return (name for text in lines if (name := text.strip(" \t\r\n\ufeff")))


ACTION = Action(
    name="test",
    help=Words(id="apa kata daftar tentang nama-nama", en="what the list says about names"),
    add_arguments=add_arguments,
    run=run,
)
