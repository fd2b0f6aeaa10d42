"""What a document says: different facts in different words, and nothing that did not match."""

from datetime import UTC, date, datetime, timedelta

import pytest

from phone_audit.model.assessment import Circumstance, Finding, Outcome, UseSummary
from phone_audit.model.capture import Gap, GapReason
from phone_audit.model.case import EmploymentStatus, Holder, Origin, Person
from phone_audit.model.evidence import (
    EnabledState,
    InstalledApp,
    InstallReason,
    Presence,
    SiteTrace,
)
from phone_audit.model.papers import Summons
from phone_audit.model.phone import ClockReading
from phone_audit.model.record import canonical_json, replace
from phone_audit.reporting.build import capture_numbers
from phone_audit.reporting.document import FindingLine, ReportDocument
from phone_audit.reporting.voice import host_words
from tests.reporting.examples import (
    STARTED,
    bilingual,
    document_of,
    examination,
    papers,
    with_findings,
)
from tests.reporting.findings import USE, app_finding, many_findings, match, site_finding


def line_of(finding: Finding) -> FindingLine:
    return document_of(with_findings((finding,)))[0].findings[0]


def field(document: ReportDocument, label: str) -> str:
    return next(one.value for one in (*document.holder, *document.phone) if one.label == label)


def test_four_ways_of_being_there_have_four_wordings() -> None:
    lines = {
        "removed": line_of(app_finding(presence=Presence.DATA_KEPT, opened=None)),
        "never opened": line_of(app_finding(opened=False)),
        "preinstalled": line_of(app_finding(system=True)),
        "restored": line_of(app_finding(install_reason=InstallReason.DEVICE_RESTORE)),
    }
    assert "sudah dihapus, datanya tersisa" in lines["removed"].known
    assert lines["removed"].when == ("sudah dihapus, datanya tersisa",)
    assert "belum pernah dibuka sejak dipasang" in lines["never opened"].known
    assert "bawaan pabrik" in lines["preinstalled"].known
    assert not any("pertama dipasang" in fact for fact in lines["preinstalled"].known)
    assert "disalin dari perangkat lama 2 Nov 2026 21.40 WIB" in lines["restored"].known
    assert lines["restored"].when == ("disalin 2 Nov 2026",)
    assert len({line.known for line in lines.values()}) == 4


def test_who_installed_and_who_supplied_the_file_is_told() -> None:
    known = line_of(app_finding(originator="org.contoh.pesan")).known
    assert "dipasang melalui pemasang paket" in known
    assert "berkas diberikan oleh org.contoh.pesan" in known
    assert "dari berkas yang diunduh" in known


def test_use_is_told_in_days_and_time_and_held_against_the_thresholds() -> None:
    line = line_of(app_finding(use=USE))
    assert line.when == ("dipasang 2 Nov 2026", "4 hari, 1 jam 12 menit")
    assert "tampil di layar pada sekurangnya 4 hari berbeda" in line.known
    assert "memenuhi ambang jejak penggunaan" in line.known
    few = UseSummary(days=1, dates=(), foreground_ms=1000, sufficient=False)
    assert "di bawah ambang jejak penggunaan" in line_of(app_finding(use=few)).known


def test_a_site_tells_what_was_answered_and_the_name_really_seen() -> None:
    allowed, blocked = line_of(site_finding()), line_of(site_finding(allowed=False))
    assert allowed.value == "togel-contoh.example"
    assert allowed.known == (
        (
            "notifikasi diizinkan 3 Nov 2026 10.11 WIB, notifikasi terakhir diterima 18 Nov 2026 "
            "06.58 WIB, melalui peramban Chrome, nama yang terlihat m.togel-contoh.example"
        ),
    )
    assert blocked.known[0].startswith("notifikasi ditolak 3 Nov 2026 10.11 WIB, melalui")
    unknown = line_of(site_finding(allowed=None))
    assert unknown.when == ("tercatat 3 Nov 2026",)


def test_a_finding_in_another_profile_names_the_profile_and_never_its_name() -> None:
    assert line_of(replace(app_finding(), user=10)).known[0] == "pada profil kerja (10)"
    assert line_of(replace(app_finding(), user=77)).known[0] == "pada profil lain (77)"


def test_every_circumstance_and_every_explanation_of_the_list_is_printed() -> None:
    finding = app_finding(circumstances=tuple(Circumstance))
    finding = replace(
        finding,
        match=match(innocent_explanations=("Sebelum Agustus domain ini diparkir.",)),
    )
    explanations = line_of(finding).explanations
    assert len(explanations) == len(Circumstance) + 1
    assert explanations[-1] == "Sebelum Agustus domain ini diparkir (keterangan daftar tanda)"


def test_an_app_hidden_with_a_function_of_the_maker_is_told_as_such() -> None:
    finding = app_finding()
    first = finding.sightings[0]
    record = first.record
    assert isinstance(record, InstalledApp)
    frozen = replace(
        first,
        record=replace(record, enabled=EnabledState.DISABLED_BY_USER, frozen_by_maker=True),
    )
    known = line_of(replace(finding, sightings=(frozen,))).known
    assert "disembunyikan atau dibekukan dengan fungsi pabrikan" in known


def test_the_validity_of_a_domain_is_told() -> None:
    finding = replace(
        site_finding(), match=match(valid_from=date(2026, 8, 1), valid_until=date(2026, 9, 1))
    )
    known = line_of(finding).known
    assert "domain tercatat milik operator sejak 1 Agu 2026" in known
    assert "domain tercatat milik operator sampai 1 Sep 2026" in known


def many_of(finding: Finding, vias: int) -> Finding:
    """Return the finding with three hundred traces of its kind, spread over ``vias`` places."""
    first = finding.sightings[0]
    record = first.record
    assert isinstance(record, SiteTrace)
    return replace(
        finding,
        sightings=tuple(
            replace(
                first,
                record=replace(
                    record,
                    decided_at=STARTED + timedelta(minutes=number),
                    host=f"m{number}.togel-contoh.example",
                    via=f"id.contoh.peramban{number % vias}",
                ),
                captures=(number,),
            )
            for number in range(300)
        ),
    )


def test_hundreds_of_traces_of_one_site_in_one_browser_are_one_line() -> None:
    line = line_of(many_of(site_finding(), vias=1))
    assert line.known == (
        (
            "notifikasi diizinkan (300 catatan) antara 19 Nov 2026 09.14 WIB dan 19 Nov 2026 14.13 "
            "WIB, notifikasi terakhir diterima 18 Nov 2026 06.58 WIB, melalui peramban "
            "id.contoh.peramban0, nama yang terlihat m0.togel-contoh.example, "
            "m1.togel-contoh.example, m2.togel-contoh.example, m3.togel-contoh.example, "
            "dan 296 lainnya"
        ),
    )
    assert line.reference == "#0–299"


def test_what_is_too_much_for_a_panel_ends_in_a_count() -> None:
    line = line_of(many_of(site_finding(), vias=40))
    assert len(line.known) == 31
    assert line.known[-1] == "10 catatan lain ada pada bukti.json"


def test_references_are_short() -> None:
    assert capture_numbers(()) == ""
    assert capture_numbers((1, 2, 3, 7)) == "#1–3, #7"
    assert capture_numbers(range(0, 40, 2)) == "#0, #2, #4, #6, #8, #10, …"


@pytest.mark.parametrize(
    ("host", "printed"),
    [
        ("slot.example", "slot.example"),
        ("xn--slt-1na.example", "xn--slt-1na.example (sløt.example)"),
        ("xn--80ak6aa92e.example", "xn--80ak6aa92e.example (аррӏе.example)"),
        ("xn--\u00e9.example", "xn--\u00e9.example"),
        ("xn--99999999.example", "xn--99999999.example"),
        ("xn--mgbh0fb.example", "xn--mgbh0fb.example (<U+0645><U+062B><U+0627><U+0644>.example)"),
    ],
)
def test_international_hosts_show_both_forms(host: str, printed: str) -> None:
    assert host_words(host) == printed


def test_the_sentence_of_nil_says_what_was_read_and_what_was_not() -> None:
    document, _ = document_of(examination())
    assert document.conclusion.sentence == (
        "Tidak ditemukan kecocokan dengan daftar tanda pada sumber yang terbaca: Aplikasi "
        "terpasang (142 dibaca), Statistik pemakaian (88 dibaca), Notifikasi situs (12 dibaca). "
        "Sumber yang tidak terbaca: tidak ada."
    )
    assert document.conclusion.draft == ""
    assert field(document, "Kelengkapan") == "Lengkap (3 dari 3 sumber)"


def test_a_gap_is_told_in_the_sentence_of_nil_but_an_assumption_only_in_the_annex() -> None:
    whole = examination()
    gaps = (
        Gap(source="site_channels", topic="channels", reason=GapReason.CLOSED_PROFILE, user=10),
        Gap(source="app_use", topic="usage", reason=GapReason.ASSUMED, detail="zona WIB"),
    )
    document, _ = document_of(replace(whole, assessment=replace(whole.assessment, gaps=gaps)))
    sentence = document.conclusion.sentence
    assert sentence.endswith("Notifikasi situs – profil tertutup, isinya tidak dibaca.")
    assert [gap.reason for gap in document.annex.gaps] == [
        "profil tertutup, isinya tidak dibaca",
        "terbaca dengan anggapan yang disebutkan (zona WIB)",
    ]
    assert document.annex.gaps[0].user == "profil kerja (10)"


def test_an_interrupted_examination_says_so() -> None:
    document, _ = document_of(examination(Outcome.INCONCLUSIVE))
    assert document.conclusion.sentence.startswith(
        "Pemeriksaan tidak lengkap (Aplikasi terpasang – sambungan perangkat terputus; "
        "Statistik pemakaian – belum ditanyakan ketika pemeriksaan berakhir)."
    )
    assert field(document, "Kelengkapan") == (
        "Tidak lengkap: 1 dari 3 sumber terbaca lengkap; pemeriksaan terhenti sebelum selesai"
    )


def test_outcomes_that_rest_on_a_match_are_drafts_until_read_by_a_second_reader() -> None:
    drafts = {outcome: document_of(examination(outcome))[0] for outcome in Outcome}
    for outcome, document in drafts.items():
        rests_on_match = outcome not in {Outcome.NIL, Outcome.INCONCLUSIVE}
        assert bool(document.conclusion.draft) is rests_on_match
        roles = [signer.role for signer in document.signers]
        assert ("Pembaca kedua," in roles) is rests_on_match
        assert len(roles) == (6 if rests_on_match else 5)


def test_the_rule_its_number_and_the_thresholds_are_printed() -> None:
    conclusion = document_of(examination(Outcome.INDICATED_USE))[0].conclusion
    assert conclusion.rule.startswith("Aturan 1 dari 5:")
    assert conclusion.because == "Didasarkan pada temuan 1."
    assert "≥ 2 hari dan ≥ 5 menit" in conclusion.thresholds
    assert "pada 4 hari berbeda" in conclusion.sentence


def test_institutional_names_do_not_count_and_say_so() -> None:
    whole = examination()
    assessment = replace(whole.assessment, institutional=("slot.contoh.go.id",))
    document, _ = document_of(replace(whole, assessment=assessment))
    (note,) = document.conclusion.notes
    assert "tidak dihitung terhadap pemegang: slot.contoh.go.id." in note


def test_block_pages_are_told_beside_findings_of_sites_and_say_that_they_are_no_visits() -> None:
    def notes(finding: Finding, blocked: int | None) -> tuple[str, ...]:
        whole = with_findings((finding,))
        assessment = replace(whole.assessment, blocked=blocked)
        return document_of(replace(whole, assessment=assessment))[0].conclusion.notes

    (note,) = notes(site_finding(), 2)
    assert "(2 nama)" in note
    assert "bukan kunjungan" in note
    assert notes(site_finding(), 0) == notes(site_finding(), None) == ()
    assert notes(app_finding(), 2) == ()


def test_titles_of_people_follow_their_status() -> None:
    whole = examination()
    person = Person(name="Contoh Orang", nip="199901012024211001", rank="IX")
    pppk, _ = document_of(
        replace(whole, holder=Holder(person=person, status=EmploymentStatus.PPPK))
    )
    assert field(pppk, "NI PPPK") == "19990101 202421 1 001"
    assert field(pppk, "Golongan") == "IX"
    assert pppk.signers[0].number == "NI PPPK 19990101 202421 1 001"
    helper = Holder(
        person=Person(name="Contoh Orang"),
        status=EmploymentStatus.NON_ASN,
        attendance_number="17",
    )
    other, _ = document_of(replace(whole, holder=helper))
    assert field(other, "No. daftar hadir") == "17"
    assert "Pangkat/Gol." not in {one.label for one in other.holder}
    assert other.signers[0].number == "No. daftar hadir 17"
    assert not any("94 Tahun 2021" in text for text in other.legal_basis)


def test_the_legal_basis_of_the_case_wins_and_the_assignment_is_never_left_out() -> None:
    whole = examination()
    document, _ = document_of(replace(whole, case=replace(whole.case, legal_basis=("Perwali 1",))))
    assert document.legal_basis == (
        "Perwali 1",
        "Surat Tugas Inspektur Nomor 800.1.11.1/412/435.010/2026 tanggal 18 November 2026",
    )


@pytest.mark.parametrize(
    ("clock", "printed"),
    [
        (None, "tidak terukur"),
        (ClockReading(measured_at=STARTED), "tidak terukur"),
        (ClockReading(offset_ms=12, measured_at=STARTED), "kurang dari 0,1 detik"),
        (
            ClockReading(offset_ms=-3_600_000, uncertainty_ms=40, measured_at=STARTED),
            "perangkat 3.600,0 detik lebih lambat (± 0,0)",
        ),
    ],
)
def test_the_clock_difference(clock: ClockReading | None, printed: str) -> None:
    document, _ = document_of(replace(examination(), clock=clock))
    assert field(document, "Selisih jam") == printed


def test_imported_answers_say_that_the_phone_was_not_touched() -> None:
    document, _ = document_of(replace(examination(), origin=Origin.BUG_REPORT))
    assert document.annex.changes == (
        "Jawaban dibaca dari berkas; program ini tidak berhubungan dengan perangkat.",
    )


def test_a_thousand_findings_are_a_thousand_lines() -> None:
    document, _ = document_of(with_findings(many_findings(1000)))
    assert len(document.findings) == 1000


def test_english_is_english_throughout() -> None:
    document, _ = document_of(examination(Outcome.SUSPECTED), "en")
    text = canonical_json(document).decode()
    for word in ("perangkat", "dipasang", "Aturan", "terbaca", "Pemegang"):
        assert word not in text


def test_a_year_no_calendar_has_does_not_stop_a_report() -> None:
    line = line_of(app_finding(first_installed_at=datetime.max.replace(tzinfo=UTC)))
    assert any("9999" in fact for fact in line.known)


def test_a_draft_until_a_second_reader_has_confirmed() -> None:
    whole = examination(Outcome.SUSPECTED)
    draft, _ = document_of(whole)
    assert draft.conclusion.draft.startswith("KONSEP")
    assert draft.conclusion.review == ""
    confirmed, _ = document_of(whole, told=papers(Outcome.SUSPECTED))
    assert confirmed.conclusion.draft == ""
    assert confirmed.conclusion.review == (
        "Dibaca dan dibenarkan oleh Contoh Pembaca Enam, pembaca kedua, "
        "19 November 2026 09.39.52 WIB."
    )
    assert [one.name for one in confirmed.signers if "Pembaca" in one.role] == [
        "Contoh Pembaca Enam"
    ]
    assert document_of(examination(Outcome.NIL))[0].conclusion.draft == ""


def test_a_lowered_outcome_says_from_what_by_whom_and_why() -> None:
    shown = document_of(examination(Outcome.INDICATED_USE), told=papers())[0].conclusion
    assert (shown.outcome, shown.computed) == (Outcome.CLARIFY, Outcome.INDICATED_USE)
    assert shown.label == "PERLU KLARIFIKASI"
    assert shown.review.startswith("Diturunkan dari TERINDIKASI DIGUNAKAN oleh Contoh Pembaca")
    assert shown.reason == "Alasan: Aplikasi dipasang oleh penjual ponsel."
    assert "Aturan 1 dari 5" in shown.rule
    nil = document_of(examination(Outcome.SUSPECTED), told=papers(Outcome.NIL))[0].conclusion
    assert nil.label == "NIHIL TEMUAN"
    assert "tidak dihitung terhadap perangkat ini" in nil.sentence


def test_a_long_reason_stands_in_the_annex_whole() -> None:
    told = papers()
    reason = "Alasan yang panjang. " * 60
    told = replace(told, reviews=(replace(told.reviews[0], reason=reason),))
    document, _ = document_of(examination(Outcome.SUSPECTED), told=told)
    assert document.conclusion.reason.endswith("(selengkapnya pada Lampiran)")
    assert reason.strip() in document.annex.reasons[0]


def test_the_newest_notice_and_letter_decide_names_and_number() -> None:
    told = papers()
    assert told.notice is not None
    assert told.notice.holder is not None
    person = replace(told.notice.holder.person, name="Contoh Nama Benar")
    notice = replace(told.notice, holder=replace(told.notice.holder, person=person))
    document, _ = document_of(examination(Outcome.SUSPECTED), told=replace(told, notice=notice))
    assert field(document, "Nama") == "Contoh Nama Benar"
    assert document.signers[0].name == "Contoh Nama Benar"
    assert document.letter_number == "700.1.2.3/117-003/LPP"


def test_what_happens_later_does_not_change_the_report() -> None:
    told = papers()
    before = document_of(examination(Outcome.SUSPECTED), told=told)[0]
    later = replace(told, hand_back=None, forwardings=(), summons=Summons(at=STARTED))
    assert document_of(examination(Outcome.SUSPECTED), told=later)[0] == before


def test_the_initial_state_is_ticked_from_the_handover() -> None:
    (state,) = document_of(examination(), told=papers())[0].initial_state
    assert [(one.label, one.ticked) for one in state.boxes] == [
        ("menyala", True),
        ("dibuka kuncinya oleh pemegang", True),
        ("modus pesawat aktif", False),
    ]


def test_a_bilingual_document_has_a_gloss_and_others_none() -> None:
    plain, _ = document_of(examination(Outcome.SUSPECTED))
    assert plain.gloss == {}
    assert plain.conclusion.sentence_gloss == ""
    both, _ = document_of(bilingual(examination(Outcome.SUSPECTED)))
    assert both.gloss["section_holder"] == "A. Holder of the phone"
    assert "does not prove" in both.conclusion.sentence_gloss
    assert "nip" not in both.gloss  # the same in both languages
    english, _ = document_of(bilingual(examination(Outcome.SUSPECTED)), "en")
    assert english.gloss == {}
