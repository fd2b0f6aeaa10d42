"""How a locked case is opened on the command line: a passphrase, or a private key in a file."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from phone_audit.cases import vault
from phone_audit.cases.desk import StationDesk
from phone_audit.cli.language import say
from phone_audit.cli.passphrase import passphrase
from phone_audit.cli.sign import read_file
from phone_audit.errors import UsageError
from phone_audit.keys.folder import KeyFolder
from phone_audit.keys.office import SHORTEST_PASSPHRASE, is_protected, read_secret
from phone_audit.model.record import sha256_hex

_OPTION, _VARIABLE = "--passphrase-file", "PHONE_AUDIT_PASSPHRASE_FILE"


class CommandDesk(StationDesk):
    """This computer's desk, with somebody who is asked for a passphrase where one is needed.

    What opened a case once opens it again during the same run.
    """

    def __init__(self, folder: KeyFolder, options: argparse.Namespace) -> None:
        super().__init__(folder)
        self._passphrase_file: Path | None = getattr(options, "passphrase_file", None)
        self._key: Path | None = getattr(options, "unlock_key", None)
        self._opened: dict[str, bytes] = {}

    def unlock(self, vault_file: bytes, where: str) -> bytes:
        """Return the key of a locked case."""
        name = sha256_hex(vault_file)
        if name not in self._opened:
            self._opened[name] = self._open(vault.read_vault(vault_file), where)
        return self._opened[name]

    def keep(self, vault_file: bytes, key: bytes) -> None:
        """Remember the key of a case that was locked just now."""
        self._opened[sha256_hex(vault_file)] = key

    def _open(self, found: vault.VaultFile, where: str) -> bytes:
        if self._key is not None:
            data = read_file(self._key)
            phrase = None
            if is_protected(data):
                phrase = passphrase(
                    self._passphrase_file,
                    self._key.name,
                    option=_OPTION,
                    variable=_VARIABLE,
                    new=False,
                )
            return vault.open_with_identity(found, read_secret(data, phrase).identity)
        if found.passphrase is None:
            raise UsageError(
                say(
                    f"{where}: kasus ini terkunci dan hanya dibuka dengan kunci: --unlock-key FILE",
                    f"{where}: this case is locked, and only a key opens it: --unlock-key FILE",
                )
            )
        phrase = passphrase(
            self._passphrase_file, where, option=_OPTION, variable=_VARIABLE, new=False
        )
        return vault.open_with_passphrase(found, phrase)


def new_vault(
    desk: CommandDesk,
    options: argparse.Namespace,
    where: str,
    *,
    key: bytes | None = None,
    recipients: Sequence[str] = (),
) -> bytes:
    """Return a ``vault.json`` for a new passphrase, for the office, and for ``recipients``.

    ``key`` is that of the case, ``None`` to make one.

    Raises:
        UsageError: the passphrase is too short, or nobody is there to type it.
    """
    phrase = passphrase(
        getattr(options, "new_passphrase_file", None) or getattr(options, "passphrase_file", None),
        where,
        option=_OPTION,
        variable=_VARIABLE,
        new=True,
    )
    if len(phrase) < SHORTEST_PASSPHRASE:
        raise UsageError(
            say(
                f"Kata sandi paling sedikit {SHORTEST_PASSPHRASE} karakter, misalnya empat atau "
                "lima kata yang tidak berhubungan.",
                f"A passphrase has at least {SHORTEST_PASSPHRASE} characters, such as four or "
                "five unrelated words.",
            )
        )
    office = desk.office()
    known = [*recipients, *(() if office is None else (office.statement.sealing,))]
    key = key or vault.new_key()
    made = vault.vault_json(key, phrase, tuple(dict.fromkeys(known)))
    desk.keep(made, key)
    return made
