"""The LPP as PDF with the evidence file attached, and what people recorded beside it."""

from pathlib import Path

from phone_audit.errors import ReportError
from phone_audit.model.record import sha256_hex
from phone_audit.reporting.document import ReportDocument
from phone_audit.reporting.interface import Format
from phone_audit.reporting.typeset import typeset

ATTACHMENT = "bukti.json"
PAPERS_ATTACHMENT = "catatan.json"


def render(document: ReportDocument, evidence: bytes, reports: Path, papers: bytes = b"") -> bytes:
    """Return the LPP with its LMP annex as one PDF; the same input gives the same bytes.

    ``evidence`` and ``papers`` are attached as ``bukti.json`` and ``catatan.json``; the
    holder's copy carries neither.

    Raises:
        ReportError: the evidence or the papers are not what the document was built from,
            the ``pdf`` extra is not installed, or a template is broken.
    """
    if sha256_hex(evidence) != document.evidence_sha256:
        raise ReportError(
            f"{document.document_id}: the evidence file is not the one this document was built "
            "from; build the document again from the stored examination"
        )
    if document.papers_sha256 != (sha256_hex(papers) if papers else ""):
        raise ReportError(
            f"{document.document_id}: the papers are not those this document was built from"
        )
    if document.copy:
        return typeset(document, reports)
    attached = {"evidence": evidence} | ({"papers": papers} if papers else {})
    return typeset(document, reports, attached)


FORMAT = Format(name="pdf", suffix=".pdf", render=render)
