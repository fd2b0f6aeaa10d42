"""A list is read whole or not at all, and every complaint names file, line and remedy."""

from datetime import date
from pathlib import Path

import pytest

from phone_audit.errors import SignatureErrors
from phone_audit.model.signature import GamblingKind, ListedDomain, Status, Strength
from phone_audit.signatures.entry_files import editor_schema
from phone_audit.signatures.load import from_snapshot, load, snapshot, version_of
from tests.signatures.folders import CONTOH88, RAMALAN, WARUNG, write_list


def complaints(folder: Path) -> tuple[str, ...]:
    with pytest.raises(SignatureErrors) as caught:
        load(folder)
    return caught.value.complaints


def test_an_entry_comes_out_as_it_was_written(tmp_path: Path) -> None:
    signatures = load(write_list(tmp_path))
    assert (signatures.name, signatures.version) == ("Daftar Contoh", "2026.11.23")
    assert signatures.released == date(2026, 11, 23)
    contoh, ramalan = signatures.signatures
    assert contoh.id == "contoh88"
    assert (contoh.status, contoh.strength) == (Status.REVIEWED, Strength.STRONG)
    assert contoh.packages == ("com.example.contoh88",)
    assert contoh.domains == (
        ListedDomain(domain="contoh88.example"),
        ListedDomain(
            domain="contoh88.invalid",
            valid_from=date(2026, 8, 1),
            valid_until=date(2026, 10, 1),
        ),
    )
    assert contoh.sources[0].seen == date(2026, 11, 2)
    assert contoh.reviewer == "tim penelaah"
    assert ramalan.kind is GamblingKind.NEAR
    assert signatures.innocent[0].domains == ("warung-contoh88.example",)


def test_the_snapshot_is_the_list(tmp_path: Path) -> None:
    signatures = load(write_list(tmp_path))
    data = snapshot(signatures)
    assert from_snapshot(data) == signatures
    assert snapshot(from_snapshot(data)) == data
    version = version_of(signatures)
    assert version.entries == 2
    assert len(version.sha256) == 64
    assert version_of(from_snapshot(data)) == version


def test_the_hash_does_not_depend_on_how_a_file_is_laid_out(tmp_path: Path) -> None:
    plain = load(write_list(tmp_path / "a"))
    other = CONTOH88.replace("[com.example.contoh88]", "\n    - 'com.example.contoh88' # x")
    laid_out = load(write_list(tmp_path / "b", {"brands/contoh88.yaml": "\n" + other}))
    assert version_of(plain) == version_of(laid_out)


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff", b'{"name":"x"}'])
def test_a_broken_snapshot_is_unusable(data: bytes) -> None:
    with pytest.raises(SignatureErrors, match="snapshot:1: "):
        from_snapshot(data)


FAULTS = [
    ("status: reviewed", "status: reviwed", ":3:1: status is 'reviwed', which is not known", "ed"),
    ("kind: slot", "kind: 5", ":5:1: kind is the number 5 (write quotes", "one of: slot"),
    ("added: 2026-11-03", "added: 03-11-2026", ":6:1: added is '03-11-2026'", "year, month"),
    ("added: 2026-11-03", "added: 2026-02-30", ":6:1: added is '2026-02-30'", "year, month"),
    ("id: contoh88", "id: Contoh_88", ":1:1: id is 'Contoh_88', which is not an id", "lower-case"),
    ("id: contoh88", "id: contoh89", ':1:1: id "contoh89" is not the file name', "contoh89.yaml"),
    ("name: Contoh88", "nama: Contoh88", ':1:1: the file lacks "name"', "add the field"),
    ("name: Contoh88", "nama: Contoh88", ':2:1: unknown field "nama"', 'did you mean "name"?'),
    ("name: Contoh88", "name: no", None, None),
    ("name: Contoh88", "name: true", ":2:1: name is true (write quotes", "one paragraph"),
    ("name: Contoh88", 'name: "a\\u202eb"', ":2:1: name is 'a\\u202eb'", "control characters"),
    ("name: Contoh88", "name: Contoh88\nname: Lain", ':3:1: "name" is written twice', "keep one"),
    ("  packages: [com", "  packages: [com example, com", ":11:14: match.packages[1] is", "prints"),
    (
        "  packages: [com",
        "  packages: [contoh, com",
        ":11:14: match.packages[1] is 'contoh'",
        "id.",
    ),
    (
        "  packages: [com.example.contoh88]",
        "  package: x",
        ':11:3: unknown field "package"',
        "pack",
    ),
    (
        "  packages: [com.example.contoh88]",
        "  packages: com.example.contoh88",
        ":11:3: match.packages is not a list",
        "begins with -",
    ),
    ("    - contoh88.example", "    - https://contoh88.example", ":13:7: match.domains[1]", "only"),
    ("    - contoh88.example", "    - Contoh88.example", ":13:7: match.domains[1] is", "lower"),
    ("    - contoh88.example", "    - slötku.example", ":13:7: match.domains[1] is", "ASCII"),
    ("    - contoh88.example", "    - contoh88.example.", ":13:7: ", 'write "contoh88.example"'),
    ("    - contoh88.example", "    - contoh88..example", ":13:7: ", "only the name"),
    ("    - contoh88.example", "    - blogspot.com", ':13:7: "blogspot.com" is a suffix', "below"),
    ("    - contoh88.example", "    - tumblr.com", ':13:7: "tumblr.com" is a suffix', "below"),
    ("    - contoh88.example", "    - co.id", ':13:7: "co.id" is a suffix', "below"),
    ("    - contoh88.example", "    - contoh88", ':13:7: "contoh88" is a suffix', "below"),
    ("    - contoh88.example", "    - m.contoh88.example", ":13:7: ", 'list "contoh88.example"'),
    ("    - contoh88.example", "    - 203.0.113.7", None, None),
    ("    - contoh88.example", "    - slot.blogspot.com", None, None),
    ("{domain: contoh88.invalid,", "{domains: contoh88.invalid,", ":14:7: match.domains[2] la", ""),
    ("url: https://example.org", "url: ftp://example.org", ":16:5: sources[1].url is", "https://"),
    ("    seen: 2026-11-02\n", "", ':16:5: sources[1] lacks "seen"', "add the field"),
    ("  no_match: [", "  nomatch: [", ':23:3: unknown field "nomatch"', 'did you mean "no_match"?'),
    ("  match: [com", "  match: com", ":22:3: examples.match is not a list", "begins with -"),
    ("sources:", "sources: [", ":16:3: not YAML: ", "indentation"),
    ("status: reviewed", "status: retired", ":3:1: a retired entry among the brands", "retired/"),
]


@pytest.mark.parametrize(("old", "new", "complaint", "remedy"), FAULTS, ids=range(len(FAULTS)))
def test_a_fault_is_told_with_its_line_and_remedy(
    tmp_path: Path, old: str, new: str, complaint: str | None, remedy: str
) -> None:
    assert old in CONTOH88
    files = {"brands/contoh88.yaml": CONTOH88.replace(old, new, 1)}
    folder = write_list(tmp_path, files)
    if complaint is None:
        load(folder)
        return
    told = complaints(folder)
    wanted = f"daftar/brands/contoh88.yaml{complaint}"
    assert any(line.startswith(wanted) and remedy in line for line in told), told


def test_every_fault_of_every_file_is_told_at_once_in_order(tmp_path: Path) -> None:
    broken = CONTOH88.replace("kind: slot", "kind: slots").replace("seen: 2026-11-02", "seen: x")
    folder = write_list(
        tmp_path,
        {
            "VERSION": "name: x\nversion: 1\nreleased: 2026-11-23\n",
            "brands/contoh88.yaml": broken,
            "innocent/warung.yaml": WARUNG.replace("why", "wy"),
        },
    )
    told = complaints(folder)
    assert [line.partition(" ")[0] for line in told] == [
        "daftar/VERSION:2:1:",
        "daftar/brands/contoh88.yaml:5:1:",
        "daftar/brands/contoh88.yaml:17:5:",
        "daftar/innocent/warung.yaml:1:1:",
        "daftar/innocent/warung.yaml:2:1:",
    ]


def test_a_name_is_listed_once(tmp_path: Path) -> None:
    twice = RAMALAN.replace("ramalan.example\n", "contoh88.example\n")
    twice = twice.replace("com.example.ramalan]", "com.example.contoh88]", 1)
    told = complaints(write_list(tmp_path, {"brands/ramalan.yaml": twice}))
    where = "daftar/brands/ramalan.yaml"
    first = "daftar/brands/contoh88.yaml"
    once = "(keep it in one place)"
    assert told == (
        f'{where}:11:14: "com.example.contoh88" is already listed in {first}:11 {once}',
        f'{where}:13:7: "contoh88.example" is already listed in {first}:13 {once}',
    )


def test_an_innocent_name_is_not_listed(tmp_path: Path) -> None:
    innocent = WARUNG.replace("warung-contoh88.example", "contoh88.example")
    told = complaints(write_list(tmp_path, {"innocent/warung.yaml": innocent}))
    assert told[0].startswith('daftar/innocent/warung.yaml:4:11: "contoh88.example" is already')


def test_an_id_is_never_used_again(tmp_path: Path) -> None:
    retired = CONTOH88.replace("status: reviewed", "status: retired")
    folder = write_list(tmp_path, {"retired/contoh88.yaml": retired})
    told = complaints(folder)
    assert [line.partition(": ")[0] for line in told] == ["daftar/retired/contoh88.yaml:1:1"] * 2
    assert 'id "contoh88" is already used in daftar/brands/contoh88.yaml' in told[0] + told[1]
    assert "does not say why it was retired" in told[0] + told[1]


def test_a_retired_entry_is_checked_but_not_in_force(tmp_path: Path) -> None:
    retired = CONTOH88.replace("id: contoh88", "id: lama").replace(
        "status: reviewed", "status: retired\nretired_because: Domain kini milik toko roti."
    )
    signatures = load(write_list(tmp_path, {"retired/lama.yaml": retired}))
    assert [entry.id for entry in signatures.signatures] == ["contoh88", "ramalan"]
    folder = write_list(tmp_path, {"retired/lama.yaml": retired.replace("retired\n", "reviewed\n")})
    assert "an entry in force among the retired" in complaints(folder)[0]


@pytest.mark.parametrize(
    "name", ["brands/lain.yml", "lain.yaml", "brands/slot/lain.yaml", "brand/lain.yaml"]
)
def test_a_file_that_would_be_passed_over_is_told(tmp_path: Path, name: str) -> None:
    told = complaints(write_list(tmp_path, {name: RAMALAN}))
    remedy = "(entries are NAME.yaml directly below brands, innocent, retired)"
    assert told == (f"daftar/{name}:1:1: would not be read here {remedy}",)


def test_imported_lists_are_left_to_their_own_reader(tmp_path: Path) -> None:
    load(write_list(tmp_path, {"lists/besar.yaml": "anything: at all\n"}))


def test_a_folder_without_a_version_or_no_folder_is_unusable(tmp_path: Path) -> None:
    told = complaints(write_list(tmp_path, {"VERSION": ""}))
    assert told[0].startswith("daftar/VERSION:1:1: ")
    assert "is not a folder" in complaints(tmp_path / "elsewhere")[0]


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    told = complaints(write_list(tmp_path, {"brands/kosong.yaml": "# nothing yet\n"}))
    assert told == (
        "daftar/brands/kosong.yaml:1:1: is empty (see README.md for what an entry holds)",
    )


def test_the_schema_for_editors_names_each_field() -> None:
    schema = editor_schema().decode()
    for word in ("innocent_explanations", "valid_until", "grey-chip", "retired_because"):
        assert f'"{word}"' in schema
