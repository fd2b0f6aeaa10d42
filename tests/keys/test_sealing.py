"""Sealing: what goes in comes out for the right key, and for no other."""

import io
import sys

import pytest

from phone_audit.errors import UsageError
from phone_audit.keys import sealing
from phone_audit.keys.age_passphrase import CannotOpen

IDENTITY, PUBLIC = sealing.new_identity()


def sealed(data: bytes) -> bytes:
    target = io.BytesIO()
    sealing.seal(io.BytesIO(data), target, PUBLIC)
    return target.getvalue()


def opened(data: bytes, *identities: str) -> bytes:
    target = io.BytesIO()
    sealing.unseal(io.BytesIO(data), target, identities)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 200_000])
def test_what_is_sealed_opens_with_the_private_half(size):
    data = b"x" * size
    assert opened(sealed(data), IDENTITY) == data


def test_no_clear_byte_is_in_it():
    assert b"id.contoh.permainan" not in sealed(b"package:id.contoh.permainan\n" * 50)


def test_another_key_does_not_open_it():
    with pytest.raises(CannotOpen, match="does not open"):
        opened(sealed(b"x"), sealing.new_identity()[0])
    assert opened(sealed(b"x"), sealing.new_identity()[0], IDENTITY) == b"x"


def test_a_changed_byte_is_noticed():
    whole = sealed(b"y" * 100)
    for place in range(0, len(whole), 7):
        bad = bytearray(whole)
        bad[place] ^= 1
        with pytest.raises(CannotOpen):
            opened(bytes(bad), IDENTITY)


def test_halves_know_each_other():
    assert sealing.public_of(IDENTITY) == PUBLIC
    assert sealing.public_of("AGE-SECRET-KEY-1XX") is None
    assert sealing.is_recipient(PUBLIC)
    assert not sealing.is_recipient("age1xx")


def test_without_the_library_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(UsageError, match=r"phone-audit\[seal\]"):
        sealing.new_identity()
