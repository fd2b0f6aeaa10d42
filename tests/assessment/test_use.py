import pytest

from phone_audit.assessment.use import summarise
from phone_audit.model.assessment import Thresholds
from phone_audit.model.evidence import UseInterval
from tests.assessment.examples import MINUTE, THRESHOLDS, WIB, day, use

DAILY, WEEKLY, MONTHLY = UseInterval.DAILY, UseInterval.WEEKLY, UseInterval.MONTHLY


def interval(kind, begin, minutes, *days):
    return use("id.contoh.slot", minutes, *days, interval=kind, begin_at=day(begin))


def test_no_statistics_is_unknown_and_not_zero():
    assert summarise([], zone=WIB, thresholds=THRESHOLDS) is None


def test_days_of_stored_daily_files_are_added_once():
    summary = summarise(
        [
            interval(DAILY, "2026-11-17", 10, "2026-11-17"),
            interval(DAILY, "2026-11-18", 20, "2026-11-18"),
            interval(DAILY, "2026-11-18", 20, "2026-11-18"),  # memory and file hold it both
        ],
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert (summary.days, summary.foreground_ms) == (2, 30 * MINUTE)
    assert summary.dates == ("2026-11-17", "2026-11-18")


def test_overlapping_intervals_are_never_added():
    summary = summarise(
        [
            interval(DAILY, "2026-11-19", 30, "2026-11-19"),
            interval(WEEKLY, "2026-11-15", 30, "2026-11-19"),
            interval(MONTHLY, "2026-11-01", 30, "2026-11-19"),
        ],
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert (summary.days, summary.foreground_ms) == (1, 30 * MINUTE)
    assert not summary.sufficient


def test_use_before_today_is_seen_in_the_difference_of_nested_intervals():
    summary = summarise(
        [
            interval(DAILY, "2026-11-19", 5, "2026-11-19"),
            interval(WEEKLY, "2026-11-15", 25, "2026-11-19"),
            interval(MONTHLY, "2026-11-01", 55, "2026-11-19"),
        ],
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert summary.days == 3  # today, earlier this week, earlier this month
    assert summary.dates == ("2026-11-19",)
    assert summary.foreground_ms == 55 * MINUTE
    assert summary.sufficient


def test_a_difference_already_named_by_a_date_is_not_counted_again():
    summary = summarise(
        [
            interval(DAILY, "2026-11-19", 5, "2026-11-19"),
            interval(WEEKLY, "2026-11-15", 25, "2026-11-16", "2026-11-19"),
        ],
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert summary.days == 2


def test_a_daily_interval_that_began_at_noon_does_not_make_two_days_of_one():
    noon = use("id.contoh.slot", 5, "2026-11-19", interval=DAILY, begin_at=day("2026-11-19", 12))
    week = interval(WEEKLY, "2026-11-15", 25, "2026-11-19")
    assert summarise([noon, week], zone=WIB, thresholds=THRESHOLDS).days == 1


def test_two_unnamed_stretches_that_share_a_date_count_one_day():
    """Today since midnight; this week since Monday noon; this month since Monday morning."""
    today = interval(DAILY, "2026-11-19", 0)
    week = use("id.contoh.slot", 10, interval=WEEKLY, begin_at=day("2026-11-18", 12))
    month = use("id.contoh.slot", 20, interval=MONTHLY, begin_at=day("2026-11-18", 3))
    assert summarise([today, week, month], zone=WIB, thresholds=THRESHOLDS).days == 1


def test_rounding_of_text_dumps_is_no_use():
    today = use("id.contoh.slot", 5, "2026-11-19", interval=DAILY, begin_at=day("2026-11-19"))
    week = use(
        "id.contoh.slot",
        0,
        "2026-11-19",
        interval=WEEKLY,
        begin_at=day("2026-11-15"),
        foreground_ms=5 * MINUTE + 1_000,
    )
    assert summarise([today, week], zone=WIB, thresholds=THRESHOLDS).days == 1


@pytest.mark.parametrize(("minutes", "enough"), [(4, False), (5, True)])
def test_thresholds_are_inclusive(minutes, enough):
    summary = summarise(
        [interval(DAILY, "2026-11-18", minutes, "2026-11-17", "2026-11-18")],
        zone=WIB,
        thresholds=Thresholds(min_days=2, min_minutes=5),
    )
    assert summary.sufficient is enough
