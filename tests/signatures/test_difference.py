"""Two lists compared as an examination would feel it."""

from pathlib import Path

import pytest

from phone_audit.model.record import replace
from phone_audit.model.signature import Measured, NameSet, ScoreModel, Strength
from phone_audit.signatures.difference import Change, Difference, MovedName, difference
from phone_audit.signatures.load import WholeList, load_whole
from tests.signatures.folders import CONTOH88, FAMILY, RAMALAN, SIGNALS, WARUNG, write_list

PATTERNS = {"patterns/keluarga-x.yaml": FAMILY, "patterns/signals.yaml": SIGNALS}
RETIRED = CONTOH88.replace(
    "status: reviewed", "status: retired\nretired_because: Domain kini milik toko roti."
)


def whole(folder: Path, files: dict[str, str] | None = None) -> WholeList:
    return load_whole(write_list(folder, {**PATTERNS, **(files or {})}))


@pytest.fixture
def old(tmp_path: Path) -> WholeList:
    return whole(tmp_path / "old")


def after(tmp_path: Path, old: WholeList, files: dict[str, str]) -> Difference:
    return difference(old, whole(tmp_path / "new", files))


def test_the_same_list_differs_in_nothing(tmp_path: Path, old: WholeList) -> None:
    version = "name: Daftar Contoh\nversion: 2026.11.24\nreleased: 2026-11-24\n"
    found = after(tmp_path, old, {"VERSION": version})
    assert (found.old_version, found.new_version) == ("2026.11.23", "2026.11.24")
    assert found.is_empty


def test_entries_come_go_with_a_reason_or_vanish(tmp_path: Path, old: WholeList) -> None:
    files = {
        "brands/contoh88.yaml": "",
        "retired/contoh88.yaml": RETIRED,
        "brands/ramalan.yaml": "",
        "brands/baru.yaml": RAMALAN.replace("id: ramalan", "id: baru"),
    }
    found = after(tmp_path, old, files)
    assert [(one.id, one.names) for one in found.added] == [("baru", 3)]
    assert [(one.id, one.because) for one in found.retired] == [
        ("contoh88", "Domain kini milik toko roti.")
    ]
    assert [one.id for one in found.vanished] == ["ramalan"]
    assert MovedName(name="ramalan.example", old="ramalan", new="baru") in found.moved


def test_names_strengths_and_periods_of_an_entry(tmp_path: Path, old: WholeList) -> None:
    changed = (
        CONTOH88.replace("- contoh88.example\n", "- contoh88-baru.example\n")
        .replace("status: reviewed", "status: experimental")
        .replace("valid_until: 2026-10-01", "valid_until: 2026-12-01")
        .replace("contoh88.example/daftar", "contoh88-baru.example/daftar")
    )
    (entry,) = after(tmp_path, old, {"brands/contoh88.yaml": changed}).changed
    assert entry.strength == (Strength.STRONG, Strength.MEDIUM)
    assert entry.names_added == ("contoh88-baru.example",)
    assert entry.names_removed == ("contoh88.example",)
    assert entry.matters
    period = Change(
        field="contoh88.invalid", old="2026-08-01 – 2026-10-01", new="2026-08-01 – 2026-12-01"
    )
    assert period in entry.changes
    assert Change(field="status", old="reviewed", new="experimental") in entry.changes


def test_what_only_says_otherwise_does_not_matter(tmp_path: Path, old: WholeList) -> None:
    changed = CONTOH88.replace("updated: 2026-11-20", "updated: 2026-11-21").replace(
        "says: Disebut", "says: Tercantum"
    )
    (entry,) = after(tmp_path, old, {"brands/contoh88.yaml": changed}).changed
    assert not entry.matters
    assert [(one.field, one.old is None) for one in entry.changes] == [
        ("updated", False),
        ("sources", False),
        ("sources", True),
    ]
    assert entry.changes[1].old == (
        "2026-11-02 https://example.org/block-list: Disebut sebagai situs perjudian."
    )


def test_a_change_of_kind_matters(tmp_path: Path, old: WholeList) -> None:
    changed = RAMALAN.replace("kind: near", "kind: togel")
    (entry,) = after(tmp_path, old, {"brands/ramalan.yaml": changed}).changed
    assert entry.matters


def test_rules_about_names_and_the_innocent_list(tmp_path: Path, old: WholeList) -> None:
    files = {
        "patterns/keluarga-x.yaml": FAMILY.replace("gacorslot]", "zeus303]").replace(
            "gacorslot.example]", "zeus303.example]"
        ),
        "patterns/signals.yaml": SIGNALS.replace('"138"]', '"303"]').replace(
            "suffixes: [xyz]", "suffixes: [xyz]\n    starts: [slot]"
        ),
        "innocent/warung.yaml": WARUNG.replace("id.contoh.warung", "id.contoh.warteg"),
    }
    found = after(tmp_path, old, files)
    assert (found.stems_added, found.stems_removed) == (("zeus303",), ("gacorslot",))
    assert found.words_added == ("303 (numbers)", "slot (starts)")
    assert found.words_removed == ("138 (numbers)",)
    assert found.innocent_added == ("id.contoh.warteg",)
    assert found.innocent_lost == ("id.contoh.warung",)


def test_thresholds_and_weights(old: WholeList) -> None:
    rules = old.signatures.names
    assert rules is not None
    score = ScoreModel(
        trained=old.signatures.released,
        base=0,
        weak={"game": 500},
        hint=200,
        weights={"^slot": 100, "#88": 50},
        measured=(Measured(what=NameSet.ORDINARY_GLOBAL, names=1, findings=0, hints=0),),
    )
    moved = replace(score, weak={"game": 600, "sign": 700}, weights={"^slot": 90, "#99": 50})
    lists = [
        replace(old, signatures=replace(old.signatures, names=replace(rules, score=one)))
        for one in (score, moved)
    ]
    found = difference(*lists)
    assert [(one.field, one.old, one.new) for one in found.thresholds] == [
        ("game", "500", "600"),
        ("sign", None, "700"),
    ]
    assert found.weights_changed == 3
    assert difference(old, lists[0]).weights_changed == 2
