"""What is wrong with families and signals is told where it stands."""

from datetime import date
from pathlib import Path

import pytest

from phone_audit.signatures.lint import lint
from phone_audit.signatures.pattern_rules import FAMILY_LINTS, GROUP_LINTS
from phone_audit.signatures.rules import Level
from tests.signatures.folders import FAMILY, SIGNALS, write_list

TODAY = date(2026, 11, 23)

SOURCES = FAMILY[FAMILY.index("sources:") : FAMILY.index("innocent_")]
EXPLAINED = FAMILY[FAMILY.index("innocent_") : FAMILY.index("examples:")]
FAMILY_FAULTS = [
    (
        "no-source",
        SOURCES,
        "sources: []\n",
        10,
    ),
    ("future-date", "updated: 2026-11-20", "updated: 2026-11-24", 6),
    ("dates-backwards", "updated: 2026-11-20", "updated: 2026-11-02", 6),
    ("no-reviewer", "reviewer: tim penelaah\n", "", 3),
    ("no-proposer", "proposer: tim pengusul\n", "", 1),
    (
        "no-innocent-explanation",
        EXPLAINED,
        "",
        1,
    ),
    ("claims-too-much", "says: Disebut", "says: Terbukti", 13),
    ("no-examples", ", gacorslot.example]", "]", 16),
    ("example-misses", "match: [zeus138.example", "match: [zeus13.example", 17),
    ("example-hits", "no_match: [beautyzeus138.example", "no_match: [www.zeus138.example", 18),
    ("stem-never-found", "names: [zeus138,", "names: [zeus138, w8, abcde,", 9),
    ("stem-never-found", "names: [zeus138,", "names: [zeus138, x2y88,", 9),
    ("stem-twice", "names: [zeus138,", "names: [zeus138, zeus138,", 9),
]
GROUP_FAULTS = [
    ("matches-nothing", "    anywhere: [slot]\n", "", 8),
    ("word-too-short", "anywhere: [slot]", "anywhere: [slot, sbo]", 12),
    ("number-never-found", '"88", "138"', '"8a", "138"', 15),
    ("number-never-found", '"88", "138"', '"88888", "138"', 15),
    ("suffix-counts", "    supporting: true\n", "", 18),
    ("game-without-kind", "    kind: slot\n", "", 10),
    ("word-twice", '"88", "138"', '"88", "88"', 15),
    ("word-twice", '    numbers: ["88"', '    starts: [slot]\n    numbers: ["88"', 15),
    ("word-blanked", "anywhere: [slot]", "anywhere: [slot, slotcars]", 12),
]


def written(folder: Path, family: str = FAMILY, signals: str = SIGNALS) -> Path:
    files = {"patterns/keluarga-x.yaml": family, "patterns/signals.yaml": signals}
    return write_list(folder, files)


def test_sound_patterns_are_left_in_peace(tmp_path: Path) -> None:
    assert lint(written(tmp_path), TODAY) == ()


@pytest.mark.parametrize(
    ("code", "old", "new", "line"), FAMILY_FAULTS, ids=range(len(FAMILY_FAULTS))
)
def test_each_lint_of_a_family_finds_its_fault(
    tmp_path: Path, code: str, old: str, new: str, line: int
) -> None:
    assert old in FAMILY
    folder = written(tmp_path, family=FAMILY.replace(old, new, 1))
    found = [one for one in lint(folder, TODAY) if one.code == code]
    assert {(one.path, one.line, one.level) for one in found} == {
        ("daftar/patterns/keluarga-x.yaml", line, Level.ERROR)
    }


@pytest.mark.parametrize(("code", "old", "new", "line"), GROUP_FAULTS)
def test_each_lint_of_a_group_finds_its_fault(
    tmp_path: Path, code: str, old: str, new: str, line: int
) -> None:
    assert old in SIGNALS
    folder = written(tmp_path, signals=SIGNALS.replace(old, new, 1))
    found = [one for one in lint(folder, TODAY) if one.code == code]
    assert [(one.path, one.line) for one in found] == [("daftar/patterns/signals.yaml", line)]


def test_every_lint_of_the_tables_is_tried_here() -> None:
    tried = {code for code, *_ in (*FAMILY_FAULTS, *GROUP_FAULTS)}
    codes = {one.rule.code for one in FAMILY_LINTS} | {one.rule.code for one in GROUP_LINTS}
    assert codes - tried == {"stale", "unreviewed"}


def test_a_stem_belongs_to_one_family(tmp_path: Path) -> None:
    other = FAMILY.replace("id: keluarga-x", "id: keluarga-y").replace("gacorslot]", "gacorslots]")
    files = {
        "patterns/keluarga-x.yaml": FAMILY,
        "patterns/keluarga-y.yaml": other,
        "patterns/signals.yaml": SIGNALS,
    }
    found = [
        one
        for one in lint(write_list(tmp_path, files), TODAY)
        if one.code == "stem-in-two-families"
    ]
    assert [(one.path, one.line) for one in found] == [("daftar/patterns/keluarga-y.yaml", 9)]
    assert "zeus138 (keluarga-x, keluarga-y)" in str(found[0])


def test_what_nobody_reviewed_or_looked_at_for_long_is_a_warning(tmp_path: Path) -> None:
    waiting = FAMILY.replace("status: reviewed", "status: experimental")
    remarks = lint(written(tmp_path, family=waiting), date(2029, 1, 1))
    found = {one.code: one.level for one in remarks if "keluarga-x" in one.path}
    assert found == {"stale": Level.WARNING, "unreviewed": Level.WARNING}
