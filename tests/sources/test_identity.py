from datetime import UTC, datetime

import pytest

from phone_audit.model.capture import GapReason
from phone_audit.model.phone import ClockReading, Known, PhoneIdentity
from phone_audit.sources.identity import SOURCE
from tests.captures import capture
from tests.shared import shared


def read(**topics):
    captures = (
        capture(number, source="identity", topic=topic, stdout=text.encode())
        for number, (topic, text) in enumerate(topics.items(), start=1)
    )
    return SOURCE.read(Known(), tuple(captures))


def identity_of(*properties):
    reading = read(properties="".join(f"[{name}]: [{value}]\n" for name, value in properties))
    return next(fact for fact in reading.facts if isinstance(fact, PhoneIdentity))


@pytest.mark.parametrize(
    ("name", "value", "skin"),
    [
        ("ro.build.version.oneui", "60100", "One UI 6.1"),
        ("ro.build.version.oneui", "80000", "One UI 8.0"),
        ("ro.build.version.oneui", "new", "One UI new"),
        ("ro.mi.os.version.name", "OS2.0", "HyperOS OS2.0"),
        ("ro.miui.ui.version.name", "V14", "MIUI V14"),
        ("ro.build.version.opporom", "V11.1", "ColorOS V11.1"),
        ("ro.build.version.oplusrom", "V14.0.0", "ColorOS V14.0.0"),
        ("ro.vivo.os.version", "12.0", "Funtouch OS 12.0"),
        ("ro.tranos.version", "xos13.0.0", "XOS/HiOS xos13.0.0"),
        ("ro.product.model", "x", None),
    ],
)
def test_skins_of_makers(name, value, skin):
    assert identity_of((name, value)).skin == skin


@pytest.mark.parametrize(
    ("name", "value", "locked"),
    [
        ("ro.boot.flash.locked", "1", True),
        ("ro.boot.flash.locked", "0", False),
        ("ro.boot.vbmeta.device_state", "unlocked", False),
        ("ro.boot.vbmeta.device_state", "?", None),
    ],
)
def test_boot_loader(name, value, locked):
    assert identity_of((name, value)).bootloader_locked is locked


def test_a_zone_nobody_knows_is_not_kept():
    assert identity_of(("persist.sys.timezone", "Mars/Olympus")).zone is None


def test_text_is_one_printable_bounded_line():
    model = identity_of(("ro.product.model", "\x1b[31mA\u202e" + "x" * 500)).model
    assert model.startswith("[31mAxxx")
    assert len(model) <= 120


def test_a_version_that_is_no_number_is_a_gap():
    reading = read(properties="[ro.build.version.sdk]: [tiga]\n")
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]
    assert not reading.covered[0].complete


def test_a_version_nobody_has_read_is_a_stated_assumption():
    reading = read(properties="[ro.build.version.sdk]: [37]\n")
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [(GapReason.ASSUMED, "API 37")]
    assert reading.covered[0].complete


def test_the_offset_is_measured_to_half_the_uncertainty():
    # Asked at 02:00:00.000, answered at .500; the phone is exactly 60 s ahead.
    reading = read(clock="1795399260\n")
    clock = next(fact for fact in reading.facts if isinstance(fact, ClockReading))
    assert clock.uncertainty_ms == 1_500
    assert abs(clock.offset_ms - 60_000) <= clock.uncertainty_ms / 2
    assert clock.measured_at == datetime(2026, 11, 23, 2, 0, 0, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(("text", "minutes"), [("+0700", 420), ("-0330", -210), ("+0000", 0)])
def test_zone_offsets(text, minutes):
    clock = read(utc_offset=text).facts[1]
    assert (clock.utc_offset_min, clock.offset_ms) == (minutes, None)


def test_what_is_no_time_is_a_gap_each():
    reading = read(clock="gestern", utc_offset="WIB", uptime="long")
    assert [gap.topic for gap in reading.gaps] == ["utc_offset", "uptime", "clock"]
    assert [type(fact) for fact in reading.facts] == [PhoneIdentity]


def test_a_header_gives_what_the_properties_lack():
    reading = read(report_header="Build fingerprint: 'a/b/c:1/x'\n")
    assert reading.facts[0].fingerprint == "a/b/c:1/x"


def test_the_real_bug_report():
    folder = shared("fixtures/pixel-android10-real/sections")
    text = (folder / "getprop.txt").read_text().partition("\n")[2].rpartition("------ STORAGED")[0]
    reading = read(properties=text, report_header=(folder / "header.txt").read_text())
    identity, clock = reading.facts
    assert (identity.maker, identity.sdk, identity.android) == ("Google", 29, "10")
    assert identity.build_type == "userdebug"
    assert identity.verified_boot == "orange"
    assert identity.zone == "Europe/Stockholm"
    assert clock.measured_at == datetime(2020, 1, 8, 14, 30, 7, tzinfo=UTC)
    assert reading.gaps == ()
