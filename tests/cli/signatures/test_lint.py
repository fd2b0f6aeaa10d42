"""``signatures lint``: text, SARIF and JSON, in both languages, with exit codes for scripts."""

import gzip
import io
import json
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from tests.signatures.folders import CONTOH88, write_list

BROKEN = CONTOH88.replace("reviewer: tim penelaah\n", "")


def lint(capsys: pytest.CaptureFixture[str], *words: str, lang: str = "en") -> tuple[int, str]:
    code = main(["signatures", "lint", *words, "--lang", lang])
    return code, capsys.readouterr().out


def test_each_complaint_is_a_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(write_list(tmp_path, {"brands/contoh88.yaml": BROKEN}))
    code, out = lint(capsys, "--list", folder)
    assert code == 5
    assert out == (
        "daftar/brands/contoh88.yaml:3:1: no-reviewer: reviewed, but by nobody or by its own "
        "proposer: - (somebody else fills in reviewer, or status: experimental)\n"
        "1 errors, 0 warnings\n"
    )
    assert "penelaahnya tidak ada" in lint(capsys, "--list", folder, lang="id")[1]


def test_what_cannot_be_read_is_told_in_indonesian_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = CONTOH88.replace("kind: slot", "kind: slots").replace("seen: 2026-11-02", "sen: x")
    folder = str(write_list(tmp_path, {"brands/contoh88.yaml": broken}))
    out = lint(capsys, "--list", folder, lang="id")[1]
    assert "kind berisi 'slots', yang tidak dikenal (maksudnya \"slot\"?)" in out
    assert 'bidang "sen" tidak dikenal' in out
    assert 'tidak memuat "seen"' in out
    assert main(["signatures", "stats", "--list", folder, "--lang", "id"]) == 5
    assert "kind berisi 'slots', yang tidak dikenal" in capsys.readouterr().err


def test_sarif_and_json_are_one_document_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(write_list(tmp_path, {"brands/contoh88.yaml": BROKEN}))
    code, out = lint(capsys, "--format", "sarif", "--list", folder)
    (run,) = json.loads(out)["runs"]
    assert (code, [one["ruleId"] for one in run["results"]]) == (5, ["no-reviewer"])
    for words in (["--format", "json"], ["--json"]):
        document = json.loads(lint(capsys, *words, "--list", folder)[1])
        assert document["remarks"][0]["column"] == 1
        assert document["errors"] == 1


def test_the_table_of_rules(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = lint(capsys, "--rules")
    assert code == 0
    assert "no-source" in out
    assert "→ say where and when it was publicly stated" in out
    rows = json.loads(lint(capsys, "--rules", "--json", lang="id")[1])
    assert {row["level"] for row in rows} == {"error", "warning"}


def test_ordinary_names_come_from_plain_packed_and_tabular_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(write_list(tmp_path))
    plain, packed = tmp_path / "biasa.tsv", tmp_path / "biasa.txt.gz"
    plain.write_text("# remark\nm.contoh88.example\twhy\n\ntoko.example\n", encoding="utf-8")
    packed.write_bytes(gzip.compress(b"toko.example\nwww.contoh88.example,1\n"))
    monkeypatch.setattr("sys.stdin", io.StringIO("com.example.contoh88\n"))
    words = ["--benign", str(plain), str(packed), "--benign-packages", "-", "--list", folder]
    code, out = lint(capsys, *words)
    assert code == 5
    for told in (
        "contoh88 1/2 (biasa.tsv): m.contoh88.example",
        "contoh88 1/2 (biasa.txt.gz): www.contoh88.example",
        "contoh88 1/1 (-): com.example.contoh88",
    ):
        assert told in out


@pytest.mark.parametrize("data", [None, b"\x1f\x8bnot really packed"])
def test_a_file_of_names_that_cannot_be_read_is_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes | None
) -> None:
    names = tmp_path / "nama.txt"
    if data is not None:
        names.write_bytes(data)
    folder = str(write_list(tmp_path))
    assert lint(capsys, "--benign", str(names), "--list", folder) == (2, "")
