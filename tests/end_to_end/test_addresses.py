"""Addresses on which tools of this kind trip: what each comes to, from a browser to a finding.

The name in an address is the one a browser would visit; where no browser would get
anywhere, or nobody can say where, there is no finding. Every address goes three ways: through
the tabs of a browser, through the export of an account's history, and through
``signatures test``.
"""

import json

import pytest

from phone_audit.cli.main import main
from phone_audit.formats.takeout import read_takeout
from phone_audit.model.evidence import (
    Observable,
    ObservableKind,
    Sighting,
    SiteTrace,
    SiteTraceKind,
)
from phone_audit.model.phone import Known
from phone_audit.signatures.match import Matcher
from phone_audit.sources.open_tabs import SOURCE
from tests.captures import capture
from tests.signatures.test_match import MATCHER

W88, TENANT, ADDRESS = "w88.com", "slot88.blogspot.com", "203.0.113.7"
LONG = "a" * 63
SOCKET = "chrome_devtools_remote"

ADDRESSES = [
    # the site itself, in every way of writing it
    ("https://w88.com/", W88),
    ("https://w88.com", W88),
    ("http://w88.com/daftar?ref=1#atas", W88),
    ("HTTPS://W88.COM/", W88),
    ("https://www.w88.com/", W88),
    ("https://m.w88.com./", W88),
    ("https://w88.com./", W88),
    ("https://a.b.c.d.e.f.g.w88.com/", W88),
    (f"https://{LONG}.{LONG}.w88.com/", W88),
    ("https://w88.com:443/", W88),
    ("http://w88.com:8080/x", W88),
    ("http://w88.com:/", W88),
    ("https:w88.com", W88),
    ("https:/w88.com/", W88),
    ("https:////w88.com/", W88),
    ("https:\\\\w88.com\\daftar", W88),
    ("https://nama@w88.com/", W88),
    ("https://nama:sandi@w88.com:443/", W88),
    ("https://bank.example@w88.com/", W88),
    ("https://bank.example:443@w88.com/", W88),
    ("https://ｗ８８.com/", W88),
    ("https://w88。com/", W88),
    ("https://xn--bcher-kva.w88.com/", W88),
    ("https://w88.com/https://bank.example/", W88),
    ("https://w88.com?bank.example", W88),
    ("https://w88.com#bank.example", W88),
    ("https://slot88.blogspot.com/", TENANT),
    ("https://amp.slot88.blogspot.com/", TENANT),
    ("http://203.0.113.7/", ADDRESS),
    ("http://203.0.113.7:8080/lobi", ADDRESS),
    ("http://203.0.113.7./", ADDRESS),
    # another site whose name holds the same letters
    ("https://88.com/", None),
    ("https://8.com/", None),
    ("https://ww88.com/", None),
    ("https://aw88.com/", None),
    ("https://w-88.com/", None),
    ("https://w88.co/", None),
    ("https://w88.com.example/", None),
    ("https://w88.com-login.example/", None),
    ("https://w88com.example/", None),
    ("https://w88.com.bank.example/w88.com", None),
    (f"https://{LONG}{LONG}.w88.com/", None),
    ("https://blogspot.com/", None),
    ("https://lain.blogspot.com/", None),
    ("https://slot88.blogspot.com.example/", None),
    ("http://203.0.113.70/", None),
    ("http://1.203.0.113.7/", None),
    ("http://7.113.0.203.in-addr.arpa/", None),
    # the name stands where no host stands
    ("https://bank.example/w88.com", None),
    ("https://bank.example/?u=https://w88.com/", None),
    ("https://bank.example/?u=https%3A%2F%2Fw88.com%2F", None),
    ("https://bank.example/url?q=//w88.com", None),
    ("https://bank.example/#https://w88.com", None),
    ("https://bank.example/@w88.com", None),
    ("https://bank.example\\@w88.com/", None),
    ("https://w88.com@bank.example/", None),
    ("https://w88.com:443@bank.example/", None),
    ("https://w88.com%2F@bank.example/", None),
    ("https://translate.example/translate?u=w88.com", None),
    ("https://w88-com.translate.example/", None),
    ("https://web.archive.example/web/2026/https://w88.com/", None),
    # no address of a web page, or of one that nobody can tell
    ("data:text/html,<a href=https://w88.com/>", None),
    ("javascript:location='https://w88.com'", None),
    ("intent://w88.com/#Intent;scheme=https;end", None),
    ("android-app://com.w88.app/https/w88.com/", None),
    ("content://com.w88.app/https://w88.com", None),
    ("file:///sdcard/Download/w88.com.html", None),
    ("blob:https://w88.com/8f1c", None),
    ("view-source:https://w88.com/", None),
    ("about:blank#w88.com", None),
    ("mailto:admin@w88.com", None),
    ("chrome://history/?q=w88.com", None),
    ("https://w%38%38.com/", None),
    ("https://w88.com%00.bank.example/", None),
    ("https://w88.com%2ebank.example/", None),
    ("https://bank.example%00.w88.com/", None),
    ("https://w88.com\x00.bank.example/", None),
    ("https://w88\n.com/", None),
    ("https://w 88.com/", None),
    ("https://w88\u200b.com/", None),
    ("https://\u202emoc.88w/", None),
    ("https://ѡ88.com/", None),  # the first letter is Cyrillic
    ("https://w88..com/", None),
    ("https://.w88.com/", None),
    ("https:///", None),
    ("https://:443/w88.com", None),
    ("https://[w88.com]/", None),
    ("http://3405803783/", None),  # the listed address as one number
    ("http://0xcb007107/", None),
    ("http://0xcb.0x00.0x71.0x07/", None),
    ("http://0313.0.0161.07/", None),
    ("http://203.0.28935/", None),
    ("http://[::ffff:203.0.113.7]/", None),
    ("http://[::ffff:cb00:7107]/", None),
    ("http://[2001:db8::1]:443/w88.com", None),
    ("https://" + "w88.com." * 60, None),
    ("w88.com/" * 20_000, W88),
]


def test_there_are_enough_of_them() -> None:
    assert len(ADDRESSES) >= 60
    assert len({address for address, _ in ADDRESSES}) == len(ADDRESSES)


@pytest.mark.parametrize(
    ("address", "listed"), ADDRESSES, ids=[ascii(address[:60]) for address, _ in ADDRESSES]
)
def test_an_address_comes_to_the_site_a_browser_would_visit(
    address: str, listed: str | None
) -> None:
    wanted = [] if listed is None else [listed]
    assert _found(_of_tab(address)) == wanted
    if address.partition("/")[0].endswith(":"):  # histories hold whole addresses
        assert _found(_of_account(address)) == wanted
    classified = MATCHER.classify(Observable(kind=ObservableKind.HOST, value=address))
    assert [classified.matched] * bool(classified.matched) == wanted


def test_the_command_says_of_them_what_an_examination_says(
    tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [address for address, _ in ADDRESSES if address.isprintable()]
    file = tmp_path / "alamat.txt"
    file.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    assert main(["signatures", "test", "--kind", "domain", "--json", str(file)]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["name"] for answer in answers] == names
    assert {answer["class"] for answer in answers} <= {
        "strong",
        "medium",
        "weak",
        "hint",
        "near",
        "institutional",
        "none",
    }


def _of_tab(address: str) -> list[Sighting]:
    pages = [{"id": "1", "type": "page", "url": address, "title": ""}]
    known = Known(devtools_sockets=(SOCKET,))
    version, listing = SOURCE.questions(known)
    told = (
        capture(1, topic=version.topic, subject=version.subject, stdout=b"{}", devtools=True),
        capture(
            2,
            topic=listing.topic,
            subject=listing.subject,
            stdout=json.dumps(pages).encode(),
            devtools=True,
        ),
    )
    return list(SOURCE.read(known, told).sightings)


def _of_account(address: str) -> list[Sighting]:
    export = json.dumps({"Browser History": [{"url": address, "time_usec": 1}]}).encode()
    history = read_takeout([export])
    assert history is not None
    return [
        Sighting(
            record=SiteTrace(host=visit.host, trace=SiteTraceKind.HISTORY_VISIT, via="x"),
            captures=(1,),
        )
        for visit in history.visits
    ]


def _found(sightings: list[Sighting], matcher: Matcher = MATCHER) -> list[str]:
    return [one.match.matched for one in matcher.match("x", sightings).matched]
