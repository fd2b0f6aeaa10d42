"""Web sites whose links an app says it opens: its intent filters, and Android's list of them."""

import re
from dataclasses import dataclass

from phone_audit.formats.whole_lines import is_damaged, whole_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFilters:
    """Hosts by package, each once, in order of the dump; ``unread`` counts odd host lines.

    ``answered``: the dump speaks of filters or packages at all.
    """

    hosts: dict[str, tuple[str, ...]]
    answered: bool
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppLinks:
    """What Android's domain verification says of one package.

    ``domains`` are the web domains it declares, each once, and ``vouched`` those of them
    whose site said that the app is its own; ``certificates`` the SHA-256 of its signers'
    certificates, lower-case hex without colons.
    """

    domains: tuple[str, ...]
    certificates: tuple[str, ...] = ()
    vouched: tuple[str, ...] = ()


_LONGEST_LINE = 4_000  # characters; a host has 253
_HEAD = re.compile(
    r"\s{0,12}[0-9a-f]{1,8} ([A-Za-z0-9_.]{1,223})/[A-Za-z0-9_.$]{1,500}"
    r"(?: filter [0-9a-f]{1,8})?(?: \([^()]{0,60}\))?",
    re.ASCII,
)
_SCHEME = re.compile(r'\s{1,14}Scheme: "([^"]{0,200})"')
_AUTHORITY = re.compile(r'\s{1,14}Authority: "([^"]{0,300})": (-?\d{1,6})( WILD)?', re.ASCII)
_BLOCK = re.compile(r"  Package \[[A-Za-z0-9_.\-]{1,223}\] \(", re.ASCII)
_WEB = {"http", "https"}


def read_link_filters(text: str) -> LinkFilters:
    """Read the hosts in web-link filters of ``dumpsys package``, of one package or of all.

    Format: a filter begins with its activity; schemes stand before hosts::

        Activity Resolver Table:
          Schemes:
              https:
                5b4cba8 id.contoh.toko/.MainActivity filter 5ec9dcc
                  Action: "android.intent.action.VIEW"
                  Scheme: "https"
                  Authority: "toko.example": -1
                  Authority: ".toko.example": -1 WILD

    The same filter stands in several tables. ``WILD`` means any host below that name,
    which then begins with a dot. A host belongs to the web only where its filter has
    the scheme ``http`` or ``https``; ``fb123://authorize`` is none.

    Read from: AOSP ``IntentResolver.dumpMap``, ``ComponentResolver.ActivityIntentResolver.
    dumpFilter``, ``IntentFilter.dump``, API 24-36.
    """
    hosts: dict[str, dict[str, None]] = {}
    package: str | None = None
    schemes: set[str] = set()
    answered = False
    unread = 0
    for raw in text.split("\n"):
        line = raw.rstrip()
        if len(line) > _LONGEST_LINE:
            continue
        if head := _HEAD.fullmatch(line):
            package, schemes, answered = head[1], set(), True
        elif scheme := _SCHEME.fullmatch(line):
            schemes.add(scheme[1].lower())
        elif authority := _AUTHORITY.fullmatch(line):
            if package is not None and schemes & _WEB:
                hosts.setdefault(package, {})[authority[1].lstrip(".*")] = None
        elif line.lstrip().startswith("Authority: "):
            unread += 1
        elif is_damaged(line):
            package, schemes, unread = None, set(), unread + 1
        elif line[:1] not in {"", " "} or _BLOCK.match(line):
            answered = answered or line == "Packages:"
            package, schemes = None, set()
    return LinkFilters(
        hosts={name: tuple(found) for name, found in hosts.items()},
        answered=answered,
        unread=unread,
    )


_DOMAIN = re.compile(r"[A-Za-z0-9*_-][^\s:]{0,252}(?:: [a-z_]{1,40}|: \d{1,10})?")
_PACKAGE = re.compile(r"  ([A-Za-z0-9_.]{1,223})(?: [0-9a-f-]{36})?:", re.ASCII)
_SHA256 = re.compile(r"(?:[0-9A-F]{2}:){31}[0-9A-F]{2}", re.ASCII)
_LISTS = frozenset({"Domain verification state:", "Enabled:", "Disabled:"})
_STATUS = "Domain verification status:"


def read_domain_verification(text: str) -> dict[str, AppLinks]:
    """Read domains and certificates by package, from ``dumpsys package`` of one or of all.

    Format, from Android 12 on; the section ends where the next begins::

        Domain verification status:
          id.contoh.toko:
            ID: 01234567-89ab-cdef-0123-456789abcdef
            Signatures: [14:6D:E9:83:...]
            Domain verification state:
              toko.example: verified
            User all:
              Verification link handling allowed: true
              Selection state:
                Disabled:
                  m.toko.example

    The first list is of domains the app wants verified only; enabled and disabled ones
    together are every web domain it declares. ``verified`` means that the site itself
    names the app (``assetlinks.json``); other words are settings of the phone or failures.
    An app that declares none is not there. ``pm get-app-links`` prints the same of one app.

    Read from: AOSP ``DomainVerificationDebug.printState``, ``ComputerEngine.dump``, API 31-36.
    """
    domains: dict[str, dict[str, None]] = {}
    vouched: dict[str, dict[str, None]] = {}
    certificates: dict[str, dict[str, None]] = {}
    package: str | None = None
    inside = in_list = False
    for raw in whole_lines(text)[0].split("\n"):
        line = raw.rstrip()
        if line[:1] not in {"", " "}:
            inside, package = line == _STATUS, None
        elif not inside or not line or len(line) > _LONGEST_LINE:
            continue
        elif is_damaged(line):
            package = None
        elif found := _PACKAGE.fullmatch(line):
            package, in_list = found[1], False
            domains.setdefault(package, {})
            vouched.setdefault(package, {})
            certificates.setdefault(package, {})
        elif package is not None:
            word = line.strip()
            if word.startswith("Signatures: ["):
                told = word.removeprefix("Signatures: [").removesuffix("]").split(", ")
                certificates[package].update(
                    (one.replace(":", "").lower(), None) for one in told if _SHA256.fullmatch(one)
                )
            elif in_list and _DOMAIN.fullmatch(word):
                domain, _, state = word.partition(": ")
                domains[package][domain.lstrip("*.")] = None
                if state == "verified":
                    vouched[package][domain.lstrip("*.")] = None
            else:
                in_list = word in _LISTS
    return {
        name: AppLinks(
            domains=tuple(found),
            certificates=tuple(certificates[name]),
            vouched=tuple(vouched[name]),
        )
        for name, found in domains.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredLinks:
    """Every app that declares web domains. ``answered``: the dump has such a list, maybe empty.

    ``unread`` counts lines of the list that have another shape.
    """

    apps: dict[str, AppLinks]
    answered: bool
    unread: int


_OLD_STATUS = "App verification status:"
_OLD_NAME = re.compile(r"  Package: ([A-Za-z0-9_.]{1,223})", re.ASCII)
_OLD_DOMAINS = re.compile(r"  Domains: (.{0,60000})")
_OLD_WORD = re.compile(r"  Status:  ([a-z-]{1,40})(?: : [0-9a-f]{1,20})?", re.ASCII)
_OLD_NOTHING = "  No app verification established."


def read_declared_links(text: str) -> DeclaredLinks:
    """Read ``dumpsys package domain-preferred-apps``: which apps declare which web domains.

    Format, from Android 12 on, that of ``read_domain_verification``; before::

        App verification status:

          Package: id.contoh.toko
          Domains: toko.example *.toko.example
          Status:  always

        App linkages for user 0:

    Only apps that ask for verification are in the older list. There ``always`` stands for
    what is ``verified`` since: the sites named the app; it is one word for all domains of
    an app. What follows are choices of each user, which are not read.

    Read from: AOSP ``PackageManagerService.dump``, ``IntentFilterVerificationInfo``, API
    24-30; ``ComputerEngine.dump``, API 31-36.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    if _STATUS in lines:
        return DeclaredLinks(apps=read_domain_verification(text), answered=True, unread=0)
    if _OLD_STATUS not in lines:
        return DeclaredLinks(apps={}, answered=False, unread=0)
    apps: dict[str, AppLinks] = {}
    unread = 0
    package: str | None = None
    domains: tuple[str, ...] = ()
    for line in lines[lines.index(_OLD_STATUS) + 1 :]:
        if line[:1] not in {"", " "}:
            break
        if name := _OLD_NAME.fullmatch(line):
            package, domains = name[1], ()
        elif told := _OLD_DOMAINS.fullmatch(line):
            words = (word.lstrip("*.") for word in told[1].split(" "))
            domains = tuple(dict.fromkeys(word for word in words if word))
        elif (status := _OLD_WORD.fullmatch(line)) and package is not None:
            vouched = domains if status[1] == "always" else ()
            apps[package] = AppLinks(domains=domains, vouched=vouched)
            package, domains = None, ()
        elif line and line != _OLD_NOTHING:
            unread += 1
    return DeclaredLinks(apps=apps, answered=True, unread=unread)
