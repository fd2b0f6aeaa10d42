"""The document as JSON: everything a report says, for other programs."""

from pathlib import Path

from phone_audit.model.record import canonical_json
from phone_audit.reporting.document import ReportDocument
from phone_audit.reporting.interface import Format


def render(
    document: ReportDocument,
    evidence: bytes,  # noqa: ARG001 - the shape every format has
    reports: Path,  # noqa: ARG001
    papers: bytes = b"",  # noqa: ARG001
) -> bytes:
    """Return the canonical JSON of the document, with a line break at its end."""
    return canonical_json(document) + b"\n"


FORMAT = Format(name="json", suffix=".json", render=render)
