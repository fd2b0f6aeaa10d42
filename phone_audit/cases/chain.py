r"""The form of the log: records in lines, each line naming the SHA-256 of the one before.

Format of ``log.jsonl``, one record in canonical JSON per line (shortened here)::

    {"actor":"phone-audit 0.1.0","at":"2026-11-19T02:14:07.120394Z","event":"BUAT",
     "object":"case.json","object_sha256":"5c1e…","previous_sha256":"0000…","seq":1,…}

A line ends with one ``\n``; the hash is over the bytes before it. ``head.json`` says
how long the log was at the last milestone, so that cutting off its end is noticed::

    {"check_sha256":"e2d0…","records":41,"sha256":"91ab…","signed":{"key":"3f2a…",…}}

``sha256`` is of line 41; ``check_sha256`` is of ``41 91ab…`` as text. It protects
nobody from a forger, but tells damage to ``head.json`` from damage to the log. ``signed``
does: the same two, signed by the key of a station (``phone_audit.keys.signing``). It is
missing where no station that wrote to the case had a key.
"""

import msgspec

from phone_audit.keys.signing import Signed
from phone_audit.model.custody import Event as Event
from phone_audit.model.custody import LogRecord
from phone_audit.model.record import Record, canonical_json, from_json, sha256_hex

NOTHING_BEFORE = "0" * 64
LONGEST_LINE_BYTES = 1 << 20


class Head(Record, omit_defaults=True):
    """How many records the log had at the last milestone, and the SHA-256 of the last.

    ``signed`` is the newest head that was signed, which may be an older one; ``None``
    where none was.
    """

    records: int
    sha256: str
    check_sha256: str
    signed: Signed | None = None


def head_json(records: int, sha256: str, signed: Signed | None = None) -> bytes:
    """Return the bytes of ``head.json`` for a log of so many records."""
    check = sha256_hex(f"{records} {sha256}".encode("ascii"))
    return canonical_json(Head(records=records, sha256=sha256, check_sha256=check, signed=signed))


def read_head(data: bytes) -> Head | None:
    """Return the head, or ``None`` if these are not the bytes of one that was written here.

    Whether its signature holds is another question: here only the form is looked at.
    """
    try:
        head = from_json(data, Head)
        intact = head_json(head.records, head.sha256, head.signed) == data
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None
    return head if intact and head.records > 0 else None


def read_line(line: bytes) -> LogRecord | None:
    """Return the record of one line (without its line break), or ``None`` if it is not one.

    A line is a record only if writing that record again gives the same bytes: what
    two readers could understand differently is no record.
    """
    try:
        record = from_json(line, LogRecord)
    except msgspec.DecodeError:
        return None
    return record if canonical_json(record) == line else None
