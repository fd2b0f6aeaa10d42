"""The age format with a passphrase, against the library that others use."""

import base64

import pyrage
import pytest

from phone_audit.keys.age_passphrase import CannotOpen, open_sealed, seal

PHRASE = "kuda besi naik gunung"
CHEAP = 10


@pytest.mark.parametrize("data", [b"", b"x", b"secret\n" * 1000, bytes(1 << 16)])
def test_what_is_sealed_opens_again(data):
    assert open_sealed(seal(data, PHRASE, work_factor=CHEAP), PHRASE) == data


def test_the_age_library_opens_it():
    assert (
        pyrage.passphrase.decrypt(seal(b"secret", PHRASE, work_factor=CHEAP), PHRASE) == b"secret"
    )


@pytest.mark.slow
def test_what_the_age_library_seals_opens_here():
    for armored in (True, False):
        sealed = pyrage.passphrase.encrypt(b"secret", PHRASE, armored=armored)
        assert open_sealed(sealed, PHRASE) == b"secret"


@pytest.mark.slow
def test_the_price_is_the_usual_one():
    sealed = seal(b"secret", PHRASE)
    assert b" 17\n" in base64.b64decode(b"".join(sealed.split(b"\n")[1:-2]))
    assert open_sealed(sealed, PHRASE) == b"secret"


def test_another_passphrase_does_not_open_it():
    sealed = seal(b"secret", PHRASE, work_factor=CHEAP)
    for wrong in ("", PHRASE + " ", PHRASE.upper()):
        with pytest.raises(CannotOpen, match="passphrase"):
            open_sealed(sealed, wrong)


def test_every_byte_counts():
    sealed = seal(b"secret", PHRASE, work_factor=CHEAP)
    whole = base64.b64decode(b"".join(sealed.split(b"\n")[1:-2]))
    for place in range(len(whole)):
        bad = bytearray(whole)
        bad[place] ^= 1 << place % 3
        with pytest.raises(CannotOpen):
            open_sealed(bytes(bad), PHRASE)


def test_it_is_printable_and_never_twice_the_same():
    first, second = (seal(b"secret", PHRASE, work_factor=CHEAP) for _ in range(2))
    assert first != second
    assert first.isascii()
    assert max(map(len, first.split(b"\n"))) <= 64


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"age-encryption.org/v1\n",
        b"-----BEGIN AGE ENCRYPTED FILE-----\n!!\n-----END AGE ENCRYPTED FILE-----\n",
        b"-----BEGIN AGE ENCRYPTED FILE-----\nAAA\n-----END AGE ENCRYPTED FILE-----\n",
    ],
)
def test_what_is_no_such_file_is_said_so(data):
    with pytest.raises(CannotOpen, match="no file sealed"):
        open_sealed(data, PHRASE)


def test_a_price_that_would_fill_the_memory_is_not_paid():
    sealed = seal(b"secret", PHRASE, work_factor=CHEAP)
    whole = base64.b64decode(b"".join(sealed.split(b"\n")[1:-2]))
    with pytest.raises(CannotOpen, match="no file sealed"):
        open_sealed(whole.replace(b" 10\n", b" 30\n"), PHRASE)


def test_only_small_files_are_sealed_this_way():
    with pytest.raises(ValueError, match="small"):
        seal(bytes((1 << 16) + 1), PHRASE)
