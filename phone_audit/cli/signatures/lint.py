"""``signatures lint``: every fault of a list at once."""

import argparse
from datetime import UTC, datetime

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.output import print_json
from phone_audit.cli.signatures.interface import Action, add_list_and_json, folder, line
from phone_audit.model.record import Words


def run(arguments: argparse.Namespace) -> int:
    """Print every complaint; exit 5 if the list must not be used."""
    from phone_audit.signatures.lint import lint
    from phone_audit.signatures.rules import Level

    remarks = lint(folder(arguments), datetime.now(UTC).date())
    errors = sum(remark.level is Level.ERROR for remark in remarks)
    warnings = len(remarks) - errors
    if arguments.json:
        print_json({"remarks": remarks, "errors": errors, "warnings": warnings})
    else:
        for remark in remarks:
            print(line(str(remark)))
        print(
            say(
                f"{errors} kesalahan, {warnings} peringatan",
                f"{errors} errors, {warnings} warnings",
            )
        )
    return Exit.LIST_UNUSABLE if errors else Exit.DONE


ACTION = Action(
    name="lint",
    help=Words(
        id="semua kesalahan daftar, dengan berkas dan baris",
        en="every fault of the list, with file and line",
    ),
    add_arguments=add_list_and_json,
    run=run,
)
