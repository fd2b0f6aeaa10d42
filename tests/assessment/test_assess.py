from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.assessment.assess import assess, mechanisms
from phone_audit.model.assessment import Circumstance, Match, Matched, Outcome, SourceStatus
from phone_audit.model.capture import Gap, GapReason
from phone_audit.model.evidence import (
    AppFile,
    AppTraceKind,
    Covered,
    InstallReason,
    Presence,
    Sighting,
    SiteTraceKind,
)
from phone_audit.model.phone import Profile, ProfileKind
from phone_audit.model.record import replace
from phone_audit.model.signature import GamblingKind, Strength
from tests.assessment.examples import (
    CLAIMED,
    OWNER,
    READ_WHOLE,
    THRESHOLDS,
    WIB,
    app,
    asked,
    basis,
    day,
    matched,
    site,
    trace,
    use,
)

MEDIUM, WEAK = Strength.MEDIUM, Strength.WEAK
ONE_DAY, TWO_DAYS = ("2026-11-19",), ("2026-11-18", "2026-11-19")
LINK, HISTORY = SiteTraceKind.LINK_OPENED, SiteTraceKind.HISTORY_VISIT


@dataclass(frozen=True)
class Row:
    says: str
    basis: object
    outcome: Outcome
    rule: int


TABLE = (
    Row("nothing matched, everything read", basis(), Outcome.NIL, 5),
    Row(
        "nothing matched, the app list broke off",
        basis(covered=(replace(READ_WHOLE, complete=False),)),
        Outcome.INCONCLUSIVE,
        4,
    ),
    Row("nothing matched, no list of profiles", basis(profiles=()), Outcome.INCONCLUSIVE, 4),
    Row(
        "strong app used on two days for half an hour",
        basis(matched(app()), matched(use("id.contoh.slot", 30, *TWO_DAYS))),
        Outcome.INDICATED_USE,
        1,
    ),
    Row(
        "strong app used on one day only",
        basis(matched(app()), matched(use("id.contoh.slot", 30, "2026-11-19"))),
        Outcome.SUSPECTED,
        2,
    ),
    Row(
        "strong app used on two days for under five minutes",
        basis(matched(app()), matched(use("id.contoh.slot", 4, *TWO_DAYS))),
        Outcome.SUSPECTED,
        2,
    ),
    Row("strong app opened, no statistics", basis(matched(app())), Outcome.SUSPECTED, 2),
    Row("strong app never opened", basis(matched(app(opened=False))), Outcome.CLARIFY, 3),
    Row("strong app of the factory image", basis(matched(app(system=True))), Outcome.CLARIFY, 3),
    Row(
        "strong app of the factory image, used",
        basis(matched(app(system=True)), matched(use("id.contoh.slot", 90, *TWO_DAYS))),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "strong app copied from an older phone",
        basis(matched(app(install_reason=InstallReason.DEVICE_RESTORE))),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "strong app copied from an older phone and used here",
        basis(
            matched(app(installer="com.sec.android.easyMover")),
            matched(use("id.contoh.slot", 90, *TWO_DAYS)),
        ),
        Outcome.INDICATED_USE,
        1,
    ),
    Row(
        "strong app removed, its data kept",
        basis(matched(app(presence=Presence.DATA_KEPT))),
        Outcome.CLARIFY,
        3,
    ),
    Row("strong app only in old statistics", basis(matched(use())), Outcome.CLARIFY, 3),
    Row("strong site, notifications allowed", basis(matched(site())), Outcome.SUSPECTED, 2),
    Row("strong site, request refused", basis(matched(site(allowed=False))), Outcome.CLARIFY, 3),
    Row(
        "strong site dated years before any list named it",
        basis(matched(site(decided_at=day("2023-01-01")), valid_from=day("2026-08-23").date())),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "strong site dated some months before a list named it",
        basis(matched(site(decided_at=day("2026-03-01")), valid_from=day("2026-08-23").date())),
        Outcome.SUSPECTED,
        2,
    ),
    Row(
        "strong site dated after the domain changed hands",
        basis(matched(site(), valid_until=day("2026-10-01").date())),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "undated strong site on a domain that changed hands",
        basis(matched(site(decided_at=None), valid_until=day("2026-10-01").date())),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "one link to a strong site opened from another app",
        basis(matched(site(trace=LINK, allowed=None, decided_at=None, visits=1, days=ONE_DAY))),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "links to a strong site opened five times on two days",
        basis(matched(site(trace=LINK, allowed=None, decided_at=None, visits=5, days=TWO_DAYS))),
        Outcome.INDICATED_USE,
        1,
    ),
    Row(
        "five visits on one day are no use",
        basis(matched(site(trace=HISTORY, allowed=None, visits=5, days=ONE_DAY))),
        Outcome.SUSPECTED,
        2,
    ),
    Row(
        "visits that are all redirects",
        basis(matched(site(trace=HISTORY, allowed=None, visits=0, uncounted=9))),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "an open tab alone",
        basis(matched(site(trace=SiteTraceKind.OPEN_TAB, allowed=None, decided_at=None))),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "a file downloaded from a strong site, alone",
        basis(matched(site(trace=SiteTraceKind.DOWNLOAD, allowed=None, decided_at=None))),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "an open tab beside an allowed notification",
        basis(
            matched(site(trace=SiteTraceKind.OPEN_TAB, allowed=None, decided_at=None)),
            matched(site()),
        ),
        Outcome.SUSPECTED,
        2,
    ),
    Row(
        "a strong site on the home screen",
        basis(matched(site(trace=SiteTraceKind.HOME_SCREEN, allowed=None, decided_at=None))),
        Outcome.SUSPECTED,
        2,
    ),
    Row(
        "a thousand pushes are no use",
        basis(matched(site(trace=SiteTraceKind.PUSH_RECEIVED, visits=1000, days=TWO_DAYS))),
        Outcome.SUSPECTED,
        2,
    ),
    Row(
        "a removal in the maker's log",
        basis(matched(trace(AppTraceKind.REMOVAL_LOGGED))),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "only a downloaded file",
        basis(matched(trace(AppTraceKind.FILE_PRESENT))),
        Outcome.CLARIFY,
        3,
    ),
    Row("one medium app", basis(matched(app(), MEDIUM)), Outcome.CLARIFY, 3),
    Row(
        "one medium app and its own statistics are one witness",
        basis(matched(app(), MEDIUM), matched(use("id.contoh.slot", 90, *TWO_DAYS), MEDIUM)),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "two medium apps of one list are one source",
        basis(matched(app("id.contoh.a"), MEDIUM), matched(app("id.contoh.b"), MEDIUM)),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "a medium app and a medium site",
        basis(matched(app(), MEDIUM), matched(site(), MEDIUM)),
        Outcome.SUSPECTED,
        2,
    ),
    Row(
        "one medium site in two browsers",
        basis(matched(site(), MEDIUM), matched(site(via="com.sec.android.app.sbrowser"), MEDIUM)),
        Outcome.SUSPECTED,
        2,
    ),
    Row(
        "a medium app and a refused medium site",
        basis(matched(app(), MEDIUM), matched(site(allowed=False), MEDIUM)),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "weak matches only, many",
        basis(*(matched(site(f"s{n}.example"), WEAK) for n in range(9))),
        Outcome.CLARIFY,
        3,
    ),
    Row(
        "a match stays although the list broke off",
        basis(matched(app()), covered=(replace(READ_WHOLE, complete=False),)),
        Outcome.SUSPECTED,
        2,
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.says)
def test_the_first_rule_that_fits_wins(row):
    result = assess(row.basis, zone=WIB, thresholds=THRESHOLDS)
    assert (result.outcome, result.rule) == (row.outcome, row.rule)
    assert result.thresholds == THRESHOLDS
    assert bool(result.because) == bool(result.findings)


def test_a_closed_profile_is_a_gap_and_not_an_inconclusive_phone():
    folder = Profile(user=150, flags=0x20030, profile=ProfileKind.SECURE_FOLDER, running=True)
    gap = Gap(
        source="installed_apps", topic="package_list", reason=GapReason.CLOSED_PROFILE, user=150
    )
    result = assess(basis(profiles=(OWNER, folder), gaps=(gap,)), zone=WIB, thresholds=THRESHOLDS)
    assert result.outcome is Outcome.NIL
    assert result.gaps == (gap,)


def test_a_clone_profile_that_timed_out_is_inconclusive():
    clone = Profile(user=999, flags=0x800010, profile=ProfileKind.CLONE, running=True)
    gap = Gap(source="installed_apps", topic="package_list", reason=GapReason.TIMED_OUT, user=999)
    result = assess(basis(profiles=(OWNER, clone), gaps=(gap,)), zone=WIB, thresholds=THRESHOLDS)
    assert result.outcome is Outcome.INCONCLUSIVE


def test_work_profile_apps_only_ask_for_clarification():
    work = Profile(user=10, flags=0x1030, profile=ProfileKind.WORK, running=True)
    both = (READ_WHOLE, Covered(source="installed_apps", user=10, complete=True, read=3))
    result = assess(
        basis(matched(app(user=10)), profiles=(OWNER, work), covered=both),
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert result.outcome is Outcome.CLARIFY
    assert result.findings[0].circumstances == (Circumstance.WORK_PROFILE,)


def test_one_app_seen_by_list_and_statistics_is_one_finding_with_both_sources():
    result = assess(
        basis(matched(app()), matched(use("id.contoh.slot", 30, *TWO_DAYS), number=4)),
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    (finding,) = result.findings
    assert finding.sources == ("installed_apps", "app_use")
    assert [sighting.captures for sighting in finding.sightings] == [(1,), (4,)]
    assert mechanisms(finding) == {"app"}


def test_a_record_without_a_user_joins_the_user_who_has_the_app():
    removed = trace(AppTraceKind.REMOVED_LATELY, user=None)
    result = assess(
        basis(
            matched(removed),
            matched(trace(AppTraceKind.FOLDER_LEFT), number=2),
            matched(app(user=999), number=3),
        ),
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert [(one.user, len(one.sightings)) for one in result.findings] == [(999, 2), (0, 1)]
    assert Circumstance.REMOVED not in result.findings[0].circumstances
    assert result.outcome is Outcome.SUSPECTED


def test_of_a_removed_app_each_record_stands_in_one_finding():
    records = (
        trace(AppTraceKind.REMOVED_LATELY, user=None),
        trace(AppTraceKind.FOLDER_LEFT),
        trace(AppTraceKind.USED_SINCE_BOOT, user=None),
    )
    result = assess(basis(*map(matched, records)), zone=WIB, thresholds=THRESHOLDS)
    (finding,) = result.findings
    assert (finding.user, [one.record for one in finding.sightings]) == (0, list(records))
    assert finding.circumstances == (Circumstance.REMOVED,)
    (alone,) = assess(basis(matched(records[0])), zone=WIB, thresholds=THRESHOLDS).findings
    assert (alone.user, alone.circumstances) == (None, (Circumstance.REMOVED,))


def test_an_allowed_site_is_not_excused_by_a_refused_one():
    result = assess(
        basis(
            matched(site()),
            matched(
                site("www.slot-contoh.example", allowed=False),
                matched="slot-contoh.example",
                signature="contoh-m.slot-contoh.example",
            ),
        ),
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    (finding,) = result.findings
    assert finding.circumstances == ()
    assert result.outcome is Outcome.SUSPECTED


@pytest.mark.parametrize(
    ("other", "outcome"),
    [(GamblingKind.GREY_CHIP, Outcome.CLARIFY), (GamblingKind.SLOT, Outcome.SUSPECTED)],
)
def test_chip_games_alone_never_make_a_suspicion(other, outcome):
    """Some of them are lawfully registered; two witnesses of one do not change that."""
    ones = (
        matched(app("id.contoh.chip"), MEDIUM, kind=GamblingKind.GREY_CHIP),
        matched(site(), MEDIUM, kind=other),
    )
    assert assess(basis(*ones), zone=WIB, thresholds=THRESHOLDS).outcome is outcome


def test_strong_findings_come_first_and_are_numbered_from_one():
    result = assess(
        basis(matched(app("id.contoh.a"), WEAK), matched(app("id.contoh.b"))),
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert [(f.number, f.value) for f in result.findings] == [
        (1, "id.contoh.b"),
        (2, "id.contoh.a"),
    ]


def test_sources_are_summed_up_in_counts_only():
    gaps = (Gap(source="site_notifications", topic="channels", reason=GapReason.TIMED_OUT),)
    result = assess(
        basis(
            matched(app()),
            gaps=gaps,
            asked=asked(installed_apps=2, app_use=0, site_notifications=1),
        ),
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert [(s.source, s.status, s.read, s.matched) for s in result.sources] == [
        ("installed_apps", SourceStatus.COMPLETE, 120, 1),
        ("app_use", SourceStatus.NOT_NEEDED, 0, 0),
        ("site_notifications", SourceStatus.UNREAD, 0, 0),
    ]


def test_a_downloaded_file_is_not_called_a_removed_app():
    result = assess(
        basis(matched(trace(AppTraceKind.FILE_PRESENT))), zone=WIB, thresholds=THRESHOLDS
    )
    assert result.findings[0].circumstances == (Circumstance.ONLY_A_FILE,)


def test_an_installed_app_known_only_by_its_signer_is_neither_a_file_nor_gone():
    signed = AppFile(package="id.contoh.lain", user=0, certificate_sha256=("ab" * 32,))
    seen = Matched(
        source="declared_links",
        sighting=Sighting(record=signed, captures=(1,)),
        match=Match(
            signature="daftar:kantor",
            signature_name="Daftar kantor",
            strength=Strength.MEDIUM,
            matched="id.contoh.lain",
            reason="Sertifikat tercantum dalam daftar.",
        ),
    )
    result = assess(basis(seen), zone=WIB, thresholds=THRESHOLDS)
    assert (result.outcome, result.findings[0].circumstances) == (Outcome.CLARIFY, ())


@pytest.mark.parametrize("kind", [AppTraceKind.INSTALL_LOGGED, AppTraceKind.INSTALL_SESSION])
def test_an_installation_without_success_is_not_called_a_removed_app(kind):
    tried = matched(trace(kind, succeeded=False))
    begun = matched(trace(kind))
    done = matched(trace(kind, succeeded=True))
    for ones, expected in (
        ((tried, begun), Circumstance.ONLY_A_FILE),
        ((tried, done), Circumstance.REMOVED),
    ):
        result = assess(basis(*ones), zone=WIB, thresholds=THRESHOLDS)
        assert result.findings[0].circumstances == (expected,)
        assert result.outcome is Outcome.CLARIFY


def test_visits_of_two_places_are_not_added():
    """A history and the event log may tell of the same visit."""
    result = assess(
        basis(
            matched(site(trace=HISTORY, allowed=None, visits=3, days=ONE_DAY)),
            matched(site(trace=LINK, allowed=None, visits=4, days=TWO_DAYS)),
        ),
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    (finding,) = result.findings
    assert (finding.use.visits, finding.use.days) == (4, 2)
    assert mechanisms(finding) == {"links", "history:com.android.chrome"}


_records = st.sampled_from(
    [
        matched(app()),
        matched(app(opened=False)),
        matched(app("id.contoh.b"), MEDIUM),
        matched(use("id.contoh.slot", 30, *TWO_DAYS)),
        matched(site(), MEDIUM),
        matched(site("x.example", allowed=False)),
        matched(site("y.example"), WEAK),
        matched(site(**CLAIMED)),
        matched(site("z.example", **CLAIMED), MEDIUM),
    ]
)
_ORDER = list(Outcome)


@given(st.lists(_records, max_size=6), st.booleans())
def test_a_gap_never_raises_an_outcome_and_a_finding_is_never_lost(ones, broken):
    gaps = tuple(
        Gap(source="installed_apps", topic="package_list", reason=reason, user=0)
        for reason in GapReason
    )
    plain = assess(basis(*ones), zone=WIB, thresholds=THRESHOLDS)
    with_gaps = assess(
        basis(*ones, gaps=gaps, covered=() if broken else (READ_WHOLE,)),
        zone=WIB,
        thresholds=THRESHOLDS,
    )
    assert with_gaps.findings == plain.findings
    if plain.findings:
        assert with_gaps.outcome is plain.outcome
    else:
        assert with_gaps.outcome in {Outcome.NIL, Outcome.INCONCLUSIVE}
    assert with_gaps.gaps == gaps


@given(st.lists(_records, max_size=6), _records)
def test_another_match_never_lowers_an_outcome(ones, more):
    """One exception is stated: an app removed from the phone, seen again as installed."""
    before = assess(basis(*ones), zone=WIB, thresholds=THRESHOLDS).outcome
    excusing = (
        isinstance(more.sighting.record, type(app())) and more.sighting.record.opened is False
    )
    if not excusing:
        after = assess(basis(*ones, more), zone=WIB, thresholds=THRESHOLDS).outcome
        assert _ORDER.index(after) <= _ORDER.index(before)
