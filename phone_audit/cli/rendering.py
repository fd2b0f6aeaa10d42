"""Renders stored examinations and keeps the results in the case."""

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
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
    data = output.render(*_told(exhibit, lang))
    return exhibit.add_report(f"{exhibit.document_id}{output.suffix}", data)


def render_all_into_case(exhibits: Iterable[Exhibit], output: Format, lang: str) -> Iterator[Path]:
    """Render stored examinations, as many at once as there are processors; yield the files.

    Rendering is pure and sets no case down; what is read from the case, and what is
    written to it, is so by this thread alone and in the order of the exhibits. A few
    documents lie in memory at any time, however many there are.
    """
    workers = os.cpu_count() or 1
    waiting: deque[tuple[Exhibit, Future[bytes]]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="render")

    def keep_next() -> Path:
        exhibit, data = waiting.popleft()
        return exhibit.add_report(f"{exhibit.document_id}{output.suffix}", data.result())

    try:
        for exhibit in exhibits:
            waiting.append((exhibit, pool.submit(output.render, *_told(exhibit, lang))))
            if len(waiting) > 2 * workers:
                yield keep_next()
        while waiting:
            yield keep_next()
    finally:
        pool.shutdown(cancel_futures=True)


def _told(exhibit: Exhibit, lang: str) -> tuple[ReportDocument, bytes, Path, bytes]:
    """Return what a format renders: the document, its evidence, the templates, the papers."""
    evidence = exhibit.evidence_bytes()
    told = exhibit.papers().for_report()
    document = document_of(exhibit.examination(), evidence, lang, told)
    papers = b"" if told == Papers() else canonical_json(told)
    return document, evidence, resources.reports_folder(), papers


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
