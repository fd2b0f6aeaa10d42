"""Renders stored examinations and keeps the results in the case."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from phone_audit import resources
from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.store import Case
from phone_audit.cli.language import say
from phone_audit.cli.office import source_words
from phone_audit.errors import UsageError
from phone_audit.model.case import Examination
from phone_audit.model.custody import Event
from phone_audit.model.papers import Papers
from phone_audit.model.record import canonical_json, sha256_hex
from phone_audit.reporting.build import build
from phone_audit.reporting.document import ReportDocument
from phone_audit.reporting.interface import Format, all_formats
from phone_audit.reporting.legal_basis import load_legal_basis

if TYPE_CHECKING:
    from rich.console import RenderableType


def format_named(name: str) -> Format:
    """Return a report format by its name.

    Raises:
        UsageError: there is none; the message lists those there are.
    """
    formats = {one.name: one for one in all_formats()}
    if name not in formats:
        raise UsageError(f"--format {name}: {', '.join(formats)}")
    return formats[name]


def document_of(
    examination: Examination,
    evidence: bytes,
    lang: str,
    papers: Papers | None = None,
    *,
    copy: bool = False,
) -> ReportDocument:
    """Return everything the report on a stored examination says."""
    reports = resources.reports_folder()
    return build(
        examination,
        sha256_hex(evidence),
        source_words=source_words(),
        legal_basis=load_legal_basis(reports / "dasar-hukum.yaml"),
        papers=papers,
        lang=lang,
        copy=copy,
    )


def render_into_case(exhibit: Exhibit, output: Format, lang: str) -> Path:
    """Render one stored examination and record it in the case; return the file."""
    evidence = exhibit.evidence_bytes()
    told = exhibit.papers().for_report()
    document = document_of(exhibit.examination(), evidence, lang, told)
    papers = b"" if told == Papers() else canonical_json(told)
    data = output.render(document, evidence, resources.reports_folder(), papers)
    return exhibit.add_report(f"{exhibit.document_id}{output.suffix}", data)


def on_screen(exhibit: Exhibit, lang: str) -> "RenderableType":
    """Return what a report says, for a terminal, and record that it was looked at."""
    from phone_audit.reporting.to_terminal import terminal

    document = document_of(exhibit.examination(), exhibit.evidence_bytes(), lang, exhibit.papers())
    exhibit.event(Event.BUKA, note="laporan dilihat di layar")
    return terminal(document)


def tell_locked(case: Case) -> None:
    """Say on stderr how documents of a locked case are read: what lies there is encrypted."""
    if not case.locked:
        return
    print(
        say(
            f"Kasus ini terkunci: PDF di dalamnya terenkripsi. Ambil salinan untuk dibaca atau "
            f"dicetak dengan phone-audit copy {case.path} --to FOLDER.",
            f"This case is locked: the PDFs in it are encrypted. Take copies to read or print with "
            f"phone-audit copy {case.path} --to DIR.",
        ),
        file=sys.stderr,
    )
