"""The commands an officer runs, against a real adbd and a real adb server."""

import json

import pytest

from phone_audit.cli.main import main
from phone_audit.model.assessment import Outcome
from phone_audit.simulator.office import demo_office

pytestmark = [pytest.mark.peer, pytest.mark.slow]


@pytest.fixture
def office(phones):
    """Two invented phones of the demo office behind real adbds that ask for authorisation."""
    from datetime import UTC, datetime

    demos = demo_office(datetime.now(UTC), 3)
    real = []
    for number in (0, 2):
        files = demos[number].files()
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
    return real


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "kasus"
    assert (
        main(
            ["case", "new", str(folder), "--surat-tugas", "1", "--opd", "Dinas", "--location", "A"]
        )
        == 0
    )
    return folder


def outcomes(text):
    return [one["outcome"] for one in json.loads(text)]


def test_directly_over_tcp_with_a_key_of_this_office(office, case, tmp_path, capsys):
    arguments = [f"--tcp={phone.address}" for phone in office]
    keys = ["--key-folder", str(tmp_path / "kunci")]
    assert main(["devices", *arguments, *keys, "--json"]) == 0
    assert [one["state"] for one in json.loads(capsys.readouterr().out)["devices"]] == ["ready"] * 2
    code = main(
        ["examine", str(case), "--all", *arguments, *keys, "--basis", "consented", "--json"]
    )
    assert code == 0
    assert outcomes(capsys.readouterr().out) == [Outcome.INDICATED_USE, Outcome.SUSPECTED]
    assert (tmp_path / "kunci" / "adbkey").stat().st_mode & 0o777 == 0o600


def test_through_a_running_adb_server(office, case, adb_server, capsys):
    for phone in office:
        adb_server.connect(phone)
    server = ["--server", f"127.0.0.1:{adb_server.port}"]
    capsys.readouterr()
    assert main(["devices", *server, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["devices"]
    assert len(told) == 2
    one = [*server, "--serial", office[1].address]
    assert main(["examine", str(case), *one, "--basis", "consented", "--json"]) == 0
    assert outcomes(capsys.readouterr().out) == [Outcome.SUSPECTED]
    assert main(["examine", str(case), *server, "--basis", "consented"]) == 2
    assert "--serial" in capsys.readouterr().err


def test_a_holder_who_does_not_tap_is_exit_6_and_leaves_no_exhibit(phones, case, tmp_path, capsys):
    phone = phones.start("diam", auth="ask")
    arguments = ["--tcp", phone.address, "--wait", "1", "--key-folder", str(tmp_path / "kunci")]
    assert main(["examine", str(case), *arguments, "--basis", "consented"]) == 6
    assert "Izinkan" in capsys.readouterr().err
    assert not list(case.glob("exhibits/*/evidence.json"))
