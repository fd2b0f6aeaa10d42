"""Working days: Monday to Friday without holidays, counted as summonses count them."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

_SATURDAY = 5


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Say whether the office works on ``day``."""
    return day.weekday() < _SATURDAY and day not in holidays


def working_days_between(first: date, last: date, holidays: AbstractSet[date]) -> int:
    """Return how many working days lie after ``first``, up to and with ``last``.

    The day of the letter does not count, the day of the meeting does: from Friday to
    Monday is one. 0 where ``last`` is not after ``first``.
    """
    days = (last - first).days
    after = (first + timedelta(days=number) for number in range(1, days + 1))
    return sum(is_working_day(day, holidays) for day in after)
