"""Sets any document with its template: PDF/A-3a and PDF/UA-1, the same bytes everywhere."""

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import json

from phone_audit.errors import ReportError
from phone_audit.model.record import canonical_json
from phone_audit.reporting.document import Sheet

if TYPE_CHECKING:
    from types import ModuleType

STANDARDS = ["a-3a", "ua-1"]
_AT = re.compile(r"error: (.{1,400}?) ┌─ (.{1,400}?):([0-9]+):([0-9]+)")
"""Where the first complaint of the compiler is; what follows comes of it."""


def typeset(
    sheet: Sheet,
    reports: Path,
    attached: Mapping[str, bytes] | None = None,
    codes: Sequence[str] = (),
) -> bytes:
    """Return a document as PDF; the same input gives the same bytes.

    ``reports`` holds ``templates/`` with one template per kind (``lpp.typ``) and
    ``fonts/``; fonts of the computer, its clock, time zone and locale play no part. The
    text reaches the template as JSON, so that markup in it stays text. ``attached`` are
    files the template attaches, by the name of its input (``evidence``); ``codes`` are
    payloads of QR codes beside the document's own.

    Read from: typst 0.15 ``compile``; ISO 19005-3 (PDF/A-3a), ISO 14289-1 (PDF/UA-1).

    Raises:
        ReportError: the ``pdf`` extra is not installed, or a template is broken (its file
            and line are named).
    """
    typst = _library("typst")
    template = reports / "templates" / f"{sheet.template or sheet.kind.lower()}.typ"
    if not template.is_file():
        raise ReportError(f"{template}: is missing")
    try:
        pdf = typst.compile(
            template,
            root=reports,
            font_paths=_fonts(reports / "fonts"),
            ignore_system_fonts=True,
            sys_inputs={
                "document": canonical_json(sheet).decode(),
                "made_with": made_with(reports),
                "qr": qr_svg(sheet.qr_payload) if sheet.qr_payload else "",
                "codes": json.encode([qr_svg(one) for one in codes]).decode(),
                **{name: data.decode() for name, data in (attached or {}).items()},
            },
            pdf_standards=STANDARDS,
            timestamp=sheet.created_at.replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise ReportError(_diagnostic(error, template)) from error
    # typst ends its file at %%EOF without the line break that PDF/A (6.1.9) wants before
    # whatever a signature appends.
    return bytes(pdf) + b"\n"


def _fonts(folder: Path) -> object:
    """Return the fonts of a folder; they are read once, and again when they change."""
    files = sorted(folder.glob("*.ttf"))
    return _read_fonts(folder, tuple((file.name, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=2)
def _read_fonts(folder: Path, files: tuple[tuple[str, int], ...]) -> object:
    del files  # only what has not changed since is remembered
    return _library("typst").Fonts(include_system_fonts=False, font_paths=[str(folder)])


def made_with(reports: Path) -> str:
    """Return 16 digits that tell which files of the region a document was made with.

    They are the beginning of the SHA-256 of its templates and legal texts, and stand in
    the metadata of each PDF: whoever changes a template or a text later is not told that
    older documents were altered.
    """
    digest = hashlib.sha256()
    templates = (path for path in (reports / "templates").rglob("*") if path.is_file())
    for path in sorted((*templates, reports / "dasar-hukum.yaml")):
        if path.is_file():
            digest.update(path.relative_to(reports).as_posix().encode("utf-8") + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


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


def _diagnostic(error: Exception, template: Path) -> str:
    """Return the first thing the compiler said, with file and line where it tells them."""
    told = " ".join(str(getattr(error, "diagnostic", "") or error).split())
    first = _AT.search(told)
    if first is None:
        return f"{template}: {told}"
    says, file, line, column = first.groups()
    return f"{template.with_name(Path(file).name)}:{line}:{column}: {says}"
