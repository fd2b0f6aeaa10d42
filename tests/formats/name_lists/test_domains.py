from datetime import date

from tests.formats.name_lists.lists import DOMAINS
from tests.formats.name_lists.reading import items, refused, taken, told


def test_a_domain_covers_all_below_it_and_wildcards_keep_their_meaning():
    found = items("domains", DOMAINS)
    assert taken(found) == [
        "2 both contoh88.example",
        "3 below contoh99.example",
        "4 both contoh77.example",
        "5 both contoh66.example",
        "8 both contoh55.example",
    ]
    assert refused(found) == ["6 page"]
    assert told(found) == {"dated": date(2026, 8, 20)}


def test_what_names_no_site_of_one_owner_is_refused():
    text = "com\nco.id\n*.blogspot.com\nwordpress.com\n203.0.113.7\n[2001:db8::1]\n10.0.0.0/8\n"
    assert refused(items("domains", text)) == [
        "1 single_label",
        "2 public_suffix",
        "3 public_suffix",
        "4 public_suffix",
        "5 address",
        "6 address",
        "7 unreadable",
    ]
