"""argparse that speaks the officer's language: headings, help, and what was wrong."""

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from phone_audit.cli.language import LANGUAGES, current, say

_COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"belum diberikan: \1"),
    (r"unrecognized arguments: (.*)", r"tidak dikenal: \1"),
    (
        r"argument (.*): invalid choice: (.*) \(choose from (.*)\)",
        r"\1: \2 bukan pilihan; pilih \3",
    ),
    (r"argument (.*): expected one argument", r"\1: butuh satu nilai"),
    (r"argument (.*): expected at least one argument", r"\1: butuh sedikitnya satu nilai"),
    (r"argument (.*): invalid int value: (.*)", r"\1: \2 bukan bilangan bulat"),
    (r"argument (.*): invalid (?:\S+) value: (.*)", r"\1: nilai \2 tidak sah"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 tidak dapat bersama \2"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 dapat berarti \2"),
)
"""What argparse of Python 3.11 to 3.14 says, and the same in Indonesian."""


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        if prefix is None:  # the empty prefix asks for the bare name of a sub-command
            prefix = say("pemakaian: ", "usage: ")
        super().add_usage(usage, actions, groups, prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose own words are Indonesian or English, as the run's language is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **options, "add_help": False})
        # argparse offers no other way to name its two built-in groups.
        self._positionals.title = say("argumen", "arguments")
        self._optionals.title = say("opsi", "options")
        self.add_argument(
            "-h", "--help", action="help", help=say("tampilkan bantuan ini", "show this help")
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and how to see what would be right."""
        if current() == "id":
            message = _in_indonesian(message)
        hint = say("Bantuan", "Help")
        self.exit(2, f"{self.prog}: {message}\n{hint}: {self.prog} --help\n")


def add_language(parser: argparse.ArgumentParser) -> None:
    """Declare ``--lang``, which may stand before or after any command and action."""
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help=say("bahasa keluaran", "language of the output"),
    )


def add_unlocking(parser: argparse.ArgumentParser) -> None:
    """Declare how a locked case is opened, for commands that open one."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help=say(
            "berkas yang baris pertamanya kata sandi kasus terkunci, atau kata sandi kunci "
            "pada --unlock-key (- untuk masukan baku)",
            "a file whose first line is the passphrase of a locked case, or of the key in "
            "--unlock-key (- for standard input)",
        ),
    )
    parser.add_argument(
        "--unlock-key",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help=say("buka kasus terkunci dengan kunci ini", "open a locked case with this key"),
    )


def _in_indonesian(message: str) -> str:
    for english, indonesian in _COMPLAINTS:
        if found := re.fullmatch(english, message, re.DOTALL):
            return found.expand(indonesian)
    return message
