"""A release is one file that says what it holds, and any change to it is noticed."""

import gzip
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.errors import SignatureErrors
from phone_audit.keys.signing import Signer
from phone_audit.model.record import canonical_json
from phone_audit.signatures.load import WholeList, load_whole, version_of
from phone_audit.signatures.release import (
    ReleaseStatement,
    looks_like_a_release,
    read_release,
    release,
)
from tests.signatures.folders import CONTOH88, write_list

AT = datetime(2026, 11, 23, 4, 5, 6, tzinfo=UTC)
SIGNER = Signer.new()
RETIRED = CONTOH88.replace("id: contoh88", "id: lama").replace(
    "status: reviewed", "status: retired\nretired_because: Domain kini milik toko roti."
)
RETIRED = RETIRED.replace("contoh88.example\n", "lama88.example\n")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> WholeList:
    files = {
        "retired/lama.yaml": RETIRED,
        "CHANGELOG.md": "# x\n\n## 2026.11.23\n\n- Daftar pertama.\n",
    }
    return load_whole(write_list(tmp_path_factory.mktemp("list"), files))


@pytest.fixture(scope="module")
def data(whole: WholeList) -> bytes:
    return release(whole, SIGNER, AT, "phone-audit 0")[1]


def test_what_was_released_is_what_is_read(whole: WholeList, data: bytes) -> None:
    file = read_release("x", data)
    assert file.whole == whole
    assert file.signed.is_by(SIGNER.public_key)
    assert not file.signed.is_by(Signer.new().public_key)
    assert file.statement.sha256 == version_of(whole.signatures).sha256
    assert (file.statement.version, file.statement.entries) == ("2026.11.23", 2)
    assert whole.retired[0].because == "Domain kini milik toko roti."
    assert whole.history[0].says == ("Daftar pertama.",)


def test_the_same_list_key_and_time_give_the_same_bytes(whole: WholeList, data: bytes) -> None:
    assert release(whole, SIGNER, AT, "phone-audit 0")[1] == data
    assert looks_like_a_release(data)


def test_it_can_be_checked_with_ordinary_tools(data: bytes) -> None:
    line, _, packed = data.partition(b"\n")
    statement = json.loads(line)["statement"]
    content = gzip.decompress(packed)
    assert hashlib.sha256(content).hexdigest() == statement["content"]
    assert len(content) == statement["bytes"]
    assert statement["released"] == "2026-11-23"


@given(chosen=st.data())
def test_no_byte_can_change_unnoticed(data: bytes, chosen: st.DataObject) -> None:
    place = chosen.draw(st.integers(0, len(data) - 1))
    bit = 1 << chosen.draw(st.integers(0, 7))
    altered = bytes([*data[:place], data[place] ^ bit, *data[place + 1 :]])
    try:
        file = read_release("x", altered)
    except SignatureErrors:
        return
    unaltered = read_release("x", data)
    if file.signed.is_by(SIGNER.public_key):  # a bit that gzip does not look at
        assert file.whole == unaltered.whole
        assert file.statement == unaltered.statement


@pytest.mark.parametrize("keep", [0, 1, 100, -1, -10])
def test_what_was_cut_off_is_refused(data: bytes, keep: int) -> None:
    with pytest.raises(SignatureErrors):
        read_release("x", data[:keep])


def test_a_statement_cannot_be_moved_to_another_list(data: bytes) -> None:
    line, _, packed = data.partition(b"\n")
    other = gzip.decompress(packed).replace(b"Contoh88", b"Contoh89")
    with pytest.raises(SignatureErrors, match="its content is not what was signed"):
        read_release("x", line + b"\n" + gzip.compress(other))


def test_a_packed_bomb_is_not_unpacked(data: bytes) -> None:
    bomb = gzip.compress(b"0" * 5_000_000)
    with pytest.raises(SignatureErrors):
        read_release("x", data.partition(b"\n")[0] + b"\n" + bomb)


def statement(content: bytes, **changes: object) -> ReleaseStatement:
    given_fields = {
        "name": "x",
        "version": "2026.11.23",
        "released": AT.date(),
        "entries": 0,
        "sha256": "0" * 64,
        "content": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "made_at": AT,
        "program": "x",
    }
    return ReleaseStatement(**{**given_fields, **changes})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"tomorrow":1}', "is not understood by this version"),
        (None, "holds another list than it names"),
    ],
)
def test_a_list_of_another_program_says_so(
    whole: WholeList, content: bytes | None, says: str
) -> None:
    content = canonical_json(whole) if content is None else content
    line = canonical_json(SIGNER.sign(statement(content)))
    with pytest.raises(SignatureErrors, match=says):
        read_release("x", line + b"\n" + gzip.compress(content))


def test_a_statement_of_another_kind_is_none_of_ours(data: bytes) -> None:
    other = SIGNER.sign(statement(b"", kind="phone-audit/office/1"))
    with pytest.raises(SignatureErrors, match="is no release of a list"):
        read_release("x", canonical_json(other) + b"\n" + gzip.compress(b""))


def test_a_length_of_nonsense_is_refused() -> None:
    for length in (-1, 10**12):
        line = canonical_json(SIGNER.sign(statement(b"", bytes=length)))
        with pytest.raises(SignatureErrors):
            read_release("x", line + b"\n" + gzip.compress(b""))


def test_complaints_are_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(SignatureErrors) as caught:
        read_release("x", b"something else")
    assert caught.value.complaints == ("x: is no release of a list",)
    assert caught.value.indonesian == ("x: bukan berkas rilis daftar tanda",)
