"""``signatures version``: which list is used; after a change, a new version that says why."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from phone_audit.signatures.lint import lint
from phone_audit.signatures.reading import read_folder
from tests.signatures.folders import CONTOH88, write_list

CHANGELOG = "# x\n\n## 2026.11.23\n\n- Daftar pertama.\n"
CHANGED = CONTOH88.replace("domain ini hanya", "domain itu hanya")


def version(*words: object) -> int:
    return main(["signatures", "version", *map(str, words), "--lang", "en"])


def faults(folder: Path) -> list[str]:
    return [one.code for one in lint(folder, datetime.now(UTC).date())]


def test_version_change_log_and_content_move_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_list(tmp_path, {"CHANGELOG.md": CHANGELOG})
    assert version("--list", folder, "--raise", "contoh88:  penjelasan\nlain") == 0
    raised = read_folder(folder)
    assert raised.version is not None
    assert raised.version.content == raised.content()
    assert raised.releases[0].version == raised.version.version != "2026.11.23"
    assert raised.releases[0].says == ("contoh88: penjelasan lain",)
    assert faults(folder) == []
    (folder / "brands" / "contoh88.yaml").write_text(CHANGED, encoding="utf-8")
    assert faults(folder) == ["content-moved"]
    assert version("--list", folder, "--amend", "contoh88: satu kata.") == 0
    assert faults(folder) == []
    amended = read_folder(folder)
    assert amended.releases[0].says == ("contoh88: penjelasan lain", "contoh88: satu kata.")
    capsys.readouterr()
    assert version("--list", folder, "--amend", "--json") == 0
    assert json.loads(capsys.readouterr().out)["content"] == amended.content()
    assert read_folder(folder).releases == amended.releases


def test_a_reason_is_needed_and_fits_a_line(tmp_path: Path) -> None:
    folder = write_list(tmp_path)
    for text in ("", "  ", "# judul", "x" * 2_001, "a\u202eb"):
        assert version("--list", folder, "--raise", text) == 2
    assert "2026.11.23\n" in (folder / "VERSION").read_text(encoding="utf-8")
    assert not (folder / "CHANGELOG.md").exists()


def test_the_list_in_use_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_list(tmp_path)
    assert version("--list", folder) == 0
    assert capsys.readouterr().out.startswith("Daftar Contoh 2026.11.23, ")
    assert version("--list", folder, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["version"], document["origin"]) == ("2026.11.23", "chosen")


def test_a_broken_list_gets_no_version(tmp_path: Path) -> None:
    folder = write_list(tmp_path, {"brands/contoh88.yaml": CONTOH88.replace("slot", "slots", 1)})
    assert version("--list", folder, "--raise", "x") == 5
