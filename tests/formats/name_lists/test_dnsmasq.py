from datetime import date

from tests.formats.name_lists.lists import DNSMASQ
from tests.formats.name_lists.reading import items, refused, taken, told


def test_names_that_are_answered_with_nothing_are_taken():
    found = items("dnsmasq", DNSMASQ)
    assert taken(found) == [
        "2 both contoh88.example",
        "3 both contoh99.example",
        "3 both contoh77.example",
        "4 both contoh66.example",
        "5 both contoh55.example",
        "6 +both berita.example",
    ]
    assert refused(found) == [
        "7 redirected",
        "8 redirected",
        "9 pattern",
        "10 other",
        "11 unreadable",
    ]
    assert told(found) == {"dated": date(2026, 7, 8)}


def test_wildcards_and_addresses_of_nowhere():
    text = "address=/*.contoh88.example/\naddress = /.contoh99.example/::\nlocal=/a.example/b.id/\n"
    assert taken(items("dnsmasq", text)) == [
        "1 below contoh88.example",
        "2 both contoh99.example",
        "3 both a.example",
        "3 both b.id",
    ]
