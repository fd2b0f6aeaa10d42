"""Passphrases: from a file or typed at the terminal, never on the command line."""

import argparse
import getpass
import os
import sys
import unicodedata
from pathlib import Path

from phone_audit.cli.language import say
from phone_audit.errors import UsageError

_MOST_BYTES = 4096


def add_key_passphrase(parser: argparse.ArgumentParser) -> None:
    """Declare where the passphrase of a private key comes from, other than the keyboard."""
    parser.add_argument(
        "--key-passphrase-file",
        type=Path,
        metavar="FILE",
        help=say(
            "berkas yang baris pertamanya kata sandi kunci (- untuk masukan baku); tanpa ini "
            "ditanyakan di terminal",
            "a file whose first line is the key's passphrase (- for standard input); without "
            "it, it is asked for at the terminal",
        ),
    )


def key_passphrase(arguments: argparse.Namespace, what: str, *, new: bool = False) -> str:
    """Return the passphrase of a private key; a new one is typed twice."""
    return passphrase(
        arguments.key_passphrase_file,
        what,
        option="--key-passphrase-file",
        variable="PHONE_AUDIT_KEY_PASSPHRASE_FILE",
        new=new,
    )


def passphrase(file: Path | None, what: str, *, option: str, variable: str, new: bool) -> str:
    """Return a passphrase: from ``file``, a file the environment names, or the keyboard.

    It is brought to one Unicode form (NFC), so that it is the same from every keyboard.

    Raises:
        UsageError: nobody is there to ask, the file is empty, or two entries differ.
    """
    named = file or (Path(found) if (found := os.environ.get(variable)) else None)
    if named is not None:
        return _first_line(named)
    if not sys.stdin.isatty():
        raise UsageError(
            say(
                f"{what}: kata sandi belum diberikan; pakai {option} FILE.",
                f"{what}: the passphrase is missing; give {option} FILE.",
            )
        )
    typed = getpass.getpass(say(f"Kata sandi untuk {what}: ", f"Passphrase of {what}: "))
    if new and typed != getpass.getpass(say("Sekali lagi: ", "Once more: ")):
        raise UsageError(say("Kedua isian berbeda.", "The two entries differ."))
    return unicodedata.normalize("NFC", typed)


def _first_line(path: Path) -> str:
    try:
        if str(path) == "-":
            data = sys.stdin.buffer.readline(_MOST_BYTES)
        else:
            with path.open("rb") as file:
                data = file.readline(_MOST_BYTES)
        text = data.decode("utf-8").rstrip("\r\n")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: {error}") from error
    if not text:
        raise UsageError(say(f"{path}: baris pertama kosong", f"{path}: the first line is empty"))
    return unicodedata.normalize("NFC", text)
