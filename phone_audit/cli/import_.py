"""``import``: examine what was read before - a bug report, or a folder of captures."""

import argparse
import hashlib
from pathlib import Path
from typing import IO

from phone_audit.batch import Job
from phone_audit.cases.store import Case
from phone_audit.cli.examining import add_running_arguments, run_jobs
from phone_audit.cli.language import say
from phone_audit.cli.office import add_list_arguments, now
from phone_audit.cli.reaching import add_basis_arguments, check_basis
from phone_audit.device.replay import ReplayedFolder, ReplayedSections
from phone_audit.errors import UsageError
from phone_audit.formats.bug_report import open_zip
from phone_audit.model.case import ImportedFile
from phone_audit.pipeline import Answering
from phone_audit.settings import read_holder
from phone_audit.sources import all_sources

_CHUNK = 1 << 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``import``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "path",
        type=Path,
        metavar="PATH",
        help=say("bugreport.zip atau folder rekaman", "bugreport.zip or a folder of captures"),
    )
    add_basis_arguments(parser)
    add_running_arguments(parser)
    add_list_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Examine an offline input as if it were a phone; the file itself is hashed, not kept."""
    holder = read_holder(arguments.holder) if arguments.holder else None
    basis = check_basis(arguments.basis, holder)
    path: Path = arguments.path
    imported: ImportedFile | None = None
    answers: Answering
    if path.is_dir():
        answers = ReplayedFolder.read(path, now)
    elif path.is_file():
        answers, imported = _bug_report(path)
    else:
        raise UsageError(say(f"{path}: tidak ada", f"{path}: there is no such file or folder"))
    job = Job(
        name=path.name,
        connect=lambda _: answers,
        basis=basis,
        holder=holder,
        label=arguments.label,
        imported=imported,
    )
    with Case.open(arguments.case, now) as case:
        return run_jobs(case, [job], arguments, record_unreached=False)


def _bug_report(path: Path) -> tuple[Answering, ImportedFile]:
    """Read the sections the sources know out of a bug report, and hash the whole file."""
    wanted = {heading for source in all_sources() for heading in source.sections}
    try:
        with path.open("rb") as file:
            imported = ImportedFile(
                name=path.name, sha256=_sha256(file), size_bytes=path.stat().st_size
            )
            file.seek(0)
            report = open_zip(file, wanted)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
    return ReplayedSections.of(report.sections, address=path.name, clock=now), imported


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
