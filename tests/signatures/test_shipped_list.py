"""The list that is shipped: sound, sourced, and silent on everything that is not gambling."""

import csv
import gzip
import importlib.util
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from phone_audit.formats.name_lists.verdicts import BLOCK_PAGES
from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.signature import (
    Citation,
    GamblingKind,
    ListedDomain,
    NameClass,
    Signature,
    SignatureList,
    Status,
    Strength,
)
from phone_audit.resources import signatures_folder
from phone_audit.signatures.entry_files import editor_schema
from phone_audit.signatures.institutions import is_institutional
from phone_audit.signatures.lint import lint
from phone_audit.signatures.load import load
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.reading import read_folder
from phone_audit.signatures.rules import Level
from tests.shared import shared

ROOT = Path(__file__).parents[2]
PSEUDO = "pseudo-gambling-id"
FINDINGS = {NameClass.STRONG, NameClass.MEDIUM, NameClass.WEAK}


@pytest.fixture(scope="module")
def shipped() -> SignatureList:
    return load(signatures_folder())


@pytest.mark.slow
def test_no_lint_complains() -> None:
    released = read_folder(signatures_folder()).version
    assert released is not None
    remarks = lint(signatures_folder(), released.released)
    assert [str(remark) for remark in remarks if remark.level is Level.ERROR] == []


def test_the_schema_for_editors_is_fresh() -> None:
    written = (signatures_folder() / "schema.json").read_bytes()
    assert written == editor_schema(), "run: phone-audit signatures schema > signatures/schema.json"


def test_every_file_tells_its_editor_where_the_schema_is() -> None:
    files = [
        path for place in ("brands", "innocent") for path in (signatures_folder() / place).iterdir()
    ]
    first = "# yaml-language-server: $schema=../schema.json\n"
    assert [p.name for p in files if not p.read_text(encoding="utf-8").startswith(first)] == []


def test_the_list_covers_what_indonesia_meets(shipped: SignatureList) -> None:
    reviewed = [s for s in shipped.signatures if s.status is Status.REVIEWED]
    assert len([s for s in reviewed if s.kind is not GamblingKind.NEAR]) >= 250
    kinds = {s.kind for s in shipped.signatures}
    assert kinds >= {
        GamblingKind.SLOT,
        GamblingKind.TOGEL,
        GamblingKind.POKER_QQ,
        GamblingKind.SPORTSBOOK,
        GamblingKind.LIVE_CASINO,
        GamblingKind.SABUNG_AYAM,
        GamblingKind.TEMBAK_IKAN,
        GamblingKind.CRASH,
        GamblingKind.GREY_CHIP,
        GamblingKind.NEAR,
    }


def test_no_brand_lists_more_than_ten_domains(shipped: SignatureList) -> None:
    assert [s.id for s in shipped.signatures if len(s.domains) > 10] == []


def test_the_changelog_tells_of_this_version(shipped: SignatureList) -> None:
    text = (signatures_folder() / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {shipped.version}\n" in text


def test_version_change_log_and_content_move_together() -> None:
    """After a change: ``phone-audit signatures version --raise "what and why"``.

    For a further change of a version not released yet, or after a merge: ``--amend``.
    """
    read = read_folder(signatures_folder())
    assert read.version is not None
    assert read.version.content == read.content()
    assert read.releases[0].version == read.version.version


def check_sources() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_sources", ROOT / "tools/check_sources.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_what_entries_cite_is_what_the_lists_hold(shipped: SignatureList) -> None:
    tool, data = check_sources(), shared("data")
    found = tool.check(shipped.signatures, tool.tags_of(data), tool.apps_of(data))
    assert found.faults == []
    assert len(found.by_hand) < 40, "nobody can check so many by hand"


def an_entry(**changes: Any) -> Signature:
    wanted: dict[str, Any] = {
        "id": "contoh88",
        "name": "Contoh88",
        "status": Status.REVIEWED,
        "strength": Strength.STRONG,
        "kind": GamblingKind.SLOT,
        "added": date(2026, 11, 27),
        "updated": date(2026, 11, 27),
        "sources": (),
        "examples_match": (),
        "examples_no_match": (),
    }
    return Signature(**(wanted | changes))


def test_a_domain_that_no_cited_list_holds_is_a_fault() -> None:
    tool = check_sources()
    (url, (tag, day)), *_ = tool.LISTS.items()
    cited = Citation(url=url, seen=day, says="Tercantum dalam berkas ini: contoh88.example.")
    other = Citation(url="https://contoh.example/", seen=day, says="Memuat lain88.example.")
    domains = tuple(
        ListedDomain(domain=name, valid_from=day)
        for name in ("contoh88.example", "lain88.example", "hilang88.example")
    )
    entry = an_entry(domains=domains, sources=(cited, other))
    found = tool.check([entry], {"contoh88.example": {tag}}, {})
    assert found.faults == ["contoh88: hilang88.example stands in no list that the entry cites"]
    assert found.by_hand == ["contoh88: lain88.example"]


def test_a_package_that_is_not_proven_or_harmless_is_a_fault() -> None:
    tool = check_sources()
    entry = an_entry(packages=("id.contoh.slot", "id.contoh.remi", "id.contoh.lain"))
    apps = {"id.contoh.slot": ("real-money", "B-list"), "id.contoh.remi": ("card-game", "A-store")}
    found = tool.check([entry], {}, apps)
    assert [fault.partition(" is ")[2] for fault in found.faults] == [
        "not proven (B-list)",
        "strong without an official source (B-list)",
        "card-game",
        "strong without an official source (A-store)",
    ]
    assert found.by_hand == ["contoh88: id.contoh.lain"]


def app_rows() -> list[dict[str, str]]:
    path = shared("data/apps/apps_labelled_train.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_most_proven_apps_of_gambling_are_known_and_social_casinos_are_only_near(
    shipped: SignatureList,
) -> None:
    proven = [row for row in app_rows() if row["confidence"].startswith("A-")]
    gambling = [r["package"] for r in proven if r["category"] in {"real-money", PSEUDO}]
    social = [r["package"] for r in proven if r["category"] == "social-casino"]
    classes = judged(shipped, ObservableKind.PACKAGE, gambling)
    seen = sum(len(names) for cls, names in classes.items() if cls in FINDINGS)
    assert seen >= 0.9 * len(gambling), classes
    assert set(judged(shipped, ObservableKind.PACKAGE, social)) == {NameClass.NEAR}


def test_no_ordinary_app_shows_a_listed_label(shipped: SignatureList) -> None:
    ordinary = [r["label"] for r in app_rows() if r["category"] in {"benign", "card-game"}]
    shown = {part for label in ordinary for part in label.split(" ~~ ") if part}
    assert len(shown) > 3_000
    assert set(judged(shipped, ObservableKind.LABEL, shown)) == {NameClass.NONE}


def judged(
    shipped: SignatureList, kind: ObservableKind, names: Iterable[str]
) -> dict[NameClass, list[str]]:
    matcher = Matcher(shipped)
    classes: dict[NameClass, list[str]] = {}
    for name in names:
        found = matcher.classify(Observable(kind=kind, value=name))
        classes.setdefault(found.cls, []).append(name)
    return classes


def lines(path: Path) -> list[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [line.split("\t")[0].strip() for line in file]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "benign_id_train.txt",
        "benign_global_train.txt.gz",
        "benign_traps_train.tsv",
        "compromised_institutional_train.txt",
    ],
)
def test_no_benign_host_is_a_finding(shipped: SignatureList, name: str) -> None:
    names = lines(shared(f"data/domains/{name}"))
    assert len(names) > 70
    classes = judged(shipped, ObservableKind.HOST, names)
    assert {cls: found for cls, found in classes.items() if cls in FINDINGS} == {}


@pytest.mark.slow
def test_no_host_that_nobody_could_judge_is_strong(shipped: SignatureList) -> None:
    classes = judged(
        shipped, ObservableKind.HOST, lines(shared("data/domains/ambiguous_train.txt"))
    )
    assert classes.get(NameClass.STRONG, []) == []


@pytest.mark.slow
def test_hosts_of_institutions_are_institutional_and_nothing_else(shipped: SignatureList) -> None:
    names = lines(shared("data/domains/compromised_institutional_train.txt"))
    assert set(judged(shipped, ObservableKind.HOST, names)) == {NameClass.INSTITUTIONAL}


@pytest.mark.slow
def test_each_trap_of_the_reference_is_explained(shipped: SignatureList) -> None:
    names = lines(shared("data/domains/benign_traps_train.tsv"))[1:]
    matcher = Matcher(shipped)
    for name in names:
        found = matcher.classify(Observable(kind=ObservableKind.HOST, value=name))
        assert "ada dalam daftar tak bersalah" in found.reason, name


@pytest.mark.slow
def test_no_ordinary_app_is_a_finding(shipped: SignatureList) -> None:
    names = [row["package"] for row in app_rows() if row["category"] in {"benign", "card-game"}]
    assert len(names) > 10_000
    classes = judged(shipped, ObservableKind.PACKAGE, names)
    assert set(classes) == {NameClass.NONE}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (ObservableKind.HOST, "mercusuar.uzone.id"),
        (ObservableKind.HOST, "internetbaik.telkomsel.com"),
        (ObservableKind.HOST, "lamanlabuh.aduankonten.id"),
        (ObservableKind.HOST, "trustpositif.komdigi.go.id"),
        (ObservableKind.HOST, "www.bca.co.id"),
        (ObservableKind.HOST, "mixue.com"),
        (ObservableKind.HOST, "rajaongkir.com"),
        (ObservableKind.HOST, "depokpos.com"),
        (ObservableKind.PACKAGE, "com.chrome.beta"),
        (ObservableKind.PACKAGE, "com.bca"),
        (ObservableKind.PACKAGE, "com.bzzzapp"),
        (ObservableKind.PACKAGE, "com.vivo.vibrator4d"),
        (ObservableKind.PACKAGE, "com.moonactive.coinmaster"),
    ],
)
def test_what_phones_carry_anyway_is_excused(
    shipped: SignatureList, kind: ObservableKind, name: str
) -> None:
    found = Matcher(shipped).classify(Observable(kind=kind, value=name))
    assert found.cls is NameClass.NONE
    assert "ada dalam daftar tak bersalah" in found.reason


@pytest.mark.parametrize("page", sorted(BLOCK_PAGES))
def test_a_page_that_says_access_was_blocked_is_no_visit_to_a_site(
    shipped: SignatureList, page: str
) -> None:
    """Those that imported lists send blocked names to are those that a phone may hold."""
    found = Matcher(shipped).explain(
        Observable(kind=ObservableKind.HOST, value=f"http://lewat.{page}/?url=slot88.example")
    )
    assert found.classification.cls is NameClass.NONE
    assert found.steps[-1].entry in {"halaman-blokir", "regulator"}


def test_an_excuse_never_covers_the_pages_of_institutions(shipped: SignatureList) -> None:
    blocking = {"halaman-blokir", "regulator"}
    excused = {
        domain
        for innocent in shipped.innocent
        if innocent.id not in blocking
        for domain in innocent.domains
        if is_institutional(domain)
    }
    assert excused <= {
        "bpjs-kesehatan.go.id",
        "funcionjudicial.gob.ec",
        "elizabethtown.edu",
        "kemenkeu.go.id",
        "lanud-iswahjudi.mil.id",
        "ojk.go.id",
        "pustaka.kemdikbud.go.id",
        "who.int",
    }, "a broken-into page below it would no longer be told apart"


@pytest.mark.parametrize(
    ("host", "cls"),
    [
        *((host, NameClass.MEDIUM) for host in ("w88.com", "m.w88.com", "bc.game", "stake.com")),
        *((host, NameClass.NONE) for host in ("88.com", "stake.example", "everstake.one")),
        *((host, NameClass.NONE) for host in ("game", "bc.game.example", "rollbit.com.example")),
    ],
)
def test_the_main_address_of_an_operator_is_its_own_and_no_neighbours(
    shipped: SignatureList, host: str, cls: NameClass
) -> None:
    observable = Observable(kind=ObservableKind.HOST, value=host)
    assert Matcher(shipped).classify(observable).cls is cls
