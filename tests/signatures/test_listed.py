"""Names on imported lists: what they may claim, what silences them, and that it can be repeated."""

from datetime import UTC, date, datetime

import pytest

from phone_audit.model.evidence import (
    AppFile,
    InstalledApp,
    Observable,
    ObservableKind,
    Sighting,
    SiteTrace,
    SiteTraceKind,
)
from phone_audit.model.imported_list import ImportedList, ListedName, ListFormat, ListRole, Scope
from phone_audit.model.record import replace
from phone_audit.model.signature import (
    GamblingKind,
    Innocent,
    NameClass,
    SignatureList,
    Strength,
)
from phone_audit.signatures.listed import NO_LISTS, KeptNames
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.trail import Step
from tests.signatures.test_match import DAY, domains, entry, host, package

HOST, PACKAGE = ObservableKind.HOST, ObservableKind.PACKAGE
CERTIFICATE = ObservableKind.CERTIFICATE
SIGNED_BY, SIGNED_BY_OLD = "ab" * 32, "cd" * 20


def imported(name: str, role: ListRole = ListRole.BLOCK, **more: object) -> ImportedList:
    fields: dict[str, object] = {
        "name": name,
        "role": role,
        "format": ListFormat.DOMAINS,
        "source": "https://contoh.example/daftar",
        "dated": date(2026, 8, 20),
        "sha256": "0" * 64,
        "size_bytes": 1_000,
        "hosts": 10,
        "packages": 0,
        "refused": {},
        "imported_at": datetime(2026, 11, 23, tzinfo=UTC),
        "importer": "phone-audit 0.0",
        **more,
    }
    return ImportedList(**fields)  # type: ignore[arg-type]


def row(list_name: str, name: str, scope: Scope = Scope.BOTH, **more: object) -> ListedName:
    kind = PACKAGE if name.startswith("id.") else HOST
    fields: dict[str, object] = {"list": list_name, "kind": kind, "name": name, "line": 7, **more}
    return ListedName(scope=scope, **fields)  # type: ignore[arg-type]


SHIPPED = SignatureList(
    name="Contoh",
    version="2026.11.23",
    released=DAY,
    signatures=(
        entry("w88", domains=domains("w88.example"), kind=GamblingKind.SPORTSBOOK),
        entry("slot88", packages=("id.contoh.slot88",)),
        entry(
            "ramalan",
            domains=domains("ramalan.example"),
            kind=GamblingKind.NEAR,
            strength=Strength.WEAK,
        ),
    ),
    innocent=(
        Innocent(id="bank", why="Bank.", domains=("bank.example",), packages=("id.contoh.bank",)),
    ),
)


def matcher(lists: tuple[ImportedList, ...], *rows: ListedName) -> Matcher:
    return Matcher(SHIPPED, KeptNames(lists, rows))


def classes(one: Matcher, *names: str) -> list[str]:
    return [one.classify(host(name)).cls.value for name in names]


@pytest.mark.parametrize(
    ("scope", "itself", "below"),
    [
        (Scope.EXACT, "medium", "none"),
        (Scope.BELOW, "none", "medium"),
        (Scope.BOTH, "medium", "medium"),
    ],
)
def test_a_row_covers_what_its_scope_says(scope: Scope, itself: str, below: str) -> None:
    one = matcher((imported("a"),), row("a", "contoh.example", scope))
    names = ("contoh.example", "m.contoh.example", "a.b.contoh.example", "xcontoh.example")
    assert classes(one, *names) == [itself, below, below, "none"]


def test_a_hit_names_list_date_and_line_and_is_medium() -> None:
    one = matcher((imported("trust"),), row("trust", "contoh.example"))
    found = one.classify(host("https://M.contoh.example:8443/lobi"))
    assert (found.cls, found.signature, found.matched) == (
        NameClass.MEDIUM,
        "daftar:trust",
        "contoh.example",
    )
    assert found.reason == (
        'contoh.example tercantum dalam daftar "trust" bertanggal 2026-08-20, baris 7; '
        "m.contoh.example berada di bawahnya; daftar pihak lain, tidak ditelaah satu per satu."
    )


def test_a_list_without_a_date_says_when_it_was_imported() -> None:
    one = matcher((imported("trust", dated=None),), row("trust", "contoh.example"))
    assert "tanpa tanggal, diimpor 2026-11-23" in one.classify(host("contoh.example")).reason


def test_only_a_list_somebody_vouches_for_is_strong() -> None:
    lists = (imported("a"), imported("b", verified_by="Contoh Penelaah"))
    one = matcher(lists, row("a", "contoh.example"), row("b", "contoh.example"))
    found = one.classify(host("contoh.example"))
    assert (found.cls, found.signature) == (NameClass.STRONG, "daftar:b")
    assert "diverifikasi oleh Contoh Penelaah" in found.reason


def test_the_widest_name_then_the_newest_list_counts() -> None:
    lists = (
        imported("a"),
        imported("b", dated=date(2026, 9, 1)),
        imported("c", dated=None),
        imported("d", dated=date(2026, 10, 1)),
    )
    rows = [row(name, "contoh.example") for name in "abc"]
    one = matcher(lists, *rows, row("d", "m.contoh.example"))
    found = one.classify(host("m.contoh.example"))
    assert (found.signature, found.matched) == ("daftar:b", "contoh.example")


def test_the_innocent_list_and_entries_come_before_any_imported_list() -> None:
    names = ("bank.example", "w88.example", "ramalan.example", "id.contoh.bank", "id.contoh.slot88")
    one = matcher((imported("a"),), *(row("a", name) for name in names))
    found = [one.classify(host(name)) for name in names[:3]]
    found += [one.classify(package(name)) for name in names[3:]]
    assert [(each.cls.value, each.signature) for each in found] == [
        ("none", None),
        ("strong", "w88"),
        ("near", "ramalan"),
        ("none", None),
        ("strong", "slot88"),
    ]


def test_a_host_of_an_institution_stays_institutional() -> None:
    lists = (imported("a"), imported("b", ListRole.ALLOW))
    one = matcher(lists, row("a", "slot.kota.go.id"), row("b", "kota.go.id", allow=True))
    found = one.classify(host("x.slot.kota.go.id"))
    assert (found.cls, found.signature) == (NameClass.INSTITUTIONAL, None)
    assert 'daftar "a"' in found.reason
    ordinary = one.classify(host("www.kota.go.id"))
    assert (ordinary.cls, ordinary.reason) == (
        NameClass.INSTITUTIONAL,
        "Situs instansi; namanya tidak memuat tanda judi.",
    )
    assert one.match("x", [site("www.kota.go.id")]).institutional == ()


def test_an_allow_list_silences_other_lists_and_guesses_but_no_entry() -> None:
    lists = (imported("a"), imported("izin", ListRole.ALLOW))
    rows = (
        row("a", "contoh.example"),
        row("izin", "contoh.example", allow=True),
        row("izin", "w88.example", allow=True),
        row("izin", "id.contoh.slot88", Scope.EXACT, allow=True),
    )
    one = matcher(lists, *rows)
    assert classes(one, "contoh.example", "m.contoh.example", "w88.example") == [
        "none",
        "none",
        "strong",
    ]
    assert one.classify(package("id.contoh.slot88")).cls is NameClass.STRONG
    assert one.classify(host("contoh.example")).reason == (
        'contoh.example dikecualikan oleh daftar "izin", baris 7.'
    )


def test_an_allow_list_silences_entries_only_where_it_was_told_to() -> None:
    lists = (imported("izin", ListRole.ALLOW, over_entries=True),)
    one = matcher(lists, row("izin", "w88.example", allow=True))
    assert classes(one, "w88.example", "m.w88.example") == ["none", "none"]


def test_an_exception_of_a_block_list_covers_only_its_own_part() -> None:
    one = matcher(
        (imported("a"),), row("a", "contoh.example"), row("a", "amal.contoh.example", allow=True)
    )
    assert classes(one, "contoh.example", "amal.contoh.example", "x.amal.contoh.example") == [
        "medium",
        "none",
        "none",
    ]


def site(name: str) -> Sighting:
    record = SiteTrace(host=name, trace=SiteTraceKind.HISTORY_VISIT, via="takeout")
    return Sighting(record=record, captures=(1,))


def app(name: str) -> Sighting:
    return Sighting(record=InstalledApp(package=name, user=0), captures=(1,))


class Counting(KeptNames):
    """Lists that remember what they were asked."""

    def rows(self, kind, names):  # type: ignore[no-untyped-def]
        self.asked = [*getattr(self, "asked", []), (kind, set(names))]
        return super().rows(kind, names)


def test_the_names_of_a_source_are_looked_up_at_once_with_their_parents() -> None:
    lists = Counting((imported("a"),), (row("a", "contoh.example"),))
    sightings = [site("a.b.contoh.example"), site("203.0.113.7"), app("id.contoh.x"), site("x y")]
    judged = Matcher(SHIPPED, lists).match("s", sightings)
    assert lists.asked == [
        (PACKAGE, {"id.contoh.x"}),
        (HOST, {"a.b.contoh.example", "b.contoh.example", "contoh.example"}),
    ]
    assert [one.match.matched for one in judged.matched] == ["contoh.example"]


def test_what_an_app_calls_itself_is_asked_of_no_list() -> None:
    lists = Counting((imported("a"),), (row("a", "contoh.example"),))
    label = Observable(kind=ObservableKind.LABEL, value="contoh.example")
    assert Matcher(SHIPPED, lists).classify(label).cls is NameClass.NONE
    assert not hasattr(lists, "asked")


def test_what_lists_say_of_findings_is_kept_and_of_nothing_else() -> None:
    lists = (imported("a"), imported("izin", ListRole.ALLOW), imported("b"))
    rows = (
        row("a", "contoh.example"),
        row("b", "contoh.example", Scope.EXACT),
        row("a", "lain.example"),
        row("izin", "lain.example", allow=True),
        row("a", "w88.example"),
        row("izin", "w88.example", allow=True),
        row("a", "bank.example"),
        row("a", "id.contoh.app", Scope.EXACT, says="Contoh App"),
    )
    sightings = [
        *map(site, ("m.contoh.example", "lain.example", "w88.example", "bank.example")),
        app("id.contoh.app"),
    ]
    judged = matcher(lists, *rows).match("s", sightings)
    assert set(judged.listed) == {rows[0], rows[4], rows[5], rows[7]}
    assert [(one.match.signature, one.match.strength.value) for one in judged.matched] == [
        ("daftar:a", "medium"),
        ("w88", "strong"),
        ("daftar:a", "medium"),
    ]
    match = judged.matched[2].match
    assert match.signature_name == 'Daftar "a", 2026-08-20: Contoh App'
    assert match.kind is None
    assert len(match.innocent_explanations) == 2
    again = Matcher(SHIPPED).using(KeptNames(lists, judged.listed))
    assert again.match("s", [one.sighting for one in judged.matched]) == judged


def test_rows_of_a_list_nobody_knows_say_nothing() -> None:
    one = matcher((imported("b"),), row("a", "contoh.example"))
    assert classes(one, "contoh.example") == ["none"]


def test_whether_lists_were_used_can_be_told() -> None:
    assert Matcher(SHIPPED).lists is None
    assert Matcher(SHIPPED, NO_LISTS).lists == ()
    assert matcher((imported("a"),)).lists == (imported("a"),)


def test_the_path_to_a_decision_shows_the_lists() -> None:
    lists = (imported("a"), imported("izin", ListRole.ALLOW))
    one = matcher(lists, row("a", "contoh.example"), row("izin", "boleh.example", allow=True))
    steps = one.explain(host("contoh.example")).steps
    assert [(step.step, step.found, step.entry) for step in steps[-3:]] == [
        (Step.ALLOWED, (), None),
        (Step.EXACT, (), None),
        (Step.IMPORTED, ("contoh.example",), "daftar:a"),
    ]
    last = one.explain(host("boleh.example")).steps[-1]
    assert (last.step, last.entry) == (Step.ALLOWED, "daftar:izin")
    assert Step.IMPORTED not in [s.step for s in Matcher(SHIPPED).explain(host("x.example")).steps]


def test_what_the_signature_list_itself_says() -> None:
    one = matcher((imported("a"),), row("a", "contoh.example"))
    said = {
        name: one.standing(HOST, name)
        for name in (
            "m.bank.example",
            "x.go.id",
            "w88.example",
            "ramalan.example",
            "contoh.example",
        )
    }
    assert list(said.values()) == [
        (NameClass.NONE, "bank"),
        (NameClass.INSTITUTIONAL, ""),
        (NameClass.STRONG, "w88"),
        (NameClass.NEAR, "ramalan"),
        None,
    ]
    assert one.standing(PACKAGE, "id.contoh.bank") == (NameClass.NONE, "bank")
    assert one.standing(PACKAGE, "id.contoh.slot88") == (NameClass.STRONG, "slot88")
    assert one.standing(PACKAGE, "id.lain") is None


def test_a_list_grows_old() -> None:
    one = imported("a")
    assert not one.is_stale(date(2026, 11, 18))
    assert one.is_stale(date(2026, 11, 19))
    assert replace(one, dated=None).age_days(date(2026, 11, 24)) == 1
    assert one.age_days(date(2026, 1, 1)) == 0


def signed(package: str, *sha256: str, sha1: tuple[str, ...] = ()) -> Sighting:
    file = AppFile(package=package, user=0, certificate_sha256=sha256, certificate_sha1=sha1)
    return Sighting(record=file, captures=(3,))


def certificate(name: str, value: str, **more: object) -> ListedName:
    return row(name, value, Scope.EXACT, kind=CERTIFICATE, **more)


def test_an_app_of_a_listed_signer_matches_by_its_own_name() -> None:
    one = matcher((imported("a"),), certificate("a", SIGNED_BY, says="Contoh Slot"))
    judged = one.match("x", [signed("id.contoh.ganti.nama", "ef" * 32, SIGNED_BY)])
    (found,) = judged.matched
    assert (found.match.matched, found.match.signature) == ("id.contoh.ganti.nama", "daftar:a")
    assert found.match.strength is Strength.MEDIUM
    assert found.match.reason.startswith(f'Sertifikat {SIGNED_BY} tercantum dalam daftar "a"')
    assert judged.listed == (certificate("a", SIGNED_BY, says="Contoh Slot"),)


def test_the_older_hash_of_a_certificate_is_looked_up_too_and_one_app_matches_once() -> None:
    rows = (certificate("a", SIGNED_BY_OLD), certificate("a", SIGNED_BY))
    one = matcher((imported("a"),), *rows)
    assert len(one.match("x", [signed("id.x.y", sha1=(SIGNED_BY_OLD,))]).matched) == 1
    both = one.match("x", [signed("id.x.y", SIGNED_BY, sha1=(SIGNED_BY_OLD,))])
    assert [found.match.matched for found in both.matched] == ["id.x.y"]


def test_a_certificate_says_nothing_of_an_app_that_must_not_match_or_that_an_entry_lists() -> None:
    one = matcher((imported("a"),), certificate("a", SIGNED_BY))
    assert one.match("x", [signed("id.contoh.bank", SIGNED_BY)]).matched == ()
    judged = one.match("x", [signed("id.contoh.slot88", SIGNED_BY)])
    assert [found.match.signature for found in judged.matched] == ["slot88"]
    assert judged.listed == (certificate("a", SIGNED_BY),)  # but the report says so


def test_certificates_are_matched_with_imported_lists_only_and_allow_lists_silence_them() -> None:
    lists = (imported("a"), imported("b", ListRole.ALLOW))
    rows = (certificate("a", SIGNED_BY), certificate("b", SIGNED_BY, allow=True))
    assert matcher(lists, *rows).match("x", [signed("id.x.y", SIGNED_BY)]).matched == ()
    observable = Observable(kind=CERTIFICATE, value=SIGNED_BY)
    assert matcher(()).classify(observable).cls is NameClass.NONE
    assert matcher((imported("a"),), rows[0]).classify(observable).cls is NameClass.MEDIUM
    verified = imported("a", verified_by="Penelaah")
    assert matcher((verified,), rows[0]).classify(observable).cls is NameClass.STRONG
