import base64
import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from adb_shell.auth.keygen import encode_pubkey
from adb_shell.auth.sign_pythonrsa import PythonRSASigner

from phone_audit.device import keys
from phone_audit.device.keys import default_folder, ensure_key, find_key, load_keys
from phone_audit.errors import UsageError

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX file modes")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a key; nobody changes it."""
    folder = tmp_path_factory.mktemp("office") / "data"
    ensure_key(folder)
    return folder


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@posix
@pytest.mark.slow
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o277])
def test_only_its_owner_can_read_a_new_key_whatever_the_umask(tmp_path, umask):
    folder = tmp_path / "deep" / "data"
    folder.parent.mkdir()
    before = os.umask(umask)
    try:
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)
        path = ensure_key(folder)
    finally:
        os.umask(before)
    assert mode(path) == 0o600
    assert mode(path.with_suffix(".pub")) == 0o600
    assert sorted(file.name for file in folder.iterdir()) == ["adbkey", "adbkey.pub"]


@posix
def test_the_folder_is_the_owners_alone(made):
    assert mode(made) == 0o700


def test_an_existing_key_is_never_touched(made):
    path = made / "adbkey"
    before = (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
    assert ensure_key(made) == path
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_no_key_is_made_by_looking(tmp_path):
    assert find_key(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_found_where_it_was_made(made):
    assert find_key(made) == made / "adbkey"


def test_the_public_half_is_what_the_library_would_write(made):
    line = (made / "adbkey.pub").read_bytes()
    encoded, name = line.split(b" ")
    assert base64.b64decode(encoded) == encode_pubkey(str(made / "adbkey"))
    assert name == b"phone-audit"


def test_signatures_are_those_of_the_reference_signer(made):
    (key,) = load_keys(made)
    reference = PythonRSASigner((made / "adbkey.pub").read_text(), (made / "adbkey").read_text())
    token = bytes(range(20))
    assert key.sign(token) == reference.Sign(token)
    assert key.public_key == (made / "adbkey.pub").read_bytes()


@pytest.mark.slow
def test_many_at_once_end_with_one_key(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        loaded = list(pool.map(lambda _: load_keys(tmp_path)[0].public_key, range(4)))
    assert len(set(loaded)) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["adbkey", "adbkey.pub"]


def test_a_key_that_appears_meanwhile_wins(made, tmp_path, monkeypatch):
    theirs = (made / "adbkey").read_bytes()

    def slow():
        (tmp_path / "adbkey").write_bytes(theirs)
        return b"ours"

    monkeypatch.setattr(keys, "_new_private_key", slow)
    assert ensure_key(tmp_path).read_bytes() == theirs


def test_a_lost_public_half_is_made_again(made, tmp_path):
    (tmp_path / "adbkey").write_bytes((made / "adbkey").read_bytes())
    ensure_key(tmp_path)
    assert (tmp_path / "adbkey.pub").read_bytes() == (made / "adbkey.pub").read_bytes()


def test_a_file_system_without_links_gets_its_key_too(made, tmp_path, monkeypatch):
    def no_links(self, target):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(type(tmp_path), "hardlink_to", no_links)
    monkeypatch.setattr(keys, "_new_private_key", (made / "adbkey").read_bytes)
    path = ensure_key(tmp_path)
    assert path.read_bytes() == (made / "adbkey").read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["adbkey", "adbkey.pub"]
    if os.name != "nt":
        assert mode(path) == 0o600


def test_a_public_half_of_another_pair_is_said_so(made, tmp_path):
    (tmp_path / "adbkey").write_bytes((made / "adbkey").read_bytes())
    (tmp_path / "adbkey.pub").write_bytes(b"QUJD phone-audit")
    with pytest.raises(UsageError, match=r"adbkey\.pub: this is not the public half"):
        load_keys(tmp_path)


EC_KEY = b"""-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAQEBAQEBAQEBAQEB
-----END PRIVATE KEY-----
"""


@pytest.mark.parametrize("text", [b"", b"not a key", EC_KEY])
def test_a_file_that_is_no_key_is_said_so_and_left_alone(tmp_path, text):
    (tmp_path / "adbkey").write_bytes(text)
    with pytest.raises(UsageError, match="this is not an ADB key"):
        load_keys(tmp_path)
    assert (tmp_path / "adbkey").read_bytes() == text


def test_a_folder_that_is_a_file_is_said_so(tmp_path):
    (tmp_path / "data").write_text("x")
    with pytest.raises(UsageError, match="data"):
        ensure_key(tmp_path / "data")


def test_the_default_folder_is_this_programs_own():
    assert default_folder().name == "phone-audit"
