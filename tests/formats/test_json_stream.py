import json
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats import json_stream
from phone_audit.formats.json_stream import BrokenJson, read_members, walk

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


def everywhere(_path):
    return True


def leaves(value, path=()):
    """Name every scalar of a value with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, (*path, None))
    else:
        yield path, value


@given(VALUES, st.integers(1, 40), st.booleans())
def test_a_walk_finds_every_value_however_it_is_cut(value, size, spaced):
    data = json.dumps(value, indent=2 if spaced else None, ensure_ascii=spaced).encode()
    found = [(one.path, one.value) for one in walk(cut(data, size), everywhere)]
    assert found == list(leaves(value))


def test_a_walk_yields_whole_what_it_does_not_enter():
    data = b'{"a": {"b": [1, {"c": 2}]},\n "d": [\n {"e": 3}, 4]}'
    found = list(walk([data], lambda path: path in {(), ("d",)}))
    assert [(one.path, one.value, one.line) for one in found] == [
        (("a",), {"b": [1, {"c": 2}]}, 1),
        (("d", None), {"e": 3}, 3),
        (("d", None), 4, 3),
    ]


@given(VALUES, st.integers(1, 40))
def test_what_is_too_long_is_passed_over_and_the_rest_read(value, size):
    long = {"data": 'x"\\{[' * 20, "inner": [value]}
    data = json.dumps({"before": 1, "long": [long, 'y"\\' * 40], "after": 2}).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "LONGEST_VALUE", 60)
        found = [
            (one.path, one.value, one.too_long)
            for one in walk(cut(data, size), lambda path: path in {(), ("long",)})
        ]
    if size > 30:  # a value that stands in memory whole is read however long it is
        assert [path for path, *_ in found] == [
            ("before",),
            ("long", None),
            ("long", None),
            ("after",),
        ]
    else:
        assert found == [
            (("before",), 1, False),
            (("long", None), None, True),
            (("long", None), None, True),
            (("after",), 2, False),
        ]


@pytest.mark.parametrize(
    "data",
    [b"", b"[1, 2", b"[1 2]", b'{"a" 1}', b"{1: 2}", b"[1] 2", b"{", b"[,]", b'{"a": }'],
)
def test_a_walk_says_where_it_breaks(data):
    with pytest.raises(BrokenJson):
        list(walk([data], everywhere))


def test_a_bomb_of_brackets_is_refused():
    with pytest.raises(BrokenJson, match="nested too deeply"):
        list(walk([b"[" * 1_000_000], lambda path: path == ()))
