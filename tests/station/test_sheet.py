import pytest

from phone_audit.cases.store import Case
from phone_audit.cli.office import now
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.case import EmploymentStatus, Holder, Person
from phone_audit.model.papers import Choice, HandBack, Notice
from phone_audit.station.board import Joined, Step
from phone_audit.station.sheet import work_of, works_of
from tests.station.table import OFFICE

HOLDER = Holder(person=Person(name="Contoh Satu"), status=EmploymentStatus.PNS)


def notice(choice=Choice.CONSENTED, **fields):
    return Notice(at=now(), choice=choice, holder=HOLDER, **fields)


def test_a_phone_with_a_notice_is_prepared_and_one_without_is_not_on_the_board(table):
    named = table.case.new_exhibit()
    named.file(notice(open_tabs=True))
    table.case.new_exhibit()
    (work,) = works_of(table.case)
    assert (work.number, work.step, work.open_tabs) == (named.number, Step.PREPARED, True)
    assert work.holder == HOLDER


def test_a_refusal_is_an_end(table):
    exhibit = table.case.new_exhibit()
    exhibit.file(notice(Choice.DECLINED))
    work = work_of(exhibit)
    assert (work.step, work.reason) == (Step.NOT_EXAMINED, NotExaminedReason.DECLINED)
    assert work.basis is None


@pytest.mark.slow
def test_whoever_opens_the_case_again_finds_the_board_as_it_was(table, plugged):
    phone = plugged(0)
    table.begin(phone)
    number = table.prepare(phone)
    (done,) = table.until_ended(number)
    table.case.exhibit(number).file(HandBack(at=now(), same_condition=True))
    table.engine.close()
    with Case.read(table.case.path) as again:
        (work,) = works_of(again)
    assert (work.step, work.outcome) == (Step.DONE, OFFICE[0].expected)
    assert work.outcome is done.outcome
    assert work.returned


@pytest.mark.slow
def test_after_a_break_no_phone_on_the_table_is_somebodys_by_itself(table, plugged):
    number = table.case.new_exhibit().number
    table.case.exhibit(number).file(notice())
    table.engine.close()
    table.reopen(works_of)
    phones = [plugged(1), plugged(0)]
    table.begin(*phones)
    table.until(lambda board: len(board.seats) == 2)
    assert table.engine.board.works[number].step is Step.PREPARED
    assert len(table.engine.board.unclaimed()) == 2
    table.engine.tell(Joined(number, f"tcp:{phones[1].address}"))
    (work,) = table.until_ended(number)
    assert work.outcome is OFFICE[0].expected
    assert all("package" not in line for line in phones[0].lines)
