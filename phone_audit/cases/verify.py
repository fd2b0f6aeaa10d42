"""Proving a case unaltered, or naming the first record or file that is not.

Needs nothing of the program but the form of the log: no phone, no signature list, no
other room. Nothing is written, so a case on a read-only medium can be verified.
"""

from pathlib import Path

import msgspec

from phone_audit.cases import layout
from phone_audit.cases.inspection import Inspection
from phone_audit.cases.shelf import FolderShelf, Shelf, read
from phone_audit.cases.verification import Verification
from phone_audit.cases.verify_chain import check_chain, note_torn, read_head, read_log
from phone_audit.cases.verify_files import check_files
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.model.case import EVIDENCE_SCHEMA_VERSION
from phone_audit.model.custody import ExhibitStatus
from phone_audit.model.record import sha256_hex

_MOST_COMPLAINTS = 200


class _Form(msgspec.Struct):
    """What is read of a header of any form."""

    schema_version: str


class _Vouched(msgspec.Struct):
    """What is read of a first record of any form."""

    object_sha256: str


def verify(path: Path) -> Verification:
    """Read every byte of a case folder and compare it with the log; write nothing.

    Complaints come in the order of the log: its lines first, then the files in the
    order they were recorded, then what does not belong there.

    Raises:
        CaseError: there is no case at ``path``, or a folder of it cannot be read.
    """
    if not (path / layout.CASE).exists() and not (path / layout.LOG).exists():
        raise CaseError(f"{path}: is no case ({layout.CASE} and {layout.LOG} are not there)")
    return verify_shelf(FolderShelf(path))


def verify_shelf(shelf: Shelf) -> Verification:
    """Verify a case wherever its files are; raises like ``verify``."""
    _check_form(shelf)
    # The list of files is taken before the log is read: a program that adds to the
    # case just now writes the record before the file gets its name.
    work = Inspection(shelf, shelf.present())
    head = read_head(work)
    torn = read_log(work)
    check_chain(work, head)
    if torn:
        note_torn(work, torn)
    check_files(work)
    return _conclude(work)


def _check_form(shelf: Shelf) -> None:
    """Refuse a case of another form instead of calling it altered.

    Only if the log vouches for the header that says so: else it may be the altered part.
    """
    try:
        header = read(shelf, layout.CASE)
        log = read(shelf, layout.LOG)
        form = msgspec.json.decode(header, type=_Form).schema_version
        vouched = msgspec.json.decode(log.partition(b"\n")[0], type=_Vouched).object_sha256
    except (OSError, EvidenceAltered, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return
    if form != EVIDENCE_SCHEMA_VERSION and vouched == sha256_hex(header):
        raise CaseError(
            f"{shelf.where}: written in form {form}, this version of the program verifies form "
            f"{EVIDENCE_SCHEMA_VERSION}; use the version it was written with, or the script "
            "in the documentation"
        )


def _conclude(work: Inspection) -> Verification:
    exhibits = work.ledger.exhibits()
    statuses = [exhibit.status for exhibit in exhibits]
    return Verification(
        path=work.shelf.where,
        unaltered=not work.complaints,
        first_alteration=work.complaints[0] if work.complaints else None,
        complaints=tuple(work.complaints[:_MOST_COMPLAINTS]),
        incomplete=tuple(work.incomplete),
        foreign=tuple(work.foreign),
        records=len(work.lines),
        files=work.files,
        file_bytes=work.file_bytes,
        exhibits=len(exhibits),
        examined=statuses.count(ExhibitStatus.EXAMINED),
        not_examined=statuses.count(ExhibitStatus.NOT_EXAMINED),
        head_sha256=work.lines[-1].sha256 if work.lines else None,
    )
