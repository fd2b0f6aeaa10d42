"""Names that no entry lists: families, signals, and what must stay silent."""

from datetime import date

import pytest

from phone_audit.model.evidence import (
    DECLARATIONS,
    Observable,
    ObservableKind,
    Sighting,
    SiteTrace,
    SiteTraceKind,
)
from phone_audit.model.record import replace
from phone_audit.model.signature import (
    Family,
    GamblingKind,
    Innocent,
    NameClass,
    NameRules,
    ScoreModel,
    SignalGroup,
    SignatureList,
    Status,
    Strength,
)
from phone_audit.signatures.load import from_snapshot, snapshot
from phone_audit.signatures.match import Matcher

DAY = date(2026, 11, 23)
RULES = NameRules(
    families=(
        Family(
            id="keluarga-contoh",
            name="Keluarga contoh",
            kind=GamblingKind.TOGEL,
            status=Status.EXPERIMENTAL,
            added=DAY,
            updated=DAY,
            names=("contoh88", "merantitoto"),
            sources=(),
            innocent_explanations=("Kebetulan.",),
            examples_match=(),
            examples_no_match=(),
        ),
    ),
    function_words=("rtp", "daftar"),
    groups=(
        SignalGroup(
            id="slot", says="slot", game=True, kind=GamblingKind.SLOT, anywhere=("slot", "gacor")
        ),
        SignalGroup(
            id="togel",
            says="togel",
            game=True,
            kind=GamblingKind.TOGEL,
            anywhere=("togel",),
            ends=("toto",),
            before_number=("toto",),
        ),
        SignalGroup(id="rtp", says="rtp", game=True, starts=("rtp",)),
        SignalGroup(id="untung", says="untung", anywhere=("hoki",)),
        SignalGroup(id="angka", says="angka", numbers=("88", "777")),
        SignalGroup(id="akhiran", says="akhiran", supporting=True, suffixes=("xyz",)),
    ),
    blanked=("sloth", "otomotif"),
    infrastructure=("awan.example",),
)
MATCHER = Matcher(
    SignatureList(
        name="Contoh",
        version="2026.11.23",
        released=DAY,
        signatures=(),
        innocent=(Innocent(id="roti", why="Toko roti.", domains=("slothoki88.example",)),),
        names=RULES,
    )
)


def judge(host: str) -> tuple[str, str | None, str | None]:
    found = MATCHER.classify(Observable(kind=ObservableKind.HOST, value=host))
    return found.cls.value, found.signature, found.matched


@pytest.mark.parametrize(
    ("host", "matched"),
    [
        ("contoh88.example", "contoh88.example"),
        ("m.contoh88.example", "contoh88.example"),
        ("https://rtpcontoh88.example:8443/x", "rtpcontoh88.example"),
        ("contoh88-vip.example", "contoh88-vip.example"),
        ("contoh88x1.example", "contoh88x1.example"),
        ("merantitoto.example", "merantitoto.example"),
        ("daftarmerantitoto.example", "daftarmerantitoto.example"),
        ("amp.contoh88.toko.example", "contoh88.toko.example"),
        ("contoh88.blogspot.com", "contoh88.blogspot.com"),
        ("cöntoh88.example", "xn--cntoh88-90a.example"),
    ],
)
def test_a_family_is_medium_and_names_the_shortest_host_that_shows_it(
    host: str, matched: str
) -> None:
    assert judge(host) == ("medium", "keluarga-contoh", matched)


@pytest.mark.parametrize(
    ("host", "cls"),
    [
        ("contoh888.example", "none"),
        ("percontoh88.example", "none"),
        ("contoh.example", "none"),
        ("merantitotobagus.example", "none"),
        ("88contoh.example", "none"),
        ("slotku88.example", "weak"),
        ("slothoki.example", "none"),
        ("slot-hoki.example", "weak"),
        ("rtp-gacor.example", "weak"),
        ("gacorslot.example", "hint"),
        ("gacor.xyz", "hint"),
        ("hoki88.xyz", "none"),
        ("kedai-toto.example", "hint"),
        ("kedaitoto5.example", "none"),
        ("kedaitoto55.example", "hint"),
        ("otomotif88.example", "none"),
        ("smartphone.example", "none"),
        ("slothoki88.example", "none"),
        ("sl0t-h0ki.example", "hint"),
        ("slot88.awan.example", "none"),
        ("blogspot.com", "none"),
        ("slotku88.sch.id", "institutional"),
        ("gacor.desa.id", "institutional"),
        ("hoki.desa.id", "institutional"),
        ("slotku88.ac", "institutional"),
        ("bakery.ac", "institutional"),
        ("203.0.113.7", "none"),
        ("", "none"),
    ],
)
def test_two_signals_are_weak_and_one_word_is_a_hint(host: str, cls: str) -> None:
    assert judge(host)[0] == cls


def test_a_weak_match_says_that_it_is_a_guess_and_by_which_words() -> None:
    sighting = Sighting(
        record=SiteTrace(
            host="gacor-hoki88.xyz", trace=SiteTraceKind.NOTIFICATION_CHANNEL, via="com.peramban"
        ),
        captures=(1,),
    )
    judged = MATCHER.match("notifications", [sighting])
    match = judged.matched[0].match
    assert match.strength is Strength.WEAK
    assert match.reason == (
        'Dugaan berdasarkan nama: memuat kata "gacor"; memuat kata "hoki"; '
        "akhiran angka 88; TLD .xyz."
    )
    assert match.innocent_explanations


@pytest.mark.parametrize("kind", sorted(DECLARATIONS))
def test_of_what_an_unlisted_app_declares_a_mere_resemblance_is_passed_over(
    kind: SiteTraceKind,
) -> None:
    """One phone declares a thousand hosts; a family is known well enough, two words are not."""

    def judged(host: str) -> list[str]:
        record = SiteTrace(host=host, trace=kind, via="id.contoh.selubung", user=0)
        found = MATCHER.match("declared_links", [Sighting(record=record, captures=(1,))])
        assert found.hinted == frozenset()
        return [one.match.matched for one in found.matched]

    assert judged("gacor-hoki88.xyz") == []
    assert judged("contoh88.example") == ["contoh88.example"]


def test_hints_are_no_findings_and_each_name_is_counted_once() -> None:
    sightings = [
        Sighting(
            record=SiteTrace(host=host, trace=SiteTraceKind.NOTIFICATION_CHANNEL, via="com.p"),
            captures=(1,),
        )
        for host in ("gacor.xyz", "gacor.example", "roti.example")
    ]
    judged = MATCHER.match("notifications", sightings)
    assert (judged.matched, judged.institutional, judged.near) == ((), (), 0)
    assert judged.hinted == {"gacor.xyz", "gacor.example"}


def test_the_snapshot_holds_all_that_is_needed_to_judge_the_same_again() -> None:
    signatures = SignatureList(
        name="Contoh", version="2026.11.23", released=DAY, signatures=(), names=RULES
    )
    again = Matcher(from_snapshot(snapshot(signatures)))
    for host in ("contoh88.example", "slotku88.example", "gacor.example"):
        observable = Observable(kind=ObservableKind.HOST, value=host)
        assert again.classify(observable) == Matcher(signatures).classify(observable)
        assert again.classify(observable).cls is not NameClass.NONE


SCORED = replace(
    RULES,
    offices=("dlh",),
    score=ScoreModel(
        trained=DAY,
        base=-100,
        weak={"number+suffix": 300, "suffix": 300},
        hint=150,
        weights={
            "[angka]": 100,
            ".xyz": 100,
            "=zebra": 250,
            "zebr": 120,
            "#88": 60,
            "[*]": 400,
            "^dlhz": 900,
        },
    ),
)


@pytest.mark.parametrize(
    ("host", "cls", "reason"),
    [
        (
            "zebra88.xyz",
            "weak",
            'Dugaan berdasarkan nama: akhiran angka 88; TLD .xyz; memuat "zebra".',
        ),
        ("zebra.xyz", "weak", 'Dugaan berdasarkan nama: TLD .xyz; memuat "zebra".'),
        ("zebra.example", "hint", 'Petunjuk saja: memuat "zebra".'),
        ("kuda88.xyz", "hint", "Petunjuk saja: akhiran angka 88; TLD .xyz."),
        ("kuda88.example", "none", "Tidak ada tanda yang mengenali nama ini."),
        ("樱桃.xyz", "hint", "Petunjuk saja: TLD .xyz; huruf di luar a-z."),
        ("dlhzebra88.xyz", "none", "Tidak ada tanda yang mengenali nama ini."),
        ("8888.xyz", "none", "Tidak ada tanda yang mengenali nama ini."),
        ("zebra88.sch.id", "institutional", "Situs instansi; namanya tidak memuat tanda judi."),
    ],
)
def test_a_score_is_weak_where_two_readings_agree_and_says_which(
    host: str, cls: str, reason: str
) -> None:
    matcher = Matcher(
        SignatureList(name="Contoh", version="1", released=DAY, signatures=(), names=SCORED)
    )
    found = matcher.classify(Observable(kind=ObservableKind.HOST, value=host))
    assert (found.cls.value, found.reason) == (cls, reason)


@pytest.mark.parametrize("host", ["dlh-gacorhoki88.example", "contoh88.dlh.example"])
def test_of_what_has_an_office_for_a_word_nothing_is_more_than_a_hint(host: str) -> None:
    matcher = Matcher(
        SignatureList(name="Contoh", version="1", released=DAY, signatures=(), names=SCORED)
    )
    found = matcher.classify(Observable(kind=ObservableKind.HOST, value=host))
    assert found.cls is NameClass.HINT
    assert "menyerupai kantor" in found.reason


@pytest.mark.parametrize(
    ("package", "cls"),
    [
        ("com.contoh.qiuqiu", "hint"),
        ("com.contoh.QiuQiu_pro", "hint"),
        ("com.qiuqiuku.game", "hint"),
        ("com.contoh.worldqiuqiument", "none"),
        ("com.contoh.slot", "none"),
    ],
)
def test_a_package_name_is_never_more_than_a_hint(package: str, cls: str) -> None:
    rules = replace(RULES, package_words=("qiuqiu",))
    matcher = Matcher(
        SignatureList(name="Contoh", version="1", released=DAY, signatures=(), names=rules)
    )
    found = matcher.classify(Observable(kind=ObservableKind.PACKAGE, value=package))
    assert (found.cls.value, found.signature) == (cls, None)
