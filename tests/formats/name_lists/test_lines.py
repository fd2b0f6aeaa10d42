from datetime import date

import pytest

from phone_audit.formats.name_lists import lines
from phone_audit.formats.name_lists.interface import BrokenList
from phone_audit.formats.name_lists.lines import day_in, read_lines, told_by


def read(data, size=1 << 16):
    return list(read_lines(data[at : at + size] for at in range(0, len(data), size)))


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lines_are_numbered_whatever_a_file_was_saved_with(coding, end, size):
    text = end.join(["satu", "", "tïga", "empat"])
    assert read(text.encode(coding), size) == [(1, "satu"), (2, ""), (3, "tïga"), (4, "empat")]


def test_bytes_that_are_no_text_become_what_no_name_may_hold():
    assert read(b"a\xff\n") == [(1, "a\ufffd")]
    assert read(b"") == []


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"a\0\nb\n", 1),
        ("a\n".encode("utf-32"), 1),
        ("a\n".encode("utf-16-le"), 1),
        (b"a\n" + b"b\0\n" * 101, 2),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(data, line):
    with pytest.raises(BrokenList) as error:
        read(data)
    assert error.value.line == line


def test_a_few_damaged_lines_do_not_cost_the_others():
    assert read(b"a\nb\0\0c\nd\n") == [(1, "a"), (2, "b\ufffd\ufffdc"), (3, "d")]


@pytest.mark.parametrize("size", [7, 64, 100_000])
def test_a_line_without_end_is_passed_over(size, monkeypatch):
    monkeypatch.setattr(lines, "LONGEST_LINE", 40)
    data = b"satu\n" + b"x" * 5_000 + b"\ntiga\n" + b"y" * 50
    assert read(data, size) == [(1, "satu"), (2, None), (3, "tiga"), (4, None)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Last modified: 27 Sep 2026 20:34 UTC", date(2026, 9, 27)),
        ("Version: 2026.0927.2034.34", date(2026, 9, 27)),
        ("Version: 202609271200", None),
        ("Date: 23 April 2026 10:00:00 (UTC)", date(2026, 4, 23)),
        ("Updated: 2026-08-20T10:00:00Z", date(2026, 8, 20)),
        ("Diperbarui: 3 Agustus 2026", date(2026, 8, 3)),
        ("Last updated: Sun Sep 27 20:34:00 2026", date(2026, 9, 27)),
        ("Generated on: 20260820", date(2026, 8, 20)),
        ("Date: 31 Feb 2026", None),
        ("Homepage: https://contoh.example/2026-08-20", None),
    ],
)
def test_a_comment_may_say_the_day(text, day):
    told = told_by(text)
    assert (told and told.dated) == day


def test_a_day_in_a_number_of_a_version():
    assert day_in("20260820") == date(2026, 8, 20)
    assert day_in("7") is None
