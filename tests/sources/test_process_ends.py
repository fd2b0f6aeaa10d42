from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known
from phone_audit.sources.process_ends import SOURCE
from tests.captures import capture

APP = "id.contoh.permainan"
HEAD = "ACTIVITY MANAGER PROCESS EXIT INFO (dumpsys activity exit-info)\n"


def end(package=APP, reason="10 (USER REQUESTED)", user=0):
    return (
        f"  package: {package}\n    ApplicationExitInfo #0:\n"
        f"      timestamp=2026-11-19 22:10:05.456 pid=1 user={user}\n"
        f"      process={package} reason={reason} subreason=0 (UNKNOWN) status=0\n"
    )


def known(sdk=34, **changes):
    return Known(sdk=sdk, **{"watched": (APP,), **changes})


def read(text, told=None, **changes):
    one = capture(topic="exit_info", stdout=text.encode(), **changes)
    return SOURCE.read(told or known(), (one,))


def test_one_question_for_each_app_from_android_11():
    assert [one.subject for one in SOURCE.questions(known(watched=("a.b", "c.d")))] == [
        "a.b",
        "c.d",
    ]
    assert SOURCE.questions(known(29)) == ()
    assert [gap.reason for gap in SOURCE.read(known(29), ()).gaps] == [GapReason.ABSENT]
    assert SOURCE.read(known(29, watched=()), ()).gaps == ()


def test_other_apps_are_not_read():
    assert read(HEAD + end("id.contoh.lain")).sightings == ()


def test_an_unknown_reason_is_no_reason():
    (sighting,) = read(HEAD + end(reason="99 (KATA PABRIKAN)")).sightings
    assert sighting.record.note is None


def test_the_same_end_in_two_answers_is_one():
    captures = tuple(
        capture(number, topic="exit_info", stdout=(HEAD + end()).encode()) for number in (1, 2)
    )
    (sighting,) = SOURCE.read(known(), captures).sightings
    assert sighting.captures == (1, 2)


def test_an_old_bug_report_has_no_such_part():
    text = "ACTIVITY MANAGER SETTINGS (x)\n"
    gaps = read(text, known(29), section=True, line="DUMP OF SERVICE activity").gaps
    assert [gap.reason for gap in gaps] == [GapReason.ABSENT]
    gaps = read(text, known(34), section=True, line="DUMP OF SERVICE activity").gaps
    assert [gap.reason for gap in gaps] == [GapReason.NOT_UNDERSTOOD]


def test_a_phone_without_a_zone_dates_nothing():
    reading = read(HEAD + end(), known(zone="Bulan/Gelap"))
    assert reading.sightings[0].record.at is None
    assert not reading.covered[0].complete
