"""What of an examination counts, as it stands after reviews and corrections."""

from phone_audit.model.assessment import Outcome
from phone_audit.model.case import EmploymentStatus, Holder
from phone_audit.model.papers import Forwarding, Papers, Summons
from phone_audit.model.record import replace
from phone_audit.model.tally import counted, holder_of, standing_outcome
from tests.reporting.examples import PERSON, STARTED, examination, papers


def test_the_newest_review_decides():
    whole = examination(Outcome.SUSPECTED)
    assert standing_outcome(whole, Papers()) is Outcome.SUSPECTED
    assert standing_outcome(whole, papers(Outcome.NIL)) is Outcome.NIL
    assert counted(whole, papers(Outcome.CLARIFY)).outcome is Outcome.CLARIFY


def test_the_newest_notice_decides_whose_it_is():
    whole = examination(Outcome.NIL)
    told = papers()
    other = Holder(person=PERSON, status=EmploymentStatus.NON_ASN)
    corrected = replace(told, notice=replace(told.notice, holder=other))
    assert counted(whole, told).asn is True
    assert counted(whole, corrected).asn is False
    assert counted(replace(whole, holder=None), Papers()).asn is None
    assert holder_of(None, Papers()) is None


def test_coverage_and_what_followed():
    assert counted(examination(Outcome.NIL), Papers()).full_coverage
    assert not counted(examination(Outcome.INCONCLUSIVE), Papers()).full_coverage
    told = Papers(forwardings=(Forwarding(at=STARTED, to="BKPSDM"),), summons=Summons(at=STARTED))
    numbers = counted(examination(Outcome.SUSPECTED), told)
    assert (numbers.forwarded, numbers.summoned, numbers.handed_over) == (True, True, True)
