"""What vouches for a document that travels without its case: a small file beside it.

Format of ``LPP-….pdf.proof.json``, one line of canonical JSON (shortened here)::

    {"keys":[{"key":"c925…",…},{"key":"c925…",…}],"statement":{"key":"e542…",…}}

``statement`` is what the station signed about the file; ``keys`` are the public halves of
the office and the certificate of the station, each signed itself.
"""

import msgspec

from phone_audit.cases import layout
from phone_audit.cases.desk import Desk
from phone_audit.cases.key_ring import KeyRing
from phone_audit.cases.log import Log
from phone_audit.cases.statements import FileStatement
from phone_audit.cases.stored import read_stored
from phone_audit.cases.verification import SignedBy
from phone_audit.errors import EvidenceAltered
from phone_audit.keys.signing import Signed, read_signed
from phone_audit.model.record import Record, canonical_json, from_json, sha256_hex

SUFFIX = ".proof.json"


class Proof(Record):
    """A signed statement with the keys it takes to check it."""

    keys: tuple[Signed, ...]
    statement: Signed


class Proven(Record):
    """That a file is what a station signed, who that is, and where it stands in which log."""

    by: SignedBy
    statement: FileStatement


def proof_of(log: Log, path: str) -> bytes | None:
    """Return the proof of a file of the case, ``None`` where no station vouches for it."""
    ledger = log.refresh()
    manifest = layout.manifest_of(ledger.files.get(path, ""))
    if manifest not in ledger.files:
        return None
    statement = read_signed(read_stored(log, manifest))
    found = [one for one in ledger.files if one.startswith(layout.KEYS + "/")]
    keys = [read_signed(read_stored(log, one)) for one in found]
    if statement is None:
        return None
    return canonical_json(
        Proof(keys=tuple(one for one in keys if one is not None), statement=statement)
    )


def prove(data: bytes, proof: bytes, name: str, desk: Desk) -> Proven:
    """Return who vouches for a document, going by the file beside it.

    Raises:
        EvidenceAltered: the proof does not hold, or is of other bytes.
    """
    try:
        read = from_json(proof, Proof)
    except msgspec.DecodeError as error:
        raise EvidenceAltered(name + SUFFIX, f"is not what was written: {error}") from error
    statement = read.statement.read(FileStatement)
    keys = KeyRing()
    strangers = keys.take((one.key, canonical_json(one)) for one in read.keys)
    if (
        canonical_json(read) != proof
        or strangers
        or statement is None
        or not keys.holds(read.statement)
    ):
        raise EvidenceAltered(name + SUFFIX, "its signature does not hold")
    if statement.sha256 != sha256_hex(data) or statement.size_bytes != len(data):
        raise EvidenceAltered(
            name,
            f"has SHA-256 {sha256_hex(data)}, the station signed {statement.sha256}",
        )
    by = keys.describe(statement.path, read.statement.key, statement.at, statement.record, desk)
    return Proven(by=by, statement=statement)
