"""``signatures retire``: an entry is withdrawn with its reason, and nothing else is lost."""

import json
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from phone_audit.signatures.load import load_whole
from tests.signatures.folders import CONTOH88, write_list


def retire(folder: Path, name: str, *words: str) -> int:
    return main(["signatures", "retire", name, "--list", str(folder), *words, "--lang", "en"])


def test_the_file_moves_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_list(tmp_path, {"brands/contoh88.yaml": "# catatan\n" + CONTOH88})
    assert retire(folder, "contoh88", "--because", "Domain kini: toko roti.") == 0
    assert "Next: phone-audit signatures version --raise" in capsys.readouterr().out
    assert not (folder / "brands" / "contoh88.yaml").exists()
    text = (folder / "retired" / "contoh88.yaml").read_text(encoding="utf-8")
    assert text.startswith("# catatan\nid: contoh88\n")
    whole = load_whole(folder)
    assert [entry.id for entry in whole.signatures.signatures] == ["ramalan"]
    (retired,) = whole.retired
    assert retired.because == "Domain kini: toko roti."
    assert retired.signature.sources[0].says == "Disebut sebagai situs perjudian."
    assert main(["signatures", "show", "contoh88", "--list", str(folder), "--lang", "en"]) == 0
    assert "RETIRED: Domain kini: toko roti." in capsys.readouterr().out


@pytest.mark.parametrize("name", ["hilang", "../VERSION", "Contoh88", "warung"])
def test_what_is_no_entry_is_not_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = write_list(tmp_path)
    assert retire(folder, name, "--because", "x") == 2
    assert "no entry" in capsys.readouterr().err


def test_a_reason_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_list(tmp_path)
    assert retire(folder, "contoh88", "--because", " ") == 2
    assert (folder / "brands" / "contoh88.yaml").exists()
    assert retire(folder, "contoh88", "--because", "Keliru.", "--json") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "contoh88"


def test_a_broken_entry_and_a_taken_name_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_list(tmp_path, {"brands/contoh88.yaml": CONTOH88.replace("slot", "slots", 1)})
    assert retire(folder, "contoh88", "--because", "x") == 2
    assert "kind is 'slots'" in capsys.readouterr().err
    folder = write_list(tmp_path, {"retired/contoh88.yaml": CONTOH88})
    assert retire(folder, "contoh88", "--because", "x") == 2
    assert (folder / "brands" / "contoh88.yaml").exists()
