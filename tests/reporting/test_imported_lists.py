from datetime import UTC, date, datetime

from phone_audit.model.assessment import Match
from phone_audit.model.case import Zone
from phone_audit.model.evidence import ObservableKind
from phone_audit.model.imported_list import ImportedList, ListedName, ListFormat, ListRole, Scope
from phone_audit.model.record import replace
from phone_audit.model.signature import Strength
from phone_audit.reporting.imported_lists import exceptions, imported_line, listings
from phone_audit.reporting.voice import Voice
from tests.reporting.examples import document_of, with_findings
from tests.reporting.findings import site_finding

LIST = ImportedList(
    name="trust",
    role=ListRole.BLOCK,
    format=ListFormat.DOMAINS,
    source="https://contoh.example/daftar",
    dated=date(2026, 8, 20),
    licence="MIT",
    sha256="a" * 64,
    size_bytes=1,
    hosts=1_234_567,
    packages=0,
    refused={},
    imported_at=datetime(2026, 11, 1, tzinfo=UTC),
    importer="phone-audit 0.0",
)
ALLOW = replace(LIST, name="izin", role=ListRole.ALLOW, dated=None, source=None, licence=None)
VOICES = {lang: Voice(lang=lang, zone=Zone.WIB) for lang in ("id", "en")}


def examined(*rows, scope=Scope.BOTH):
    finding = site_finding(1)
    host = finding.sightings[0].record.host
    match = Match(
        signature="daftar:trust",
        signature_name='Daftar "trust", 2026-08-20',
        strength=Strength.MEDIUM,
        matched=host,
        reason="-",
    )
    finding = replace(finding, match=match, value=host)
    names = [
        ListedName(
            list=one, kind=ObservableKind.HOST, name=host, scope=scope, allow=allow, line=812
        )
        for one, allow in rows
    ]
    whole = with_findings((finding,), imported_lists=(ALLOW, LIST), listed_names=tuple(names))
    return whole, whole.assessment.findings[0]


def test_a_report_says_which_lists_were_in_force_and_how_old():
    whole, _ = examined(("trust", False))
    for lang, words in (
        ("id", "bertanggal 20 Agustus 2026, umur 91 hari saat pemeriksaan; 1.234.567 nama"),
        ("en", "dated 20 August 2026, 91 days old at the examination; 1,234,567 names"),
    ):
        document, _ = document_of(whole, lang)
        lines = [field.value for field in document.annex.versions]
        assert any(words in line for line in lines)
        assert lines.count("a" * 64) == 2


def test_what_nobody_said_is_said_to_be_unsaid():
    today = date(2026, 11, 19)
    assert imported_line(ALLOW, today, VOICES["en"]) == (
        "izin, without a date, imported 1 November 2026, 18 days old at the examination; "
        "1,234,567 names; a list of exceptions: names that are not marked; source: not stated; "
        "licence: not stated; its names were not reviewed one by one"
    )
    verified = replace(LIST, verified_by="Contoh\u202e Penelaah")
    assert "diverifikasi oleh Contoh<U+202E> Penelaah" in imported_line(
        verified, today, VOICES["id"]
    )


def test_a_finding_says_where_it_stands_and_what_excepts_it():
    whole, finding = examined(("trust", False), ("izin", True), ("lain", False))
    assert listings(finding, whole, VOICES["id"]) == (
        "tercantum dalam daftar impor trust (bertanggal 20 Agustus 2026), baris 812",
    )
    (excepted,) = exceptions(finding, whole, VOICES["en"])
    assert excepted.startswith("the imported list izin (without a date, imported 1 November 2026)")
    document, _ = document_of(whole)
    (line,) = document.findings
    assert listings(finding, whole, VOICES["id"])[0] in line.known
    assert exceptions(finding, whole, VOICES["id"])[0] in line.explanations


def test_a_row_about_what_lies_below_says_nothing_of_the_name():
    whole, finding = examined(("trust", False), scope=Scope.BELOW)
    assert listings(finding, whole, VOICES["id"]) == ()
