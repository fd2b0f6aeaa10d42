"""Signed statements: what holds, what does not, and what openssl says to it."""

import base64
import json
import shutil
import subprocess

import pytest

from phone_audit.keys.signing import (
    Signed,
    Signer,
    key_id,
    public_pem,
    read_public,
    read_signed,
)
from phone_audit.model.record import Record, canonical_json


class Said(Record):
    kind: str = "test/said/1"
    words: str


class Other(Record):
    kind: str = "test/other/1"
    words: str


SIGNER = Signer.new()
DATA = canonical_json(SIGNER.sign(Said(words="“halo”")))


def test_a_statement_comes_back_with_who_signed_it():
    signed = read_signed(DATA)
    assert signed.read(Said) == Said(words="“halo”")
    assert signed.is_by(SIGNER.public_key)
    assert signed.key == SIGNER.key_id == key_id(SIGNER.public_key)


def test_the_same_statement_gives_the_same_bytes():
    assert canonical_json(SIGNER.sign(Said(words="“halo”"))) == DATA


def test_another_key_did_not_sign_it():
    assert not read_signed(DATA).is_by(Signer.new().public_key)


def test_a_statement_given_for_one_purpose_serves_no_other():
    assert read_signed(DATA).read(Other) is None
    forged = canonical_json(SIGNER.sign(Said(kind="test/other/1", words="x")))
    assert read_signed(forged).read(Said) is None


def test_every_byte_counts():
    for place in range(len(DATA)):
        for flip in (0x01, 0x20, 0x80):
            bad = bytearray(DATA)
            bad[place] ^= flip
            signed = read_signed(bytes(bad))
            assert (
                signed is None or not signed.is_by(SIGNER.public_key) or signed.read(Said) is None
            ), (place, flip)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"null", b"\xff", b"[" * 5000, DATA + b"\n", DATA.replace(b":", b": ", 1)]
)
def test_what_is_no_signed_statement_is_none(data):
    assert read_signed(data) is None


def test_a_statement_in_another_form_is_none():
    body = json.dumps({"kind": "test/said/1", "words": "x", "more": 1}, separators=(",", ":"))
    text = f'{{"key":"{SIGNER.key_id}","signature":"AA==","statement":{body}}}'
    signed = read_signed(text.encode())
    assert isinstance(signed, Signed)
    assert signed.read(Said) is None


@pytest.mark.parametrize("text", ["", "!", "AA==", base64.b64encode(b"x" * 44).decode()])
def test_what_is_no_public_key_is_none(text):
    assert read_public(text) is None
    assert len(key_id(text)) == 32
    assert not read_signed(DATA).is_by(text)


def test_a_key_of_another_kind_is_none():
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    other = X25519PrivateKey.generate()
    der = other.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert read_public(base64.b64encode(der).decode()) is None
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert Signer.from_pem(pem) is None
    assert Signer.from_pem(b"no key at all") is None


def test_a_private_key_survives_its_file():
    assert Signer.from_pem(SIGNER.pem()).public_key == SIGNER.public_key


@pytest.mark.slow
def test_openssl_agrees(tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    statement = DATA[DATA.index(b'"statement":') + len(b'"statement":') : -1]
    (tmp_path / "key.pem").write_text(public_pem(SIGNER.public_key))
    (tmp_path / "sig").write_bytes(base64.b64decode(json.loads(DATA)["signature"]))

    def openssl(message):
        (tmp_path / "message").write_bytes(message)
        command = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in message -sigfile sig"
        return subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)

    assert openssl(statement).returncode == 0
    assert openssl(statement.replace(b"halo", b"hola")).returncode != 0
