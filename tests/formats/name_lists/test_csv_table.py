import pytest

from phone_audit.formats.name_lists.csv_table import columns_of
from phone_audit.formats.name_lists.interface import BrokenList, Entry, Told
from tests.formats.name_lists.lists import CSV
from tests.formats.name_lists.reading import items, refused, taken


def test_columns_are_told_by_their_names():
    found = items("csv", CSV)
    assert taken(found) == [
        "2 exact id.contoh.slot",
        "2 both contoh88.example",
        "3 exact id.contoh.kartu",
    ]
    assert refused(found) == ["4 other", "5 unreadable"]
    assert [one.calls_itself for one in found if isinstance(one, Told)] == ["slot", "kartu"]
    assert next(one.says for one in found if isinstance(one, Entry)) == "Contoh; Slot"


def test_rows_can_be_chosen():
    found = items("csv", CSV, only=(("Kategori", "KARTU"),))
    assert taken(found) == ["3 exact id.contoh.kartu"]
    with pytest.raises(BrokenList, match="no column 'kelas'"):
        items("csv", CSV, only=(("kelas", "1"),))


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("package,label", ["package", "label"]),
        ("\ufeffApp ID\tName", ["app_id", "name"]),
        ("domain", ["domain"]),
        ("Indicator,Type,App", ["indicator", "type", "app"]),
        ("url|category_code", ["url", "category_code"]),
        ("contoh88.example", None),
        ("label,name", None),
        ("value", None),
        ("", None),
    ],
)
def test_a_header_or_none(header, columns):
    found = columns_of(header)
    assert (found and found[1]) == columns


def test_values_beside_their_types():
    text = "Indicator,Type\ncontoh88.example,domain\n203.0.113.7,ip\nid.contoh.slot,package\n"
    found = items("csv", text)
    assert taken(found) == ["2 both contoh88.example", "4 exact id.contoh.slot"]
    assert refused(found) == ["3 other"]


def test_rows_over_several_lines_keep_their_line():
    text = 'package,label\n"id.contoh.a","dua\nbaris"\nid.contoh.b,satu\n\nid.contoh.c,tiga\n'
    assert taken(items("csv", text)) == [
        "2 exact id.contoh.a",
        "4 exact id.contoh.b",
        "6 exact id.contoh.c",
    ]


def test_a_quotation_mark_that_is_never_closed_is_an_error_with_its_line():
    text = 'package,label\nid.contoh.a,"x\n' + "id.contoh.b,y\n" * 20_000
    with pytest.raises(BrokenList) as error:
        items("csv", text)
    assert error.value.line == 2


def test_a_column_of_certificates():
    text = "Nama;Sertifikat\nContoh;AB" + ":AB" * 31 + "\nLain;bukan\n"
    found = items("csv", text)
    assert taken(found) == [f"2 exact {'ab' * 32}"]
    assert refused(found) == ["3 unreadable"]
