"""Open tabs of a real Chromium, through a simulated phone and through AOSP's adbd."""

import pytest

from phone_audit.cli.main import main
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.assessment import Outcome
from phone_audit.model.capture import Medium
from phone_audit.model.case import Examination
from phone_audit.model.evidence import SiteTraceKind
from phone_audit.model.record import from_json, replace
from phone_audit.simulator.android.folder import capture_files
from phone_audit.simulator.android.models import MODELS, new_phone
from phone_audit.simulator.android.phone import RunningBrowser
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.office import Listed
from tests.peers.chromium import chromium
from tests.simulator.android_phones import NOW

pytestmark = pytest.mark.peer

SITE = Listed().site
SOCKET = "chrome_devtools_remote"
WORDS = (b"Judul", b"Rahasia", b"rahasia", b"mesin-cari", b"rumah-sakit", b"hasil-lab", b"lobi")


@pytest.fixture(scope="module")
def browser():
    """Chromium with two tabs: one led to a listed site, one is nobody's business."""
    with chromium(
        f"https://mesin-cari.example/jalan?m.{SITE}/lobi-rahasia",
        "https://rumah-sakit.example/hasil-lab",
    ) as running:
        running.wait_for(["Judul Rahasia /lobi-rahasia", "Judul Rahasia /hasil-lab"])
        yield running


@pytest.fixture
def examine(tmp_path):
    """Examine a phone, reached by these options, with the consent; return all that is kept."""

    def run(*reached):
        folder = tmp_path / "kasus"
        new = ["case", "new", str(folder), "--surat-tugas", "1/2026", "--opd", "Dinas Contoh"]
        assert main([*new, "--location", "Aula"]) == 0
        how = [*reached, "--basis", "consented", "--no-pdf", "--open-tabs"]
        assert main(["examine", str(folder), *how]) in {0, 3}
        (evidence,) = folder.glob("exhibits/*/evidence.json")
        return from_json(evidence.read_bytes(), Examination), folder

    return run


def check(examination, folder, before, after):
    traces = {
        (one.record.trace, one.record.host, one.record.visits)
        for finding in examination.assessment.findings
        for one in finding.sightings
    }
    assert traces == {
        (SiteTraceKind.OPEN_TAB, f"m.{SITE}", None),
        (SiteTraceKind.TAB_HISTORY, f"m.{SITE}", 1),
        (SiteTraceKind.STORED_DATA, f"m.{SITE}", None),
    }
    assert examination.assessment.outcome is Outcome.CLARIFY
    asked = [note for note in examination.captures if note.medium is Medium.DEVTOOLS]
    assert [(note.complete, note.exit_code) for note in asked] == [(True, 0)] * len(asked)
    assert len(asked) == 5
    kept = b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for word in WORDS:
        assert word not in kept
    assert after == before


def test_through_a_simulated_phone(browser, examine):
    described = replace(
        new_phone(MODELS[1], "FIKTIF0077", NOW),
        running=(RunningBrowser(package="com.android.chrome", socket=SOCKET),),
    )
    handset = Handset(
        CaptureFolder(capture_files(described), clock=lambda: NOW),
        local_sockets={SOCKET: ("127.0.0.1", browser.port)},
    )
    before = browser.tabs()
    with SimulatedPhone(handset) as phone:
        examination, folder = examine("--tcp", phone.address)
    check(examination, folder, before, browser.tabs())


@pytest.fixture
def real_phone(browser, phones):
    """AOSP's adbd with the invented phone's answers, and the browser behind its socket."""
    files = capture_files(new_phone(MODELS[1], "FIKTIF0077", NOW))
    commands = {
        name.removeprefix("cmds/"): data for name, data in files.items() if name.startswith("cmds/")
    }
    props = dict(
        line[1:-1].split("]: [", 1)
        for line in files["props"].decode().splitlines()
        if line.startswith("[") and line.endswith("]")
    )
    return phones.start("tab", commands, props=props, sockets={SOCKET: browser.port})


def test_through_a_real_adbd(browser, examine, real_phone):
    before = browser.tabs()
    examination, folder = examine("--tcp", real_phone.address)
    check(examination, folder, before, browser.tabs())


def test_through_a_real_adb_server(browser, examine, real_phone, adb_server):
    adb_server.connect(real_phone)
    before = browser.tabs()
    examination, folder = examine("--server", f"127.0.0.1:{adb_server.port}")
    check(examination, folder, before, browser.tabs())


def test_our_client_leaves_every_tab_as_it_was(browser):
    from phone_audit.device.devtools import browse
    from tests.device.browsers import SocketStream

    class Direct:
        features = frozenset()
        address = "memori"

        def open(self, service, timeout_s):
            import socket

            return SocketStream(socket.create_connection(("127.0.0.1", browser.port)))

        def close(self):
            pass

    before = browser.tabs()
    targets = " ".join(sorted(target for target, _, _ in before))
    for _ in range(3):
        line = f"localabstract:{SOCKET} Page.getNavigationHistory {targets}"
        assert browse(Direct(), line, 20).complete
    assert browser.tabs() == before
