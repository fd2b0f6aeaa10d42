"""The folder for the BKD: what is followed up, nothing of anybody else, and hashes that hold."""

import json
import subprocess

import pytest

from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.office import now
from phone_audit.errors import CaseError
from phone_audit.model.custody import Event
from phone_audit.model.record import replace, sha256_hex
from tests.cases.synthetic import SNAPSHOT, SNAPSHOT_SHA256, examination, note
from tests.cli.test_main import run
from tests.cli.test_paper import files, told  # noqa: F401 - a fixture
from tests.reporting.peers import pdf_text

pytestmark = pytest.mark.slow


def made(capsys, *arguments):
    """Hand over where something waits for a second reader; return what was printed."""
    capsys.readouterr()
    assert run("handover", *arguments, "--json") == 3
    return json.loads(capsys.readouterr().out)


NAMES = ("Sari Contoh", "Budi Contoh", "Tono Contoh")


@pytest.fixture
def sidak(files):  # noqa: F811 - the fixture of the neighbour
    """Phone 1 and 2 with matches, of which 1 was confirmed; phone 3 without; 4 not examined."""
    for number, name in enumerate(NAMES, start=1):
        (files / "orang.toml").write_text(
            f'nama = "{name}"\nstatus_kepegawaian = "PNS"\nnip = "19800101 200501 1 00{number}"\n'
        )
        assert run("paper", "k", "notice", "--choice", "bersedia", "--holder", "orang.toml") == 0
    assert run("paper", "k", "notice", "--choice", "tidak_bersedia") == 0
    with Case.open(files / "k", now) as case:
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        for number in (1, 2, 3):
            exhibit = case.exhibit(number)
            for command in (1, 2):
                exhibit.keep(note(command))
            exhibit.conclude(replace(examination(exhibit, found=number < 3), case=case.header))
    assert run("review", "k", "1", "--reader", "pembaca.toml", "--confirm") == 0
    return files


def test_what_is_followed_up_lies_in_one_folder_and_the_hashes_hold(sidak, capsys):
    capsys.readouterr()
    assert run("handover", "k", "bkd/serah", "--json") == 3
    folder = sidak / "bkd/serah"
    inside = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    kinds = [name.partition("/")[2][:3] for name in inside if name.startswith("001/")]
    assert {"LPP", "PBT", "LOG", "SPG"} <= set(kinds)
    assert not any(name.startswith(("002/", "003/", "004/")) for name in inside)
    assert sum(name.startswith("RKP") for name in inside) == 2
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)
    text = (folder / "DAFTAR.txt").read_text(encoding="utf-8")
    assert "Waiting for a second reader, left out: 002" in text
    for path in folder.rglob("*.pdf"):
        told_there = pdf_text(path.read_bytes(), sidak)
        assert "Tono" not in told_there, path
        if path.parent.name == "001":
            assert "Budi" not in told_there, path
    with Case.read(sidak / "k") as case:
        last = case.records()[-1]
    assert last.event is Event.SALIN
    assert last.object_sha256 == sha256_hex((folder / "SHA256SUMS").read_bytes())
    assert verify(sidak / "k").unaltered


def test_a_second_reader_who_confirms_brings_the_phone_in(sidak, capsys):
    assert run("review", "k", "2", "--reader", "pembaca.toml", "--confirm") == 0
    done = told(capsys, "handover", "k", "serah")
    assert done["waiting_for_second_reader"] == []
    assert any(name.startswith("002/LPP") for name in done["files"])


def test_the_list_says_where_every_phone_stands_and_adds_up(sidak, capsys):
    done = made(capsys, "k", "serah")
    assert done["phones"] == 4
    assert (done["enclosed"], done["nothing_to_follow_up"]) == (1, 1)
    assert done["waiting_for_second_reader"] == ["002"]
    assert done["not_examined"] == [{"label": "004", "reason": "tidak_bersedia"}]
    text = (sidak / "serah/DAFTAR.txt").read_text(encoding="utf-8")
    assert "004: declined" in text
    assert "not an indication of anything" in text
    assert not any(name in text for name in NAMES)


@pytest.fixture
def second_team(sidak):
    """Another team's case of the same sidak, with one phone that was read and confirmed."""

    def team(fingerprint="contoh/lain:14", name="Wati Contoh", nip="19850202 201001 2 009"):
        assert run("case", "new", "m", "--from", "sidak.toml", "--location", "Lantai 2") == 0
        (sidak / "orang.toml").write_text(
            f'nama = "{name}"\nstatus_kepegawaian = "PNS"\nnip = "{nip}"\n'
        )
        assert run("paper", "m", "notice", "--choice", "bersedia", "--holder", "orang.toml") == 0
        conclude(sidak / "m", 1, fingerprint)
        assert run("review", "m", "1", "--reader", "pembaca.toml", "--confirm") == 0

    return team


def conclude(path, number, fingerprint, found=True):
    with Case.open(path, now) as case:
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        exhibit = case.exhibit(number)
        for command in (1, 2):
            exhibit.keep(note(command))
        told = replace(examination(exhibit, found=found), case=case.header)
        exhibit.conclude(replace(told, phone=replace(told.phone, fingerprint=fingerprint)))


def test_teams_are_merged_into_one_folder_whose_numbers_add_up(sidak, second_team, capsys):
    second_team()
    done = made(capsys, "k", "m", "serah")
    assert done["phones"] == 5
    assert done["enclosed"] == 2
    parts = (done["enclosed"], done["nothing_to_follow_up"])
    left = len(done["waiting_for_second_reader"]) + len(done["not_examined"])
    assert sum(parts) + left == done["phones"]
    assert any(name.startswith("tim-1/001/LPP") for name in done["files"])
    assert any(name.startswith("tim-2/001/LPP") for name in done["files"])
    assert done["waiting_for_second_reader"] == ["tim-1/002"]
    folder = sidak / "serah"
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)
    sums = sha256_hex((folder / "SHA256SUMS").read_bytes())
    for path in ("k", "m"):
        with Case.read(sidak / path) as case:
            assert case.records()[-1].object_sha256 == sums
        assert verify(sidak / path).unaltered
    table = next(path for path in folder.glob("RKP*.pdf") if "nama" not in path.name)
    assert "Lantai 2" in pdf_text(table.read_bytes(), sidak)


def test_a_phone_that_two_teams_read_is_refused_and_named(sidak, second_team, capsys):
    second_team(name="Umi Contoh", nip="19850202 201001 2 009")
    assert run("paper", "k", "notice", "--choice", "bersedia", "--holder", "orang.toml") == 0
    conclude(sidak / "k", 5, "contoh/lain:14", found=False)
    capsys.readouterr()
    assert run("handover", "k", "m", "serah") == 1
    complaint = capsys.readouterr().err
    assert "examined by two teams and would count twice" in complaint
    assert complaint.count("LPP-") == 2
    assert not (sidak / "serah").exists()
    assert run("recap", "k", "m") == 1
    for path in ("k", "m"):  # each on its own
        assert run("handover", path, f"serah-{path}") in {0, 3}


def test_two_phones_of_one_person_are_no_double(sidak, second_team, capsys):
    second_team()
    assert run("paper", "k", "notice", "--choice", "bersedia", "--holder", "orang.toml") == 0
    conclude(sidak / "k", 5, "contoh/ketiga:14", found=False)
    assert made(capsys, "k", "m", "serah")["phones"] == 6


def test_documents_of_a_locked_case_leave_it_in_clear(sidak, capsys, monkeypatch):
    (sidak / "frasa.txt").write_text("kuda baterai staples benar contoh sidak\n")
    monkeypatch.setenv("PHONE_AUDIT_PASSPHRASE_FILE", str(sidak / "frasa.txt"))
    assert run("lock", "k", "--to", "terkunci") == 0
    assert run("handover", "terkunci", "serah") == 3
    for path in (sidak / "serah").rglob("*.pdf"):
        assert path.read_bytes().startswith(b"%PDF-"), path


def test_a_folder_that_exists_is_left_alone(sidak, capsys):
    (sidak / "serah").mkdir()
    assert run("handover", "k", "serah") == 2
    assert "exists" in capsys.readouterr().err
    assert list((sidak / "serah").iterdir()) == []


def test_a_folder_is_there_whole_or_not_at_all(sidak, monkeypatch):
    def full(*_arguments, **_options):
        raise CaseError("no space left on device")

    monkeypatch.setattr("phone_audit.cases.store.Case.event", full)
    assert run("handover", "k", "serah") == 1
    assert not [path for path in sidak.iterdir() if "serah" in path.name]
