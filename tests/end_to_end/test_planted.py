"""Phones of every maker with known content: all that was planted is found, and nothing else."""

import tempfile

import pytest

from phone_audit.cli.main import main
from phone_audit.device.allowed import check_service
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.case import Examination
from phone_audit.model.evidence import (
    AppFile,
    AppTrace,
    AppTraceKind,
    SiteTrace,
    SiteTraceKind,
)
from phone_audit.model.record import from_json
from phone_audit.simulator.android.browser import local_sockets
from phone_audit.simulator.android.models import MODELS
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.handset import Handset
from phone_audit.sources import all_sources
from tests.end_to_end.left_behind import unpacked, watched
from tests.end_to_end.planted import (
    EXPECTED,
    FACTS_ONLY,
    GONE,
    LISTED,
    TOLD_APART,
    planted_secrets,
    polluted,
    populated,
)
from tests.simulator.android_phones import NOW

pytestmark = pytest.mark.slow

FORMATS = ("html", "csv", "json", "case", "terminal")
WITH_ALL_DOCUMENTS = (MODELS[0], MODELS[7])  # a new and an old phone; the rest is the same


class Examined:
    """One populated phone, what its examination says, and every byte that was left."""

    def __init__(self, model, folder):
        self.model = model
        self.phone = populated(model, NOW)
        case = folder / "kasus"
        scratch = folder / "sementara"
        scratch.mkdir()
        handset = Handset(
            CaptureFolder(polluted(self.phone), clock=lambda: NOW),
            local_sockets=local_sockets(self.phone),
        )
        with pytest.MonkeyPatch.context() as patch, watched() as left:
            patch.setattr(tempfile, "tempdir", str(scratch))
            new = ["case", "new", str(case), "--surat-tugas", "1/2026", "--opd", "Dinas Contoh"]
            assert main([*new, "--location", "Aula"]) == 0
            with SimulatedPhone(handset) as phone:
                how = ["--tcp", phone.address, "--basis", "consented", "--open-tabs", "--no-pdf"]
                assert main(["examine", str(case), *how]) == 0
            for name in FORMATS:
                assert main(["report", str(case), "--format", name]) == 0
            if model in WITH_ALL_DOCUMENTS:
                assert main(["report", str(case), "--document", "all"]) == 0
            assert main(["replay", str(case)]) == 0
            assert main(["verify", str(case)]) == 0
        self.asked = phone.asked
        self.pdfs = [path.read_bytes() for path in sorted(case.rglob("*.pdf"))]
        (path,) = case.glob("exhibits/*/evidence.json")
        self.examination = from_json(path.read_bytes(), Examination)
        self.printed = left.printed.getvalue()
        self.left = left.bytes_in(case, scratch)

    def records(self, kind):
        return [
            one.record
            for finding in self.examination.assessment.findings
            for one in finding.sightings
            if isinstance(one.record, kind)
        ]


@pytest.fixture(
    scope="module", params=MODELS, ids=lambda model: f"{model.maker}-{model.android}".lower()
)
def examined(request, tmp_path_factory):
    return Examined(request.param, tmp_path_factory.mktemp("sidak"))


def test_every_source_is_expected_somewhere():
    told = {*EXPECTED, *TOLD_APART, *FACTS_ONLY}
    assert told == {source.name for source in all_sources()}
    assert len(told) == len(EXPECTED) + len(TOLD_APART) + len(FACTS_ONLY)


def test_each_source_tells_what_was_planted_for_it(examined):
    asked_by = {note.number: note.source for note in examined.examination.captures}
    telling = {
        asked_by[number]
        for finding in examined.examination.assessment.findings
        for sighting in finding.sightings
        for number in sighting.captures
    }
    assert telling == {name for name, where in EXPECTED.items() if where(examined.phone)}


def test_nothing_else_is_reported(examined):
    findings = examined.examination.assessment.findings
    assert {one.value for one in findings} == {LISTED.app, LISTED.site, GONE}
    hosts = {one.host for one in examined.records(SiteTrace)}
    assert all(host == LISTED.site or host.endswith(f".{LISTED.site}") for host in hosts)
    packages = {one.package for one in examined.records(AppTrace)}
    assert packages == {LISTED.app, GONE}


def test_kinds_of_traces(examined):
    kinds = {one.trace for one in examined.records(SiteTrace)}
    assert kinds >= {
        SiteTraceKind.LINK_OPENED,
        SiteTraceKind.WEB_APP,
        SiteTraceKind.NOTIFICATION_CHANNEL,
        SiteTraceKind.PUSH_RECEIVED,
        SiteTraceKind.HOME_SCREEN,
        SiteTraceKind.OPEN_TAB,
        SiteTraceKind.TAB_HISTORY,
        SiteTraceKind.STORED_DATA,
    }
    assert (kinds >= {SiteTraceKind.DOWNLOAD, SiteTraceKind.REFERRER}) == (examined.phone.sdk >= 29)
    removed = {one.trace for one in examined.records(AppTrace) if one.package == GONE}
    assert removed >= {AppTraceKind.REMOVED_LATELY, AppTraceKind.FOLDER_LEFT}
    assert any(one.apk_sha256 for one in examined.records(AppFile))


def test_every_record_leads_back_to_a_capture_with_its_hash(examined):
    notes = {note.number: note for note in examined.examination.captures}
    for finding in examined.examination.assessment.findings:
        for sighting in finding.sightings:
            assert sighting.captures
            for number in sighting.captures:
                assert len(notes[number].sha256) == 64
                assert notes[number].source in finding.sources


def test_no_secret_is_in_any_byte_that_was_left_or_printed(examined):
    planted = planted_secrets(examined.phone)
    assert len(planted) > 80
    assert [secret for secret in sorted(planted) if secret.encode() in examined.left] == []
    assert LISTED.app.encode() in examined.left
    assert LISTED.site in examined.printed


def test_only_what_is_permitted_was_asked(examined):
    for service in examined.asked:
        check_service(service)


def test_pdfs_are_among_what_is_left_and_looked_into(examined):
    assert bool(examined.pdfs) == (examined.model in WITH_ALL_DOCUMENTS)
    for pdf in examined.pdfs:
        assert all(text in examined.left for text in unpacked(pdf))
    if examined.pdfs:
        shown = b"".join(text for pdf in examined.pdfs for text in unpacked(pdf))
        assert LISTED.app.encode() in shown
