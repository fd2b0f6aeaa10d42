"""``verify``: is a case folder or a lone PDF unaltered, or which record is not."""

import argparse
from pathlib import Path

from phone_audit.cases.verification import Verification
from phone_audit.cases.verify import verify
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say, say_words
from phone_audit.cli.output import print_json, shown
from phone_audit.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``verify``."""
    parser.add_argument(
        "path", type=Path, metavar="PATH", help=say("folder kasus atau satu PDF", "case or PDF")
    )
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Verify and say in one screen what holds and what does not."""
    if arguments.path.is_dir():
        return _verify_case(arguments)
    if arguments.path.is_file():
        from phone_audit.cli.lone_pdf import verify_pdf

        return verify_pdf(arguments.path, as_json=arguments.json)
    raise UsageError(
        say(f"{arguments.path}: tidak ada", f"{arguments.path}: there is no such file or folder")
    )


def _verify_case(arguments: argparse.Namespace) -> int:
    found = verify(arguments.path)
    if arguments.json:
        print_json(found)
    else:
        _tell(found)
    return Exit.DONE if found.unaltered else Exit.ALTERED


def _tell(found: Verification) -> None:
    print(
        say(
            f"{found.path}: {found.records} catatan log, {found.files} berkas "
            f"({found.file_bytes:,} bita), {found.examined} perangkat diperiksa, "
            f"{found.not_examined} tidak diperiksa",
            f"{found.path}: {found.records} log records, {found.files} files "
            f"({found.file_bytes:,} bytes), {found.examined} phones examined, "
            f"{found.not_examined} not examined",
        )
    )
    for words in found.incomplete:
        print("  " + say("belum selesai: ", "incomplete: ") + shown(say_words(words)))
    if found.unaltered:
        print(say("TIDAK BERUBAH sejak dicatat.", "UNALTERED since it was recorded."))
        print(say("Hash catatan terakhir", "Hash of the last record") + f": {found.head_sha256}")
        return
    print(say("BERUBAH. Yang pertama tidak cocok:", "ALTERED. The first that does not match:"))
    for number, complaint in enumerate(found.complaints):
        record = f" #{complaint.record}" if complaint.record is not None else ""
        print(f"  {shown(complaint.path)}{record}: {shown(say_words(complaint.says))}")
        if number == 0 and complaint.expected:
            print(f"    {say('seharusnya', 'expected')} {complaint.expected}")
            print(f"    {say('ternyata', 'actual')}     {complaint.actual}")
