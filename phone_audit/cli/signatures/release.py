"""``signatures release``: the list as one signed file, for laptops that are never online."""

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from phone_audit import __version__
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.passphrase import add_key_passphrase
from phone_audit.cli.signatures.interface import Action, add_list_and_json, folder, line
from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.keys.fingerprint import in_groups
from phone_audit.model.record import Words

if TYPE_CHECKING:
    from phone_audit.keys.office import OfficeKey
    from phone_audit.signatures.release import ReleaseStatement


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the file goes and whose key signs it."""
    add_list_and_json(parser)
    parser.add_argument(
        "out",
        type=Path,
        metavar="OUT",
        help=say("berkas atau folder tujuan, misalnya flashdisk", "a file or a folder: a stick"),
    )
    parser.add_argument(
        "--key",
        type=Path,
        required=True,
        metavar="FILE",
        help=say("paruh rahasia kunci kantor", "the office key's private half"),
    )
    add_key_passphrase(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write a release of a list without faults; an existing file is never overwritten."""
    from phone_audit.cli.keys import open_signer
    from phone_audit.keys.files import create_private
    from phone_audit.signatures.load import load_whole
    from phone_audit.signatures.release import SUFFIX, release

    moment = datetime.now(UTC).replace(microsecond=0)
    _refuse_faults(folder(arguments), moment.date())
    whole = load_whole(folder(arguments))
    office, signer = open_signer(arguments.key, arguments)
    statement, data = release(whole, signer, moment, f"phone-audit {__version__}")
    out: Path = arguments.out
    if out.is_dir():
        out /= f"daftar-tanda-{statement.version}{SUFFIX}"
    try:
        made = create_private(out, data)
    except OSError as error:
        raise UsageError(f"{out}: {error.strerror}") from error
    if not made:
        raise UsageError(
            say(f"{out}: sudah ada, tidak ditimpa", f"{out}: exists and is not overwritten")
        )
    if arguments.json:
        print_json({**as_json(statement, office), "file": str(out)})
        return Exit.DONE
    print(shown(f"{out}  ({len(data)} byte)"))
    for text in told(statement, office):
        print(line(text))
    install = f"phone-audit signatures install {out.name}"
    print(say(f"Pasang di laptop lain: {install}", f"Install on another laptop: {install}"))
    return Exit.DONE


def told(statement: "ReleaseStatement", office: "OfficeKey | None") -> Iterator[str]:
    """Yield what a release holds and who answers for it, as people compare it."""
    entries = say(f"{statement.entries} tanda", f"{statement.entries} entries")
    yield f"{statement.name} {statement.version} ({statement.released}), {entries}"
    yield f"  sha256  {statement.sha256}"
    if office is not None:
        signed = say("ditandatangani", "signed by")
        yield f"  {signed}  {office.name}  {in_groups(office.key_id)}"


def as_json(statement: "ReleaseStatement", office: "OfficeKey | None") -> dict[str, object]:
    """Return the same for scripts."""
    return {
        "name": statement.name,
        "version": statement.version,
        "released": statement.released,
        "entries": statement.entries,
        "sha256": statement.sha256,
        "made_at": statement.made_at,
        "program": statement.program,
        "office": None if office is None else office.name,
        "key": None if office is None else office.key_id,
    }


def _refuse_faults(list_folder: Path, today: date) -> None:
    """What lint calls an error is not released: laptops without network keep it for long."""
    from phone_audit.signatures.lint import lint
    from phone_audit.signatures.rules import Level

    errors = [one for one in lint(list_folder, today) if one.level is Level.ERROR]
    if errors:
        raise SignatureErrors(
            [one.say("en") for one in errors], indonesian=[one.say("id") for one in errors]
        )


ACTION = Action(
    name="release",
    help=Words(
        id="menulis daftar sebagai satu berkas bertanda tangan, untuk laptop tanpa jaringan",
        en="write the list as one signed file, for laptops that are never online",
    ),
    add_arguments=add_arguments,
    run=run,
)
