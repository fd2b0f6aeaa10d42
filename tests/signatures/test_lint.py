"""Each lint finds its fault, names the line, and a sound list is left in peace."""

from datetime import date
from pathlib import Path

import pytest

from phone_audit.signatures.lint import Remark, lint
from phone_audit.signatures.rules import LINTS, Level
from tests.signatures.folders import CONTOH88, RAMALAN, VERSION, WARUNG, write_list

TODAY = date(2026, 11, 23)


def test_a_sound_list_is_left_in_peace(tmp_path: Path) -> None:
    assert lint(write_list(tmp_path), TODAY) == ()


DOMAINS = "  domains:\n    - contoh88.example\n"
VALIDITY = "valid_from: 2026-08-01, valid_until: 2026-10-01"
NAMES = CONTOH88[CONTOH88.index("  packages:") : CONTOH88.index("sources:")]
SOURCES = CONTOH88[CONTOH88.index("sources:") : CONTOH88.index("innocent_")]
EXPLANATION = "innocent_explanations:\n  - Sebelum Agustus 2026 domain ini hanya memuat iklan.\n"

FAULTS = [
    ("matches-nothing", NAMES, "  packages: []\n", 10),
    ("no-source", SOURCES, "sources: []\n", 15),
    ("future-date", "seen: 2026-11-02", "seen: 2027-01-01", 17),
    ("future-date", "updated: 2026-11-20", "updated: 2026-11-24", 7),
    ("dates-backwards", "updated: 2026-11-20", "updated: 2026-11-01", 7),
    ("validity-backwards", VALIDITY, "valid_from: 2026-10-02, valid_until: 2026-10-01", 14),
    ("no-reviewer", "reviewer: tim penelaah\n", "", 3),
    ("no-proposer", "proposer: tim pengusul\n", "", 1),
    ("strong-unreviewed", "status: reviewed", "status: experimental", 4),
    ("strong-grey", "kind: slot", "kind: grey-chip", 4),
    ("near-not-weak", "kind: slot", "kind: near", 4),
    ("institutional", DOMAINS, "  domains:\n    - contoh88.go.id\n", 13),
    ("institutional", DOMAINS, "  domains:\n    - smp.sch.id\n", 13),
    ("system-package", "packages: [com", "packages: [com.android.chrome, com", 11),
    ("system-package", "packages: [com", "packages: [com.samsung.android.game.gos, com", 11),
    ("no-innocent-explanation", EXPLANATION, "", 1),
    ("claims-too-much", "says: Disebut", "says: Terbukti", 18),
    ("claims-too-much", "- Sebelum", "- Pelaku sebelum", 20),
    ("no-examples", "  no_match: [com.example.contoh, https://contoh88.example.org/]\n", "", 21),
    ("example-misses", "match: [com", "match: [https://contoh89.example, com", 22),
    ("example-misses", "match: [com", "match: [ramalan.example, com", 22),
    ("example-hits", "no_match: [com", "no_match: [m.contoh88.example, com", 23),
    ("example-hits", "no_match: [com", "no_match: [ramalan.example, com", 23),
]


@pytest.mark.parametrize(("code", "old", "new", "line"), FAULTS, ids=range(len(FAULTS)))
def test_each_lint_finds_its_fault(
    tmp_path: Path, code: str, old: str, new: str, line: int
) -> None:
    assert old in CONTOH88
    folder = write_list(tmp_path, {"brands/contoh88.yaml": CONTOH88.replace(old, new, 1)})
    found = [remark for remark in lint(folder, TODAY) if remark.code == code]
    assert [(remark.path, remark.line) for remark in found] == [
        ("daftar/brands/contoh88.yaml", line)
    ]
    assert found[0].level is Level.ERROR


def test_every_lint_of_the_table_is_tried_here() -> None:
    tried = {code for code, *_ in FAULTS} | {"stale"}
    assert {rule.code for rule in LINTS} == tried


def test_tidak_membuktikan_is_the_one_allowed_use(tmp_path: Path) -> None:
    text = CONTOH88.replace("- Sebelum", "- Tidak membuktikan apa pun; sebelum")
    assert lint(write_list(tmp_path, {"brands/contoh88.yaml": text}), TODAY) == ()


def test_an_entry_nobody_looked_at_for_two_years_is_a_warning(tmp_path: Path) -> None:
    remarks = lint(write_list(tmp_path), date(2028, 11, 20))
    assert [remark.code for remark in remarks] == ["stale", "stale"]
    assert {remark.level for remark in remarks} == {Level.WARNING}
    assert lint(write_list(tmp_path), date(2028, 11, 19)) == ()


def test_an_innocent_name_below_a_listed_domain_is_told(tmp_path: Path) -> None:
    innocent = WARUNG.replace("warung-contoh88.example", "amal.contoh88.example")
    remarks = lint(write_list(tmp_path, {"innocent/warung.yaml": innocent}), TODAY)
    assert [(remark.code, remark.line) for remark in remarks] == [("innocent-matches", 4)]


def test_an_innocent_file_of_nothing_is_told(tmp_path: Path) -> None:
    remarks = lint(write_list(tmp_path, {"innocent/warung.yaml": WARUNG[:40] + "\n"}), TODAY)
    assert [remark.code for remark in remarks] == ["matches-nothing"]


def test_a_change_needs_a_new_version(tmp_path: Path) -> None:
    old = VERSION.replace("released: 2026-11-23", "released: 2026-11-19")
    remarks = lint(write_list(tmp_path, {"VERSION": old}), TODAY)
    assert [(remark.code, remark.path) for remark in remarks] == [
        ("version-not-raised", "daftar/brands/contoh88.yaml")
    ]
    late = VERSION.replace("released: 2026-11-23", "released: 2026-12-01")
    remarks = lint(write_list(tmp_path, {"VERSION": late}), TODAY)
    assert [(remark.code, remark.path) for remark in remarks] == [("future-date", "daftar/VERSION")]


def test_an_unreadable_entry_does_not_hide_the_faults_of_the_others(tmp_path: Path) -> None:
    folder = write_list(
        tmp_path,
        {
            "brands/contoh88.yaml": CONTOH88.replace("kind: slot", "kind: slots"),
            "brands/ramalan.yaml": RAMALAN.replace("reviewer: tim penelaah\n", ""),
        },
    )
    remarks = lint(folder, TODAY)
    assert [(remark.code, remark.line) for remark in remarks] == [
        ("unreadable", 5),
        ("no-reviewer", 3),
    ]


def test_a_remark_reads_as_one_line() -> None:
    remark = Remark(
        path="brands/x.yaml",
        line=7,
        level=Level.ERROR,
        code="no-source",
        complaint="no source",
        remedy="say where",
    )
    assert str(remark) == "brands/x.yaml:7: no-source: no source (say where)"
