"""``close`` and what ``verify`` says afterwards, as an officer sees it."""

import json
import shutil
from pathlib import Path

import pytest

from phone_audit.cases.desk import StationDesk, at
from phone_audit.cli.main import main
from phone_audit.keys.age_passphrase import seal
from phone_audit.keys.folder import KeyFolder
from tests.cases.signing import IDENTITY, SIGNER, desk_at, reader_at
from tests.cases.synthetic import small_case
from tests.reporting.credentials import below_root, root
from tests.services.loopback import served

pytestmark = pytest.mark.slow

PHRASE = "kuda besi naik gunung"


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stick")
    text = f"{IDENTITY}\n{SIGNER.pem().decode()}".encode()
    (folder / "kantor.age").write_bytes(seal(text, PHRASE, work_factor=10))
    (folder / "phrase").write_text(PHRASE)
    (folder / "root.pem").write_bytes(root().pem)
    (folder / "other.pem").write_bytes(below_root().pem)
    return folder


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(tmp_path / "keys"))
    with at(desk_at(tmp_path / "keys")):
        return small_case(tmp_path / "kasus")


def close(case, stick, *arguments):
    options = ["--key", stick / "kantor.age", "--key-passphrase-file", stick / "phrase"]
    return main(["close", str(case), *map(str, options), *map(str, arguments)])


def test_the_office_signs_and_everybody_can_see_it(case, stick, capsys, tmp_path, monkeypatch):
    assert close(case, stick, "--by", "Ketua Sintetis") == 0
    shown = capsys.readouterr().out
    assert "Write on the handover paper: 15 records" in shown
    last = shown.split()[-1]
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(reader_at(tmp_path / "reader").folder.path))
    assert main(["verify", str(case), "--signed", "--hash", last[:20]]) == 0
    shown = capsys.readouterr().out
    assert "Signed with the office key of Kantor Contoh: 14 records" in shown
    assert "Signed by station Laptop 1" in shown
    assert shown.count("known on this computer") == 2
    assert "NOT known" not in shown
    assert "hash on paper is that of record 15" in shown


def test_a_stranger_is_told_to_compare_the_fingerprint(case, stick, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(tmp_path / "nothing"))
    assert main(["verify", str(case)]) == 0
    assert "NOT known on this computer" in capsys.readouterr().out
    assert main(["verify", str(case), "--signed"]) == 4
    assert "NO SIGNATURE" in capsys.readouterr().out


def test_a_log_nobody_signed_is_called_so(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    path = small_case(tmp_path / "kasus")
    assert main(["verify", str(path)]) == 0
    assert "This log is not signed" in capsys.readouterr().out
    assert main(["verify", str(path), "--hash", "0" * 16]) == 4
    assert "no record has the hash on the paper" in capsys.readouterr().out


def test_an_older_copy_is_refused_with_the_way_out(case, stick, capsys, tmp_path):
    older = shutil.copytree(case, tmp_path / "lama")
    assert close(case, stick) == 0
    capsys.readouterr()
    assert main(["verify", str(older)]) == 4
    assert "old copy" in capsys.readouterr().out
    assert close(older, stick) == 4
    told = capsys.readouterr().err
    memory = told.strip().rpartition("remove ")[2]
    Path(memory).unlink()
    assert close(older, stick) == 0


def test_a_service_stamps_the_last_record(case, stick, capsys):
    with served() as (url, asked):
        (stick / "s.toml").write_text(f'[cap_waktu]\nalamat = "{url}"\n')
        assert main(["close", str(case), "--settings", str(stick / "s.toml")]) == 0
    assert len(asked) == 1
    capsys.readouterr()
    assert main(["verify", str(case)]) == 0
    assert "Cap Waktu Contoh (not compared (--trust))" in capsys.readouterr().out
    assert main(["verify", str(case), "--trust", str(stick / "root.pem")]) == 0
    assert "a service trusted here" in capsys.readouterr().out
    assert main(["verify", str(case), "--trust", str(stick / "other.pem"), "--json"]) == 0
    (stamp,) = json.loads(capsys.readouterr().out)["stamps"]
    assert (stamp["holds"], stamp["stamp"]["trust"]) == (True, "not_trusted")


def test_a_stamp_of_something_else_is_no_stamp(case, stick, capsys, tmp_path):
    from phone_audit.cases.store import Case
    from phone_audit.services.time_stamps import TimeStampService
    from tests.cases.synthetic import ticking

    with served() as (url, _):
        token = TimeStampService(url).token("0" * 64)
    desk = StationDesk(KeyFolder(tmp_path / "keys"))
    with Case.open(case, ticking(), desk=desk) as opened:
        opened.keep_stamp(3, token)
    assert main(["verify", str(case)]) == 4
    assert "Time stamp on record 3: NOT VALID" in capsys.readouterr().out


def test_a_service_that_is_gone_leaves_the_case_as_it_was(case, stick, capsys):
    with served() as (url, _):
        pass
    (stick / "s.toml").write_text(f'[cap_waktu]\nalamat = "{url}"\n')
    assert main(["close", str(case), "--settings", str(stick / "s.toml")]) == 1
    assert "cannot be reached" in capsys.readouterr().err
    assert main(["verify", str(case), "--signed"]) == 0


def test_without_key_and_service_there_is_nothing_to_do(case, capsys):
    assert main(["close", str(case)]) == 2
    assert "--key" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "xyz", "0" * 15, "0" * 65])
def test_a_hash_from_paper_has_at_least_sixteen_digits(case, text):
    with pytest.raises(SystemExit):
        main(["verify", str(case), "--hash", text])


def test_a_hash_may_be_typed_as_it_is_printed(case, capsys):
    assert main(["verify", str(case), "--json"]) == 0
    last = json.loads(capsys.readouterr().out)["head_sha256"]
    typed = f" {last[:8]} {last[8:16].upper()}… "
    assert main(["verify", str(case), "--hash", typed]) == 0
