"""``phone-audit signatures``: the contract scripts rely on."""

import io
import json
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from tests.signatures.folders import CONTOH88, write_list


def signatures(*words: str) -> int:
    return main(["--lang", "en", "signatures", *words])


def test_test_prints_one_object_per_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = "\ufeffm.contoh88.example\n\n  w88.com \r\nramalan.example\n\u202ex.example\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(names))
    folder = write_list(tmp_path)
    assert signatures("test", "--kind", "domain", "--json", "--list", str(folder)) == 0
    lines = capsys.readouterr().out.splitlines()
    objects = [json.loads(line) for line in lines]
    assert [list(thing) for thing in objects] == [["name", "class", "signature", "reason"]] * 4
    assert [(thing["name"], thing["class"], thing["signature"]) for thing in objects] == [
        ("m.contoh88.example", "strong", "contoh88"),
        ("w88.com", "none", None),
        ("ramalan.example", "near", "ramalan"),
        ("\u202ex.example", "none", None),
    ]
    assert all(line.isascii() for line in lines)


def test_test_reads_a_file_of_packages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_list(tmp_path)
    names = tmp_path / "names.txt"
    names.write_bytes(b"com.example.contoh88\nid.contoh.warung\n\xff\xfe\n")
    assert signatures("test", "--kind", "package", "--list", str(folder), str(names)) == 0
    out = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in out] == ["strong", "none", "none"]
    assert "ada dalam daftar tak bersalah (warung)" in out[1]


def test_text_shows_direction_marks_as_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = tmp_path / "names.txt"
    names.write_text("\u202emoc.88w\x1b[31m\n", encoding="utf-8")
    folder = write_list(tmp_path)
    assert signatures("test", "--kind", "domain", "--list", str(folder), str(names)) == 0
    out = capsys.readouterr().out
    assert "\u202e" not in out
    assert "\x1b" not in out


def test_a_list_that_cannot_be_used_is_exit_5(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = CONTOH88.replace("kind: slot", "kind: slots")
    folder = str(write_list(tmp_path, {"brands/contoh88.yaml": broken}))
    for words in (
        ["test", "--kind", "domain", "--list", folder],
        ["stats", "--list", folder],
        ["show", "--list", folder, "contoh88"],
    ):
        assert signatures(*words) == 5
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "\ndaftar/brands/contoh88.yaml:5:1: kind is 'slots'" in captured.err
    assert signatures("lint", "--list", folder) == 5
    assert "1 errors, 0 warnings" in capsys.readouterr().out


def test_lint_in_json_is_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(write_list(tmp_path))
    assert signatures("lint", "--json", "--list", folder) == 0
    assert json.loads(capsys.readouterr().out) == {
        "errors": 0,
        "warnings": 0,
        "remarks": [],
    }
    broken = CONTOH88.replace("reviewer: tim penelaah\n", "")
    folder = str(write_list(tmp_path, {"brands/contoh88.yaml": broken}))
    assert signatures("lint", "--json", "--list", folder) == 5
    document = json.loads(capsys.readouterr().out)
    assert document["errors"] == 1
    assert document["remarks"][0]["code"] == "no-reviewer"
    assert document["remarks"][0]["line"] == 3


def test_show_gives_an_entry_or_names_near_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(write_list(tmp_path))
    assert signatures("show", "--list", folder, "contoh88") == 0
    out = capsys.readouterr().out
    assert "contoh88.invalid (2026-08-01 – 2026-10-01)" in out
    assert "2026-11-02 https://example.org/block-list: Disebut sebagai situs perjudian." in out
    assert signatures("show", "--json", "--list", folder, "contoh88") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "contoh88"
    assert signatures("show", "--list", folder, "contoh8") == 2
    assert 'no entry "contoh8" (near: contoh88)' in capsys.readouterr().err


def test_words_are_indonesian_where_nothing_else_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(write_list(tmp_path))
    assert main(["--lang", "id", "signatures", "lint", "--list", folder]) == 0
    assert capsys.readouterr().out == "0 kesalahan, 0 peringatan\n"


def test_schema_prints_what_is_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert signatures("schema") == 0
    assert json.loads(capsys.readouterr().out)["title"].startswith("An entry of")


def test_stats_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(write_list(tmp_path))
    assert signatures("stats", "--json", "--list", folder) == 0
    numbers = json.loads(capsys.readouterr().out)
    assert (numbers["entries"], numbers["packages"], numbers["domains"]) == (2, 2, 4)
    assert numbers["kind"] == {"near": 1, "slot": 1}
    assert numbers["strength"] == {"strong": 1, "weak": 1}
    assert numbers["status"] == {"reviewed": 2}
    assert signatures("stats", "--list", folder) == 0
    assert "entries       2" in capsys.readouterr().out


def test_a_missing_file_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(write_list(tmp_path))
    missing = str(tmp_path / "missing.txt")
    assert signatures("test", "--kind", "domain", "--list", folder, missing) == 2
    assert "missing.txt" in capsys.readouterr().err
