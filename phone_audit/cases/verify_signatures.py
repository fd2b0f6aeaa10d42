"""Checks the signatures in a case: on its head, on documents, and those of the office."""

from collections.abc import Iterator

from phone_audit.cases import chain, layout, words
from phone_audit.cases.desk import Desk
from phone_audit.cases.inspection import Inspection
from phone_audit.cases.key_ring import KeyRing
from phone_audit.cases.statements import ClosingStatement, FileStatement, HeadStatement
from phone_audit.cases.verification import SignedBy
from phone_audit.cases.verify_chain import check_told
from phone_audit.cases.verify_files import case_header, stored
from phone_audit.errors import EvidenceAltered
from phone_audit.keys.signing import read_signed
from phone_audit.model.record import sha256_hex


def check_signatures(
    work: Inspection, head: chain.Head | None, desk: Desk
) -> tuple[tuple[SignedBy, ...], int]:
    """Complain about signatures that do not hold; return those on the log that do.

    Also returned is how many documents have a signed statement of their own.
    """
    keys = _read_keys(work)
    header = case_header(work)
    case_id = None if header is None else header.case_id
    found = [one for one in (_check_head(work, head, keys, case_id, desk),) if one is not None]
    statements = 0
    for path in work.ledger.files:
        if work.blames(path=path):
            continue
        if path.startswith(layout.MANIFESTS + "/"):
            statements += _check_statement(work, path, keys, case_id)
        elif path.startswith(layout.SIGNATURES + "/") and layout.stamped_record(path) is None:
            closing = _check_closing(work, path, keys, case_id, desk)
            found += [] if closing is None else [closing]
    # Of a log composed anew, the earliest signature that does not fit is the nearest to
    # what was changed; all later ones do not fit either.
    for records, sha256 in sorted(work.told):
        if not check_told(work, records, sha256):
            break
    _check_memory(work, case_id, desk)
    return tuple(found), statements


def _read_keys(work: Inspection) -> KeyRing:
    keys = KeyRing()
    found = []
    for path in work.ledger.files:
        if path.startswith(layout.KEYS + "/") and not work.blames(path=path):
            data = _stored(work, path)
            found += [] if data is None else [(path, data)]
    for path in keys.take(found):
        work.complain(path, words.NO_KEY)
    return keys


def _check_head(
    work: Inspection, head: chain.Head | None, keys: KeyRing, case_id: str | None, desk: Desk
) -> SignedBy | None:
    if head is None:
        return None
    if head.signed is None:
        if any(known <= head.records for known in _records_of_stations(work, keys)):
            work.complain(layout.HEAD, words.SIGNATURE_MISSING)
        return None
    statement = head.signed.read(HeadStatement)
    if (
        statement is None
        or not keys.holds(head.signed)
        or head.signed.key not in keys.stations
        or case_id not in {None, statement.case_id}
        or statement.records > head.records
    ):
        work.complain(layout.HEAD, words.NO_SIGNATURE)
        return None
    work.told.append((statement.records, statement.sha256))
    return keys.describe(layout.HEAD, head.signed.key, statement.at, statement.records, desk)


def _records_of_stations(work: Inspection, keys: KeyRing) -> Iterator[int]:
    """Name the records that put a station's key into the case: from then on heads are signed."""
    paths = {
        layout.key_of(sha256_hex(one.data)) for known in keys.stations.values() for one in known
    }
    for line in work.lines:
        if line.record is not None and line.record.object in paths:
            yield line.record.seq


def _check_statement(work: Inspection, path: str, keys: KeyRing, case_id: str | None) -> bool:
    """Check what a station signed about a file; say whether it holds."""
    signed = read_signed(_stored(work, path) or b"")
    statement = None if signed is None else signed.read(FileStatement)
    if (
        signed is None
        or statement is None
        or not keys.holds(signed)
        or case_id not in {None, statement.case_id}
        or path != layout.manifest_of(statement.sha256)
        or statement.sha256
        not in {
            work.ledger.files.get(statement.path),
            work.ledger.gone.get(statement.path),
        }
    ):
        work.complain(path, words.NO_SIGNATURE)
        return False
    work.told.append((statement.record, statement.record_sha256))
    return True


def _check_closing(
    work: Inspection, path: str, keys: KeyRing, case_id: str | None, desk: Desk
) -> SignedBy | None:
    signed = read_signed(_stored(work, path) or b"")
    statement = None if signed is None else signed.read(ClosingStatement)
    if (
        signed is None
        or statement is None
        or not keys.holds(signed)
        or signed.key not in keys.offices
        or case_id not in {None, statement.case_id}
        or path != layout.closing_of(statement.records, signed.key)
    ):
        work.complain(path, words.NO_SIGNATURE)
        return None
    work.told.append((statement.records, statement.sha256))
    return keys.describe(path, signed.key, statement.at, statement.records, desk)


def _check_memory(work: Inspection, case_id: str | None, desk: Desk) -> None:
    seen = None if case_id is None else desk.seen(case_id)
    if seen is None:
        return
    if seen.records <= len(work.lines) and work.lines[seen.records - 1].sha256 == seen.sha256:
        return
    if work.shelf.is_copy and seen.records > len(work.lines):
        work.notes.append(words.older(len(work.lines), seen.records))
    elif not work.complaints:
        number = min(seen.records, len(work.lines) + 1)
        work.complain(layout.LOG, words.OLDER_COPY, number, expected=seen.sha256)


def _stored(work: Inspection, path: str) -> bytes | None:
    try:
        return stored(work, path)
    except (OSError, EvidenceAltered):
        return None
