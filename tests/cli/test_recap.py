"""The office table from the command line: one team, several, the public, and names."""

import shutil

import pytest

from phone_audit.cases.erasure import erase_exhibit
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.office import now
from phone_audit.model.custody import ErasureReason, Event
from phone_audit.model.tally import counted
from tests.cli.test_main import run
from tests.cli.test_paper import conclude, files, told  # noqa: F401 - a fixture
from tests.reporting.peers import pdf_text

pytestmark = pytest.mark.slow


@pytest.fixture
def table(files):  # noqa: F811 - the fixture of the neighbour
    """One phone examined, one declined, the roll call recorded."""
    assert run("paper", "k", "notice", "--choice", "bersedia", "--holder", "pegawai.toml") == 0
    conclude(files)
    assert run("paper", "k", "notice", "--choice", "tidak_bersedia") == 0
    counts = ("--pns", "18/20", "--pppk", "3/3", "--non-asn", "0/2")
    assert run("paper", "k", "attendance", *counts) == 0
    assert run("paper", "k", "arrangements", "--team", "Tim 1") == 0
    return files


def test_one_team(table, capsys):
    done = told(capsys, "recap", "k")
    (row,) = done["recap"]["rows"]
    assert (row["handed_over"], row["examined"], row["not_examined"]) == ("1", "1", "1")
    assert row["team"] == "Tim 1"
    (file,) = done["files"]
    assert file.endswith(".pdf")
    again = told(capsys, "recap", "k")
    assert again["files"] == done["files"]
    assert len(list((table / "k/reports").iterdir())) == 1
    assert verify(table / "k").unaltered


def test_the_table_on_screen(table, capsys):
    assert run("recap", "k") == 0
    out = capsys.readouterr().out
    assert "Examined" in out
    assert "TOTAL" in out


def test_teams_are_merged_and_both_cases_know(table, capsys):
    assert run("case", "new", "l", "--from", "sidak.toml", "--location", "Lantai 2") == 0
    assert run("paper", "l", "not-examined", "--reason", "rusak") == 0
    done = told(capsys, "recap", "k", "l")
    assert len(done["recap"]["rows"]) == 2
    assert done["recap"]["total"]["not_examined"] == "2"
    with Case.read(table / "l") as case:
        (printed,) = [one for one in case.records() if one.event is Event.CETAK]
    assert printed.object.startswith("RKP-2026-0117-000-")
    assert verify(table / "l").unaltered


def test_a_case_named_twice_is_refused(table, capsys):
    shutil.copytree(table / "k", table / "copy")
    assert run("recap", "k", "copy") == 1
    assert "a case was named twice" in capsys.readouterr().err
    assert not (table / "k/reports").exists()


def test_an_unfinished_phone_is_refused_with_its_sums(table, capsys):
    assert run("paper", "k", "handover") == 0
    assert run("recap", "k") == 1
    complaint = capsys.readouterr().err
    assert "003-" in complaint
    assert "handed over 2 ≠ examined 1 + not examined after the handover 0" in complaint


@pytest.mark.peer
def test_the_public_table_and_the_annex_of_names(table, capsys, tmp_path):
    done = told(capsys, "recap", "k", "--public", "--names")
    public, names = done["files"]
    assert public.endswith("-publik.pdf")
    assert names.endswith("-nama.pdf")
    from pathlib import Path

    text = pdf_text(Path(public).read_bytes(), tmp_path)
    assert "< 3" in text
    assert "RAHASIA" not in text
    secret = pdf_text(Path(names).read_bytes(), tmp_path)
    assert "Contoh Pegawai" in secret
    assert "RAHASIA" in secret or "CONFIDENTIAL" in secret
    assert "Contoh Pegawai" not in text


def test_an_erased_phone_still_counts(table, capsys):
    before = told(capsys, "recap", "k")["recap"]["total"]
    with Case.open(table / "k", now) as case:
        exhibit = case.exhibit(1)
        numbers = counted(exhibit.examination(), exhibit.papers())
        erase_exhibit(
            case._log, 1, reason=ErasureReason.RETENTION, actor="Petugas", counted=numbers
        )
    assert told(capsys, "recap", "k")["recap"]["total"] == before
    done = told(capsys, "recap", "k", "--names")
    assert "Contoh Pegawai" not in str(done)


def test_as_a_spreadsheet(table, capsys):
    done = told(capsys, "recap", "k", "--format", "xlsx", "--names")
    (annex,) = done["files"]
    assert annex.endswith("-nama.xlsx")
    made = told(capsys, "recap", "k", "--format", "xlsx")["files"]
    made += told(capsys, "recap", "k", "--format", "xlsx", "--public")["files"]
    assert [name[-11:] for name in made][1] == "publik.xlsx"
    # Made again it is the same bytes, so that no second copy is kept.
    assert told(capsys, "recap", "k", "--format", "xlsx")["files"] == made[:1]
    assert len(list((table / "k/reports").glob("*.xlsx"))) == 3
    assert verify(table / "k").unaltered
