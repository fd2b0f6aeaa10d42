"""What is known of a call to the holder."""

import argparse
from pathlib import Path

from phone_audit.cli.language import say
from phone_audit.cli.papers import fields
from phone_audit.cli.papers.interface import (
    Done,
    Step,
    Verb,
    filed,
)
from phone_audit.cli.summons_dates import complaints_about
from phone_audit.model.papers import Summons
from phone_audit.model.record import Words, replace
from phone_audit.settings import read_summons


def declare_summons(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of a call."""
    parser.add_argument(
        "--from",
        dest="file",
        type=Path,
        metavar="FILE",
        help=say("berkas TOML dengan isian panggilan", "a TOML file with what is known"),
    )
    parser.add_argument(
        "--order", type=int, choices=(1, 2), help=say("panggilan ke berapa", "which call")
    )
    for name, text in (
        ("--dated", say("tanggal surat", "date of the letter")),
        ("--on", say("tanggal menghadap", "day of the meeting")),
        ("--missed", say("tanggal panggilan I yang tidak dipenuhi", "the day that was missed")),
    ):
        parser.add_argument(name, type=fields.day, metavar="YYYY-MM-DD", help=text)
    parser.add_argument("--time", type=fields.clock, metavar="HH:MM", help=say("jam", "time"))
    parser.add_argument("--place", metavar="TEXT", help=say("tempat", "place"))


def summons(step: Step) -> Done:
    """Store what is known of a call, and say which of its dates do not fit."""
    given = step.arguments
    paper = read_summons(given.file, step.at) if given.file else Summons(at=step.at)
    changes = {
        "order": given.order,
        "dated": given.dated,
        "on": given.on,
        "missed_on": given.missed,
        "at_time": given.time,
        "place": given.place,
    }
    paper = replace(paper, **{key: value for key, value in changes.items() if value is not None})
    done = filed(step, paper)
    warnings = complaints_about(paper, step.case)
    return replace(done, warnings=warnings, says=(*done.says, *warnings))


VERBS = {
    "summons": Verb(
        Words(id="yang diketahui tentang panggilan (SPG)", en="what is known of a call (SPG)"),
        declare_summons,
        summons,
    ),
}
