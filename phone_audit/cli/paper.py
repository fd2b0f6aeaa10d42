"""``paper``: records what people decide, say and sign around a phone or a sidak."""

import argparse
from pathlib import Path

from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.papers import holder, phone, sidak, summons
from phone_audit.cli.papers.fields import moment
from phone_audit.cli.papers.interface import Step
from phone_audit.errors import UsageError
from phone_audit.model.custody import Role
from phone_audit.settings import read_person

VERBS = {**holder.VERBS, **phone.VERBS, **summons.VERBS, **sidak.VERBS}
_BOTH = frozenset({"letter", "show"})
"""Verbs that are about a phone, or about the sidak when no phone is named."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the case, the phone, and one verb for each kind of paper."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "exhibit",
        type=int,
        nargs="?",
        metavar="EXHIBIT",
        help=say("nomor perangkat", "number of the phone"),
    )
    verbs = parser.add_subparsers(
        dest="verb", required=True, metavar=say("CATATAN", "PAPER"), title=say("catatan", "papers")
    )
    for name, verb in VERBS.items():
        text = say_words(verb.help)
        sub = verbs.add_parser(name, help=text, description=text)
        verb.declare(sub)
        sub.add_argument(
            "--at",
            metavar="TIME",
            help=say(
                "kapan terjadi, menurut jam setempat: 09:10 atau 2026-11-19T09:10; baku: sekarang",
                "when it happened, by the clock of the place: 09:10 or 2026-11-19T09:10; "
                "default: now",
            ),
        )
        sub.add_argument(
            "--by",
            type=Path,
            metavar="FILE",
            help=say(
                "berkas TOML petugas yang mencatat; baku: petugas kasus",
                "a TOML file about the officer who records it; default: the case's officer",
            ),
        )
        sub.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Record one paper and say where it is, or show what there is."""
    verb = VERBS[arguments.verb]
    number = arguments.exhibit
    if number is None and not (verb.opens or verb.alone):
        raise UsageError(
            say(
                f"{arguments.verb}: sebut nomor perangkat, misalnya paper CASE 3 {arguments.verb}.",
                f"{arguments.verb}: name the phone, such as paper CASE 3 {arguments.verb}.",
            )
        )
    if number is not None and verb.alone and arguments.verb not in _BOTH:
        raise UsageError(
            say(
                f"{arguments.verb} adalah catatan seluruh sidak; tanpa nomor perangkat.",
                f"{arguments.verb} is about the whole sidak; name no phone.",
            )
        )
    by = read_person(arguments.by) if arguments.by else None
    with Case.open(arguments.case, now) as case:
        exhibit: Exhibit | None = None if number is None else case.exhibit(number)
        officer = by or (exhibit.officer() if exhibit else case.header.officer)
        step = Step(
            case=case,
            exhibit=exhibit,
            arguments=arguments,
            at=moment(arguments.at, case.header.zone, now()),
            actor=officer.name if officer else None,
            role=Role.OFFICER,
        )
        done = verb.record(step)
    if arguments.json:
        print_json(done)
    else:
        for line in done.says:
            print(shown(say_words(line)))
    return Exit.DONE
