"""Terbilang over whole ranges, read back by a reader of its own."""

from datetime import date, timedelta

import pytest

from phone_audit.reporting.spelled import MOST, date_words, day_name, number_words, time_words

WORTH = {
    "nol": 0,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
    "sepuluh": 10,
    "sebelas": 11,
}
MONTHS = [
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
]


def read(words: str) -> int:
    """Return the number that words spell, by adding from the left."""
    total = group = last = 0
    for word in words.split():
        if word in {"ribu", "juta", "miliar", "triliun"}:
            size = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}[word]
            total, group, last = total + (group + last) * size, 0, 0
        elif word == "seribu":
            total, group, last = total + 1000, 0, 0
        elif word == "seratus":
            group, last = group + 100, 0
        elif word == "ratus":
            group, last = group + last * 100, 0
        elif word == "puluh":
            group, last = group + last * 10, 0
        elif word == "belas":
            group, last = group + last + 10, 0
        else:
            group, last = group + last, WORTH[word]
    return total + group + last


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1100, "seribu seratus"),
        (2026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (2_000_000_001, "dua miliar satu"),
    ],
)
def test_numbers_as_one_says_them(value, words):
    assert number_words(value) == words


def test_every_number_up_to_twenty_thousand_reads_back():
    spelled = [number_words(value) for value in range(20_000)]
    assert [read(words) for words in spelled] == list(range(20_000))
    assert len(set(spelled)) == len(spelled)


def test_large_numbers_read_back():
    for value in (MOST, 10**12, 123_456_789_012, 1_001_001, 10_000_010):
        assert read(number_words(value)) == value


@pytest.mark.parametrize("value", [-1, MOST + 1])
def test_what_is_not_spelled_out_is_an_error(value):
    with pytest.raises(ValueError, match="not spelled out"):
        number_words(value)


def test_every_day_of_forty_years_reads_back():
    day = date(2020, 1, 1)
    while day.year < 2060:
        number, _, rest = date_words(day).partition(" bulan ")
        month, _, year = rest.partition(" tahun ")
        assert (read(year), MONTHS.index(month) + 1, read(number)) == (
            day.year,
            day.month,
            day.day,
        )
        day += timedelta(days=1)


def test_every_minute_of_a_day_reads_back():
    for hour in range(24):
        for minute in range(60):
            hours, _, rest = time_words(hour, minute).partition(" lewat ")
            assert read(hours) == hour
            assert read(rest.removesuffix(" menit")) == minute if minute else rest == ""


def test_the_example_of_the_minutes():
    day = date(2026, 11, 19)
    assert day_name(day) == "Kamis"
    assert day_name(day, "en") == "Thursday"
    assert date_words(day) == "sembilan belas bulan November tahun dua ribu dua puluh enam"
    assert time_words(9, 14) == "sembilan lewat empat belas menit"
    assert [day_name(day + timedelta(days=n)) for n in range(7)] == [
        *("Kamis", "Jumat", "Sabtu", "Minggu", "Senin", "Selasa", "Rabu")
    ]
