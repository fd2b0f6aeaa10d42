"""What the commands that examine or render have in common: the list, the sources, the words."""

import argparse
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from phone_audit.cases.store import Case
from phone_audit.cli.language import say
from phone_audit.cli.list_in_force import Origin, list_in_force
from phone_audit.cli.list_store import open_lists, stale_notes
from phone_audit.model.record import sha256_hex
from phone_audit.pipeline import Office
from phone_audit.reporting.document import SourceWords
from phone_audit.settings import read_thresholds
from phone_audit.signatures.listed import NO_LISTS
from phone_audit.signatures.load import snapshot, version_of
from phone_audit.signatures.match import Matcher
from phone_audit.sources import all_sources


def now() -> datetime:
    """Return the time of the computer, in UTC."""
    return datetime.now(UTC)


def add_list_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which list and which thresholds an examination uses."""
    parser.add_argument(
        "--list",
        dest="list_folder",
        type=Path,
        metavar="DIR",
        help=say(
            "daftar tanda lain: folder atau berkas rilis",
            "another signature list: a folder or a release file",
        ),
    )
    parser.add_argument(
        "--no-lists",
        action="store_true",
        help=say("tanpa daftar impor", "without the imported lists"),
    )
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help=say("berkas TOML dengan [ambang]", "a TOML file with [ambang], the thresholds"),
    )


def prepare(case: Case, arguments: argparse.Namespace) -> Office:
    """Return what every examination of this case is done with; the list is kept in the case.

    Which list it is is told on stderr, unless it is the shipped one. Imported lists are
    used where there are any; what they say of a name that is found is kept with the
    examination. Those that grew old are told on stderr.

    Raises:
        SignatureErrors: a list cannot be used; nothing may be examined.
    """
    used = list_in_force(arguments.list_folder)
    if used.origin is not Origin.SHIPPED:
        print(
            say(f"Daftar tanda: {used.told()}", f"Signature list: {used.told()}"), file=sys.stderr
        )
    signatures = used.signatures
    imported = NO_LISTS if arguments.no_lists else open_lists()
    for note in stale_notes(imported.lists, now().date()):
        print(note, file=sys.stderr)
    kept = snapshot(signatures)
    case.keep_signature_list(kept, sha256_hex(kept))
    return Office(
        header=case.header,
        sources=all_sources(),
        matcher=Matcher(signatures, imported),
        list_version=version_of(signatures),
        thresholds=read_thresholds(arguments.settings),
        clock=now,
    )


@cache
def source_words() -> dict[str, SourceWords]:
    """Return title and limits of every source, as reports print them."""
    return {
        source.name: SourceWords(title=source.title, limits=source.limits)
        for source in all_sources()
    }
