"""What people copy becomes what may be listed, or is refused with a reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.model.record import replace
from phone_audit.model.signature import GamblingKind, Status, Strength
from phone_audit.signatures.entry_files import EntryFile
from phone_audit.signatures.fitting import fit
from phone_audit.signatures.folder import Folder
from phone_audit.signatures.lint import lint_entry
from phone_audit.signatures.proposal import (
    Proposal,
    Refused,
    checked_address,
    checked_domain,
    checked_id,
    checked_label,
    checked_line,
    checked_package,
    entry_yaml,
    suggested_id,
)
from phone_audit.signatures.reading import read_folder
from phone_audit.signatures.strict_yaml import read_document
from tests.signatures.folders import FAMILY, SIGNALS, write_list

TODAY = date(2026, 11, 23)
PROPOSAL = Proposal(
    id="baru",
    name="Baru 99",
    kind=GamblingKind.SLOT,
    strength=Strength.MEDIUM,
    packages=("id.baru.slot",),
    domains=("baru99.example", "baru99.invalid"),
    valid_from=date(2026, 8, 1),
    source="https://www.contoh.example/siaran?id=1",
    seen=date(2026, 11, 22),
    says="Disebut sebagai situs: perjudian.",
    explanations=("Iklan dapat membukanya.",),
    proposer="BKPSDM Kota Contoh",
)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    files = {"patterns/keluarga-x.yaml": FAMILY, "patterns/signals.yaml": SIGNALS}
    return read_folder(write_list(tmp_path_factory.mktemp("list"), files))


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("https://m.Baru99.example:8443/daftar?x=1", "baru99.example"),
        ("baru99.example.", "baru99.example"),
        ("https://a.baru99.blogspot.com/", "baru99.blogspot.com"),
        ("http://203.0.113.7/slot", "203.0.113.7"),
        ("https://w88.example@baru99.example/", "baru99.example"),
        ("slöt99.example", "xn--slt99-kua.example"),
    ],
)
def test_an_address_becomes_the_domain_that_somebody_owns(
    read: Folder, text: str, domain: str
) -> None:
    assert checked_domain(text, read) == domain


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("content://x", "is no address of a site"),
        ("bukan alamat", "is no address of a site"),
        ("slot.bkn.go.id", "belongs to an institution"),
        ("blogspot.com", "a suffix many share"),
        ("https://m.contoh88.example/", "listed in brands/contoh88.yaml already"),
        ("warung-contoh88.example", "on the innocent list (warung): Warung makan"),
    ],
)
def test_what_may_not_be_listed_is_refused(read: Folder, text: str, because: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_domain(text, read)
    assert because in refused.value.words.en
    assert refused.value.words.id != refused.value.words.en


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("satu", "is no package name"),
        ("com.android.chrome", "a part of Android"),
        ("com.example.contoh88", "listed in brands/contoh88.yaml already"),
        ("id.contoh.warung", "on the innocent list"),
    ],
)
def test_packages(read: Folder, text: str, because: str) -> None:
    with pytest.raises(Refused, match=because):
        checked_package(text, read)
    assert checked_package("id.baru.slot", read) == "id.baru.slot"


def test_labels_tell_apps_apart(read: Folder) -> None:
    assert checked_label("Contoh Domino Baru", read) == "Contoh Domino Baru"
    for text, because in (
        ("Domino QQ", "holds only words that many ordinary games use"),
        ("x" * 81, "at most 80 characters"),
        ("", "at most 80 characters"),
    ):
        with pytest.raises(Refused, match=because):
            checked_label(text, read)


def test_a_label_alone_is_an_entry_too(read: Folder) -> None:
    alone = replace(
        PROPOSAL, packages=(), domains=(), labels=("Contoh: Domino Baru",), strength=Strength.WEAK
    )
    text = entry_yaml(alone, TODAY)
    assert lint_entry(read, "baru.yaml", text.encode(), TODAY) == ()


@pytest.mark.parametrize("taken", ["contoh88", "warung", "keluarga-x", "nama-dua-tanda"])
def test_an_id_was_never_used(read: Folder, taken: str) -> None:
    with pytest.raises(Refused, match="is taken"):
        checked_id(taken, read)
    with pytest.raises(Refused, match="lower-case"):
        checked_id("Baru_1", read)
    assert checked_id("baru-1", read) == "baru-1"


def test_an_id_is_suggested_from_a_name_or_a_domain() -> None:
    assert suggested_id("Contoh Slot 88!", ()) == "contoh-slot-88"
    assert suggested_id("トト", ("toto99.example",)) == "toto99"
    assert suggested_id("", ()) == "tanda-baru"
    assert len(suggested_id("a" * 100, ())) == 60


def test_addresses_and_lines() -> None:
    assert checked_address("https://x.example/a") == "https://x.example/a"
    for text in ("x.example", "ftp://x.example", "https://x y"):
        with pytest.raises(Refused):
            checked_address(text)
    assert checked_line("kata") == "kata"
    for text in ("", " kata", "a\u202eb", "x" * 501):
        with pytest.raises(Refused):
            checked_line(text)


def test_a_whole_proposal_is_an_entry_without_faults(read: Folder) -> None:
    text = entry_yaml(PROPOSAL, TODAY)
    assert lint_entry(read, "baru.yaml", text.encode(), TODAY) == ()
    entry = fit(read_document("baru.yaml", text.encode()), EntryFile)
    assert entry is not None
    assert entry.status is Status.EXPERIMENTAL
    assert entry.sources[0].says == PROPOSAL.says
    assert text.count("valid_from: 2026-08-01") == 2


def test_what_was_left_for_later_is_told_and_nothing_else(read: Folder) -> None:
    later = replace(PROPOSAL, explanations=(), proposer=None)
    remarks = lint_entry(read, "baru.yaml", entry_yaml(later, TODAY).encode(), TODAY)
    assert [one.code for one in remarks] == ["no-innocent-explanation", "no-proposer"]


def test_an_address_and_given_examples(read: Folder) -> None:
    other = replace(
        PROPOSAL,
        packages=(),
        domains=("203.0.113.7",),
        valid_from=None,
        no_match=("https://203.0.113.8/",),
    )
    text = entry_yaml(other, TODAY)
    assert "    - https://203.0.113.7/\n" in text
    assert lint_entry(read, "baru.yaml", text.encode(), TODAY) == ()


@given(st.text(min_size=1, max_size=40))
def test_any_line_is_read_back_as_it_was_typed(text: str) -> None:
    try:
        checked_line(text)
    except Refused:
        return
    file = entry_yaml(replace(PROPOSAL, name=text, says=text, explanations=(text,)), TODAY)
    entry = fit(read_document("baru.yaml", file.encode()), EntryFile)
    assert entry is not None
    assert (entry.name, entry.sources[0].says, entry.innocent_explanations) == (text, text, (text,))


def test_an_unreadable_file_is_told(read: Folder) -> None:
    remarks = lint_entry(read, "baru.yaml", b"id: [", TODAY)
    assert [one.code for one in remarks] == ["unreadable"]
