from datetime import UTC, datetime

import pytest

from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import AppTrace, AppTraceKind, AppUse, UseInterval
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.sources.app_use import SOURCE
from tests.captures import capture
from tests.shared import shared

APP = "id.contoh.permainan"
FOLDER = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER)
DAY = 86_400_000
BEGIN = 1_763_571_600_000  # 2025-11-20 00:00 in Jakarta


def known(sdk=34, **changes):
    return Known(sdk=sdk, **{"watched": (APP,), "watched_users": (0,), **changes})


def lines(sdk, **changes):
    return [question.line for question in SOURCE.questions(known(sdk, **changes))]


def read(*texts, topic="use", user=None, **changes):
    captures = (
        capture(number, topic=topic, stdout=text.encode(), user=user)
        for number, text in enumerate(texts, start=1)
    )
    return SOURCE.read(known(**changes), tuple(captures))


def one(text, **changes):
    (sighting,) = read(text, **changes).sightings
    return sighting.record


def row(totals, heading="In-memory daily stats", begin=BEGIN, user=0):
    return (
        f"user={user} \n  {heading}\n  beginTime={begin} endTime={begin + DAY} \n    packages\n"
        f"      package={APP} {totals} \n"
    )


def events(*told, interval="Last 24 hour events (beginTime=1763510400000 endTime=1763596800000 )"):
    return f"user=0 \n  {interval}\n" + "".join(
        f"    time={at} type={kind} package={APP} instanceId={instance} flags=0x0 \n"
        for at, kind, instance in told
    )


AMBIGUOUS = (
    'user=0\n  In-memory daily stats\n  timeRange="4/9/2018 00.00"\n'
    f'      package={APP} totalTime="01:17" lastTime="4/9/2018 17.01" \n'
    f'      time="4/9/2018 17.00" type=MOVE_TO_FOREGROUND package={APP} flags=0x0 \n'
)


def test_day_and_month_that_only_the_locale_tells_apart():
    for locale, day in (("id-ID", "2018-09-04"), ("en-US", "2018-04-09")):
        assert one(AMBIGUOUS, sdk=26, locale=locale).used_days == (day,)


def test_dates_nobody_can_tell_are_said_to_be_there():
    reading = read(AMBIGUOUS, sdk=26)
    assert reading.sightings[0].record.used_days == ()
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [
        (GapReason.NOT_UNDERSTOOD, "2 tanggal")
    ]
    assert not reading.covered[0].complete


def test_a_last_use_that_never_was_is_no_odd_date():
    never = AMBIGUOUS.replace("4/9/2018", "1/1/1970")
    assert read(never, sdk=26).gaps == ()


def test_nothing_is_asked_about_nothing():
    assert SOURCE.questions(known(watched=())) == ()
    assert SOURCE.read(known(watched=()), ()).gaps == ()


def test_the_command_of_each_version():
    assert lines(34, watched=("a.b", "c.d"), watched_users=(10, 0))[0].endswith("-c a.b c.d")
    assert [" file 0 " in line for line in lines(30, watched_users=(10, 0))] == [False, True, False]
    assert [line.partition("-c ")[2] for line in lines(28, watched=("a.b", "c.d"))] == [
        "a.b",
        "c.d",
    ]
    assert len(lines(29, watched=("a.b", "c.d"))) == 3
    for sdk in (None, 24, 27):
        (line,) = lines(sdk)
        assert line.startswith("dumpsys -t 60 usagestats | grep -E '")
        assert r"package=(id\.contoh\.permainan) '" in line


def test_many_packages_fit_into_lines_of_bounded_length():
    many = tuple(f"id.contoh.aplikasi.nomor{number}" for number in range(300))
    for sdk in (24, 29, 34):
        asked = lines(sdk, watched=many)
        assert max(map(len, asked)) < 4_000
        for name in many:
            text = name if sdk == 29 else name.replace(".", r"\.") if sdk == 24 else name
            assert any(text in line for line in asked)


def test_totals_of_an_interval():
    record = one(row("totalTimeUsed=2710000 lastTimeUsed=1763590000123 appLaunchCount=6"))
    assert record.interval is UseInterval.DAILY
    assert (record.foreground_ms, record.launches) == (2_710_000, 6)
    assert record.used_days == ("2025-11-20",)
    assert record.begin_at == datetime(2025, 11, 19, 17, tzinfo=UTC)


def test_no_time_in_the_foreground_is_no_day_of_use():
    record = one(row("totalTimeUsed=0 lastTimeUsed=1763590000123 appLaunchCount=0"))
    assert (record.used_days, record.last_used_at) == ((), None)


@pytest.mark.parametrize(
    "totals",
    [
        "totalTime=60000 lastTime=1763590000123 appLaunchCount=1",
        "totalTimeUsed=60000 lastTimeUsed=1763590000123 lastTimeComponentUsed=1 appLaunchCount=1",
    ],
)
def test_a_last_use_dates_only_the_day_its_interval_began(totals):
    assert one(row(totals)).used_days == ("2025-11-20",)
    assert one(row(totals, heading="In-memory weekly stats")).used_days == ()
    assert one(row(totals, begin=BEGIN - 1)).used_days == ()


def test_an_answered_notification_adds_no_day():
    # Use in the evening; next morning a notification is answered, which moves the last use.
    evening = (BEGIN - 3_600_000, "MOVE_TO_FOREGROUND", 1)
    text = (
        "user=0 \n  In-memory daily stats\n    packages\n"
        f"      package={APP} totalTime=60000 lastTime={BEGIN + 3_600_000} \n"
        f"      time={evening[0]} type={evening[1]} package={APP} \n"
        f"      time={BEGIN + 3_600_000} type=USER_INTERACTION package={APP} \n"
    )
    assert one(text, sdk=28).used_days == ("2025-11-19",)


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("ACTIVITY_RESUMED", ("2025-11-20",)),
        ("MOVE_TO_FOREGROUND", ("2025-11-20",)),
        ("USER_INTERACTION", ()),
        ("SHORTCUT_INVOCATION", ()),
        ("NOTIFICATION_INTERRUPTION", ()),
        ("NOTIFICATION_SEEN", ()),
        ("STANDBY_BUCKET_CHANGED", ()),
        ("FOREGROUND_SERVICE_START", ()),
        ("CRASH_OR_NOT_RESPONCE", ()),
        ("ACTIVITY_PAUSED", ()),
    ],
)
def test_only_an_app_put_on_screen_is_a_day_of_use(kind, days):
    assert one(events((1_763_588_000_000, kind, 1))).used_days == days


def test_time_on_screen_counts_no_moment_twice():
    t = 1_763_588_000_000
    record = one(
        events(
            (t, "ACTIVITY_RESUMED", 1),
            (t + 50_000, "ACTIVITY_RESUMED", 2),
            (t + 60_000, "ACTIVITY_PAUSED", 1),
            (t + 60_100, "ACTIVITY_STOPPED", 1),
            (t + 90_000, "ACTIVITY_PAUSED", 2),
            (t + 95_000, "ACTIVITY_RESUMED", 3),
        )
    )
    assert record.foreground_ms == 90_000


def test_a_day_ends_at_midnight_of_the_phone():
    text = events((BEGIN - 1, "ACTIVITY_RESUMED", 1), (BEGIN, "ACTIVITY_RESUMED", 1))
    assert one(text).used_days == ("2025-11-19", "2025-11-20")
    assert one(text, zone="+06:00").used_days == ("2025-11-19",)


def test_memory_and_file_of_the_same_interval_are_one():
    reading = read(
        row("totalTimeUsed=5000 lastTimeUsed=1763590000123 appLaunchCount=2"),
        row("totalTimeUsed=4000 lastTimeUsed=1763580000123 appLaunchCount=1"),
    )
    (sighting,) = reading.sightings
    assert sighting.captures == (1, 2)
    assert (sighting.record.foreground_ms, sighting.record.launches) == (5_000, 2)


def test_closed_profiles_and_other_packages_are_not_read():
    text = row("totalTimeUsed=5000 lastTimeUsed=1763590000123", user=150)
    other = text.replace(APP, APP + ".lain").replace("user=150", "user=0")
    assert read(text, other, profiles=(FOLDER,)).sightings == ()


def test_dates_that_could_be_two_days_are_none():
    text = (
        "user=0 \n  In-memory daily stats\n"
        f'      package={APP} totalTime="01:17" lastTime="9/4/2018 17.01" \n'
    )
    assert one(text, sdk=26).used_days == ()
    clear = text + '  timeRange="24/4/2018"\n'
    assert one(clear, sdk=26).used_days == ("2018-04-09",)


def test_stored_days_that_do_not_exist_leave_the_rest_complete():
    memory = capture(1, topic="use", stdout=b"user=0 \n")
    line = "dumpsys usagestats file 0 daily | grep -E 'x'"
    files = capture(2, topic="use_files", stdout=b"", exit_code=1, line=line, user=0)
    reading = SOURCE.read(known(), (memory, files))
    assert [gap.reason for gap in reading.gaps] == [GapReason.ABSENT]
    assert reading.covered[0].complete


def test_silence_is_no_absence_of_use():
    reading = read("")
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]
    assert not reading.covered[0].complete


def test_androids_own_guess_is_a_trace_without_a_date():
    text = row("totalTimeUsed=5000 lastTimeUsed=1763590000123") + (
        f"User 0 App Standby States:\n  package={APP} u=0 bucket=40 reason=u-mb used=+2h3m\n"
        f"  package={APP} u=150 bucket=10 reason=u-mb used=+2h3m\n"
        f"  package={APP}.lain u=0 bucket=10 reason=u-mb used=+2h3m\n"
    )
    (use, guess) = read(text, profiles=(FOLDER,)).sightings
    assert isinstance(use.record, AppUse)
    assert guess.record == AppTrace(package=APP, trace=AppTraceKind.STANDBY, user=0, note="rare")


def test_the_real_bug_report_agrees_in_both_forms():
    folder = shared("fixtures/pixel-android10-real/sections")
    name = "com.android.settings"
    readings = [
        SOURCE.read(
            Known(sdk=29, zone="Europe/Stockholm", watched=(name,)),
            (capture(topic=topic, stdout=(folder / file).read_bytes(), section=True),),
        )
        for topic, file in (
            ("use", "dumpsys_usagestats.txt"),
            ("use_checkin", "checkin_usagestats.txt"),
        )
    ]
    text_form, epoch_form = (
        {
            (one.record.user, one.record.interval): one.record
            for one in reading.sightings
            if isinstance(one.record, AppUse)
        }
        for reading in readings
    )
    assert set(text_form) == set(epoch_form)
    for key, record in text_form.items():
        assert record.launches == epoch_form[key].launches
        # The text is cut to whole seconds: less than one is no use there.
        assert set(record.used_days) <= set(epoch_form[key].used_days)
    for records in (text_form, epoch_form):
        assert records[0, UseInterval.EVENTS].used_days == ("2020-01-08",)
    assert all(reading.gaps == () for reading in readings)
