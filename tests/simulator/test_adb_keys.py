"""Keys made by the library the program uses are the keys a phone understands."""

import pytest
from adb_shell.auth.keygen import keygen
from adb_shell.auth.sign_cryptography import CryptographySigner

from phone_audit.simulator.adb_keys import key_body, signed_by

TOKEN = bytes(range(20))


@pytest.fixture(scope="module")
def signer(tmp_path_factory):
    path = tmp_path_factory.mktemp("keys") / "adbkey"
    keygen(str(path))
    return CryptographySigner(str(path))


def test_a_signature_of_a_known_key(signer) -> None:
    line = signer.GetPublicKey()
    assert signed_by(line, TOKEN, signer.Sign(TOKEN))
    assert signed_by(line + b"\0", TOKEN, signer.Sign(TOKEN))
    assert not signed_by(line, TOKEN[::-1], signer.Sign(TOKEN))
    assert not signed_by(line, TOKEN, b"\0" * 256)
    assert not signed_by(line, TOKEN, b"")


@pytest.mark.parametrize("line", [b"", b" ", b"QUJD", b"not base64!", b"QQ=="])
def test_what_is_no_key_signed_nothing(signer, line: bytes) -> None:
    assert not signed_by(line, TOKEN, signer.Sign(TOKEN))


def test_a_key_is_known_without_its_name(signer) -> None:
    line = signer.GetPublicKey()
    assert key_body(line) == key_body(line.split(b" ")[0] + b" other@computer\0")
