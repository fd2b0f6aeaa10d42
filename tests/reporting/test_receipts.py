"""The receipts: what day it was, in what state the phone went and came back."""

from datetime import timedelta

from phone_audit.model.case import Zone
from phone_audit.model.papers import HandBack
from phone_audit.model.record import replace
from phone_audit.reporting.receipts import ReceiptDocument, build_handover, build_return
from tests.reporting.dossiers import blank, dossier
from tests.reporting.examples import CASE, STARTED, papers


def shown(document: ReceiptDocument) -> dict[str, str]:
    return {
        one.label: one.value or ", ".join(box.label for box in one.boxes if box.ticked)
        for one in document.phone
    }


def back(**fields: object) -> ReceiptDocument:
    paper = replace(HandBack(at=STARTED + timedelta(minutes=9)), **fields)
    return build_return(dossier(papers=papers(hand_back=paper)))


def test_the_day_is_spelled_out() -> None:
    values = build_handover(dossier()).values
    assert values["hari"] == "Kamis"
    assert values["tanggal_terbilang"] == (
        "sembilan belas bulan November tahun dua ribu dua puluh enam"
    )
    assert values["jam"] == "09.10 WIB (sembilan lewat sepuluh menit)"
    assert values["tempat"] == "Aula Dinas Contoh"
    english = build_handover(dossier(), lang="en").values
    assert (english["hari"], english["tanggal_terbilang"]) == ("Thursday", "19 November 2026")


def test_the_day_is_that_of_the_place() -> None:
    late = papers(handover=replace(papers().handover, at=STARTED + timedelta(hours=13)))  # type: ignore[type-var]
    case = replace(CASE, zone=Zone.WIT)
    values = build_handover(dossier(papers=late, case=case)).values
    assert values["hari"] == "Jumat"
    assert values["jam"].startswith("00.14 WIT (nol lewat")


def test_the_phone_as_it_was_handed_over() -> None:
    fields = shown(build_handover(dossier()))
    assert fields["Perangkat"] == "Contoh Phone A15 (milik pribadi)"
    assert fields["Nomor seri"] == "CONT••••345"
    assert fields["Kondisi fisik"] == "layar retak di sudut kiri atas"
    assert fields["Baterai"] == "64%"
    assert fields["Keadaan awal"] == "menyala, dibuka kuncinya oleh pemegang"


def test_the_phone_as_it_came_back() -> None:
    fields = shown(build_return(dossier()))
    assert fields["Lama"] == "12 menit"
    assert fields["Keadaan sama"] == "ya"
    assert fields["Otorisasi USB dicabut"] == "ya"
    assert fields["Keluhan pemegang"] == "tidak ada"
    assert "Uraian perbedaan" not in fields


def test_why_something_was_not_set_back_stands_in_the_receipt() -> None:
    document = back(authorisation_revoked=False, not_restored_because="layar mati")
    fields = shown(document)
    assert fields["Otorisasi USB dicabut"] == "tidak"
    assert fields["Alasan belum dilakukan"] == "layar mati"
    assert "Alasan belum dilakukan" not in shown(build_return(dossier()))


def test_the_sentence_about_settings_says_what_is_so() -> None:
    assert build_return(dossier()).condition == "ba_revoked"
    assert build_return(blank()).condition == "ba_revoked"  # a form; both parties sign it
    assert back(authorisation_revoked=False).condition == "ba_not_all_revoked"
    done = back(authorisation_revoked=True, developer_options_restored=True)
    assert done.condition == "ba_revoked"
    assert back(authorisation_revoked=True).condition == "ba_not_all_revoked"


def test_a_different_state_is_said_and_described() -> None:
    document = back(same_condition=False, difference="goresan baru", complaint="lambat")
    assert document.values["keadaan"] == "berbeda dari saat diserahkan"
    assert shown(document)["Uraian perbedaan"] == "goresan baru"
    assert shown(document)["Keluhan pemegang"] == "lambat"
    assert back().values["keadaan"] == ""


def test_without_papers_they_are_forms() -> None:
    for document in (build_handover(blank()), build_return(blank())):
        assert document.values.get("jam", "") == ""
        assert document.place_and_day == "Kota Contoh, "
        assert document.evidence_sha256 == ""
        assert shown(document)["Perangkat"] == ""


def test_parties_and_witnesses() -> None:
    document = build_handover(dossier())
    assert [one.name for one in document.signers] == [
        "Contoh Pegawai Satu",
        "Contoh Petugas Dua",
        "Contoh Saksi Tiga",
        "Contoh Saksi Empat",
    ]
    assert document.witnesses[0].value == "Contoh Saksi Tiga, NIP 19900303 201502 1 003"
