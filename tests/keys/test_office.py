"""The key pairs of an office."""

from datetime import UTC, datetime

import pytest

from phone_audit.errors import UsageError
from phone_audit.keys import sealing
from phone_audit.keys.age_passphrase import CannotOpen
from phone_audit.keys.office import (
    OfficeStatement,
    is_pair,
    is_protected,
    new_office,
    read_office,
    read_secret,
)
from phone_audit.keys.signing import Signer
from phone_audit.model.record import canonical_json

PHRASE = "kuda besi naik gunung"
NOW = datetime(2026, 11, 19, tzinfo=UTC)


@pytest.fixture(scope="module")
def made():
    return new_office("Inspektorat Contoh", NOW, PHRASE)


@pytest.mark.slow
def test_the_private_half_opens_with_its_passphrase_and_fits_the_public_half(made):
    office, private = made
    assert office.name == "Inspektorat Contoh"
    assert read_office(office.data) == office
    assert is_protected(private)
    assert b"PRIVATE KEY" not in private
    assert b"AGE-SECRET" not in private
    secret = read_secret(private, PHRASE)
    assert is_pair(office, secret)
    assert secret.signer.key_id == office.key_id
    with pytest.raises(CannotOpen):
        read_secret(private, "kuda besi naik gunun")


@pytest.mark.slow
def test_every_byte_of_the_public_half_counts(made):
    office, _ = made
    for place in range(len(office.data)):
        bad = bytearray(office.data)
        bad[place] ^= 1
        assert read_office(bytes(bad)) is None, place


def test_a_public_half_signed_by_somebody_else_is_none():
    signer, other = Signer.new(), Signer.new()
    statement = OfficeStatement(
        made_at=NOW, name="x", sealing=sealing.new_identity()[1], signing=signer.public_key
    )
    assert read_office(canonical_json(signer.sign(statement))) is not None
    assert read_office(canonical_json(other.sign(statement))) is None


def test_a_file_of_the_age_program_opens_seals_and_signs_nothing():
    identity, public = sealing.new_identity()
    text = f"# created: 2026-11-19\n# public key: {public}\n{identity}\n".encode()
    assert not is_protected(text)
    secret = read_secret(text, None)
    assert (secret.signer, secret.identity) == (None, identity)


@pytest.mark.parametrize("text", [b"AGE-SECRET-KEY-1", b"AGE-SECRET-KEY-1XYZ\n"])
def test_a_file_without_a_private_half_is_said_so(text):
    with pytest.raises(UsageError, match="no private half"):
        read_secret(text, None)


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 121])
def test_a_name_is_one_line(name):
    with pytest.raises(UsageError, match="one line"):
        new_office(name, NOW, PHRASE)


def test_a_short_passphrase_is_refused():
    with pytest.raises(UsageError, match="at least 12"):
        new_office("Inspektorat", NOW, "elevenchars")
