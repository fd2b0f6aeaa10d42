"""The office's ADB key: made once, readable by its owner only, never overwritten."""

import base64
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from phone_audit.errors import UsageError
from phone_audit.keys.files import create_private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

KEY_NAME = "adbkey"
_BITS = 2048
_BYTES = _BITS // 8
_WORDS = _BYTES // 4
_PUBLIC = struct.Struct(f"<II{_BYTES}s{_BYTES}sI")


class OfficeKey:
    """A loaded key (``phone_audit.device.direct.Signer``)."""

    def __init__(self, path: Path) -> None:
        from adb_shell.auth.sign_cryptography import CryptographySigner

        self._signer = CryptographySigner(str(path))
        self.public_key: bytes = self._signer.GetPublicKey().strip()

    def sign(self, token: bytes) -> bytes:
        """Return the signature of a phone's 20-byte challenge (PKCS#1 v1.5, as a SHA-1 hash)."""
        signature: bytes = self._signer.Sign(token)
        return signature


def default_folder() -> Path:
    """Return the folder of this user's data where the key lies unless another is given."""
    from platformdirs import user_data_path

    return user_data_path("phone-audit", appauthor=False)


def find_key(folder: Path) -> Path | None:
    """Return the path of the private key in ``folder``, ``None`` when there is none yet."""
    path = folder / KEY_NAME
    return path if path.exists() else None


def load_keys(folder: Path) -> tuple[OfficeKey, ...]:
    """Return the office's key, making it first where there is none.

    Raises:
        UsageError: the files are there but are no key, or do not belong together.
    """
    path = ensure_key(folder)
    try:
        return (OfficeKey(path),)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: this is not an ADB key ({error})") from error


def ensure_key(folder: Path) -> Path:
    """Make the key pair in ``folder`` unless it exists, and return the private key's path.

    The private key (PKCS#8, PEM) has mode 0600 from its first moment, whatever the
    umask; ``adbkey.pub`` beside it is what a phone stores. Several programs may do this
    at once: one of them makes the key, and all return the same.

    Raises:
        UsageError: the folder cannot be written, or holds a public key of another pair.
    """
    path = folder / KEY_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            create_private(path, _new_private_key())
        public = _public_line(path.read_bytes(), path)
        public_path = path.with_suffix(".pub")
        if not public_path.exists():
            create_private(public_path, public)
        if public_path.read_bytes().split()[:1] != public.split()[:1]:
            raise UsageError(f"{public_path}: this is not the public half of {path}; remove it")
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: {error.strerror}") from error
    return path


def _new_private_key() -> bytes:
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    key = generate_private_key(public_exponent=65537, key_size=_BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _public_line(private_pem: bytes, path: Path) -> bytes:
    return base64.b64encode(encode_public_key(_load_private(private_pem, path).public_key())) + (
        b" phone-audit"  # shown beside the key in a phone's list; names no person and no host
    )


def _load_private(pem: bytes, path: Path) -> "RSAPrivateKey":
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError) as error:
        raise UsageError(f"{path}: this is not an ADB key ({error})") from error
    if not isinstance(key, RSAPrivateKey) or key.key_size != _BITS:
        raise UsageError(f"{path}: an ADB key is an RSA key of {_BITS} bits")
    return key


def encode_public_key(key: "RSAPublicKey") -> bytes:
    """Return a public key in Android's own form of 524 bytes.

    Format, little-endian: words of the modulus (64), ``-1 / n mod 2**32``, the modulus,
    ``2**4096 mod n``, the exponent.

    Read from: AOSP ``system/core/libcrypto_utils/android_pubkey.cpp``.
    """
    numbers = key.public_numbers()
    modulus = numbers.n
    return _PUBLIC.pack(
        _WORDS,
        -pow(modulus, -1, 1 << 32) % (1 << 32),
        modulus.to_bytes(_BYTES, "little"),
        pow(2, 2 * _BITS, modulus).to_bytes(_BYTES, "little"),
        numbers.e,
    )
