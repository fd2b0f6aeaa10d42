from datetime import date

import pytest

from phone_audit.formats.name_lists.interface import BrokenList
from tests.formats.name_lists.lists import STIX2
from tests.formats.name_lists.reading import items, refused, taken, told


def test_indicators_of_domains_and_apps_are_taken():
    found = items("stix2", STIX2)
    assert taken(found) == [
        "3 both contoh88.example",
        "5 exact api.contoh99.example",
        "5 exact contoh77.example",
        "6 exact id.contoh.slot",
        "6 exact id.contoh.slot2",
        f"7 exact {'abcd' * 16}",
        "11 both in1.example",
        "11 both in2.example",
    ]
    assert refused(found) == [
        "10 certificate",
        "12 conditional",
        "13 pattern",
        "14 regex",
        "15 address",
        "16 other",
        "17 revoked",
        "18 other",
        "19 unreadable",
    ]
    assert told(found) == {"calls_itself": "malware: Contoh88", "dated": date(2026, 4, 9)}


def test_a_bare_list_of_objects_and_quoted_values():
    text = """[{"type": "indicator", "pattern": "[app:id = 'a\\\\'] OR [app:id=\\\\'b.example']"},
    {"type": "indicator", "pattern": "[app:id='id.contoh.slot']"}, 5, null]"""
    found = items("stix2", text)
    assert refused(found) == ["1 unreadable"]
    assert taken(found) == ["2 exact id.contoh.slot"]


def test_a_bundle_that_breaks_off_is_broken():
    with pytest.raises(BrokenList):
        items("stix2", STIX2[:700])
