"""``signatures version``: which list is in use, and raising the version after a change."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.output import print_json
from phone_audit.cli.signatures.interface import Action, add_list_and_json, folder, line
from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.model.record import Words

if TYPE_CHECKING:
    from phone_audit.signatures.folder import Folder

_LONGEST_CHANGE = 2_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is to be done with the version."""
    add_list_and_json(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--raise",
        dest="raise_",
        metavar="TEXT",
        help=say(
            "versi baru dengan tanggal hari ini; TEXT menyebut apa yang berubah dan mengapa",
            "a new version of today; TEXT says what changed and why",
        ),
    )
    what.add_argument(
        "--amend",
        metavar="TEXT",
        nargs="?",
        const="",
        help=say(
            "perubahan lagi dalam versi yang belum diterbitkan; TEXT ditambahkan ke CHANGELOG.md",
            "a further change in a version not released yet; TEXT goes to CHANGELOG.md",
        ),
    )


def run(arguments: argparse.Namespace) -> int:
    """Tell the version in use, or write VERSION and CHANGELOG.md of a list that people edit."""
    if arguments.raise_ is None and arguments.amend is None:
        return _tell(arguments)
    from phone_audit.signatures.reading import read_folder

    where = folder(arguments)
    read = read_folder(where)
    if read.complaints or read.version is None:
        raise SignatureErrors(
            [str(one) for one in read.complaints],
            indonesian=[one.say("id") for one in read.complaints],
        )
    text = _one_line(arguments.amend if arguments.raise_ is None else arguments.raise_)
    if arguments.raise_ is not None and not text:
        raise UsageError(
            say("--raise: tulis apa yang berubah dan mengapa", "--raise: say what changed and why")
        )
    version = _write(where, read, text, new=arguments.raise_ is not None)
    if arguments.json:
        print_json({"version": version, "content": read.content()})
    else:
        print(say(f"versi {version}", f"version {version}"))
    return Exit.DONE


def _write(where: Path, read: "Folder", text: str, *, new: bool) -> str:
    """Write the change log first: a version nobody explains is the worse half to be left with."""
    from phone_audit.model.record import replace
    from phone_audit.signatures.versions import next_version, version_file, with_change

    assert read.version is not None
    today = datetime.now(UTC).date()
    version = read.version
    if new:
        version = replace(version, version=next_version(version.version, today))
    version = replace(version, released=today, content=read.content())
    changelog = where / "CHANGELOG.md"
    try:
        if text:
            before = changelog.read_text(encoding="utf-8") if changelog.exists() else ""
            changelog.write_text(
                with_change(before, version.version, text), encoding="utf-8", newline="\n"
            )
        (where / "VERSION").write_text(version_file(version), encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}") from error
    return version.version


def _tell(arguments: argparse.Namespace) -> int:
    from phone_audit.cli.list_in_force import list_in_force
    from phone_audit.signatures.load import version_of

    used = list_in_force(arguments.list)
    version = version_of(used.signatures)
    if arguments.json:
        print_json({"origin": used.origin, "path": str(used.path), **_fields(version)})
        return Exit.DONE
    print(line(used.told()))
    print(line(f"sha256 {version.sha256}"))
    return Exit.DONE


def _fields(version: object) -> dict[str, object]:
    names = ("name", "version", "released", "entries", "sha256")
    return {name: getattr(version, name) for name in names}


def _one_line(text: str) -> str:
    """Return what was said on one line, as the change log wraps it itself.

    Raises:
        UsageError: it is endless, or would look like a heading.
    """
    joined = " ".join(text.split())
    if len(joined) > _LONGEST_CHANGE or joined.startswith("#") or not joined.isprintable():
        raise UsageError(
            say(
                f"keterangan paling banyak {_LONGEST_CHANGE} huruf, tanpa # di awal",
                f"at most {_LONGEST_CHANGE} characters, and no # at the beginning",
            )
        )
    return joined


ACTION = Action(
    name="version",
    help=Words(
        id="daftar yang dipakai, dan menaikkan versi sesudah perubahan",
        en="the list in use, and raising the version after a change",
    ),
    add_arguments=add_arguments,
    run=run,
)
