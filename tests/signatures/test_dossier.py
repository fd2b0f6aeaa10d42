"""Every id that a report can print is explained, with what is known of it today."""

from pathlib import Path

import pytest

from phone_audit.model.signature import NameClass
from phone_audit.resources import signatures_folder
from phone_audit.signatures.dossier import Dossier, Subject, dossier, ids_near
from phone_audit.signatures.load import WholeList, load_whole
from tests.signatures.folders import CONTOH88, FAMILY, SIGNALS, write_list

RETIRED = (
    CONTOH88.replace("id: contoh88\nname: Contoh88", "id: lama\nname: Lama88")
    .replace("status: reviewed", "status: retired\nretired_because: Domain kini milik toko roti.")
    .replace("contoh88.example\n", "lama88.example\n")
    .replace("domain: contoh88.invalid", "domain: lama88.invalid")
    .replace("[com.example.contoh88]", "[com.example.lama]")
)
DECISION = """\
id: ambiguous
names:
  - name: contoh88
    decision: listed
    entry: contoh88
    reason: Nama warung juga, tetapi domainnya jelas.
    decided: 2026-11-20
    by: tim penelaah
"""
CHANGELOG = """\
# x

## 2026.11.23

- contoh88: satu domain lagi.
- keluarga-x: batang baru.
- lama ditarik.
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> WholeList:
    entry = CONTOH88.replace(
        "    - contoh88.example\n", "    - contoh88.example\n    - rtpzeus138.invalid\n"
    )
    files = {
        "CHANGELOG.md": CHANGELOG,
        "ambiguous.yaml": DECISION,
        "brands/contoh88.yaml": entry,
        "patterns/keluarga-x.yaml": FAMILY,
        "patterns/signals.yaml": SIGNALS,
        "retired/lama.yaml": RETIRED,
    }
    return load_whole(write_list(tmp_path_factory.mktemp("list"), files))


def of(whole: WholeList, name: str) -> Dossier:
    found = dossier(whole, name)
    assert found is not None
    return found


def test_an_entry_with_names_examples_history_and_families(whole: WholeList) -> None:
    found = of(whole, "contoh88")
    assert found.what is Subject.ENTRY
    assert [(one.name, one.cls) for one in found.names] == [
        ("com.example.contoh88", NameClass.STRONG),
        ("contoh88.example", NameClass.STRONG),
        ("rtpzeus138.invalid", NameClass.STRONG),
        ("contoh88.invalid", NameClass.STRONG),
    ]
    assert found.names[3].valid_from is not None
    assert [one.kept for one in found.examples] == [True] * 4
    assert [(one.version, one.says) for one in found.history] == [
        ("2026.11.23", "contoh88: satu domain lagi.")
    ]
    assert found.related == ("keluarga-x",)
    assert [one.by for one in found.decisions] == ["tim penelaah"]


def test_a_retired_entry_says_why_and_matches_nothing(whole: WholeList) -> None:
    found = of(whole, "lama")
    assert found.what is Subject.RETIRED
    assert found.retired_because == "Domain kini milik toko roti."
    assert {one.cls for one in found.names} == {NameClass.NONE}
    assert [one.says for one in found.history] == ["lama ditarik."]


def test_a_family_names_its_entries(whole: WholeList) -> None:
    found = of(whole, "keluarga-x")
    assert (found.what, found.related) == (Subject.FAMILY, ("contoh88",))
    assert [one.kept for one in found.examples] == [True] * 6


def test_groups_rules_and_innocent_files_are_explained(whole: WholeList) -> None:
    group = of(whole, "slot")
    assert group.what is Subject.GROUP
    assert group.group is not None
    assert group.group.anywhere == ("slot",)
    for name in ("nama-dua-tanda", "nama-berskor"):
        rule = of(whole, name)
        assert rule.what is Subject.RULE
        assert rule.rules is not None
        assert rule.rules.families == ()
    assert of(whole, "warung").what is Subject.INNOCENT


def test_an_unknown_id_is_nothing_and_near_ones_are_named(whole: WholeList, tmp_path: Path) -> None:
    assert dossier(whole, "contoh8") is None
    assert ids_near(whole, "contoh8")[0] == "contoh88"
    assert dossier(load_whole(write_list(tmp_path)), "nama-dua-tanda") is None


@pytest.mark.slow
def test_the_shipped_list_can_explain_all_it_may_print() -> None:
    whole = load_whole(signatures_folder())
    rules = whole.signatures.names
    assert rules is not None
    ids = [entry.id for entry in whole.signatures.signatures[::40]]
    ids += [family.id for family in rules.families]
    for name in (*ids, "nama-dua-tanda", "nama-berskor"):
        assert dossier(whole, name) is not None, name
