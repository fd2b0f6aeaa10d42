"""``signatures diff``: two lists in words, and what it would change for stored cases."""

import json
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from phone_audit.resources import signatures_folder
from phone_audit.signatures.load import load
from tests.signatures.folders import CONTOH88, FAMILY, SIGNALS, VERSION, WARUNG, write_list
from tests.signatures.test_difference import RETIRED

PATTERNS = {"patterns/keluarga-x.yaml": FAMILY, "patterns/signals.yaml": SIGNALS}


def diff(capsys: pytest.CaptureFixture[str], *words: object, lang: str = "en") -> str:
    assert main(["signatures", "diff", *map(str, words), "--lang", lang]) == 0
    return capsys.readouterr().out


def test_every_kind_of_change_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write_list(tmp_path / "old", PATTERNS)
    files = {
        "VERSION": VERSION.replace("2026.11.23", "2026.11.23.1"),
        "brands/contoh88.yaml": "",
        "retired/contoh88.yaml": RETIRED,
        "brands/ramalan.yaml": "",
        "brands/baru.yaml": CONTOH88.replace("contoh88", "baru88").replace("baru88", "baru", 1),
        "innocent/warung.yaml": WARUNG.replace("id.contoh.warung", "id.contoh.warteg"),
        "patterns/keluarga-x.yaml": FAMILY.replace("gacorslot]", "zeus303]").replace(
            "gacorslot.example]", "zeus303.example]"
        ),
        "patterns/signals.yaml": SIGNALS.replace('"138"]', '"303"]'),
    }
    new = write_list(tmp_path / "new", files)
    out = diff(capsys, old, new)
    for told in (
        "2026.11.23 → 2026.11.23.1",
        "+ new entries (1)\n    baru: Contoh88 (STRONG, 3 names)",
        "- retired (1)\n    contoh88: Contoh88 (STRONG, 3 names): Domain kini milik toko roti.",
        "! gone without a reason",
        "! no longer protected as innocent\n    id.contoh.warung",
        "+ new stems of families (1): zeus303",
        "- words taken out (1): 138 (numbers)",
    ):
        assert told in out
    assert "hilang tanpa alasan" in diff(capsys, old, new, lang="id")


def test_changes_that_matter_come_apart_from_those_that_do_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write_list(tmp_path / "old")
    changed = CONTOH88.replace("strength: strong", "strength: medium")
    new = write_list(tmp_path / "new", {"brands/contoh88.yaml": changed})
    assert "contoh88: Contoh88  STRONG → MEDIUM" in diff(capsys, old, new)
    said = CONTOH88.replace("says: Disebut", "says: Tercantum")
    new = write_list(tmp_path / "said", {"brands/contoh88.yaml": said})
    assert "only sources, dates or explanations changed (1): contoh88" in diff(capsys, old, new)
    assert "the two lists say the same" in diff(capsys, old, old)


def test_the_other_list_is_the_one_in_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(diff(capsys, write_list(tmp_path), "--json"))
    version = load(signatures_folder()).version
    assert document["difference"]["new_version"] == version
    assert len(document["difference"]["added"]) > 100
    assert "and 1" not in diff(capsys, write_list(tmp_path), write_list(tmp_path))
    assert "more (--json)" in diff(capsys, write_list(tmp_path))


@pytest.mark.slow
def test_stored_examinations_are_judged_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case"
    demo = ["demo", "--out", str(case), "--phones", "3", "--no-pdf", "--json", "--lang", "en"]
    assert main(demo) in {0, 3}
    capsys.readouterr()
    same = diff(capsys, case, signatures_folder(), "--case", case)
    assert "the two lists say the same" in same
    assert "0 of 3 examinations would come out otherwise" in same
    out = diff(capsys, case, write_list(tmp_path), "--case", case)
    assert "of 3 examinations would come out otherwise" in out
    assert "no finding any more" in out
    assert "Only stored traces can be judged again" in out
    document = json.loads(diff(capsys, case, write_list(tmp_path), "--case", case, "--json"))
    assert len(document["examinations"]) == 3
    assert {one["after"] for one in document["examinations"]} <= {"nil", "inconclusive"}
