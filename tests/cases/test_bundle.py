"""A case as one file: verified without unpacking, every byte of it."""

import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from phone_audit.cases.desk import Desk
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cases.zip_shelf import README_TEXT, is_zip
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.formats import bundle_zip
from phone_audit.model.custody import Event
from phone_audit.model.record import sha256_hex
from tests.cases.signing import desk_at, reader_at
from tests.cases.synthetic import examine, header, small_case, ticking


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return desk_at(tmp_path_factory.mktemp("keys") / "keys")


@pytest.fixture(scope="module")
def made(tmp_path_factory, desk):
    """A signed case and its bundle."""
    folder = tmp_path_factory.mktemp("bundle")
    with Case.create(folder / "kasus", header(), ticking(), desk=desk) as case:
        exhibit = examine(case)
        exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-1.7 synthetic\n" * 50)
        case.bundle(folder / "b.zip", actor="Petugas Sintetis")
    return folder / "kasus", folder / "b.zip"


def test_a_bundle_is_verified_like_the_folder(made, tmp_path):
    case, bundle = made
    reader = reader_at(tmp_path / "reader")
    whole, packed = verify(case, reader), verify(bundle, reader)
    assert packed.unaltered
    assert packed.notes == ()
    assert packed.records == whole.records - 1  # the record of the copy came afterwards
    assert packed.signatures[0].name == "Laptop 1"
    assert packed.unsigned_records == 0
    assert packed.examined == 1


def test_the_copy_is_recorded_with_its_hash(made):
    case, bundle = made
    record = Case.read(case).records()[-1]
    assert (record.event, record.object) == (Event.SALIN, "b.zip")
    assert record.object_sha256 == sha256_hex(bundle.read_bytes())
    assert record.actor == "Petugas Sintetis"


def test_nothing_but_the_case_goes_in(made, tmp_path):
    case = Path(shutil.copytree(made[0], tmp_path / "k"))
    (case / "catatan.txt").write_bytes(b"planted")
    with Case.open(case, ticking(), desk=Desk()) as opened:
        opened.bundle(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = set(archive.namelist())
    assert "catatan.txt" not in names
    assert {"case.json", "log.jsonl", "head.json", bundle_zip.README} <= names


def test_an_altered_case_is_not_handed_on(made, tmp_path):
    case = Path(shutil.copytree(made[0], tmp_path / "k"))
    evidence = case / "exhibits/001/evidence.json"
    evidence.write_bytes(evidence.read_bytes() + b" ")
    with Case.open(case, ticking(), desk=Desk()) as opened:
        with pytest.raises(EvidenceAltered):
            opened.bundle(tmp_path / "b.zip")
        assert not (tmp_path / "b.zip").exists()
        assert not (tmp_path / "b.zip.part").exists()


def test_nothing_is_overwritten(made):
    case, bundle = made
    with (
        Case.open(case, ticking(), desk=Desk()) as opened,
        pytest.raises(CaseError, match="not overwritten"),
    ):
        opened.bundle(bundle)


@pytest.mark.slow
def test_every_byte_of_a_bundle_counts_and_is_located(made, tmp_path):
    good = made[1].read_bytes()
    with made[1].open("rb") as file:
        members, _ = bundle_zip.read(file)
    path = tmp_path / "b.zip"
    chance = random.Random(20261127)
    for place in chance.sample(range(len(good)), 400):
        bad = bytearray(good)
        bad[place] ^= chance.choice((0x01, 0x20, 0xFF))
        path.write_bytes(bad)
        first = verify(path, Desk()).first_alteration
        assert first is not None, place
        inside = [one.name for one in members if one.data_at <= place < one.data_at + one.size]
        expected = inside[0] if inside and inside[0] != bundle_zip.README else "b.zip"
        assert first.path == expected, place


@pytest.mark.parametrize("cut", [1, 30, 500, 5000])
def test_a_bundle_that_was_cut_is_altered(made, tmp_path, cut):
    (tmp_path / "b.zip").write_bytes(made[1].read_bytes()[:-cut])
    assert verify(tmp_path / "b.zip", Desk()).first_alteration.path == "b.zip"


def test_a_file_that_was_exchanged_in_a_bundle_made_anew_is_named(made, tmp_path):
    """Packed again with a bundle's own form: the container fits, the file does not."""
    with zipfile.ZipFile(made[1]) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]
    changed = [
        (name, data.replace(b"suspected", b"clarify") if "evidence" in name else data)
        for name, data in files
    ]
    (tmp_path / "b.zip").write_bytes(b"".join(bundle_zip.write(changed)))
    first = verify(tmp_path / "b.zip", Desk()).first_alteration
    assert first.path == "exhibits/001/evidence.json"
    for missing in ("log.jsonl", "head.json", "case.json"):
        left = [(name, data) for name, data in files if name != missing]
        (tmp_path / "b.zip").write_bytes(b"".join(bundle_zip.write(left)))
        assert not verify(tmp_path / "b.zip", Desk()).unaltered
    twice = [*files, files[-1]]
    (tmp_path / "b.zip").write_bytes(b"".join(bundle_zip.write(twice)))
    assert "same name" in verify(tmp_path / "b.zip", Desk()).first_alteration.says.en
    assert dict(files)[bundle_zip.README] == README_TEXT


def zipped(case, path, prefix="kasus/", extra=(), method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for file in sorted(case.rglob("*")):
            archive.write(file, prefix + file.relative_to(case).as_posix())
        for name, data in extra:
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("prefix", ["", "kasus/", "a/b c/"])
def test_a_zip_of_anybody_is_verified_too(made, tmp_path, prefix):
    found = verify(zipped(made[0], tmp_path / "z.zip", prefix), Desk())
    assert found.unaltered
    assert "another program made this zip" in found.notes[0].en


def test_in_a_zip_of_anybody_the_files_count(made, tmp_path):
    case = Path(shutil.copytree(made[0], tmp_path / "k"))
    log = case / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"seq":3', b'"seq":4'))
    assert verify(zipped(case, tmp_path / "z.zip"), Desk()).first_alteration.record == 3
    extra = [("kasus/exhibits/001/history.json", b"planted")]
    found = verify(zipped(made[0], tmp_path / "y.zip", extra=extra), Desk())
    assert found.foreign == ("exhibits/001/history.json",)
    beside = [("catatan.txt", b"beside the folder"), ("__MACOSX/kasus/._x", b"litter")]
    found = verify(zipped(made[0], tmp_path / "x.zip", extra=beside), Desk())
    assert found.foreign == ("../catatan.txt",)


def test_a_zip_without_a_case_is_said_so(tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("a.txt", b"x")
    with pytest.raises(CaseError, match="holds no case"):
        verify(tmp_path / "z.zip", Desk())


@pytest.mark.parametrize("data", [b"PK", b"PK\x03\x04" + b"x" * 100])
def test_a_broken_zip_is_said_so(tmp_path, data):
    (tmp_path / "z.zip").write_bytes(data)
    assert is_zip(tmp_path / "z.zip")
    with pytest.raises(CaseError):
        verify(tmp_path / "z.zip", Desk())


def test_a_bomb_is_not_unpacked(made, tmp_path):
    extra = [("kasus/exhibits/bomb", bytes(50_000_000))]
    with pytest.raises(CaseError, match="tightly"):
        verify(zipped(made[0], tmp_path / "z.zip", extra=extra), Desk())


def test_a_copy_older_than_the_case_is_called_that_and_not_altered(made, desk):
    _, bundle = made
    found = verify(bundle, desk)
    assert found.unaltered
    assert "an older copy" in found.notes[0].en


def test_a_copy_that_went_another_way_is_altered(made, desk, tmp_path):
    case = Path(shutil.copytree(made[0], tmp_path / "k"))
    lines = (case / "log.jsonl").read_bytes().splitlines(keepends=True)
    (case / "log.jsonl").write_bytes(b"".join(lines[:-1]))
    (case / "head.json").unlink()
    other = small_case(tmp_path / "other")
    zipped(other, tmp_path / "z.zip")
    with Case.open(other, ticking(), desk=Desk()) as opened:
        for _ in range(20):
            opened.event(Event.SERAH_BERKAS)
    zipped(other, tmp_path / "y.zip")
    assert not verify(tmp_path / "y.zip", desk).unaltered


@pytest.mark.slow
@pytest.mark.peer
def test_an_unpacked_bundle_is_the_case(made, tmp_path):
    if shutil.which("unzip") is None:
        pytest.skip("unzip is not installed")
    subprocess.run(["unzip", "-q", made[1], "-d", tmp_path / "k"], check=True)
    (tmp_path / "k" / bundle_zip.README).unlink()
    found = verify(tmp_path / "k", Desk())
    assert found.unaltered
    assert found.records == verify(made[1], Desk()).records
