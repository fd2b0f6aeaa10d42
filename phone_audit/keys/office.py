"""The key pairs of an office: one that signs, one that raw answers are sealed to.

The public halves lie on every station. The private halves are one file, protected by a
passphrase, that is made once and leaves the laptop: on a stick, in a safe.

Format of the private file, after ``age --decrypt`` with the passphrase::

    # phone-audit: private half of the office key of Inspektorat Daerah Kota Contoh
    # fingerprint 3f2a 9c1d 77e0 41b2 …
    AGE-SECRET-KEY-1…
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEI…
    -----END PRIVATE KEY-----
"""

from dataclasses import dataclass
from datetime import datetime

from phone_audit.errors import UsageError
from phone_audit.keys import sealing
from phone_audit.keys.age_passphrase import open_sealed, seal
from phone_audit.keys.fingerprint import in_groups
from phone_audit.keys.signing import Signer, read_signed
from phone_audit.model.record import Record, canonical_json

SHORTEST_PASSPHRASE = 12
_LONGEST_NAME = 120


class OfficeStatement(Record):
    """What an office says of its own key pairs; signed with the key it names.

    ``signing`` is base64 of an Ed25519 key in DER form, ``sealing`` an age recipient. The
    signature ties the two together, so that the fingerprint of the first names both.
    """

    kind: str = "phone-audit/office/1"
    made_at: datetime
    name: str
    sealing: str
    signing: str


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """The public halves of an office, found to belong together."""

    key_id: str
    statement: OfficeStatement
    data: bytes

    @property
    def name(self) -> str:
        """Return what the office calls itself."""
        return self.statement.name

    @property
    def public_key(self) -> str:
        """Return the signing key's public half."""
        return self.statement.signing


@dataclass(frozen=True, slots=True)
class OfficeSecret:
    """The private halves in memory: ``signer`` is ``None`` where only sealing was given."""

    signer: Signer | None
    identity: str


def read_office(data: bytes) -> OfficeKey | None:
    """Return the public halves, or ``None`` if these are not the bytes of them."""
    signed = read_signed(data)
    statement = None if signed is None else signed.read(OfficeStatement)
    if signed is None or statement is None or not signed.is_by(statement.signing):
        return None
    return OfficeKey(key_id=signed.key, statement=statement, data=data)


def new_office(name: str, made_at: datetime, passphrase: str) -> tuple[OfficeKey, bytes]:
    """Make the key pairs of an office; return the public halves, and the private file's bytes.

    Raises:
        UsageError: the name is not one printable line, or the passphrase is too short.
    """
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError(f"the name of an office is one line of at most {_LONGEST_NAME} characters")
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UsageError(
            f"the passphrase has {len(passphrase)} characters; at least {SHORTEST_PASSPHRASE} "
            "are needed: four or five unrelated words are easy to remember"
        )
    signer = Signer.new()
    identity, recipient = sealing.new_identity()
    statement = OfficeStatement(
        made_at=made_at, name=name, sealing=recipient, signing=signer.public_key
    )
    office = read_office(canonical_json(signer.sign(statement)))
    if office is None:
        raise UsageError(f"{name!r}: this name cannot be written down")
    text = (
        f"# phone-audit: private half of the office key of {name}\n"
        f"# fingerprint {in_groups(signer.key_id)}\n{identity}\n{signer.pem().decode('ascii')}"
    )
    return office, seal(text.encode("utf-8"), passphrase)


def is_protected(data: bytes) -> bool:
    """Say whether a private file needs a passphrase to be read."""
    return sealing.SECRET.encode("ascii") not in data


def read_secret(data: bytes, passphrase: str | None) -> OfficeSecret:
    """Open a private file: one made here, or an identity file of the program ``age``.

    ``passphrase`` may be ``None`` for a file that ``is_protected`` says needs none.

    Raises:
        CannotOpen: the passphrase does not fit, or the file was altered.
        UsageError: it holds no private half.
    """
    if is_protected(data):
        data = open_sealed(data, passphrase or "")
    text = data.decode("utf-8", "replace")
    identity = next((one for one in text.split() if one.startswith(sealing.SECRET)), None)
    if identity is None or sealing.public_of(identity) is None:
        raise UsageError("the file holds no private half of an office key")
    begin = text.find("-----BEGIN PRIVATE KEY-----")
    signer = Signer.from_pem(text[begin:].encode("utf-8")) if begin >= 0 else None
    return OfficeSecret(signer=signer, identity=identity)


def is_pair(office: OfficeKey, secret: OfficeSecret) -> bool:
    """Say whether private halves belong to these public ones."""
    signs = secret.signer is None or secret.signer.key_id == office.key_id
    return signs and sealing.public_of(secret.identity) == office.statement.sealing
