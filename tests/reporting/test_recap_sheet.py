"""The office table as a spreadsheet: it balances, runs nothing, and is the same bytes again."""

import io
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest

from phone_audit.model.record import replace
from phone_audit.reporting.recap import build_names, build_recap
from phone_audit.reporting.recap_sheet import render_names, render_recap
from tests.reporting.dossiers import NAMES, two_sites

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "|x",
    "%0a",
    "\u202egnp.exe",
    "\x07",
)


def page(data):
    return openpyxl.load_workbook(io.BytesIO(data)).active


def rows_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture(scope="module")
def table():
    return build_recap(two_sites())


def test_every_column_of_numbers_balances(table):
    rows = rows_of(page(render_recap(table)))
    head = next(place for place, row in enumerate(rows) if row[0] == "No.")
    first, second, sums = rows[head + 1 : head + 4]
    assert sums[1] == "JUMLAH"
    numbers = [place for place, value in enumerate(sums) if isinstance(value, int)]
    assert len(numbers) == 4 + 4 + 3 + 12 + 2 + 1
    for place in numbers:
        assert sums[place] == first[place] + second[place], rows[head][place]
    handed_over, examined, not_examined = (sums[place] for place in (12, 13, 14))
    assert examined == sum(sums[15:27])
    assert examined + not_examined == sums[29] >= handed_over


def test_it_says_what_the_document_says(table):
    told = [value for row in rows_of(page(render_recap(table))) for value in row if value]
    assert told[0] == "RAHASIA · CONTOH – data fiktif"
    for word in (table.labels["rkp_closing"], *table.notes, *table.result_names):
        assert word in told
    for field in (*table.about, *table.reasons):
        assert field.label in told
    assert table.total.list_sha256 in told


def test_the_public_one_has_nothing_small_and_nothing_to_work_it_out_with():
    public = build_recap(two_sites(), public=True)
    told = [value for row in rows_of(page(render_recap(public))) for value in row if value]
    assert "RAHASIA" not in " ".join(map(str, told))
    assert all(value >= 3 for value in told if isinstance(value, int))
    assert told.count("< 3") == 6
    assert public.total.devices == ""
    assert public.total.list_sha256 not in told


def test_a_number_of_a_person_keeps_every_digit():
    lines = (replace(NAMES[0], number="198001012005011001", label="0001", unit="12"), *NAMES[1:])
    sheet = page(render_names(build_names(two_sites(), lines)))
    row = next(row for row in sheet.iter_rows() if row[0].value == 1)
    assert [cell.value for cell in row][2:7] == [
        "0001",
        lines[0].name,
        "198001012005011001",
        lines[0].status,
        "12",
    ]
    assert {cell.data_type for cell in row[1:]} == {"s"}
    assert {cell.number_format for cell in row[1:]} == {"@"}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_becomes_a_formula(table, text):
    row = replace(table.rows[0], office=text, team=text)
    about = tuple(replace(field, value=text) for field in table.about)
    changed = replace(table, rows=(row,), about=about, letter_number=text)
    lines = tuple(replace(line, name=text, unit=text, number=text) for line in NAMES)
    annex = replace(build_names(two_sites(), lines), about=about)
    for data in (render_recap(changed), render_names(annex)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
            everything = b"".join(archive.read(name) for name in archive.namelist())
        assert "\u202e".encode() not in everything
        cells = [cell for row in page(data).iter_rows() for cell in row if cell.value is not None]
        assert "f" not in {cell.data_type for cell in cells}
        if text[0] in "=+-@|%":
            hostile = [cell for cell in cells if cell.value == text]
            assert hostile
            assert all(cell.quotePrefix for cell in hostile)


def test_the_same_table_is_the_same_bytes(table, monkeypatch):
    data = render_recap(table)

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2031, 1, 1, tzinfo=tz)

    monkeypatch.setattr("openpyxl.packaging.core.datetime.datetime", Later)
    assert render_recap(table) == data
    made = openpyxl.load_workbook(io.BytesIO(data)).properties
    expected = table.created_at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    assert made.created == made.modified == expected
    assert made.creator == table.issuer
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_an_annex_of_nobody_says_so():
    annex = build_names(two_sites(), ())
    told = [value for row in rows_of(page(render_names(annex))) for value in row if value]
    assert annex.labels["names_none"] in told
