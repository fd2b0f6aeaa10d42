"""The draft of a call: who is summoned, who is invited, and what stays empty."""

import pytest

from phone_audit.errors import ReportError
from phone_audit.model.assessment import Outcome
from phone_audit.model.case import EmploymentStatus, Holder
from phone_audit.model.papers import Call, Summons
from phone_audit.model.record import replace
from phone_audit.reporting.summons import SummonsDocument, build_summons
from tests.reporting.dossiers import CALL, dossier
from tests.reporting.examples import PERSON, papers


def draft(
    outcome: Outcome = Outcome.SUSPECTED,
    status: EmploymentStatus = EmploymentStatus.PNS,
    call: Summons | None = CALL,
) -> SummonsDocument:
    told = papers(outcome, summons=call)
    assert told.notice is not None
    holder = Holder(person=PERSON, status=status, attendance_number="D-7")
    told = replace(told, notice=replace(told.notice, holder=holder))
    return build_summons(dossier(outcome, papers=told))


@pytest.mark.parametrize(
    ("outcome", "status", "wanted", "title"),
    [
        (Outcome.SUSPECTED, EmploymentStatus.PNS, None, "PANGGILAN I"),
        (Outcome.INDICATED_USE, EmploymentStatus.PPPK, None, "PANGGILAN I"),
        (Outcome.CLARIFY, EmploymentStatus.PNS, None, "UNDANGAN KLARIFIKASI"),
        (Outcome.CLARIFY, EmploymentStatus.PNS, Call.SUMMONS, "PANGGILAN I"),
        (Outcome.SUSPECTED, EmploymentStatus.PNS, Call.INVITATION, "UNDANGAN KLARIFIKASI"),
        (Outcome.SUSPECTED, EmploymentStatus.NON_ASN, None, "UNDANGAN KLARIFIKASI"),
        (Outcome.SUSPECTED, EmploymentStatus.NON_ASN, Call.SUMMONS, "UNDANGAN KLARIFIKASI"),
    ],
)
def test_a_summons_or_an_invitation(
    outcome: Outcome, status: EmploymentStatus, wanted: Call | None, title: str
) -> None:
    document = draft(outcome, status, replace(CALL, call=wanted))
    assert document.title == title
    assert document.about == ("spg_about" if "PANGGILAN" in title else "spg_clarify")


def test_the_second_call_says_so() -> None:
    assert draft(call=replace(CALL, order=2)).title == "PANGGILAN II"


def test_a_lowered_outcome_decides_and_nil_calls_nobody() -> None:
    lowered = dossier(Outcome.SUSPECTED, papers=papers(Outcome.CLARIFY))
    assert build_summons(lowered).title == "UNDANGAN KLARIFIKASI"
    for outcome in (Outcome.NIL, Outcome.INCONCLUSIVE):
        with pytest.raises(ReportError, match="rests on no match"):
            build_summons(dossier(outcome))
    with pytest.raises(ReportError, match="rests on no match"):
        build_summons(dossier(Outcome.SUSPECTED, papers=papers(Outcome.NIL)))
    with pytest.raises(ReportError, match="rests on no match"):
        build_summons(dossier(examination=None))


def test_only_identities_are_filled_in() -> None:
    document = draft()
    assert document.values["dugaan"] == ""
    assert [one.label for one in document.called] == [
        *("Nama", "NIP", "Pangkat/Gol.", "Jabatan", "Unit kerja")
    ]
    assert [one.value for one in document.meeting] == [
        *("Kamis", "26 November 2026", "09.00 WIB", "Ruang Rapat BKPSDM")
    ]
    assert document.before[0].value == "Contoh Pejabat Delapan"
    assert document.signers[0].name == "Contoh Atasan Tujuh"
    assert document.place_and_day == "Kota Contoh, 20 November 2026"
    assert "Nomor 94" not in str(document.labels)


def test_what_is_not_known_is_left_to_the_official() -> None:
    document = draft(call=None)
    assert {one.value for one in (*document.meeting, *document.before)} == {""}
    assert document.place_and_day == "Kota Contoh, "
    assert document.signers[0].role == "Atasan langsung,"


def test_people_without_a_nip_are_called_by_their_attendance_number() -> None:
    labels = [one.label for one in draft(status=EmploymentStatus.NON_ASN).called]
    assert "No. daftar hadir" in labels
    assert "NIP" not in labels
