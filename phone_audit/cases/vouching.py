"""Signatures that a case holds: whose keys they are made with, on files and on the whole log."""

from pathlib import Path

from phone_audit.cases import layout
from phone_audit.cases.log import Log
from phone_audit.cases.statements import ClosingStatement, FileStatement
from phone_audit.errors import CaseError
from phone_audit.keys.office import OfficeKey
from phone_audit.keys.signing import Signer
from phone_audit.model.custody import Event, Role
from phone_audit.model.record import canonical_json, sha256_hex

_LONGEST_TOKEN = 1 << 20


def keep_keys(log: Log) -> None:
    """Store the station's certificate and the public halves of its office, once each.

    Raises:
        CaseError: the case cannot be written.
    """
    signing = log.signing
    offices = (log.office, None if signing is None else signing.office)
    for office in offices:
        if office is not None:
            _keep(log, office.data)
    if signing is not None:
        _keep(log, signing.certificate.data)


def vouch(log: Log, path: str, size_bytes: int) -> None:
    """Store a signed statement about a file of the case, where the station has a key.

    Raises:
        CaseError: the case cannot be written.
    """
    signing = log.signing
    if signing is None:
        return
    with log.exclusive() as ledger:
        sha256 = ledger.files[path]
        if layout.manifest_of(sha256) in ledger.files:
            return
        entry = ledger.entries.get(layout.exhibit_of(path) or 0)
        record, record_sha256 = log.last()
        statement = FileStatement(
            at=log.now(),
            case_id=log.case_id,
            path=path,
            sha256=sha256,
            size_bytes=size_bytes,
            record=record,
            record_sha256=record_sha256,
            evidence_sha256=None if entry is None else entry.stored.evidence_sha256,
        )
        data = canonical_json(signing.signer.sign(statement))
        log.place(layout.manifest_of(sha256), data, log.draft(Event.HASH))


def close_with(log: Log, office: OfficeKey, signer: Signer, *, actor: str | None) -> Path:
    """Sign the log as it stands with the office's own key, and store the signature.

    Raises:
        CaseError: this was done already, or the case cannot be written.
    """
    with log.exclusive() as ledger:
        _keep(log, office.data)
        records, sha256 = log.last()
        path = layout.closing_of(records, office.key_id)
        if path in ledger.files:
            raise CaseError(f"{path}: the office has signed this already")
        statement = ClosingStatement(
            at=log.now(), case_id=log.case_id, records=records, sha256=sha256
        )
        draft = log.draft(
            Event.TANDA_TANGAN, actor=actor, role=Role.TEAM_LEAD if actor else Role.PROGRAM
        )
        return log.place(path, canonical_json(signer.sign(statement)), draft)


def keep_stamp(log: Log, record: int, token: bytes) -> Path:
    """Store a time-stamp token (DER) over the SHA-256 of a record.

    Raises:
        CaseError: it is no token, there is one of that record, or the case cannot be written.
    """
    if not token.startswith(b"\x30") or len(token) > _LONGEST_TOKEN:
        raise CaseError("this is no time-stamp token")
    path = layout.stamp_of(record)
    with log.exclusive() as ledger:
        if path in ledger.files:
            raise CaseError(f"{path}: record {record} has been stamped already")
        return log.place(path, token, log.draft(Event.TANDA_TANGAN, note="RFC 3161"))


def _keep(log: Log, data: bytes) -> None:
    path = layout.key_of(sha256_hex(data))
    with log.exclusive() as ledger:
        if path not in ledger.files:
            log.place(path, data, log.draft(Event.HASH))
