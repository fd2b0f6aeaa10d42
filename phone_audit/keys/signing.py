r"""Ed25519 signatures over statements: who said what, checkable with openssl alone.

Format of a signed statement, one line of canonical JSON (shortened here)::

    {"key":"3f2a9c…","signature":"u9Pd…==","statement":{"kind":"phone-audit/head/1",…}}

The signature is over the bytes between ``"statement":`` and the last ``}``, which are
canonical JSON themselves. ``kind`` is part of them, so that a signature given for one
purpose fits no other. ``key`` is the fingerprint of the key that signed.
"""

import base64
import binascii
from typing import TYPE_CHECKING, TypeVar

import msgspec

from phone_audit.keys.fingerprint import fingerprint
from phone_audit.model.record import Record, canonical_json, from_json

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

S = TypeVar("S", bound=Record)


class Signed(Record):
    """A statement as it was signed; ``statement`` is its bytes, not yet understood."""

    key: str
    signature: str
    statement: msgspec.Raw

    def read(self, kind: type[S]) -> S | None:
        """Return the statement, or ``None`` if it is not a ``kind`` in canonical form.

        ``kind`` has a field of that name whose default says for what it is signed.
        """
        data = bytes(self.statement)
        try:
            statement = from_json(data, kind)
        except msgspec.DecodeError:
            return None
        same = canonical_json(statement) == data
        fields = msgspec.structs.fields(kind)  # type: ignore[arg-type]
        meant = {field.name: field.default for field in fields}["kind"]
        return statement if same and getattr(statement, "kind", None) == meant else None

    def is_by(self, public_key: str) -> bool:
        """Say whether the key, as ``public_key`` names it, signed exactly this statement."""
        key = read_public(public_key)
        if key is None or self.key != key_id(public_key):
            return False
        try:
            signature = base64.b64decode(self.signature, validate=True)
        except (binascii.Error, ValueError):
            return False
        if base64.b64encode(signature).decode("ascii") != self.signature:
            return False  # the last character of base64 has bits that say nothing
        return _holds(key, signature, bytes(self.statement))


class Signer:
    """A private signing key in memory."""

    def __init__(self, private: "Ed25519PrivateKey") -> None:
        self._private = private
        self.public_key = _public_text(private.public_key())
        self.key_id = key_id(self.public_key)

    @classmethod
    def new(cls) -> "Signer":
        """Make a key from the operating system's randomness."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, pem: bytes) -> "Signer | None":
        """Return the key of an unencrypted PKCS#8 file, ``None`` if it holds no Ed25519 key."""
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            private = load_pem_private_key(pem, None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            return None
        return cls(private) if isinstance(private, Ed25519PrivateKey) else None

    def pem(self) -> bytes:
        """Return the private key as an unencrypted PKCS#8 file."""
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
        )

        return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, statement: Record) -> Signed:
        """Return the statement with this key's signature; the same statement, the same bytes."""
        data = canonical_json(statement)
        return Signed(
            key=self.key_id,
            signature=base64.b64encode(self._private.sign(data)).decode("ascii"),
            statement=msgspec.Raw(data),
        )


def read_signed(data: bytes) -> Signed | None:
    """Return a signed statement, or ``None`` if these are not the bytes of one.

    Whether the signature holds, and whose it is, is asked afterwards (``Signed.is_by``).
    """
    try:
        signed = from_json(data, Signed)
    except msgspec.DecodeError:
        return None
    # Raw bytes are a view into ``data`` until they are copied.
    copied = Signed(key=signed.key, signature=signed.signature, statement=signed.statement.copy())
    return copied if canonical_json(copied) == data else None


def key_id(public_key: str) -> str:
    """Return the fingerprint of a public key; of one that cannot be read, a name of its own."""
    try:
        der = base64.b64decode(public_key, validate=True)
    except (binascii.Error, ValueError):
        der = b"?" + public_key.encode("utf-8", "replace")
    return fingerprint(der)


def read_public(public_key: str) -> "Ed25519PublicKey | None":
    """Read a public key: base64 of its DER form (SubjectPublicKeyInfo), as in a PEM file."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(base64.b64decode(public_key, validate=True))
    except (binascii.Error, ValueError, TypeError, UnsupportedAlgorithm):
        return None
    if not isinstance(key, Ed25519PublicKey) or _public_text(key) != public_key:
        return None
    return key


def public_pem(public_key: str) -> str:
    """Return a public key as the PEM text that openssl reads."""
    return f"-----BEGIN PUBLIC KEY-----\n{public_key}\n-----END PUBLIC KEY-----\n"


def _public_text(key: "Ed25519PublicKey") -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(der).decode("ascii")


def _holds(key: "Ed25519PublicKey", signature: bytes, data: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True
