import pytest

from phone_audit.formats.link_filters import (
    AppLinks,
    read_declared_links,
    read_domain_verification,
    read_link_filters,
)
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


def old(domains, status="ask", name=APP):
    return f"  Package: {name}\n  Domains: {domains}\n  Status:  {status}\n\n"


OLD = "App verification status:\n\n"


@pytest.mark.parametrize(
    ("status", "vouched"),
    [
        ("always", ("a.invalid", "b.invalid")),
        ("always : 200000002", ("a.invalid", "b.invalid")),
        ("ask", ()),
        ("undefined", ()),
        ("never", ()),
        ("always-ask", ()),
    ],
)
def test_the_older_list_has_one_word_for_all_domains_of_an_app(status, vouched):
    links = read_declared_links(OLD + old("*.a.invalid a.invalid b.invalid", status))
    assert links.apps == {APP: AppLinks(domains=("a.invalid", "b.invalid"), vouched=vouched)}
    assert (links.answered, links.unread) == (True, 0)


def test_the_older_list_ends_where_choices_of_users_begin():
    text = OLD + old("a.invalid") + "App linkages for user 0:\n\n" + old("a.invalid", "always")
    assert read_declared_links(text).apps[APP].vouched == ()
    assert read_declared_links(text + "  strange\n").unread == 0


def test_odd_lines_of_the_older_list_are_counted():
    text = OLD + "  strange\n" + old("a.invalid") + "  Status:  always\n"
    assert read_declared_links(text).unread == 2
    assert read_declared_links(OLD + "  No app verification established.\n").unread == 0


def test_since_android_12_each_domain_has_its_own_word():
    text = (
        f"Domain verification status:\n  {APP}:\n    Domain verification state:\n"
        "      a.invalid: verified\n      b.invalid: 1024\n      c.invalid: approved\n"
        "        Disabled:\n          *.d.invalid\n"
    )
    assert read_declared_links(text).apps[APP] == AppLinks(
        domains=("a.invalid", "b.invalid", "c.invalid", "d.invalid"), vouched=("a.invalid",)
    )


def test_a_dump_without_the_list_did_not_answer():
    assert not read_declared_links("Packages:\n").answered
    assert not read_declared_links("").answered


def test_a_list_of_very_many_domains_takes_no_long_time():
    many = " ".join(f"a{number}.invalid" for number in range(50_000))
    assert read_declared_links(OLD + old(many)).unread == 1
