"""Small records become careful words, a timeline, and circumstances that decide nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from phone_audit.model.assessment import Outcome, UseSummary
from phone_audit.model.evidence import (
    AppFile,
    AppTrace,
    AppTraceKind,
    AppTraffic,
    AppUse,
    Sighting,
    SiteTrace,
    SiteTraceKind,
    UseInterval,
)
from phone_audit.model.phone import Context, ContextKind
from phone_audit.model.record import replace
from tests.reporting.examples import document_of, examination, with_findings
from tests.reporting.findings import app_finding, site_finding

MORNING = datetime(2026, 11, 18, 1, 30, tzinfo=UTC)  # 08.30 WIB
PACKAGE = "id.contoh.slot777"


def told(finding, lang="id"):
    document, _ = document_of(with_findings((finding,)), lang)
    return document


def seen(*records):
    return tuple(
        Sighting(record=record, captures=(number,)) for number, record in enumerate(records, 1)
    )


@pytest.mark.parametrize("kind", AppTraceKind)
def test_every_kind_of_app_record_is_said_with_its_time(kind):
    trace = AppTrace(package=PACKAGE, trace=kind, user=0, at=MORNING, note="rare")
    document = told(replace(app_finding(1), sightings=seen(trace), use=None))
    (line,) = document.findings
    assert any("18 Nov 2026 08.30" in fact and "rare" in fact for fact in line.known)


def test_traces_of_removed_apps_say_recorded_as_once_present():
    for kind in (
        AppTraceKind.REMOVAL_LOGGED,
        AppTraceKind.INSTALL_SESSION,
        AppTraceKind.REMOVED_LATELY,
        AppTraceKind.FOLDER_LEFT,
    ):
        trace = AppTrace(package=PACKAGE, trace=kind, user=0)
        (line,) = told(replace(app_finding(1), sightings=seen(trace), use=None)).findings
        assert any("tercatat pernah ada" in fact for fact in line.known)


def test_an_installation_that_failed_is_not_called_once_present():
    for kind in (AppTraceKind.INSTALL_SESSION, AppTraceKind.INSTALL_LOGGED):
        trace = AppTrace(package=PACKAGE, trace=kind, user=0, succeeded=False)
        (line,) = told(replace(app_finding(1), sightings=seen(trace), use=None)).findings
        text = "; ".join(line.known)
        assert "percobaan pemasangan" in text
        assert "pernah ada" not in text


def test_many_small_records_of_one_kind_are_one_line_that_counts_them():
    ends = tuple(
        AppTrace(
            package=PACKAGE,
            trace=AppTraceKind.PROCESS_ENDED,
            user=0,
            at=MORNING + timedelta(hours=number),
            note=("USER REQUESTED", "REMOVE TASK", "LOW MEMORY", "CRASH", "ANR", "SIGNALED")[
                number % 6
            ],
        )
        for number in range(16)
    )
    (line,) = told(replace(app_finding(1), sightings=seen(*ends), use=None)).findings
    assert line.known == (
        (
            "prosesnya berakhir (16 catatan) antara 18 Nov 2026 08.30 WIB dan 18 Nov 2026 23.30 "
            "WIB, keterangan Android: USER REQUESTED, REMOVE TASK, LOW MEMORY, CRASH, dan 2 lainnya"
        ),
    )
    (english,) = told(replace(app_finding(1), sightings=seen(*ends), use=None), "en").findings
    assert english.known[0].startswith("its process ended (16 records) between 18 Nov 2026")


def test_attempts_that_failed_are_not_counted_among_those_that_did_not():
    def attempt(*, succeeded):
        return AppTrace(
            package=PACKAGE,
            trace=AppTraceKind.INSTALL_LOGGED,
            user=0,
            at=MORNING,
            succeeded=succeeded,
            installer="com.android.chrome",
        )

    records = (attempt(succeeded=False), attempt(succeeded=True), attempt(succeeded=False))
    (line,) = told(replace(app_finding(1), sightings=seen(*records), use=None)).findings
    assert line.known == (
        (
            "percobaan pemasangan tercatat dalam log pabrikan (2 catatan) 18 Nov 2026 08.30 WIB, "
            "tidak berhasil, melalui Chrome"
        ),
        "pemasangan tercatat dalam log pabrikan 18 Nov 2026 08.30 WIB, melalui Chrome",
    )


def test_the_last_of_many_last_uses_is_told_alone():
    uses = tuple(
        AppUse(
            package=PACKAGE,
            user=0,
            interval=UseInterval.DAILY,
            begin_at=MORNING,
            last_used_at=MORNING + timedelta(hours=number),
        )
        for number in range(8)
    )
    (line,) = told(replace(app_finding(1), sightings=seen(*uses), use=None)).findings
    assert line.known == ("terakhir tampil 18 Nov 2026 15.30 WIB",)


OTHERS = [kind for kind in SiteTraceKind if kind is not SiteTraceKind.NOTIFICATION_CHANNEL]


@pytest.mark.parametrize("kind", OTHERS)
def test_every_kind_of_site_trace_is_said_with_visits_and_what_was_not_counted(kind):
    trace = SiteTrace(
        host="slot-contoh.example",
        trace=kind,
        via="com.android.chrome",
        user=0,
        first_at=MORNING,
        last_at=MORNING + timedelta(days=1),
        visits=7,
        uncounted=2,
        days=("2026-11-18", "2026-11-19"),
    )
    (line,) = told(replace(site_finding(1), sightings=seen(trace))).findings
    text = "; ".join(line.known)
    assert "antara 18 Nov 2026 08.30 WIB dan 19 Nov 2026 08.30 WIB" in text
    assert "7 kali pada 2 hari berbeda" in text
    assert "2 pengalihan atau muatan otomatis tidak dihitung" in text


def test_visits_that_count_as_use_are_told_as_visits_and_not_as_minutes():
    use = UseSummary(days=2, dates=(), foreground_ms=0, visits=12, sufficient=True)
    (line,) = told(replace(site_finding(1), use=use)).findings
    text = "; ".join(line.known)
    assert "12 kunjungan dihitung pada 2 hari berbeda" in text
    assert "rentang statistik" not in text


def test_files_and_traffic_are_said_in_figures():
    records = (
        AppFile(package=PACKAGE, label="Slot Contoh 777", apk_sha256=("ab" * 32,)),
        AppTraffic(
            package=PACKAGE,
            user=0,
            received_bytes=48_123_456,
            sent_bytes=640,
            first_at=MORNING,
            last_at=MORNING,
            days=("2026-11-18",),
        ),
    )
    (line,) = told(replace(app_finding(1), sightings=seen(*records), use=None)).findings
    text = "; ".join(line.known)
    assert "Slot Contoh 777" in text
    assert "ab" * 32 in text
    assert "48,1 MB diterima, 640 bita dikirim, pada 1 hari" in text


def test_the_timeline_never_adds_two_totals_of_one_day():
    def total(minutes):
        return AppUse(
            package=PACKAGE,
            user=0,
            interval=UseInterval.DAILY,
            begin_at=MORNING,
            foreground_ms=minutes * 60_000,
        )

    weekly = replace(total(500), interval=UseInterval.WEEKLY)
    records = (total(30), total(31), weekly)
    document = told(replace(app_finding(1), sightings=seen(*records), use=None))
    (line,) = document.annex.timeline
    assert (line.day, line.on_screen) == ("18 Nov 2026", "31 menit")


def test_the_timeline_joins_sources_per_day_in_order():
    records = (
        AppTraffic(package=PACKAGE, user=0, received_bytes=1, sent_bytes=1, days=("2026-11-20",)),
        AppTrace(package=PACKAGE, trace=AppTraceKind.INSTALL_LOGGED, user=0, at=MORNING),
        AppTrace(package=PACKAGE, trace=AppTraceKind.PROCESS_ENDED, user=0, at=MORNING),
    )
    document = told(replace(app_finding(1), sightings=seen(*records), use=None))
    first, second = document.annex.timeline
    assert "log pabrikan" in first.records
    assert "prosesnya berakhir" in first.records
    assert (first.traffic, second.traffic, second.day) == ("", "ada", "20 Nov 2026")


def test_a_day_belongs_to_the_zone_of_the_case():
    late = AppTrace(
        package=PACKAGE,
        trace=AppTraceKind.PROCESS_ENDED,
        user=0,
        at=datetime(2026, 11, 18, 17, 30, tzinfo=UTC),  # 00.30 WIB on the 19th
    )
    document = told(replace(app_finding(1), sightings=seen(late), use=None))
    assert document.annex.timeline[0].day == "19 Nov 2026"


def test_circumstances_of_the_phone_are_printed_and_change_nothing():
    plain = examination(Outcome.NIL)
    rooted = replace(
        plain,
        context=(
            Context(context=ContextKind.ROOT_SIGNS, value="/system/xbin/su"),
            Context(context=ContextKind.RECENT_RESET, at=MORNING),
        ),
    )
    before, _ = document_of(plain)
    after, _ = document_of(rooted)
    assert [field.label for field in after.annex.context] == [
        "Tanda akses root",
        "Baru disetel ulang",
    ]
    assert after.conclusion == before.conclusion


@pytest.mark.parametrize(
    ("context", "indonesian", "english"),
    [
        (
            Context(context=ContextKind.VPN_APP, value="Turbo VPN", unnamed=2),
            "Aplikasi VPN: Turbo VPN, 2 lainnya tidak disebut namanya",
            "VPN apps: Turbo VPN, 2 more not named",
        ),
        (
            Context(context=ContextKind.DEFAULT_BROWSER, unnamed=1),
            "Peramban utama: 1 tidak disebut namanya",
            "Default browser: 1 not named",
        ),
        (
            Context(context=ContextKind.CLEARED_DATA, value="Chrome", at=MORNING),
            "Data peramban dikosongkan: Chrome, 18 Nov 2026 08.30 WIB",
            "Data of a browser cleared: Chrome, 18 Nov 2026 08.30 WIB",
        ),
        (
            Context(context=ContextKind.PRIVATE_DNS, value="hostname"),
            "DNS pribadi: server dipilih sendiri",
            "Private DNS: a server of the holder's choice",
        ),
        (
            Context(context=ContextKind.ROOT_SIGNS, value="/system/xbin/su"),
            "Tanda akses root: /system/xbin/su",
            "Signs of root access: /system/xbin/su",
        ),
        (
            Context(context=ContextKind.RECENT_RESET, at=MORNING),
            "Baru disetel ulang: 18 Nov 2026 08.30 WIB",
            "Reset lately: 18 Nov 2026 08.30 WIB",
        ),
    ],
    ids=lambda one: one.context.value if isinstance(one, Context) else "",
)
def test_a_circumstance_is_told_in_words_of_both_languages(context, indonesian, english):
    whole = replace(examination(Outcome.NIL), context=(context,))
    for lang, expected in (("id", indonesian), ("en", english)):
        document, _ = document_of(whole, lang)
        (field,) = document.annex.context
        assert f"{field.label}: {field.value}" == expected


def test_the_consent_to_open_tabs_is_printed_where_it_was_given():
    plain, _ = document_of(examination(Outcome.NIL))
    asked, _ = document_of(replace(examination(Outcome.NIL), open_tabs=True))
    ground = "Dasar baca"
    told = {field.label: field.value for field in asked.holder}
    assert "tab penyamaran" in told[ground]
    assert "tab" not in {field.label: field.value for field in plain.holder}[ground]
