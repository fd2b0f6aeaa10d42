from datetime import date

import pytest

from tests.formats.name_lists.lists import RPZ
from tests.formats.name_lists.reading import items, refused, taken, told


def test_names_cover_themselves_and_wildcards_what_lies_below():
    found = items("rpz", RPZ)
    assert taken(found) == [
        "8 exact contoh88.example",
        "9 below contoh88.example",
        "10 exact contoh99.example",
        "11 exact contoh77.example",
        "12 exact contoh77.example",
        "13 +exact berita.example",
        "14 exact contoh66.example",
    ]
    assert refused(found) == [
        "15 redirected",
        "16 conditional",
        "17 address",
        "18 other",
        "19 other",
        "20 unreadable",
    ]
    assert told(found) == {"dated": date(2026, 9, 27)}


@pytest.mark.parametrize(
    "zone",
    [
        "$ORIGIN rpz.kantor.\n@ IN SOA a. b. 1 2 3 4 5\ncontoh88.example CNAME .\n",
        "rpz.kantor. 60 IN SOA a. b. 1 2 3 4 5\ncontoh88.example.rpz.kantor. 60 IN CNAME .\n",
        "$ORIGIN .\nr.kantor IN SOA a. b. 1 2 3 4 5\n$ORIGIN example.r.kantor.\ncontoh88 CNAME .\n",
        "$ORIGIN rpz.kantor.\n$ORIGIN example\ncontoh88 CNAME .\n",
        "contoh88.example. CNAME .\n",
        "CONTOH88.example 1h30m IN cname .\n",
    ],
)
def test_an_owner_is_cut_down_to_the_name_it_is_about(zone):
    (line,) = taken(items("rpz", zone))
    assert line.endswith(" exact contoh88.example")


def test_a_zone_that_is_never_closed_does_not_swallow_the_rest():
    zone = "@ SOA a. b. (\n" + "contoh88.example CNAME .\n" * 60
    found = items("rpz", zone)
    assert refused(found) == ["51 unreadable"]
    assert len(taken(found)) == 10
