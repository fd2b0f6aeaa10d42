"""Version, change log and content move together, or lint says which stayed behind."""

from datetime import date
from pathlib import Path

import pytest

from phone_audit.signatures.lint import lint
from phone_audit.signatures.reading import read_folder
from phone_audit.signatures.versions import as_numbers, next_version, with_change
from tests.signatures.folders import CONTOH88, FAMILY, SIGNALS, VERSION, write_list

TODAY = date(2026, 11, 23)
CHANGELOG = "# Perubahan\n\n## 2026.11.23\n\n- Daftar pertama: contoh88.\n"


def told(folder: Path) -> list[tuple[str, str, int]]:
    return [(one.code, one.path, one.line) for one in lint(folder, TODAY)]


def test_a_change_after_the_release_needs_a_new_version(tmp_path: Path) -> None:
    old = VERSION.replace("released: 2026-11-23", "released: 2026-11-19")
    files = {"VERSION": old, "patterns/signals.yaml": SIGNALS, "patterns/keluarga-x.yaml": FAMILY}
    assert told(write_list(tmp_path, files)) == [
        ("version-not-raised", "daftar/brands/contoh88.yaml", 7),
        ("version-not-raised", "daftar/brands/ramalan.yaml", 7),
        ("version-not-raised", "daftar/patterns/keluarga-x.yaml", 6),
        ("version-not-raised", "daftar/patterns/signals.yaml", 3),
    ]


def test_a_release_does_not_lie_in_the_future(tmp_path: Path) -> None:
    late = VERSION.replace("released: 2026-11-23", "released: 2026-12-01")
    assert told(write_list(tmp_path, {"VERSION": late})) == [("future-date", "daftar/VERSION", 3)]


def test_content_that_moved_alone_is_seen(tmp_path: Path) -> None:
    content = read_folder(write_list(tmp_path)).content()
    sealed = f"{VERSION}content: {content}\n"
    assert told(write_list(tmp_path, {"VERSION": sealed})) == []
    changed = CONTOH88.replace("domain ini hanya", "domain itu hanya")
    folder = write_list(tmp_path, {"VERSION": sealed, "brands/contoh88.yaml": changed})
    assert told(folder) == [("content-moved", "daftar/VERSION", 4)]


def test_content_is_what_files_say_and_not_how(tmp_path: Path) -> None:
    before = read_folder(write_list(tmp_path)).content()
    spaced = "# catatan\n" + CONTOH88.replace("kind: slot", 'kind:   "slot"')
    assert read_folder(write_list(tmp_path, {"brands/contoh88.yaml": spaced})).content() == before


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (CHANGELOG, []),
        (CHANGELOG.replace("2026.11.23", "2026.11.22"), [("not-in-changelog", 3)]),
        (CHANGELOG.replace("- Daftar pertama: contoh88.\n", ""), [("nothing-said", 3)]),
        (CHANGELOG + "\n## 2026.11.23\n\nlagi\n", [("version-backwards", 7)]),
        (CHANGELOG + "\n## 2026.11.24\n\nlagi\n", [("version-backwards", 7)]),
        (CHANGELOG + "\n## lama\n\nlagi\n", [("version-backwards", 7)]),
        (CHANGELOG + "\n## 2026.11.22.1\n\nlagi\n\n## 2026.11.22\n\nlagi\n", []),
    ],
)
def test_the_change_log_says_what_each_version_brought(
    tmp_path: Path, text: str, found: list[tuple[str, int]]
) -> None:
    folder = write_list(tmp_path, {"CHANGELOG.md": text})
    assert told(folder) == [(code, "daftar/CHANGELOG.md", line) for code, line in found]


def test_versions_are_calendar_days_and_count_within_one() -> None:
    assert next_version("2026.11.20", TODAY) == "2026.11.23"
    assert next_version("2026.11.23", TODAY) == "2026.11.23.1"
    assert next_version("2026.11.23.9", TODAY) == "2026.11.23.10"
    assert next_version("2026.12.01", TODAY) == "2026.12.01.1"
    assert as_numbers("2026.11.23.10") > as_numbers("2026.11.23.9") > as_numbers("2026.11.23")


def test_a_change_is_written_where_it_belongs() -> None:
    raised = with_change(CHANGELOG, "2026.11.24", "Satu " + "panjang " * 30)
    assert raised.startswith("# Perubahan\n\n## 2026.11.24\n\n- Satu panjang")
    assert max(map(len, raised.splitlines())) <= 118
    assert raised.endswith("\n\n## 2026.11.23\n\n- Daftar pertama: contoh88.\n")
    amended = with_change(CHANGELOG, "2026.11.23", "Satu lagi.")
    assert amended == CHANGELOG + "- Satu lagi.\n"
    assert with_change(raised, "2026.11.24", "Dua.").count("\n- Dua.\n\n## 2026.11.23\n") == 1
    assert with_change("", "2026.11.24", "Satu.") == "## 2026.11.24\n\n- Satu.\n"
