"""The document as PDF/A-3a and PDF/UA-1 with the evidence file attached."""

import io
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from phone_audit.errors import ReportError
from phone_audit.model.record import canonical_json, sha256_hex
from phone_audit.reporting.document import ReportDocument
from phone_audit.reporting.interface import Format

if TYPE_CHECKING:
    from types import ModuleType

STANDARDS = ["a-3a", "ua-1"]
ATTACHMENT = "bukti.json"


def render(document: ReportDocument, evidence: bytes, reports: Path) -> bytes:
    """Return the LPP with its LMP annex as one PDF; the same input gives the same bytes.

    ``reports`` holds ``templates/lpp.typ`` and ``fonts/``; fonts of the computer, its clock,
    time zone and locale play no part. The text reaches the template as JSON, so that
    markup in it stays text.

    Read from: typst 0.15 ``compile``; ISO 19005-3 (PDF/A-3a), ISO 14289-1 (PDF/UA-1).

    Raises:
        ReportError: the evidence is not what the document was built from, the ``pdf``
            extra is not installed, or a template is broken (its file and line are named).
    """
    if sha256_hex(evidence) != document.evidence_sha256:
        raise ReportError(
            f"{document.document_id}: the evidence file is not the one this document was built "
            "from; build the document again from the stored examination"
        )
    typst = _library("typst")
    template = reports / "templates" / "lpp.typ"
    try:
        pdf = typst.compile(
            template,
            root=reports,
            font_paths=[reports / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={
                "document": canonical_json(document).decode(),
                "evidence": evidence.decode(),
                "qr": qr_svg(document.qr_payload),
            },
            pdf_standards=STANDARDS,
            timestamp=document.created_at.replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise ReportError(f"{template}: {_diagnostic(error)}") from error
    # typst ends its file at %%EOF without the line break that PDF/A (6.1.9) wants before
    # whatever a signature appends.
    return bytes(pdf) + b"\n"


def qr_svg(payload: str) -> str:
    """Return a QR code (error correction M, at least version 7) as SVG without white border."""
    segno = _library("segno")
    out = io.BytesIO()
    code = segno.make(payload, error="m", boost_error=False, micro=False)
    code.save(out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False, omitsize=True)
    return out.getvalue().decode()


def _library(name: str) -> "ModuleType":
    """Import a library of the ``pdf`` extra only when a PDF is made: help stays quick."""
    try:
        return import_module(name)
    except ImportError as error:
        raise ReportError(
            f"PDF reports need {name}: install phone-audit with its extra, phone-audit[pdf]"
        ) from error


def _diagnostic(error: Exception) -> str:
    """Return what the compiler said, with file and line where it tells them."""
    told = getattr(error, "diagnostic", "") or str(error)
    return " ".join(str(told).split())


FORMAT = Format(name="pdf", suffix=".pdf", render=render)
