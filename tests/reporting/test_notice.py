"""The notice: what is ticked, what it has to name, and how a refusal reads."""

import pytest

from phone_audit.model.case import EmploymentStatus, Holder, Ownership
from phone_audit.model.papers import Choice
from phone_audit.model.record import canonical_json, replace, sha256_hex
from phone_audit.reporting.notice import NoticeDocument, build_notice
from tests.reporting.dossiers import LEGAL_BASIS, blank, dossier
from tests.reporting.examples import PERSON, papers


def notice(choice: Choice, **changes: object) -> NoticeDocument:
    told = papers()
    assert told.notice is not None
    told = replace(told, notice=replace(told.notice, choice=choice, **changes))
    return build_notice(dossier(papers=told), legal_basis=LEGAL_BASIS)


def ticked(document: NoticeDocument) -> list[str]:
    boxes = ("personal", "agree", "decline", "office", "tabs")
    return [name for name in boxes if getattr(document, name).ticked]


@pytest.mark.parametrize(
    ("choice", "boxes"),
    [
        (Choice.CONSENTED, ["personal", "agree"]),
        (Choice.DECLINED, ["personal", "decline"]),
        (Choice.NOTIFIED, ["office"]),
    ],
)
def test_the_choice_is_ticked(choice: Choice, boxes: list[str]) -> None:
    assert ticked(notice(choice)) == boxes


def test_open_tabs_are_a_box_of_their_own() -> None:
    assert "tabs" in ticked(notice(Choice.CONSENTED, open_tabs=True))


def test_a_refusal_is_recorded_neutrally() -> None:
    document = notice(Choice.DECLINED)
    assert document.declined
    assert "tidak diartikan sebagai indikasi apa pun" in document.labels["pbt_declined"]
    assert not notice(Choice.CONSENTED).declined


def test_without_a_notice_it_is_a_form() -> None:
    document = build_notice(blank(), legal_basis=LEGAL_BASIS)
    assert ticked(document) == []
    assert document.evidence_sha256 == ""
    assert document.place_and_day == "Kota Contoh, "
    assert document.values["kontak"] == ""


def test_what_the_law_wants_named_is_named() -> None:
    document = build_notice(dossier(), legal_basis=LEGAL_BASIS)
    shown = {one.label: one.value for one in document.controller}
    assert shown["Pengendali data"] == "PEMERINTAH KOTA CONTOH, INSPEKTORAT DAERAH"
    assert shown["Pejabat pelindungan data"] == "Sekretaris Daerah Kota Contoh"
    assert "7 hari" in shown["Jangka waktu penyimpanan"]
    assert document.values["kontak"].startswith("Pejabat Pelindungan Data")
    assert "Pelindungan Data Pribadi" in document.values["dasar"]
    assert document.values["nomor"] == "800.1.11.1/412/435.010/2026"
    assert "Surat Tugas" not in document.values["dasar"]


def test_the_legal_basis_follows_the_status() -> None:
    holder = Holder(person=PERSON, status=EmploymentStatus.NON_ASN, ownership=Ownership.PERSONAL)
    document = notice(Choice.CONSENTED, holder=holder)
    assert "Nomor 94 Tahun 2021" not in document.values["dasar"]
    assert "Nomor 94 Tahun 2021" in notice(Choice.CONSENTED).values["dasar"]


def test_the_page_carries_the_hash_of_the_stored_notice() -> None:
    told = papers().notice
    document = build_notice(dossier(), legal_basis=LEGAL_BASIS)
    assert document.evidence_sha256 == sha256_hex(canonical_json(told))
    assert document.document_id == "PBT-2026-0117-003-7F3A"
