"""A whole table of real adbds: sixteen at once, over TCP and through a real adb server."""

import json
from datetime import UTC, datetime

import pytest

from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.exits import Exit
from phone_audit.cli.main import main
from phone_audit.cli.office import now
from phone_audit.cli.table import opened_table
from phone_audit.simulator.office import demo_office
from phone_audit.station.board import Pairing, Step
from tests.cases.synthetic import header
from tests.cli.test_table import prepared, table_arguments, tile_of, wait_for

pytestmark = [pytest.mark.peer, pytest.mark.slow, pytest.mark.timeout(600)]

PHONES = 16


def commands_of(demo):
    """Return an invented phone's answers as a real adbd gives them."""
    return {
        name.removeprefix("cmds/"): data
        for name, data in demo.files().items()
        if name.startswith("cmds/")
    }


def props_of(demo):
    """Return an invented phone's system properties."""
    lines = demo.files()["props"].decode().splitlines()
    return dict(line[1:-1].split("]: [", 1) for line in lines if line.startswith("["))


@pytest.fixture
def table(phones):
    """Sixteen invented phones behind real adbds, each with the outcome it should have."""
    office = demo_office(datetime.now(UTC), 24)
    demos = [one for one in office if one.expected is not None and not one.faults][:PHONES]
    assert len(demos) == PHONES
    real = []
    for number, demo in enumerate(demos):
        real.append(
            phones.start(f"ponsel{number}", commands_of(demo), props=props_of(demo), auth="allow")
        )
    return tuple(zip(demos, real, strict=True))


def batch(tmp_path, capsys, table, *options):
    """Examine everybody on the table; return the lines it printed."""
    Case.create(tmp_path / "kasus", header(), now).close()
    roster = tmp_path / "daftar.csv"
    rows = [
        f"Contoh {number},1980010120050110{number:02},PNS,pribadi,PBT-{number},{phone.address}"
        for number, (_, phone) in enumerate(table, start=1)
    ]
    roster.write_text("\n".join(["nama,nip,status,kepemilikan,persetujuan,port", *rows]))
    case = str(tmp_path / "kasus")
    keys = ("--key-folder", str(tmp_path / "kunci"))
    code = main(
        ["batch", case, "--roster", str(roster), "--json", "--no-pdf", *keys, *map(str, options)]
    )
    assert code == Exit.DONE
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def check(tmp_path, events, table):
    """Each phone has the outcome it should have, and its own data."""
    told = {one["exhibit"]: one["outcome"] for one in events if one["event"] == "concluded"}
    assert told == {number: demo.expected for number, (demo, _) in enumerate(table, start=1)}
    with Case.read(tmp_path / "kasus") as case:
        for number, (demo, _) in enumerate(table, start=1):
            assert case.exhibit(number).examination().phone.serial == demo.phone.serial
    assert verify(tmp_path / "kasus").unaltered


def test_sixteen_phones_at_once_over_tcp(tmp_path, capsys, table):
    addresses = [word for _, phone in table for word in ("--tcp", phone.address)]
    check(tmp_path, batch(tmp_path, capsys, table, *addresses), table)


def test_sixteen_phones_at_once_through_an_adb_server(tmp_path, capsys, table, adb_server):
    for _, phone in table:
        adb_server.connect(phone)
    server = f"127.0.0.1:{adb_server.port}"
    check(tmp_path, batch(tmp_path, capsys, table, "--server", server), table)


def test_a_phone_that_asks_its_holder_is_seen_waiting_until_the_tap(tmp_path, phones):
    demo = demo_office(datetime.now(UTC), 1)[0]
    phone = phones.start("izin", commands_of(demo), props=props_of(demo), auth="ask")
    with (
        Case.create(tmp_path / "kasus", header(), now) as case,
        opened_table(
            case, table_arguments(tmp_path, phone), prepared(case, phone), Pairing.ONLY_ONE
        ) as (
            engine,
            _,
        ),
    ):
        wait_for(engine, Step.WAITING_FOR_HOLDER)
        assert "MENUNGGU IZIN" in tile_of(engine).state.id
        assert phone.questions() == 1
        phone.allow()
        wait_for(engine, Step.DONE)
        assert engine.board.works[1].outcome is demo.expected
