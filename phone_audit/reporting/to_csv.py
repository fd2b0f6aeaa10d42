"""The findings as CSV, for a spreadsheet that must not run anything."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from phone_audit.reporting.document import ReportDocument
from phone_audit.reporting.interface import Format

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
COLUMNS = (
    "document_id",
    "evidence_sha256",
    "outcome",
    "finding",
    "value",
    "strength",
    "sign",
    "sources",
    "when",
    "known",
    "explanations",
    "reference",
)


def render(
    document: ReportDocument,
    evidence: bytes,  # noqa: ARG001 - the shape every format has
    reports: Path,  # noqa: ARG001
    papers: bytes = b"",  # noqa: ARG001
) -> bytes:
    r"""Return one row for each finding, and one without a finding where there is none.

    UTF-8 with byte order mark, commas, every cell quoted, CRLF (RFC 4180). A cell that a
    spreadsheet would take for a formula begins with an apostrophe::

        "LPP-2026-0117-003-7F3A","90e6…","suspected","1","id.contoh.slot777","KUAT",…

    Read from: OWASP, CSV Injection.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(document):
        writer.writerow([safe_cell(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "backslashreplace")


def safe_cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, on one line."""
    flat = " ".join(text.splitlines())
    return f"'{flat}" if starts_a_formula(flat) else flat


def starts_a_formula(text: str) -> bool:
    """Say whether a spreadsheet would take a text for a formula or a command."""
    return text.lstrip().startswith(_STARTS_A_FORMULA)


def _rows(document: ReportDocument) -> Iterable[tuple[str, ...]]:
    head = (document.document_id, document.evidence_sha256, document.conclusion.outcome.value)
    if not document.findings:
        yield (*head, *[""] * (len(COLUMNS) - len(head)))
    for one in document.findings:
        yield (
            *head,
            str(one.number),
            one.value,
            one.strength,
            one.sign,
            one.sources,
            "; ".join(one.when),
            "; ".join(one.known),
            "; ".join(one.explanations),
            one.reference,
        )


FORMAT = Format(name="csv", suffix=".csv", render=render)
