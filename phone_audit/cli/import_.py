"""``import``: examine what was read before - a bug report, captures, a history handed over."""

import argparse
import sys
from pathlib import Path

from phone_audit.batch import Job
from phone_audit.cases.store import Case
from phone_audit.cli.examining import add_running_arguments, run_jobs
from phone_audit.cli.language import say, say_words
from phone_audit.cli.office import add_list_arguments, now
from phone_audit.cli.output import shown
from phone_audit.cli.reaching import add_basis_arguments, check_basis
from phone_audit.device.imports.recognise import (
    ACCEPTED,
    Imported,
    NotRecognised,
    open_import,
)
from phone_audit.errors import UsageError
from phone_audit.settings import read_holder
from phone_audit.sources import all_sources


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``import``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument("path", type=Path, metavar="PATH", help=say_words(ACCEPTED))
    add_basis_arguments(parser)
    add_running_arguments(parser)
    add_list_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Examine an offline input as if it were a phone; the file itself is hashed, not kept."""
    holder = read_holder(arguments.holder) if arguments.holder else None
    basis = check_basis(arguments.basis, holder)
    with Case.open(arguments.case, now) as case:
        imported = _open(arguments.path)
        what = say_words(imported.what)
        print(shown(f"{arguments.path.name}: {what}"), file=sys.stderr)
        for name in imported.damaged:
            trouble = say("rusak, dilewati", "damaged, passed over")
            print(shown(f"{arguments.path.name}: {name}: {trouble}"), file=sys.stderr)
        job = Job(
            name=arguments.path.name,
            connect=lambda _: imported.answers,
            basis=basis,
            holder=holder,
            label=arguments.label,
            imported=imported.file,
        )
        return run_jobs(case, [job], arguments, record_unreached=False)


def _open(path: Path) -> Imported:
    """Recognise the input, or say what there is to choose from."""
    wanted = {heading for source in all_sources() for heading in source.sections}
    if not path.exists():
        raise UsageError(say(f"{path}: tidak ada", f"{path}: there is no such file or folder"))
    try:
        return open_import(path, wanted, now)
    except NotRecognised as error:
        known = say_words(ACCEPTED)
        raise UsageError(
            say(f"{path}: jenis masukan ini tidak dikenal. {known}", f"{error}. {known}")
        ) from error
