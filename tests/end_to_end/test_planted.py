"""A populated phone with known content: all that was planted is found, and nothing else."""

import hashlib
from datetime import timedelta

import pytest

from phone_audit.cli.main import main
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.case import Examination
from phone_audit.model.evidence import AppFile, AppTrace, AppTraceKind, SiteTrace, SiteTraceKind
from phone_audit.model.phone import ContextKind
from phone_audit.model.record import from_json, replace
from phone_audit.simulator.android.apk import small_apk
from phone_audit.simulator.android.apps import install
from phone_audit.simulator.android.folder import capture_files, secrets
from phone_audit.simulator.android.phone import (
    App,
    Browsing,
    Chat,
    Clearing,
    Download,
    Link,
    PinnedSite,
    SiteChannel,
)
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.office import Listed, demo_office
from tests.simulator.android_phones import NOW

pytestmark = pytest.mark.slow

LISTED = Listed()
CHROME = "com.android.chrome"
TUNNEL = "id.contoh.terowongan.rahasia"
COLLECTOR = "id.contoh.kumpulan.tautan"
HOURS = timedelta(hours=1)
SECRET_HOSTS = tuple(f"situs-rahasia-{number}.example" for number in range(8))


def populated():
    """The demo's used app on a phone that is also full of other people's business."""
    phone = demo_office(NOW, 1)[0].phone
    private = tuple(
        Chat(number=f"6280000{number}9001", name=f"Orang {number}", title=f"Perihal {number}")
        for number in range(6)
    )
    others = tuple(
        SiteChannel(origin=f"https://{host}", decided_at=NOW - 50 * HOURS)
        for host in SECRET_HOSTS[:4]
    )
    planted = SiteChannel(
        origin=f"https://m.{LISTED.site}",
        decided_at=NOW - 30 * HOURS,
        last_push_at=NOW - 3 * HOURS,
    )
    links = tuple(
        Link(
            at=NOW - number * HOURS,
            url=f"https://{host}/jalur-rahasia?kata=sandi{number}",
            package=CHROME,
            activity="org.chromium.chrome.browser.ChromeTabbedActivity",
        )
        for number, host in enumerate((f"www.{LISTED.site}", *SECRET_HOSTS[4:6]), start=1)
    )
    pinned = tuple(
        PinnedSite(
            url=f"https://{host}/lobi",
            browser=CHROME,
            label=f"Judul Rahasia {number}",
            pinned_at=NOW - 40 * HOURS,
        )
        for number, host in enumerate((LISTED.site, SECRET_HOSTS[6]))
    )
    downloads = (
        Download(
            name=f"{LISTED.app}.apk",
            package=LISTED.app,
            added_at=NOW - 60 * HOURS,
            saved_by=CHROME,
            url=f"https://unduh.{LISTED.site}/x.apk",
            page=f"https://{LISTED.site}/",
        ),
        Download(
            name="foto-liburan.apk",
            package=LISTED.app,
            added_at=NOW - 70 * HOURS,
        ),
        Download(
            name="hasil-laboratorium.apk",
            package="id.contoh.rahasia.laboratorium",
            added_at=NOW - 61 * HOURS,
            saved_by=CHROME,
            url=f"https://{SECRET_HOSTS[7]}/hasil.apk",
        ),
    )
    phone = install(
        phone,
        App(
            package=COLLECTOR,
            app_id=0,
            installed_at=NOW - 90 * HOURS,
            link_hosts=(f"mitra.{LISTED.site}", "situs-rahasia-9.example"),
        ),
    )
    phone = install(
        phone, App(package=TUNNEL, app_id=0, installed_at=NOW - 9 * HOURS, offers_vpn=".S")
    )
    return replace(
        phone,
        vpn_connected=True,
        always_on_vpn=TUNNEL,
        cleared=(Clearing(package=CHROME, at=NOW - 77 * HOURS),),
        browsers=(Browsing(package=CHROME, channels=(planted, *others)),),
        links=links,
        pinned=pinned,
        downloads=downloads,
        chats=private,
    )


@pytest.fixture(scope="module")
def examined(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kasus") / "kasus"
    described = populated()
    new = ["case", "new", str(folder), "--surat-tugas", "1/2026", "--opd", "Dinas Contoh"]
    assert main([*new, "--location", "Aula"]) == 0
    handset = Handset(CaptureFolder(capture_files(described), clock=lambda: NOW))
    with SimulatedPhone(handset) as phone:
        how = ["--tcp", phone.address, "--basis", "consented"]
        assert main(["examine", str(folder), *how]) == 0
    (path,) = folder.glob("exhibits/*/evidence.json")
    return folder, described, from_json(path.read_bytes(), Examination)


def records(examination, kind):
    return [
        sighting.record
        for finding in examination.assessment.findings
        for sighting in finding.sightings
        if isinstance(sighting.record, kind)
    ]


def test_everything_planted_is_found(examined):
    _, _, examination = examined
    assert {one.trace for one in records(examination, SiteTrace)} >= {
        SiteTraceKind.NOTIFICATION_CHANNEL,
        SiteTraceKind.PUSH_RECEIVED,
        SiteTraceKind.LINK_OPENED,
        SiteTraceKind.HOME_SCREEN,
        SiteTraceKind.DOWNLOAD,
        SiteTraceKind.REFERRER,
        SiteTraceKind.LINK_CLAIMED,
    }
    files = [one for one in records(examination, AppFile) if one.downloaded]
    name = LISTED.app.rpartition(".")[2]
    apk = small_apk(LISTED.app, {b"": name})
    assert [one.apk_sha256 for one in files] == [(hashlib.sha256(apk).hexdigest(),)] * 2
    certificate = hashlib.sha256(f"{LISTED.app} certificate".encode()).hexdigest()
    assert any(certificate in one.certificate_sha256 for one in records(examination, AppFile))
    assert {one.trace for one in records(examination, AppTrace)} >= {
        AppTraceKind.FILE_PRESENT,
        AppTraceKind.FILE_HOLDS,
        AppTraceKind.PROCESS_ENDED,
        AppTraceKind.RECENT_TASK,
    }


def test_circumstances_are_told_and_only_names_that_everybody_knows(examined):
    _, _, examination = examined
    assert {(one.context, one.value, one.unnamed) for one in examination.context} == {
        (ContextKind.VPN_ACTIVE, None, None),
        (ContextKind.VPN_ALWAYS_ON, None, 1),
        (ContextKind.VPN_APP, None, 1),
        (ContextKind.DEFAULT_BROWSER, "Chrome", None),
        (ContextKind.CLEARED_DATA, "Chrome", None),
        (ContextKind.USE_HISTORY_SINCE, None, None),
    }


def test_nothing_else_is_reported(examined):
    _, _, examination = examined
    assert {one.value for one in examination.assessment.findings} == {LISTED.app, LISTED.site}
    hosts = {one.host for one in records(examination, SiteTrace)}
    assert all(host == LISTED.site or host.endswith(f".{LISTED.site}") for host in hosts)


def test_every_record_leads_back_to_a_capture_with_its_hash(examined):
    _, _, examination = examined
    notes = {note.number: note for note in examination.captures}
    for finding in examination.assessment.findings:
        for sighting in finding.sightings:
            assert sighting.captures
            for number in sighting.captures:
                assert len(notes[number].sha256) == 64
                assert notes[number].source in finding.sources


def test_no_secret_is_in_any_byte_of_the_case(examined):
    folder, described, _ = examined
    kept = b"\n".join(
        path.name.encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )
    planted = {
        *SECRET_HOSTS,
        *(word for chat in described.chats for word in (chat.number, chat.name, chat.title)),
        *(one.label for one in described.pinned),
        "jalur-rahasia",
        "sandi",
        "hasil-laboratorium",
        "foto-liburan",
        TUNNEL,
        "Wi-Fi Rahasia",
        "192.0.2.7",
        "situs-rahasia-9.example",
        "id.contoh.rahasia",
        *secrets(described, matched=(LISTED.app, LISTED.site)),
    }
    planted = {one for one in planted if not one.endswith(f".{LISTED.site}")}  # part of a match
    assert len(planted) > 30
    assert [secret for secret in sorted(planted) if secret.encode() in kept] == []
