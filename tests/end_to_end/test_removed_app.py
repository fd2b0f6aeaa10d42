"""An app that is gone: what still tells of it, and that no other removed app is named."""

from datetime import timedelta

import pytest

from phone_audit.cli.main import main
from phone_audit.device.allowed import check_service
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.assessment import Circumstance, Outcome
from phone_audit.model.case import Examination
from phone_audit.model.evidence import AppTrace, AppTraceKind, SiteTrace
from phone_audit.model.record import from_json, replace
from phone_audit.simulator.android.folder import capture_files, secrets
from phone_audit.simulator.android.models import MODELS, new_phone
from phone_audit.simulator.android.phone import Chat, GoneApp, PhoneUser, Session
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.office import Listed
from tests.simulator.android_phones import NOW

pytestmark = pytest.mark.slow

LISTED = Listed()
GONE = GoneApp(
    package=LISTED.app,
    installed_at=NOW - timedelta(hours=10),
    removed_at=NOW - timedelta(hours=2),
    installer="com.google.android.packageinstaller",
    file_address=f"https://unduh.{LISTED.site}/rahasia/berkas.apk?pemain=Siti",
    sessions=(Session(start=NOW - timedelta(hours=9), seconds=600),),
)
OTHER = replace(
    GONE,
    package="id.contoh.urusanpribadi",
    app_id=10_902,
    file_address="https://rumah-sakit.example/hasil.apk",
)
SECURE = PhoneUser(id=150, name="Secure Folder", flags=0x61010, closed=True)


def examined(folder, *users):
    """Examine an invented Samsung phone and return it with the examination."""
    samsung = next(model for model in MODELS if model.maker.lower() == "samsung")
    described = replace(
        new_phone(samsung, "FIKTIF0078", NOW),
        gone=(GONE, OTHER),
        users=(PhoneUser(name="Panggilan Rahasia"), *users),
        chats=(Chat(number="628000155501", name="Kenalan Rahasia", title="Pesan pribadi"),),
    )
    handset = Handset(CaptureFolder(capture_files(described), clock=lambda: NOW))
    new = ["case", "new", str(folder), "--surat-tugas", "1/2026", "--opd", "Dinas Contoh"]
    assert main([*new, "--location", "Aula"]) == 0
    with SimulatedPhone(handset) as phone:
        how = ["--tcp", phone.address, "--basis", "consented", "--no-pdf"]
        assert main(["examine", str(folder), *how]) == 0
    for service in phone.asked:
        check_service(service)
    (path,) = folder.glob("exhibits/*/evidence.json")
    return described, from_json(path.read_bytes(), Examination)


def test_a_removed_app_is_told_by_six_places_in_one_finding(tmp_path):
    _, examination = examined(tmp_path / "kasus")
    (app,) = (one for one in examination.assessment.findings if one.value == LISTED.app)
    kinds = {one.record.trace for one in app.sightings if isinstance(one.record, AppTrace)}
    assert kinds >= {
        AppTraceKind.INSTALL_LOGGED,
        AppTraceKind.REMOVAL_LOGGED,
        AppTraceKind.INSTALL_SESSION,
        AppTraceKind.CHANGED_SINCE_BOOT,
        AppTraceKind.REMOVED_LATELY,
        AppTraceKind.IN_FRONT,
        AppTraceKind.USED_SINCE_BOOT,
        AppTraceKind.FOLDER_LEFT,
    }
    assert (app.user, app.circumstances) == (0, (Circumstance.REMOVED,))
    (site,) = (one for one in examination.assessment.findings if one.value == LISTED.site)
    assert {one.record.host for one in site.sightings if isinstance(one.record, SiteTrace)} == {
        f"unduh.{LISTED.site}"
    }
    # Advertising starts downloads too, and the app itself is gone: the holder is asked.
    assert site.circumstances == (Circumstance.MAYBE_ADVERTISING,)
    assert examination.assessment.outcome is Outcome.CLARIFY


def test_nothing_else_that_was_removed_or_downloaded_is_in_a_byte_of_the_case(tmp_path):
    folder = tmp_path / "kasus"
    described, _ = examined(folder)
    kept = b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    assert LISTED.app.encode() in kept
    for text in (*secrets(described, matched=(LISTED.site,)), OTHER.package, "rumah-sakit"):
        assert text.encode() not in kept, text


def test_with_a_secure_folder_only_what_the_main_user_shows_is_told(tmp_path):
    _, examination = examined(tmp_path / "kasus", SECURE)
    (app,) = (one for one in examination.assessment.findings if one.value == LISTED.app)
    kinds = {one.record.trace for one in app.sightings if isinstance(one.record, AppTrace)}
    assert AppTraceKind.REMOVAL_LOGGED in kinds  # names its user
    assert AppTraceKind.USED_SINCE_BOOT not in kinds  # could be the folder's
