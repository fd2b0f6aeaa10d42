"""``sign`` on the command line."""

import json

import pytest

from phone_audit.cli.main import main
from tests.reporting.credentials import PASSPHRASE, root
from tests.reporting.test_pdf_signing import report
from tests.services.loopback import served

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    (tmp_path / "LPP.pdf").write_bytes(report())
    (tmp_path / "me.p12").write_bytes(root().p12("Contoh Petugas Dua"))
    (tmp_path / "phrase").write_text(PASSPHRASE)
    (tmp_path / "root.pem").write_bytes(root().pem)
    (tmp_path / "root.crl").write_bytes(root().revocation_list())
    return tmp_path


def sign(desk, *arguments, pdf="LPP.pdf"):
    options = ["--p12", desk / "me.p12", "--key-passphrase-file", desk / "phrase", *arguments]
    return main(["sign", str(desk / pdf), *map(str, options)])


def test_two_people_sign_and_nothing_is_overwritten(desk, capsys):
    assert sign(desk, "--trust", desk / "root.pem") == 0
    shown = capsys.readouterr().out
    assert "Contoh Petugas Dua" in shown
    assert "trusted here" in shown
    assert sign(desk, "--json", pdf="LPP-ttd.pdf") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["signed"].endswith("LPP-ttd_2.pdf")
    assert len(told["signatures"]) == 2
    assert (desk / "LPP.pdf").read_bytes() == report()
    assert sign(desk, "--to", desk / "LPP-ttd.pdf") == 2
    assert "not overwritten" in capsys.readouterr().err


def test_services_are_asked_only_where_a_level_needs_one(desk, capsys):
    assert sign(desk, "--level", "b-t") == 2
    assert "[cap_waktu]" in capsys.readouterr().err
    with served() as (url, asked):
        (desk / "s.toml").write_text(
            f'[cap_waktu]\nalamat = "{url}"\n[tanda_tangan]\nakar = ["root.pem"]\n'
        )
        options = ["--settings", desk / "s.toml"]
        assert sign(desk, *options) == 0
        assert asked == []
        assert sign(desk, *options, "--level", "b-t", "--json") == 0
        assert asked
        capsys.readouterr()
        assert sign(desk, *options, "--level", "b-lta", "--crl", desk / "root.crl", "--json") == 0
    told = json.loads(capsys.readouterr().out)["signatures"]
    assert [one["is_time_stamp"] for one in told] == [False, True]
    assert [one["trust"] for one in told] == ["trusted", "trusted"]


def test_a_service_that_is_gone_leaves_no_file(desk, capsys):
    with served() as (url, _):
        pass
    (desk / "s.toml").write_text(f'[cap_waktu]\nalamat = "{url}"\n')
    assert sign(desk, "--settings", desk / "s.toml", "--level", "b-t") == 1
    assert "cannot be reached" in capsys.readouterr().err
    assert not (desk / "LPP-ttd.pdf").exists()


def test_a_wrong_passphrase_is_said_so(desk, capsys):
    (desk / "phrase").write_text("salah")
    assert sign(desk) == 2
    assert "passphrase" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said_so(desk, capsys):
    assert sign(desk, pdf="none.pdf") == 2
    (desk / "s.toml").write_text('[tanda_tangan]\nakar = ["none.pem"]\n')
    assert sign(desk, "--settings", desk / "s.toml") == 2
    assert "none.pem" in capsys.readouterr().err
