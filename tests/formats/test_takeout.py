import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats import takeout
from phone_audit.formats.hostname import normalise
from phone_audit.formats.import_rows import VisitKind
from phone_audit.formats.takeout import HostOf, read_takeout

AT = 1_763_600_000_123_456


def entry(**changes):
    fields = {
        "favicon_url": "https://situs.invalid/favicon.ico",
        "page_transition": "LINK",
        "title": "Judul Rahasia",
        "url": "https://m.situs.invalid/lobi?nama=Budi",
        "time_usec": AT,
        "client_id": "Q29udG9oMQ==",
    }
    return {**fields, **changes}


def export(*entries, **others):
    return json.dumps({**others, "Browser History": entries}).encode()


def read(*entries, **others):
    return read_takeout([export(*entries, **others)])


def test_an_entry_becomes_host_time_and_kind_and_nothing_else():
    history = read(entry())
    (visit,) = history.visits
    assert (visit.host, visit.how, visit.at_ms, visit.device) == (
        "m.situs.invalid",
        VisitKind.LINK,
        1_763_600_000_123,
        1,
    )
    assert (history.whole, history.unread) == (True, 0)
    assert "Rahasia" not in repr(history)
    assert "Q29udG9oMQ" not in repr(history)


def test_other_lists_of_the_export_are_passed_over():
    others = {"Typed Url": [{"url": "https://diketik.invalid/"}], "Session": [{"tab": {}}]}
    assert [one.host for one in read(entry(), **others).visits] == ["m.situs.invalid"]


def test_devices_are_told_apart_without_their_ids():
    visits = read(entry(), entry(client_id="lain"), entry(), entry(client_id=7)).visits
    assert [one.device for one in visits] == [1, 2, 1, 0]


@pytest.mark.parametrize(
    ("address", "unread"),
    [
        ("chrome://newtab/", 0),
        ("file:///sdcard/slip-gaji.pdf", 0),
        ("about:blank", 0),
        ("data:text/html," + "x" * 100_000, 0),
        ("javascript:location='https://situs.invalid'", 0),
        ("", 0),
        ("https://", 1),
        ("http://[salah/", 1),
        ("https://a b/", 1),
        (None, 1),
        (7, 1),
    ],
)
def test_addresses_that_are_no_web_page(address, unread):
    history = read(entry(url=address))
    assert (history.visits, history.unread) == ((), unread)


@pytest.mark.parametrize("value", [None, "x", {}, 0, -5, True, 1.5, [], "", 10**30, "9" * 500])
def test_a_time_that_is_none(value):
    visits = read(entry(time_usec=value)).visits
    assert [one.at_ms for one in visits] == [None]


@pytest.mark.parametrize("value", [AT, str(AT), AT + 11_644_473_600_000_000])
def test_a_time_in_each_form_it_is_found_in(value):
    assert read(entry(time_usec=value)).visits[0].at_ms == AT // 1_000


@pytest.mark.parametrize("strange", [None, 7, "x", [], ["a"], {}])
def test_an_entry_of_another_shape_is_counted(strange):
    history = read(entry(), strange, entry())
    assert (len(history.visits), history.unread, history.whole) == (2, 1, True)


@pytest.mark.parametrize("size", range(20, 600, 37))
def test_an_export_that_broke_off_keeps_what_came_before(size):
    whole = export(*[entry()] * 3)
    history = read_takeout([whole[:size]])
    assert history is None or (not history.whole and len(history.visits) <= 3)
    assert len(read_takeout([whole[:-5]]).visits) >= 2


def test_another_object_is_no_export():
    assert read_takeout([b'{"Browser History": {"url": 1}}']) is None
    assert read_takeout([b'{"riwayat": []}']) is None
    assert read_takeout([b"[]"]) is None
    assert read_takeout([b'{"Browser History": []}']).whole


def test_more_rows_than_any_history_has_are_cut(monkeypatch):
    monkeypatch.setattr(takeout, "MOST_ROWS", 3)
    history = read(*[entry()] * 5)
    assert (len(history.visits), history.whole) == (3, False)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
KEYS = st.sampled_from([*entry(), "page_transition_qualifier"])


@given(st.lists(JSON | st.dictionaries(KEYS, JSON, max_size=6), max_size=6))
def test_any_json_is_visits_or_counted_or_of_no_web_page(entries):
    history = read(*entries)
    assert history.whole
    assert len(history.visits) + history.unread <= len(entries)
    assert all(normalise(one.host) == one.host for one in history.visits)


@given(st.text(max_size=40))
def test_the_short_way_to_a_host_is_the_long_way(rest):
    for start in ("https://", "http:/", "HTTPS:\\\\", "https://situs.invalid"):
        address = start + rest
        assert (HostOf()(address) or None) == normalise(address)
