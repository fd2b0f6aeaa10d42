"""Signed cases: who vouches for what, what a forger without the key can do, and rollbacks."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from phone_audit.cases import chain
from phone_audit.cases.desk import Desk, StationDesk, at
from phone_audit.cases.statements import ClosingStatement, FileStatement, HeadStatement
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.keys.folder import KeyFolder
from phone_audit.keys.signing import Signer, read_signed
from phone_audit.model.custody import Event
from phone_audit.model.record import canonical_json, from_json, replace, sha256_hex
from tests.cases.signing import OFFICE, SIGNER, desk_at, office_of, reader_at
from tests.cases.synthetic import header, small_case, ticking
from tests.cases.test_verify import files_of, flip_each, forge, lines_of


@pytest.fixture(scope="module")
def first_desk(tmp_path_factory):
    return desk_at(tmp_path_factory.mktemp("keys") / "keys")


@pytest.fixture(scope="module")
def original(tmp_path_factory, first_desk):
    with at(first_desk):
        return small_case(tmp_path_factory.mktemp("signed") / "kasus")


@pytest.fixture
def desk(original, first_desk, tmp_path):
    """The desk the case was made at, with a memory of its own for each test."""
    return StationDesk(KeyFolder(Path(shutil.copytree(first_desk.folder.path, tmp_path / "desk"))))


@pytest.fixture
def reader(tmp_path):
    """The desk of somebody who was given the case, and knows the office's fingerprint."""
    return reader_at(tmp_path / "reader-keys")


@pytest.fixture
def case(original, tmp_path):
    return Path(shutil.copytree(original, tmp_path / "salinan"))


def reopened(case, desk, *events):
    with Case.open(case, ticking(), desk=desk) as opened:
        for event in events:
            opened.event(event)


def test_a_signed_case_says_who_signed_how_much(original, reader):
    found = verify(original, reader)
    assert found.unaltered
    (by,) = found.signatures
    assert (by.name, by.office_name, by.office) == ("Laptop 1", "Kantor Contoh", OFFICE.key_id)
    assert by.recognised
    assert not by.own_key
    assert by.note is None
    assert by.records == found.records
    assert found.unsigned_records == 0
    assert found.statements == 1


def test_whoever_does_not_know_the_office_is_told_so(original):
    (by,) = verify(original, Desk()).signatures
    assert by.office == OFFICE.key_id
    assert not by.recognised


def test_public_keys_are_kept_once(case, desk):
    before = set(files_of(case))
    reopened(case, desk)
    assert set(files_of(case)) == before
    keys = [path for path in files_of(case) if path.startswith("keys/")]
    assert len(keys) == 2
    assert all(sha256_hex((case / path).read_bytes()) in path for path in keys)


def test_a_report_has_a_statement_that_leads_to_its_place_in_the_log(original):
    (path,) = (path for path in files_of(original) if path.startswith("manifests/"))
    signed = read_signed((original / path).read_bytes())
    statement = signed.read(FileStatement)
    assert path == f"manifests/{statement.sha256}.json"
    assert sha256_hex((original / statement.path).read_bytes()) == statement.sha256
    assert (original / statement.path).stat().st_size == statement.size_bytes
    line = lines_of(original)[statement.record - 1].rstrip(b"\n")
    assert sha256_hex(line) == statement.record_sha256
    assert json.loads(line)["object"] == statement.path
    evidence = (original / "exhibits/001/evidence.json").read_bytes()
    assert statement.evidence_sha256 == sha256_hex(evidence)


def test_the_same_report_again_is_not_stated_twice(case, desk):
    before = len(files_of(case))
    with Case.open(case, ticking(), desk=desk) as opened:
        exhibit = opened.exhibit(1)
        exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-1.7 synthetic\n%%EOF\n")
    assert len(files_of(case)) == before


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["head.json", "keys/", "manifests/"])
def test_every_byte_of_what_is_signed_counts(case, kind):
    for file in [path for path in files_of(case) if path.startswith(kind)]:
        for position, result in flip_each(case, file):
            assert result.first_alteration is not None, (file, position)
            assert result.first_alteration.path == file, (file, position)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 14))
def test_a_chain_forged_with_its_head_does_not_fit_the_signature(case, number):
    assert len(lines_of(case)) == 13
    signed = chain.read_head((case / "head.json").read_bytes()).signed

    def change(records):
        records[number - 1]["at"] = "2026-11-19T03:00:00Z"

    forged = forge(case, change)
    assert verify(case).first_alteration.path == "head.json"  # the signature is missing
    (case / "head.json").write_bytes(chain.head_json(13, forged, signed))
    first = verify(case).first_alteration
    # The report of record 11 has a signed statement of its own: the nearest that does not fit.
    assert (first.path, first.record) == ("log.jsonl", 11 if number <= 11 else 13)


def test_a_forger_needs_a_certified_key(case, tmp_path, reader):
    """Another station key of his own is no help: the office did not certify it."""
    forged = forge(case, lambda records: records[8].update(note="dikembalikan kemudian"))
    (case / "head.json").unlink()
    statement = HeadStatement(at=ticking()(), case_id=header().case_id, records=13, sha256=forged)
    signed = Signer.new().sign(statement)
    (case / "head.json").write_bytes(chain.head_json(13, forged, signed))
    assert verify(case, reader).first_alteration.path == "head.json"


def test_a_forger_with_an_office_of_his_own_is_not_recognised(tmp_path, reader):
    forger = Signer.new()
    with at(desk_at(tmp_path / "forged-keys", certified=False)):
        path = small_case(tmp_path / "palsu")
    with Case.open(path, ticking()) as opened:
        opened.sign(office_of(forger), forger)
    found = verify(path, reader)
    assert found.unaltered
    assert [one.recognised for one in found.signatures] == [False, False]


def test_a_signature_of_another_case_fits_no_other(case, tmp_path, desk):
    another = replace(header(), case_id="f" * 32)
    with Case.create(tmp_path / "lain", another, ticking(), desk=desk):
        pass
    other = chain.read_head((tmp_path / "lain/head.json").read_bytes()).signed
    head = chain.read_head((case / "head.json").read_bytes())
    (case / "head.json").write_bytes(chain.head_json(head.records, head.sha256, other))
    assert not verify(case, Desk()).unaltered


def test_a_station_without_a_key_keeps_the_signature_there_is(case, reader):
    reopened(case, Desk(), Event.SERAH_BERKAS)
    found = verify(case, reader)
    assert found.unaltered
    (by,) = found.signatures
    assert by.records == 13
    assert found.unsigned_records == 2


def test_a_second_station_adds_its_own_key(case, tmp_path, reader):
    reopened(case, desk_at(tmp_path / "second", name="Laptop 2"))
    found = verify(case, reader)
    assert found.unaltered
    assert [one.name for one in found.signatures] == ["Laptop 2"]
    assert len([path for path in files_of(case) if path.startswith("keys/")]) == 3


def test_a_station_nobody_certifies_is_told_so(tmp_path):
    with at(desk_at(tmp_path / "keys", certified=False)):
        path = small_case(tmp_path / "kasus")
    (by,) = verify(path, Desk()).signatures
    assert by.office is None
    assert "no office" in by.note.en


def test_a_certificate_that_had_ended_is_told_so(tmp_path, reader):
    with at(desk_at(tmp_path / "keys", until=date(2026, 11, 18))):
        path = small_case(tmp_path / "kasus")
    (by,) = verify(path, reader).signatures
    assert "not valid at the time" in by.note.en


def test_the_office_signs_the_whole_log_with_its_own_key(case, desk, reader):
    with Case.open(case, ticking(), desk=desk) as opened:
        path = opened.sign(OFFICE, SIGNER, actor="Ketua Sintetis")
    signed = read_signed(path.read_bytes())
    assert signed.read(ClosingStatement).records == 14
    found = verify(case, reader)
    assert found.unaltered
    assert [(one.own_key, one.name) for one in found.signatures] == [
        (False, "Laptop 1"),
        (True, "Kantor Contoh"),
    ]
    assert [one.records for one in found.signatures] == [15, 14]


def test_a_closing_signature_that_does_not_fit_is_named(case, desk, reader):
    with Case.open(case, ticking(), desk=desk) as opened:
        records, sha256 = opened.last_record()
        right = ClosingStatement(
            at=ticking()(), case_id=header().case_id, records=records, sha256=sha256
        )
        wrong = [
            SIGNER.sign(ClosingStatement(**{**_fields(right), "sha256": "0" * 64})),
            Signer.new().sign(right),
            SIGNER.sign(ClosingStatement(**{**_fields(right), "case_id": "0" * 32})),
        ]
        opened.sign(OFFICE, SIGNER)
        places = []
        for number, signed in enumerate(wrong):
            path = f"signatures/{records:06d}-{number:08d}.json"
            opened._log.place(path, canonical_json(signed), opened._log.draft(Event.TANDA_TANGAN))
            places.append(path)
    found = verify(case, reader)
    assert {complaint.path for complaint in found.complaints} >= set(places)


def _fields(statement):
    return {name: getattr(statement, name) for name in statement.__struct_fields__}


def test_a_time_stamp_is_kept_beside_the_record_it_is_of(case, desk):
    with Case.open(case, ticking(), desk=desk) as opened:
        records, _ = opened.last_record()
        opened.keep_stamp(records, b"\x30\x03\x02\x01\x00")
        with pytest.raises(CaseError, match="already"):
            opened.keep_stamp(records, b"\x30\x03\x02\x01\x00")
        with pytest.raises(CaseError, match="no time-stamp token"):
            opened.keep_stamp(records + 1, b"x")
    found = verify(case)
    assert found.unaltered
    (stamp,) = found.stamps
    assert (stamp.path, stamp.record) == (f"signatures/{records:06d}.tsr", records)
    assert stamp.sha256 == sha256_hex(lines_of(case)[records - 1].rstrip(b"\n"))


def test_an_erasure_is_signed_as_well(case, desk, reader):
    with Case.open(case, ticking(), desk=desk) as opened:
        opened.exhibit(1).withdraw(actor="Petugas Sintetis")
    found = verify(case, reader)
    assert found.unaltered
    assert found.statements == 2
    statements = [
        read_signed((case / path).read_bytes()).read(FileStatement)
        for path in files_of(case)
        if path.startswith("manifests/")
    ]
    assert any(one.path == "exhibits/001/erasure_1.json" for one in statements)


def test_an_older_copy_is_refused_where_it_was_signed(case, desk, tmp_path, reader):
    older = shutil.copytree(case, tmp_path / "lama")
    with Case.open(case, ticking(), desk=desk) as opened:
        opened.exhibit(1).event(Event.SERAH_BERKAS)
    assert verify(case, desk).unaltered
    # Here somebody remembers.
    first = verify(older, desk).first_alteration
    assert (first.path, first.record) == ("log.jsonl", 14)
    assert "old copy" in first.says.en
    with pytest.raises(EvidenceAltered, match="left this case with 15 records"):
        Case.open(older, ticking(), desk=desk)
    # Elsewhere nothing in the copy itself tells: it was a whole, signed case once ...
    assert verify(older, reader).unaltered
    # ... but what was printed or noted since is not in it.
    newest = verify(case, reader).head_sha256
    assert verify(case, reader, on_paper=newest[:16]).paper_record == 15
    told = verify(older, reader, on_paper=newest[:16])
    assert told.paper_record is None
    assert "older copy" in told.first_alteration.says.en


def test_two_copies_that_went_on_apart_are_told_apart(case, desk, tmp_path):
    other = shutil.copytree(case, tmp_path / "lain")
    reopened(case, desk, Event.SERAH_BERKAS, Event.SALIN)
    reopened(other, Desk(), Event.KEMBALI, Event.KEMBALI, Event.KEMBALI)
    assert not verify(other, desk).unaltered


def test_an_older_head_is_noticed(case, desk):
    old = (case / "head.json").read_bytes()
    reopened(case, desk, Event.SERAH_BERKAS)
    (case / "head.json").write_bytes(old)
    found = verify(case, Desk())
    assert found.unsigned_records == 2
    assert "older head.json" in found.incomplete[0].en


def test_without_keys_nothing_is_signed(tmp_path):
    found = verify(small_case(tmp_path / "k"), Desk())
    assert found.signatures == ()
    assert found.unsigned_records == found.records == 10
    assert found.statements == 0
    head = json.loads((tmp_path / "k/head.json").read_bytes())
    assert set(head) == {"records", "sha256", "check_sha256"}


def test_what_stands_in_a_key_must_be_one(case, desk, tmp_path):
    with Case.open(case, ticking(), desk=desk) as opened:
        place = f"keys/{sha256_hex(b'x')}.json"
        opened._log.place(place, b"x", opened._log.draft(Event.HASH))
    assert verify(case).first_alteration.path == place


def test_a_broken_key_folder_stops_the_work_instead_of_leaving_it_unsigned(case, tmp_path):
    broken = desk_at(tmp_path / "keys")
    (tmp_path / "keys/station.key").write_bytes(b"broken")
    from phone_audit.errors import UsageError

    with pytest.raises(UsageError, match=r"station\.key"):
        Case.open(case, ticking(), desk=broken)
    assert from_json((case / "head.json").read_bytes(), chain.Head).records == 13
