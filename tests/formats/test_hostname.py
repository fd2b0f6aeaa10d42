"""Where a name only looks like a host, the real host must win."""

import pytest
from hypothesis import given, strategies

from phone_audit.formats.hostname import (
    is_address,
    is_shared,
    normalise,
    registrable,
    suffixes,
    with_parents,
)
from phone_audit.formats.public_suffixes import SHARED_HOSTS

TRAPS = [
    # plain names
    ("w88.com", "w88.com"),
    ("88.com", "88.com"),
    ("W88.COM", "w88.com"),
    ("  w88.com\r\n", "w88.com"),
    ("w88.com.", "w88.com"),
    ("w88.com..", None),
    (".w88.com", None),
    ("w88..com", None),
    ("", None),
    (".", None),
    ("w88", "w88"),
    ("-w88.example", "-w88.example"),
    ("w_88.example", "w_88.example"),
    # schemes
    ("https://w88.com", "w88.com"),
    ("HTTPS://W88.Com/Daftar", "w88.com"),
    ("//w88.com/daftar", "w88.com"),
    ("wss://w88.com/socket", "w88.com"),
    ("ftp://w88.com/", "w88.com"),
    ("http:w88.com", "w88.com"),
    ("http:////w88.com/", "w88.com"),
    ("mailto:admin@w88.com", None),
    ("javascript:location='https://w88.com'", None),
    ("data:text/html,https://w88.com", None),
    ("about:blank", None),
    ("blob:https://w88.com/1", None),
    ("tel:+6281234567890", None),
    ("intent://w88.com#Intent;end", None),
    ("content://com.w88.app/1", None),
    ("android-app://com.w88.app/", None),
    ("chrome-extension://abcdef/", None),
    ("file:///sdcard/Download/w88.apk", None),
    # ports
    ("w88.com:443", "w88.com"),
    ("https://w88.com:8443/x", "w88.com"),
    ("https://w88.com:", "w88.com"),
    ("https://w88.com:port/", None),
    ("https://w88.com:4432321/", None),
    ("localhost:8080", "localhost"),
    # user parts
    ("w88.com@evil.example", "evil.example"),
    ("https://w88.com@evil.example/", "evil.example"),
    ("https://w88.com:443@evil.example/", "evil.example"),
    ("https://a@b@evil.example/", "evil.example"),
    ("https://evil.example/@w88.com", "evil.example"),
    (r"https://evil.example\@w88.com", "evil.example"),
    (r"https:\\evil.example\w88.com", "evil.example"),
    ("user:secret@w88.com", None),
    # redirects and other names further on
    ("http://evil.example/?u=https://slot88.com", "evil.example"),
    ("http://evil.example?slot88.com", "evil.example"),
    ("http://evil.example#slot88.com", "evil.example"),
    ("evil.example/slot88.com", "evil.example"),
    ("https://evil.example/a:b@slot88.com", "evil.example"),
    ("https://slot88.com.evil.example/", "slot88.com.evil.example"),
    # letters beyond ASCII
    ("slötonline.example", "xn--sltonline-17a.example"),
    ("SLÖTONLINE.example", "xn--sltonline-17a.example"),
    ("xn--sltonline-17a.example", "xn--sltonline-17a.example"),
    ("XN--SLTONLINE-17A.example", "xn--sltonline-17a.example"),
    ("ｗ８８．com", "w88.com"),
    ("w88。com", "w88.com"),
    ("88cash1.移动", "88cash1.xn--6frz82g"),
    ("straße.example", "xn--strae-oqa.example"),
    ("🎰.example", "xn--hl8h.example"),
    ("ѕlot88.com", "xn--lot88-g2e.com"),  # the first letter is Cyrillic: another name
    ("w88\u200b.com", None),
    ("w88\u00ad.com", None),
    ("\u202emoc.88w", None),
    ("w88\u2044.com", None),
    # things no host holds
    ("w 88.com", None),
    ("w88\x00.com", None),
    ("w88\t.com", None),
    ("w%38%38.com", None),
    ("*.w88.com", None),
    ("<w88.com>", None),
    ("w88,com", None),
    # addresses
    ("https://203.0.113.7:8080/slot", "203.0.113.7"),
    ("203.0.113.7", "203.0.113.7"),
    ("203.0.113.7.", "203.0.113.7"),
    ("203.0.113.256", None),
    ("203.0.113", None),
    ("0203.0.113.7", None),
    ("http://2130706433/", None),
    ("http://0x7f.1/", None),
    ("w88.com.1", None),
    ("http://[2001:DB8::1]:443/", "2001:db8::1"),
    ("2001:db8:0:0:0:0:0:1", "2001:db8::1"),
    ("[fe80::1%25eth0]", None),
    ("[2001:db8::1", None),
    ("2001:db8::1]", None),
    ("[w88.com]", None),
]


@pytest.mark.parametrize(("text", "host"), TRAPS, ids=[repr(text) for text, _ in TRAPS])
def test_the_host_is_the_one_a_browser_would_visit(text: str, host: str | None) -> None:
    assert normalise(text) == host


def test_lengths_are_those_of_the_name_system() -> None:
    label = "a" * 63
    assert normalise(f"{label}.example") == f"{label}.example"
    assert normalise(f"{label}a.example") is None
    longest = ".".join([label, label, label, "a" * 61])
    assert normalise(longest) == longest
    assert normalise(longest + "a") is None
    assert normalise("ö" * 63 + ".example") is None  # too long once it is written in ASCII


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "a." * 10_000,
        "ö" * 10_000,
        "@" * 10_000,
        ":" * 10_000,
        "[" * 10_000,
        "\u202e" * 10_000,
        "http:" + "/" * 10_000,
        "xn--" + "z" * 10_000,
        "9" * 10_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_long_nonsense_is_no_host(text: str) -> None:
    assert normalise(text) is None


def test_a_long_query_does_not_hide_the_host() -> None:
    assert normalise("https://w88.com/?q=" + "slot88.com@" * 10_000) == "w88.com"


@given(strategies.text(max_size=80))
def test_what_comes_out_goes_in_again_unchanged(text: str) -> None:
    host = normalise(text)
    if host is not None:
        assert host.isascii()
        assert host == host.lower()
        assert normalise(host) == host


@pytest.mark.slow
@given(
    strategies.from_regex(r"[a-z]{1,9}(\.[a-z]{2,9}){1,4}", fullmatch=True),
    strategies.text(alphabet="abc:.@-", max_size=10),
    strategies.text(max_size=30),
)
def test_whatever_stands_around_it_the_host_is_found(host: str, user: str, rest: str) -> None:
    assert normalise(f"https://{user}@{host}:443/{rest}") == host


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("a.b.w88.com", ["a.b.w88.com", "b.w88.com", "w88.com"]),
        ("w88.com", ["w88.com"]),
        ("com", []),
        ("localhost", []),
        ("x.bkn.go.id", ["x.bkn.go.id", "bkn.go.id"]),
        ("go.id", []),
        ("a.b.blogspot.com", ["a.b.blogspot.com", "b.blogspot.com"]),
        ("blogspot.com", []),
        ("slot.pages.dev", ["slot.pages.dev"]),
        ("m.slot.tumblr.com", ["m.slot.tumblr.com", "slot.tumblr.com"]),
        ("tumblr.com", []),
        ("m.contoh88.example", ["m.contoh88.example", "contoh88.example"]),
        ("1.88cash1.xn--6frz82g", ["1.88cash1.xn--6frz82g", "88cash1.xn--6frz82g"]),
        ("203.0.113.7", ["203.0.113.7"]),
        ("2001:db8::1", ["2001:db8::1"]),
    ],
)
def test_the_walk_ends_at_the_registrable_domain(host: str, names: list[str]) -> None:
    assert list(suffixes(host)) == names


def test_parents_go_to_the_last_label_but_addresses_have_none() -> None:
    assert list(with_parents("a.w88.com")) == ["a.w88.com", "w88.com", "com"]
    assert list(with_parents("203.0.113.7")) == ["203.0.113.7"]
    assert is_address("203.0.113.7")
    assert is_address("::1")
    assert not is_address("w88.com")


@pytest.mark.parametrize("host", sorted(SHARED_HOSTS))
def test_each_tenant_of_a_shared_host_is_a_name_of_its_own(host: str) -> None:
    assert registrable(f"www.tenant.{host}") == f"tenant.{host}"
    assert registrable(host) is None


@pytest.mark.parametrize(
    ("name", "shared"),
    [
        ("co.id", True),
        ("blogspot.com", True),
        ("weebly.com", True),
        ("onelink.me", True),
        ("com", True),
        ("belum-ada", True),
        ("contoh88.example", False),
        ("toko.blogspot.com", False),
        ("www.co.id", False),
    ],
)
def test_some_names_belong_to_many_owners(name, shared):
    assert is_shared(name) is shared
