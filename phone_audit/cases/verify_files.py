"""Checks the files of a case against the log: their bytes, what they say, and what is too many."""

import hashlib
from collections.abc import Iterator

import msgspec

from phone_audit.cases import layout, words
from phone_audit.cases.inspection import Inspection
from phone_audit.cases.ledger import Entry
from phone_audit.cases.paper_kinds import paper_complaint
from phone_audit.cases.shelf import Kind, read
from phone_audit.errors import EvidenceAltered
from phone_audit.model.case import CaseHeader, Examination, form_of, is_read
from phone_audit.model.custody import Erasure, ExhibitStatus
from phone_audit.model.record import (
    canonical_json,
    decoder_of,
    from_json,
    is_written_form,
    sha256_hex,
)

_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}
_PIECE = 1 << 20


def check_files(work: Inspection) -> None:
    """Complain about every file that is not what the log vouches for, or should not be there."""
    for path, sha256 in work.ledger.files.items():
        _check_file(work, path, sha256)
    _check_papers(work)
    for entry in work.ledger.entries.values():
        _check_exhibit(work, entry)
    _check_strangers(work)


def stored(work: Inspection, path: str) -> bytes:
    """Return a file of the case, also one whose naming was interrupted.

    Raises:
        OSError, EvidenceAltered: it cannot be read.
    """
    try:
        return read(work.shelf, path)
    except FileNotFoundError:
        return read(work.shelf, path + layout.PART)


def _check_file(work: Inspection, path: str, expected: str, *, again: bool = False) -> None:
    digest = hashlib.sha256()
    try:
        for piece in _pieces(work, path):
            digest.update(piece)
            work.file_bytes += len(piece)
    except FileNotFoundError:
        if not again and path + layout.PART not in work.present:
            # A program that adds to the case just now may have renamed it meanwhile.
            _check_file(work, path, expected, again=True)
        else:
            _check_missing(work, path, expected)
        return
    except (OSError, EvidenceAltered):
        work.complain(path, words.UNREADABLE, expected=expected)
        return
    work.files += 1
    if digest.hexdigest() != expected:
        work.complain(path, words.FILE_CHANGED, expected=expected, actual=digest.hexdigest())


def _pieces(work: Inspection, path: str) -> Iterator[bytes]:
    with work.shelf.open(path) as file:
        while piece := file.read(_PIECE):
            yield piece


def _check_missing(work: Inspection, path: str, expected: str) -> None:
    part = path + layout.PART
    try:
        data = read(work.shelf, part)
    except (OSError, EvidenceAltered):
        work.complain(path, words.MISSING, expected=expected)
        return
    work.present.pop(part, None)
    work.files += 1
    work.file_bytes += len(data)
    if sha256_hex(data) != expected:
        work.complain(part, words.FILE_CHANGED, expected=expected, actual=sha256_hex(data))
        return
    work.incomplete.append(words.unnamed(path))


def _check_papers(work: Inspection) -> None:
    """Look into papers and records of erasures, whose bytes are what the log vouches for."""
    told = {complaint.path for complaint in work.complaints}
    for path in work.ledger.files:
        erasure = layout.is_erasure(path)
        if path in told or not (erasure or layout.paper_from(path)):
            continue
        try:
            data = stored(work, path)
        except (OSError, EvidenceAltered):
            work.complain(path, words.UNREADABLE)
            continue
        if paper_complaint(path, data) if not erasure else _no_erasure(work, data):
            work.complain(path, words.NOT_A_PAPER)


def _no_erasure(work: Inspection, data: bytes) -> bool:
    """Say whether a record of an erasure is not one, or names what the log does not."""
    try:
        erasure = from_json(data, Erasure)
    except msgspec.DecodeError:
        return True
    named = {file.path: file.sha256 for file in erasure.files}
    return not is_written_form(data, erasure) or any(
        work.ledger.gone.get(path) != sha256 for path, sha256 in named.items()
    )


def _check_exhibit(work: Inspection, entry: Entry) -> None:
    exhibit = entry.stored
    if exhibit.status is ExhibitStatus.OPEN:
        work.incomplete.append(words.not_concluded(exhibit.document_id, exhibit.commands))
    path = layout.evidence_of(exhibit.number)
    if exhibit.status is not ExhibitStatus.EXAMINED or path not in work.ledger.files:
        return
    if work.blames(path=path):
        return
    try:
        data = stored(work, path)
        form = form_of(data)
        if form is not None and not is_read(form):
            work.notes.append(words.later_form(path, form))
            return
        examination = from_json(data, Examination)
        canonical = is_written_form(data, examination)
    except (OSError, EvidenceAltered, msgspec.DecodeError):
        work.complain(path, words.NOT_AN_EXAMINATION)
        return
    if not canonical:
        work.complain(path, words.NOT_AN_EXAMINATION)
    elif not exhibit.notified or (examination.open_tabs and not exhibit.open_tabs):
        work.complain(path, words.WITHOUT_NOTICE)
    elif (
        examination.document_id != exhibit.document_id
        or examination.exhibit != exhibit.number
        or examination.case != (case_header(work) or examination.case)
        or any(told not in entry.notes for told in _note_hashes(data))
    ):
        work.complain(path, words.NOT_AS_LOGGED)


def case_header(work: Inspection) -> CaseHeader | None:
    """Return the header, ``None`` where it is altered or cannot be read."""
    if work.blames(path=layout.CASE):
        return None
    try:
        return from_json(stored(work, layout.CASE), CaseHeader)
    except (OSError, EvidenceAltered, msgspec.DecodeError):
        return None


def _note_hashes(evidence: bytes) -> Iterator[str]:
    """Yield the SHA-256 of each note as it is written, in whatever form that is."""
    for note in decoder_of(_Notes).decode(evidence).captures:
        yield sha256_hex(canonical_json(msgspec.json.decode(note)))


class _Notes(msgspec.Struct):
    """The notes of an examination, as they stand there."""

    captures: tuple[msgspec.Raw, ...] = ()


def _check_strangers(work: Inspection) -> None:
    inside = (layout.PAPERS, layout.REPORTS)
    signed = (layout.KEYS, layout.MANIFESTS, layout.SIGNATURES)
    folders = {layout.LISTS, layout.EXHIBITS, layout.RECOVERED, *inside, *signed}
    for number in work.ledger.entries:
        folder = layout.folder_of(number)
        folders |= {folder, *(f"{folder}/{name}" for name in (*inside, layout.SEALED))}
    known = {layout.LOG, layout.HEAD, *work.ledger.files}
    for path, kind in work.present.items():
        if kind is Kind.FOLDER:
            if path not in folders:
                _tell_stranger(work, path)
        elif path not in known and not _is_left_behind(work, path, kind):
            _tell_stranger(work, path)


def _is_left_behind(work: Inspection, path: str, kind: Kind) -> bool:
    """Say whether an interrupted program explains this file; if so, note it."""
    if kind is not Kind.FILE:
        return False
    if path in work.ledger.gone:
        work.incomplete.append(words.not_erased_yet(path))
        return True
    name = path.removesuffix(layout.PART)
    explained = name != path and (
        name == layout.HEAD or (layout.is_stored(name) and name not in work.present)
    )
    if name == path and path.startswith(layout.RECOVERED + "/") and layout.is_stored(path):
        try:
            data = read(work.shelf, path)
        except (OSError, EvidenceAltered):
            return False
        aside = layout.recovered_from(path)
        explained = aside is not None and aside[0] == sha256_hex(data)
    if explained:
        work.incomplete.append(words.left_behind(path))
    return explained


def _tell_stranger(work: Inspection, path: str) -> None:
    shown = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in path)
    work.foreign.append(shown)
    if path.rpartition("/")[2] not in _LITTER:
        work.complain(shown, words.FOREIGN)
