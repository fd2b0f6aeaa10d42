"""Certificates: an office's word about a station, and a station's own."""

from datetime import UTC, date, datetime

import pytest

from phone_audit.errors import UsageError
from phone_audit.keys.office import OfficeStatement, read_office
from phone_audit.keys.signing import Signer
from phone_audit.keys.station import certify, office_named, own_word, read_certificate
from phone_audit.model.record import canonical_json

TODAY, LATER = date(2026, 11, 19), date(2027, 11, 19)


def office_of(signer, name="Kantor Contoh"):
    statement = OfficeStatement(
        made_at=datetime(2026, 11, 19, tzinfo=UTC),
        name=name,
        sealing="age1contoh",
        signing=signer.public_key,
    )
    return read_office(canonical_json(signer.sign(statement)))


OFFICE_SIGNER, STATION = Signer.new(), Signer.new()
OFFICE = office_of(OFFICE_SIGNER)


def test_a_station_says_who_it_is_until_the_office_does():
    word = own_word(STATION, "Laptop 2", TODAY)
    assert read_certificate(word.data) == word
    assert (word.name, word.key_id, word.statement.office) == ("Laptop 2", STATION.key_id, None)
    certificate = certify(word, OFFICE_SIGNER, TODAY, LATER)
    assert read_certificate(certificate.data, OFFICE) == certificate
    assert office_named(certificate.data) == OFFICE.key_id
    assert certificate.public_key == STATION.public_key


def test_a_certificate_counts_only_with_the_office_that_gave_it():
    certificate = certify(own_word(STATION, "Laptop 2", TODAY), OFFICE_SIGNER, TODAY, LATER)
    assert read_certificate(certificate.data) is None
    assert read_certificate(certificate.data, office_of(Signer.new())) is None


def test_another_key_cannot_speak_for_the_office():
    forged = certify(own_word(STATION, "Laptop 2", TODAY), Signer.new(), TODAY, LATER)
    assert read_certificate(forged.data, OFFICE) is None


def test_every_byte_counts():
    data = certify(own_word(STATION, "Laptop 2", TODAY), OFFICE_SIGNER, TODAY, LATER).data
    for place in range(len(data)):
        bad = bytearray(data)
        bad[place] ^= 1
        assert read_certificate(bytes(bad), OFFICE) is None, place


def test_it_is_valid_for_some_days():
    certificate = certify(own_word(STATION, "L", TODAY), OFFICE_SIGNER, TODAY, LATER)
    assert certificate.covers(TODAY)
    assert certificate.covers(LATER)
    assert not certificate.covers(date(2026, 11, 18))
    assert not certificate.covers(date(2027, 11, 20))
    assert own_word(STATION, "L", TODAY).covers(date(2099, 1, 1))
    with pytest.raises(UsageError, match="before it begins"):
        certify(certificate, OFFICE_SIGNER, LATER, TODAY)


@pytest.mark.parametrize("name", ["", "a\x1b[0m", "x" * 121])
def test_a_name_is_one_line(name):
    with pytest.raises(UsageError, match="one line"):
        own_word(STATION, name, TODAY)


@pytest.mark.parametrize("data", [b"", OFFICE.data, b"null"])
def test_what_is_no_certificate_is_none(data):
    assert read_certificate(data, OFFICE) is None
    assert office_named(data) is None
