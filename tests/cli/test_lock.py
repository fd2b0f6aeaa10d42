"""Locked cases on the command line: made, worked in, looked at, and opened again."""

import json
import shutil
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from phone_audit.keys.age_passphrase import seal
from tests.cases.signing import IDENTITY, desk_at
from tests.cases.synthetic import small_case

pytestmark = pytest.mark.slow

PHRASE = "kuda besi naik gunung"
NEW = ["--surat-tugas", "1/2026", "--opd", "Dinas Contoh", "--location", "Aula"]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("PHONE_AUDIT_PASSPHRASE_FILE", raising=False)
    desk_at(tmp_path / "keys")
    (tmp_path / "phrase").write_text(PHRASE)
    (tmp_path / "other").write_text("kuda besi turun gunung")
    return tmp_path


def run(*arguments):
    return main([str(one) for one in arguments])


def test_a_new_case_may_be_locked_from_its_first_byte(desk, capsys):
    case = desk / "kasus"
    assert run("case", "new", case, *NEW, "--lock", "--passphrase-file", desk / "phrase") == 0
    everything = b"".join(path.read_bytes() for path in case.rglob("*") if path.is_file())
    assert b"Dinas Contoh" not in everything
    assert run("verify", case) == 2
    assert "--passphrase-file" in capsys.readouterr().err
    assert run("verify", case, "--passphrase-file", desk / "other") == 2
    assert "passphrase" in capsys.readouterr().err
    assert run("verify", case, "--passphrase-file", desk / "phrase", "--signed") == 0


def test_the_environment_may_name_the_file(desk, capsys, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_PASSPHRASE_FILE", str(desk / "phrase"))
    assert run("case", "new", desk / "kasus", *NEW, "--lock") == 0
    assert run("verify", desk / "kasus") == 0
    assert run("replay", desk / "kasus") == 0
    assert run("bundle", desk / "kasus", "--to", desk / "b.zip") == 0
    assert run("verify", desk / "b.zip") == 0


def test_the_office_can_open_what_a_forgotten_passphrase_cannot(desk, capsys):
    small_case(desk / "kasus")
    assert (
        run("lock", desk / "kasus", "--to", desk / "l", "--new-passphrase-file", desk / "phrase")
        == 0
    )
    (desk / "identity").write_text(IDENTITY)
    assert run("verify", desk / "l", "--unlock-key", desk / "identity") == 0
    (desk / "kantor.age").write_bytes(seal(IDENTITY.encode(), "kata sandi kunci", work_factor=10))
    (desk / "key-phrase").write_text("kata sandi kunci")
    options = ["--unlock-key", desk / "kantor.age", "--passphrase-file", desk / "key-phrase"]
    assert run("verify", desk / "l", *options) == 0


def test_locked_and_unlocked_it_is_the_same_case(desk, capsys):
    small_case(desk / "kasus")
    assert (
        run("lock", desk / "kasus", "--to", desk / "l", "--passphrase-file", desk / "phrase") == 0
    )
    assert "Now remove the folder that is not locked" in capsys.readouterr().out
    assert run("unlock", desk / "l", "--to", desk / "u", "--passphrase-file", desk / "phrase") == 0
    assert "NOT encrypted" in capsys.readouterr().out
    assert run("verify", desk / "u", "--json") == 0
    assert json.loads(capsys.readouterr().out)["examined"] == 1
    assert run("unlock", desk / "u", "--to", desk / "x") == 2
    assert run("lock", desk / "l", "--to", desk / "x", "--passphrase-file", desk / "phrase") == 2
    assert run("lock", desk / "u", "--to", desk / "l", "--passphrase-file", desk / "phrase") == 1


def test_a_passphrase_is_changed_without_touching_the_case(desk, capsys):
    small_case(desk / "kasus")
    assert (
        run("lock", desk / "kasus", "--to", desk / "l", "--passphrase-file", desk / "phrase") == 0
    )
    before = (desk / "l/log.jsonl").read_bytes()
    change = ["lock", desk / "l", "--change", "--passphrase-file", desk / "phrase"]
    assert run(*change, "--new-passphrase-file", desk / "other") == 0
    assert (desk / "l/log.jsonl").read_bytes() == before
    assert run("verify", desk / "l", "--passphrase-file", desk / "phrase") == 2
    assert run("verify", desk / "l", "--passphrase-file", desk / "other") == 0
    (desk / "identity").write_text(IDENTITY)
    assert run("verify", desk / "l", "--unlock-key", desk / "identity") == 0
    assert run("lock", desk / "kasus", "--change", "--passphrase-file", desk / "phrase") == 2


def test_a_short_passphrase_is_refused_and_nothing_is_made(desk, capsys):
    (desk / "phrase").write_text("pendek")
    case = desk / "kasus"
    assert run("case", "new", case, *NEW, "--lock", "--passphrase-file", desk / "phrase") == 2
    assert "at least 12" in capsys.readouterr().err
    assert not case.exists()


def test_damage_to_the_file_with_the_key_is_an_alteration(desk, capsys):
    case = desk / "kasus"
    assert run("case", "new", case, *NEW, "--lock", "--passphrase-file", desk / "phrase") == 0
    vault = case / "vault.json"
    vault.write_bytes(vault.read_bytes().replace(b'"check":"', b'"check":"0', 1))
    assert run("verify", case, "--passphrase-file", desk / "phrase") == 4
    assert "vault.json" in capsys.readouterr().err


def test_documents_come_out_of_a_locked_case_in_clear(desk, capsys):
    small_case(desk / "kasus")
    assert (
        run("lock", desk / "kasus", "--to", desk / "l", "--passphrase-file", desk / "phrase") == 0
    )
    (desk / "out").mkdir()
    copy = ["copy", desk / "l", "--to", desk / "out", "--passphrase-file", desk / "phrase"]
    assert run(*copy) == 0
    (pdf,) = (desk / "out").glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert not (desk / "l" / "exhibits/001/reports" / pdf.name).read_bytes().startswith(b"%PDF")


def test_whoever_has_no_reason_to_open_a_case_is_not_asked(desk):
    shutil.rmtree(desk / "keys")
    assert Path(desk / "phrase").exists()
    for command in ("doctor", "devices", "keys", "sign", "signatures", "demo"):
        with pytest.raises(SystemExit):
            main([command, "--passphrase-file", "x", "--json"])


def test_documents_of_a_locked_case_come_with_a_hint(desk, capsys, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_PASSPHRASE_FILE", str(desk / "phrase"))
    small_case(desk / "kasus")
    assert run("report", desk / "kasus") == 0
    assert "phone-audit copy" not in capsys.readouterr().err
    assert run("lock", desk / "kasus", "--to", desk / "l") == 0
    capsys.readouterr()
    assert run("report", desk / "l") == 0
    told = capsys.readouterr()
    assert f"phone-audit copy {desk / 'l'} --to DIR" in told.err
    (desk / "out").mkdir()
    assert run("copy", desk / "l", "--to", desk / "out") == 0
    assert next((desk / "out").glob("LPP-*.pdf")).read_bytes().startswith(b"%PDF-")
