"""What every document has from its case: letterhead, legal basis, place and day; pure."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.case import (
    Assignment,
    CaseHeader,
    Emblem,
    EmblemMedia,
    EmploymentStatus,
    Letterhead,
)
from phone_audit.reporting import figures
from phone_audit.reporting.document import Head
from phone_audit.reporting.labels import Lexicon
from phone_audit.reporting.legal_basis import LegalBasis, texts_for
from phone_audit.reporting.voice import Voice


def frame(
    case: CaseHeader,
    words: Lexicon,
    *,
    kind: str,
    lang: str,
    document_id: str,
    at: datetime,
    sha256: str = "",
    letter_number: str | None = None,
) -> dict[str, Any]:
    """Return the fields of ``Sheet`` that follow from the case, for any document of it."""
    shown = safe_text(document_id, 60)
    return {
        "kind": kind,
        "lang": lang,
        "document_id": shown,
        "letter_number": safe_text(letter_number or "", 120),
        "evidence_sha256": sha256,
        "qr_payload": f"PHONE-AUDIT/1;ID={shown};SHA256={sha256}" if sha256 else "",
        "created_at": at,
        "program": case.program,
        "issuer": safe_text(case.letterhead.office if case.letterhead else case.office),
        "fictitious": case.fictitious,
        "paper": case.paper.value if case.paper else "",
        "labels": words.words,
        "gloss": words.gloss,
        "values": {},
        "gloss_values": {},
        "head": _head(case.letterhead),
    }


def _head(letterhead: Letterhead | None) -> Head | None:
    if letterhead is None:
        return None
    lines = (letterhead.address, letterhead.contact)
    return Head(
        government=safe_text(letterhead.government),
        office=safe_text(letterhead.office),
        lines=tuple(safe_text(line) for line in lines if line),
        emblem=_svg(letterhead.emblem) if letterhead.emblem else "",
    )


def _svg(emblem: Emblem) -> str:
    """Return the emblem as SVG; a PNG is put into one, because a template is handed text only."""
    if emblem.media is EmblemMedia.SVG:
        return emblem.data.decode("utf-8", "replace")
    wide = int.from_bytes(emblem.data[16:20], "big") or 1  # PNG: IHDR is always the first chunk
    high = int.from_bytes(emblem.data[20:24], "big") or 1
    data = b64encode(emblem.data).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" '
        f'height="{high}"><image width="{wide}" height="{high}" '
        f'href="data:image/png;base64,{data}"/></svg>'
    )


def legal_texts(
    case: CaseHeader,
    offered: Sequence[LegalBasis],
    status: EmploymentStatus | None,
    at: datetime,
    voice: Voice,
) -> tuple[str, ...]:
    """Return the legal basis as it is printed, with the written order last.

    The case's own texts, where it has some, replace those offered for the status.
    """
    day = figures.local(at, case.zone).date()
    texts = case.legal_basis or texts_for(offered, status, day)
    return (*(safe_text(text, 400) for text in texts), assignment_words(case.assignment, voice))


def assignment_words(assignment: Assignment, voice: Voice) -> str:
    """Return ``Surat Tugas Inspektur Nomor 800/1 tanggal 18 November 2026``."""
    text = voice.phrase("assignment")
    if assignment.issued_by:
        text += f" {safe_text(assignment.issued_by)}"
    text += voice.phrase("assignment_number", number=safe_text(assignment.number))
    if assignment.dated is not None:
        text += voice.phrase("assignment_dated", date=figures.day(assignment.dated, voice.lang))
    return text


def place_and_day(case: CaseHeader, at: datetime | None, lang: str) -> str:
    """Return ``Kota Contoh, 19 November 2026``, as it stands above signatures.

    Without a day it ends in the comma, and dots follow.
    """
    place = case.letterhead.place if case.letterhead and case.letterhead.place else case.location
    day = figures.day(figures.local(at, case.zone), lang) if at else ""
    return f"{safe_text(place, 80)}, {day}"
