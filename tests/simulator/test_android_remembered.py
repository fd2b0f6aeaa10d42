"""What sources read of installations and removals is what the description of a phone says."""

from datetime import timedelta

import pytest

from phone_audit.device.allowed import check
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.evidence import AppTrace, AppTraceKind, SiteTrace, SiteTraceKind
from phone_audit.model.phone import Known
from phone_audit.model.record import replace
from phone_audit.simulator.android.folder import capture_files, secrets
from phone_audit.simulator.android.phone import GoneApp, Session, Switched
from phone_audit.sources import (
    battery_days,
    component_use,
    install_records,
    leftovers,
    notification_switch,
    package_log,
)
from tests.captures import capture
from tests.simulator.android_phones import GAME, NOW, SDKS, phone

GONE = "id.contoh.dihapus"
INSTALLED = NOW - timedelta(hours=10)
REMOVED = NOW - timedelta(hours=2)
SOURCES = (
    battery_days,
    component_use,
    install_records,
    leftovers,
    notification_switch,
    package_log,
)


def described(sdk, maker="samsung"):
    app = GoneApp(
        package=GONE,
        installed_at=INSTALLED,
        removed_at=REMOVED,
        installer="com.android.vending",
        file_address="https://unduh.situs-umpama.example/" + "berkas/" * 20,
        page_address="https://www.situs-umpama.example/daftar",
        sessions=(Session(start=NOW - timedelta(hours=9), seconds=300),),
    )
    switched = Switched(package=GONE, at=NOW - timedelta(hours=3))
    plain = phone(sdk, maker=maker)
    return replace(plain, gone=(app,), switched=(switched,), users=plain.users[:1])


def read(sdk, maker="samsung"):
    """Ask a simulated phone each question of the sources and read its answers."""
    invented = described(sdk, maker)
    folder = CaptureFolder(capture_files(invented), clock=lambda: NOW)
    known = Known(sdk=sdk, maker=maker, zone=invented.zone, watched=(GAME,))
    readings = {}
    for module in SOURCES:
        captures = []
        for question in module.SOURCE.questions(known):
            check(question.line)
            said = folder.answer(question.line)
            assert said.captured, question.line
            got = capture(
                len(captures) + 1,
                stdout=said.stdout,
                stderr=said.stderr,
                exit_code=said.exit_code,
                topic=question.topic,
                line=question.line,
            )
            captures.append(replace(got, started_at=NOW, ended_at=NOW))
        readings[module.NAME] = module.SOURCE.read(known, tuple(captures))
        for one in captures:
            for secret in secrets(invented):
                assert secret.encode() not in one.stdout or module is install_records
    return readings


def of(reading, package=GONE):
    return [
        one.record
        for one in reading.sightings
        if isinstance(one.record, AppTrace) and one.record.package == package
    ]


@pytest.mark.parametrize("sdk", SDKS)
def test_each_answer_is_read_whole(sdk):
    for maker in ("samsung", "Google"):
        for name, reading in read(sdk, maker).items():
            if (name, sdk >= 34) != ("notification_switch", False):
                assert reading.gaps == (), name
                assert all(one.complete for one in reading.covered)


@pytest.mark.parametrize("sdk", [26, 29, 32, 33, 34, 36])
def test_a_removed_app_is_told_by_each_source(sdk):
    readings = read(sdk)
    log = of(readings["package_log"])
    assert [(one.trace, one.at, one.succeeded) for one in log] == [
        (AppTraceKind.INSTALL_LOGGED, INSTALLED, True),
        (AppTraceKind.REMOVAL_LOGGED, REMOVED, True),
    ]
    assert (log[0].installer, log[1].user) == ("com.android.vending", 0)

    session, changed = of(readings["install_records"])
    assert (session.at, session.succeeded, session.user) == (INSTALLED, True, 0)
    assert session.host == "unduh.situs-umpama.example"
    assert changed.trace is AppTraceKind.CHANGED_SINCE_BOOT
    sites = [one.record for one in readings["install_records"].sightings]
    assert [(one.trace, one.host) for one in sites if isinstance(one, SiteTrace)] == [
        (SiteTraceKind.DOWNLOAD, "unduh.situs-umpama.example"),
        (SiteTraceKind.REFERRER, "www.situs-umpama.example"),
    ]

    (left,) = of(readings["leftovers"])
    assert left.trace is AppTraceKind.FOLDER_LEFT
    assert of(readings["leftovers"], GAME) == []

    days = of(readings["battery_days"])
    removals = [one for one in days if one.trace is AppTraceKind.REMOVED_LATELY]
    assert [one.at for one in removals if one.until_at is None] == [REMOVED]
    (day,) = (one for one in removals if one.until_at is not None)
    assert day.at <= REMOVED <= day.until_at
    (front,) = (one for one in days if one.trace is AppTraceKind.IN_FRONT)
    assert (front.at, front.until_at) == (
        NOW - timedelta(hours=9),
        NOW - timedelta(hours=8, minutes=55),
    )


@pytest.mark.parametrize("sdk", [34, 36])
def test_what_only_newer_phones_tell(sdk):
    readings = read(sdk)
    (used,) = of(readings["component_use"])
    assert used.at == NOW - timedelta(hours=8, minutes=55)
    (switch,) = of(readings["notification_switch"])
    assert (switch.at, switch.note) == (NOW - timedelta(hours=3), "disabled")
    assert read(33)["component_use"].covered == ()
