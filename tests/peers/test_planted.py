"""The populated phone behind AOSP's adbd: all that was planted is found, no secret is left."""

import socket
import tempfile
import threading
from datetime import UTC, datetime

import pytest

from phone_audit.cli.main import main
from phone_audit.model.case import Examination
from phone_audit.model.record import from_json
from phone_audit.simulator.android.browser import DevtoolsServer
from phone_audit.simulator.android.models import MODELS
from tests.end_to_end.left_behind import watched
from tests.end_to_end.planted import (
    EXPECTED,
    GONE,
    LISTED,
    planted_secrets,
    polluted,
    populated,
)

pytestmark = [pytest.mark.peer, pytest.mark.slow]


@pytest.fixture
def served():
    """Return a function that puts an invented browser behind a port of this computer."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve(browser):
            server = DevtoolsServer(browser)

            def go_on():
                while True:
                    try:
                        connection, _ = listener.accept()
                    except OSError:
                        return
                    with connection:
                        server(connection)

            threading.Thread(target=go_on, daemon=True).start()
            return listener.getsockname()[1]

        yield serve


def start(phones, described, port):
    files = polluted(described)
    commands = {name[5:]: data for name, data in files.items() if name.startswith("cmds/")}
    on_storage = {name[2:]: data for name, data in files.items() if name.startswith("fs/")}
    props = dict(
        line[1:-1].split("]: [", 1)
        for line in files["props"].decode().splitlines()
        if line.startswith("[")
    )
    return phones.start(
        "ditanami",
        commands,
        files={
            path + ".nomedia" * path.endswith("/"): data
            for path, data in on_storage.items()
            if not path.startswith("/proc/")
        },
        props=props,
        sockets={described.running[0].socket: port},
    )


@pytest.mark.parametrize(
    "model", [MODELS[0], MODELS[4]], ids=lambda model: f"{model.maker}-{model.android}".lower()
)
def test_all_that_was_planted_is_found_and_no_secret_is_left(
    phones, served, model, tmp_path, monkeypatch
):
    described = populated(model, datetime.now(UTC).replace(microsecond=0))
    phone = start(phones, described, served(described.running[0]))
    case, scratch = tmp_path / "kasus", tmp_path / "sementara"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with watched() as left:
        new = ["case", "new", str(case), "--surat-tugas", "1/2026", "--opd", "Dinas Contoh"]
        assert main([*new, "--location", "Aula"]) == 0
        how = ["--tcp", phone.address, "--basis", "consented", "--open-tabs"]
        assert main(["examine", str(case), *how, "--key-folder", str(tmp_path / "kunci")]) == 0
    (path,) = case.glob("exhibits/*/evidence.json")
    examination = from_json(path.read_bytes(), Examination)
    asked_by = {note.number: note.source for note in examination.captures}
    telling = {
        asked_by[number]
        for finding in examination.assessment.findings
        for sighting in finding.sightings
        for number in sighting.captures
    }
    expected = {name for name, where in EXPECTED.items() if where(described)}
    assert telling == expected - {"download_contents"}  # there is no unzip behind this adbd
    assert {one.value for one in examination.assessment.findings} == {LISTED.app, LISTED.site, GONE}
    everything = left.bytes_in(case, scratch)
    assert [one for one in sorted(planted_secrets(described)) if one.encode() in everything] == []
