"""The board as the case tells it: whoever opens a case again goes on where it was."""

from dataclasses import replace

from phone_audit.batch import basis_of
from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.model.custody import ExhibitStatus, StoredExhibit
from phone_audit.model.papers import Choice, Papers
from phone_audit.station.board import Step, Work


def works_of(case: Case) -> tuple[Work, ...]:
    """Return every phone of the case that has a notice, in order of number.

    An examination that was interrupted by the end of the program was not concluded: its
    phone stands there as prepared and is examined from the beginning, under the same
    number. Which phone that is, somebody has to say again.

    Raises:
        EvidenceAltered: a paper or an examination is not what the log says.
    """
    works = []
    for stored in case.exhibits():
        exhibit = case.exhibit(stored.number)
        papers = exhibit.papers()
        if papers.notice is not None:
            works.append(replace(_work(exhibit, stored, papers), reopened=True))
    return tuple(works)


def work_of(exhibit: Exhibit) -> Work:
    """Return one phone as it stands.

    Raises:
        CaseError: it has no notice yet, or cannot be read.
    """
    return _work(exhibit, exhibit.stored, exhibit.papers())


def _work(exhibit: Exhibit, stored: StoredExhibit, papers: Papers) -> Work:
    notice = papers.notice
    assert notice is not None
    closed = notice.choice in {Choice.DECLINED, Choice.NOT_ASKED}
    work = Work(
        number=stored.number,
        label=stored.label,
        basis=None if closed else basis_of(notice.choice),
        holder=notice.holder,
        open_tabs=notice.open_tabs,
        responded=bool(papers.responses),
        reviewed=bool(papers.reviews),
        returned=papers.hand_back is not None,
    )
    if stored.status is ExhibitStatus.NOT_EXAMINED or closed:
        return replace(work, step=Step.NOT_EXAMINED, reason=stored.reason)
    if stored.status is not ExhibitStatus.EXAMINED:
        return work
    examination = exhibit.examination()
    assessment = examination.assessment
    return replace(
        work,
        step=Step.DONE,
        outcome=papers.reviews[-1].outcome if papers.reviews else assessment.outcome,
        interrupted=examination.interrupted,
        incomplete=not assessment.minimum_coverage_met,
    )
