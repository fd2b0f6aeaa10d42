import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.import_rows import (
    AcquiredApp,
    LookupRow,
    VisitKind,
    VisitRow,
    read_rows,
    write_rows,
)

VISITS = st.builds(
    VisitRow,
    host=st.text(),
    how=st.sampled_from(VisitKind),
    at_ms=st.none() | st.integers(0, 2**45),
    device=st.integers(0, 9),
)


@given(st.lists(VISITS), st.integers(0, 99))
def test_rows_come_back_as_they_were(rows, unread):
    read = read_rows(write_rows(rows, unread), VisitRow)
    assert (read.found, read.unread) == (tuple(rows), unread)


def test_rows_of_another_kind_are_not_understood():
    data = write_rows(
        [LookupRow(host="a.invalid", package="a.b"), AcquiredApp(package="a", user=0)]
    )
    assert read_rows(data, VisitRow).unread == 2


@pytest.mark.parametrize(
    "line",
    [
        b"omong kosong",
        b"\xff\xfe",
        b"{}",
        b'{"row":"visit"}',
        b'{"row":"visit","host":"a.invalid","how":"terbang"}',
        b'{"row":"visit","host":"a.invalid","how":"link","title":"x"}',
        b'{"row":"unread","count":-5}',
        b"[" * 100_000,
    ],
)
def test_a_line_that_is_no_row_is_counted(line):
    good = write_rows([VisitRow(host="a.invalid", how=VisitKind.LINK)])
    read = read_rows(line + b"\r\n" + good, VisitRow)
    assert (len(read.found), read.unread) == (1, 1)
