"""Time-stamp tokens: what holds, and what does not."""

import hashlib
from functools import cache

import pytest

from phone_audit.errors import UsageError
from phone_audit.keys.authorities import Trust
from phone_audit.keys.stamps import read_stamp
from tests.reporting.credentials import below_root, root, time_stamper

pytestmark = pytest.mark.slow

DIGEST = hashlib.sha256(b"record").hexdigest()


@cache
def token() -> bytes:
    import asyncio

    given = asyncio.run(time_stamper().async_timestamp(bytes.fromhex(DIGEST), "sha256"))
    return given.dump()


def test_a_token_says_when_and_by_whom():
    stamp = read_stamp(token(), DIGEST, [root().pem])
    assert stamp.service == "Cap Waktu Contoh"
    assert stamp.trust is Trust.TRUSTED
    assert stamp.at.utcoffset().total_seconds() == 0
    assert read_stamp(token(), DIGEST).trust is Trust.UNKNOWN
    assert read_stamp(token(), DIGEST, [below_root().pem]).trust is Trust.NOT_TRUSTED


def test_a_token_of_another_hash_is_none():
    assert read_stamp(token(), "0" * 64) is None


def test_a_changed_token_is_none_or_says_the_same():
    good = read_stamp(token(), DIGEST)
    for place in range(0, len(token()), 29):
        bad = bytearray(token())
        bad[place] ^= 1
        # Some bytes of a token are protected by nothing; what it says is.
        stamp = read_stamp(bytes(bad), DIGEST)
        assert stamp is None or stamp.at == good.at, place


@pytest.mark.parametrize("data", [b"", b"x", b"\x30\x03\x02\x01\x00", b"\x30\x80" * 500])
def test_what_is_no_token_is_none(data):
    assert read_stamp(data, DIGEST) is None


def test_a_root_must_be_a_certificate():
    with pytest.raises(UsageError, match="no certificate"):
        read_stamp(token(), DIGEST, [b"x"])
