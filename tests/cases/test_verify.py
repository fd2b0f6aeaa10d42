"""Every change to a case is noticed, and named at the right place."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from phone_audit.cases import chain
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.errors import CaseError
from tests.cases.synthetic import examine, header, note, noticed, small_case, ticking


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return small_case(tmp_path_factory.mktemp("verify") / "kasus")


@pytest.fixture
def case(original, tmp_path):
    return Path(shutil.copytree(original, tmp_path / "salinan"))


def files_of(case):
    return sorted(p.relative_to(case).as_posix() for p in case.rglob("*") if p.is_file())


def record_at(log: bytes, position: int) -> int:
    return log[:position].count(b"\n") + 1


def test_an_untouched_case_is_unaltered_and_counted_whole(original):
    result = verify(original)
    assert result.unaltered
    assert result.first_alteration is None
    assert result.complaints == result.incomplete == result.foreign == ()
    assert result.files == len(files_of(original)) == 7
    assert result.file_bytes == sum((original / f).stat().st_size for f in files_of(original))
    assert (result.records, result.exhibits, result.examined) == (10, 1, 1)
    assert result.head_sha256 == json.loads((original / "head.json").read_bytes())["sha256"]


def test_verifying_changes_nothing(case):
    before = {f: ((case / f).read_bytes(), (case / f).stat().st_mtime_ns) for f in files_of(case)}
    verify(case)
    Case.read(case).close()
    after = {f: ((case / f).read_bytes(), (case / f).stat().st_mtime_ns) for f in files_of(case)}
    assert before == after


def flip_each(case, file, positions=None):
    """Change one byte after the other, put it back, and yield where and what was noticed."""
    path = case / file
    good = path.read_bytes()
    for position in positions or range(len(good)):
        bad = bytearray(good)
        # One bit here, the whole byte there: 0x01 turns 0 into 1 and so on,
        # 0xFF leaves UTF-8, and some positions become a line break.
        bad[position] ^= (0x01, 0xFF, 0x20)[position % 3]
        path.write_bytes(bad)
        yield position, verify(case)
    path.write_bytes(good)


@pytest.mark.slow
def test_every_byte_of_the_log_counts(case):
    log = (case / "log.jsonl").read_bytes()
    noticed = 0
    for position, result in flip_each(case, "log.jsonl"):
        first = result.first_alteration
        assert first is not None, position
        assert first.path == "log.jsonl", position
        assert first.record == record_at(log, position), position
        noticed += 1
    assert noticed == len(log)
    assert verify(case).unaltered


@pytest.mark.slow
@pytest.mark.parametrize("byte", [b"\n", b"\x00", b'"', b"9"])
def test_every_byte_of_the_log_counts_whatever_it_becomes(case, byte):
    log = (case / "log.jsonl").read_bytes()
    for position in range(0, len(log), 3):
        if log[position : position + 1] == byte:
            continue
        (case / "log.jsonl").write_bytes(log[:position] + byte + log[position + 1 :])
        first = verify(case).first_alteration
        assert first is not None, position
        assert first.record == record_at(log, position), position


@pytest.mark.slow
@pytest.mark.parametrize("file", ["case.json", "head.json"])
def test_every_byte_of_header_and_head_counts(case, file):
    for position, result in flip_each(case, file):
        assert result.first_alteration is not None, position
        assert result.first_alteration.path == file, position


@pytest.mark.slow
def test_every_byte_of_every_other_file_counts(case):
    others = [f for f in files_of(case) if f not in {"case.json", "head.json", "log.jsonl"}]
    assert len(others) == 4
    for file in others:
        for position, result in flip_each(case, file):
            assert result.first_alteration is not None, (file, position)
            assert result.first_alteration.path == file, (file, position)
            assert len(result.complaints) == 1
            assert result.first_alteration.expected != result.first_alteration.actual


def test_a_changed_file_is_named_with_both_hashes(case):
    evidence = case / "exhibits/001/evidence.json"
    expected = verify(case)
    assert expected.unaltered
    evidence.write_bytes(evidence.read_bytes().replace(b"suspected", b"clarify"))
    first = verify(case).first_alteration
    assert first.path == "exhibits/001/evidence.json"
    shown = subprocess.run(["sha256sum", evidence], capture_output=True, text=True, check=True)
    assert first.actual == shown.stdout.split()[0]
    assert first.expected in (case / "log.jsonl").read_text()
    assert "berkas" in first.says.id
    assert "recorded" in first.says.en


def lines_of(case):
    return (case / "log.jsonl").read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize("number", range(1, 10))
def test_a_missing_record_is_named(case, number):
    lines = lines_of(case)
    (case / "log.jsonl").write_bytes(b"".join(lines[: number - 1] + lines[number:]))
    assert verify(case).first_alteration.record == number


@pytest.mark.parametrize("number", range(1, 10))
def test_a_doubled_record_is_named(case, number):
    lines = lines_of(case)
    (case / "log.jsonl").write_bytes(b"".join(lines[:number] + lines[number - 1 :]))
    assert verify(case).first_alteration.record == number + 1


@pytest.mark.parametrize("number", range(1, 9))
def test_exchanged_records_are_named(case, number):
    lines = lines_of(case)
    lines[number - 1], lines[number] = lines[number], lines[number - 1]
    (case / "log.jsonl").write_bytes(b"".join(lines))
    assert verify(case).first_alteration.record == number


def test_a_log_told_backwards_is_altered(case):
    (case / "log.jsonl").write_bytes(b"".join(reversed(lines_of(case))))
    assert verify(case).first_alteration.record == 1


def test_a_record_with_its_number_put_right_is_still_missed(case):
    lines = lines_of(case)
    del lines[4]
    for place, line in enumerate(lines, start=1):
        record = json.loads(line)
        record["seq"] = place
        lines[place - 1] = (
            json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
        ).encode()
    (case / "log.jsonl").write_bytes(b"".join(lines))
    assert verify(case).first_alteration.record == 5


def in_one_form(record) -> bytes:
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def forge(case, change, *, head=True, form=in_one_form):
    """Change records and recompute every hash after them, as a forger with the tools would."""
    records = [json.loads(line) for line in lines_of(case)]
    change(records)
    previous, log = "0" * 64, b""
    for number, record in enumerate(records, start=1):
        record |= {"seq": number, "previous_sha256": previous}
        line = form(record)
        previous = hashlib.sha256(line).hexdigest()
        log += line + b"\n"
    (case / "log.jsonl").write_bytes(log)
    if head:
        (case / "head.json").write_bytes(chain.head_json(len(records), previous))
    return previous


def test_a_chain_forged_anew_still_meets_the_head(case):
    def change(records):
        records[9]["note"] = "dikembalikan kemudian"

    forged = forge(case, change, head=False)
    first = verify(case).first_alteration
    assert (first.path, first.record, first.actual) == ("log.jsonl", 10, forged)


def test_a_chain_forged_with_its_head_shows_in_the_last_hash_only(case):
    before = verify(case).head_sha256
    forge(case, lambda records: records[4].update(note="x"))
    result = verify(case)
    assert result.unaltered
    assert result.head_sha256 != before


def test_records_in_another_form_are_none(case):
    forge(case, lambda _: None, form=lambda record: json.dumps(record, sort_keys=True).encode())
    assert [told.record for told in verify(case).complaints][:9] == list(range(1, 10))


def test_a_case_is_created_once_and_first(case):
    forge(case, lambda records: records.insert(4, dict(records[0])))
    assert verify(case).first_alteration.record == 5
    forge(case, lambda records: records.pop(0))
    assert verify(case).first_alteration.record == 1


def replace_evidence(case, change):
    """Change the stored examination and let the log vouch for the change."""
    path = case / "exhibits/001/evidence.json"
    evidence = json.loads(path.read_bytes())
    data = change(evidence) or in_one_form(evidence)
    path.write_bytes(data)
    forge(case, lambda records: records[7].update(object_sha256=hashlib.sha256(data).hexdigest()))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda e: e["captures"][0].update(sha256="0" * 64), "not in the log"),
        (lambda e: e["captures"].append(dict(e["captures"][0], number=3)), "not in the log"),
        (lambda e: e.update(exhibit=2), "not in the log"),
        (lambda e: e.update(document_id="LPP-2026-0117-001-0000"), "not in the log"),
        (lambda e: e["case"].update(office="Dinas Lain"), "not in the log"),
        (lambda e: e.update(guilty=True), "canonical form"),
        (lambda e: json.dumps(e).encode(), "canonical form"),
        (lambda _: b"\xff", "canonical form"),
    ],
)
def test_an_examination_must_fit_the_log(case, change, complaint):
    replace_evidence(case, lambda _: None)
    assert verify(case).unaltered
    replace_evidence(case, change)
    result = verify(case)
    assert complaint in result.first_alteration.says.en
    assert result.first_alteration.path == "exhibits/001/evidence.json"


@pytest.mark.slow
def test_every_length_the_log_can_be_cut_to_is_noticed(case):
    log = (case / "log.jsonl").read_bytes()
    for length in range(len(log)):
        (case / "log.jsonl").write_bytes(log[:length])
        first = verify(case).first_alteration
        assert first is not None, length
        assert (first.path, first.record) == ("log.jsonl", record_at(log, length)), length


@pytest.mark.parametrize("file", ["case.json", "head.json", "log.jsonl", "evidence", "list", "pdf"])
def test_a_missing_file_is_named(case, file):
    path = next(f for f in files_of(case) if file in f)
    (case / path).unlink()
    assert verify(case).first_alteration.path == path


def test_a_log_of_another_case_vouches_for_nothing_here(case, tmp_path):
    other = small_case(tmp_path / "lain")
    for file in ("head.json", "log.jsonl"):
        shutil.copy(other / file, case / file)
    # The two differ in the chance part of the document id only.
    result = verify(case)
    assert result.first_alteration.path == "exhibits/001/evidence.json"
    shutil.copy(other / "exhibits/001/evidence.json", case / "exhibits/001/evidence.json")
    assert verify(case).first_alteration.path.endswith(".pdf")


@pytest.mark.parametrize(
    "path",
    [
        "catatan.txt",
        "exhibits/001/history.json",
        "exhibits/002/evidence.json",
        "exhibits/001/reports/LPP-2026-0117-001-0000.pdf",
        "lists/" + "0" * 64 + ".json.gz",
        "recovered/" + "0" * 64 + ".bin",
        "exhibits/001/evidence.json.part",
    ],
)
def test_a_file_that_was_never_part_of_the_case_is_named(case, path):
    (case / path).parent.mkdir(parents=True, exist_ok=True)
    (case / path).write_bytes(b"planted")
    result = verify(case)
    assert not result.unaltered
    assert path in result.foreign
    assert path in {complaint.path for complaint in result.complaints}


def test_what_the_operating_system_litters_is_named_but_no_alteration(case):
    (case / ".DS_Store").write_bytes(b"x")
    (case / "exhibits/001/Thumbs.db").write_bytes(b"x")
    result = verify(case)
    assert result.unaltered
    assert result.foreign == (".DS_Store", "exhibits/001/Thumbs.db")


def test_a_strange_name_can_be_printed(case):
    try:
        (case / os.fsdecode(b"a\x1b[31m\xff")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system refuses such names")
    (shown,) = verify(case).foreign
    assert shown.isprintable()
    shown.encode("utf-8")


@pytest.mark.parametrize(
    "file", ["case.json", "head.json", "log.jsonl", "exhibits/001/evidence.json"]
)
def test_a_link_is_no_file_of_a_case(case, tmp_path, file):
    elsewhere = tmp_path / "elsewhere"
    (case / file).rename(elsewhere)
    (case / file).symlink_to(elsewhere)
    result = verify(case)
    assert not result.unaltered
    assert file in {complaint.path for complaint in result.complaints}


def test_a_linked_folder_is_not_followed(case, tmp_path):
    (case / "exhibits").rename(tmp_path / "elsewhere")
    (case / "exhibits").symlink_to(tmp_path / "elsewhere")
    result = verify(case)
    assert not result.unaltered
    assert "exhibits" in result.foreign


@pytest.mark.parametrize("file", ["log.jsonl", "head.json", "exhibits/001/evidence.json"])
def test_a_pipe_in_place_of_a_file_does_not_hang(case, file):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    (case / file).unlink()
    os.mkfifo(case / file)
    assert not verify(case).unaltered


def test_an_endless_line_is_no_record(case):
    with (case / "log.jsonl").open("ab") as log:
        log.write(b"x" * (3 << 20))
    result = verify(case)
    assert result.first_alteration.record == 11


@pytest.mark.parametrize("junk", [b"{}\n", b"\n", b"null\n", b"[" * 5000 + b"\n", b"\xff\n"])
def test_a_line_that_is_no_record_is_named(case, junk):
    with (case / "log.jsonl").open("ab") as log:
        log.write(junk)
    assert verify(case).first_alteration.record == 11


def test_an_unfinished_examination_is_incomplete_and_not_altered(tmp_path):
    with Case.create(tmp_path / "k", header(), ticking()) as case:
        examine(case)
        exhibit = noticed(case)
        exhibit.keep(note(1))
    result = verify(tmp_path / "k")
    assert result.unaltered
    (told,) = result.incomplete
    assert exhibit.document_id in told.id
    assert "1 perintah" in told.id
    assert (result.exhibits, result.examined) == (2, 1)


def test_a_case_of_another_form_is_not_called_altered(case):
    head = (
        (case / "case.json").read_bytes().replace(b'"schema_version":"1"', b'"schema_version":"99"')
    )
    (case / "case.json").write_bytes(head)
    assert verify(case).first_alteration.path == "case.json"
    lines = lines_of(case)
    record = json.loads(lines[0])
    record["object_sha256"] = hashlib.sha256(head).hexdigest()
    record["something_new"] = True
    lines[0] = json.dumps(record, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    (case / "log.jsonl").write_bytes(b"".join(lines))
    with pytest.raises(CaseError, match="form 99"):
        verify(case)


def test_a_folder_without_a_case_is_said_so(tmp_path):
    with pytest.raises(CaseError, match="is no case"):
        verify(tmp_path)


def test_verifying_needs_no_other_room():
    code = (
        "import sys, phone_audit.cases.verify;"
        "print(*sorted(m for m in sys.modules if m.startswith('phone_audit')), sep='\\n')"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rooms = {name.split(".")[1] for name in shown.stdout.split() if "." in name}
    assert rooms <= {"cases", "keys", "formats", "model", "errors"}
    assert "phone_audit.cases.store" not in shown.stdout
    assert "phone_audit.cases.log" not in shown.stdout.split()
