"""``signatures show daftar:NAME``: an id that reports print for lists of others."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from tests.lists.stores import bring

PUBLISHED = {"source": "https://x.example/hosts", "dated": date(2026, 11, 1)}
TEXT = "0.0.0.0 m.contoh88.example\n0.0.0.0 bank.example\njunk junk junk\n"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "lists"
    monkeypatch.setenv("PHONE_AUDIT_LISTS", str(folder))
    bring(
        folder,
        TEXT,
        source="https://x.example/hosts",
        dated=date(2026, 11, 1),
        accept_innocent=True,
    )
    return folder


def show(capsys: pytest.CaptureFixture[str], *words: str, lang: str = "en") -> str:
    assert main(["signatures", "show", *words, "--lang", lang]) == 0
    return capsys.readouterr().out


def test_where_a_list_comes_from_and_what_it_may_claim(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = show(capsys, "daftar:contoh")
    for told in (
        "contoh: 2 names, hosts, dated 2026-11-01",
        "A list of others: a match is MEDIUM, and says only that this list held the name",
        "source: https://x.example/hosts",
        "licence: not stated",
        "1 of its names are on the innocent list and never match",
        "not taken: ",
        "imported 2026-11-23 05:00 UTC, phone-audit 0.0",
    ):
        assert told in out
    assert "kecocokannya SEDANG" in show(capsys, "daftar:contoh", lang="id")


def test_a_verified_list_claims_more_and_an_allow_list_nothing(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(store, "w99.example\n", name="teliti", verified_by="tim penelaah", **PUBLISHED)
    assert "a match is STRONG" in show(capsys, "daftar:teliti")
    bring(store, "toko.example\n", name="aman", allow=True)
    assert "An allow list" in show(capsys, "daftar:aman")


def test_json_and_what_is_not_there(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (document,) = json.loads(show(capsys, "daftar:contoh", "--json"))
    assert (document["name"], document["entries"]) == ("contoh", 2)
    assert main(["signatures", "show", "daftar:lain", "--lang", "en"]) == 2
    assert 'no imported list "lain"; for the lists of a case' in capsys.readouterr().err


@pytest.mark.slow
def test_a_case_names_the_lists_of_its_day(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = str(tmp_path / "case")
    order = ["--surat-tugas", "1/2026", "--opd", "Dinas", "--location", "Aula"]
    assert main(["case", "new", case, *order]) == 0
    visits = [{"url": "https://m.contoh88.example/", "time_usec": 1_795_000_000_000_000}]
    file = tmp_path / "History.json"
    file.write_text(json.dumps({"Browser History": visits}), encoding="utf-8")
    assert main(["import", case, str(file), "--basis", "consented", "--no-pdf"]) in {0, 3}
    shutil.rmtree(store)
    capsys.readouterr()
    assert main(["signatures", "show", "daftar:contoh"]) == 2
    assert "dated 2026-11-01" in show(capsys, "daftar:contoh", "--list", case)
