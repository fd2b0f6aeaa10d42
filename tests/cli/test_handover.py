"""The folder for the BKD: what is followed up, nothing of anybody else, and hashes that hold."""

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
