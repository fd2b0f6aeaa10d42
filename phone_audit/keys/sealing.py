"""Sealing to an office's public key, and opening with its private half: the age format.

Anybody who holds the private half can open what is sealed here with the standard program,
``age --decrypt``; this program is not needed for it.

Read from: C2SP ``age.md`` (age-encryption.org/v1), through pyrage.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import IO, Any, Protocol

from phone_audit.errors import UsageError
from phone_audit.keys.age_passphrase import CannotOpen

SECRET = "AGE-SECRET-KEY-1"  # noqa: S105 - how such a line begins, not a secret


class Source(Protocol):
    """Something that is read piece by piece."""

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, none at the end."""


class Target(Protocol):
    """Something that takes pieces."""

    def write(self, data: bytes) -> int:
        """Take bytes, and return how many."""


def new_identity() -> tuple[str, str]:
    """Return a fresh private half (``AGE-SECRET-KEY-1…``) and its public half (``age1…``)."""
    identity = _age().x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def public_of(identity: str) -> str | None:
    """Return the public half of a private one, ``None`` if it is not one."""
    age = _age()
    try:
        return str(age.x25519.Identity.from_str(identity).to_public())
    except age.IdentityError:
        return None


def is_recipient(public: str) -> bool:
    """Say whether a text is a public half that can be sealed to."""
    age = _age()
    try:
        age.x25519.Recipient.from_str(public)
    except age.RecipientError:
        return False
    return True


def seal(source: Source, target: Target, public: str) -> None:
    """Read ``source`` to its end and write it sealed, piece by piece.

    Raises:
        OSError: as writing or reading raises it.
    """
    age = _age()
    age.encrypt_io(source, target, [age.x25519.Recipient.from_str(public)])


def unseal(source: IO[bytes], target: IO[bytes], identities: Sequence[str]) -> None:
    """Open what was sealed; ``target`` may hold a part of it when this fails.

    Raises:
        CannotOpen: none of the identities fits, or the bytes were altered.
    """
    age = _age()
    try:
        age.decrypt_io(source, target, [age.x25519.Identity.from_str(one) for one in identities])
    except (age.DecryptError, age.IdentityError, OSError) as error:
        raise CannotOpen(f"this key does not open it, or it was altered ({error})") from error


def _age() -> Any:
    """Return the library, or say how to get it."""
    try:
        return import_module("pyrage")
    except ImportError as error:
        raise UsageError(
            "sealing needs pyrage: install phone-audit with its extra, phone-audit[seal]"
        ) from error
