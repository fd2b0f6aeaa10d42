"""Whatever stops the program, the case stays whole, says what is missing, and goes on."""

import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from phone_audit.cases.desk import StationDesk
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.keys.folder import KeyFolder
from phone_audit.model.custody import Event, ExhibitStatus
from tests.cases.crashing import QUESTION, answer_to
from tests.cases.synthetic import (
    SNAPSHOT,
    SNAPSHOT_SHA256,
    examination,
    header,
    note,
    notice,
    noticed,
    small_case,
    ticking,
)

pytestmark = pytest.mark.slow

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.cases.crashing", *arguments],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(*arguments):
    program = start(*arguments)
    out, complaints = program.communicate()
    assert (program.returncode, complaints) == (0, "")
    return int(out)


def finish(path):
    """Go on with an interrupted case as an officer would, and leave it finished."""
    with Case.open(path, ticking()) as case:
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        for stored in case.exhibits():
            exhibit = case.exhibit(stored.number)
            if stored.status is ExhibitStatus.OPEN:
                if not stored.notified:
                    exhibit.file(notice())
                for number in range(stored.commands + 1, 3):
                    exhibit.keep(note(number))
                exhibit.conclude(examination(exhibit))
            assert exhibit.examination() == examination(exhibit)
            exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-1.7 synthetic\n")


@needs_fork
def test_a_program_may_stop_before_any_call_and_in_the_middle_of_any_write(tmp_path):
    calls = run("crash", tmp_path)
    assert calls > 40
    torn = unfinished = 0
    for done in tmp_path.glob("*.done"):
        path = done.with_suffix("")
        result = verify(path)
        assert result.unaltered, (path, result.first_alteration)
        torn += any("interrupted" in told.en for told in result.incomplete)
        unfinished += any("not concluded" in told.en for told in result.incomplete)

        told_done = Counter(done.read_text().split())
        with Case.read(path) as case:
            kept = Counter(record.event.value for record in case.records())
        assert not told_done - kept, path

        finish(path)
        result = verify(path)
        assert result.unaltered, (path, result.first_alteration)
        assert result.incomplete == result.foreign == ()
        assert result.examined == result.exhibits
    assert torn
    assert unfinished


@needs_fork
def test_a_case_is_created_whole_or_not_at_all(tmp_path):
    calls = run("create", tmp_path)
    assert calls > 10
    created = 0
    for number in range(calls + 1):
        path = tmp_path / str(number)
        if path.exists():
            created += 1
            assert verify(path).unaltered
        else:
            Case.create(path, header(), ticking()).close()
        Case.open(path, ticking()).close()
        assert verify(path).incomplete == ()
    assert 0 < created < calls


def test_a_killed_program_loses_nothing_it_had_reported(tmp_path):
    chance = random.Random(20261119)
    path = tmp_path / "kasus"
    Case.create(path, header(), ticking()).close()
    told = Counter()
    for _ in range(8):
        program = start("write", path)
        for _ in range(chance.randrange(1, 40)):
            told[program.stdout.readline().strip()] += 1
        program.kill()
        rest, complaints = program.communicate()
        assert complaints == ""
        told.update(line for line in rest.split("\n")[:-1])
        result = verify(path)
        assert result.unaltered, result.first_alteration
        with Case.read(path) as case:
            kept = Counter(record.event.value for record in case.records())
        assert kept[Event.LABEL] >= told["LABEL"] > 0
        assert kept[Event.PERINTAH] >= told["PERINTAH"]
        assert kept[Event.KEMBALI] >= told["KEMBALI"]
    finish(path)
    result = verify(path)
    assert result.unaltered
    assert result.incomplete == ()
    assert result.examined == result.exhibits > 0


@needs_fork
def test_another_program_that_dies_in_the_middle_of_a_record_stops_nobody(tmp_path):
    with Case.create(tmp_path / "k", header(), ticking()) as case:
        exhibit = noticed(case)
        code = (
            "import sys; from pathlib import Path; from tests.cases import crashing;"
            "from tests.cases.synthetic import note, ticking;"
            "from phone_audit.cases.store import Case\n"
            "case = Case.open(Path(sys.argv[1]), ticking())\n"
            "crashing.stop_at(0, half=True)\n"
            "case.exhibit(1).keep(note(1))\n"
        )
        ended = subprocess.run(
            [sys.executable, "-c", code, case.path], cwd=Path(__file__).parents[2], check=False
        )
        assert ended.returncode == 77
        exhibit.keep(note(1))
        *_, opened, aside, kept = case.records()
    assert [r.event for r in (opened, aside, kept)] == [Event.BUKA, Event.GAGAL, Event.PERINTAH]
    assert "record 5" in aside.note
    (left,) = (tmp_path / "k" / "recovered").iterdir()
    assert left.read_bytes().startswith(b'{"actor":')
    result = verify(tmp_path / "k")
    assert result.unaltered
    assert result.records == 6


@pytest.mark.parametrize("tail", [b"\0" * 4096, b'{"actor":"', b"\xff\xfe", b"x"])
def test_a_tail_that_a_power_cut_left_is_reported_and_set_aside(tmp_path, tail):
    path = small_case(tmp_path / "k")
    with (path / "log.jsonl").open("ab") as log:
        log.write(tail)
    result = verify(path)
    assert result.unaltered
    assert f"{len(tail)} bytes" in result.incomplete[0].en
    with Case.read(path) as case:
        assert len(case.records()) == 10
    Case.open(path, ticking()).close()
    (kept,) = (path / "recovered").iterdir()
    assert kept.read_bytes() == tail
    result = verify(path)
    assert (result.unaltered, result.incomplete, result.records) == (True, (), 12)


def test_commands_a_power_cut_took_are_missing_and_nothing_else(tmp_path):
    """Cut the log to each length that the last milestone allows."""
    path = small_case(tmp_path / "k")
    with Case.open(path, ticking()) as case:
        exhibit = noticed(case)
        sealed = (path / "log.jsonl").stat().st_size
        head = (path / "head.json").read_bytes()
        exhibit.keep(note(1))
        exhibit.keep(note(2))
    log = (path / "log.jsonl").read_bytes()
    (path / "head.json").write_bytes(head)
    for length in range(sealed, len(log)):
        (path / "log.jsonl").write_bytes(log[:length])
        result = verify(path)
        assert result.unaltered, length
        assert any("not concluded" in told.en for told in result.incomplete)
    (path / "log.jsonl").write_bytes(log[: sealed - 1])
    assert not verify(path).unaltered


@needs_fork
def test_sealing_and_signing_may_be_stopped_anywhere(tmp_path):
    calls = run("seal", tmp_path)
    assert calls > 40
    identity = (tmp_path / "identity").read_text()
    opened = 0
    for done in tmp_path.glob("*.done"):
        path = done.with_suffix("")
        result = verify(path, StationDesk(KeyFolder(Path(f"{path}.keys"))))
        assert result.unaltered, (path, result.first_alteration)
        everything = b"".join(one.read_bytes() for one in path.rglob("*") if one.is_file())
        assert b"rahasia" not in everything, path
        with Case.open(path, ticking(), desk=StationDesk(KeyFolder(tmp_path / "other"))) as case:
            if "sealed" in done.read_text():
                (answered,) = case.sealed_answers(1, identity)
                assert answered.answer == answer_to(QUESTION)
                opened += 1
        assert verify(path).unaltered, path
    assert opened > 30
