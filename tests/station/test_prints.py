"""What is to be printed, as the log of a real case tells it."""

import pytest

from phone_audit.cases.store import Case
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.custody import ErasureReason, Event
from phone_audit.model.papers import Answer, HandBack, Handover, Response
from phone_audit.station.prints import FOR_PRINTING, Print, Sheet, counted, due, printable
from tests.cases.synthetic import MORNING, header, notice, ticking
from tests.cases.test_papers import examine, review


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "kasus", header(), ticking()) as case:
        yield case


def printed(case, sheet, number=1):
    start = {Sheet.LABEL: "LBL", Sheet.HANDOVER: "BAS", Sheet.REPORT: "LPP", Sheet.RETURN: "BAK"}
    name = f"{start[sheet]}-2026-0117-{number:03}-7F3A.pdf"
    case.exhibit(number).event(Event.CETAK, about=name, about_sha256="0" * 64, note=FOR_PRINTING)


def kinds(case):
    return [one.sheet for one in due(case.records())]


def test_each_step_of_the_morning_brings_its_document_until_it_is_printed(case):
    exhibit = case.new_exhibit()
    exhibit.file(notice())
    assert kinds(case) == [Sheet.LABEL]
    exhibit.file(Handover(at=MORNING))
    assert kinds(case) == [Sheet.LABEL, Sheet.HANDOVER]
    printed(case, Sheet.LABEL)
    printed(case, Sheet.HANDOVER)
    assert kinds(case) == []
    exhibit.file(HandBack(at=MORNING))
    assert kinds(case) == [Sheet.RETURN]
    there = [one.sheet for one in printable(case.records())]
    assert there == [Sheet.LABEL, Sheet.HANDOVER, Sheet.RETURN]


def test_a_document_that_says_something_else_by_now_is_to_be_printed_again(case):
    exhibit = examine(case)
    printed(case, Sheet.LABEL)
    assert kinds(case) == [Sheet.REPORT]
    printed(case, Sheet.REPORT)
    exhibit.file(Response(at=MORNING, answer=Answer.ACCEPTS))  # written on the paper itself
    assert kinds(case) == []
    exhibit.file(review(exhibit, Outcome.CLARIFY, "Aplikasi bawaan penjual."))
    assert kinds(case) == [Sheet.REPORT]
    exhibit.file(Handover(at=MORNING))
    printed(case, Sheet.HANDOVER)
    exhibit.file(notice())  # another name
    assert Sheet.HANDOVER in kinds(case)


def test_a_phone_that_is_not_examined_needs_no_label_and_has_no_report(case):
    case.new_exhibit().not_examined(NotExaminedReason.NOT_BROUGHT)
    assert kinds(case) == []
    exhibit = examine(case)
    exhibit.file(Handover(at=MORNING))
    exhibit.withdraw()
    assert due(case.records()) == (Print(2, Sheet.HANDOVER),)
    exhibit.erase(ErasureReason.REQUESTED, None, because="diminta")
    assert printable(case.records()) == ()


def test_a_document_that_was_only_made_is_not_printed(case):
    exhibit = examine(case)
    exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-")
    assert Sheet.REPORT in kinds(case)


def test_documents_are_counted_by_kind_in_the_order_of_the_morning():
    prints = [Print(2, Sheet.RETURN), Print(1, Sheet.LABEL), Print(2, Sheet.LABEL)]
    assert counted(prints) == ((Sheet.LABEL, 2), (Sheet.RETURN, 1))
