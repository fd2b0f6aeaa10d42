import pytest

from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import AppTraceKind
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.sources.package_log import SOURCE
from tests.captures import capture

SAMSUNG = Known(sdk=34, maker="samsung")
SECURE = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER)
INSTALL = (
    b"2026-10-02 09:14:07.120: START INSTALL PACKAGE: observer{1}\n"
    b"          pkg{id.contoh.permainan}\n"
)
(QUESTION,) = SOURCE.questions(SAMSUNG)


def answer(stdout, **changes):
    return capture(stdout=stdout, line=QUESTION.line, **changes)


def test_only_a_samsung_phone_is_asked():
    assert SOURCE.questions(Known(sdk=34, maker="Xiaomi")) == ()
    assert SOURCE.questions(Known(sdk=34)) == ()
    assert len(SOURCE.questions(Known(sdk=28, maker="SAMSUNG"))) == 1


def test_a_phone_without_the_log_has_a_gap():
    for silence in (b"", b"\n"):
        reading = SOURCE.read(SAMSUNG, (answer(silence, exit_code=1 if not silence else 0),))
        assert [gap.reason for gap in reading.gaps] == [GapReason.ABSENT]
        assert not reading.covered[0].complete


def test_a_log_without_records_is_an_answer():
    reading = SOURCE.read(SAMSUNG, (answer(b"pm_debug_info.txt:\n"),))
    assert reading.gaps == ()
    assert reading.covered[0].complete


def test_the_package_service_of_another_maker_says_nothing_about_it():
    section = answer(b"Packages:\n", section=True)
    assert SOURCE.read(Known(maker="Google"), (section,)).gaps == ()
    assert SOURCE.read(Known(maker="Google"), (section,)).covered == ()
    assert [gap.reason for gap in SOURCE.read(SAMSUNG, (section,)).gaps] == [GapReason.ABSENT]


def test_a_record_is_dated_in_the_phones_zone_and_without_one_not_at_all():
    east = Known(maker="samsung", zone="Asia/Jayapura")
    (sighting,) = SOURCE.read(east, (answer(INSTALL),)).sightings
    assert sighting.record.at.isoformat() == "2026-10-02T00:14:07+00:00"
    nowhere = SOURCE.read(Known(maker="samsung", zone="Antah/Berantah"), (answer(INSTALL),))
    assert nowhere.sightings[0].record.at is None
    assert not nowhere.covered[0].complete


@pytest.mark.parametrize("user", ["150", "-1"])
def test_what_may_be_of_a_closed_profile_is_not_read(user):
    deleted = (
        "2026-10-05 07:00:00.000: START DELETE PACKAGE: observer{4}\n"
        f"pkg{{id.contoh.permainan}}, user{{{user}}}, caller{{1000}} flags{{4}}\n"
    ).encode()
    known = Known(maker="samsung", profiles=(SECURE,))
    reading = SOURCE.read(known, (answer(INSTALL + deleted),))
    assert reading.sightings == ()
    assert [gap.reason for gap in reading.gaps] == [GapReason.CLOSED_PROFILE]
    assert "contoh" not in repr(reading.gaps)
    assert reading.covered[0].complete


def test_beside_a_closed_profile_what_an_open_one_had_is_read():
    deleted = (
        b"2026-10-05 07:00:00.000: START DELETE PACKAGE: observer{4}\n"
        b"pkg{id.contoh.permainan}, user{0}, caller{1000} flags{4}\n"
    )
    known = Known(maker="samsung", profiles=(SECURE,))
    reading = SOURCE.read(known, (answer(INSTALL + deleted),))
    assert [one.record.trace for one in reading.sightings] == [
        AppTraceKind.INSTALL_LOGGED,
        AppTraceKind.REMOVAL_LOGGED,
    ]
    watched = Known(maker="samsung", profiles=(SECURE,), watched=("id.contoh.permainan",))
    assert len(SOURCE.read(watched, (answer(INSTALL),)).sightings) == 1
