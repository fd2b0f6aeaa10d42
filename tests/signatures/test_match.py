"""Exact by name and by the domain a host lies below; never by a part of a word."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies

from phone_audit.model.evidence import (
    InstalledApp,
    Observable,
    ObservableKind,
    Sighting,
    SiteTrace,
    SiteTraceKind,
)
from phone_audit.model.signature import (
    GamblingKind,
    Innocent,
    ListedDomain,
    NameClass,
    Signature,
    SignatureList,
    Status,
    Strength,
)
from phone_audit.signatures.institutions import is_institutional
from phone_audit.signatures.load import load
from phone_audit.signatures.match import Matcher
from tests.signatures.folders import write_list

DAY = date(2026, 11, 23)


def entry(name: str, **fields: object) -> Signature:
    given_fields = {
        "id": name,
        "name": name.title(),
        "status": Status.REVIEWED,
        "strength": Strength.STRONG,
        "kind": GamblingKind.SLOT,
        "added": DAY,
        "updated": DAY,
        "sources": (),
        "examples_match": (),
        "examples_no_match": (),
        **fields,
    }
    return Signature(**given_fields)  # type: ignore[arg-type]


def domains(*names: str) -> tuple[ListedDomain, ...]:
    return tuple(ListedDomain(domain=name) for name in names)


LIST = SignatureList(
    name="Contoh",
    version="2026.11.23",
    released=DAY,
    signatures=(
        entry("w88", domains=domains("w88.com"), kind=GamblingKind.SPORTSBOOK),
        entry(
            "slot88",
            domains=(
                ListedDomain(domain="slot88.com", valid_from=date(2026, 8, 1)),
                ListedDomain(domain="slot88.blogspot.com"),
                ListedDomain(domain="203.0.113.7"),
                ListedDomain(domain="88cash1.xn--6frz82g"),
            ),
            packages=("com.slot88.app",),
            innocent_explanations=("Iklan dapat membukanya.",),
        ),
        entry("baru88", domains=domains("baru88.example"), status=Status.EXPERIMENTAL),
        entry("koin", packages=("id.contoh.koin",), strength=Strength.MEDIUM),
        entry("tanya", packages=("id.contoh.tanya",), strength=Strength.WEAK),
        entry(
            "ramalan",
            domains=domains("ramalan88.example"),
            packages=("id.contoh.ramalan",),
            kind=GamblingKind.NEAR,
            strength=Strength.WEAK,
        ),
    ),
    innocent=(
        Innocent(
            id="roti",
            why="Toko roti.",
            packages=("com.slot88.roti",),
            domains=("roti-slot88.com", "amal.w88.com"),
        ),
    ),
)
MATCHER = Matcher(LIST)


def host(value: str) -> Observable:
    return Observable(kind=ObservableKind.HOST, value=value)


def package(value: str) -> Observable:
    return Observable(kind=ObservableKind.PACKAGE, value=value)


@pytest.mark.parametrize(
    ("value", "cls", "matched"),
    [
        ("w88.com", "strong", "w88.com"),
        ("W88.COM.", "strong", "w88.com"),
        ("m.w88.com", "strong", "w88.com"),
        ("a.b.c.d.w88.com", "strong", "w88.com"),
        ("https://w88.com:8443/daftar?x=1", "strong", "w88.com"),
        ("88.com", "none", None),
        ("8.com", "none", None),
        ("ww88.com", "none", None),
        ("aw88.com", "none", None),
        ("w88.com.example", "none", None),
        ("w88.co", "none", None),
        ("w-88.com", "none", None),
        ("com", "none", None),
        ("w88.com@evil.example", "none", None),
        ("evil.example@w88.com", "strong", "w88.com"),
        ("http://evil.example/?u=https://slot88.com", "none", None),
        ("http://evil.example/slot88.com", "none", None),
        ("http://evil.example#w88.com", "none", None),
        ("blogspot.com", "none", None),
        ("lain.blogspot.com", "none", None),
        ("slot88.blogspot.com", "strong", "slot88.blogspot.com"),
        ("www.slot88.blogspot.com", "strong", "slot88.blogspot.com"),
        ("203.0.113.7", "strong", "203.0.113.7"),
        ("http://203.0.113.7:8080/", "strong", "203.0.113.7"),
        ("203.0.113.70", "none", None),
        ("1.203.0.113.7", "none", None),
        ("0.113.7", "none", None),
        ("[2001:db8::1]", "none", None),
        ("m.88cash1.移动", "strong", "88cash1.xn--6frz82g"),
        ("ｗ８８．com", "strong", "w88.com"),
        ("ѕlot88.com", "none", None),
        ("w88\u200b.com", "none", None),
        ("", "none", None),
        ("roti-slot88.com", "none", None),
        ("www.roti-slot88.com", "none", None),
        ("amal.w88.com", "none", None),
        ("sub.amal.w88.com", "none", None),
        ("baru88.example", "medium", "baru88.example"),
        ("ramalan88.example", "near", "ramalan88.example"),
    ],
)
def test_a_host_is_judged_by_its_whole_name(value: str, cls: str, matched: str | None) -> None:
    found = MATCHER.classify(host(value))
    assert (found.cls.value, found.matched) == (cls, matched)
    assert found.name == value
    assert found.reason
    assert (found.signature is None) == (cls == "none")


@pytest.mark.parametrize(
    ("value", "cls", "signature"),
    [
        ("com.slot88.app", "strong", "slot88"),
        ("com.slot88.App", "none", None),
        ("com.slot88", "none", None),
        ("com.slot88.app.lite", "none", None),
        ("xcom.slot88.app", "none", None),
        ("com.slot88.app ", "none", None),
        ("com.slot88.roti", "none", None),
        ("id.contoh.koin", "medium", "koin"),
        ("id.contoh.tanya", "weak", "tanya"),
        ("id.contoh.ramalan", "near", "ramalan"),
        ("w88.com", "none", None),
        ("", "none", None),
    ],
)
def test_a_package_is_judged_letter_by_letter(value: str, cls: str, signature: str | None) -> None:
    found = MATCHER.classify(package(value))
    assert (found.cls.value, found.signature) == (cls, signature)


@pytest.mark.parametrize(
    ("value", "cls"),
    [
        ("bkn.go.id", "ordinary"),
        ("www.smkn1.sch.id", "ordinary"),
        ("slot88.smkn1.sch.id", "institutional"),
        ("rtp.slot88.desa.id", "institutional"),
        ("slot88.ac.id", "institutional"),
        ("SLOT88.prof.pn-marisa.go.id", "institutional"),
        ("slot88x.smkn1.sch.id", "ordinary"),
        ("w88.bkn.go.id", "ordinary"),  # three characters occur by chance
        ("ramalan.bkn.go.id", "ordinary"),  # near gambling says nothing about a host
        ("slot88.mg.gov.br", "institutional"),
        ("slot88.gov", "institutional"),
        ("slot88.go.com", "none"),
        ("slot88.example", "none"),
    ],
)
def test_an_institution_is_never_a_finding(value: str, cls: str) -> None:
    """``ordinary`` is institutional as well, but on no phone told of or counted."""
    classified = MATCHER.classify(host(value))
    assert classified.cls.value == ("institutional" if cls == "ordinary" else cls)
    judged = MATCHER.match("x", [site(value)])
    assert judged.matched == ()
    assert judged.institutional == ((value,) if cls == "institutional" else ())


def test_a_listed_host_of_an_institution_is_institutional() -> None:
    listed = entry("salah", domains=domains("contoh.go.id"))
    matcher = Matcher(
        SignatureList(name="x", version="1", released=DAY, signatures=(listed,)),
    )
    found = matcher.classify(host("slot.contoh.go.id"))
    assert (found.cls, found.matched) == (NameClass.INSTITUTIONAL, "contoh.go.id")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bkn.go.id", True),
        ("go.id", True),
        ("ui.ac.id", True),
        ("kodim.mil.id", True),
        ("mit.edu", True),
        ("whitehouse.gov", True),
        ("gob.mx", True),
        ("ox.ac.uk", True),
        ("go.com", False),
        ("logo.id", False),
        ("mygov.com", False),
        ("xac.id", False),
        ("slot88.ac", False),
        ("203.0.113.7", False),
    ],
)
def test_institutions_are_known_by_the_end_of_their_name(name: str, expected: bool) -> None:
    assert is_institutional(name) is expected


def app(name: str) -> Sighting:
    return Sighting(record=InstalledApp(package=name, user=0), captures=(1,))


def site(name: str) -> Sighting:
    record = SiteTrace(
        host=name, trace=SiteTraceKind.NOTIFICATION_CHANNEL, via="com.android.chrome"
    )
    return Sighting(record=record, captures=(2,))


def test_what_matches_is_returned_in_order_and_the_rest_leaves_no_trace() -> None:
    sightings = [
        app("com.bank.contoh"),
        app("id.contoh.koin"),
        site("m.slot88.com"),
        site("slot88.smkn1.sch.id"),
        site("slot88.smkn1.sch.id"),
        site("ramalan88.example"),
        app("id.contoh.ramalan"),
        app("com.slot88.roti"),
        site("berita.example"),
    ]
    judged = MATCHER.match("notifications", sightings)
    assert [m.sighting for m in judged.matched] == [sightings[1], sightings[2]]
    assert {m.source for m in judged.matched} == {"notifications"}
    assert judged.institutional == ("slot88.smkn1.sch.id",)
    assert judged.near == 2
    match = judged.matched[1].match
    assert (match.signature, match.signature_name) == ("slot88", "Slot88")
    assert (match.matched, match.valid_from) == ("slot88.com", date(2026, 8, 1))
    assert match.valid_until is None
    assert match.strength is Strength.STRONG
    assert match.innocent_explanations == ("Iklan dapat membukanya.",)


def test_only_a_reviewed_entry_matches_strongly() -> None:
    judged = MATCHER.match("x", [site("baru88.example")])
    assert judged.matched[0].match.strength is Strength.MEDIUM


def test_matching_twice_gives_the_same(tmp_path: Path) -> None:
    signatures = load(write_list(tmp_path))
    sightings = [site("m.contoh88.example"), app("com.example.contoh88"), site("x.example")]
    first = Matcher(signatures).match("s", sightings)
    assert first == Matcher(signatures).match("s", sightings)
    assert [m.match.matched for m in first.matched] == ["contoh88.example", "com.example.contoh88"]


LISTED = sorted(d.domain for s in LIST.signatures for d in s.domains)


@given(strategies.text(max_size=60))
def test_no_text_matches_unless_its_host_is_listed_or_below(text: str) -> None:
    from phone_audit.formats.hostname import normalise

    found = MATCHER.classify(host(text))
    if found.matched is not None:
        name = normalise(text)
        assert name is not None
        assert name == found.matched or name.endswith("." + found.matched)


@given(strategies.sampled_from(LISTED), strategies.from_regex(r"[a-z0-9]{1,6}", fullmatch=True))
def test_one_more_character_is_another_name(listed: str, more: str) -> None:
    for other in (more + listed, listed + more, f"{listed}.{more}x"):
        found = MATCHER.classify(host(other))
        assert found.matched != listed or other.endswith("." + listed)
