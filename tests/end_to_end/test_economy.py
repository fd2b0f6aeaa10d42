"""What an examination costs the phone: a whole one over ADB, with a full phone."""

import dataclasses
from datetime import UTC, datetime

import pytest

from phone_audit import resources
from phone_audit.device.allowed import check_service
from phone_audit.device.direct import Authorisation, open_tcp
from phone_audit.device.interface import Device
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.assessment import Thresholds
from phone_audit.model.capture import GapReason
from phone_audit.model.case import Basis, Origin
from phone_audit.model.record import replace, sha256_hex
from phone_audit.model.signature import Strength
from phone_audit.pipeline import Office, examine
from phone_audit.signatures.load import load, version_of
from phone_audit.signatures.match import Matcher
from phone_audit.simulator.android.apk import certificate_of, signed, zipped
from phone_audit.simulator.android.apps import add_user, change, from_file, install
from phone_audit.simulator.android.package import base_path
from phone_audit.simulator.android.phone import App, AppState, Download, PhoneUser
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.faults import Hang
from phone_audit.simulator.handset import Handset
from phone_audit.simulator.office import crowd
from phone_audit.simulator.shell_service import shell_request
from phone_audit.sources import all_sources
from tests.cases.synthetic import header
from tests.test_pipeline import Exhibit

pytestmark = pytest.mark.slow
BAR = 12
PACKAGES = 400


def now():
    return datetime.now(UTC)


def with_much_to_ask_about(demo, signatures):
    """Four listed apps, large and in three users, four browsers and thirty downloaded files."""
    at = demo.phone.now
    listed = [
        package
        for signature in signatures.signatures
        if signature.strength is Strength.STRONG
        for package in signature.packages
    ][:4]
    phone = add_user(demo.phone, PhoneUser(id=10, name="Kerja", flags=0x1030))
    for package in listed:
        phone = from_file(phone, package, at)
    everywhere = tuple(AppState(user=user) for user in (0, 10, 999))
    phone = change(phone, listed[0], *everywhere)
    browsers = (
        App(package=f"id.contoh.peramban{one}", app_id=0, installed_at=at, handles_web=".Main")
        for one in range(3)
    )
    files = tuple(
        Download(
            name=f"Berkas dari grup kantor nomor {one:02} (1).apk", package=listed[0], added_at=at
        )
        for one in range(30)
    )
    phone = replace(install(phone, *browsers), watched=tuple(listed), downloads=files)
    return replace(demo, phone=phone)


def large_files(phone):
    """APKs so large that their signer stands before their last 64 KiB."""
    many = {f"res/gambar/nomor_{one:05}.png": b"" for one in range(1_500)}
    return {
        "fs" + base_path(phone, app): signed(zipped(many), certificate_of(app))
        for app in phone.apps
        if app.package in phone.watched
    }


def examined(*faults, timeout_s=None, much=False):
    """Examine the full phone; return it with its examination."""
    demo = crowd(PACKAGES, now())
    clone = PhoneUser(id=999, name="XSpace", flags=0x801010)
    demo = replace(demo, phone=add_user(demo.phone, clone))
    signatures = load(resources.signatures_folder())
    files = demo.files()
    if much:
        demo = with_much_to_ask_about(demo, signatures)
        files = demo.files() | large_files(demo.phone)
    sources = [source for source in all_sources() if source.consent is None]
    if timeout_s is not None:
        sources = [in_a_hurry(source, timeout_s) for source in sources]
    office = Office(
        header=header(),
        sources=sources,
        matcher=Matcher(signatures),
        list_version=version_of(signatures),
        thresholds=Thresholds(),
        clock=now,
    )
    with SimulatedPhone(Handset(CaptureFolder(files, clock=now), faults=faults)) as phone:
        device = Device(
            lambda: open_tcp("127.0.0.1", phone.port, Authorisation(keys=tuple)),
            origin=Origin.TCP,
            address=phone.address,
            clock=now,
        )
        examination = examine(device, office, Exhibit(), basis=Basis.CONSENTED)
        device.close()
    return phone, examination


def in_a_hurry(source, timeout_s):
    """Return the source with questions that wait for less."""

    def questions(known):
        return tuple(replace(one, timeout_s=timeout_s) for one in source.questions(known))

    return dataclasses.replace(source, questions=questions)


def commands(phone):
    return [one for one in phone.asked if shell_request(one) is not None]


def test_a_full_phone_is_sent_twelve_commands_at_most():
    phone, examination = examined()
    assert len(commands(phone)) <= BAR
    assert len(phone.lines) == len(examination.captures) > BAR
    for line, note in zip(phone.lines, examination.captures, strict=True):
        assert sha256_hex(line.encode()) == note.command_sha256
    assert len(examination.profiles) == 2
    assert examination.assessment.findings
    read = {one.user: one.read for one in examination.covered if one.source == "installed_apps"}
    assert read[0] >= PACKAGES
    for service in phone.asked:
        check_service(service)
    assert examination.captures[0].command == "date +%s"
    assert "shell,v2,raw:date +%s" in phone.asked  # alone, for its moment matters


def test_a_phone_with_much_to_ask_about_is_sent_no_more_than_that():
    phone, examination = examined(much=True)
    assert len(commands(phone)) <= BAR
    left_out = {"app_files", "download_contents", "download_hashes"}  # no manifest; 20 and 10 files
    assert {gap.source for gap in examination.assessment.gaps} == left_out
    answered = {note.source for note in examination.captures}
    assert answered >= {"large_app_signers", "download_contents", "download_hashes"}
    assert all(note.complete for note in examination.captures)


def test_one_question_that_hangs_costs_no_other_its_answer():
    phone, examination = examined(Hang(on="package packages"), timeout_s=3)
    assert len(commands(phone)) <= BAR
    silent = [note.command for note in examination.captures if not note.complete]
    assert silent == ["dumpsys -t 60 package packages"]
    late = [gap.topic for gap in examination.assessment.gaps if gap.reason is GapReason.TIMED_OUT]
    assert late == ["package_dump"]
    numbers = [note.number for note in examination.captures]
    assert numbers == list(range(1, len(numbers) + 1))
