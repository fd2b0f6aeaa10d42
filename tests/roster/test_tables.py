import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phone_audit.errors import UsageError
from phone_audit.roster.tables import Row, read_table


def written(tmp_path, data: bytes):
    path = tmp_path / "daftar"
    path.write_bytes(data)
    return path


def workbook(tmp_path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "daftar.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    "data",
    [
        b"nama,status\nSatu,PNS\n",
        b"\xef\xbb\xbfnama;status\r\nSatu;PNS\r\n",
        b"nama\tstatus\n Satu \tPNS",
        b'nama,status\n"Satu",PNS\n,\n\n',
    ],
)
def test_a_csv_is_read_as_people_save_it(tmp_path, data):
    rows = read_table(written(tmp_path, data))
    assert rows == (
        Row(number=1, cells=("nama", "status")),
        Row(number=2, cells=("Satu", "PNS")),
    )


def test_a_row_keeps_the_number_of_the_line_it_begins_on(tmp_path):
    rows = read_table(written(tmp_path, b'nama,unit\n"Satu","dua\nbaris"\n\nTiga,x\n'))
    assert [(row.number, row.cells[0]) for row in rows] == [(1, "nama"), (2, "Satu"), (5, "Tiga")]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"nama\nS\xe9\n", ":2: bukan UTF-8"),
        (b"nama\nS\0\n", "bukan CSV atau XLSX"),
        (b'nama\n"Satu', ":2: CSV keliru"),
        (b"PK\x03\x04 and no more", "XLSX keliru"),
        (b"nama\n" + b"x" * 1_001, "baris 2 terlalu panjang"),
        (b"," * 64, None),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(tmp_path, data, complaint):
    path = written(tmp_path, data)
    if complaint is None:
        assert read_table(path) == ()
        return
    with pytest.raises(UsageError, match=complaint):
        read_table(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageError, match="tidak-ada"):
        read_table(tmp_path / "tidak-ada")


def test_a_workbook_gives_its_cells_as_text_and_says_which_numbers_were_rounded(tmp_path):
    path = workbook(
        tmp_path,
        ["nama", "nip", "nomor"],
        ["Satu", "198001012005011001", 7],
        [None, None, None],
        ["Dua", 198001012005011001, 7.5],
    )
    rows = read_table(path)
    assert rows[1] == Row(number=2, cells=("Satu", "198001012005011001", "7"))
    assert rows[2].number == 4
    assert rows[2].rounded == (1,)
    assert rows[2].cells[2] == "7.5"


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (257 * 1024 * 1024))
    with pytest.raises(UsageError, match="terlalu besar"):
        read_table(written(tmp_path, packed.getvalue()))


@settings(max_examples=60, deadline=None)
@given(places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8))
def test_a_damaged_workbook_is_an_error_or_a_table(places):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = workbook(Path(folder), ["nama", "status"], ["Satu", "PNS"])
        data = bytearray(path.read_bytes())
        for place, value in places:
            data[place % len(data)] = value
        path.write_bytes(data)
        try:
            rows = read_table(path)
        except UsageError:
            return
        assert all(isinstance(row, Row) for row in rows)
