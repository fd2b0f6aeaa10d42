"""Erasing takes everything that was read, and leaves proof that it did."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from phone_audit.cases import durable
from phone_audit.cases.erasure import erase_exhibit
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.errors import CaseError, Refused, Withdrawn
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.custody import Counted, ErasureReason, Event, ExhibitStatus
from phone_audit.model.papers import Answer, HandBack, Handover, Response
from phone_audit.model.record import replace, sha256_hex
from tests.cases import crashing
from tests.cases.synthetic import (
    MORNING,
    SNAPSHOT,
    SNAPSHOT_SHA256,
    examination,
    examine,
    header,
    note,
    noticed,
    ticking,
)
from tests.cases.test_documented import passages

SECRET = "id.contoh.permainan"


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "kasus", header(), ticking()) as case:
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        yield case


def examined(case):
    exhibit = noticed(case)
    for number in (1, 2):
        exhibit.keep(note(number), hide=[SECRET])
    exhibit.conclude(examination(exhibit))
    exhibit.file(Handover(at=MORNING))
    exhibit.file(Response(at=MORNING, answer=Answer.OBJECTS, text="Bukan milik saya."))
    exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-1.7 " + SECRET.encode())
    return exhibit


def bytes_of(folder):
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_matched_name_stands_in_the_evidence_and_never_in_the_log(case):
    exhibit = noticed(case)
    sent = f"pm path {SECRET}; dumpsys package {SECRET}.lain"
    asked = replace(note(1), command=sent, command_sha256=sha256_hex(sent.encode()))
    record = exhibit.keep(asked, hide=[SECRET, f"{SECRET}.lain", ""])
    assert record.capture.command == "pm path ‹nama 2›; dumpsys package ‹nama 1›"
    assert SECRET.encode() not in (case.path / "log.jsonl").read_bytes()
    exhibit.conclude(replace(examination(exhibit, 0), captures=(asked,)))
    assert exhibit.examination().captures == (asked,)
    assert verify(case.path).unaltered


def test_withdrawing_during_the_run_stops_it_and_keeps_nothing(case):
    exhibit = noticed(case)
    exhibit.keep(note(1))
    with Case.open(case.path, ticking()) as elsewhere:
        elsewhere.exhibit(1).withdraw(actor="Petugas Sintetis")
    for step in (
        exhibit.check_may_be_read,
        lambda: exhibit.keep(note(2)),
        lambda: exhibit.conclude(examination(exhibit, 1)),
    ):
        with pytest.raises(Withdrawn):
            step()
    assert not (case.path / "exhibits/001/evidence.json").exists()
    assert exhibit.stored.reason is NotExaminedReason.WITHDRAWN
    assert verify(case.path).unaltered
    assert verify(case.path).incomplete == ()


def test_withdrawing_after_the_run_erases_what_was_read_at_once(case):
    exhibit = examined(case)
    evidence = exhibit.stored.evidence_sha256
    place = exhibit.withdraw(actor="Petugas Sintetis")
    kept = sorted(p.name for p in (case.path / "exhibits/001").rglob("*") if p.is_file())
    assert kept == ["erasure_1.json", "handover_1.json", "notice_1.json"]
    everything = bytes_of(case.path)
    for told in (SECRET, "Bukan milik saya", "suspected"):
        assert told.encode() not in everything
    assert place.name == "erasure_1.json"
    (erasure,) = case.erasures()
    assert (erasure.reason, erasure.counted) == (ErasureReason.WITHDRAWN, None)
    assert erasure.actor == "Petugas Sintetis"
    assert evidence in {file.sha256 for file in erasure.files}
    assert exhibit.stored.status is ExhibitStatus.NOT_EXAMINED
    assert exhibit.stored.reports == ()
    with pytest.raises(CaseError, match="no examination was concluded"):
        exhibit.evidence_bytes()
    with pytest.raises(CaseError, match="not examined"):
        exhibit.withdraw()
    exhibit.file(HandBack(at=MORNING, same_condition=True))  # the phone still goes back
    name = f"BAK{exhibit.document_id[3:]}.pdf"
    assert exhibit.add_report(name, b"receipt").exists()
    assert verify(case.path).unaltered


def test_a_phone_read_under_another_persons_name_is_erased_and_free_again(case):
    exhibit = noticed(case)
    exhibit.keep(note(1), hide=[SECRET])
    exhibit.keep(note(2), hide=[SECRET])
    exhibit.conclude(examination(exhibit))
    exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-1.7 " + SECRET.encode())
    exhibit.void(actor="Petugas Sintetis")
    assert SECRET.encode() not in bytes_of(case.path)
    (erasure,) = case.erasures()
    assert (erasure.reason, erasure.counted) == (ErasureReason.NOT_THE_HOLDERS, None)
    stored = exhibit.stored
    assert (stored.status, stored.reason) == (
        ExhibitStatus.NOT_EXAMINED,
        NotExaminedReason.NOT_THE_HOLDERS,
    )
    with pytest.raises(CaseError, match="not examined"):
        exhibit.void()
    assert verify(case.path).unaltered


def test_what_is_being_read_under_another_persons_name_stops(case):
    exhibit = noticed(case)
    exhibit.keep(note(1))
    exhibit.void()
    for step in (
        exhibit.check_may_be_read,
        lambda: exhibit.keep(note(2)),
        lambda: exhibit.conclude(examination(exhibit, 1)),
    ):
        with pytest.raises(Withdrawn):
            step()
    assert verify(case.path).unaltered


def test_what_people_acted_on_is_not_taken_back_as_a_slip(case):
    exhibit = examined(case)  # with the holder's answer
    with pytest.raises(Refused):
        exhibit.void()
    assert exhibit.stored.status is ExhibitStatus.EXAMINED


def test_a_slip_recorded_right_before_a_power_cut_is_erased_at_the_next_opening(case, monkeypatch):
    exhibit = noticed(case)
    exhibit.keep(note(1), hide=[SECRET])
    exhibit.conclude(examination(exhibit, 1))

    def cut(*_arguments, **_options):
        raise CaseError("no power")

    with monkeypatch.context() as patch:
        patch.setattr("phone_audit.cases.exhibit.erase_exhibit", cut)
        with pytest.raises(CaseError, match="no power"):
            exhibit.void()
    assert (case.path / "exhibits/001/evidence.json").exists()
    case.close()
    with Case.open(case.path, ticking()) as again:
        assert again.erasures()[0].reason is ErasureReason.NOT_THE_HOLDERS
    assert not (case.path / "exhibits/001/evidence.json").exists()
    assert verify(case.path).unaltered


def test_when_the_time_is_over_everything_goes_but_what_counts(case):
    exhibit = examined(case)
    counted = Counted(outcome=Outcome.SUSPECTED, full_coverage=True, asn=True)
    erase_exhibit(
        case._log, 1, reason=ErasureReason.RETENTION, actor="Petugas Sintetis", counted=counted
    )
    assert [p.name for p in (case.path / "exhibits/001").rglob("*") if p.is_file()] == [
        "erasure_1.json"
    ]
    assert b"Pegawai Sintetis" not in bytes_of(case.path)
    assert case.erasures()[0].counted == counted
    assert exhibit.stored.status is ExhibitStatus.EXAMINED
    with pytest.raises(CaseError, match="was erased"):
        exhibit.evidence_bytes()
    for step in (
        lambda: exhibit.file(Response(at=MORNING, answer=Answer.ACCEPTS)),
        lambda: exhibit.file(HandBack(at=MORNING)),
    ):
        with pytest.raises(CaseError, match="was erased"):
            step()
    assert exhibit.papers().notice is None
    assert verify(case.path).unaltered


def test_a_name_that_was_erased_is_never_given_again(case):
    exhibit = examined(case)
    exhibit.withdraw()
    name = f"{exhibit.document_id}.pdf"
    assert exhibit.add_report(name, b"new").name == f"{exhibit.document_id}_2.pdf"
    assert verify(case.path).unaltered


def test_one_phone_is_erased_and_no_other(case):
    examined(case)
    other = examined(case)
    before = other.evidence_bytes()
    case.exhibit(1).withdraw()
    assert other.evidence_bytes() == before
    assert len(other.papers().responses) == 1


def test_what_a_crash_left_of_the_phone_goes_too(case):
    exhibit = noticed(case)
    (case.path / "exhibits/001/evidence.json.part").write_bytes(SECRET.encode())
    with Case.open(case.path, ticking()):
        pass  # sets it aside as recovered/001-….bin
    assert SECRET.encode() in bytes_of(case.path)
    (case.path / "exhibits/001/evidence.json.part").write_bytes(SECRET.encode() + b"2")
    exhibit.withdraw()
    assert SECRET.encode() not in bytes_of(case.path)
    assert verify(case.path).unaltered
    assert verify(case.path).incomplete == ()


def test_an_interrupted_erasure_is_told_and_completed(case, monkeypatch):
    exhibit = examined(case)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "remove", lambda path: None)
        exhibit.withdraw()
    result = verify(case.path)
    assert result.unaltered
    assert sum("erasure was interrupted" in told.en for told in result.incomplete) == 3
    with Case.open(case.path, ticking()):
        pass
    assert verify(case.path).incomplete == ()
    assert SECRET.encode() not in bytes_of(case.path)


def test_the_record_of_an_erasure_cannot_be_changed_unnoticed(case):
    place = examined(case).withdraw()
    for old, new in ((b"dihentikan_pemegang", b"masa_simpan"), (b"evidence", b"evidenca")):
        good = place.read_bytes()
        place.write_bytes(good.replace(old, new))
        assert verify(case.path).first_alteration.path == "exhibits/001/erasure_1.json"
        place.write_bytes(good)
    assert verify(case.path).unaltered


def test_there_is_nothing_to_erase_of_a_phone_that_is_not_there(case):
    with pytest.raises(CaseError, match="no exhibit 7"):
        erase_exhibit(case._log, 7, reason=ErasureReason.RETENTION, actor=None)


@pytest.mark.slow
def test_the_documented_scripts_agree(tmp_path):
    with Case.create(tmp_path / "k", header(), ticking()) as case:
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        examined(case).withdraw()
        examine(case)
    (script,) = passages("python")
    (tmp_path / "check.py").write_text(script, encoding="utf-8")
    check = [sys.executable, "-I", str(tmp_path / "check.py"), str(tmp_path / "k")]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0
    files = passages("sh")[2]
    if os.name == "nt":
        pytest.skip("this system has no bash")
    shell = ["bash", "-o", "pipefail", "-c", files]
    done = subprocess.run(shell, cwd=tmp_path / "k", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "exhibits/001/erasure_1.json: OK" in done.stdout
    assert "exhibits/001/evidence.json" not in done.stdout
    (tmp_path / "k/exhibits/002/evidence.json").unlink()
    assert subprocess.run(check, capture_output=True, check=False).returncode != 0


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_program_may_stop_at_any_call_of_an_erasure(tmp_path):
    def withdraw(path: Path, call: int, *, half: bool) -> None:
        case = Case.open(path, ticking())
        exhibit = case.exhibit(1)
        crashing.stop_at(call, half=half)
        exhibit.withdraw()

    call = 0
    while True:
        path = tmp_path / str(call)
        with Case.create(path, header(), ticking()) as case:
            case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
            examined(case)
        stopped = crashing.died(withdraw, path, call, half=bool(call % 2))
        assert verify(path).unaltered, (call, verify(path).first_alteration)
        with Case.open(path, ticking()) as case:
            if case.exhibits()[0].status is not ExhibitStatus.NOT_EXAMINED:
                case.exhibit(1).withdraw()
            assert [record.event for record in case.records()].count(Event.HAPUS) == 1
        assert verify(path).incomplete == (), call
        assert SECRET.encode() not in bytes_of(path), call
        if not stopped:
            break
        call += 1
    assert call > 15
