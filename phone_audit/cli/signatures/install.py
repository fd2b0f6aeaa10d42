"""``signatures install``: put a signed release in the place of the list that is used."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from phone_audit import resources
from phone_audit.cli.exits import Exit
from phone_audit.cli.language import say
from phone_audit.cli.output import print_json, shown
from phone_audit.cli.signatures.interface import Action, add_json, line
from phone_audit.cli.signatures.release import told
from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.keys.fingerprint import in_groups, in_words
from phone_audit.model.record import Words

if TYPE_CHECKING:
    from phone_audit.keys.folder import KeyFolder
    from phone_audit.model.signature import ListVersion
    from phone_audit.signatures.installed import InstalledList

_MOST_BYTES = 64 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file, whom to trust, and how to go back."""
    add_json(parser)
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help=say("berkas rilis", "a release file")
    )
    parser.add_argument(
        "--trust",
        type=Path,
        metavar="OFFICE.json",
        help=say(
            "paruh publik kantor yang menandatangani; sejak itu kantor itu dikenal di sini",
            "the public half of the office that signed; from then on it is recognised here",
        ),
    )
    parser.add_argument(
        "--allow-older",
        action="store_true",
        help=say(
            "pasang walaupun tidak lebih baru, dan tetap pakai sampai diganti",
            "install it although it is not newer, and use it until it is replaced",
        ),
    )
    parser.add_argument(
        "--remove",
        action="store_true",
        help=say("kembali ke daftar bawaan program", "go back to the shipped list"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Install a release whose signature holds; what was in use stays until the new one is whole."""
    from phone_audit.cli.list_in_force import list_in_force
    from phone_audit.signatures.installed import InstalledList

    store = InstalledList(resources.installed_list_folder())
    if arguments.remove:
        if arguments.file is not None:
            raise UsageError(say("--remove tanpa berkas.", "--remove goes without a file."))
        store.remove()
    elif arguments.file is None:
        raise UsageError(
            say("Sebutkan berkas rilis, atau --remove.", "Name a release file, or --remove.")
        )
    else:
        _install(arguments, store)
    used = list_in_force()
    if arguments.json:
        version = used.signatures.version
        print_json({"in_force": used.origin, "version": version, "path": str(used.path)})
    else:
        print(line(say(f"Dipakai: {used.told()}", f"In use: {used.told()}")))
    return Exit.DONE


def _install(arguments: argparse.Namespace, store: "InstalledList") -> None:
    from phone_audit.keys.folder import KeyFolder, default_path
    from phone_audit.signatures.installed import read_file, signed_by_known
    from phone_audit.signatures.versions import as_numbers

    data = read_file(arguments.file)
    keys = KeyFolder(default_path())
    if arguments.trust is not None:
        _trust(arguments, data, keys)
    file, office = signed_by_known(arguments.file, data, keys.known())
    new, now = file.statement, _in_use()
    newer = now is None or as_numbers(new.version) > as_numbers(now.version)
    if not newer and now is not None and now.sha256 != new.sha256 and not arguments.allow_older:
        raise UsageError(
            say(
                f"{arguments.file}: versi {new.version} tidak lebih baru dari {now.version} yang "
                "dipakai. Daftar lama tidak mengenali situs baru; bila memang dimaksud: "
                "--allow-older.",
                f"{arguments.file}: version {new.version} is not newer than {now.version} in "
                "use. An old list does not know new sites; if it is meant: --allow-older.",
            )
        )
    store.install(data, pinned=arguments.allow_older and not newer)
    if not arguments.json:
        for text in told(new, office):
            print(line(text))


def _in_use() -> "ListVersion | None":
    """Return the list in use; ``None`` if it is unusable, which a sound one may replace."""
    from phone_audit.cli.list_in_force import list_in_force
    from phone_audit.signatures.load import version_of

    try:
        return version_of(list_in_force().signatures)
    except SignatureErrors:
        return None


def _trust(arguments: argparse.Namespace, data: bytes, keys: "KeyFolder") -> None:
    """Take up an office among those recognised, if it is the one that signed this very file."""
    from phone_audit.keys.office import read_office
    from phone_audit.signatures.release import read_release

    path: Path = arguments.trust
    try:
        with path.open("rb") as file:
            office = read_office(file.read(_MOST_BYTES))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    if office is None:
        raise UsageError(
            say(f"{path}: bukan paruh publik kantor", f"{path}: is no public half of an office")
        )
    if not read_release(str(arguments.file), data).signed.is_by(office.public_key):
        raise UsageError(
            say(
                f"{arguments.file}: tidak ditandatangani {office.name}",
                f"{arguments.file}: was not signed by {office.name}",
            )
        )
    keys.recognise(office)
    if arguments.json:
        return
    print(shown(say(f"Kantor dikenal : {office.name}", f"Recognised : {office.name}")))
    print(f"  {in_groups(office.key_id)}")
    print(f"  {in_words(office.key_id)}")
    print(
        say(
            "Bandingkan sidik jari ini lewat telepon dengan kantor itu.",
            "Compare this fingerprint with that office, over the telephone.",
        )
    )


ACTION = Action(
    name="install",
    help=Words(
        id="memasang daftar dari berkas rilis bertanda tangan",
        en="install the list in a signed release file",
    ),
    add_arguments=add_arguments,
    run=run,
)
