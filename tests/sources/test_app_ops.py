from datetime import UTC, datetime

from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known
from phone_audit.sources.app_ops import SOURCE
from tests.captures import capture

APP = "id.contoh.permainan"
HEAD = f"Current AppOps Service state:\n  Uid u0a234:\n    Package {APP}:\n      CAMERA (allow):\n"


def known(sdk=34, **changes):
    return Known(sdk=sdk, **{"watched": (APP,), **changes})


def read(*texts, told=None):
    captures = (
        capture(number, topic="app_ops", stdout=text.encode())
        for number, text in enumerate(texts, start=1)
    )
    return SOURCE.read(told or known(), tuple(captures))


def access(text, state="top"):
    return f"          Access: [{state}-s] {text} (-1h)\n"


def test_one_question_for_each_app_from_android_9():
    assert len(SOURCE.questions(known(watched=("a.b", "c.d")))) == 2
    assert SOURCE.questions(known(27)) == ()
    assert [gap.reason for gap in SOURCE.read(known(27), ()).gaps] == [GapReason.ABSENT]


def test_the_latest_of_each_kind():
    reading = read(
        HEAD + access("2026-11-18 22:10:05.456"), HEAD + access("2026-11-19 22:10:05.456")
    )
    (sighting,) = reading.sightings
    assert sighting.record.at == datetime(2026, 11, 19, 15, 10, 5, tzinfo=UTC)
    assert sighting.record.note == "CAMERA"
    assert sighting.captures == (1, 2)


def test_the_background_is_no_access_on_screen():
    assert read(HEAD + access("2026-11-18 22:10:05.456", "bg")).sightings == ()


def test_other_apps_are_not_read():
    text = HEAD.replace(APP, "id.contoh.lain") + access("2026-11-18 22:10:05.456")
    assert read(text).sightings == ()


def test_an_app_without_accesses_is_an_answer():
    reading = read("Current AppOps Service state:\n")
    assert reading.gaps == ()
    assert reading.covered[0].complete
    assert [gap.reason for gap in read("").gaps] == [GapReason.NOT_UNDERSTOOD]


def test_an_old_bug_report_tells_no_states():
    text = f"Current AppOps Service state:\n  Uid u0a234:\n    Package {APP}:\n"
    text += "      VIBRATE: mode=0; time=+23s357ms ago; duration=+150ms\n"
    reading = read(text, told=known(27))
    assert [gap.reason for gap in reading.gaps] == [GapReason.ABSENT]
    assert not reading.covered[0].complete
