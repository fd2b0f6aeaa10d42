"""``doctor`` on the files a region keeps: what is in force, and how far the holidays reach."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from phone_audit import resources
from phone_audit.cli.main import main
from tests.reporting.places import REPORTS

TODAY = datetime.now(UTC).astimezone().date()
FORCE = {"text": "x", "valid_from": "", "valid_until": "", "applies_to": ["PNS", "PPPK", "non-ASN"]}


@pytest.fixture
def looked(tmp_path, monkeypatch, capsys):
    """Return what ``doctor`` says once files of the region were written anew."""
    for file in ("dasar-hukum.yaml", "hari-libur.yaml"):
        shutil.copy(REPORTS / file, tmp_path / file)
    monkeypatch.setattr(resources, "reports_folder", lambda: tmp_path)
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")

    def look(name, *, texts=None, years=None):
        if texts is not None:
            listed = [{"id": f"t{place}", **FORCE, **one} for place, one in enumerate(texts)]
            told = [{key: value or None for key, value in one.items()} for one in listed]
            (tmp_path / "dasar-hukum.yaml").write_text(yaml.safe_dump(told))
        if years is not None:
            table = {str(year): [f"{year}-01-01"] for year in years}
            (tmp_path / "hari-libur.yaml").write_text(yaml.safe_dump(table))
        capsys.readouterr()
        main(["doctor", "--json"])
        checks = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
        return checks[name]

    return look


def test_the_shipped_texts_are_in_force(looked):
    told = looked("Legal texts")
    assert (told["state"], told["remedy"]) == ("good", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ({"valid_until": TODAY - timedelta(days=1)}, "t1 in force until"),
        ({"valid_until": TODAY + timedelta(days=30)}, "t1 in force until"),
        ({"valid_from": TODAY + timedelta(days=1)}, "t1 in force from"),
    ],
)
def test_what_ran_out_or_has_not_begun_is_named(looked, text, said):
    told = looked("Legal texts", texts=[{}, text])
    assert told["state"] == "note"
    assert said in told["says"]
    assert "legal bureau" in told["remedy"]


def test_a_text_that_runs_out_in_a_year_is_no_matter(looked):
    assert looked("Legal texts", texts=[{"valid_until": TODAY + timedelta(days=365)}])["state"] == (
        "good"
    )


def test_nothing_in_force_for_somebody_stands_in_the_way(looked):
    told = looked("Legal texts", texts=[{"applies_to": ["PNS"]}])
    assert told["state"] == "bad"
    assert "PPPK" in told["says"]
    assert looked("Legal texts", texts=[{"valid_until": TODAY - timedelta(days=1)}])["state"] == (
        "bad"
    )


def test_the_end_of_the_holiday_table_is_told(looked):
    year = (TODAY + timedelta(days=60)).year
    assert looked("Holidays", years=range(TODAY.year, year + 1))["state"] == "good"
    told = looked("Holidays", years=[TODAY.year - 1])
    assert told["state"] == "note"
    assert str(TODAY.year) in told["says"]
    assert "hari-libur.yaml" in told["remedy"]


@pytest.mark.parametrize(
    ("name", "file"), [("Legal texts", "dasar-hukum.yaml"), ("Holidays", "hari-libur.yaml")]
)
def test_a_broken_file_is_named(looked, tmp_path, name, file):
    for broken in ("{", "- 1", "[2026]"):
        (tmp_path / file).write_text(broken)
        told = looked(name)
        assert told["state"] == "bad"
        assert file in told["says"]
