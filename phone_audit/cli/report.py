"""``report``: render stored examinations again, at any time, without the phone."""

import argparse
from pathlib import Path

from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.cli import language
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import console, print_json
from phone_audit.cli.rendering import document_of, format_named, render_into_case
from phone_audit.errors import UsageError
from phone_audit.model.custody import Event, ExhibitStatus

ON_SCREEN = "terminal"
"""A rendering that is looked at and not kept."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``report``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "exhibits",
        type=int,
        nargs="*",
        metavar="EXHIBIT",
        help=say("nomor perangkat; tanpa ini semua", "number of a phone; without, all of them"),
    )
    parser.add_argument(
        "--format",
        default="pdf",
        metavar="NAME",
        help=say(
            "pdf (baku), html, csv, json, case, atau terminal untuk dibaca di layar",
            "pdf (default), html, csv, json, case, or terminal to read it on screen",
        ),
    )
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Render and say where the files are."""
    output = None if arguments.format == ON_SCREEN else format_named(arguments.format)
    with Case.open(arguments.case, now) as case:
        examined = {
            stored.number for stored in case.exhibits() if stored.status is ExhibitStatus.EXAMINED
        }
        wanted = arguments.exhibits or sorted(examined)
        if unknown := sorted(set(wanted) - examined):
            raise UsageError(
                say(
                    f"Tidak ada pemeriksaan tersimpan untuk perangkat {unknown[0]}.",
                    f"There is no stored examination of phone {unknown[0]}.",
                )
            )
        exhibits = [case.exhibit(number) for number in wanted]
        if output is None:
            for exhibit in exhibits:
                _show(exhibit)
            return Exit.DONE
        files = [render_into_case(one, output, language.current()) for one in exhibits]
    if arguments.json:
        print_json({"reports": [str(file) for file in files]})
    else:
        for file in files:
            print(file)
    return Exit.DONE


def _show(exhibit: Exhibit) -> None:
    from phone_audit.reporting.to_terminal import terminal

    document = document_of(
        exhibit.examination(), exhibit.evidence_bytes(), language.current(), exhibit.papers()
    )
    exhibit.event(Event.BUKA, note="laporan dilihat di layar")
    console().print(terminal(document))
