"""Checks the signatures in a case: on its head, on documents, and those of the office."""

from collections.abc import Iterator

import msgspec

from phone_audit.cases import chain, layout, words
from phone_audit.cases.desk import Desk
from phone_audit.cases.inspection import Inspection
from phone_audit.cases.statements import ClosingStatement, FileStatement, HeadStatement
from phone_audit.cases.verification import SignedBy
from phone_audit.cases.verify_chain import check_told
from phone_audit.cases.verify_files import stored
from phone_audit.errors import EvidenceAltered
from phone_audit.keys.office import OfficeKey, read_office
from phone_audit.keys.signing import Signed, read_signed
from phone_audit.keys.station import Certificate, office_named, read_certificate
from phone_audit.model.case import CaseHeader
from phone_audit.model.record import from_json, sha256_hex


class _Keys:
    """The public keys in a case, by fingerprint."""

    def __init__(self) -> None:
        self.offices: dict[str, OfficeKey] = {}
        self.stations: dict[str, list[Certificate]] = {}

    def public_key(self, key: str) -> str | None:
        if key in self.offices:
            return self.offices[key].public_key
        return self.stations[key][0].public_key if key in self.stations else None


def check_signatures(
    work: Inspection, head: chain.Head | None, desk: Desk
) -> tuple[tuple[SignedBy, ...], int]:
    """Complain about signatures that do not hold; return those on the log that do.

    Also returned is how many documents have a signed statement of their own.
    """
    keys = _read_keys(work)
    case_id = _case_id(work)
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
    _check_memory(work, case_id, desk)
    return tuple(found), statements


def _read_keys(work: Inspection) -> _Keys:
    keys = _Keys()
    waiting: list[tuple[str, bytes]] = []
    for path in work.ledger.files:
        if not path.startswith(layout.KEYS + "/") or work.blames(path=path):
            continue
        data = _stored(work, path)
        office = None if data is None else read_office(data)
        if office is not None:
            keys.offices[office.key_id] = office
        elif data is not None:
            waiting.append((path, data))
    for path, data in waiting:
        certificate = read_certificate(data, keys.offices.get(office_named(data) or ""))
        if certificate is None:
            work.complain(path, words.NO_KEY)
        else:
            keys.stations.setdefault(certificate.key_id, []).append(certificate)
    return keys


def _check_head(
    work: Inspection, head: chain.Head | None, keys: _Keys, case_id: str | None, desk: Desk
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
        or not _holds(head.signed, keys)
        or head.signed.key not in keys.stations
        or case_id not in {None, statement.case_id}
        or statement.records > head.records
    ):
        work.complain(layout.HEAD, words.NO_SIGNATURE)
        return None
    check_told(work, statement.records, statement.sha256)
    return _signed_by(layout.HEAD, head.signed.key, statement, keys, desk)


def _records_of_stations(work: Inspection, keys: _Keys) -> Iterator[int]:
    """Name the records that put a station's key into the case: from then on heads are signed."""
    paths = {
        layout.key_of(sha256_hex(one.data)) for known in keys.stations.values() for one in known
    }
    for line in work.lines:
        if line.record is not None and line.record.object in paths:
            yield line.record.seq


def _check_statement(work: Inspection, path: str, keys: _Keys, case_id: str | None) -> bool:
    """Check what a station signed about a file; say whether it holds."""
    signed = read_signed(_stored(work, path) or b"")
    statement = None if signed is None else signed.read(FileStatement)
    if (
        signed is None
        or statement is None
        or not _holds(signed, keys)
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
    check_told(work, statement.record, statement.record_sha256)
    return True


def _check_closing(
    work: Inspection, path: str, keys: _Keys, case_id: str | None, desk: Desk
) -> SignedBy | None:
    signed = read_signed(_stored(work, path) or b"")
    statement = None if signed is None else signed.read(ClosingStatement)
    if (
        signed is None
        or statement is None
        or not _holds(signed, keys)
        or signed.key not in keys.offices
        or case_id not in {None, statement.case_id}
        or path != layout.closing_of(statement.records, signed.key)
    ):
        work.complain(path, words.NO_SIGNATURE)
        return None
    check_told(work, statement.records, statement.sha256)
    return _signed_by(path, signed.key, statement, keys, desk)


def _holds(signed: Signed, keys: _Keys) -> bool:
    public_key = keys.public_key(signed.key)
    return public_key is not None and signed.is_by(public_key)


def _signed_by(
    path: str,
    key: str,
    statement: HeadStatement | ClosingStatement,
    keys: _Keys,
    desk: Desk,
) -> SignedBy:
    office = certified_by = keys.offices.get(key)
    note = None
    if office is not None:
        name = office.name
    else:
        day = statement.at.date()
        certificates = keys.stations[key]
        certified = [one for one in certificates if one.statement.office is not None]
        valid = [one for one in certified if one.covers(day)]
        best = (valid or certified or certificates)[-1]
        if not certified:
            note = words.NOT_CERTIFIED
        elif not valid:
            note = words.OUT_OF_DATE
        name = best.name
        certified_by = keys.offices.get(best.statement.office or "")
    return SignedBy(
        path=path,
        key=key,
        name=name,
        office=None if certified_by is None else certified_by.key_id,
        office_name=None if certified_by is None else certified_by.name,
        own_key=office is not None,
        recognised=certified_by is not None and desk.recognises(certified_by.key_id),
        records=statement.records,
        at=statement.at,
        note=note,
    )


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


def _case_id(work: Inspection) -> str | None:
    """Return the id in the header, ``None`` where the header is altered or unread."""
    if work.blames(path=layout.CASE):
        return None
    try:
        return from_json(_stored(work, layout.CASE) or b"", CaseHeader).case_id
    except msgspec.DecodeError:
        return None


def _stored(work: Inspection, path: str) -> bytes | None:
    try:
        return stored(work, path)
    except (OSError, EvidenceAltered):
        return None
