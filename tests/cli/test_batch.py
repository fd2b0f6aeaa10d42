"""A whole office from its roster: totals that add up, and a second run that repeats nothing."""

import json
import signal
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.batch import until_time
from phone_audit.cli.exits import Exit
from phone_audit.cli.main import main
from phone_audit.cli.office import now
from phone_audit.errors import UsageError
from phone_audit.model.custody import ExhibitStatus
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.faults import Latency
from phone_audit.simulator.office import demo_office
from tests.cases.synthetic import header

OFFICE = demo_office(datetime(2026, 11, 20, 8, tzinfo=UTC), 8)
COLUMNS = "nama,nip,status,unit,kepemilikan,persetujuan,port"
MORNING = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)


@pytest.fixture
def case(tmp_path):
    Case.create(tmp_path / "kasus", header(), now).close()
    return tmp_path / "kasus"


@pytest.fixture
def plugged():
    with ExitStack() as stack:
        yield lambda number: stack.enter_context(SimulatedPhone(OFFICE[number].handset()))


def roster(tmp_path, *people):
    lines = [
        f"Contoh Orang {number},1980010120050110{number:02},PNS,Bidang,{whose},{consent},{port}"
        for number, (whose, consent, port) in enumerate(people, start=1)
    ]
    path = tmp_path / "daftar.csv"
    path.write_text("\n".join([COLUMNS, *lines]), encoding="utf-8")
    return path


def batch(case, roster, *options):
    return main(["batch", str(case), "--roster", str(roster), "--lang", "id", "--no-pdf", *options])


def tcp(*phones):
    return [word for phone in phones for word in ("--tcp", phone.address)]


@pytest.mark.slow
def test_an_office_adds_up_and_a_second_run_goes_on(case, tmp_path, plugged, capsys):
    first, second, later = plugged(0), plugged(1), plugged(4)
    later.unplug()
    people = roster(
        tmp_path,
        ("pribadi", "PBT-1", first.address),
        ("dinas", "", second.address),
        ("pribadi", "", ""),
        ("pribadi", "PBT-4", later.address),
    )
    phones = tcp(first, second, later)
    assert batch(case, people, *phones, "--until", "+8s", "--json") == Exit.INCOMPLETE
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert events[0] == {
        "event": "begin",
        "people": 4,
        "planned": 3,
        "rows_without_consent": [4],
        "unreachable": [],
        "draw": None,
    }
    end = events[-1]
    assert (end["people"], end["examined"], end["waiting"], end["without_consent"]) == (4, 2, 1, 1)
    assert sum(end["outcomes"].values()) == end["examined"]
    done = {one["exhibit"]: one["outcome"] for one in events if one["event"] == "concluded"}
    assert done == {1: OFFICE[0].expected, 2: OFFICE[1].expected}
    assert not any("Contoh Orang" in json.dumps(event) for event in events)

    later.plug()
    assert batch(case, people, *phones, "--finish", "--json") == Exit.INCOMPLETE
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["exhibit"] for one in events if one["event"] == "started"] == [3]
    end = events[-1]
    assert (end["examined"], end["waiting"], end["without_consent"]) == (3, 0, 1)
    checked = verify(case)
    assert checked.unaltered
    with Case.read(case) as opened:
        stored = opened.exhibits()
        assert [one.status for one in stored] == [ExhibitStatus.EXAMINED] * 3
        assert opened.exhibit(2).papers().notice.choice == "diberitahu"
        assert opened.exhibit(1).papers().notice.paper == "PBT-1"
        assert opened.exhibit(3).examination().holder.person.name == "Contoh Orang 4"


@pytest.mark.slow
def test_the_folder_for_the_bkd_is_made_when_everybody_has_ended(case, tmp_path, plugged, capsys):
    first, later = plugged(0), plugged(1)
    later.unplug()
    people = roster(
        tmp_path,
        ("pribadi", "PBT-1", first.address),
        ("dinas", "", later.address),
        ("pribadi", "", ""),
    )
    folder = tmp_path / "untuk-bkd"
    options = (*tcp(first, later), "--until", "+4s", "--handover", str(folder))
    assert batch(case, people, *options) == Exit.INCOMPLETE
    assert "1 ponsel belum selesai" in capsys.readouterr().err
    assert not folder.exists()
    assert batch(case, people, *options, "--finish", "--json") == Exit.INCOMPLETE
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    made, end = events[-2:]
    assert (made["event"], end["event"]) == ("handover", "end")
    assert made["phones"] == 2
    assert made["not_examined"] == [{"label": "002", "reason": "tidak_terhubung"}]
    listed = (folder / "DAFTAR.txt").read_text(encoding="utf-8")
    assert "002: tidak terhubung" in listed
    assert "Orang pada daftar: 3" in listed
    assert "tanpa nomor persetujuan: 1\n    baris daftar: 4" in listed
    assert len(list(folder.glob("RKP-*.pdf"))) == 2
    assert verify(case).unaltered


def test_a_folder_that_exists_is_refused_before_anything_is_read(case, tmp_path):
    people = roster(tmp_path, ("dinas", "", "1-1"))
    before = (case / "log.jsonl").read_bytes()
    assert batch(case, people, "--handover", str(tmp_path)) == Exit.USAGE
    assert (case / "log.jsonl").read_bytes() == before


@pytest.mark.slow
def test_what_did_not_come_is_recorded_when_the_sidak_is_finished(case, tmp_path, capsys):
    people = roster(tmp_path, ("dinas", "", "9-9"))
    assert batch(case, people, "--until", "+1s", "--finish", "--tcp", "127.0.0.1:1") == 3
    printed = capsys.readouterr()
    assert "1 - tidak terhubung" in printed.out
    with Case.read(case) as opened:
        (stored,) = opened.exhibits()
        assert (stored.status, stored.reason) == (
            ExhibitStatus.NOT_EXAMINED,
            "tidak_terhubung",
        )


@pytest.mark.slow
def test_a_sample_says_how_it_was_drawn(case, tmp_path, capsys):
    people = roster(tmp_path, *[("dinas", "", f"9-{number}") for number in range(1, 11)])
    options = ("--sample", "20%", "--seed", "27 November 2026", "--until", "+1s")
    assert batch(case, people, *options, "--tcp", "127.0.0.1:1") == Exit.INCOMPLETE
    told = capsys.readouterr().err
    assert 'Undian: 2 dari 10 orang, benih "27 November 2026"' in told
    again = batch(case, people, *options, "--tcp", "127.0.0.1:1")
    assert again == Exit.INCOMPLETE
    with Case.read(case) as opened:
        assert len(opened.exhibits()) == 2


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--sample", "20%"), "--seed"),
        (("--until", "sore"), "--until"),
        (("--workers", "0"), "--workers"),
    ],
)
def test_what_is_asked_wrongly_touches_no_case(case, tmp_path, capsys, options, complaint):
    people = roster(tmp_path, ("dinas", "", "1-1"))
    before = (case / "log.jsonl").read_bytes()
    assert batch(case, people, *options) == Exit.USAGE
    assert complaint in capsys.readouterr().err
    assert (case / "log.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("09:15", datetime(2026, 11, 27, 9, 15, tzinfo=UTC)),
        ("8.30", datetime(2026, 11, 28, 8, 30, tzinfo=UTC)),
        ("+90m", datetime(2026, 11, 27, 10, 0, tzinfo=UTC)),
        ("+2j", datetime(2026, 11, 27, 10, 30, tzinfo=UTC)),
        ("+0s", MORNING),
    ],
)
def test_until_is_a_time_of_day_or_a_while(text, moment):
    assert until_time(text, MORNING) == moment


@pytest.mark.parametrize("text", ["", "24:00", "9", "+", "+9", "9:60", "+1y", "٠٩:٠٠"])
def test_until_is_nothing_else(text):
    with pytest.raises(UsageError):
        until_time(text, MORNING)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_sixty_four_phones_at_once_each_with_its_own_result(case, tmp_path, capsys):
    office = [one for one in demo_office(datetime.now(UTC), 64) if one.expected is not None]
    whole = [one for one in office if not one.faults]
    with ExitStack() as stack:
        phones = [stack.enter_context(SimulatedPhone(one.handset())) for one in whole]
        people = roster(tmp_path, *[("dinas", "", phone.address) for phone in phones])
        assert batch(case, people, *tcp(*phones), "--json") == Exit.DONE
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = {one["exhibit"]: one["outcome"] for one in events if one["event"] == "concluded"}
    assert told == {number: one.expected for number, one in enumerate(whole, start=1)}
    with Case.read(case) as opened:
        for number, one in enumerate(whole, start=1):
            assert opened.exhibit(number).examination().phone.serial == one.phone.serial
    assert verify(case).unaltered
    assert len(whole) >= 60


def interrupted(case, people, phones, *, times, workers, seen):
    """Run a batch in a process of its own, press Ctrl-C when ``seen``; return code and events."""
    command = [sys.executable, "-m", "phone_audit", "batch", str(case), "--roster", str(people)]
    options = ["--json", "--no-pdf", "--lang", "id", "--workers", str(workers), *tcp(*phones)]
    keys = ["--key-folder", str(case.parent / "kunci")]
    events, pressed = [], 0
    with subprocess.Popen(
        command + options + keys, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout:
            events.append(json.loads(line))
            if pressed < times and seen(events):
                process.send_signal(signal.SIGINT)
                pressed += 1
                if pressed < times:
                    assert "Ctrl-C sekali lagi" in process.stderr.readline()
                    process.send_signal(signal.SIGINT)
                    pressed += 1
        told = process.stderr.read()
    return process.returncode, events, told


@pytest.mark.slow
@pytest.mark.timeout(200)
@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_finishes_what_is_read_and_twice_ends_it_with_what_was_read(case, tmp_path, times):
    slow = [OFFICE[0].handset(), OFFICE[1].handset()]
    for handset in slow:
        handset.faults += (Latency(seconds=0.2),)
    with ExitStack() as stack:
        phones = [stack.enter_context(SimulatedPhone(handset)) for handset in slow]
        people = roster(tmp_path, *[("dinas", "", phone.address) for phone in phones])
        code, events, _ = interrupted(
            case,
            people,
            phones,
            times=times,
            workers=1,
            seen=lambda events: sum(one["event"] == "reading" for one in events) == 2,
        )
    assert code == Exit.INCOMPLETE
    assert len({one["exhibit"] for one in events if one["event"] == "reading"}) == 1
    (concluded,) = (one for one in events if one["event"] == "concluded")
    assert concluded["interrupted"] is (times == 2)
    assert (events[-1]["examined"], events[-1]["waiting"]) == (1, 1)
    assert verify(case).unaltered
