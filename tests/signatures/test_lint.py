"""Each lint finds its fault, names the line, and a sound list is left in peace."""

from datetime import date
from pathlib import Path

import pytest

from phone_audit.model.record import Words
from phone_audit.signatures.entry_rules import ENTRY_LINTS
from phone_audit.signatures.lint import RULES, Remark, lint
from phone_audit.signatures.rules import Level
from tests.signatures.folders import (
    CONTOH88,
    FAMILY,
    RAMALAN,
    SIGNALS,
    WARUNG,
    write_list,
)

TODAY = date(2026, 11, 23)


def test_a_sound_list_is_left_in_peace(tmp_path: Path) -> None:
    assert lint(write_list(tmp_path), TODAY) == ()


DOMAINS = "  domains:\n    - contoh88.example\n"
VALIDITY = "valid_from: 2026-08-01, valid_until: 2026-10-01"
NAMES = CONTOH88[CONTOH88.index("  packages:") : CONTOH88.index("sources:")]
SOURCES = CONTOH88[CONTOH88.index("sources:") : CONTOH88.index("innocent_")]
EXPLANATION = "innocent_explanations:\n  - Sebelum Agustus 2026 domain ini hanya memuat iklan.\n"

FAULTS = [
    ("matches-nothing", NAMES, "  packages: []\n", 10, 1),
    ("labels-only", NAMES, "  labels: [Contoh Ceria]\n", 4, 1),
    ("plain-label", "  domains:", "  labels: [Domino 99]\n  domains:", 12, 12),
    ("no-source", SOURCES, "sources: []\n", 15, 1),
    ("future-date", "seen: 2026-11-02", "seen: 2027-01-01", 17, 5),
    ("future-date", "updated: 2026-11-20", "updated: 2026-11-24", 7, 1),
    ("dates-backwards", "updated: 2026-11-20", "updated: 2026-11-02", 7, 1),
    ("dates-backwards", "seen: 2026-11-02", "seen: 2026-11-21", 17, 5),
    ("validity-backwards", VALIDITY, "valid_from: 2026-10-02, valid_until: 2026-10-01", 14, 7),
    ("no-reviewer", "reviewer: tim penelaah\n", "", 3, 1),
    ("no-reviewer", "reviewer: tim penelaah\n", "reviewer: tim pengusul\n", 9, 1),
    ("no-proposer", "proposer: tim pengusul\n", "", 1, 1),
    ("strong-unreviewed", "status: reviewed", "status: experimental", 4, 1),
    ("strong-grey", "kind: slot", "kind: grey-chip", 4, 1),
    ("near-not-weak", "kind: slot", "kind: near", 4, 1),
    ("institutional", DOMAINS, "  domains:\n    - contoh88.go.id\n", 13, 7),
    ("institutional", DOMAINS, "  domains:\n    - smp.sch.id\n", 13, 7),
    ("system-package", "packages: [com", "packages: [com.android.chrome, com", 11, 14),
    ("system-package", "packages: [com", "packages: [com.samsung.android.game.gos, com", 11, 14),
    ("no-innocent-explanation", EXPLANATION, "", 1, 1),
    ("claims-too-much", "says: Disebut", "says: Terbukti", 18, 5),
    ("claims-too-much", "- Sebelum", "- Pelaku sebelum", 20, 5),
    ("no-examples", "  no_match: [com.example.contoh, https://contoh88.example.org/]\n", "", 21, 1),
    ("example-misses", "match: [com", "match: [https://contoh89.example, com", 22, 11),
    ("example-misses", "match: [com", "match: [ramalan.example, com", 22, 11),
    ("example-hits", "no_match: [com", "no_match: [m.contoh88.example, com", 23, 14),
    ("example-hits", "no_match: [com", "no_match: [ramalan.example, com", 23, 14),
]
WARNINGS = [
    ("look-alike", "packages: [com", "packages: [com.andriod.chrome, com", 11, 14),
    ("look-alike", "packages: [com", "packages: [id.contoh.waruung, com", 11, 14),
    ("look-alike", DOMAINS, "  domains:\n    - waroeng-contoh88.example\n", 13, 7),
    ("unreviewed", "added: 2026-11-03", "added: 2026-01-03", 3, 1),
]


def found_with(folder: Path, code: str) -> list[Remark]:
    return [remark for remark in lint(folder, TODAY) if remark.code == code]


@pytest.mark.parametrize(("code", "old", "new", "line", "column"), FAULTS, ids=range(len(FAULTS)))
def test_each_lint_finds_its_fault(
    tmp_path: Path, code: str, old: str, new: str, line: int, column: int
) -> None:
    assert old in CONTOH88
    folder = write_list(tmp_path, {"brands/contoh88.yaml": CONTOH88.replace(old, new, 1)})
    (found,) = found_with(folder, code)
    assert (found.path, found.line, found.column) == ("daftar/brands/contoh88.yaml", line, column)
    assert found.level is Level.ERROR


@pytest.mark.parametrize(("code", "old", "new", "line", "column"), WARNINGS, ids=range(4))
def test_what_deserves_a_second_look_is_a_warning(
    tmp_path: Path, code: str, old: str, new: str, line: int, column: int
) -> None:
    text = CONTOH88.replace(old, new, 1)
    if code == "unreviewed":
        text = text.replace("status: reviewed", "status: experimental")
    innocent = WARUNG.replace("warung-contoh88.example", "waroeng-contoh8.example")
    files = {"brands/contoh88.yaml": text, "innocent/warung.yaml": innocent}
    (found,) = found_with(write_list(tmp_path, files), code)
    assert (found.line, found.column, found.level) == (line, column, Level.WARNING)


def test_a_look_alike_that_an_example_tells_apart_is_no_slip(tmp_path: Path) -> None:
    text = CONTOH88.replace("packages: [com", "packages: [id.contoh.waruung, com", 1)
    text = text.replace("no_match: [", "no_match: [id.contoh.warung, ", 1)
    assert lint(write_list(tmp_path, {"brands/contoh88.yaml": text}), TODAY) == ()


def test_every_lint_of_the_table_is_tried_here() -> None:
    tried = {code for code, *_ in (*FAULTS, *WARNINGS)} | {"stale"}
    assert {one.rule.code for one in ENTRY_LINTS} == tried


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


def test_an_unreadable_entry_does_not_hide_the_faults_of_the_others(tmp_path: Path) -> None:
    folder = write_list(
        tmp_path,
        {
            "brands/contoh88.yaml": CONTOH88.replace("kind: slot", "kind: slots"),
            "brands/ramalan.yaml": RAMALAN.replace("reviewer: tim penelaah\n", ""),
        },
    )
    remarks = lint(folder, TODAY)
    assert [(remark.code, remark.line, remark.column) for remark in remarks] == [
        ("unreadable", 5, 1),
        ("no-reviewer", 3, 1),
    ]


def test_a_remark_reads_as_one_line_in_either_language() -> None:
    remark = Remark(
        path="brands/x.yaml",
        line=7,
        column=3,
        level=Level.ERROR,
        code="no-source",
        complaint=Words(id="tanpa sumber", en="no source"),
        remedy=Words(id="tulis di mana", en="say where"),
    )
    assert str(remark) == "brands/x.yaml:7:3: no-source: no source (say where)"
    assert remark.say("id") == "brands/x.yaml:7:3: no-source: tanpa sumber (tulis di mana)"


def test_every_rule_says_what_to_do_in_both_languages() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    for rule in RULES:
        for words in (rule.complaint, rule.remedy):
            assert words.id
            assert words.en
        assert rule.complaint.id.count("{}") == rule.complaint.en.count("{}") <= 1


def test_an_entry_that_tries_to_be_a_pattern_is_refused_at_once(tmp_path: Path) -> None:
    """No field takes an expression, so that none can take forever."""
    bomb = "(a+)+$" + "a" * 30
    domain = CONTOH88.replace("- contoh88.example", f'- "{bomb}"')
    package = RAMALAN.replace("com.example.ramalan]", f'"{bomb}"]', 1)
    signals = SIGNALS.replace("[slot]", f'["{bomb}"]')
    family = FAMILY.replace("zeus138", f'"{bomb}"', 1)
    folder = write_list(
        tmp_path,
        {
            "brands/contoh88.yaml": domain,
            "brands/ramalan.yaml": package,
            "patterns/signals.yaml": signals,
            "patterns/keluarga-x.yaml": family,
        },
    )
    found = [remark for remark in lint(folder, TODAY) if "(a+)+$" in str(remark)]
    assert {remark.path.rpartition("/")[2] for remark in found} == {
        "contoh88.yaml",
        "ramalan.yaml",
        "signals.yaml",
        "keluarga-x.yaml",
    }
    assert {remark.code for remark in found} == {"unreadable"}
