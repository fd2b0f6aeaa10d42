"""Everything goes wrong at once, by lot; what holds nevertheless."""

import errno
import json
import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from datetime import timedelta

import pytest

from phone_audit.cases import durable
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli import office
from phone_audit.cli.exits import Exit
from phone_audit.cli.main import main
from phone_audit.model.custody import ExhibitStatus
from phone_audit.model.record import sha256_hex
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.faults import Latency
from tests.cases.synthetic import header
from tests.station.storm import Storm, of_one_phone
from tests.station.table import OFFICE

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture
def storm(tmp_path, monkeypatch, request):
    with ExitStack() as stack:
        jumps = [timedelta(0)]
        straight = office.now

        def jumping():
            return straight() + jumps[0]

        for place in ("phone_audit.cli.office.now", "tests.station.table.now"):
            monkeypatch.setattr(place, jumping)
        storm = Storm(tmp_path, stack, request.param)
        write_all = durable.write_all

        def written(file, data):
            if storm.disk_full:
                write_all(file, data[: len(data) // 2])  # what still found room
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            write_all(file, data)

        monkeypatch.setattr(durable, "write_all", written)
        storm.jumps = jumps
        yield storm
        storm.table.close()


@pytest.mark.parametrize("storm", [1, 2], indirect=True)
def test_no_exhibit_is_mixed_and_nothing_concluded_is_lost(storm):
    storm.play(45)
    storm.jumps[0] = timedelta(days=-3)  # somebody sets the computer's clock
    storm.play(15)
    storm.reopen()
    storm.jumps[0] = timedelta(hours=5)
    storm.play(40)
    engine = storm.end()
    assert storm.unbalanced == []
    assert storm.concluded, "the storm let no examination through"
    assert (engine._phones, engine._held, engine._claimed) == ({}, {}, set())
    case = storm.table.case
    for number in storm.concluded.keys() - storm.taken_back:
        assert case.exhibit(number).stored.status is ExhibitStatus.EXAMINED
    for stored in case.exhibits():
        folder = case.path / f"exhibits/{stored.number:03d}"
        if stored.status is not ExhibitStatus.EXAMINED:
            assert not (folder / "evidence.json").exists()
            continue
        examination = case.exhibit(stored.number).examination()
        told = of_one_phone(examination, storm.packages)
        assert len(told) <= 1, f"exhibit {stored.number} holds data of {told}"
        if not examination.interrupted and examination.assessment.minimum_coverage_met:
            assert len(told) == 1
    assert verify(case.path).unaltered


def killed(is_time, command):
    """Run a batch and kill it once its lines are as wanted; return what it said was done."""
    events = []
    with subprocess.Popen(
        [sys.executable, "-m", "phone_audit", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        for line in process.stdout:
            events.append(json.loads(line))
            if is_time(events):
                break
        os.kill(process.pid, signal.SIGKILL)
    return {event["exhibit"] for event in events if event["event"] == "concluded"}


def test_a_batch_killed_in_the_middle_goes_on_and_examines_nothing_twice(tmp_path, capsys):
    with ExitStack() as stack:
        phones = []
        for number in (0, 1, 3, 4):
            handset = OFFICE[number].handset()
            handset.faults += (Latency(seconds=0.02 + 0.15 * (number > 1)),)
            phones.append(stack.enter_context(SimulatedPhone(handset)))
        Case.create(tmp_path / "kasus", header(), office.now).close()
        roster = tmp_path / "daftar.csv"
        rows = [
            f"Contoh {n},1980010120050110{n:02},PNS,pribadi,PBT-{n},{phone.address}"
            for n, phone in enumerate(phones, start=1)
        ]
        roster.write_text("\n".join(["nama,nip,status,kepemilikan,persetujuan,port", *rows]))
        addresses = [word for phone in phones for word in ("--tcp", phone.address)]
        command = [
            *("batch", str(tmp_path / "kasus"), "--roster", str(roster), "--json", "--no-pdf"),
            *("--key-folder", str(tmp_path / "keys")),
            *addresses,
        ]
        done, evidence = set(), {}
        for is_time in (
            lambda events: len(events) == 4,
            lambda events: len(events) == 11,
            lambda events: events[-1]["event"] == "concluded",
        ):
            done |= killed(is_time, command)
            for path in tmp_path.rglob("evidence.json"):
                sha256 = sha256_hex(path.read_bytes())
                assert evidence.setdefault(path, sha256) == sha256
        code = main(command)
        events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == Exit.DONE
    started = {event["exhibit"] for event in events if event["event"] == "started"}
    stored = {int(path.parent.name) for path in evidence}
    assert done <= stored
    assert done
    assert started == {1, 2, 3, 4} - stored
    assert events[-1]["examined"] == events[-1]["people"] == 4
    for path, sha256 in evidence.items():
        assert sha256_hex(path.read_bytes()) == sha256
    assert verify(tmp_path / "kasus").unaltered
