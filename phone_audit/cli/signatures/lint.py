"""``signatures lint``: every fault of a list at once, as text, SARIF or JSON."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from phone_audit.cli import language
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.output import print_json
from phone_audit.cli.signatures.interface import Action, add_list_and_json, folder, line
from phone_audit.cli.signatures.name_files import open_names
from phone_audit.model.evidence import ObservableKind
from phone_audit.model.record import Words

if TYPE_CHECKING:
    from phone_audit.signatures.corpus import BenignSet

_FORMATS = ("text", "sarif", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the form of the output and the sets of ordinary names."""
    add_list_and_json(parser)
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help=say("bentuk keluaran", "form of the output"),
    )
    parser.add_argument(
        "--benign",
        metavar="FILE",
        nargs="+",
        action="extend",
        default=[],
        help=say(
            "domain biasa, satu per baris; tidak boleh dikenali lebih banyak daripada yang "
            "dinyatakan dalam patterns/shares.yaml",
            "ordinary domains, one per line; no rule may match more of them than "
            "patterns/shares.yaml declares",
        ),
    )
    parser.add_argument(
        "--benign-packages",
        metavar="FILE",
        nargs="+",
        action="extend",
        default=[],
        help=say("paket biasa, satu per baris", "ordinary packages, one per line"),
    )
    parser.add_argument(
        "--rules",
        action="store_true",
        help=say("tampilkan semua aturan dan perbaikannya", "show every rule and its remedy"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Print every complaint; exit 5 if the list must not be used."""
    from phone_audit.signatures.lint import lint
    from phone_audit.signatures.rules import Level
    from phone_audit.signatures.sarif import sarif

    wanted = "json" if arguments.json else arguments.format
    if arguments.rules:
        return _tell_rules(as_json=wanted == "json")
    benign = tuple(_benign(arguments))
    remarks = lint(folder(arguments), datetime.now(UTC).date(), benign)
    errors = sum(remark.level is Level.ERROR for remark in remarks)
    warnings = len(remarks) - errors
    if wanted == "sarif":
        print_json(sarif(remarks, language.current()))
    elif wanted == "json":
        told = [
            {
                "path": remark.path,
                "line": remark.line,
                "column": remark.column,
                "level": remark.level,
                "code": remark.code,
                "complaint": say_words(remark.complaint),
                "remedy": say_words(remark.remedy),
            }
            for remark in remarks
        ]
        print_json({"remarks": told, "errors": errors, "warnings": warnings})
    else:
        for remark in remarks:
            print(line(remark.say(language.current())))
        print(
            say(
                f"{errors} kesalahan, {warnings} peringatan",
                f"{errors} errors, {warnings} warnings",
            )
        )
    return Exit.LIST_UNUSABLE if errors else Exit.DONE


def _tell_rules(*, as_json: bool) -> int:
    from phone_audit.signatures.lint import RULES

    rows = [
        {
            "code": rule.code,
            "level": rule.level.value,
            "complaint": say_words(rule.complaint).replace("{}", "…"),
            "remedy": say_words(rule.remedy),
        }
        for rule in RULES
    ]
    if as_json:
        print_json(rows)
        return Exit.DONE
    for row in rows:
        print(f"{row['code']:<24} {row['level']:<8} {row['complaint']}")
        print(f"{'':<24} {'':<8} → {row['remedy']}")
    return Exit.DONE


def _benign(arguments: argparse.Namespace) -> Iterator["BenignSet"]:
    from phone_audit.signatures.corpus import BenignSet

    for kind, files in (
        (ObservableKind.HOST, arguments.benign),
        (ObservableKind.PACKAGE, arguments.benign_packages),
    ):
        for file in files:
            with open_names(file) as names:
                yield BenignSet(source=Path(file).name, kind=kind, names=tuple(names))


ACTION = Action(
    name="lint",
    help=Words(
        id="semua kesalahan daftar, dengan berkas, baris dan perbaikannya",
        en="every fault of the list, with file, line and remedy",
    ),
    add_arguments=add_arguments,
    run=run,
)
