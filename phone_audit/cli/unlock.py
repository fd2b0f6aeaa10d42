"""``unlock``: a locked case in clear, in a folder of its own, for tools that know only that."""

import argparse
from pathlib import Path

from phone_audit.cases.opening import is_locked
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json
from phone_audit.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``unlock``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("kasus terkunci", "the case"))
    parser.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="DIR",
        help=say("folder baru, tidak terenkripsi", "new folder, not encrypted"),
    )
    parser.add_argument("--by", metavar="NAME", help=say("siapa yang membuka", "who opens it"))
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Write the case in clear, which is recorded in it."""
    if not is_locked(arguments.case):
        raise UsageError(
            say(f"{arguments.case}: tidak terkunci", f"{arguments.case}: is not locked")
        )
    with Case.open(arguments.case, now) as case:
        case.copy_to(arguments.to, None, actor=arguments.by)
    found = verify(arguments.to)
    if arguments.json:
        print_json({"case": str(arguments.to), "records": found.records, "locked": False})
    else:
        print(
            say(
                f"{arguments.to}: TIDAK terenkripsi, {found.records} catatan; hapus sesudahnya.",
                f"{arguments.to}: NOT encrypted, {found.records} records. Remove it after use.",
            )
        )
    return Exit.DONE if found.unaltered else Exit.ALTERED
