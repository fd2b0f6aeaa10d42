"""Everything a document about one phone can be made of; put together by whoever reads the case."""

from phone_audit.model.assessment import Outcome
from phone_audit.model.case import CaseHeader, Examination, Holder, Person
from phone_audit.model.custody import StoredExhibit
from phone_audit.model.papers import CasePapers, DocumentKind, Papers
from phone_audit.model.record import Record, canonical_json, sha256_hex
from phone_audit.model.tally import holder_of, standing_outcome


class Dossier(Record):
    """One phone of a case with its papers, and its examination where there is one."""

    case: CaseHeader
    exhibit: StoredExhibit
    papers: Papers
    sidak: CasePapers
    examination: Examination | None = None

    @property
    def holder(self) -> Holder | None:
        """Return the holder by the newest notice, else as examined."""
        return holder_of(self.examination, self.papers)

    @property
    def outcome(self) -> Outcome | None:
        """Return the outcome after the newest review; ``None`` where nothing was examined."""
        if self.examination is None:
            return None
        return standing_outcome(self.examination, self.papers)

    @property
    def officer(self) -> Person | None:
        """Return who examines the phone: of the notice, else of the case."""
        notice = self.papers.notice
        return (notice.officer if notice else None) or self.case.officer

    @property
    def witnesses(self) -> tuple[Person | None, Person | None]:
        """Return the two witnesses of the notice, else of the case; ``None``: not named."""
        notice = self.papers.notice
        named = (notice.witnesses if notice else ()) or self.case.witnesses
        first, second, *_ = (*named, None, None)
        return first, second

    def document_id(self, kind: DocumentKind) -> str:
        """Return ``BAS-2026-0117-003-7F3A``: one phone's documents differ in their kind."""
        return kind.value + self.exhibit.document_id[len(DocumentKind.LPP.value) :]


def paper_sha256(paper: Record | None) -> str:
    """Return the SHA-256 of a paper as the case stores it; empty where there is none."""
    return sha256_hex(canonical_json(paper)) if paper is not None else ""
