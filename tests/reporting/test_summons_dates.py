"""What is said about the dates of a call."""

from datetime import UTC, date, datetime

import pytest

from phone_audit.errors import ReportError
from phone_audit.model.papers import Summons
from phone_audit.reporting.summons_dates import complaints_about_dates, load_holidays
from tests.reporting.places import REPORTS

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)  # a Friday
HOLIDAYS = load_holidays(REPORTS / "hari-libur.yaml")


def told(own=(), **fields):
    call = Summons(at=AT, **fields)
    return [one.en for one in complaints_about_dates(call, HOLIDAYS, own, today=TODAY)]


def test_the_shipped_table_knows_the_decreed_days():
    assert len(HOLIDAYS[2026]) == 25
    assert date(2026, 8, 17) in HOLIDAYS[2026]


def test_a_date_that_fits_is_not_complained_about():
    assert told(on=date(2026, 11, 26)) == []
    assert told(on=date(2026, 12, 1)) == []
    assert told() == []


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"on": date(2026, 12, 2)}, "8 working days after the letter"),
        ({"on": date(2026, 11, 19)}, "before the date of the letter"),
        ({"on": date(2026, 11, 19), "dated": date(2026, 11, 12)}, "lies in the past"),
        ({"on": date(2026, 11, 22)}, "not on a working day"),
        ({"on": date(2026, 12, 25), "dated": date(2026, 12, 18)}, "not on a working day"),
        ({"order": 2, "on": date(2026, 11, 26)}, "day that was missed is not given"),
        (
            {"order": 2, "on": date(2026, 11, 26), "missed_on": date(2026, 11, 10)},
            "12 working days after the day that was missed",
        ),
        (
            {"order": 2, "on": date(2026, 11, 26), "missed_on": date(2026, 11, 26)},
            "not after the day that was missed",
        ),
        ({"on": date(2027, 1, 4), "dated": date(2026, 12, 30)}, "does not know 2027"),
    ],
)
def test_each_date_that_does_not_fit_is_named(fields, complaint):
    assert any(complaint in one for one in told(**fields))


def test_the_offices_own_holidays_count():
    assert told(on=date(2026, 12, 2), own=(date(2026, 11, 30),)) == []
    assert "not on a working day" in told(on=date(2026, 11, 26), own=(date(2026, 11, 26),))[0]


@pytest.mark.parametrize("text", ["- 1", '"2026": [kemarin]', "x: [2026-01-01]", "{", None])
def test_a_table_that_is_none_is_named(tmp_path, text):
    path = tmp_path / "hari-libur.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match=r"hari-libur\.yaml"):
        load_holidays(path)
