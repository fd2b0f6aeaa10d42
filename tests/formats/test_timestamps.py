from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.timestamps import (
    DateOrder,
    clock_ms,
    from_epoch_ms,
    from_local_text,
    from_locale_text,
    from_web_microseconds,
    is_never,
    local_date,
    order_of_locale,
    order_shown_by,
    to_utc,
    western_digits,
    zone_of,
)

WIB = ZoneInfo("Asia/Jakarta")


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize("value", [0, -1, -3_600_000, 1, 86_400_000, 10**15, -(10**15)])
def test_an_epoch_that_means_never_is_none(value):
    assert from_epoch_ms(value) is None


def test_epoch_milliseconds_are_kept_to_the_millisecond():
    assert from_epoch_ms(1_763_590_000_123) == utc(2025, 11, 19, 22, 6, 40, 123_000)


def test_chromium_counts_microseconds_from_1601():
    assert from_web_microseconds(13_175_332_115_626_424) == utc(2018, 7, 6, 6, 28, 35, 626_000)
    assert from_web_microseconds(0) is None
    assert from_web_microseconds(10**30) is None


@pytest.mark.parametrize("name", ["Asia/Jakarta", "+07:00", "+0700", "GMT+07:00", "UTC+07:00"])
def test_local_text_in_the_phones_zone(name):
    assert from_local_text("2026-10-09 15:33:20", zone_of(name)) == utc(2026, 10, 9, 8, 33, 20)


def test_a_zone_behind_utc():
    assert from_local_text("2026-10-09 15:33:20", zone_of("-03:30")) == utc(2026, 10, 9, 19, 3, 20)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "+99:00", "x" * 500, "\0"])
def test_an_unknown_zone_is_not_guessed(name):
    assert zone_of(name) is None


@pytest.mark.parametrize(
    "text",
    [
        "1970-01-01 07:00:00",
        "1969-12-31 19:00:00",
        "2026-02-30 00:00:00",
        "2026-10-09",
        "kemarin",
        "",
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59",
        "2026-10-09 15:33:20 sekarang",
    ],
)
def test_local_text_that_is_no_moment_is_none(text):
    assert from_local_text(text, WIB) is None


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("24/4/2018, 9:05 PM", None, utc(2018, 4, 24, 14, 5)),
        ("4/24/2018, 9:05 AM", None, utc(2018, 4, 24, 2, 5)),
        ("24/4/2018 17.01", None, utc(2018, 4, 24, 10, 1)),
        ("24.4.2018, 17:01", None, utc(2018, 4, 24, 10, 1)),
        ("2018-04-09 17:01", None, utc(2018, 4, 9, 10, 1)),
        ("9/4/2018 17.01", None, None),
        ("9/4/2018 17.01", DateOrder.DAY_FIRST, utc(2018, 4, 9, 10, 1)),
        ("9/4/2018 17.01", DateOrder.MONTH_FIRST, utc(2018, 9, 4, 10, 1)),
        ("4/4/18, 12:30\u202fAM", None, utc(2018, 4, 3, 17, 30)),
        ("4/4/18, 12:30\u202fPM", None, utc(2018, 4, 4, 5, 30)),
        ("31/31/2018", None, None),
        ("24/4/2018 25.01", None, None),
        ("1/1/1970 07.00", DateOrder.DAY_FIRST, None),
        ("\u0662\u0664/\u0664/\u0662\u0660\u0661\u0668", None, utc(2018, 4, 23, 17)),
        (
            "24\u200f/4\u200f/\u0662\u0660\u0661\u0668\u060c \u0669:\u0660\u0665 \u0645",
            None,
            utc(2018, 4, 24, 14, 5),
        ),
        ("2018/4/24 \u4e0b\u53489:05", None, utc(2018, 4, 24, 14, 5)),
        ("2018. 4. 24. \uc624\uc804 9:05", None, utc(2018, 4, 24, 2, 5)),
        ("24/4/2018 9:05 PTG", None, utc(2018, 4, 24, 14, 5)),
        ("24/4/2018 12:05 a. m.", None, utc(2018, 4, 23, 17, 5)),
        ("24/4/2561 21:05", None, None),
    ],
)
def test_dates_in_the_holders_locale(text, order, expected):
    assert from_locale_text(text, WIB, order) == expected


def test_one_unmistakable_date_shows_the_order_of_all():
    assert order_shown_by(["9/4/2018", "24/4/2018, 9:05 PM"]) is DateOrder.DAY_FIRST
    assert order_shown_by(["4/24/2018"]) is DateOrder.MONTH_FIRST
    assert order_shown_by(["9/4/2018", "2018-04-24", "x"]) is None
    assert order_shown_by(["24/4/2018", "4/24/2018"]) is None


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("01:17", 77_000),
        ("\u0660\u0661:\u0661\u0667", 77_000),
        ("2:01:17", 7_277_000),
        ("00:00", 0),
        ("1:2", None),
        ("x", None),
    ],
)
def test_durations(text, ms):
    assert clock_ms(text) == ms


@pytest.mark.parametrize(
    ("locale", "order"),
    [
        ("id-ID", DateOrder.DAY_FIRST),
        ("in_ID", DateOrder.DAY_FIRST),
        ("jv-Latn-ID", DateOrder.DAY_FIRST),
        ("en-US", DateOrder.MONTH_FIRST),
        ("en-Latn-US", DateOrder.MONTH_FIRST),
        ("en-ID", None),
        ("zh-Hans-CN", None),
        ("", None),
        (None, None),
    ],
)
def test_the_order_of_a_locale(locale, order):
    assert order_of_locale(locale) is order


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("1/1/1970 07.00", True),
        ("1970-01-01 07:00:00", True),
        ("12/31/69, 7:00 PM", True),
        ("\u0661/\u0661/\u0661\u0669\u0667\u0660", True),
        ("9/4/2018 17.01", False),
        ("kemarin", False),
    ],
)
def test_dates_that_stand_for_never(text, never):
    assert is_never(text) is never


def test_digits_of_any_script():
    assert western_digits("\u0662\u0660\u0662\u0666-\u0967\u0967 x\u00b2") == "2026-11 x\u00b2"
    assert from_local_text("\u0662\u0660\u0662\u0666-10-09 15:33:20", WIB) is not None


def test_a_stamp_of_any_kind():
    assert to_utc(1_763_590_000_123, WIB) == to_utc("2025-11-20 05:06:40", WIB) + timedelta(
        milliseconds=123
    )
    assert to_utc(None, WIB) is None
    assert to_utc("9/4/2018 17.01", WIB, DateOrder.DAY_FIRST) == utc(2018, 4, 9, 10, 1)


def test_the_phones_date_of_a_moment():
    assert local_date(utc(2026, 11, 19, 18), WIB) == "2026-11-20"


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2900, 1, 1)))
def test_a_second_survives_writing_and_reading(moment):
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    text = moment.astimezone(WIB).strftime("%Y-%m-%d %H:%M:%S")
    assert from_local_text(text, WIB) == moment


@given(st.text(), st.sampled_from([None, *DateOrder]))
def test_no_text_is_too_odd(text, order):
    for read in (from_local_text(text, WIB), from_locale_text(text, WIB, order)):
        assert read is None or read.tzinfo is UTC
    assert clock_ms(text) is None or clock_ms(text) >= 0
