"""A phone older than all that were read from source: what it knows is told, the rest is a gap."""

from datetime import UTC, datetime

import pytest

from phone_audit import resources
from phone_audit.device.direct import Authorisation, open_tcp
from phone_audit.device.interface import Device
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.assessment import SourceStatus, Thresholds
from phone_audit.model.capture import GapReason
from phone_audit.model.case import Basis, Origin
from phone_audit.model.record import replace
from phone_audit.pipeline import Office, examine
from phone_audit.signatures.load import load, version_of
from phone_audit.signatures.match import Matcher
from phone_audit.simulator.android import apps
from phone_audit.simulator.android.folder import capture_files
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.office import Listed
from phone_audit.sources import all_sources
from tests.cases.synthetic import header
from tests.simulator.android_phones import NOW, phone
from tests.test_pipeline import Exhibit

pytestmark = pytest.mark.slow
LISTED = Listed()


def android_6():
    """Files of a phone as Android 6 answers: no second version of the shell, no ``cmd``."""
    described = apps.from_file(replace(phone(26), users=phone(26).users[:1]), LISTED.app, NOW)
    files = capture_files(replace(described, watched=(LISTED.app,)))
    files["props"] = files["props"].replace(b"[26]", b"[23]")
    return {name: data for name, data in files.items() if not name.startswith("cmds/cmd_")}


def now():
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def examination():
    signatures = load(resources.signatures_folder())
    office = Office(
        header=header(),
        sources=[source for source in all_sources() if source.consent is None],
        matcher=Matcher(signatures),
        list_version=version_of(signatures),
        thresholds=Thresholds(),
        clock=now,
    )
    folder = CaptureFolder(android_6(), clock=lambda: NOW)
    with SimulatedPhone(Handset(folder, features=())) as served:
        device = Device(
            lambda: open_tcp("127.0.0.1", served.port, Authorisation(keys=tuple)),
            origin=Origin.TCP,
            address=served.address,
            clock=now,
        )
        try:
            return examine(device, office, Exhibit(), basis=Basis.CONSENTED)
        finally:
            device.close()


def test_the_app_is_found_and_its_version_named_as_an_assumption(examination):
    assert [one.value for one in examination.assessment.findings] == [LISTED.app]
    assumed = [gap for gap in examination.assessment.gaps if gap.reason is GapReason.ASSUMED]
    assert [(gap.source, gap.detail) for gap in assumed] == [("identity", "API 23")]
    assert examination.assessment.minimum_coverage_met


def test_what_it_does_not_know_is_a_gap_and_nothing_is_misread(examination):
    absent = {gap.source for gap in examination.assessment.gaps if gap.reason is GapReason.ABSENT}
    assert absent >= {
        "browsers",
        "site_notifications",
        "site_pushes",
        "home_screen",
        "default_browser",
        "process_ends",
        "app_files",
    }
    misread = {
        gap.source
        for gap in examination.assessment.gaps
        if gap.reason in {GapReason.NOT_UNDERSTOOD, GapReason.FAILED, GapReason.CUT}
    }
    assert misread == set()
    status = {one.source: one.status for one in examination.assessment.sources}
    assert status["installed_apps"] is SourceStatus.COMPLETE
    assert status["context"] is SourceStatus.COMPLETE
