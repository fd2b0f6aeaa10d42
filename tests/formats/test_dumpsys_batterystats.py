from datetime import UTC, datetime

import pytest

from phone_audit.formats.dumpsys_batterystats import read_days, read_history
from phone_audit.formats.timestamps import zone_of
from tests.shared import shared

WIB = zone_of("Asia/Jakarta")
READ_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEAD = "Battery History (0% used, 9124 used of 4096KB, 47 strings using 4816):\n"
HEAD_2 = "Battery History [Format: 2] (1% used, 9KB used of 4096KB, 4 strings using 48):\n"


def history(lines, head=HEAD):
    return read_history(head + "\n".join(lines) + "\n", WIB, READ_AT)


def moments(lines, head=HEAD):
    return [
        (row.what, row.at and row.at.astimezone(WIB).strftime("%m-%d %H:%M:%S"), row.user)
        for row in history(lines, head).rows
    ]


def test_a_removal_is_printed_as_an_update_to_version_0():
    text = (
        "Daily stats:\n  Daily from 2026-11-19-01-10-11 to 2026-11-20-01-03-22:\n"
        "    Package changes:\n      Update a.b vers=0\n      Update a.c vers=10\n"
        "      Update a.b vers=0\n      Uninstall a.d\n"
    )
    days = read_days(text, WIB)
    assert [(row.package, row.removal) for row in days.rows] == [
        ("a.b", True),
        ("a.c", False),
        ("a.d", True),
    ]
    assert days.rows[0].begin == datetime(2026, 11, 18, 18, 10, 11, tzinfo=UTC)
    assert days.rows[0].end == datetime(2026, 11, 19, 18, 3, 22, tzinfo=UTC)


def test_a_day_of_a_clock_that_was_not_set_has_no_bound():
    text = (
        "Daily stats:\n  Daily from 1970-04-02-19-19-40 to 2020-01-08-15-29-44:\n"
        "      Update a.b vers=1\n"
        "  Daily from 2020-01-08-15-29-44 to 1970-04-02-19-19-40:\n      Update a.c vers=1\n"
    )
    first, second = read_days(text, WIB).rows
    assert (first.begin, first.end) == (None, datetime(2020, 1, 8, 8, 29, 44, tzinfo=UTC))
    assert second.end is None


def test_updates_outside_the_daily_part_are_not_read():
    text = "Statistics:\n  Update a.b vers=0\nDaily stats:\nOther:\n  Update a.b vers=0\n"
    assert read_days(text, WIB).rows == ()


@pytest.mark.parametrize("line", ["Update a.b", "Update a b vers=1", "Uninstall", "Uninstall ?"])
def test_changes_of_another_form_are_counted(line):
    days = read_days(f"Daily stats:\n      {line} \n", WIB)
    assert days.rows == ()
    assert days.unread == (0 if line == "Uninstall" else 1)


def test_offsets_count_from_what_the_clock_last_showed():
    lines = [
        "                    0 (14) RESET:TIME: 2026-11-19-07-10-00",
        '       +1h02m03s004ms (2) 099 c0100021 +running +top=u0a280:"a.b"',
        '     +1d00h00m00s000ms (2) 099 c0100021 -top=u0a280:"a.b" +top=u10a5:"a.c"',
        "     +1d00h01m00s000ms (14) TIME: 2026-11-21-00-00-00",
        '     +1d00h02m00s000ms (2) 099 pkgunin=0:"a.b"',
    ]
    assert moments(lines) == [
        ("in_front", "11-19 08:12:03", 0),
        ("left", "11-20 07:10:00", 0),
        ("in_front", "11-20 07:10:00", 10),
        ("removed", "11-21 00:01:00", None),
    ]


def test_before_the_clock_was_set_nothing_is_dated():
    lines = [
        "  0 (14) RESET:TIME: 1970-04-02-19-19-40",
        '  +1s000ms (2) 099 +top=u0a2:"a.b"',
        "  +2s000ms (14) TIME: 2026-11-21-00-00-00",
        '  +3s000ms (2) 099 -top=u0a2:"a.b"',
    ]
    assert moments(lines) == [("in_front", None, 0), ("left", "11-21 00:00:01", 0)]


def test_dates_without_a_year_take_that_of_the_last_full_one():
    lines = [
        "  12-31 23:50:00.000 TIME: 2025-12-31-23-50-00",
        '  12-31 23:58:41.123 093 +top=u0a280:"a.b"',
        '  01-01 00:10:00.000 092 -top=u0a280:"a.b"',
    ]
    rows = history(lines, HEAD_2).rows
    assert [row.at.astimezone(WIB).year for row in rows] == [2025, 2026]


def test_dates_without_any_year_lie_behind_the_reading():
    lines = ['  11-22 23:58:41.123 093 +top=u0a2:"a.b"', '  12-24 10:00:00.000 +top=u0a2:"a.b"']
    rows = history(lines, HEAD_2).rows
    assert [row.at.astimezone(WIB).year for row in rows] == [2026, 2025]


def test_a_date_that_does_not_exist_is_no_date():
    assert moments(['  02-30 10:00:00.000 093 +top=u0a2:"a.b"'], HEAD_2) == [("in_front", None, 0)]


def test_pieces_on_lines_of_their_own_read_like_the_whole():
    whole = ['  +1h00m00s000ms (2) 099 c01 +top=u0a2:"a.b" x=1 pkginst=u7a3:"a.c"']
    pieces = ["  +1h00m00s000ms (", '+top=u0a2:"a.b"', 'pkginst=u7a3:"a.c"']
    reset = ["   0 (14) RESET:TIME: 2026-11-19-07-10-00"]
    reset_pieces = ["   0 (", "RESET:TIME: 2026-11-19-07-10-00"]
    assert moments(reset + whole) == moments(reset_pieces + pieces)
    assert len(moments(reset + whole)) == 2


def test_words_inside_other_texts_are_no_entries():
    read = history(['  +1s000ms (2) 099 +wake_lock=u0a2:"stop=u0a2:x" wake_reason=0:"a.top=1"'])
    assert (read.rows, read.unread) == ((), 0)


def test_entries_of_another_form_are_counted():
    lines = ["  +1s000ms (2) 099 +top=u0a2:a.b", '  +2s000ms (2) 099 pkgunin=0:"a b"', "TIME: kini"]
    assert history(lines).unread == 3


def test_the_statistics_of_a_real_phone():
    path = shared("fixtures/pixel-android10-real/sections/dumpsys_batterystats.txt")
    text = path.read_text(encoding="utf-8", errors="replace")
    zone = zone_of("Europe/Stockholm")
    days, read = read_days(text, zone), read_history(text, zone, READ_AT)
    assert (days.answered, days.rows, days.unread) == (True, (), 0)
    assert (read.answered, read.unread) == (True, 0)
    assert [(row.what, row.user) for row in read.rows] == [
        ("left", 11),
        ("in_front", 0),
        ("in_front", 0),
        ("left", 0),
        ("in_front", 0),
    ]
    assert read.rows[2].at == datetime(2020, 1, 8, 14, 29, 44, 872_000, tzinfo=UTC)
