"""A decision about an ambiguous name binds entries and rules."""

from datetime import date
from pathlib import Path

import pytest

from phone_audit.signatures.lint import lint
from tests.signatures.folders import CONTOH88, FAMILY, SIGNALS, write_list

TODAY = date(2026, 11, 23)


def decided(name: str, decision: str, more: str = "") -> str:
    return (
        "id: ambiguous\nnames:\n"
        f"  - name: {name}\n    decision: {decision}\n{more}"
        "    reason: Nama usaha biasa juga.\n    decided: 2026-11-20\n    by: tim penelaah\n"
    )


def told(folder: Path, ambiguous: str) -> list[str]:
    files = {
        "ambiguous.yaml": ambiguous,
        "patterns/keluarga-x.yaml": FAMILY,
        "patterns/signals.yaml": SIGNALS,
    }
    return [str(one) for one in lint(write_list(folder, files), TODAY)]


@pytest.mark.parametrize(
    ("name", "decision", "more"),
    [
        ("tokoh.example", "never", ""),
        ("id.contoh.toko", "never", ""),
        ("slot", "never", ""),
        ("slot", "signal", ""),
        ("contoh88", "listed", "    entry: contoh88\n"),
        ("com.example.contoh88", "listed", "    entry: contoh88\n"),
        ("contoh88.example", "listed", "    entry: contoh88\n"),
    ],
)
def test_a_decision_that_is_kept_is_left_in_peace(
    tmp_path: Path, name: str, decision: str, more: str
) -> None:
    assert told(tmp_path, decided(name, decision, more)) == []


@pytest.mark.parametrize(
    ("name", "decision", "more", "detail"),
    [
        ("contoh88.example", "never", "", "contoh88.example → contoh88 (strong)"),
        ("ramalan.example", "never", "", "ramalan.example → ramalan (near)"),
        ("zeus138.com", "never", "", "zeus138.com → keluarga-x (medium)"),
        ("contoh88", "never", "", "contoh88 → contoh88"),
        ("zeus138", "signal", "", "zeus138 → keluarga-x"),
        ("contoh88", "signal", "", "contoh88 → contoh88"),
        ("com.example.contoh88", "signal", "", "com.example.contoh88 → contoh88"),
        ("contoh88", "listed", "", "contoh88: entry?"),
        ("contoh88", "listed", "    entry: hilang\n", "contoh88: hilang?"),
        ("lain", "listed", "    entry: contoh88\n", "lain → ? (contoh88)"),
    ],
)
def test_what_goes_against_a_decision_is_told(
    tmp_path: Path, name: str, decision: str, more: str, detail: str
) -> None:
    found = told(tmp_path, decided(name, decision, more))
    assert any(
        one.startswith("daftar/ambiguous.yaml:3:5: decision-contradicted: ")
        and f": {detail} (" in one
        for one in found
    ), found


def test_a_name_is_decided_once_and_not_tomorrow(tmp_path: Path) -> None:
    one = decided("slot", "signal").replace("2026-11-20", "2026-11-30")
    again = one + one.partition("names:\n")[2]
    codes = {text.split(": ")[1] for text in told(tmp_path, again)}
    assert codes == {"decided-twice", "future-date", "version-not-raised"}


def test_a_listed_name_says_what_else_it_can_be(tmp_path: Path) -> None:
    silent = CONTOH88.replace("  - Sebelum Agustus 2026 domain ini hanya memuat iklan.\n", "")
    files = {
        "brands/contoh88.yaml": silent.replace(
            "innocent_explanations:", "innocent_explanations: []"
        ),
        "ambiguous.yaml": decided("contoh88", "listed", "    entry: contoh88\n"),
    }
    found = [str(one) for one in lint(write_list(tmp_path, files), TODAY)]
    assert any("contoh88: innocent_explanations" in one for one in found)
