"""Checks one PDF without its case: attachment, hash, printed text, and a rebuild."""

import io
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from itertools import islice
from pathlib import Path

import msgspec

from phone_audit.errors import EvidenceAltered, ReportError
from phone_audit.model.case import Examination, is_read
from phone_audit.model.papers import Papers
from phone_audit.model.record import (
    Record,
    Words,
    canonical_json,
    from_json,
    is_written_form,
    replace,
    sha256_hex,
)
from phone_audit.reporting.build import build
from phone_audit.reporting.custody import CustodyEvidence, build_custody
from phone_audit.reporting.document import SourceVocabulary
from phone_audit.reporting.legal_basis import LegalBasis
from phone_audit.reporting.report_labels import REPORT
from phone_audit.reporting.to_pdf import ATTACHMENT, PAPERS_ATTACHMENT, render
from phone_audit.reporting.typeset import made_with, typeset

_MAX_BYTES = 64 * 1024 * 1024
_MAX_PAGES = 2_000
_LOG = "LOG-"
_ID = rb"[A-Z]{3}-[0-9]{4}-[0-9]{4}-[0-9]{3,6}-[0-9A-F]{4}"
_MARKS = re.compile(rb"[(>]%b(?:, SHA256=|[)<])|/F\(%b\)" % (_ID, re.escape(ATTACHMENT.encode())))
"""What stands uncompressed in every document made here: twice its id, and its attachment."""


class LonePdf(Record):
    """What a report in PDF says about itself, after its parts were found to agree.

    ``examination`` is ``None`` when the attachment is intact but was written by a
    version of the program whose evidence this one cannot read, or of a LOG, which has
    ``custody`` instead; ``papers`` likewise, and where nobody recorded anything.
    ``made_with`` are the templates and legal texts it says it was made with.
    """

    document_id: str
    evidence_sha256: str
    evidence: bytes
    lang: str
    pages: tuple[str, ...]  # text of each page
    examination: Examination | None
    papers: Papers | None = None
    custody: CustodyEvidence | None = None
    made_with: str = ""


class Rebuilt(StrEnum):
    """How a PDF compares with the one made again from its attachment."""

    IDENTICAL = "identical"
    APPENDED = "appended"  # identical, and something follows: a signature, or an alteration
    DIFFERS = "differs"
    NOT_COMPARABLE = "not_comparable"  # made by another version, or with other templates


class Comparison(Record):
    """The result of a rebuild with one sentence on what it rests on.

    ``length`` is how many bytes the PDF made again has, 0 where none was made.
    """

    result: Rebuilt
    words: Words
    length: int = 0


class _Parts(Record):
    """What a PDF library can tell about a file."""

    attachments: tuple[bytes, ...]
    papers: tuple[bytes, ...]
    keywords: str
    made_with: str
    lang: str
    pages: tuple[str, ...]


def inspect(pdf: bytes, name: str = "PDF") -> LonePdf:
    """Return what the report says of itself, its attachment, hashes and text agreeing.

    Compared are the attachment's SHA-256, the one in the metadata, the full one printed
    on the LPP, and on every page the document id and the beginning of the hash. ``name``
    is how messages call the file.

    Raises:
        ReportError: this is no PDF, or none of this program's reports.
        EvidenceAltered: the parts do not agree, or it is one and cannot be read as it is.
    """
    with damage_told(pdf, name):
        parts = _parts(pdf, name)
        document_id, told = _keywords(parts.keywords, name)
    if not parts.attachments and not _should_carry_evidence(document_id, parts):
        raise ReportError(
            f"{name}: {document_id} carries no evidence file, so it cannot be checked alone; "
            "check the case it was made from"
        )
    if len(parts.attachments) != 1:
        raise EvidenceAltered(
            name, f"{ATTACHMENT} is attached {len(parts.attachments)} times instead of once"
        )
    evidence = parts.attachments[0]
    digest = sha256_hex(evidence)
    if digest != told:
        raise EvidenceAltered(
            name, f"{ATTACHMENT} has SHA-256 {digest}, the document was made for {told}"
        )
    pages = tuple("".join(page.split()) for page in parts.pages)
    if not any(digest in page for page in pages):
        raise EvidenceAltered(name, f"the SHA-256 of {ATTACHMENT} ({digest}) is not printed")
    for number, page in enumerate(pages, start=1):
        if document_id not in page or digest[:16] not in page:
            raise EvidenceAltered(
                name, f"page {number} does not carry the id {document_id} and the hash"
            )
    whole = LonePdf(
        document_id=document_id,
        evidence_sha256=digest,
        evidence=evidence,
        lang=parts.lang,
        pages=parts.pages,
        examination=None,
        made_with=parts.made_with,
    )
    if document_id.startswith(_LOG):
        return replace(whole, custody=_custody(evidence, document_id, name))
    return replace(
        whole,
        examination=_examination(evidence, document_id, name),
        papers=_papers(parts.papers, name),
    )


@contextmanager
def damage_told(pdf: bytes, name: str) -> Iterator[None]:
    """Tell a damaged document of this program from a file that never was one.

    Its name tells, which is the id of a document, or what stands in it uncompressed.

    Raises:
        EvidenceAltered: instead of a ``ReportError`` about a file that was made here.
    """
    try:
        yield
    except ReportError as error:
        named = re.match(_ID, Path(name).name.encode("utf-8", "replace"))
        if named is None and _MARKS.search(pdf) is None:
            raise
        raise EvidenceAltered(name, f"is not as it was made ({error})") from error


def same_content(pdf: bytes, ours: bytes, name: str) -> bool:
    """Say whether two PDFs read the same: text of every page, attachments, id and language.

    Raises:
        ReportError: one of them cannot be read.
    """
    return _parts(pdf, name) == _parts(ours, name)


def rebuild(
    pdf: bytes,
    lone: LonePdf,
    *,
    source_words: SourceVocabulary,
    legal_basis: Sequence[LegalBasis],
    reports: Path,
    version: str,
) -> Comparison:
    """Make the report again from its attachment and compare the bytes.

    ``version`` is the version of the running program. Words of sources, legal texts and
    templates are the running program's own: with another version, or others of these, a
    difference in looks says nothing about the evidence, and nothing is held against it.

    Raises:
        ReportError: the report cannot be rendered here.
    """
    if lone.custody is not None:
        sheet = build_custody(lone.custody, lang=lone.lang)
        again = typeset(sheet, reports, {"evidence": lone.evidence})
        made_by = lone.custody.case.program.rpartition(" ")[2]
        return _compared(pdf, again, lone, reports, made_by=made_by, version=version)
    examination = lone.examination
    if examination is None:
        return _other_version("?", version)
    document = build(
        examination,
        lone.evidence_sha256,
        source_words=source_words,
        legal_basis=legal_basis,
        papers=lone.papers,
        lang=lone.lang,
    )
    recorded = canonical_json(lone.papers) if lone.papers else b""
    again = render(document, lone.evidence, reports, recorded)
    made_by = examination.program.version
    return _compared(pdf, again, lone, reports, made_by=made_by, version=version)


def _compared(
    pdf: bytes, again: bytes, lone: LonePdf, reports: Path, *, made_by: str, version: str
) -> Comparison:
    if pdf == again:
        return Comparison(
            result=Rebuilt.IDENTICAL,
            words=Words(
                id="PDF sama bita demi bita dengan yang disusun ulang dari lampirannya.",
                en="The PDF equals, byte by byte, the one made again from its attachment.",
            ),
        )
    if pdf.startswith(again):
        extra = len(pdf) - len(again)
        return Comparison(
            result=Rebuilt.APPENDED,
            length=len(again),
            words=Words(
                id=f"Bita laporan sama dengan yang disusun ulang; di belakangnya ada {extra} bita.",
                en=f"The report's bytes equal those made again; {extra} bytes follow them.",
            ),
        )
    if made_by != version:
        return _other_version(made_by, version)
    if lone.made_with != made_with(reports):
        return Comparison(
            result=Rebuilt.NOT_COMPARABLE,
            words=Words(
                id="Tidak dapat dibandingkan: laporan disusun dengan templat atau dasar hukum lain "
                "daripada yang terpasang di sini.",
                en="Cannot be compared: the report was made with other templates or legal texts "
                "than those installed here.",
            ),
        )
    return Comparison(result=Rebuilt.DIFFERS, words=_first_difference(pdf, again, lone))


def _other_version(made_by: str, running: str) -> Comparison:
    return Comparison(
        result=Rebuilt.NOT_COMPARABLE,
        words=Words(
            id=f"Tidak dapat dibandingkan: laporan disusun dengan versi {made_by}, yang berjalan "
            f"versi {running}.",
            en=f"Cannot be compared: the report was made by version {made_by}, running is "
            f"{running}.",
        ),
    )


def _first_difference(pdf: bytes, again: bytes, lone: LonePdf) -> Words:
    ours = _parts(again, "rebuilt").pages
    if len(ours) != len(lone.pages):
        return Words(
            id=f"PDF ini memiliki {len(lone.pages)} halaman, yang disusun ulang {len(ours)}.",
            en=f"This PDF has {len(lone.pages)} pages, the one made again {len(ours)}.",
        )
    for number, (theirs, expected) in enumerate(zip(lone.pages, ours, strict=True), start=1):
        for line, wanted in _differing_lines(theirs, expected):
            return Words(
                id=f"Halaman {number} berbunyi “{line}”, seharusnya “{wanted}”.",
                en=f"Page {number} reads “{line}” instead of “{wanted}”.",
            )
    limit = min(len(pdf), len(again))
    at = next((place for place in range(limit) if pdf[place] != again[place]), limit)
    return Words(
        id=f"Bunyi semua halaman sama; bita berbeda mulai letak {at} (tata letak atau templat).",
        en=f"The text of all pages is equal; bytes differ from offset {at} (layout or template).",
    )


def _differing_lines(theirs: str, expected: str) -> list[tuple[str, str]]:
    """Return the first pair of lines that differ, shortened; empty when the texts are equal."""
    left, right = theirs.splitlines(), expected.splitlines()
    length = max(len(left), len(right))
    left += [""] * (length - len(left))
    right += [""] * (length - len(right))
    pairs = ((a, b) for a, b in zip(left, right, strict=True) if a != b)
    return [(a[:80], b[:80]) for a, b in pairs][:1]


def _keywords(keywords: str, name: str) -> tuple[str, str]:
    """Read id and hash from the metadata: ``LPP-2026-0117-003-7F3A, SHA256=94cf…``."""
    parts = [part.strip() for part in keywords.split(",")]
    hashes = [part.removeprefix("SHA256=") for part in parts if part.startswith("SHA256=")]
    if re.fullmatch(r"[A-Z]{3}(-[0-9A-F]+)+", parts[0]) and not hashes:
        return parts[0], ""  # a form or label that was made of no file
    if not parts[0] or len(hashes) != 1:
        raise ReportError(f"{name}: this is not a report of phone-audit (no id in its metadata)")
    return parts[0], hashes[0]


def _examination(evidence: bytes, document_id: str, name: str) -> Examination | None:
    try:
        examination = from_json(evidence, Examination)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    if not is_read(examination.schema_version):
        return None
    if examination.document_id != document_id:
        raise EvidenceAltered(
            name, f"{ATTACHMENT} belongs to {examination.document_id}, not to {document_id}"
        )
    return examination


def _custody(evidence: bytes, document_id: str, name: str) -> CustodyEvidence | None:
    try:
        custody = from_json(evidence, CustodyEvidence)
    except msgspec.DecodeError:
        return None
    if custody.document_id != document_id:
        raise EvidenceAltered(
            name, f"{ATTACHMENT} belongs to {custody.document_id}, not to {document_id}"
        )
    return custody


def _should_carry_evidence(document_id: str, parts: _Parts) -> bool:
    """Say whether a document of this kind has an attachment, unless it is the holder's copy."""
    first = parts.pages[0] if parts.pages else ""
    if document_id.startswith(_LOG):
        return True
    return document_id.startswith("LPP-") and not any(
        REPORT["copy"].say(lang) in first for lang in ("id", "en")
    )


def _papers(attached: tuple[bytes, ...], name: str) -> Papers | None:
    if not attached:
        return None
    try:
        papers = from_json(attached[0], Papers)
    except msgspec.DecodeError:
        return None
    if len(attached) > 1 or not is_written_form(attached[0], papers):
        raise EvidenceAltered(name, f"{PAPERS_ATTACHMENT} is not what this program attaches")
    return papers


def _parts(pdf: bytes, name: str) -> _Parts:
    """Read a PDF that anybody may have made.

    The PDF library raises whatever its parsing stumbles over on hostile files, from its
    own errors to ``KeyError`` and ``RecursionError``: here they become one error of ours.
    """
    if len(pdf) > _MAX_BYTES or not pdf.startswith(b"%PDF-"):
        raise ReportError(f"{name}: this is not a PDF report of phone-audit")
    try:
        pypdf = import_module("pypdf")
    except ImportError as error:
        raise ReportError(
            "checking a PDF needs pypdf: install phone-audit with its extra, phone-audit[pdf]"
        ) from error
    log = logging.getLogger("pypdf")
    if not log.handlers:  # what it warns of on its way is told by what is found in the end
        log.addHandler(logging.NullHandler())
    try:
        reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
        metadata = reader.metadata or {}
        return _Parts(
            attachments=tuple(bytes(data) for data in reader.attachments.get(ATTACHMENT, ())),
            papers=tuple(bytes(data) for data in reader.attachments.get(PAPERS_ATTACHMENT, ())),
            keywords=str(metadata.get("/Keywords", "")),
            made_with=str(metadata.get("/Subject", "")).rpartition(", ")[2],
            lang="en" if str(reader.root_object.get("/Lang", "id")).startswith("en") else "id",
            pages=tuple(page.extract_text() for page in islice(reader.pages, _MAX_PAGES)),
        )
    except Exception as error:  # the edge named above: any failure to parse is one clear error
        raise ReportError(
            f"{name}: this PDF cannot be read ({type(error).__name__}); it is damaged or altered"
        ) from error
