import pytest

from phone_audit.formats.link_filters import read_domain_verification, read_link_filters
from tests.shared import shared

APP = "id.contoh.toko"
HEAD = f"        5b4cba8 {APP}/.Main filter 5ec9dcc\n"
CERTIFICATE = ":".join(["AB"] * 32)


def hosts(text):
    return read_link_filters(text).hosts.get(APP, ())


def authority(host, rest=": -1"):
    return f'          Authority: "{host}"{rest}\n'


HTTPS = '          Scheme: "https"\n'


def test_hosts_of_web_filters_only():
    assert hosts(HEAD + HTTPS + authority("a.invalid")) == ("a.invalid",)
    other = HEAD + '          Scheme: "fb123"\n' + authority("authorize")
    assert hosts(other + HEAD + HTTPS) == ()
    assert hosts(HEAD + authority("a.invalid")) == ()
    assert hosts(HTTPS + authority("a.invalid")) == ()


def test_a_wild_host_stands_for_what_is_below_it():
    text = HEAD + HTTPS + authority(".a.invalid", ": 443 WILD") + authority("*.b.invalid")
    assert hosts(text) == ("a.invalid", "b.invalid")


def test_the_same_filter_in_several_tables_is_read_once():
    assert hosts((HEAD + HTTPS + authority("a.invalid")) * 3) == ("a.invalid",)


def test_filters_belong_to_the_app_that_heads_them():
    text = (
        HEAD + HTTPS + f"        5b4cba8 id.lain/.Main filter 1\n{HTTPS}" + authority("a.invalid")
    )
    assert read_link_filters(text).hosts == {"id.lain": ("a.invalid",)}


def test_an_odd_host_line_is_counted():
    found = read_link_filters(HEAD + HTTPS + authority("a.invalid", " x"))
    assert (found.hosts, found.unread) == ({}, 1)


def test_another_section_ends_a_filter():
    assert hosts(HEAD + HTTPS + "Service Resolver Table:\n" + authority("a.invalid")) == ()


def test_the_shape_of_a_real_phone():
    path = shared("fixtures/miui-android7-excerpt/dumpsys_package_android7_miui.txt")
    found = read_link_filters(path.read_text())
    assert (found.answered, found.hosts, found.unread) == (True, {}, 0)


def verification(*lines, package=f"{APP}:"):
    return "\n".join(("Domain verification status:", f"  {package}", *lines)) + "\n"


def test_domains_and_certificates():
    text = verification(
        "    ID: 01234567-89ab-cdef-0123-456789abcdef",
        f"    Signatures: [{CERTIFICATE}, 12:34]",
        "    Domain verification state:",
        "      toko.invalid: verified",
        "      lama.invalid: 1024",
        "    User all:",
        "      Verification link handling allowed: true",
        "      Selection state:",
        "        Enabled:",
        "          *.m.toko.invalid",
        "        Disabled:",
        "          toko.invalid",
    )
    (links,) = read_domain_verification(text).values()
    assert links.domains == ("toko.invalid", "lama.invalid", "m.toko.invalid")
    assert links.certificates == ("ab" * 32,)


def test_domains_the_system_refuses_to_verify_are_no_declared_ones():
    text = verification(
        "    Invalid autoVerify domains:",
        "      bukan.invalid",
        "    Domain verification state:",
        "      toko.invalid: none",
    )
    assert read_domain_verification(text)[APP].domains == ("toko.invalid",)


@pytest.mark.parametrize("id_", ["", " 01234567-89ab-cdef-0123-456789abcdef"])
def test_only_its_section_is_read(id_):
    text = f"  {APP}:\n    Enabled:\n      a.invalid\n" + verification(package=f"{APP}{id_}:")
    text += "Permissions:\n  id.lain:\n    Enabled:\n      b.invalid\n"
    assert {name: one.domains for name, one in read_domain_verification(text).items()} == {APP: ()}


def test_long_lines_cost_nothing():
    text = verification("    Domain verification state:", "      " + "a" * 5_000_000)
    assert read_domain_verification(text)[APP].domains == ()
    assert read_link_filters(HEAD + HTTPS + authority("a" * 5_000_000)).hosts == {}
