"""What of an examination counts in the office table, and keeps counting once it is erased."""

from phone_audit.model.assessment import Outcome
from phone_audit.model.case import EmploymentStatus, Examination, Holder
from phone_audit.model.custody import Counted
from phone_audit.model.papers import Papers


def standing_outcome(examination: Examination, papers: Papers) -> Outcome:
    """Return the outcome after the newest review; without one, the computed outcome."""
    if papers.reviews:
        return papers.reviews[-1].outcome
    return examination.assessment.outcome


def holder_of(examination: Examination | None, papers: Papers) -> Holder | None:
    """Return the holder by the newest notice, else as examined; ``None``: nobody was named."""
    if papers.notice is not None and papers.notice.holder is not None:
        return papers.notice.holder
    return examination.holder if examination else None


def counted(examination: Examination, papers: Papers) -> Counted:
    """Return what of an examined phone counts, as it stands after reviews and corrections.

    ``asn`` is ``None`` while nobody recorded the holder's employment status. A phone that
    was examined had been handed over, whether or not that was recorded.
    """
    holder = holder_of(examination, papers)
    return Counted(
        outcome=standing_outcome(examination, papers),
        full_coverage=examination.complete,
        asn=None if holder is None else holder.status is not EmploymentStatus.NON_ASN,
        handed_over=True,
        forwarded=bool(papers.forwardings),
        summoned=papers.summons is not None,
    )
