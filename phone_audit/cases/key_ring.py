"""Public keys that travel with what they signed, and what is said of whoever holds them."""

from collections.abc import Iterable
from datetime import datetime

from phone_audit.cases import words
from phone_audit.cases.desk import Desk
from phone_audit.cases.verification import SignedBy
from phone_audit.keys.office import OfficeKey, read_office
from phone_audit.keys.signing import Signed
from phone_audit.keys.station import Certificate, office_named, read_certificate


class KeyRing:
    """Keys by fingerprint; a station's may have several certificates."""

    def __init__(self) -> None:
        self.offices: dict[str, OfficeKey] = {}
        self.stations: dict[str, list[Certificate]] = {}

    def take(self, files: Iterable[tuple[str, bytes]]) -> tuple[str, ...]:
        """Take keys from files; return the names of those that are none."""
        waiting = []
        for name, data in files:
            office = read_office(data)
            if office is None:
                waiting.append((name, data))
            else:
                self.offices[office.key_id] = office
        strangers = []
        for name, data in waiting:  # a certificate counts with the office that gave it
            certificate = read_certificate(data, self.offices.get(office_named(data) or ""))
            if certificate is None:
                strangers.append(name)
            else:
                self.stations.setdefault(certificate.key_id, []).append(certificate)
        return tuple(strangers)

    def holds(self, signed: Signed) -> bool:
        """Say whether one of these keys signed a statement as it stands."""
        if signed.key in self.offices:
            return signed.is_by(self.offices[signed.key].public_key)
        known = self.stations.get(signed.key)
        return known is not None and signed.is_by(known[0].public_key)

    def describe(self, path: str, key: str, at: datetime, records: int, desk: Desk) -> SignedBy:
        """Return who signed, as a person needs to know it; ``key`` is one of these."""
        office = certified_by = self.offices.get(key)
        note = None
        if office is not None:
            name = office.name
        else:
            certificates = self.stations[key]
            certified = [one for one in certificates if one.statement.office is not None]
            valid = [one for one in certified if one.covers(at.date())]
            best = (valid or certified or certificates)[-1]
            if not certified:
                note = words.NOT_CERTIFIED
            elif not valid:
                note = words.OUT_OF_DATE
            name = best.name
            certified_by = self.offices.get(best.statement.office or "")
        return SignedBy(
            path=path,
            key=key,
            name=name,
            office=None if certified_by is None else certified_by.key_id,
            office_name=None if certified_by is None else certified_by.name,
            own_key=office is not None,
            recognised=certified_by is not None and desk.recognises(certified_by.key_id),
            records=records,
            at=at,
            note=note,
        )
