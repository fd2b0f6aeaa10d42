"""What is signed in a case; each kind names itself, so that no signature fits another purpose."""

from datetime import datetime

from phone_audit.model.record import Record


class HeadStatement(Record):
    """What a station signs at a milestone: how long the log of a case is, and what ends it."""

    kind: str = "phone-audit/head/1"
    at: datetime
    case_id: str
    records: int
    sha256: str


class FileStatement(Record):
    """What a station signs about a document it rendered, or about an erasure.

    ``record`` is the log record that vouches for the file, ``record_sha256`` its hash: a
    document that travels alone leads back to its place in the log. ``evidence_sha256`` is
    of the examination it was rendered from, ``None`` where there is none.
    """

    kind: str = "phone-audit/file/1"
    at: datetime
    case_id: str
    path: str
    sha256: str
    size_bytes: int
    record: int
    record_sha256: str
    evidence_sha256: str | None = None


class ClosingStatement(Record):
    """What an office signs with its own key: the log of a case up to a record."""

    kind: str = "phone-audit/closing/1"
    at: datetime
    case_id: str
    records: int
    sha256: str
