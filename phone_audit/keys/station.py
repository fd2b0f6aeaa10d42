"""The key of one station: it signs on the laptop without a passphrase, certified by the office.

An office key signs rarely and is locked away; a log needs a signature at every milestone.
So each laptop has a key of its own, and the office says in a certificate that it is one of
its stations. A stolen laptop can then be told from the office, and its certificate ends.
"""

from dataclasses import dataclass
from datetime import date

from phone_audit.errors import UsageError
from phone_audit.keys.office import OfficeKey
from phone_audit.keys.signing import Signer, key_id, read_public, read_signed
from phone_audit.model.record import Record, canonical_json

_LONGEST_NAME = 120


class StationStatement(Record):
    """That a key belongs to a station.

    ``office`` is the fingerprint of the office that says so; ``None``: the station says it
    of itself, which proves nothing but that it holds the key. ``valid_until`` is the last
    day, ``None`` for a station's own word.
    """

    kind: str = "phone-audit/station/1"
    name: str
    office: str | None = None
    public_key: str
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is known of a station's key, and who says so."""

    key_id: str
    statement: StationStatement
    data: bytes

    @property
    def name(self) -> str:
        """Return what the station is called."""
        return self.statement.name

    @property
    def public_key(self) -> str:
        """Return the station's public key."""
        return self.statement.public_key

    def covers(self, day: date) -> bool:
        """Say whether the certificate is valid on a day."""
        last = self.statement.valid_until
        return self.statement.valid_from <= day and (last is None or day <= last)


def own_word(signer: Signer, name: str, today: date) -> Certificate:
    """Return what a new station says of itself; the office certifies it afterwards.

    Raises:
        UsageError: the name is not one printable line.
    """
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError(f"the name of a station is one line of at most {_LONGEST_NAME} characters")
    statement = StationStatement(name=name, public_key=signer.public_key, valid_from=today)
    return _certificate(statement, signer)


def certify(asked: Certificate, office: Signer, valid_from: date, valid_until: date) -> Certificate:
    """Return the office's word that a station is one of its own, for some time.

    Raises:
        UsageError: the time ends before it begins.
    """
    if valid_until < valid_from:
        raise UsageError(f"a certificate cannot end ({valid_until}) before it begins")
    statement = StationStatement(
        name=asked.name,
        office=office.key_id,
        public_key=asked.public_key,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    return _certificate(statement, office)


def read_certificate(data: bytes, office: OfficeKey | None = None) -> Certificate | None:
    """Return a certificate, or ``None`` if it is not one or its signature does not hold.

    One that an office gave is checked against ``office``, which must be that office; one
    that a station gave itself is checked against the key in it.
    """
    signed = read_signed(data)
    statement = None if signed is None else signed.read(StationStatement)
    if signed is None or statement is None or read_public(statement.public_key) is None:
        return None
    if statement.office is None:
        holds = signed.is_by(statement.public_key)
    else:
        holds = (
            office is not None
            and statement.office == office.key_id
            and signed.is_by(office.public_key)
        )
    if not holds:
        return None
    return Certificate(key_id=key_id(statement.public_key), statement=statement, data=data)


def office_named(data: bytes) -> str | None:
    """Return the fingerprint of the office that a certificate says it is from; unchecked."""
    signed = read_signed(data)
    statement = None if signed is None else signed.read(StationStatement)
    return None if statement is None else statement.office


def _certificate(statement: StationStatement, signer: Signer) -> Certificate:
    data = canonical_json(signer.sign(statement))
    return Certificate(key_id=key_id(statement.public_key), statement=statement, data=data)
