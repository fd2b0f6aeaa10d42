import json
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats import json_stream
from phone_audit.formats.json_stream import BrokenJson, read_members

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=10,
)


def cut(data, size):
    return [data[at : at + size] for at in range(0, len(data), size)]


def rebuilt(members):
    """Put the members together again, as ``json.loads`` would give them."""
    found = {}
    for member in members:
        if member.begins:
            found[member.key] = []
        elif member.in_list:
            found[member.key].append(member.value)
        else:
            found[member.key] = member.value
    return found


@given(st.dictionaries(st.text(max_size=8), VALUES, max_size=4), st.integers(1, 40), st.booleans())
def test_it_reads_what_json_reads_however_it_is_cut(value, size, spaced):
    data = json.dumps(value, indent=2 if spaced else None, ensure_ascii=spaced).encode()
    assert rebuilt(read_members(cut(data, size))) == value


@given(st.binary(max_size=60), st.integers(1, 9))
def test_any_bytes_are_read_or_refused(data, size):
    try:
        list(read_members(cut(b'{"a": [' + data, size)))
    except BrokenJson:
        return
    json.loads((b'{"a": [' + data).decode("utf-8", "replace"), strict=False)


def test_what_stood_before_the_break_was_yielded():
    members = read_members([b'{"a": 1, "b": [1, 2, {"c": '])
    before = [(one.key, one.value) for one in islice(members, 4)]
    assert before == [("a", 1), ("b", None), ("b", 1), ("b", 2)]
    with pytest.raises(BrokenJson):
        next(members)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "[]",
        "null",
        "{",
        '{"a"',
        '{"a" 1}',
        '{"a": 1 "b": 2}',
        '{"a": [1 2]}',
        "{1: 2}",
        '{"a": ' + "[" * 100_000,
        '{"a": [' + "[" * 100_000 + "]" * 100_000 + "]}",
        '{"a": ' + "9" * 10_000 + "}",
    ],
)
def test_what_is_no_object_is_refused(text):
    with pytest.raises(BrokenJson):
        list(read_members([text.encode()]))


def test_a_byte_order_mark_and_bytes_that_are_no_text():
    (member,) = read_members([b"\xef\xbb\xbf", b'{"a": "\xff', b'\n"}'])
    assert member.value == "\ufffd\n"


def test_a_value_that_is_too_long_ends_the_reading(monkeypatch):
    monkeypatch.setattr(json_stream, "LONGEST_VALUE", 100)
    pieces = iter([b'{"a": "', *[b"x" * 60] * 1_000])
    with pytest.raises(BrokenJson):
        list(read_members(pieces))
    assert sum(1 for _ in pieces) > 990  # and what follows was not even looked at
