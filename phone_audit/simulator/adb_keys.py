"""Public keys of computers as a phone knows them, and the check of their signatures."""

import base64
import binascii
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA1

TOKEN_BYTES = 20

_WORDS = 64  # a modulus of 2048 bits in 32-bit words
_LAYOUT = struct.Struct("<II256s256sI")


def key_body(line: bytes) -> bytes:
    """Return what identifies a key: its base64 part, without the computer's name behind it."""
    return line.strip(b"\0\n ").split(b" ")[0]


def signed_by(line: bytes, token: bytes, signature: bytes) -> bool:
    """Tell whether the private half of an ``adb_keys`` line signed ``token``.

    Format of the line: base64 of u32 words (64), u32 n0inv, the modulus and R² of 256
    bytes each, least significant byte first, u32 exponent; then a blank and a name::

        QAAAAK8... holder@laptop

    The token stands in the place of a SHA-1 hash in a PKCS#1 v1.5 signature. A line
    that holds no such key signed nothing.

    Read from: AOSP ``libcrypto_utils/android_pubkey.cpp``, ``adb/daemon/auth.cpp``.
    """
    try:
        words, _, modulus, _, exponent = _LAYOUT.unpack(
            base64.b64decode(key_body(line), validate=True)
        )
        if words != _WORDS:
            return False
        numbers = RSAPublicNumbers(exponent, int.from_bytes(modulus, "little"))
        key = numbers.public_key()
        key.verify(signature, token, PKCS1v15(), Prehashed(SHA1()))  # noqa: S303 - ADB's own choice
    except (binascii.Error, struct.error, ValueError, InvalidSignature):
        return False
    return True
