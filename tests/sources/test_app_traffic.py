from datetime import UTC, datetime

from phone_audit.device.allowed import check
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import AppUid, Known, Profile, ProfileKind
from phone_audit.sources.app_traffic import SOURCE
from tests.captures import capture

APP = "id.contoh.permainan"
FOLDER = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER)
MIDNIGHT = 1_763_571_600  # 2025-11-20 00:00 in Jakarta


def known(*uids, **changes):
    told = tuple(AppUid(package=APP, user=uid // 100_000, uid=uid) for uid in uids)
    return Known(**{"sdk": 34, "watched": (APP,), "watched_uids": told, **changes})


def read(known, *lines, head="v1,1755820800,1763596800\nuid\n"):
    text = head + "".join(lines)
    return SOURCE.read(known, (capture(topic="traffic", stdout=text.encode()),))


def series(uid, *starts):
    buckets = "".join(f"b,{start},100,1,10,1,0\n" for start in starts)
    return f"c,wifi,{uid},fg,0\nd,7200\n{buckets}"


def test_nothing_is_asked_where_nothing_is_watched_or_no_uid_is_known():
    assert SOURCE.questions(known(watched=())) == ()
    assert SOURCE.questions(known()) == ()
    reading = SOURCE.read(known(), ())
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_ASKED]


def test_ninety_days_in_milliseconds_and_only_the_headings_of_watched_uids():
    (question,) = SOURCE.questions(known(10234, 99910234))
    assert "--duration=7776000000 " in question.line
    assert "c,[a-z]+,(10234|99910234)," in question.line
    check(question.line)


def test_many_uids_fit_into_lines_of_bounded_length():
    asked = SOURCE.questions(known(*(1_010_000 + number for number in range(900))))
    assert len(asked) == 4
    assert all(len(one.line) < 4_000 for one in asked)


def test_each_user_of_an_app_has_traffic_of_their_own():
    reading = read(known(10234, 99910234), series(10234, MIDNIGHT), series(99910234, MIDNIGHT))
    assert [(one.record.user, one.record.received_bytes) for one in reading.sightings] == [
        (0, 100),
        (999, 100),
    ]


def test_a_uid_that_is_shared_says_nothing_of_one_app():
    shared = AppUid(package=APP, user=0, uid=10234, shared=True)
    told = known(watched_uids=(shared,))
    assert SOURCE.questions(told) == ()
    reading = read(told, series(10234, MIDNIGHT))
    assert reading.sightings == ()
    assert [gap.reason for gap in reading.gaps] == [GapReason.ABSENT]
    assert not reading.covered[0].complete


def test_closed_profiles_are_not_read():
    told = known(10234, 15010234, profiles=(FOLDER,))
    assert "15010234" not in SOURCE.questions(told)[0].line
    assert read(told, series(15010234, MIDNIGHT)).sightings == ()


def test_days_are_the_fewest_that_explain_the_buckets():
    def days(*starts):
        (sighting,) = read(known(10234), series(10234, *starts)).sightings
        return sighting.record.days

    over_midnight = MIDNIGHT - 3_600
    assert days(MIDNIGHT) == ("2025-11-20",)
    assert days(MIDNIGHT - 7_200) == ("2025-11-19",)
    assert days(over_midnight) == ("2025-11-20",)
    assert days(over_midnight, MIDNIGHT - 10_800) == ("2025-11-19",)
    assert days(over_midnight, MIDNIGHT + 7_200) == ("2025-11-20",)


def test_the_last_moment_is_not_after_the_question():
    (sighting,) = read(known(10234), series(10234, 1_763_596_000)).sightings
    assert sighting.record.first_at == datetime(2025, 11, 19, 23, 46, 40, tzinfo=UTC)
    assert sighting.record.last_at == datetime(2025, 11, 20, tzinfo=UTC)


def test_no_traffic_is_no_record_but_an_answer():
    reading = read(known(10234))
    assert (reading.sightings, reading.gaps) == ((), ())
    assert reading.covered[0].complete


def test_an_answer_without_uids_or_of_another_form_is_a_gap():
    assert [gap.reason for gap in read(known(10234), head="v1,1,2\nxt\n").gaps] == [
        GapReason.ABSENT
    ]
    reading = read(known(10234), head="")
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]
    assert not reading.covered[0].complete
