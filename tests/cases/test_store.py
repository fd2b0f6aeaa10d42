"""What a case takes, what it refuses, and what it gives back."""

import errno
import os
import re
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from phone_audit.cases import durable, lock
from phone_audit.cases import log as log_module
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.case import Assignment, Zone
from phone_audit.model.custody import Event, ExhibitStatus, Role
from phone_audit.model.record import canonical_json, replace, sha256_hex
from tests.cases.synthetic import (
    MORNING,
    SNAPSHOT,
    SNAPSHOT_SHA256,
    examination,
    examine,
    header,
    note,
    notice,
    noticed,
    small_case,
    ticking,
)


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "kasus", header(), ticking()) as case:
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        yield case


def test_what_is_stored_comes_back(tmp_path):
    path = small_case(tmp_path / "kasus")
    with Case.open(path, ticking()) as case:
        assert case.header == header()
        (stored,) = case.exhibits()
        assert stored.status is ExhibitStatus.EXAMINED
        assert stored.commands == 2
        exhibit = case.exhibit(stored.number)
        assert exhibit.examination() == examination(exhibit)
        assert exhibit.evidence_bytes() == canonical_json(examination(exhibit))
        assert sha256_hex(exhibit.evidence_bytes()) == stored.evidence_sha256
        assert case.signature_list(SNAPSHOT_SHA256) == SNAPSHOT
        assert [record.event.value for record in case.records()] == [
            *("BUAT", "HASH", "LABEL", "PEMBERITAHUAN", "BACA_MULAI", "PERINTAH", "PERINTAH"),
            *("HASH", "CETAK", "KEMBALI", "BUKA"),
        ]
    assert verify(path).unaltered


def test_a_document_id_is_fixed_when_the_phone_is_labelled(case):
    exhibit = case.new_exhibit("A-17")
    assert re.fullmatch(r"LPP-2026-0117-001-[0-9A-F]{4}", exhibit.document_id)
    assert case.exhibit(1).document_id == exhibit.document_id
    assert case.exhibit(1).label == "A-17"
    assert case.new_exhibit().label == "002"


def test_the_year_is_that_of_the_place(tmp_path):
    new_year = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # 1 January 2027, 00.30 WITA
    place = replace(header(), zone=Zone.WITA)
    with Case.create(tmp_path / "k", place, lambda: new_year) as case:
        assert case.new_exhibit().document_id.startswith("LPP-2027-")


def test_folders_and_files_are_private(tmp_path):
    if os.name == "nt":
        pytest.skip("Windows keeps rights elsewhere")
    path = small_case(tmp_path / "kasus")
    for found in [path, *path.rglob("*")]:
        mode = stat.S_IMODE(found.stat().st_mode)
        assert mode == (0o700 if found.is_dir() else 0o600), found


@pytest.mark.parametrize("taken", ["file", "folder", "link", "case"])
def test_a_case_never_takes_the_place_of_something_else(tmp_path, taken):
    path = tmp_path / "kasus"
    if taken == "file":
        path.write_bytes(b"mine")
    elif taken == "folder":
        path.mkdir()
        (path / "mine").write_bytes(b"mine")
    elif taken == "link":
        (tmp_path / "target").mkdir()
        path.symlink_to(tmp_path / "target")
    else:
        small_case(path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CaseError):
        Case.create(path, header(), ticking())
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_may_become_a_case(tmp_path):
    (tmp_path / "kasus").mkdir()
    Case.create(tmp_path / "kasus", header(), ticking()).close()
    assert verify(tmp_path / "kasus").unaltered
    assert [p.name for p in tmp_path.iterdir()] == ["kasus"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"assignment": Assignment(number=" ")}, "surat tugas"),
        ({"sidak": "../1"}, "four digits"),
        ({"sidak": "٠١١٧"}, "four digits"),
        ({"case_id": "x"}, "32 hexadecimal"),
        ({"schema_version": "0"}, "form 1"),
        ({"opened_at": datetime(2026, 11, 19)}, "time zone"),
        ({"office": "\ud800"}, "cannot be stored"),
    ],
)
def test_a_header_without_what_a_case_needs_is_refused(tmp_path, change, complaint):
    with pytest.raises(CaseError, match=complaint):
        Case.create(tmp_path / "k", replace(header(), **change), ticking())
    assert list(tmp_path.iterdir()) == []


def test_an_examination_is_concluded_once(case):
    exhibit = examine(case)
    before = exhibit.evidence_bytes()
    with pytest.raises(CaseError, match="already concluded"):
        exhibit.conclude(examination(exhibit))
    with pytest.raises(CaseError, match="already concluded"):
        exhibit.keep(note(3))
    with pytest.raises(CaseError, match="already concluded"):
        exhibit.not_examined(NotExaminedReason.BROKEN)
    assert exhibit.evidence_bytes() == before


def test_an_examination_of_another_phone_or_case_is_refused(case):
    one, other = noticed(case), noticed(case)
    one.keep(note(1))
    one.keep(note(2))
    good = examination(one)
    for wrong in (
        examination(other),
        replace(good, exhibit=2),
        replace(good, label="x"),
        replace(good, case=replace(good.case, office="Dinas Lain")),
    ):
        with pytest.raises(CaseError, match="another phone or case"):
            one.conclude(wrong)
    with pytest.raises(CaseError, match="not in the log"):
        one.conclude(replace(good, captures=(note(1, b"another answer"),)))
    unknown = replace(good, signature_list=replace(good.signature_list, sha256="0" * 64))
    with pytest.raises(CaseError, match="list it rests on was not kept"):
        one.conclude(unknown)
    one.conclude(good)


def test_a_phone_that_is_not_examined_is_recorded_with_its_reason_only(case):
    exhibit = noticed(case)
    record = exhibit.not_examined(NotExaminedReason.DECLINED, actor="Petugas Sintetis")
    assert (record.event, record.reason) == (Event.TIDAK_DIPERIKSA, NotExaminedReason.DECLINED)
    stored = exhibit.stored
    assert stored.status is ExhibitStatus.NOT_EXAMINED
    assert stored.reason is NotExaminedReason.DECLINED
    with pytest.raises(CaseError, match="not examined"):
        exhibit.keep(note(1))
    with pytest.raises(CaseError, match="no examination"):
        exhibit.examination()
    result = verify(case.path)
    assert result.unaltered
    assert result.incomplete == ()
    assert result.not_examined == 1


def test_a_command_is_written_as_sent_or_masked(case):
    exhibit = noticed(case)
    sent = "dumpsys notification --package id.contoh.peramban"
    good = replace(note(1), command_sha256=sha256_hex(sent.encode()))
    exhibit.keep(replace(good, command=sent))
    exhibit.keep(replace(good, command="dumpsys notification --package ‹peramban 1›"))
    with pytest.raises(CaseError, match="neither"):
        exhibit.keep(replace(good, command="dumpsys notification --package id.contoh.lain"))
    assert exhibit.stored.commands == 2


def test_the_same_report_is_stored_once_and_logged_each_time(case):
    exhibit = examine(case)
    name = f"{exhibit.document_id}.pdf"
    first = exhibit.add_report(name, b"one")
    assert exhibit.add_report(name, b"one") == first
    second = exhibit.add_report(name, b"two")
    assert second.name == f"{exhibit.document_id}_2.pdf"
    assert exhibit.add_report(name, b"two") == second
    assert exhibit.add_report(name, b"one") == first
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert [r.event for r in case.records()].count(Event.CETAK) == 5
    assert len(exhibit.stored.reports) == 2
    copy = exhibit.add_report(f"{exhibit.document_id}-salinan.pdf", b"three")
    handover = exhibit.add_report(f"BAS{exhibit.document_id[3:]}.pdf", b"four")
    assert copy.parent == handover.parent == first.parent
    assert verify(case.path).unaltered


def test_a_changed_report_is_not_taken_for_the_same(case):
    exhibit = examine(case)
    name = f"{exhibit.document_id}.pdf"
    exhibit.add_report(name, b"one").write_bytes(b"another")
    with pytest.raises(EvidenceAltered, match="has SHA-256"):
        exhibit.add_report(name, b"one")


@pytest.mark.parametrize(
    "name",
    [
        "../evidence.json",
        "Budi.pdf",
        "{id}",
        "{id}.part",
        "{id}.pdf/../x",
        "{id}_2.pdf",
        "{id}-Budi.pdf",
        "LPP-2026-0117-002-0000.pdf",
        "RKP{tail}.pdf",
        "{id}.pdf\n",
        "/{id}.pdf",
        "",
    ],
)
def test_a_report_has_the_name_of_its_document_only(case, name):
    exhibit = examine(case)
    name = name.format(id=exhibit.document_id, tail=exhibit.document_id[3:])
    with pytest.raises(CaseError, match="is not a document of"):
        exhibit.add_report(name, b"x")
    assert verify(case.path).unaltered


def test_a_signature_list_is_kept_once(case):
    one = case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
    assert one == case.path / "lists" / f"{SNAPSHOT_SHA256}.json.gz"
    assert len([r for r in case.records() if r.object and r.object.startswith("lists/")]) == 1
    assert case.signature_list(SNAPSHOT_SHA256) == SNAPSHOT
    assert SNAPSHOT not in one.read_bytes()
    with pytest.raises(CaseError, match="not what its SHA-256 says"):
        case.keep_signature_list(b"other", SNAPSHOT_SHA256)
    with pytest.raises(CaseError, match="knows no such file"):
        case.signature_list("0" * 64)
    with pytest.raises(CaseError, match="knows no such file"):
        case.signature_list("../../case")


def test_events_say_who_did_it(case):
    exhibit = case.new_exhibit()
    record = exhibit.event(
        Event.TERIMA, actor="Petugas Sintetis", role=Role.OFFICER, note="layar retak"
    )
    assert (record.actor, record.role, record.exhibit) == ("Petugas Sintetis", Role.OFFICER, 1)
    assert case.event(Event.SALIN, about="LPP.zip", about_sha256="0" * 64).object == "LPP.zip"
    assert case.event(Event.TINJAU, about="case.json").object_sha256 == sha256_hex(
        (case.path / "case.json").read_bytes()
    )
    for event in (Event.BUAT, Event.LABEL, Event.PERINTAH, Event.HASH, Event.TIDAK_DIPERIKSA):
        with pytest.raises(CaseError, match="step that does it"):
            case.event(event)
    for about in ("exhibits/001/evidence.json", "../x", "a\\b", "/etc/passwd"):
        with pytest.raises(CaseError, match="not a file of this case"):
            case.event(Event.SALIN, about=about, about_sha256="0" * 64)
    with pytest.raises(CaseError, match="another hash"):
        case.event(Event.TINJAU, about="case.json", about_sha256="0" * 64)
    with pytest.raises(CaseError, match="no exhibit 9"):
        case.event(Event.KEMBALI, exhibit=9)
    with pytest.raises(CaseError, match="too long"):
        case.event(Event.GAGAL, note="x" * 5000)
    with pytest.raises(CaseError, match="no character"):
        case.event(Event.GAGAL, note="\ud800")
    with pytest.raises(CaseError, match="no exhibit 9"):
        case.exhibit(9)
    assert verify(case.path).unaltered


@pytest.mark.parametrize("label", ["", " ", "a\nb", "x" * 65, "\u202e1", "\x1b[2J"])
def test_a_label_is_one_short_printable_line(case, label):
    with pytest.raises(CaseError, match="label"):
        case.new_exhibit(label)
    assert case.exhibits() == ()


def test_times_are_utc_whatever_the_clock_says(tmp_path):
    wit = timezone(timedelta(hours=9))
    with Case.create(tmp_path / "k", header(), lambda: MORNING.astimezone(wit)) as case:
        assert case.records()[0].at == MORNING
    assert b'"at":"2026-11-19T00:14:07.120394Z"' in (tmp_path / "k" / "log.jsonl").read_bytes()
    with pytest.raises(CaseError, match="time zone"):
        Case.create(tmp_path / "k2", header(), lambda: datetime(2026, 11, 19))


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["Asia/Jayapura", "America/Noronha"])
def test_another_computer_reads_the_same(tmp_path, zone):
    small_case(tmp_path / "k")
    code = (
        "import sys; from pathlib import Path; from phone_audit.cases.verify import verify;"
        "from phone_audit.cases.store import Case;"
        "from tests.cases.synthetic import examine, ticking\n"
        "case = Case.open(Path(sys.argv[1]), ticking()); examine(case); case.close()\n"
        "print(verify(Path(sys.argv[1])).unaltered)"
    )
    elsewhere = {**os.environ, "TZ": zone, "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0", "LANG": "C"}
    shown = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, tmp_path / "k"],
        env={**elsewhere, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.strip() == "True"
    assert verify(tmp_path / "k").unaltered


def test_opening_says_when_a_case_was_changed_and_leaves_it_as_it_is(tmp_path):
    path = small_case(tmp_path / "k")
    for file in ("case.json", "head.json", "log.jsonl"):
        good = (path / file).read_bytes()
        for bad in (good[:-1], good[:-20], good.replace(b"0", b"1"), b"", good + b"{}\n"):
            (path / file).write_bytes(bad)
            with pytest.raises(EvidenceAltered):
                Case.open(path, ticking())
            with pytest.raises(EvidenceAltered):
                Case.read(path)
            assert (path / file).read_bytes() == bad
        (path / file).unlink()
        with pytest.raises(CaseError):
            Case.open(path, ticking())
        assert not (path / file).exists()
        (path / file).write_bytes(good)
    assert verify(path).unaltered


def test_opening_says_when_a_whole_log_was_exchanged(tmp_path):
    path, other = small_case(tmp_path / "k"), small_case(tmp_path / "other")
    (path / "log.jsonl").write_bytes((other / "log.jsonl").read_bytes())
    with pytest.raises(EvidenceAltered, match=r"head\.json says"):
        Case.open(path, ticking())


def test_reading_a_changed_file_says_so(tmp_path):
    path = small_case(tmp_path / "k")
    evidence = path / "exhibits/001/evidence.json"
    good = evidence.read_bytes()
    with Case.read(path) as case:
        evidence.write_bytes(good.replace(b"suspected", b"clarify"))
        with pytest.raises(EvidenceAltered, match="has SHA-256"):
            case.exhibit(1).examination()
        evidence.unlink()
        with pytest.raises(EvidenceAltered, match="is missing"):
            case.exhibit(1).evidence_bytes()


def test_a_log_that_shrinks_while_it_is_open_is_noticed(case):
    log = case.path / "log.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole[:-1])
    with pytest.raises(EvidenceAltered, match="shorter"):
        case.event(Event.GAGAL)
    log.write_bytes(whole)
    case.event(Event.GAGAL)


def test_a_case_opened_for_reading_takes_nothing(tmp_path):
    path = small_case(tmp_path / "k")
    with Case.read(path) as case:
        for step in (
            lambda: case.event(Event.GAGAL),
            case.new_exhibit,
            lambda: case.exhibit(1).event(Event.KEMBALI),
        ):
            with pytest.raises(CaseError, match="reading only"):
                step()
        assert len(case.exhibits()) == 1
    case.close()
    with pytest.raises(CaseError, match="closed"):
        case.exhibits()


def test_a_closed_case_takes_nothing(tmp_path):
    case = Case.create(tmp_path / "k", header(), ticking())
    case.close()
    case.close()
    with pytest.raises(CaseError, match="closed"):
        case.event(Event.GAGAL)


def test_a_forked_program_must_open_the_case_itself(case, monkeypatch):
    monkeypatch.setattr(os, "getpid", lambda: -1)
    with pytest.raises(CaseError, match="in each process"):
        case.event(Event.GAGAL)


# --- links ---------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["exhibits", "exhibits/001", "exhibits/001/reports"])
def test_nothing_is_written_through_a_linked_folder(case, tmp_path, link):
    exhibit = examine(case)
    outside = tmp_path / "outside"
    outside.mkdir()
    place = case.path / link
    if place.exists():
        place.rename(tmp_path / "moved")
    place.symlink_to(outside)
    with pytest.raises(EvidenceAltered):
        exhibit.add_report(f"{exhibit.document_id}.pdf", b"x")
    assert list(outside.iterdir()) == []


def test_a_link_in_the_way_of_a_file_is_not_followed(case, tmp_path):
    exhibit = noticed(case)
    outside = tmp_path / "outside"
    outside.write_bytes(b"precious")
    exhibit.keep(note(1))
    exhibit.keep(note(2))
    evidence = case.path / "exhibits/001/evidence.json"
    evidence.symlink_to(outside)
    with pytest.raises(EvidenceAltered, match="link"):
        exhibit.conclude(examination(exhibit))
    evidence.unlink()
    (case.path / "exhibits/001/evidence.json.part").symlink_to(outside)
    (case.path / "head.json.part").symlink_to(outside)
    exhibit.conclude(examination(exhibit))
    assert outside.read_bytes() == b"precious"
    assert verify(case.path).unaltered


@pytest.mark.parametrize("file", ["log.jsonl", "case.json", "head.json"])
def test_a_case_of_links_is_not_opened(tmp_path, file):
    path = small_case(tmp_path / "k")
    (path / file).rename(tmp_path / "outside")
    (path / file).symlink_to(tmp_path / "outside")
    before = (tmp_path / "outside").read_bytes()
    with pytest.raises(EvidenceAltered, match="link"):
        Case.open(path, ticking())
    assert (tmp_path / "outside").read_bytes() == before


def test_a_file_planted_in_the_way_is_not_overwritten(case):
    exhibit = noticed(case)
    exhibit.keep(note(1))
    exhibit.keep(note(2))
    evidence = case.path / "exhibits/001/evidence.json"
    evidence.write_bytes(b"planted")
    with pytest.raises(EvidenceAltered, match="in the way"):
        exhibit.conclude(examination(exhibit))
    assert evidence.read_bytes() == b"planted"
    evidence.unlink()
    exhibit.conclude(examination(exhibit))


# --- a disk that says no ---------------------------------------------------------------


class FullDisk:
    """Lets so many bytes through ``os.write``, then says that the disk is full."""

    def __init__(self, monkeypatch, room):
        self.room = room
        self._write = os.write
        monkeypatch.setattr(os, "write", self)

    def __call__(self, descriptor, data):
        if self.room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = self._write(descriptor, bytes(data)[: self.room])
        self.room -= taken
        return taken


def examine_until_full(case, phones):
    """Examine phones until there is no room; say whether it came to that."""
    try:
        for _ in range(phones):
            examine(case)
    except CaseError as error:
        if "disk is full" not in str(error):
            raise
        return True
    return False


@pytest.mark.slow
def test_a_disk_that_fills_up_at_any_byte_loses_nothing(tmp_path, monkeypatch):
    """Let the disk fill up at each of many points of an examination, then free it again."""
    for room in range(0, 9000, 61):
        path = tmp_path / f"k{room}"
        with Case.create(path, header(), ticking()) as case:
            case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
            before = case.records()
            with monkeypatch.context() as patch:
                FullDisk(patch, room)
                examine_until_full(case, phones=1)
            after = case.records()
            assert after[: len(before)] == before
            result = verify(path)
            assert result.unaltered, (room, result.first_alteration)
            assert not any(".part" in told.en for told in result.incomplete)
            concluded = [e for e in case.exhibits() if e.status is ExhibitStatus.EXAMINED]
            for stored in case.exhibits():
                if stored.status is ExhibitStatus.OPEN:  # go on where it stopped
                    exhibit = case.exhibit(stored.number)
                    if not stored.notified:
                        exhibit.file(notice())
                    for number in range(stored.commands + 1, 3):
                        exhibit.keep(note(number))
                    exhibit.conclude(examination(exhibit))
            assert all(e.status is ExhibitStatus.EXAMINED for e in case.exhibits())
            assert {e.number for e in concluded} <= {e.number for e in case.exhibits()}
        assert verify(path).unaltered
        assert verify(path).incomplete == ()


def test_a_torn_record_that_cannot_be_taken_back_is_set_aside_later(case, monkeypatch):
    with monkeypatch.context() as patch:
        FullDisk(patch, 40)
        patch.setattr(os, "ftruncate", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "io")))
        with pytest.raises(CaseError, match="disk is full"):
            case.event(Event.GAGAL, note="x")
    assert "40 bytes" in verify(case.path).incomplete[0].en
    case.event(Event.GAGAL, note="y")
    result = verify(case.path)
    assert result.unaltered
    assert result.incomplete == ()
    (kept,) = (case.path / "recovered").iterdir()
    assert len(kept.read_bytes()) == 40


def test_a_head_that_finds_no_room_is_renewed_later(case, monkeypatch):
    write_whole = durable.write_whole

    def no_room(path, data):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(durable, "write_whole", no_room)
    case.event(Event.GAGAL, note="recorded all the same")
    with pytest.raises(CaseError, match="disk is full"):
        case._log.seal()
    monkeypatch.setattr(durable, "write_whole", write_whole)
    head = (case.path / "head.json").read_bytes()
    case._log.seal()
    assert (case.path / "head.json").read_bytes() != head


def test_a_record_that_found_no_room_leaves_no_trace(case, monkeypatch):
    before = (case.path / "log.jsonl").read_bytes()
    with monkeypatch.context() as patch:
        FullDisk(patch, 40)
        with pytest.raises(CaseError, match="disk is full"):
            case.event(Event.GAGAL)
    assert (case.path / "log.jsonl").read_bytes() == before
    case.event(Event.GAGAL)
    assert not (case.path / "recovered").exists()


def test_a_phone_whose_folder_finds_no_room_keeps_its_number(case, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "mkdir", full)
        exhibit = case.new_exhibit()
        with pytest.raises(CaseError, match="disk is full"):
            exhibit.file(notice())
    exhibit.file(notice())
    exhibit.keep(note(1))
    exhibit.keep(note(2))
    exhibit.conclude(examination(exhibit))
    assert verify(case.path).incomplete == ()


def test_a_case_that_finds_no_room_leaves_nothing(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        FullDisk(patch, 700)
        with pytest.raises(CaseError, match="disk is full"):
            Case.create(tmp_path / "k", header(), ticking())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_small_real_disk_fills_up(tmp_path):
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this system mounts no tmpfs here")
    try:
        with Case.create(disk / "k", header(), ticking()) as case:
            assert examine_until_full(case, phones=200)
            examined = [e for e in case.exhibits() if e.status is ExhibitStatus.EXAMINED]
            assert len(examined) > 3
            assert verify(disk / "k").unaltered
            subprocess.run(["mount", "-o", "remount,size=2m", disk], check=True)
            examine(case)
        assert verify(disk / "k").unaltered
        with Case.read(disk / "k") as case:
            for stored in examined:
                exhibit = case.exhibit(stored.number)
                assert exhibit.examination() == examination(exhibit)
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.slow
def test_a_read_only_medium_can_be_read_and_verified_and_says_why_it_takes_nothing(tmp_path):
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("mounting a read-only disk needs root")
    small_case(tmp_path / "k")
    mounted = subprocess.run(
        ["mount", "--bind", tmp_path / "k", tmp_path / "k"], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this system binds no folders")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", tmp_path / "k"], check=True)
        assert verify(tmp_path / "k").unaltered
        with Case.read(tmp_path / "k") as case:
            assert case.exhibit(1).examination()
        with pytest.raises(CaseError, match="medium is writable"):
            Case.open(tmp_path / "k", ticking())
        with pytest.raises(CaseError, match="medium is writable"):
            Case.create(tmp_path / "k" / "new" / "case", header(), ticking())
    finally:
        subprocess.run(["umount", tmp_path / "k"], check=True)


def test_a_folder_that_is_not_ours_says_so(tmp_path, monkeypatch):
    path = small_case(tmp_path / "k")

    def refuse(*_args):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(CaseError, match="check that the medium is writable"):
        Case.open(path, ticking())


def test_commands_reach_the_disk_in_groups_and_milestones_at_once(case, monkeypatch):
    exhibit = noticed(case)
    synced = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda f: (synced.append(f), fsync(f)))
    log = case._log._file
    for number in range(1, log_module.GROUP):
        exhibit.keep(note(number))
    assert synced == []
    exhibit.keep(note(log_module.GROUP))
    assert synced == [log]
    exhibit.event(Event.BACA_SELESAI)
    assert synced[1] == log
    assert len(synced) == 4  # and head.json, and the folder's names


def test_bytes_come_before_their_record_and_the_record_before_the_name(case, monkeypatch):
    """Hold the order that a power cut at any moment relies on."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not tell the names of open files")
    exhibit = noticed(case)
    exhibit.keep(note(1))
    exhibit.keep(note(2))
    order = []

    fsync, write, replace_file = os.fsync, os.write, os.replace

    def name_of(descriptor):
        return Path(f"/proc/self/fd/{descriptor}").readlink().name

    monkeypatch.setattr(os, "fsync", lambda f: (order.append(f"sync {name_of(f)}"), fsync(f))[1])
    monkeypatch.setattr(
        os, "write", lambda f, d: (order.append(f"write {name_of(f)}"), write(f, d))[1]
    )
    monkeypatch.setattr(
        os, "replace", lambda a, b: (order.append(f"name {Path(b).name}"), replace_file(a, b))[1]
    )
    exhibit.conclude(examination(exhibit))
    assert order == [
        "write evidence.json.part",
        "sync evidence.json.part",
        "write log.jsonl",
        "sync log.jsonl",
        "name evidence.json",
        "sync 001",
        "write head.json.part",
        "sync head.json.part",
        "name head.json",
        "sync kasus",
    ]


# --- many at once ------------------------------------------------------------------------


def test_a_lock_that_is_never_given_back_is_named(case):
    other = os.open(case.path / "log.jsonl", os.O_RDWR)
    try:
        with (
            lock.locked(other, "x"),
            pytest.raises(CaseError, match="another phone-audit"),
            lock.locked(case._log._file, "x", patience_s=0.01),
        ):
            pass
        case.event(Event.GAGAL)
    finally:
        os.close(other)


@pytest.mark.slow
def test_many_threads_and_two_openings_share_one_log(tmp_path):
    path = tmp_path / "k"
    first = Case.create(path, header(), ticking())
    second = Case.open(path, ticking())
    failures = []

    def work(case):
        try:
            for _ in range(3):
                examine(case, commands=5)
        except Exception as error:  # noqa: BLE001 - told to the test below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(c,)) for c in (first, second) * 6]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert first.exhibits() == second.exhibits()
    assert [e.number for e in first.exhibits()] == list(range(1, 37))
    assert len({e.document_id for e in first.exhibits()}) == 36
    first.close()
    second.close()
    result = verify(path)
    assert result.unaltered
    assert result.incomplete == ()
    assert result.examined == 36


WRITER = """
import sys
from pathlib import Path
from phone_audit.cases.store import Case
from phone_audit.model.custody import Event
from tests.cases.synthetic import note, noticed, ticking
case = Case.open(Path(sys.argv[1]), ticking())
exhibit = noticed(case)
for number in range(250):
    exhibit.keep(note(number))
    case.event(Event.TINJAU, note=sys.argv[2])
case.close()
"""


@pytest.mark.slow
def test_two_programs_write_five_hundred_records_each(tmp_path):
    Case.create(tmp_path / "k", header(), ticking()).close()
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, tmp_path / "k", name],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stderr=subprocess.PIPE,
        )
        for name in ("satu", "dua")
    ]
    for program in programs:
        _, complaint = program.communicate()
        assert (program.returncode, complaint) == (0, b"")
    with Case.read(tmp_path / "k") as case:
        records = case.records()
        assert [e.commands for e in case.exhibits()] == [250, 250]
    assert len(records) == 1 + 2 * (1 + 2 + 500)
    for name in ("satu", "dua"):
        assert sum(record.note == name for record in records) == 250
    assert verify(tmp_path / "k").unaltered
