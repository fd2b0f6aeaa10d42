"""A stored examination looked at again: from its records, or from the whole answers."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from phone_audit.assessment.assess import Basis as AssessmentBasis
from phone_audit.assessment.assess import assess
from phone_audit.device.replayed_answers import ReplayedAnswers
from phone_audit.formats.answer_tar import Answered
from phone_audit.knowledge import known_from, phone_zone
from phone_audit.model.assessment import Assessment, Matched
from phone_audit.model.capture import Capture, CaptureNote, Gap, Question
from phone_audit.model.case import Examination
from phone_audit.model.evidence import Observable, ObservableKind, Sighting
from phone_audit.model.signature import SignatureList
from phone_audit.pipeline import Office, examine
from phone_audit.signatures.listed import KeptNames
from phone_audit.signatures.match import Judged, Matcher
from phone_audit.sources.interface import Source


def assess_again(examination: Examination, matcher: Matcher) -> Assessment:
    """Return the assessment that the stored records of an examination lead to.

    Matches every stored sighting anew with ``matcher``. With the list of that day the
    result equals the stored assessment; with another list it shows what would differ. A
    matcher that knows of no imported lists is given what the examination kept of those
    of that day.
    """
    matcher = _with_lists_of(examination, matcher)
    asked_by = {note.number: note.source for note in examination.captures}
    matched: list[Matched] = []
    institutional: list[str] = []
    for finding in examination.assessment.findings:
        for sighting in finding.sightings:
            judged = matcher.match(asked_by[sighting.captures[0]], (sighting,))
            matched += judged.matched
            institutional += judged.institutional
    known = known_from(examination)
    return assess(
        AssessmentBasis(
            matched=tuple(matched),
            institutional=(*examination.assessment.institutional, *institutional),
            hints=examination.assessment.hints,  # their names were not kept
            blocked=examination.assessment.blocked,
            profiles=examination.profiles,
            covered=examination.covered,
            gaps=examination.assessment.gaps,
            asked=examination.asked,
        ),
        zone=phone_zone(known.zone, examination.case.zone),
        thresholds=examination.assessment.thresholds,
    )


def examine_again(
    examination: Examination,
    answers: Sequence[Answered],
    sources: Sequence[Source],
    matcher: Matcher,
) -> Examination:
    """Return the examination that the whole answers of that day lead to now.

    Nothing is stored. With the list of that day and the same version of the program the
    assessment is the stored one; what another version would ask for besides is a gap.
    Imported lists are as in ``assess_again``.
    """
    matcher = _with_lists_of(examination, matcher)
    before = examination.assessment

    def then() -> datetime:
        return examination.started_at

    office = Office(
        header=examination.case,
        sources=sources,
        matcher=matcher,
        list_version=examination.signature_list,
        thresholds=before.thresholds,
        clock=then,
    )
    return examine(
        ReplayedAnswers(answers, examination.origin),
        office,
        _Apart(examination),
        basis=examination.basis,
        holder=examination.holder,
        imported=examination.imported,
        open_tabs=examination.open_tabs,
    )


def hints_again(
    examination: Examination,
    answers: Sequence[Answered],
    sources: Sequence[Source],
    signatures: SignatureList,
) -> dict[str, str]:
    """Return the hosts that the whole answers of that day merely hint at, each with the reason.

    To be shown and forgotten: nothing is stored. ``signatures`` is the list of that day.
    """
    matcher = _Listening(signatures)
    examine_again(examination, answers, sources, matcher)
    return {
        host: matcher.classify(Observable(kind=ObservableKind.HOST, value=host)).reason
        for host in sorted(matcher.hinted)
    }


class _Listening(Matcher):
    """A matcher that remembers the hosts it only hints at, as long as it lives."""

    def __init__(self, signatures: SignatureList) -> None:
        super().__init__(signatures)
        self.hinted: set[str] = set()  # one for all copies of it

    def match(self, source: str, sightings: Iterable[Sighting]) -> Judged:
        judged = super().match(source, sightings)
        self.hinted |= judged.hinted
        return judged


def _with_lists_of(examination: Examination, matcher: Matcher) -> Matcher:
    if matcher.lists is not None:
        return matcher
    return matcher.using(KeptNames(examination.imported_lists, examination.listed_names))


class _Apart:
    """Where a second examination is recorded: nowhere."""

    def __init__(self, examination: Examination) -> None:
        self.number = examination.exhibit
        self.label = examination.label
        self.document_id = examination.document_id

    def check_may_be_read(self, *, open_tabs: bool = False) -> None:
        """Allow it: the phone is not read again."""

    def keep(self, note: CaptureNote, hide: Iterable[str] = ()) -> None:
        """Keep nothing."""

    def seal(self, asked: Sequence[tuple[Question, Capture | Gap]], *, check: bool = False) -> None:
        """Keep nothing."""

    def conclude(self, examination: Examination) -> None:
        """Store nothing."""
