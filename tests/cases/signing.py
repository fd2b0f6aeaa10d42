"""An invented office with a station: keys made for one test run, at a desk of their own."""

from datetime import UTC, date, datetime
from pathlib import Path

from phone_audit.cases.desk import StationDesk
from phone_audit.keys.folder import KeyFolder
from phone_audit.keys.office import OfficeKey, OfficeStatement, read_office
from phone_audit.keys.sealing import new_identity
from phone_audit.keys.signing import Signer
from phone_audit.keys.station import certify
from phone_audit.model.record import canonical_json

SIGNER = Signer.new()
IDENTITY, RECIPIENT = new_identity()


def office_of(signer: Signer, name: str = "Kantor Contoh") -> OfficeKey:
    statement = OfficeStatement(
        made_at=datetime(2026, 11, 1, tzinfo=UTC),
        name=name,
        sealing=RECIPIENT,
        signing=signer.public_key,
    )
    office = read_office(canonical_json(signer.sign(statement)))
    assert office is not None
    return office


OFFICE = office_of(SIGNER)


def desk_at(
    path: Path,
    *,
    name: str = "Laptop 1",
    certified: bool = True,
    until: date = date(2027, 11, 1),
) -> StationDesk:
    """Make a folder of keys and return the desk that uses it."""
    folder = KeyFolder(path)
    word = folder.make_station(name, date(2026, 11, 1))
    if certified:
        folder.install_office(OFFICE)
        folder.install_certificate(certify(word, SIGNER, date(2026, 11, 1), until))
    return StationDesk(folder)


def reader_at(path: Path) -> StationDesk:
    """Return a desk without a station key that knows the office."""
    folder = KeyFolder(path)
    folder.recognise(OFFICE)
    return StationDesk(folder)
