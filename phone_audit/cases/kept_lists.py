"""Signature lists in a case: the snapshots that its assessments rest on."""

import gzip
import zlib
from pathlib import Path

from phone_audit.cases import layout
from phone_audit.cases.log import Log
from phone_audit.cases.stored import read_stored
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.model.custody import Event
from phone_audit.model.record import sha256_hex


def keep_list(log: Log, snapshot: bytes, sha256: str) -> Path:
    """Store the snapshot of a signature list, once however often it is given.

    It is packed: a list names many apps that are on nobody's phone here, and whoever
    searches a case for an app's name should find it only where a phone had it.

    Raises:
        CaseError: the hash is not of the snapshot, or the case cannot be written.
    """
    if sha256_hex(snapshot) != sha256:
        raise CaseError("the signature list is not what its SHA-256 says")
    path = layout.list_of(sha256)
    with log.exclusive() as ledger:
        if path in ledger.files:
            return log.root / path
        packed = gzip.compress(snapshot, mtime=0)
        return log.place(path, packed, log.draft(Event.HASH))


def kept_list(log: Log, sha256: str) -> bytes:
    """Return a kept snapshot of a signature list.

    Raises:
        CaseError: none with this hash was kept.
        EvidenceAltered: the file is not what the log says, or not what it is named by.
    """
    path = layout.list_of(sha256)
    packed = read_stored(log, path)
    try:
        snapshot = gzip.decompress(packed)
    except (OSError, EOFError, zlib.error) as error:
        raise EvidenceAltered(log.root / path, f"is no packed list: {error}") from error
    if sha256_hex(snapshot) != sha256:
        raise EvidenceAltered(log.root / path, "holds another list than it is named by")
    return snapshot
