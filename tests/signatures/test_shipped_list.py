"""The list that is shipped: sound, sourced, and silent on everything that is not gambling."""

import csv
import gzip
from collections.abc import Iterable
from pathlib import Path

import pytest

from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.signature import GamblingKind, NameClass, SignatureList, Status, Strength
from phone_audit.resources import signatures_folder
from phone_audit.signatures.entry_files import editor_schema
from phone_audit.signatures.lint import lint
from phone_audit.signatures.load import load, read_folder
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.rules import Level
from tests.shared import shared

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
    assert len([s for s in reviewed if s.kind is not GamblingKind.NEAR]) >= 60
    kinds = {s.kind for s in shipped.signatures}
    assert kinds >= {
        GamblingKind.SLOT,
        GamblingKind.TOGEL,
        GamblingKind.POKER_QQ,
        GamblingKind.SPORTSBOOK,
        GamblingKind.LIVE_CASINO,
        GamblingKind.SABUNG_AYAM,
        GamblingKind.GREY_CHIP,
        GamblingKind.NEAR,
    }


def test_no_brand_lists_more_than_ten_domains(shipped: SignatureList) -> None:
    assert [s.id for s in shipped.signatures if len(s.domains) > 10] == []


def test_the_changelog_tells_of_this_version(shipped: SignatureList) -> None:
    text = (signatures_folder() / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {shipped.version}\n" in text


def official_domains() -> dict[str, set[str]]:
    path = shared("data/domains/gambling_id_sources_train.tsv.gz")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in file)
        return {host: set(tags.split(",")) for host, tags in rows}


TAGS = {
    "/gambling_indonesia.txt": "official-derived-2024-03",
    "/gambling_indonesia_004.txt": "official-derived-2026-07",
}


@pytest.mark.slow
def test_every_listed_domain_is_in_a_list_that_its_entry_cites(shipped: SignatureList) -> None:
    known = official_domains()
    for signature in shipped.signatures:
        if not signature.domains:
            continue
        cited = {
            TAGS[end]: source.seen
            for source in signature.sources
            for end in TAGS
            if source.url.endswith(end)
        }
        assert cited, signature.id
        for listed in signature.domains:
            tags = known[listed.domain] & cited.keys()
            assert tags, listed.domain
            assert listed.valid_from == min(cited[tag] for tag in tags), listed.domain
        used = {tag for listed in signature.domains for tag in known[listed.domain]}
        assert cited.keys() <= used, f"{signature.id} cites a list that holds none of its names"


def app_rows() -> list[dict[str, str]]:
    path = shared("data/apps/apps_labelled_train.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_listed_package_is_proven_and_official_where_it_is_strong(
    shipped: SignatureList,
) -> None:
    rows = {row["package"]: row for row in app_rows()}
    for signature in shipped.signatures:
        for package in signature.packages:
            row = rows[package]
            assert row["confidence"].startswith("A-"), package
            assert row["category"] not in {"benign", "card-game"}, package
            if signature.strength is Strength.STRONG:
                assert row["confidence"] == "A-official", package


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
def test_hosts_of_institutions_are_institutional_or_nothing(shipped: SignatureList) -> None:
    names = lines(shared("data/domains/compromised_institutional_train.txt"))
    assert set(judged(shipped, ObservableKind.HOST, names)) == {
        NameClass.INSTITUTIONAL,
        NameClass.NONE,
    }


@pytest.mark.slow
def test_each_trap_of_the_reference_is_explained(shipped: SignatureList) -> None:
    names = lines(shared("data/domains/benign_traps_train.tsv"))[1:]
    matcher = Matcher(shipped)
    for name in names:
        found = matcher.classify(Observable(kind=ObservableKind.HOST, value=name))
        assert "is on the innocent list" in found.reason, name


@pytest.mark.slow
def test_no_ordinary_app_is_a_finding(shipped: SignatureList) -> None:
    names = [row["package"] for row in app_rows() if row["category"] in {"benign", "card-game"}]
    assert len(names) > 10_000
    classes = judged(shipped, ObservableKind.PACKAGE, names)
    assert set(classes) == {NameClass.NONE}
