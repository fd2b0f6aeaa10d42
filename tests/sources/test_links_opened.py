from datetime import UTC, datetime, timedelta

import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.simulator.android.folder import capture_files
from phone_audit.sources.links_opened import SOURCE
from tests.captures import capture
from tests.simulator.android_phones import CHROME, NOW, SDKS, phone

KNOWN = Known(sdk=34)
T = 1_763_600_000
FOLDER = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER)


def line(seconds=0.0, host="situs.invalid", package=CHROME, user=0, flags=0, action="VIEW"):
    return (
        f"{T + seconds:.3f}  1  2 I wm_new_intent: [{user},1,2,{package}/.Main,"
        f"android.intent.action.{action},NULL,https://{host}/...,{flags}]\n"
    )


def read(*lines, known=KNOWN, **kwargs):
    text = "".join(lines).encode()
    return SOURCE.read(known, (capture(topic="event_log", stdout=text, **kwargs),))


def only(reading):
    (sighting,) = reading.sightings
    return sighting.record


def test_some_builds_of_android_7_do_not_know_epoch_times():
    assert "-v threadtime -v year" in SOURCE.questions(Known(sdk=25))[0].line
    assert "-v epoch" in SOURCE.questions(Known(sdk=26))[0].line


def test_lines_within_five_seconds_are_one_act():
    assert only(read(line(), line(0.4), line(4.9))).visits == 1
    assert only(read(line(), line(6), line(12))).visits == 3
    chain = [line(4 * step) for step in range(10)]
    assert only(read(*chain)).visits == 1


def test_another_app_and_another_user_are_told_apart():
    reading = read(line(), line(1, package="id.contoh.aplikasi"), line(2, user=10))
    assert {(one.record.via, one.record.user) for one in reading.sightings} == {
        (CHROME, 0),
        ("id.contoh.aplikasi", 0),
        (CHROME, 10),
    }


def test_a_page_brought_back_by_the_overview_is_no_visit():
    record = only(read(line(flags=0x00100000)))
    assert (record.visits, record.uncounted, record.days, record.last_at) == (0, 1, (), None)


@pytest.mark.parametrize(
    "other",
    [
        line(package="android"),
        line(package="com.android.intentresolver"),
        line(action="SEND"),
        line(user=150),
    ],
)
def test_what_opens_no_page_is_passed_over(other):
    assert read(other, known=Known(sdk=34, profiles=(FOLDER,))).sightings == ()


def test_days_are_local_days():
    assert only(read(line(), line(86_400))).days == ("2025-11-20", "2025-11-21")


def test_nothing_opened_is_an_answer():
    found = read(exit_code=1, line="logcat -b events | grep -E 'https?://'")
    assert found.gaps == ()
    assert found.covered[0].complete


def test_a_log_that_refuses_is_a_gap():
    error = b"logcat: Unable to open log device '/dev/log/events': Permission denied\n"
    found = read(exit_code=1, stderr=error, line="logcat -b events | grep -E 'https?://'")
    assert [gap.reason for gap in found.gaps] == [GapReason.FAILED]
    assert not found.covered[0].complete


def test_a_report_without_header_has_no_year_and_so_no_days():
    text = line().replace(f"{T:.3f}", "11-20 07:53:20.123").encode()
    (sighting,) = SOURCE.read(
        KNOWN, (capture(topic="event_log", stdout=text, section=True),)
    ).sightings
    assert (sighting.record.visits, sighting.record.uncounted) == (0, 1)


def test_an_address_without_a_host_is_a_gap():
    assert [gap.detail for gap in read(line(host=":81")).gaps] == ["1 alamat"]


def test_a_zone_nobody_knows_is_never_complete():
    found = read(line(), known=Known(zone="Antah/Berantah"))
    assert found.sightings == ()
    assert not found.covered[0].complete


@pytest.mark.parametrize("sdk", SDKS)
def test_what_an_invented_phone_answers_through_its_own_filter(sdk):
    known = Known(sdk=sdk)
    (question,) = SOURCE.questions(known)
    answer = CaptureFolder(capture_files(phone(sdk))).answer(question.line)
    assert b"com.android.settings" not in answer.stdout
    assert b"masuk" not in answer.stdout
    found = SOURCE.read(known, (capture(topic="event_log", stdout=answer.stdout),))
    record = only(found)
    assert (record.host, record.via, record.visits) == ("situs-umpama.example", CHROME, 2)
    assert record.first_at == NOW - timedelta(hours=2)
    assert record.first_at > datetime(2026, 1, 1, tzinfo=UTC)
    assert found.gaps == ()
