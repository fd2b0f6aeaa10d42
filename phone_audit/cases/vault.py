r"""How the bytes of a case lie on the disk: as they are, or locked with a key of the case.

In a locked case every file keeps its name, and the log its lines, but their bytes are
encrypted; only answers that are sealed to the office stay as they are. Hashes, signatures
and the chain are of the clear bytes, so a case can be locked and unlocked without changing.

Format of a locked file: ``phone-audit locked 1\n``, 12 bytes of nonce, ciphertext with tag
(ChaCha20-Poly1305, RFC 8439; associated data is the path in the case). A locked line of the
log: base64 of nonce and ciphertext. The key of the case is 32 random bytes; files and lines
use keys derived from it (HKDF-SHA256, ``file`` and ``line``).

Format of ``vault.json``, which holds the key of the case for whoever may open it::

    {"check":"7f3a…","form":"phone-audit/vault/1",
     "passphrase":"-----BEGIN AGE ENCRYPTED FILE-----…","recipients":[{"public":"age1…",…}]}

Each of them is an age file with the key in hexadecimal, so ``age --decrypt`` gives it too.
"""

import base64
import binascii
import io
import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Protocol

import msgspec

from phone_audit.cases import layout
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.keys import age_passphrase, sealing
from phone_audit.keys.age_passphrase import CannotOpen
from phone_audit.model.record import Record, canonical_json, from_json, sha256_hex

MAGIC = b"phone-audit locked 1\n"
FORM = "phone-audit/vault/1"

_NONCE = 12
_TAG = 16
_KEY = 32


class Vault(Protocol):
    """Turns clear bytes of a case into those on the disk, and back."""

    def enclose(self, path: str, data: bytes) -> bytes:
        """Return what is written for a file."""

    def disclose(self, path: str, data: bytes) -> bytes:
        """Return the clear bytes of a file.

        Raises:
            EvidenceAltered: these are not bytes that were written for it.
        """

    def enclose_line(self, line: bytes) -> bytes:
        """Return what is written for a line of the log, without its line break."""

    def disclose_line(self, line: bytes) -> bytes | None:
        """Return the clear line, ``None`` if it is not one that was written."""


class OpenVault:
    """A case whose bytes lie as they are."""

    def enclose(self, path: str, data: bytes) -> bytes:
        """Return the bytes."""
        del path
        return data

    def disclose(self, path: str, data: bytes) -> bytes:
        """Return the bytes."""
        del path
        return data

    def enclose_line(self, line: bytes) -> bytes:
        """Return the line."""
        return line

    def disclose_line(self, line: bytes) -> bytes | None:
        """Return the line."""
        return line


class LockedVault:
    """A case whose bytes are encrypted with its key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def enclose(self, path: str, data: bytes) -> bytes:
        """Return the locked file; what is sealed already stays as it is."""
        if is_sealed(path):
            return data
        nonce = os.urandom(_NONCE)
        ciphertext: bytes = self._files.encrypt(nonce, data, path.encode("utf-8"))
        return MAGIC + nonce + ciphertext

    def disclose(self, path: str, data: bytes) -> bytes:
        """Return the clear bytes of a locked file."""
        from cryptography.exceptions import InvalidTag

        if is_sealed(path):
            return data
        begin = len(MAGIC)
        if not data.startswith(MAGIC) or len(data) < begin + _NONCE + _TAG:
            raise EvidenceAltered(path, "is not a locked file of this case")
        nonce, rest = data[begin : begin + _NONCE], data[begin + _NONCE :]
        try:
            clear: bytes = self._files.decrypt(nonce, rest, path.encode("utf-8"))
        except InvalidTag as error:
            raise EvidenceAltered(path, "was changed after it was locked") from error
        return clear

    def enclose_line(self, line: bytes) -> bytes:
        """Return the locked line."""
        nonce = os.urandom(_NONCE)
        return base64.b64encode(nonce + self._lines.encrypt(nonce, line, None))

    def disclose_line(self, line: bytes) -> bytes | None:
        """Return the clear line, ``None`` if it was changed."""
        from cryptography.exceptions import InvalidTag

        try:
            data = base64.b64decode(line, validate=True)
            clear: bytes = self._lines.decrypt(data[:_NONCE], data[_NONCE:], None)
        except (InvalidTag, binascii.Error, ValueError):
            return None
        return clear if base64.b64encode(data) == line else None

    @cached_property
    def _files(self) -> Any:
        return _cipher(self._key, b"file")

    @cached_property
    def _lines(self) -> Any:
        return _cipher(self._key, b"line")


class Recipient(Record):
    """Somebody who may open a case with a private half, and the key sealed to that."""

    public: str
    sealed: str  # base64 of an age file


class VaultFile(Record):
    """What ``vault.json`` holds."""

    form: str = FORM
    check: str  # of everything else, so that damage is told from a wrong passphrase
    passphrase: str | None = None
    recipients: tuple[Recipient, ...] = ()


def is_sealed(path: str) -> bool:
    """Say whether a file is encrypted to the office in any case, locked or not."""
    return path.removesuffix(layout.PART).endswith(".age")


def new_key() -> bytes:
    """Return the key of a new case."""
    return os.urandom(_KEY)


def vault_json(
    key: bytes,
    passphrase: str | None,
    recipients: Sequence[str] = (),
    *,
    work_factor: int = age_passphrase.WORK_FACTOR,
) -> bytes:
    """Return the bytes of ``vault.json`` for whoever may open the case.

    Raises:
        CaseError: nobody may.
        UsageError: a recipient is named, and the library for it is missing.
    """
    if passphrase is None and not recipients:
        raise CaseError("a locked case needs a passphrase or a key that opens it")
    text = key.hex().encode("ascii")
    locked = None
    if passphrase is not None:
        locked = age_passphrase.seal(text, passphrase, work_factor=work_factor).decode("ascii")
    sealed = tuple(Recipient(public=one, sealed=_sealed(text, one)) for one in recipients)
    return canonical_json(
        VaultFile(check=_check(locked, sealed), passphrase=locked, recipients=sealed)
    )


def read_vault(data: bytes) -> VaultFile:
    """Return what ``vault.json`` holds.

    Raises:
        EvidenceAltered: these are not bytes that were written for it.
    """
    try:
        vault = from_json(data, VaultFile)
    except msgspec.DecodeError as error:
        raise EvidenceAltered(layout.VAULT, f"is not what was written: {error}") from error
    whole = canonical_json(vault) == data and vault.form == FORM
    if not whole or vault.check != _check(vault.passphrase, vault.recipients):
        raise EvidenceAltered(layout.VAULT, "is not what was written")
    return vault


def open_with_passphrase(vault: VaultFile, passphrase: str) -> bytes:
    """Return the key of the case.

    Raises:
        CannotOpen: the passphrase does not fit, or no passphrase opens this case.
    """
    if vault.passphrase is None:
        raise CannotOpen("no passphrase opens this case, only a key does")
    return _key_in(age_passphrase.open_sealed(vault.passphrase.encode("ascii"), passphrase))


def open_with_identity(vault: VaultFile, identity: str) -> bytes:
    """Return the key of the case.

    Raises:
        CannotOpen: the case is not locked for this private half.
    """
    public = sealing.public_of(identity)
    for one in vault.recipients:
        if one.public == public:
            opened = io.BytesIO()
            sealing.unseal(io.BytesIO(base64.b64decode(one.sealed)), opened, [identity])
            return _key_in(opened.getvalue())
    raise CannotOpen("the case is not locked for this key")


def _sealed(text: bytes, recipient: str) -> str:
    target = io.BytesIO()
    sealing.seal(io.BytesIO(text), target, recipient)
    return base64.b64encode(target.getvalue()).decode("ascii")


def _key_in(text: bytes) -> bytes:
    try:
        key = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        key = b""
    if len(key) != _KEY:
        raise CannotOpen("what was opened is no key of a case")
    return key


def _check(passphrase: str | None, recipients: Sequence[Recipient]) -> str:
    return sha256_hex(canonical_json([passphrase, list(recipients)]))


def _cipher(key: bytes, purpose: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=purpose).derive(key)
    return ChaCha20Poly1305(derived)
