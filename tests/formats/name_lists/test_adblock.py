from datetime import date

import pytest

from tests.formats.name_lists.lists import ADBLOCK
from tests.formats.name_lists.reading import items, refused, taken, told


def test_rules_about_sites_are_taken_and_all_else_is_counted():
    found = items("adblock", ADBLOCK)
    assert taken(found) == [
        "5 both contoh88.example",
        "6 both contoh99.example",
        "7 both m.contoh77.example",
        "8 +both berita.example",
        "9 exact contoh66.example",
        "10 both contoh55.example",
        "14 below contoh11.example",
        "21 +both dicabut.example",
        "22 exact hosts88.example",
    ]
    assert refused(found) == [
        "11 conditional",
        "12 conditional",
        "13 page",
        "15 pattern",
        "16 regex",
        "17 cosmetic",
        "18 cosmetic",
        "19 cosmetic",
        "20 pattern",
    ]
    assert told(found) == {"dated": date(2026, 9, 27), "licence": "https://contoh.example/lisensi"}


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("||contoh88.example", "both contoh88.example"),
        ("||contoh88.example^|", "both contoh88.example"),
        ("||contoh88.example^*", "both contoh88.example"),
        ("|https://contoh88.example^", "both contoh88.example"),
        ("://contoh88.example^", "pattern"),
        ("||contoh88.example^$all", "both contoh88.example"),
        ("||contoh88.example^$~third-party", "conditional"),
        ("||contoh88.example^$denyallow=a.example", "conditional"),
        ("||cari.example^$dnsrewrite=cari-aman.example", "conditional"),
        ("@@||berita.example^$generichide", "conditional"),
        ("@@||berita.example^$important", "+both berita.example"),
        ("@@|berita.example^", "+exact berita.example"),
        ("||co.id^", "public_suffix"),
        ("||203.0.113.7^", "address"),
        ("||com^", "single_label"),
        ("||contoh88.example:8080^", "pattern"),
        ("contoh88.example^", "pattern"),
        ("contoh", "pattern"),
        ("||^", "pattern"),
        ("||", "pattern"),
        ('situs.example$$script[tag-content="iklan"]', "cosmetic"),
        ("situs.example#?#.iklan:has(b)", "cosmetic"),
        ("216.239.38.120 cari.example", "redirected"),
    ],
)
def test_one_rule(rule, found):
    got = items("adblock", rule)
    words = [line.split(" ", 1)[1] for line in taken(got) + refused(got)]
    assert words == [found]
