from datetime import date

from phone_audit.model.imported_list import Scope
from tests.formats.name_lists.lists import HOSTS
from tests.formats.name_lists.reading import items, refused, taken, told


def test_a_name_covers_itself_and_the_computers_own_names_are_no_names():
    found = items("hosts", HOSTS)
    assert taken(found) == [
        "10 exact contoh88.example",
        "10 exact www.contoh88.example",
        "11 exact contoh99.example",
        "12 exact xn--sltku-kua.example",
    ]
    assert refused(found) == ["13 redirected", "14 unreadable"]
    assert told(found) == {"dated": date(2026, 4, 23), "licence": "MIT"}


def test_it_may_be_said_that_names_cover_more():
    found = items("hosts", HOSTS, bare=Scope.BOTH)
    assert taken(found)[0] == "10 both contoh88.example"


def test_a_block_page_that_somebody_names_is_a_block_page():
    found = items(
        "hosts", "36.86.63.185 contoh88.example\n", block_pages=frozenset(["36.86.63.185"])
    )
    assert taken(found) == ["1 exact contoh88.example"]


def test_other_lists_are_not_taken_for_hosts():
    assert refused(items("hosts", "contoh88.example\n||contoh.example^\n")) == [
        "1 unreadable",
        "2 unreadable",
    ]
