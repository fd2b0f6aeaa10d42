"""Open tabs with the holder's consent, over ADB, and what must never reach the case."""

import json

import pytest

from phone_audit.cli.main import main
from phone_audit.device.allowed import check_service
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.assessment import Outcome
from phone_audit.model.capture import GapReason, Medium
from phone_audit.model.case import Examination
from phone_audit.model.evidence import SiteTraceKind
from phone_audit.model.record import from_json, replace
from phone_audit.simulator.android.browser import DevtoolsServer
from phone_audit.simulator.android.folder import capture_files, secrets
from phone_audit.simulator.android.models import MODELS, new_phone
from phone_audit.simulator.android.phone import PhoneUser, RunningBrowser, Tab
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.office import Listed
from tests.simulator.android_phones import NOW

pytestmark = pytest.mark.slow

SITE = Listed().site
BROWSER = RunningBrowser(
    package="com.android.chrome",
    tabs=(
        Tab(
            url=f"https://m.{SITE}/lobi/Nama-Orang?pemain=Siti",
            title="Selamat datang, Siti",
            before=("https://mesin-cari.example/cari?q=obat-rahasia", f"https://{SITE}/masuk"),
        ),
        Tab(url="https://rumah-sakit.example/hasil/Nama-Orang", title="Hasil lab Siti"),
    ),
    stored=((f"https://m.{SITE}", 16_384), ("https://rumah-sakit.example", 99)),
)


def invented(browser=BROWSER, **changes):
    return replace(new_phone(MODELS[1], "FIKTIF0077", NOW), running=(browser,), **changes)


@pytest.fixture
def examined(tmp_path):
    """Examine an invented phone; return the case's folder, the phone and the browser."""

    def run(described, *options):
        folder = tmp_path / "kasus"
        server = DevtoolsServer(described.running[0])
        handset = Handset(
            CaptureFolder(capture_files(described), clock=lambda: NOW),
            local_sockets={described.running[0].socket: server},
        )
        new = ["case", "new", str(folder), "--surat-tugas", "1/2026", "--opd", "Dinas Contoh"]
        assert main([*new, "--location", "Aula"]) == 0
        with SimulatedPhone(handset) as phone:
            how = ["--tcp", phone.address, "--basis", "consented", "--no-pdf"]
            assert main(["examine", str(folder), *how, *options]) == 0
        return folder, phone, server

    return run


def examination(folder):
    (path,) = folder.glob("exhibits/*/evidence.json")
    return from_json(path.read_bytes(), Examination)


def everything(folder):
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_listed_site_in_a_tab_its_history_and_its_data(examined):
    folder, phone, _ = examined(invented(), "--open-tabs")
    found = examination(folder)
    assert found.open_tabs
    traces = {
        (one.record.trace, one.record.host, one.record.visits)
        for finding in found.assessment.findings
        for one in finding.sightings
    }
    assert traces == {
        (SiteTraceKind.OPEN_TAB, f"m.{SITE}", None),
        (SiteTraceKind.TAB_HISTORY, f"m.{SITE}", 1),
        (SiteTraceKind.TAB_HISTORY, SITE, 1),
        (SiteTraceKind.STORED_DATA, f"m.{SITE}", None),
    }
    assert {finding.value for finding in found.assessment.findings} == {SITE}
    assert found.assessment.outcome is Outcome.CLARIFY
    for service in phone.asked:
        check_service(service)


def test_titles_paths_and_other_hosts_are_in_no_byte_of_the_case(examined):
    described = invented()
    folder, _, server = examined(described, "--open-tabs")
    kept = everything(folder)
    private = secrets(described, matched=(SITE, f"m.{SITE}"))
    assert len(private) > 6
    for text in private:
        assert text.encode() not in kept, text
    for word in (b"Siti", b"Nama-Orang", b"rahasia", b"mesin-cari", b"rumah-sakit", b"lobi"):
        assert word not in kept
    # The browser was asked about the site that matched, and about no other.
    assert not any("rumah-sakit" in message for message in server.heard)
    assert f'"origin":"https://m.{SITE}"' in " ".join(server.heard)


def test_the_log_says_that_the_holder_agreed_and_masks_the_socket(examined):
    browser = RunningBrowser(
        package="id.contoh.peramban",
        socket="id.contoh.peramban_devtools_remote",
        tabs=(Tab(url="https://lain.example/", title="x"),),
    )
    folder, _, _ = examined(invented(browser), "--open-tabs")
    events = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    told = [one["note"] for one in events if one["event"] == "PEMBERITAHUAN"]
    assert told == ["bersedia, tab_terbuka"]
    asked = [note for note in examination(folder).captures if note.medium is Medium.DEVTOOLS]
    assert len(asked) == 3
    assert all("‹peramban 1›" in note.command for note in asked)
    assert b"id.contoh.peramban" not in everything(folder)
    assert main(["verify", str(folder)]) == 0
    assert main(["replay", str(folder)]) == 0


def test_without_the_consent_no_browser_is_asked_and_that_is_no_gap(examined):
    folder, phone, server = examined(invented())
    found = examination(folder)
    assert not found.open_tabs
    assert server.heard == []
    assert not any("devtools" in service or "unix" in service for service in phone.asked)
    with_consent = {"devtools_sockets", "open_tabs", "tab_history", "stored_data"}
    assert with_consent.isdisjoint(one.source for one in found.asked)
    assert with_consent.isdisjoint(gap.source for gap in found.assessment.gaps)
    assert found.assessment.findings == ()


def test_a_browser_that_does_not_run_is_not_started(examined):
    closed = RunningBrowser(package="x.y", socket="webview_devtools_remote_77")
    folder, _, server = examined(invented(closed), "--open-tabs")
    gaps = [gap for gap in examination(folder).assessment.gaps if gap.source == "devtools_sockets"]
    assert [(gap.reason, gap.detail) for gap in gaps] == [
        (GapReason.ABSENT, "peramban tidak berjalan")
    ]
    assert server.heard == []


def test_a_closed_profile_that_runs_keeps_tabs_from_being_asked(examined):
    folder_user = PhoneUser(id=150, name="Secure Folder", flags=0x61010, closed=True)
    folder, _, server = examined(invented(users=(PhoneUser(), folder_user)), "--open-tabs")
    assert server.heard == []
    gaps = [gap for gap in examination(folder).assessment.gaps if gap.source == "devtools_sockets"]
    assert [gap.reason for gap in gaps] == [GapReason.NOT_ASKED]


def test_each_holder_agrees_alone(tmp_path, capsys):
    code = main(["examine", str(tmp_path), "--basis", "consented", "--all", "--open-tabs"])
    assert code == 2
    assert "--open-tabs" in capsys.readouterr().err


def test_block_pages_and_hints_are_counted_and_their_names_are_not_kept(examined, capsys):
    browser = replace(
        BROWSER,
        tabs=(
            *BROWSER.tabs,
            Tab(url="http://internet-positif.info/?asal=Nama-Orang", title="Akses diblokir"),
            Tab(url="https://internet-positif.info/", title="Akses diblokir"),
            Tab(url="https://gacor.example/", title="Gacor"),
        ),
    )
    folder, _, _ = examined(invented(browser), "--open-tabs")
    found = examination(folder).assessment
    assert {finding.value for finding in found.findings} == {SITE}
    assert found.blocked == 1
    assert found.hints
    kept = everything(folder)
    assert b"internet-positif" not in kept
    assert b"gacor.example" not in kept

    capsys.readouterr()
    for options, told in (([], [None]), (["--hints"], [found.hints])):
        assert main(["replay", str(folder), *options, "--json"]) == 0
        out = json.loads(capsys.readouterr().out)
        assert [one.get("hints") for one in out] == told
    assert main(["replay", str(folder), "--hints"]) == 0
    assert f": {found.hints} nama situs" in capsys.readouterr().out
