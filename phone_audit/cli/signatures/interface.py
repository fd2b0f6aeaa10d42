"""What every action of ``signatures`` declares, and what they share."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from phone_audit import resources
from phone_audit.cli.language import say
from phone_audit.formats.certificates import normalise as normalise_certificate
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.evidence import ObservableKind
from phone_audit.model.record import Words

if TYPE_CHECKING:
    from phone_audit.signatures.load import WholeList

_LONGEST_LINE = 1_000

NAME_KINDS = {
    "certificate": ObservableKind.CERTIFICATE,
    "domain": ObservableKind.HOST,
    "label": ObservableKind.LABEL,
    "package": ObservableKind.PACKAGE,
}
"""What ``--kind`` may say of a name that is asked about."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its name, its line of help, its options, and what does it."""

    name: str
    help: Words
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None] = lambda _: None


def asked(kind: ObservableKind, name: str) -> str:
    """Return a name as the matcher knows it: certificates are written in many ways."""
    if kind is ObservableKind.CERTIFICATE:
        return normalise_certificate(name) or name
    return name


def add_list(parser: argparse.ArgumentParser) -> None:
    """Declare ``--list``, the folder of another list."""
    parser.add_argument(
        "--list",
        metavar="DIR",
        type=Path,
        help=say(
            "daftar lain: folder, berkas rilis, atau kasus yang menyimpan daftarnya",
            "another list: a folder, a release file, or a case that kept its list",
        ),
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Declare ``--json``."""
    parser.add_argument("--json", action="store_true", help=say("keluaran JSON", "JSON output"))


def add_list_and_json(parser: argparse.ArgumentParser) -> None:
    """Declare what an action takes that asks one question about one list."""
    add_list(parser)
    add_json(parser)


def add_lists(parser: argparse.ArgumentParser) -> None:
    """Declare ``--lists``: imported lists count as well, as in an examination."""
    parser.add_argument(
        "--lists",
        action="store_true",
        help=say("juga dengan daftar impor", "with the imported lists as well"),
    )


def whole_list(arguments: argparse.Namespace) -> "WholeList":
    """Return the list that was chosen, else the one an examination would use.

    Raises:
        SignatureErrors: that list cannot be used.
    """
    from phone_audit.cli.list_in_force import list_in_force

    return list_in_force(arguments.list).whole


def folder(arguments: argparse.Namespace) -> Path:
    """Return the folder of a list that people edit: the one chosen, or the shipped one."""
    chosen: Path | None = arguments.list
    return chosen if chosen is not None else resources.signatures_folder()


def line(text: str) -> str:
    """Return a line that a terminal can show; texts of the list may be written by anybody."""
    return safe_text(text, _LONGEST_LINE)
