"""Working days, over weekends and holidays."""

from datetime import date, timedelta

import pytest

from phone_audit.model.working_days import is_working_day, working_days_between

FRIDAY = date(2026, 11, 20)
HOLIDAYS = frozenset({date(2026, 12, 24), date(2026, 12, 25)})


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, FRIDAY - timedelta(days=3), 0),
        (FRIDAY, date(2026, 11, 21), 0),
        (FRIDAY, date(2026, 11, 23), 1),
        (FRIDAY, date(2026, 12, 1), 7),
        (FRIDAY, date(2026, 12, 2), 8),
        (date(2026, 12, 23), date(2026, 12, 28), 1),
    ],
)
def test_the_day_of_the_letter_does_not_count_and_the_meeting_does(first, last, days):
    assert working_days_between(first, last, HOLIDAYS) == days


def test_weekends_and_holidays_are_no_working_days():
    assert is_working_day(FRIDAY, HOLIDAYS)
    assert not is_working_day(date(2026, 11, 21), HOLIDAYS)
    assert not is_working_day(date(2026, 12, 25), HOLIDAYS)


def test_every_stretch_counts_one_more_or_the_same_each_day():
    before = 0
    for number in range(800):
        counted = working_days_between(FRIDAY, FRIDAY + timedelta(days=number), HOLIDAYS)
        assert counted - before in {0, 1}
        before = counted
