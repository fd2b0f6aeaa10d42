"""What holds for every format: nothing crashes, nothing is lost, however a file arrives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.name_lists.interface import BrokenList, Entry, Told
from phone_audit.formats.name_lists.readers import READERS
from phone_audit.model.imported_list import ListFormat
from tests.formats.name_lists.lists import ALL
from tests.formats.name_lists.reading import items


def test_every_format_has_its_reader():
    assert list(READERS) == list(ListFormat)
    assert sorted(ALL) == sorted(ListFormat)


@pytest.mark.parametrize("name", sorted(ALL))
def test_how_a_file_is_cut_into_chunks_does_not_matter(name):
    whole = items(name, ALL[name])
    assert any(isinstance(one, Entry) for one in whole)
    assert items(name, ALL[name], size=1) == whole
    assert items(name, ALL[name], size=7) == whole


@pytest.mark.parametrize("name", sorted(set(ALL) - {"csv"}))
def test_windows_line_ends_change_nothing(name):
    assert items(name, ALL[name].replace("\n", "\r\n")) == items(name, ALL[name])


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_torso_is_read_or_refused(name):
    text = ALL[name]
    for end in range(0, len(text), 37):
        try:
            items(name, text[:end])
        except BrokenList:
            continue


@pytest.mark.parametrize("name", sorted(ALL))
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(name, data):
    try:
        found = items(name, data)
    except BrokenList:
        return
    assert all(isinstance(one, Told) or one.line >= 1 for one in found)
