from datetime import timedelta

import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.simulator.android.folder import capture_files
from phone_audit.sources.site_pushes import SOURCE
from tests.captures import capture
from tests.simulator.android_phones import CHROME, NOW, phone

KNOWN = Known(sdk=34, browsers=(CHROME,))
FOLDER = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER)
OWNER = Profile(user=0, flags=0x13, profile=ProfileKind.OWNER)
CLONE = Profile(user=999, flags=0x1010, profile=ProfileKind.CLONE)
T = 1_763_588_000_000


def push(at=T, host="situs.invalid", package=CHROME, kind="NOTIFICATION_INTERRUPTION"):
    channel = f"web:https://{host};13404473600000000"
    return f"    time={at} type={kind} package={package} channelId={channel} flags=0x0 \n"


def read(*events, user=0, known=KNOWN, topic="push_events", **kwargs):
    text = f"user={user} \n  Last 24 hour events (beginTime=1 endTime=2 )\n" + "".join(events)
    return SOURCE.read(known, (capture(topic=topic, stdout=text.encode(), **kwargs),))


def visits(reading):
    return {one.record.host: one.record.visits for one in reading.sightings}


def test_stored_days_are_asked_for_every_open_user():
    questions = SOURCE.questions(Known(sdk=34, profiles=(OWNER, FOLDER, CLONE)))
    assert [question.user for question in questions] == [None, 0, 999]
    assert len(SOURCE.questions(Known(sdk=None))) == 1


def test_android_9_prints_no_channels_and_says_so():
    old = Known(sdk=28)
    assert SOURCE.questions(old) == ()
    assert [gap.reason for gap in SOURCE.read(old, ()).gaps] == [GapReason.ABSENT]


def test_pushes_are_counted_once_each_and_dated_by_local_days():
    reading = read(push(), push(), push(T + 7_200_000), push(T - 86_400_000))
    (sighting,) = reading.sightings
    assert sighting.record.visits == 3
    assert sighting.record.days == ("2025-11-19", "2025-11-20")
    assert (sighting.record.first_at.hour, sighting.record.last_at.hour) == (21, 23)


@pytest.mark.parametrize("kind", ["NOTIFICATION_SEEN", "USER_INTERACTION", "ACTIVITY_RESUMED"])
def test_only_a_notification_shown_is_a_push(kind):
    assert visits(read(push(kind=kind))) == {}


def test_only_browsers_count_where_they_are_known():
    foreign = push(package="id.contoh.tiruan")
    assert visits(read(foreign)) == {}
    assert visits(read(foreign, known=Known(sdk=34))) == {"situs.invalid": 1}


def test_closed_profiles_are_left_out():
    known = Known(sdk=34, browsers=(CHROME,), profiles=(OWNER, FOLDER))
    assert visits(read(push(), user=150, known=known)) == {}


def test_an_address_without_a_host_is_a_gap():
    reading = read(push(host=":81"))
    assert [gap.detail for gap in reading.gaps] == ["1 alamat"]
    assert not reading.covered[0].complete


def test_stored_days_that_do_not_exist_leave_the_rest_complete():
    line = "dumpsys usagestats file 0 daily | grep -E 'x'"
    empty = capture(2, topic="push_files", stdout=b"", exit_code=1, line=line, user=0)
    memory = capture(1, topic="push_events", stdout=b"user=0 \n")
    reading = SOURCE.read(KNOWN, (memory, empty))
    assert [gap.reason for gap in reading.gaps] == [GapReason.ABSENT]
    assert reading.covered[0].complete
    assert not SOURCE.read(KNOWN, (empty,)).sightings


def test_a_zone_nobody_knows_is_never_complete():
    reading = read(push(), known=Known(sdk=34, zone="Antah/Berantah"))
    assert reading.sightings == ()
    assert not reading.covered[0].complete


@pytest.mark.parametrize("sdk", range(29, 37))
def test_what_an_invented_phone_answers_through_its_own_filter(sdk):
    known = Known(sdk=sdk, browsers=(CHROME,), profiles=(OWNER,))
    folder = CaptureFolder(capture_files(phone(sdk)))
    captures = []
    for number, question in enumerate(SOURCE.questions(known), start=1):
        answer = folder.answer(question.line)
        assert b"individual_chat" not in answer.stdout
        assert b"ACTIVITY_RESUMED" not in answer.stdout
        captures.append(
            capture(number, topic=question.topic, stdout=answer.stdout, user=question.user)
        )
    reading = SOURCE.read(known, tuple(captures))
    assert reading.gaps == ()
    assert visits(reading) == {"situs-umpama.example": 1}
    assert reading.sightings[0].record.last_at == NOW - timedelta(hours=4)
    assert reading.sightings[0].captures == (1, 2)
