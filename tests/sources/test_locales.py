"""Phones in other languages: dates in the digits of the language are the same dates."""

import re

import pytest

from phone_audit.model.record import replace, sha256_hex
from tests.captures import captures_of, golden_names, known_of, read_golden, source_of

IN_THE_PHONES_LANGUAGE = (
    "app_ops",
    "app_use",
    "battery_days",
    "component_use",
    "installed_apps",
    "process_ends",
    "web_apps",
)
"""Sources whose dates Android prints with a format that has no locale of its own."""

_DATE = re.compile(rb"\d{4}-\d\d-\d\d[ -]\d\d[:-]\d\d[:-]\d\d(?:\.\d{3})?|(?<=\")\d{1,3}(?::\d\d)+")
NAMES = [name for name in golden_names() if name.partition("/")[0] in IN_THE_PHONES_LANGUAGE]


def in_digits_from(zero, data):
    """Return the text with its dates in other digits, those that begin with ``zero``."""

    def other(found):
        text = found[0].decode()
        return "".join(chr(ord(zero) + int(one)) if one.isdigit() else one for one in text).encode()

    return _DATE.sub(other, data)


@pytest.mark.parametrize("zero", ["\u0660", "\u06f0", "\u0966"], ids=["arab", "arabext", "deva"])
@pytest.mark.parametrize("name", NAMES)
def test_dates_in_other_digits_are_the_same_dates(name, zero):
    captures = tuple(
        replace(one, stdout=(data := in_digits_from(zero, one.stdout)), sha256=sha256_hex(data))
        for one in captures_of(name)
    )
    assert source_of(name).read(known_of(name), captures) == read_golden(name)


def test_there_are_dates_to_change():
    assert all(
        any(in_digits_from("\u0660", one.stdout) != one.stdout for one in captures_of(name))
        for name in ("installed_apps/android-16", "process_ends/android-14", "app_ops/android-9")
    )
