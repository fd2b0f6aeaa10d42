"""A whole table of real adbds: sixteen at once, over TCP and through a real adb server."""

import json
from datetime import UTC, datetime

import pytest

from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.exits import Exit
from phone_audit.cli.main import main
from phone_audit.cli.office import now
from phone_audit.simulator.office import demo_office
from tests.cases.synthetic import header

pytestmark = [pytest.mark.peer, pytest.mark.slow, pytest.mark.timeout(600)]

PHONES = 16


@pytest.fixture
def table(phones):
    """Sixteen invented phones behind real adbds, each with the outcome it should have."""
    office = demo_office(datetime.now(UTC), 24)
    demos = [one for one in office if one.expected is not None and not one.faults][:PHONES]
    assert len(demos) == PHONES
    real = []
    for number, demo in enumerate(demos):
        files = demo.files()
        commands = {
            name.removeprefix("cmds/"): data
            for name, data in files.items()
            if name.startswith("cmds/")
        }
        props = dict(
            line[1:-1].split("]: [", 1)
            for line in files["props"].decode().splitlines()
            if line.startswith("[")
        )
        real.append(phones.start(f"ponsel{number}", commands, props=props, auth="allow"))
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
