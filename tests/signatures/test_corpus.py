"""Rules are run against what must not match; the names they hit are told."""

from datetime import date
from pathlib import Path

from phone_audit.model.evidence import ObservableKind
from phone_audit.signatures.corpus import BenignSet
from phone_audit.signatures.lint import Remark, lint
from tests.signatures.folders import FAMILY, SIGNALS, WARUNG, write_list

TODAY = date(2026, 11, 23)
SHARES = """\
id: shares
findings: 500
hints: 5000
rules:
  - {rule: slot, share: 2000}
  - {rule: angka, share: 1000}
"""
PATTERNS = {"patterns/keluarga-x.yaml": FAMILY, "patterns/signals.yaml": SIGNALS}


def exceeded(folder: Path, *names: str, kind: ObservableKind = ObservableKind.HOST) -> list[Remark]:
    benign = BenignSet(source="biasa.txt", kind=kind, names=names)
    return [one for one in lint(folder, TODAY, [benign]) if one.code == "share-exceeded"]


def ordinary(count: int) -> list[str]:
    return [f"toko-{'abcdefghij'[i % 10]}{'abcdefghij'[i // 10]}.example" for i in range(count)]


def test_an_innocent_name_below_a_listed_domain_is_told(tmp_path: Path) -> None:
    innocent = WARUNG.replace("warung-contoh88.example", "amal.contoh88.example")
    (found,) = lint(write_list(tmp_path, {"innocent/warung.yaml": innocent}), TODAY)
    assert (found.code, found.line, found.column) == ("innocent-matches", 4, 11)
    assert "amal.contoh88.example → contoh88" in str(found)


def test_an_innocent_name_that_a_family_or_two_signals_match_is_told(tmp_path: Path) -> None:
    innocent = WARUNG.replace(
        "[warung-contoh88.example]", "[zeus138.example, slotbaja88.example, slot.example]"
    )
    folder = write_list(tmp_path, {**PATTERNS, "innocent/warung.yaml": innocent})
    found = [one for one in lint(folder, TODAY) if one.code == "innocent-matches"]
    assert [one.column for one in found] == [11, 28]
    assert "zeus138.example → keluarga-x" in str(found[0])
    assert "slotbaja88.example → nama-dua-tanda" in str(found[1])


def test_an_innocent_file_of_nothing_is_told(tmp_path: Path) -> None:
    remarks = lint(write_list(tmp_path, {"innocent/warung.yaml": WARUNG[:40] + "\n"}), TODAY)
    assert [remark.code for remark in remarks] == ["matches-nothing"]


def test_a_rule_may_match_no_more_than_it_declares(tmp_path: Path) -> None:
    folder = write_list(tmp_path, {**PATTERNS, "patterns/shares.yaml": SHARES})
    names = ["www.contoh88.example", "zeus138.example", "slotbaja88.example", *ordinary(97)]
    found = exceeded(folder, *names)
    assert [(one.path.rpartition("/")[2], one.line) for one in found] == [
        ("contoh88.yaml", 10),
        ("keluarga-x.yaml", 9),
        ("signals.yaml", 7),
    ]
    assert "contoh88 1/100 (biasa.txt): www.contoh88.example" in str(found[0])
    assert "keluarga-x 1/100 (biasa.txt): zeus138.example" in str(found[1])
    assert "nama-dua-tanda 1/100 (biasa.txt): slotbaja88.example" in str(found[2])


def test_groups_and_totals_have_shares_of_their_own(tmp_path: Path) -> None:
    folder = write_list(tmp_path, {**PATTERNS, "patterns/shares.yaml": SHARES})
    slots = [f"slot-{name}" for name in ordinary(12)]
    assert exceeded(folder, *slots, *ordinary(88)) == []
    (found,) = exceeded(folder, *slots, *ordinary(28))
    assert (found.path, found.line) == ("daftar/patterns/signals.yaml", 8)
    assert "slot 12/40 (biasa.txt): slot-toko-aa.example" in str(found)
    assert str(found).count("slot-toko") == 10
    told = [str(one) for one in exceeded(folder, *slots)]
    assert any("shares.yaml:3:1" in one and "hints 12/12" in one for one in told)


def test_ordinary_packages_are_held_against_entries(tmp_path: Path) -> None:
    folder = write_list(tmp_path)
    names = ("com.example.contoh88", "id.contoh.toko")
    (found,) = exceeded(folder, *names, kind=ObservableKind.PACKAGE)
    assert "contoh88 1/2 (biasa.txt): com.example.contoh88" in str(found)
    assert exceeded(folder, "id.contoh.toko", kind=ObservableKind.PACKAGE) == []
    assert exceeded(folder) == []
