"""Our reading of the Public Suffix List against the package that carries it."""

import pytest
from hypothesis import given, strategies
from publicsuffixlist import PublicSuffixList

from phone_audit.formats.public_suffixes import shared_suffix

LIST = PublicSuffixList()


@pytest.mark.parametrize(
    ("host", "suffix"),
    [
        ("www.toko.co.id", "co.id"),
        ("co.id", "co.id"),
        ("id", "id"),
        ("toko.desa.id", "desa.id"),
        ("a.b.blogspot.com", "blogspot.com"),
        ("tenant.pages.dev", "pages.dev"),
        ("tenant.vercel.app", "vercel.app"),
        ("nobody-knows-this.suffix", "suffix"),
        ("localhost", "localhost"),
        ("toko.wordpress.com", "wordpress.com"),
        ("wordpress.com", "wordpress.com"),
        ("a.b.ck", "b.ck"),
        ("b.ck", "b.ck"),
        ("ck", "ck"),
        ("www.ck", "ck"),
        ("a.www.ck", "ck"),
        ("a.b.c.kobe.jp", "c.kobe.jp"),
        ("a.city.kobe.jp", "kobe.jp"),
        ("88cash1.xn--6frz82g", "xn--6frz82g"),
    ],
)
def test_suffixes(host: str, suffix: str) -> None:
    assert shared_suffix(host) == suffix


@given(
    strategies.lists(
        strategies.sampled_from(["a", "www", "city", "co", "ck", "kobe", "jp", "id", "com", "s3"]),
        min_size=1,
        max_size=5,
    )
)
def test_every_host_is_cut_where_the_package_cuts_it(labels: list[str]) -> None:
    host = ".".join(labels)
    assert shared_suffix(host) == LIST.publicsuffix(host)


def test_no_rule_is_longer_than_what_is_looked_at() -> None:
    assert max(rule.count(".") for rule in LIST._publicsuffix) < 8
    assert shared_suffix("a." * 100 + "toko.co.id") == "co.id"


@pytest.mark.slow
def test_every_rule_of_the_list_is_read_as_the_package_reads_it() -> None:
    for rule in sorted(LIST._publicsuffix):
        name = rule.removeprefix("!").replace("*", "b")
        if name.isascii():
            for host in (name, f"a.{name}", f"x.a.{name}"):
                assert shared_suffix(host) == LIST.publicsuffix(host)
