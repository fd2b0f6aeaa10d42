import os

import pytest

from phone_audit.keys.files import create_private, replace_private


def test_a_new_file_is_private_and_whole(tmp_path):
    old = os.umask(0)
    try:
        assert create_private(tmp_path / "key", b"secret")
    finally:
        os.umask(old)
    assert (tmp_path / "key").read_bytes() == b"secret"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
    if os.name != "nt":
        assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_file_that_exists_is_never_overwritten(tmp_path):
    (tmp_path / "key").write_bytes(b"first")
    assert not create_private(tmp_path / "key", b"second")
    assert (tmp_path / "key").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_on_a_stick_without_links_it_is_made_all_the_same(tmp_path, monkeypatch):
    def refuse(self, target):
        raise PermissionError(1, "not permitted")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    assert create_private(tmp_path / "key", b"secret")
    assert not create_private(tmp_path / "key", b"second")
    assert (tmp_path / "key").read_bytes() == b"secret"


def test_a_replaced_file_is_the_new_one_or_stays(tmp_path, monkeypatch):
    replace_private(tmp_path / "a", b"one")
    replace_private(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"

    def refuse(self, target):
        raise OSError(28, "full")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(OSError, match="full"):
        replace_private(tmp_path / "a", b"three")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
