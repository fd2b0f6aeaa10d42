"""Files are whole or absent, and links are never followed."""

import errno
import os

import pytest

from phone_audit.cases import durable
from phone_audit.errors import CaseError, EvidenceAltered


def test_a_link_is_refused_by_its_opening_and_by_the_look_on_the_way(tmp_path):
    (tmp_path / "outside").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "outside")
    with pytest.raises(EvidenceAltered, match="link"):
        durable.check_way(tmp_path, "link")
    if hasattr(os, "O_NOFOLLOW"):
        with pytest.raises(EvidenceAltered, match="ordinary"):
            durable.read_file(tmp_path / "link")


def test_a_file_on_the_way_is_no_folder(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(EvidenceAltered, match="not a folder"):
        durable.check_way(tmp_path, "file/below")
    with pytest.raises(EvidenceAltered, match="not a folder"):
        durable.make_folder(tmp_path, "file/below")
    assert durable.check_way(tmp_path, "new/below") == tmp_path / "new" / "below"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises((EvidenceAltered, OSError)):
        durable.read_file(tmp_path)


def test_a_failed_replacement_keeps_the_old_bytes(tmp_path, monkeypatch):
    path = tmp_path / "file"
    durable.write_whole(path, b"old")

    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="full"):
        durable.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_disk_that_takes_one_byte_at_a_time_gets_them_all(tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda f, data: write(f, bytes(data)[:1]))
    durable.write_whole(tmp_path / "file", b"all of it")
    assert (tmp_path / "file").read_bytes() == b"all of it"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "disk is full"),
        (errno.EROFS, "medium is writable"),
        (errno.EACCES, "medium is writable"),
        (errno.EIO, "Input/output"),
    ],
)
def test_what_the_system_says_no_to_becomes_a_sentence(tmp_path, number, words):
    with pytest.raises(CaseError, match=words), durable.explained(tmp_path):
        raise OSError(number, os.strerror(number))
