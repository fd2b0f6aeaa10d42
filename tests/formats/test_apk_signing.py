import hashlib
import random
import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.apk_signing import (
    LONGEST_END,
    BlockCut,
    Signer,
    read_end,
    read_signers,
    read_signers_before,
)
from phone_audit.formats.resource_chunks import DamagedFile
from phone_audit.simulator.android.apk import small_apk, zipped

UNSIGNED = small_apk("id.contoh.permainan", {b"": "Contoh"})
V2, V3, V31, PADDING = 0x7109871A, 0xF05368C0, 0x1B93AD61, 0x42726577


def part(data):
    return struct.pack("<I", len(data)) + data


def signer(*certificates):
    signed = part(part(b"digest")) + part(b"".join(map(part, certificates))) + part(b"")
    return part(part(signed) + part(b"signatures") + part(b"key"))


def signed(blocks, apk=UNSIGNED, size=None, magic=b"APK Sig Block 42"):
    """Return the APK with a signing block of these ids and values before its directory."""
    end = apk.rindex(b"PK\x05\x06")
    (directory,) = struct.unpack_from("<I", apk, end + 16)
    pairs = b"".join(struct.pack("<QI", 4 + len(value), key) + value for key, value in blocks)
    length = struct.pack("<Q", len(pairs) + 24 if size is None else size)
    block = length + pairs + length + magic
    tail = bytearray(apk[end:])
    struct.pack_into("<I", tail, 16, directory + len(block))
    return apk[:directory] + block + apk[directory:end] + bytes(tail)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def named(scheme, certificate):
    return Signer(scheme, sha256(certificate), hashlib.sha1(certificate).hexdigest())


def test_one_signer_of_each_scheme_newest_first():
    apk = signed(
        [
            (V2, part(signer(b"old", b"issuer"))),
            (PADDING, b"\0" * 100),
            (V3, part(signer(b"old"))),
            (V31, part(signer(b"new"))),
        ]
    )
    assert read_signers(apk) == (
        named("v3.1", b"new"),
        named("v3", b"old"),
        named("v2", b"old"),
    )


def test_several_signers_of_one_scheme():
    apk = signed([(V2, part(signer(b"one") + signer(b"two")))])
    assert [one.certificate_sha256 for one in read_signers(apk)] == [sha256(b"one"), sha256(b"two")]


def test_without_a_signing_block_nobody_is_named():
    assert read_signers(UNSIGNED) == ()
    assert read_signers(signed([(PADDING, b"x")])) == ()


def test_a_comment_that_looks_like_the_end_of_a_zip():
    comment = b"PK\x05\x06" + bytes(40)
    apk = signed([(V2, part(signer(b"a")))])
    assert read_signers(apk[:-2] + struct.pack("<H", len(comment)) + comment) == (
        named("v2", b"a"),
    )


def test_a_few_ranges_of_a_file_name_the_same_signers_as_the_whole():
    apk = signed([(V2, part(signer(b"a")))], zipped({f"{n:060}": b"" for n in range(900)}))
    end = read_end(apk[-LONGEST_END:])
    assert end.inside < 0
    assert end.directory_at == apk.index(b"PK\x01\x02")
    for before in (end.directory_at, 1_000, 200):
        window = apk[end.directory_at - before : end.directory_at]
        assert read_signers_before(window, before) == read_signers(apk)
    with pytest.raises(BlockCut):
        read_signers_before(apk[end.directory_at - 60 : end.directory_at], 60)


def test_a_tail_that_is_the_whole_file_must_agree_with_its_own_offsets():
    assert read_end(UNSIGNED).directory_at == read_end(UNSIGNED).inside
    with pytest.raises(DamagedFile):
        read_end(UNSIGNED[5:])
    with pytest.raises(DamagedFile):
        read_end(b"moved" + UNSIGNED)


@pytest.mark.parametrize(
    "apk",
    [
        b"",
        b"PK\x05\x06",
        UNSIGNED[:-1],
        b"x" * 70_000,
        signed([(V2, part(signer(b"a")))], size=10),
        signed([(V2, part(signer(b"a")))], size=2**63),
        signed([(V2, part(signer(b"a"))[:-8])]),
        signed([(V2, part(signer()))]),
        signed([(V2, b"")]),
        signed([(V2, struct.pack("<I", 2**32 - 1))]),
        signed([(PADDING, b"")] * 1_001),
    ],
)
def test_what_is_broken_is_said_to_be_damaged(apk):
    with pytest.raises(DamagedFile):
        read_signers(apk)


WHOLE = signed([(V2, part(signer(b"old"))), (V3, part(signer(b"new")))])


def test_damaged_copies_raise_nothing_else():
    dice = random.Random(300)
    refused = 0
    block = WHOLE.index(b"APK Sig Block 42") - 200
    for _ in range(300):
        data = bytearray(WHOLE)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(block, len(data))] ^= 1 << dice.randrange(8)
        if dice.random() < 0.3:
            del data[dice.randrange(len(data)) :]
        try:
            read_signers(bytes(data))
        except DamagedFile:
            refused += 1
    assert 0 < refused < 300


@given(st.binary(max_size=400), st.integers(0, len(WHOLE)), st.integers(0, 60))
def test_hostile_bytes_raise_nothing_else(junk, at, taken):
    for data in (junk, WHOLE[:at] + junk + WHOLE[at + taken :]):
        with suppress(DamagedFile):
            read_signers(data)
        with suppress(DamagedFile):
            read_end(data[-LONGEST_END:])
        with suppress(DamagedFile):
            read_signers_before(data, at)
