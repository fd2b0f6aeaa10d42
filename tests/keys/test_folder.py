"""The folder of keys: what lies there, and what is refused."""

import os
from datetime import date
from pathlib import Path

import pytest

from phone_audit.errors import UsageError
from phone_audit.keys.folder import KeyFolder, SeenHead, default_path
from phone_audit.keys.signing import Signer
from phone_audit.keys.station import certify
from tests.keys.test_station import LATER, OFFICE, OFFICE_SIGNER, TODAY, office_of


@pytest.fixture
def folder(tmp_path):
    return KeyFolder(tmp_path / "keys")


def test_an_empty_folder_has_nothing_and_is_not_made_by_looking(folder):
    assert folder.office() is None
    assert folder.known() == folder.strangers() == ()
    assert folder.signer() is None
    assert folder.certificate() is None
    assert folder.seen_head("00ff") is None
    assert not folder.path.exists()


def test_the_variable_names_the_folder():
    assert default_path({"PHONE_AUDIT_KEYS": "/a/b"}) == Path("/a/b")
    assert default_path({}).name == "keys"


def test_an_office_is_installed_and_another_only_on_purpose(folder):
    folder.install_office(OFFICE)
    folder.install_office(OFFICE)
    assert folder.office() == OFFICE
    other = office_of(Signer.new(), "Kantor Lain")
    with pytest.raises(UsageError, match="--replace"):
        folder.install_office(other)
    assert folder.office() == OFFICE
    folder.install_office(other, replace=True)
    assert folder.office() == other
    assert set(folder.known()) == {OFFICE, other}
    assert folder.known_office(OFFICE.key_id) == OFFICE
    assert folder.known_office("00") is None


def test_a_station_has_one_key_and_keeps_it(folder):
    word = folder.make_station("Laptop 2", TODAY)
    assert folder.certificate() == word
    assert folder.signer().key_id == word.key_id
    with pytest.raises(UsageError, match="already"):
        folder.make_station("Laptop 3", TODAY)
    if os.name != "nt":
        assert (folder.path / "station.key").stat().st_mode & 0o777 == 0o600
        assert folder.path.stat().st_mode & 0o777 == 0o700


def test_a_certificate_of_the_office_takes_the_place_of_the_own_word(folder):
    certificate = certify(folder.make_station("L", TODAY), OFFICE_SIGNER, TODAY, LATER)
    folder.install_office(OFFICE)
    folder.install_certificate(certificate)
    assert folder.certificate() == certificate


def test_a_certificate_of_another_station_is_refused(folder, tmp_path):
    folder.make_station("L", TODAY)
    elsewhere = KeyFolder(tmp_path / "other").make_station("M", TODAY)
    with pytest.raises(UsageError, match="another station"):
        folder.install_certificate(certify(elsewhere, OFFICE_SIGNER, TODAY, LATER))


def test_a_certificate_of_an_unknown_office_is_refused(folder):
    folder.install_certificate(
        certify(folder.make_station("L", TODAY), OFFICE_SIGNER, TODAY, LATER)
    )
    with pytest.raises(UsageError, match="not known here"):
        folder.certificate()


@pytest.mark.parametrize("name", ["office.json", "station.key", "station.json"])
def test_a_broken_file_is_an_error_and_never_silence(folder, name):
    folder.make_station("L", TODAY)
    folder.install_office(OFFICE)
    (folder.path / name).write_bytes(b"broken")
    with pytest.raises(UsageError, match=name):
        (folder.office(), folder.certificate(), folder.signer())


def test_heads_are_remembered_and_never_go_back(folder):
    folder.remember_head(SeenHead(case_id="00ff", records=9, sha256="a" * 64))
    folder.remember_head(SeenHead(case_id="00ff", records=4, sha256="b" * 64))
    assert folder.seen_head("00ff").records == 9
    folder.remember_head(SeenHead(case_id="00ff", records=12, sha256="c" * 64))
    assert folder.seen_head("00ff").records == 12
    assert folder.seen_head("../station") is None


def test_a_private_half_that_was_left_here_is_named(folder):
    folder.make_station("L", date(2026, 11, 19))
    (folder.path / "kantor-00.age").write_bytes(b"x")
    assert folder.strangers() == (folder.path / "kantor-00.age",)
