"""Proving a case unaltered, or naming the first record or file that is not.

Needs nothing of the program but the form of the log: no phone, no signature list, no
other room. Nothing is written, so a case on a read-only medium can be verified.
"""

import base64
from collections.abc import Iterator
from pathlib import Path, PurePath

import msgspec

from phone_audit.cases import layout, words
from phone_audit.cases.desk import Desk, current
from phone_audit.cases.header import check_form
from phone_audit.cases.inspection import Inspection
from phone_audit.cases.shelf import FolderShelf, LockedShelf, Shelf, read
from phone_audit.cases.vault import LockedVault
from phone_audit.cases.verification import SignedBy, StoredStamp, Verification
from phone_audit.cases.verify_chain import check_chain, note_torn, read_head, read_log
from phone_audit.cases.verify_files import check_files, stored
from phone_audit.cases.verify_signatures import check_signatures
from phone_audit.cases.zip_shelf import zip_shelf
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.model.custody import ExhibitStatus
from phone_audit.model.record import decoder_of, replace, sha256_hex

_MOST_COMPLAINTS = 200


class _Vouched(msgspec.Struct):
    """What is read of a first record of any form."""

    object_sha256: str


def verify(path: Path, desk: Desk | None = None, *, on_paper: str | None = None) -> Verification:
    """Read every byte of a case and compare it with the log; write nothing.

    ``path`` is a case folder, a bundle, or a zip of a case folder.

    ``desk`` knows offices and how far cases had come; the program's own by default.
    ``on_paper`` is the beginning of a record's SHA-256 that was printed or noted earlier:
    the log must still hold that record.

    Complaints come in the order of the log: its lines first, then the files in the
    order they were recorded, then what does not belong there.

    Raises:
        CaseError: there is no case at ``path``, or a folder of it cannot be read.
    """
    desk = desk or current()
    if path.is_file():
        return verify_shelf(_unlocked(zip_shelf(path), desk), desk, on_paper=on_paper)
    if not (path / layout.CASE).exists() and not (path / layout.LOG).exists():
        raise CaseError(f"{path}: is no case ({layout.CASE} and {layout.LOG} are not there)")
    return verify_shelf(_unlocked(FolderShelf(path), desk), desk, on_paper=on_paper)


def _unlocked(shelf: Shelf, desk: Desk) -> Shelf:
    """Return a shelf to be read in clear; a locked case is opened at the desk.

    Raises:
        CannotOpen: nothing that is at hand opens it.
        EvidenceAltered: the file that says who may open it is not what was written.
    """
    if layout.VAULT not in shelf.present():
        return shelf
    return LockedShelf(shelf, LockedVault(desk.unlock(read(shelf, layout.VAULT), shelf.where)))


def verify_shelf(shelf: Shelf, desk: Desk, *, on_paper: str | None = None) -> Verification:
    """Verify a case wherever its files are; raises like ``verify``."""
    _check_form(shelf)
    # The list of files is taken before the log is read: a program that adds to the
    # case just now writes the record before the file gets its name.
    work = Inspection(shelf, shelf.present())
    for damage in shelf.damages:
        work.complain(PurePath(shelf.where).name, damage)
    head = read_head(work)
    torn = read_log(work)
    check_chain(work, head)
    if torn:
        note_torn(work, torn)
    check_files(work)
    signatures, statements = check_signatures(work, head, desk)
    paper_record = None if on_paper is None else _find(work, on_paper)
    return replace(_conclude(work, signatures, statements), paper_record=paper_record)


def _find(work: Inspection, on_paper: str) -> int | None:
    """Return the record whose hash begins like this, or complain that there is none."""
    for number, line in enumerate(work.lines, start=1):
        if line.sha256.startswith(on_paper):
            return number
    work.complain(layout.LOG, words.NOT_ON_PAPER, expected=on_paper)
    return None


def _stamps(work: Inspection) -> Iterator[StoredStamp]:
    for path in work.ledger.files:
        record = layout.stamped_record(path)
        if record is None or work.blames(path=path):
            continue
        if not 0 < record <= len(work.lines):
            work.complain(path, words.NO_SIGNATURE)
            continue
        yield StoredStamp(
            path=path,
            record=record,
            sha256=work.lines[record - 1].sha256,
            token=base64.b64encode(stored(work, path)).decode("ascii"),
        )


def _check_form(shelf: Shelf) -> None:
    """Refuse a case of a later form instead of calling it altered.

    Only if the log vouches for the header that says so: else it may be the altered part.
    """
    try:
        header = read(shelf, layout.CASE)
        log = read(shelf, layout.LOG)
        vouched = decoder_of(_Vouched).decode(log.partition(b"\n")[0]).object_sha256
    except (OSError, EvidenceAltered, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return
    if vouched == sha256_hex(header):
        check_form(shelf.where, header)


def _conclude(work: Inspection, signatures: tuple[SignedBy, ...], statements: int) -> Verification:
    stamps = tuple(_stamps(work))  # may complain
    covered = max((one.records for one in signatures), default=0)
    exhibits = work.ledger.exhibits()
    statuses = [exhibit.status for exhibit in exhibits]
    return Verification(
        path=work.shelf.where,
        unaltered=not work.complaints,
        first_alteration=work.complaints[0] if work.complaints else None,
        complaints=tuple(work.complaints[:_MOST_COMPLAINTS]),
        incomplete=tuple(work.incomplete),
        notes=(*work.shelf.notes, *work.notes),
        foreign=tuple(work.foreign),
        records=len(work.lines),
        files=work.files,
        file_bytes=work.file_bytes,
        exhibits=len(exhibits),
        examined=statuses.count(ExhibitStatus.EXAMINED),
        not_examined=statuses.count(ExhibitStatus.NOT_EXAMINED),
        erased=len(work.ledger.gone),
        signatures=signatures,
        unsigned_records=max(0, len(work.lines) - covered),
        statements=statements,
        stamps=stamps,
        head_sha256=work.lines[-1].sha256 if work.lines else None,
    )
