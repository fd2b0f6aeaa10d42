"""``copy``: documents out of a case, each with what vouches for it beside it."""

import argparse
from pathlib import Path, PurePosixPath

from phone_audit.cases.proof import SUFFIX
from phone_audit.cases.store import Case
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.office import now
from phone_audit.cli.output import print_json
from phone_audit.errors import UsageError
from phone_audit.keys.files import create_private
from phone_audit.model.custody import Event, Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``copy``."""
    parser.add_argument("case", type=Path, metavar="CASE", help=say("folder kasus", "case folder"))
    parser.add_argument(
        "exhibits",
        type=int,
        nargs="*",
        metavar="EXHIBIT",
        help=say(
            "nomor perangkat, 0 untuk dokumen seluruh sidak; tanpa ini semua",
            "number of a phone, 0 for documents about the whole sidak; without, all of them",
        ),
    )
    parser.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help=say("folder tujuan", "where to")
    )
    parser.add_argument(
        "--only",
        metavar="ID",
        help=say(
            "hanya dokumen yang namanya diawali ini, misalnya LPP",
            "only documents whose name begins like this, such as LPP",
        ),
    )
    parser.add_argument("--by", metavar="NAME", help=say("siapa yang menyalin", "who copies"))
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def run(arguments: argparse.Namespace) -> int:
    """Copy, record each copy, and say what lies where now."""
    if not arguments.to.is_dir():
        raise UsageError(
            say(f"{arguments.to}: bukan folder", f"{arguments.to}: there is no such folder")
        )
    made: list[Path] = []
    with Case.open(arguments.case, now) as case:
        wanted = arguments.exhibits or [0, *(one.number for one in case.exhibits())]
        for exhibit in wanted:
            if exhibit:
                case.exhibit(exhibit)
            for path, data in case.documents(exhibit or None):
                name = PurePosixPath(path).name
                if arguments.only is not None and not name.startswith(arguments.only):
                    continue
                made.append(_written(arguments.to / name, data))
                proof = case.proof(path)
                if proof is not None:
                    made.append(_written(arguments.to / (name + SUFFIX), proof))
                case.event(
                    Event.SALIN,
                    about=path,
                    exhibit=exhibit or None,
                    actor=arguments.by,
                    role=Role.OFFICER if arguments.by else Role.PROGRAM,
                )
    if not made:
        raise UsageError(
            say("Tidak ada dokumen untuk disalin.", "There is no document to be copied.")
        )
    if arguments.json:
        print_json({"copied": [str(path) for path in made]})
    else:
        for copied in made:
            print(copied)
    return Exit.DONE


def _written(path: Path, data: bytes) -> Path:
    try:
        made = create_private(path, data)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    if not made and path.read_bytes() != data:
        raise UsageError(
            say(f"{path}: sudah ada, tidak ditimpa", f"{path}: exists and is not overwritten")
        )
    return path
