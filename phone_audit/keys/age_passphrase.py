r"""Files sealed with a passphrase in the age format, at a price that is the same everywhere.

The age library measures how long scrypt takes on the computer at hand, and refuses what
would take it much longer: a key made on a fast desk computer would not open on a slow or
busy laptop. Here the price is fixed. ``age --decrypt`` opens these files.

Format, inside an armor of base64 (shortened here)::

    age-encryption.org/v1
    -> scrypt nnCaWy078dXBVqVQqvqSUA 17
    FXeZuaZRn13tp/f3eD6WoK…
    --- f6Gzpqfo…
    <16 bytes of nonce, one sealed chunk>

Read from: C2SP ``age.md``, "File format", "scrypt recipient type", "Payload", "ASCII armor".
"""

import base64
import binascii
import hashlib
import hmac
import os
import re

from phone_audit.errors import UsageError

WORK_FACTOR = 17
"""log2 of scrypt's N: 128 MiB and about half a second on a laptop."""

_MOST_WORK = 22
_VERSION = b"age-encryption.org/v1"
_ARMOR = re.compile(
    rb"\s*-----BEGIN AGE ENCRYPTED FILE-----\s([A-Za-z0-9+/=\s]+)"
    rb"-----END AGE ENCRYPTED FILE-----\s*"
)
_FILE = re.compile(
    rb"(age-encryption\.org/v1\n"
    rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n"
    rb"---) ([A-Za-z0-9+/]{43})\n"
    rb"(.{16})(.{16,65552})",
    re.DOTALL,
)
_LARGEST = 1 << 16
_LAST_CHUNK = b"\0" * 11 + b"\1"


class CannotOpen(UsageError):
    """A sealed file does not open: another key or passphrase is needed, or it was altered."""


def seal(data: bytes, passphrase: str, *, work_factor: int = WORK_FACTOR) -> bytes:
    """Return data sealed with a passphrase, as text that can be printed; at most 64 KiB."""
    if len(data) > _LARGEST:
        raise ValueError("only small files are sealed with a passphrase")
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapped = ChaCha20Poly1305(_derived(passphrase, salt, work_factor)).encrypt(
        b"\0" * 12, key, None
    )
    header = b"%s\n-> scrypt %s %d\n%s\n---" % (_VERSION, _b64(salt), work_factor, _b64(wrapped))
    payload = ChaCha20Poly1305(_expanded(key, nonce, b"payload")).encrypt(_LAST_CHUNK, data, None)
    whole = b"%s %s\n%s%s" % (header, _b64(_mac(key, header)), nonce, payload)
    text = base64.b64encode(whole)
    lines = b"\n".join(text[at : at + 64] for at in range(0, len(text), 64))
    return b"-----BEGIN AGE ENCRYPTED FILE-----\n" + lines + b"\n-----END AGE ENCRYPTED FILE-----\n"


def open_sealed(data: bytes, passphrase: str) -> bytes:
    """Return what was sealed with a passphrase, here or by the program ``age``.

    Raises:
        CannotOpen: the passphrase does not fit, the file was altered, or is no such file.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    armored = _ARMOR.fullmatch(data)
    try:
        whole = base64.b64decode(b"".join(armored[1].split()), validate=True) if armored else data
    except (binascii.Error, ValueError) as error:
        raise CannotOpen("this is no file sealed with a passphrase") from error
    match = _FILE.fullmatch(whole)
    if match is None or int(match[3]) > _MOST_WORK:
        raise CannotOpen("this is no file sealed with a passphrase")
    header, salt, factor, wrapped, mac, nonce, payload = match.groups()
    try:
        key = ChaCha20Poly1305(_derived(passphrase, _unb64(salt), int(factor))).decrypt(
            b"\0" * 12, _unb64(wrapped), None
        )
    except InvalidTag as error:
        raise CannotOpen("wrong passphrase, or it was altered") from error
    try:
        if len(key) != 16 or not hmac.compare_digest(_mac(key, header), _unb64(mac)):
            raise CannotOpen("it was altered after it was sealed")
        return ChaCha20Poly1305(_expanded(key, nonce, b"payload")).decrypt(
            _LAST_CHUNK, payload, None
        )
    except InvalidTag as error:
        raise CannotOpen("it was altered after it was sealed") from error


def _derived(passphrase: str, salt: bytes, work_factor: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    salted = b"age-encryption.org/v1/scrypt" + salt
    return Scrypt(salt=salted, length=32, n=1 << work_factor, r=8, p=1).derive(
        passphrase.encode("utf-8")
    )


def _expanded(key: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=salt or None, info=info).derive(key)


def _mac(key: bytes, header: bytes) -> bytes:
    return hmac.new(_expanded(key, b"", b"header"), header, hashlib.sha256).digest()


def _b64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _unb64(text: bytes) -> bytes:
    data = base64.b64decode(text + b"=" * (-len(text) % 4))
    if _b64(data) != text:  # the last character may have bits that say nothing
        raise CannotOpen("it was altered after it was sealed")
    return data
