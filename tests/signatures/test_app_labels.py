"""Labels of apps: compared whole, weak at most, and too plain ones refused."""

from datetime import date
from pathlib import Path

import pytest

from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.signature import NameClass
from phone_audit.signatures.app_labels import AppLabels, folded, is_plain
from phone_audit.signatures.lint import lint
from phone_audit.signatures.load import load
from phone_audit.signatures.match import Matcher
from tests.signatures.folders import CONTOH88, RAMALAN, write_list

TODAY = date(2026, 11, 23)
PACKAGES = "  packages: [com.example.contoh88]\n"
LABELLED = CONTOH88.replace(PACKAGES, PACKAGES + "  labels: [Contoh Domino, 'Contoh: QiuQiu!']\n")
READ = RAMALAN.replace("  domains:", "  labels: [Ramalan Jitu]\n  domains:", 1)


def labels_only(strength: str, label: str) -> str:
    names = CONTOH88[CONTOH88.index("match:") : CONTOH88.index("sources:")]
    return (
        CONTOH88.replace(names, f"match:\n  labels: [{label}]\n")
        .replace("strength: strong", f"strength: {strength}")
        .replace("[com.example.contoh88, https://m.contoh88.example/daftar]", f"[{label}]")
    )


@pytest.mark.parametrize(
    ("label", "cls", "signature"),
    [
        ("Contoh Domino", NameClass.WEAK, "contoh88"),
        ("contoh  DOMINO", NameClass.WEAK, "contoh88"),
        ("Contoh QiuQiu", NameClass.WEAK, "contoh88"),
        ("Ｃontoh Domino", NameClass.WEAK, "contoh88"),
        ("Contoh Domino 2", NameClass.NONE, None),
        ("Domino", NameClass.NONE, None),
        ("", NameClass.NONE, None),
        ("Ramalan Jitu", NameClass.NEAR, "ramalan"),
        ("com.example.contoh88", NameClass.NONE, None),
    ],
)
def test_a_label_matches_whole_and_claims_little(
    tmp_path: Path, label: str, cls: NameClass, signature: str | None
) -> None:
    files = {"brands/contoh88.yaml": LABELLED, "brands/ramalan.yaml": READ}
    matcher = Matcher(load(write_list(tmp_path, files)))
    found = matcher.classify(Observable(kind=ObservableKind.LABEL, value=label))
    assert (found.cls, found.signature) == (cls, signature)


def test_why_says_where_a_label_stopped(tmp_path: Path) -> None:
    matcher = Matcher(load(write_list(tmp_path, {"brands/contoh88.yaml": LABELLED})))
    found = matcher.explain(Observable(kind=ObservableKind.LABEL, value="Contoh Domino"))
    assert [step.step.value for step in found.steps] == ["exact"]
    assert "aplikasi apa pun boleh bernama begitu" in found.classification.reason


def test_an_entry_of_labels_alone_is_weak_and_lint_says_so(tmp_path: Path) -> None:
    files = {"brands/contoh88.yaml": labels_only("weak", "Steve Contoh")}
    assert lint(write_list(tmp_path, files), TODAY) == ()
    files = {"brands/contoh88.yaml": labels_only("medium", "Steve Contoh")}
    assert [one.code for one in lint(write_list(tmp_path, files), TODAY)] == ["labels-only"]


def test_a_label_that_tells_nothing_apart_is_refused(tmp_path: Path) -> None:
    files = {"brands/contoh88.yaml": labels_only("weak", "Domino Qiu Qiu 99")}
    assert [one.code for one in lint(write_list(tmp_path, files), TODAY)] == ["plain-label"]


def test_a_label_of_two_entries_is_complained_of(tmp_path: Path) -> None:
    other = READ.replace("Ramalan Jitu", "CONTOH domino")
    files = {"brands/contoh88.yaml": LABELLED, "brands/ramalan.yaml": other}
    (remark,) = lint(write_list(tmp_path, files), TODAY)
    assert (remark.code, remark.path) == ("unreadable", "daftar/brands/ramalan.yaml")


@pytest.mark.parametrize(
    ("label", "plain"),
    [
        ("Domino Qiu Qiu", True),
        ("Poker 99", True),
        ("", True),
        ("!!!", True),
        ("Pop Domino", False),
        ("1xBet", False),
        ("Topfun", False),
    ],
)
def test_plain_words_are_known(label: str, plain: bool) -> None:
    assert is_plain(label) is plain


def test_folding_keeps_letters_of_any_alphabet() -> None:
    assert folded("Domino Gaple Boya:QiuQiu_Capsa") == "domino gaple boya qiuqiu capsa"
    assert folded("دومينوز بيتزا") == "دومينوز بيتزا"
    assert AppLabels(()).find("Contoh") is None
