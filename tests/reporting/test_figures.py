"""Dates, numbers and personnel numbers as documents print them."""

from datetime import UTC, date, datetime

import pytest

from phone_audit.model.case import Zone
from phone_audit.reporting import figures

AT = datetime(2026, 11, 19, 17, 14, 7, tzinfo=UTC)


def test_a_moment_is_printed_in_the_zone_of_the_case() -> None:
    assert figures.moment(AT, Zone.WIB) == "20 November 2026 00.14.07 WIB"
    assert figures.moment(AT, Zone.WIT, "en") == "20 November 2026 02.14.07 WIT"
    assert figures.short_moment(AT, Zone.WITA) == "20 Nov 2026 01.14 WITA"
    assert figures.clock_time(AT, Zone.WIB) == "00.14.07 WIB"


def test_months_have_indonesian_names() -> None:
    assert figures.day(date(2026, 8, 1)) == "1 Agustus 2026"
    assert figures.short_day(date(2026, 5, 1)) == "1 Mei 2026"
    assert figures.day(date(2026, 10, 1), "en") == "1 October 2026"


def test_a_time_at_the_edge_of_the_calendar_stays_printable() -> None:
    edge = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    assert figures.short_moment(edge, Zone.WIT).startswith("31 Des 9999")


@pytest.mark.parametrize(
    ("value", "printed"),
    [("2026-11-19", "19 Nov 2026"), ("besok", "besok"), ("", "")],
)
def test_local_dates_of_records(value: str, printed: str) -> None:
    assert figures.day_of_text(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("198001012005011001", "19800101 200501 1 001"),
        ("19800101 200501 1 001", "19800101 200501 1 001"),
        ("1980", "1980"),
        ("٣" * 18, "٣" * 18),
    ],
)
def test_nip(value: str, printed: str) -> None:
    assert figures.nip(value) == printed


def test_numbers_and_durations() -> None:
    assert figures.number(1_234_567) == "1.234.567"
    assert figures.number(1_234_567, "en") == "1,234,567"
    assert figures.seconds(-2_040) == "2,0"
    assert figures.seconds(1_550, "en") == "1.6"
    assert [figures.duration(ms) for ms in (40_999, 180_000, 4_320_000, 7_200_000, -5)] == [
        "40 detik",
        "3 menit",
        "1 jam 12 menit",
        "2 jam",
        "0 detik",
    ]


def test_a_serial_number_is_masked() -> None:
    shown = [figures.masked(text) for text in ("R58CABCD9Q2", "CONTOH00012345", "ABCDE", "A", "")]
    assert shown == ["R58C••••9Q2", "CONT••••345", "A••••", "•", ""]
