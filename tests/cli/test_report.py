"""Documents from the command line: which, of which phones, the same bytes again."""

import json

import pytest

from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.model.custody import Event
from tests.cli.test_main import run
from tests.cli.test_paper import conclude, files, told  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow


@pytest.fixture
def morning(files):  # noqa: F811 - the fixture of the neighbour
    """Phone 1 examined, phone 2 declined, phone 3 handed over and not yet read."""
    assert run("paper", "k", "notice", "--choice", "bersedia", "--holder", "pegawai.toml") == 0
    assert run("paper", "k", "1", "handover", "--model", "Contoh C-1") == 0
    conclude(files)
    assert run("paper", "k", "notice", "--choice", "tidak_bersedia") == 0
    assert run("paper", "k", "handover") == 0
    return files


def names(folder):
    return sorted(path.name.partition("-")[0] for path in folder.rglob("*.pdf"))


def test_everything_of_every_phone_and_the_same_again(morning, capsys):
    done = told(capsys, "report", "k", "--document", "all")
    assert names(morning / "k") == sorted([*("BAK", "BAS", "LOG", "PBT") * 3, "LPP", "SPG", "LBL"])
    assert len(done["reports"]) == 15
    before = {path: path.read_bytes() for path in (morning / "k").rglob("*.pdf")}
    assert run("report", "k", "--document", "all") == 0
    assert {path: path.read_bytes() for path in (morning / "k").rglob("*.pdf")} == before
    assert verify(morning / "k").unaltered


def test_a_draft_and_dates_that_do_not_fit_are_warned_of(morning, capsys):
    assert run("paper", "k", "1", "summons", "--from", "panggilan.toml") == 0
    done = told(capsys, "report", "k", "1", "--document", "spg")
    warned = [words["en"] for words in done["warnings"]]
    assert any("no second reader" in one for one in warned)
    assert any("not on a working day" in one for one in warned)


def test_the_holders_copy_is_a_copy_in_the_log(morning):
    assert run("report", "k", "1", "--document", "salinan") == 0
    with Case.read(morning / "k") as case:
        assert case.records()[-1].event is Event.SALIN
        assert case.exhibits()[0].reports[-1].endswith("-salinan.pdf")


def test_a_review_is_a_new_version_and_the_older_stays(morning):
    assert run("report", "k", "1") == 0
    assert run("review", "k", "1", "--reader", "pembaca.toml", "--confirm") == 0
    assert run("report", "k", "1") == 0
    reports = sorted((morning / "k/exhibits/001/reports").glob("LPP*.pdf"))
    assert [path.stem.partition("_")[2] for path in reports] == ["", "2"]


def test_labels_of_chosen_phones(morning):
    assert run("report", "k", "2", "3", "--document", "label") == 0
    assert names(morning / "k") == ["LBL"]


def test_empty_forms_before_anybody_comes(files):  # noqa: F811
    for name in ("pbt", "bas", "bak"):
        assert run("report", "k", "--document", name, "--blank") == 0
    assert names(files / "k") == ["BAK", "BAS", "PBT"]
    assert all(path.parent.name == "reports" for path in (files / "k").rglob("*.pdf"))
    assert verify(files / "k").unaltered


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--document", "spg", "--blank"), "--blank is for pbt, bas, bak only"),
        (("--blank",), "--blank is for pbt, bas, bak only"),
        (("2",), "no stored examination of phone 2"),
        (("2", "--document", "spg"), "no stored examination of phone 2"),
        (("2", "--document", "salinan"), "no stored examination of phone 2"),
        (("9", "--document", "pbt"), "no stored examination of phone 9"),
        (("9", "--document", "label"), "no stored examination of phone 9"),
        (("--document", "pbt", "--format", "json"), "for the lpp only"),
        (("--document", "xyz"), "xyz"),
    ],
)
def test_what_cannot_be_made_is_said(morning, capsys, arguments, complaint):
    capsys.readouterr()
    assert run("report", "k", *arguments) == 2
    assert complaint in capsys.readouterr().err
    assert names(morning / "k") == []


def test_nobody_is_called_after_a_lowering_to_nil(morning, capsys):
    lower = ("review", "k", "1", "--reader", "pembaca.toml", "--lower", "nil", "--reason", "x")
    assert run(*lower) == 0
    capsys.readouterr()
    assert run("report", "k", "1", "--document", "spg") == 1
    assert "rests on no match" in capsys.readouterr().err
    assert run("report", "k", "--document", "all") == 0
    assert "SPG" not in names(morning / "k")


def test_a_withdrawn_phone_still_has_its_receipts(morning, capsys):
    assert run("paper", "k", "1", "withdraw") == 0
    assert run("report", "k", "1", "--document", "bak") == 0
    capsys.readouterr()
    assert run("report", "k", "1") == 2
    done = told(capsys, "report", "k", "1", "--document", "all")
    kinds = [path.rpartition("/")[2].partition("-")[0] for path in done["reports"]]
    assert kinds == ["PBT", "BAS", "BAK", "LOG", "LBL"]
    assert json.dumps(done).count("LPP") == 0
