from datetime import date

import pytest

from phone_audit.formats import json_stream
from phone_audit.formats.name_lists.interface import BrokenList, Entry
from phone_audit.model.imported_list import ListRole
from tests.formats.name_lists.lists import MISP_EVENT, MISP_WARNINGLIST
from tests.formats.name_lists.reading import items, refused, taken, told


def test_an_event_names_sites_and_apps():
    found = items("misp", MISP_EVENT)
    assert taken(found) == [
        "3 both contoh88.example",
        "4 exact m.contoh99.example",
        "5 exact contoh77.example",
        "7 both contoh55.example",
        "12 exact 230e35a26e471352df5dbdbcf9834e0711500cb0",
        "17 exact id.contoh.slot",
        "18 exact api.contoh.example",
    ]
    assert refused(found) == [
        "6 page",
        "8 context",
        "9 revoked",
        "10 address",
        "11 other",
        "14 certificate",
        "16 other",
    ]
    assert told(found) == {"dated": date(2026, 8, 20), "calls_itself": "Situs contoh"}
    assert [one.says for one in found if isinstance(one, Entry)][-2:] == ["Contoh Slot"] * 2


def test_several_events_in_one_answer():
    text = f'{{"response": [{MISP_EVENT}, {MISP_EVENT}]}}'
    assert len(taken(items("misp", text))) == 14
    text = '{"response": {"Attribute": [{"type": "domain", "value": "contoh88.example"}]}}'
    assert taken(items("misp", text)) == ["1 both contoh88.example"]


def test_a_warninglist_is_what_must_not_be_alerted_to():
    found = items("misp", MISP_WARNINGLIST)
    assert taken(found) == [
        "1 +both bank.example",
        "1 +both www.bank-lain.example",
        "1 +both titik.example",
    ]
    assert told(found) == {
        "role": ListRole.ALLOW,
        "dated": date(2026, 8, 20),
        "calls_itself": "Bank",
    }


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("string", "1 +exact bank.example"),
        ("regex", "1 regex"),
        ("cidr", "1 address"),
        ("substring", "1 pattern"),
    ],
)
def test_the_type_of_a_warninglist_stands_behind_its_names(kind, found):
    got = items("misp", f'{{"list": ["bank.example"], "name": "x", "type": "{kind}"}}')
    assert taken(got) + refused(got) == [found]


def test_a_warninglist_about_something_else_is_not_junk():
    text = '{"list": ["d41d8cd98f"], "matching_attributes": ["md5"], "type": "string"}'
    assert refused(items("misp", text)) == ["1 other"]
    with pytest.raises(BrokenList, match="unknown type"):
        items("misp", '{"list": ["bank.example"], "type": "baru"}')


def test_an_attachment_is_passed_over_however_large(monkeypatch):
    monkeypatch.setattr(json_stream, "LONGEST_VALUE", 300)
    big = f'{{"type": "attachment", "value": "x", "data": "{"A" * 5_000}"}}'
    one = '{"type": "domain", "value": "contoh88.example"}'
    text = f'{{"Event": {{"Attribute": [{big}, {one}]}}}}'
    found = items("misp", text, size=64)
    assert taken(found) == ["1 both contoh88.example"]
    assert refused(found) == ["1 other"]


@pytest.mark.parametrize(
    "bomb", ["[" * 500_000, '{"Event":' * 200_000, '{"Event": {"Attribute": [']
)
def test_bombs_and_torsos_are_refused(bomb):
    with pytest.raises(BrokenList):
        items("misp", bomb)
