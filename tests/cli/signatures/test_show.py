"""``signatures show``: what a hearing reads, in both languages."""

import json
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from tests.signatures.folders import CONTOH88, FAMILY, SIGNALS, write_list
from tests.signatures.test_dossier import CHANGELOG, DECISION, RETIRED


@pytest.fixture
def folder(tmp_path: Path) -> str:
    files = {
        "CHANGELOG.md": CHANGELOG,
        "ambiguous.yaml": DECISION,
        "patterns/keluarga-x.yaml": FAMILY,
        "patterns/signals.yaml": SIGNALS,
        "retired/lama.yaml": RETIRED,
    }
    return str(write_list(tmp_path, files))


def show(capsys: pytest.CaptureFixture[str], folder: str, name: str, lang: str = "en") -> str:
    assert main(["signatures", "show", name, "--list", folder, "--lang", lang]) == 0
    return capsys.readouterr().out


def test_an_entry(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = show(capsys, folder, "contoh88")
    for told in (
        "slots · reviewed · added 2026-11-03 · updated 2026-11-20",
        "contoh88.invalid (2026-08-01 – 2026-10-01): STRONG. Domain contoh88.invalid terdaftar",
        "2026-11-02 https://example.org/block-list: Disebut sebagai situs perjudian.",
        "tim pengusul; tim penelaah",
        "com.example.contoh: should not match: kept (NO MATCH)",
        "2026.11.23  contoh88: satu domain lagi.",
        "2026-11-20 contoh88: listed (tim penelaah): Nama warung juga",
        "List: Daftar Contoh 2026.11.23",
    ):
        assert told in out
    assert "sudah ditelaah · ditambahkan" in show(capsys, folder, "contoh88", "id")


@pytest.mark.parametrize(
    ("name", "indonesian", "english"),
    [
        ("lama", "DITARIK: Domain kini milik toko roti.", "RETIRED: Domain kini"),
        ("keluarga-x", "2 batang:", "2 stems:"),
        ("slot", "Kelompok tanda: kata atau bentuk", "A group of signals: words or shapes"),
        ("akhiran", "Hanya pendukung", "Supporting only"),
        ("warung", "ditanya paling dulu", "are asked first"),
        ("nama-dua-tanda", "slot *: permainan slot", "two different groups of signals"),
        ("nama-berskor", "mencapai nilai tertentu", "reaches a score"),
    ],
)
def test_every_other_id_a_report_prints(
    folder: str, capsys: pytest.CaptureFixture[str], name: str, indonesian: str, english: str
) -> None:
    assert indonesian in show(capsys, folder, name, "id")
    assert english in show(capsys, folder, name)


@pytest.mark.slow
def test_the_score_tells_its_thresholds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["signatures", "show", "nama-berskor", "--lang", "en"]) == 0
    assert "Score at least, by signals:" in capsys.readouterr().out


def test_json_is_the_whole_dossier(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["signatures", "show", "lama", "--list", folder, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["what"], document["entry"]["id"]) == ("retired", "lama")
    assert document["retired_because"] == "Domain kini milik toko roti."


def test_an_example_that_another_rule_knows_is_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What lies below somebody else's domain is no example that was broken."""
    second = CONTOH88.replace("contoh88", "lain88").replace("Contoh88", "Lain88")
    second = second.replace("no_match: [", "no_match: [com.example.contoh88, ")
    folder = str(write_list(tmp_path, {"brands/lain88.yaml": second}))
    out = show(capsys, folder, "lain88")
    assert "com.example.contoh88: should not match: kept (not by this one; contoh88: STRONG)" in out
