"""Host names: from an address bar, an origin or a line of text to one comparable form."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterator

from phone_audit.formats.public_suffixes import shared_suffix

_MAX_HOST = 253  # characters, RFC 1035 section 2.3.4 without the final dot
_MAX_LABEL = 63
_MAX_UNICODE_HOST = 1_000  # before folding; keeps every later step short

_WEB_SCHEME = re.compile(r"(?:https?|wss?|ftp):[/\\]*", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_OPAQUE = re.compile(r"[A-Za-z][A-Za-z0-9+-]*:(?!\d{0,5}(?:[/\\?#]|$))")
_END_OF_AUTHORITY = re.compile(r"[/\\?#]")
_PORT = re.compile(r":\d{0,5}$")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NORMAL = re.compile(r"(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9_-]{0,62}")
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)")

_NOT_TEXT = "\ufffd"  # stands for bytes that were no text; the name is not what it was


def normalise(text: str) -> str | None:
    r"""Return the host of a URL, an origin or a bare name, in ASCII lower case.

    Format: what a browser would take as the host, so that a name put where it only
    looks like one is not mistaken for it::

        https://M.Slot88.example:8443/daftar   -> m.slot88.example
        http://w88.example@evil.example/       -> evil.example
        http://evil.example\@w88.example/      -> evil.example
        https://evil.example/?u=https://w88.example -> evil.example
        slötku.example.                        -> xn--sltku-kua.example
        [2001:DB8::1]:443                      -> 2001:db8::1

    Scheme, user part, port, path, query and one trailing dot are dropped. Names with
    letters outside ASCII are folded (NFKC, lower case) and written in Punycode.

    ``None``: there is no web host in the text. That is so for other schemes
    (``mailto:``, ``content://``, ``android-app://``; ``user:word@host`` without ``//``
    looks like one), control and direction characters, blanks inside, percent signs,
    empty or overlong labels, and addresses written in other than the usual way
    (``0x7f.1``, ``2130706433``).

    Read from: WHATWG URL Standard sections 3.5 and 4.4 (authority, backslashes, numbers
    as addresses), RFC 3492 (Punycode), RFC 5952 (IPv6 text). Not taken over: percent
    decoding, the mapping tables of UTS 46, and any check of what follows ``xn--``;
    Chromium stores hosts already mapped, so only text typed by a person meets this
    difference.
    """
    if _NORMAL.fullmatch(text) and len(text) <= _MAX_HOST:
        return text  # nearly every host from a phone
    host = _authority_host(text.strip(" \t\r\n"))
    if not host or len(host) > _MAX_UNICODE_HOST:
        return None
    if ":" in host or host.startswith("["):
        return _ipv6(host)
    labels = _DOTS.split(host)
    if len(labels) > 1 and not labels[-1]:
        labels.pop()
    ascii_labels = [_ascii_label(label) for label in labels]
    name = ".".join(label for label in ascii_labels if label is not None)
    if None in ascii_labels or not name or len(name) > _MAX_HOST:
        return None
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        return name if _is_ipv4(name) else None
    return name


def is_address(host: str) -> bool:
    """Tell whether a normalised host is an IP address and so has no parents."""
    return ":" in host or _is_ipv4(host)


def with_parents(host: str) -> tuple[str, ...]:
    """Return a normalised host and then each parent, the last label included.

    ``m.slot88.example`` gives ``m.slot88.example``, ``slot88.example``, ``example``;
    an address gives only itself.
    """
    if is_address(host):
        return (host,)
    names = [host]
    while (dot := host.find(".")) >= 0:
        host = host[dot + 1 :]
        names.append(host)
    return tuple(names)


def suffixes(host: str) -> Iterator[str]:
    """Yield a normalised host and its parents, down to the registrable domain.

    Nothing at or above a public suffix is yielded: ``blogspot.com`` and ``co.id``
    belong to nobody in particular. An address gives only itself.
    """
    if is_address(host):
        yield host
        return
    last = registrable(host)
    if last is None:
        return
    for name in with_parents(host):
        yield name
        if name == last:
            return


def registrable(host: str) -> str | None:
    """Return the part of a normalised host that somebody registered or rents.

    ``www.bkn.go.id`` gives ``bkn.go.id``, ``a.b.blogspot.com`` gives ``b.blogspot.com``.
    ``None``: the host is itself a public suffix, a shared host, a single label or an
    address. Suffixes nobody knows count as one label, as the list's rule ``*`` says.

    Read from: Public Suffix List, ICANN and private sections, plus ``SHARED_HOSTS``.
    """
    if is_address(host):
        return None
    suffix = shared_suffix(host)
    if len(suffix) == len(host):
        return None
    return host[host.rfind(".", 0, -len(suffix) - 1) + 1 :]


def is_shared(host: str) -> bool:
    """Say whether a normalised name belongs to many owners, who have names below it.

    True of public suffixes (``co.id``, ``blogspot.com``), shared hosts and single labels.
    """
    return shared_suffix(host) == host


def _authority_host(text: str) -> str | None:
    """Cut a URL or a bare name down to its host, as a browser would find it."""
    if web := _WEB_SCHEME.match(text):
        text = text[web.end() :]
    elif text.startswith(("//", "\\\\")):
        text = text[2:]
    elif _OTHER_SCHEME.match(text) or (_OPAQUE.match(text) and not _looks_like_ipv6(text)):
        return None
    authority = _END_OF_AUTHORITY.split(text, maxsplit=1)[0]
    host = authority.rpartition("@")[2]
    if host.startswith("[") or host.count(":") <= 1:
        host = _PORT.sub("", host)
    return host


def _looks_like_ipv6(text: str) -> bool:
    return re.match(r"[0-9A-Fa-f:.]{2,45}(?:[/\\?#]|$)", text) is not None


def _ascii_label(label: str) -> str | None:
    """Return one label in ASCII lower case, or ``None`` if no browser would accept it."""
    if not label.isascii():
        folded = unicodedata.normalize("NFKC", label).lower()
        if len(folded) > _MAX_LABEL or not all(_may_stand_in_a_label(c) for c in folded):
            return None
        label = folded if folded.isascii() else "xn--" + folded.encode("punycode").decode("ascii")
    label = label.lower()
    return label if _LABEL.fullmatch(label) else None


def _may_stand_in_a_label(character: str) -> bool:
    """Refuse controls, direction marks, joiners, blanks and punctuation but ``-`` and ``_``.

    Symbols are let through: emoji domains exist.
    """
    return (
        character in "-_"
        or unicodedata.category(character)[0] in "LMN"
        or (
            not character.isascii()
            and unicodedata.category(character) == "So"
            and character != _NOT_TEXT
        )
    )


def _is_ipv4(host: str) -> bool:
    if not host[-1:].isdigit():
        return False  # nearly every host; an exception for each would cost more than the rest
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def _ipv6(host: str) -> str | None:
    if host.startswith("[") != host.endswith("]"):
        return None
    try:
        address = ipaddress.IPv6Address(host.strip("[]"))
    except ValueError:
        return None
    return None if address.scope_id else str(address)
