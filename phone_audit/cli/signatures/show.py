"""``signatures show``: one entry with its sources."""

import argparse
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.signatures.interface import Action, add_list_and_json, line, whole_list
from phone_audit.errors import UsageError
from phone_audit.model.record import Words
from phone_audit.model.signature import Signature


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which entry, of which list."""
    add_list_and_json(parser)
    parser.add_argument("id", metavar="ID", help=say("misalnya joker123", "such as joker123"))


def run(arguments: argparse.Namespace) -> int:
    """Print one entry."""
    signatures = whole_list(arguments).signatures.signatures
    found = next((entry for entry in signatures if entry.id == arguments.id), None)
    if found is None:
        wanted = shown(arguments.id)
        near = ", ".join(get_close_matches(arguments.id, [entry.id for entry in signatures], n=3))
        hint = say(f" (mirip: {near})", f" (near: {near})") if near else ""
        raise UsageError(say(f'tidak ada tanda "{wanted}"', f'no entry "{wanted}"') + hint)
    if arguments.json:
        print_json(found)
    else:
        for text in _entry_lines(found):
            print(line(text))
    return Exit.DONE


def _entry_lines(entry: Signature) -> Iterator[str]:
    yield f"{entry.id}: {entry.name}"
    yield f"  {entry.kind} · {entry.strength} · {entry.status} · {entry.added} – {entry.updated}"
    sections = {
        say("Paket", "Packages"): entry.packages,
        say("Domain", "Domains"): [
            f"{listed.domain}{_validity(listed.valid_from, listed.valid_until)}"
            for listed in entry.domains
        ],
        say("Sumber", "Sources"): [
            f"{source.seen} {source.url}: {source.says}" for source in entry.sources
        ],
        say("Penjelasan lain", "Other explanations"): entry.innocent_explanations,
        say("Pengusul, penelaah", "Proposer, reviewer"): [
            f"{entry.proposer or '-'}, {entry.reviewer or '-'}"
        ],
    }
    for title, lines in sections.items():
        if lines:
            yield f"  {title}:"
            yield from (f"    {line}" for line in lines)


def _validity(begin: date | None, end: date | None) -> str:
    return f" ({begin or ''} – {end or ''})" if begin or end else ""


ACTION = Action(
    name="show",
    help=Words(id="satu tanda dengan sumbernya", en="one entry with its sources"),
    add_arguments=add_arguments,
    run=run,
)
