"""Where a host name ends being somebody's own: the Public Suffix List as one table."""

from functools import cache
from pkgutil import get_data

_EXACT, _WILDCARD, _EXCEPTION = 1, 2, 4
_MOST_DOTS = 8  # no rule of the list has so many; what stands further left changes nothing

SHARED_HOSTS = frozenset(
    {
        "000webhostapp.com",
        "91n.net",
        "adj.st",
        "app.link",
        "b-cdn.net",
        "bigcartel.com",
        "canva.site",
        "go.link",
        "jimdofree.com",
        "livejournal.com",
        "medium.com",
        "mystrikingly.com",
        "neocities.org",
        "odoo.com",
        "onelink.me",
        "over-blog.com",
        "page.link",
        "site123.me",
        "smart.link",
        "sng.link",
        "strikingly.com",
        "tumblr.com",
        "webnode.page",
        "webs.com",
        "weebly.com",
        "wordpress.com",
    }
)
"""Hosts that rent out names to strangers and are missing from the Public Suffix List.

Each tenant below them counts as a name of its own; the host itself is nobody's brand.
"""


def shared_suffix(host: str) -> str:
    """Return the part of a host that many owners share: ``co.id`` of ``www.toko.co.id``.

    One look-up for each label. Suffixes nobody knows count as one label, as the list's
    rule ``*`` says; a host that is itself a suffix is returned whole.

    Read from: publicsuffix.org, "Formal algorithm"; ICANN and private sections, plus
    ``SHARED_HOSTS``. A rule ``*.x`` makes ``x`` a suffix too, as the list's own checker
    demands.
    """
    if host.count(".") > _MOST_DOTS:
        host = ".".join(host.rsplit(".", _MOST_DOTS + 1)[1:])
    rules = _rules()
    found = rules.get(host)
    if found is not None:  # itself a suffix, unless an exception says that somebody owns it
        return host[host.find(".") + 1 :] if found & _EXCEPTION else host
    name, begin = host, host.find(".") + 1
    while begin:
        parent = name[begin:]
        if (found := rules.get(parent)) is not None:
            if found & _EXCEPTION:
                return parent[parent.find(".") + 1 :]
            return name if found & _WILDCARD else parent
        name, begin = parent, parent.find(".") + 1
    return name


@cache
def _rules() -> dict[str, int]:
    """Return every rule of the list by its name in ASCII, without ``*.`` and ``!``."""
    rules = dict.fromkeys(SHARED_HOSTS, _EXACT)
    for line in _list().splitlines():
        rule = line.partition(" ")[0]
        if not rule or rule.startswith("//"):
            continue
        kind = _EXACT
        if rule.startswith("*."):
            kind, rule = _WILDCARD, rule[2:]
        elif rule.startswith("!"):
            kind, rule = _EXCEPTION, rule[1:]
        if not rule.isascii():
            rule = ".".join(map(_ascii, rule.split(".")))
        rules[rule] = rules.get(rule, 0) | kind
    return rules


def _list() -> str:
    """Return the list as the package ``publicsuffixlist`` carries it.

    The package's own parser gives the same answers, at twice the time and more for each.
    """
    data = get_data("publicsuffixlist", "public_suffix_list.dat")
    assert data is not None
    return data.decode("utf-8")


def _ascii(label: str) -> str:
    """Return a label of the list, which is in lower case and in form C, in Punycode."""
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
