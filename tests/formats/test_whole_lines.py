import pytest

from phone_audit.formats.whole_lines import is_damaged, whole_lines


@pytest.mark.parametrize(
    ("text", "whole", "broken_off"),
    [
        ("", "", 0),
        ("a\nb\n", "a\nb\n", 0),
        ("a\nb", "a\n", 1),
        ("a", "", 1),
        ("a\n  \t", "a\n", 0),
        ("a\r\n", "a\r\n", 0),
    ],
)
def test_what_stands_behind_the_last_end_broke_off(text, whole, broken_off):
    assert whole_lines(text) == (whole, broken_off)


@pytest.mark.parametrize(
    ("data", "damaged"),
    [(b"id.contoh", False), ("sl\u00f6t \u202e".encode(), False), (b"a\0b", True), (b"\xff", True)],
)
def test_damage_is_what_no_line_of_android_holds(data, damaged):
    assert is_damaged(data.decode(errors="replace")) is damaged
