from dataclasses import replace as changed
from types import MappingProxyType

from phone_audit.cli.office import now
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import EmploymentStatus, Holder, Ownership, Person
from phone_audit.model.papers import Choice
from phone_audit.roster.entries import Entry
from phone_audit.station.board import Board, Pairing, Step
from phone_audit.station.unattended import plan, sum_up


def entry(row, *, consent="PBT-1", ownership=Ownership.PERSONAL, **fields):
    person = Person(name=f"Contoh {row}", nip=f"1980010120050110{row:02}")
    holder = Holder(person=person, status=EmploymentStatus.PNS, ownership=ownership)
    return Entry(row=row, holder=holder, consent=consent, **fields)


def test_everybody_who_agreed_gets_a_number_once(table):
    people = (entry(2), entry(3, consent=None, ownership=Ownership.OFFICE), entry(4, consent=None))
    first = plan(table.case, people, now())
    assert first.rows == {1: 2, 2: 3}
    assert [one.row for one in first.without_consent] == [4]
    assert table.case.exhibit(1).papers().notice.choice is Choice.CONSENTED
    assert table.case.exhibit(2).papers().notice.choice is Choice.NOTIFIED
    again = plan(table.case, people, now())
    assert again.rows == first.rows
    assert len(table.case.exhibits()) == 2


def test_phones_nobody_wrote_down_are_told_unless_the_order_says_whose_they_are(table):
    planned = plan(table.case, (entry(2), entry(3, port="1-1")), now())
    assert [work.number for work in planned.unreachable(Pairing.BY_HAND)] == [1]
    assert planned.unreachable(Pairing.IN_ORDER) == ()


def test_the_parts_add_up_to_the_people(table):
    people = (entry(2), entry(3), entry(4), entry(5), entry(6, consent=None))
    planned = plan(table.case, people, now())
    works = {work.number: work for work in planned.works}
    works[1] = changed(works[1], step=Step.DONE, outcome=Outcome.NIL, incomplete=True)
    works[2] = changed(works[2], step=Step.DONE, outcome=Outcome.CLARIFY)
    works[3] = changed(works[3], step=Step.NOT_EXAMINED, reason=NotExaminedReason.BROKEN)
    result = sum_up(Board(works=MappingProxyType(works)), planned)
    assert (result.people, result.examined, result.incomplete) == (5, 2, 1)
    assert result.outcomes == {Outcome.NIL: 1, Outcome.CLARIFY: 1}
    assert result.not_examined == {NotExaminedReason.BROKEN: 1}
    parts = result.examined + sum(result.not_examined.values())
    assert parts + result.waiting + result.without_consent == result.people
    assert not result.complete
