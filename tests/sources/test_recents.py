from datetime import UTC, datetime

import pytest

from phone_audit.formats.filters import apply
from phone_audit.formats.shell_line import parse_line
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import ClockReading, Known
from phone_audit.sources.recents import SOURCE
from tests.captures import ASKED_AT, capture
from tests.shared import shared

APP = "id.contoh.permainan"
HEAD = "ACTIVITY MANAGER RECENT TASKS (dumpsys activity recents)\n"


def known(offset_ms=0, **changes):
    clock = ClockReading(offset_ms=offset_ms, measured_at=ASKED_AT)
    return Known(**{"sdk": 34, "watched": (APP,), "clock": clock, **changes})


def task(active, inactive, package=APP, user=0):
    return (
        f"  * Recent #0: Task{{1}}\n    userId={user}\n    mActivityComponent={package}/.Utama\n"
        f"    lastActiveTime={active} (inactive for {inactive}s)\n"
    )


def left_at(text, told=None, **changes):
    one = capture(topic="recent_tasks", stdout=(HEAD + text).encode(), **changes)
    (sighting,) = SOURCE.read(told or known(), (one,)).sightings
    return sighting.record.at


def test_nothing_is_asked_about_nothing():
    assert SOURCE.questions(known(watched=())) == ()
    assert SOURCE.read(known(watched=()), ()).covered == ()


def test_many_packages_fit_into_lines_of_bounded_length():
    many = tuple(f"id.contoh.aplikasi.nomor{number}" for number in range(300))
    asked = SOURCE.questions(known(watched=many))
    assert len(asked) > 1
    assert all(len(one.line) < 4_000 for one in asked)


def test_the_time_is_the_phones_clock_minus_the_inactivity():
    assert left_at(task(925_510_540, 7200)) == datetime(2026, 11, 23, tzinfo=UTC)
    ahead = known(offset_ms=3_600_000)
    assert left_at(task(925_510_540, 7200), ahead) == datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_a_clock_that_was_not_measured_dates_nothing():
    for told in (known(clock=None), known(offset_ms=None)):
        assert left_at(task(925_510_540, 7200), told) is None


def test_a_bug_report_counts_from_when_it_was_made():
    told = known(offset_ms=None)
    at = left_at(task(925_510_540, 7200), told, section=True)
    assert at == datetime(2026, 11, 23, tzinfo=UTC)


def test_up_to_android_8_the_time_stands_in_the_record():
    at = left_at(task(1_524_631_004_451, 5927), known(clock=None))
    assert at == datetime(2018, 4, 25, 4, 36, 44, 451_000, tzinfo=UTC)


@pytest.mark.parametrize("active", [-1, 0, 15_058, 599_999])
def test_a_task_put_back_while_the_phone_started_has_no_time(active):
    assert left_at(task(active, 932_107)) is None


def test_the_latest_of_several_tasks():
    text = task(925_510_540, 7200) + task(925_520_540, 3600) + task(15_058, 900_000)
    assert left_at(text) == datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_other_apps_are_counted_and_not_read():
    one = capture(topic="recent_tasks", stdout=(HEAD + task(1, 1, "id.contoh.lain")).encode())
    reading = SOURCE.read(known(), (one,))
    assert reading.sightings == ()
    assert reading.covered[0].read == 1


def test_silence_is_a_gap():
    reading = SOURCE.read(known(), (capture(topic="recent_tasks", stdout=b""),))
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]


def test_no_other_app_of_a_real_phone_gets_past_the_filter():
    folder = shared("fixtures/pixel-android10-real/sections")
    told = known(watched=("com.king.candycrushsaga",))
    (question,) = SOURCE.questions(told)
    _, *stages = parse_line(question.line)
    real = (folder / "dumpsys_activity_recents.txt").read_bytes()
    filtered, _ = apply(stages, real)
    assert b"com." not in filtered.replace(b"com.king.candycrushsaga/", b"")
    assert len(filtered) < len(real) / 5
    one = capture(topic="recent_tasks", stdout=filtered)
    whole = capture(topic="recent_tasks", stdout=real)
    assert SOURCE.read(told, (one,)) == SOURCE.read(told, (whole,))
    # The phone had just been started: what it put back then dates no use.
    (sighting,) = SOURCE.read(told, (one,)).sightings
    assert sighting.record.at is None
