import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.hostname import normalise
from phone_audit.formats.name_lists.interface import Entry
from phone_audit.formats.name_lists.names import host_entry, package_entry, url_entry
from phone_audit.model.imported_list import Scope


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Contoh88.Example", "contoh88.example"),
        ("contoh88.example.", "contoh88.example"),
        ("slötku.example", "xn--sltku-kua.example"),
        ("slot。example", "slot.example"),
        ("xn--sltku-kua.example", "xn--sltku-kua.example"),
        ("_dmarc.contoh.example", "_dmarc.contoh.example"),
        ("toko.blogspot.com", "toko.blogspot.com"),
        ("", "unreadable"),
        (".", "unreadable"),
        ("..", "unreadable"),
        ("a..example", "unreadable"),
        ("com", "single_label"),
        ("localhost", "single_label"),
        ("co.id", "public_suffix"),
        ("blogspot.com", "public_suffix"),
        ("weebly.com", "public_suffix"),
        ("203.0.113.7", "address"),
        ("2001:db8::1", "address"),
        ("0x7f.1", "unreadable"),
        ("slot*.example", "pattern"),
        ("*maxi188*", "pattern"),
        ("contoh88.*", "pattern"),
        (r"/^slot\d+/", "regex"),
        (r"(^|\.)slot[0-9]+\.example$", "regex"),
        (r"^(.+\.)?slot.*\.example$", "regex"),
        ("user@contoh88.example", "unreadable"),
        ("contoh88.example/lobi", "unreadable"),
        ("contoh88.example:8080", "unreadable"),
        ("contoh 88.example", "unreadable"),
        ("slot\ufffd.example", "unreadable"),
        ("slot\u202egpj.example", "unreadable"),
        ("a" * 64 + ".example", "unreadable"),
        (".".join(["abcdefg"] * 40), "unreadable"),
    ],
)
def test_a_name_or_why_it_is_none(text, found):
    entry = host_entry(1, text, Scope.EXACT)
    assert (entry.name if isinstance(entry, Entry) else entry.why.value) == found


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("contoh88.example", "both"),
        ("contoh88.co.id", "both"),
        ("toko.blogspot.com", "both"),
        ("m.contoh88.example", "exact"),
        ("*.contoh88.example", "below"),
        (".m.contoh88.example", "both"),
    ],
)
def test_without_a_scope_a_registered_domain_covers_all_below_it(text, scope):
    assert host_entry(1, text, None).scope.value == scope


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://contoh88.example", "contoh88.example"),
        ("https://Contoh88.example:8443/", "contoh88.example"),
        ("http://pengguna@contoh88.example/", "contoh88.example"),
        ("https://contoh88.example/lobi", "page"),
        ("https://contoh88.example/?id=1", "page"),
        ("https://contoh88.example#x", "page"),
        ("https://203.0.113.7/", "address"),
        ("https:///", "unreadable"),
        ("contoh88.example", "contoh88.example"),
    ],
)
def test_the_address_of_a_site_names_it_and_of_a_page_does_not(text, found):
    entry = url_entry(1, text, Scope.EXACT)
    assert (entry.name if isinstance(entry, Entry) else entry.why.value) == found


@given(st.text(max_size=60))
def test_whatever_is_taken_is_a_normal_name(text):
    entry = host_entry(1, text, Scope.BOTH)
    if isinstance(entry, Entry):
        assert normalise(entry.name) == entry.name
        assert "." in entry.name


def test_a_package_has_at_least_two_parts():
    assert package_entry(1, "id.contoh.slot").name == "id.contoh.slot"
    for text in ("slot", "id..contoh", "id.contoh slot", "", "1.2"):
        assert package_entry(1, text).why.value == "unreadable"
