"""``bundle``: a case as one file, to be handed over and verified elsewhere."""

import argparse
from pathlib import Path

from phone_audit.cases.store import Case
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``bundle``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "--to",
        type=Path,
        metavar="FILE",
        help=say("berkas zip baru; baku KASUS-….zip di sini", "new zip; KASUS-….zip here"),
    )
    parser.add_argument("--by", metavar="NAME", help=say("siapa yang menyalin", "who copies it"))
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Pack, and say what to note on the handover paper."""
    with Case.open(arguments.case, now) as case:
        header = case.header
        name = f"KASUS-{header.opened_at.year}-{header.sidak}-{header.case_id[:8]}.zip"
        target = arguments.to or Path(name)
        records, last = case.last_record()
        sha256 = case.bundle(target, actor=arguments.by)
    if arguments.json:
        print_json(
            {"bundle": str(target), "sha256": sha256, "records": records, "head_sha256": last}
        )
        return Exit.DONE
    print(target)
    print(f"  SHA-256: {sha256}")
    print(
        "  "
        + say(
            f"{records} catatan log, yang terakhir {last}",
            f"{records} log records, the last of them {last}",
        )
    )
    print("  " + say("Periksa dengan", "Verify with") + f": phone-audit verify {target}")
    return Exit.DONE
