"""What comes of verifying a case: an account that a program or a person can read."""

from datetime import datetime

from phone_audit.model.record import Record, Words


class Complaint(Record):
    """One thing in a case that is not as it was recorded.

    ``path`` is inside the case; ``record`` the number of a record where one can be
    named. ``expected`` and ``actual`` are SHA-256 in hexadecimal; ``None`` where a
    comparison of hashes is not what failed.
    """

    path: str
    record: int | None = None
    says: Words
    expected: str | None = None
    actual: str | None = None


class SignedBy(Record):
    """One signature on the log, found to hold.

    ``path`` is where it stands. ``key`` signed; ``name`` is what its owner is called.
    ``office`` is the fingerprint of the office that certifies it, or whose own key it is,
    ``None`` if nobody certifies it. ``recognised`` says whether that office is known on
    this computer: a forger can make an office of his own. ``records`` of the log are
    covered; ``at`` is the signer's clock. ``note`` says what is to be known about it.
    """

    path: str
    key: str
    name: str
    office: str | None
    office_name: str | None
    own_key: bool  # the office's own key, not a station it certified
    recognised: bool
    records: int
    at: datetime
    note: Words | None = None


class StoredStamp(Record):
    """A time-stamp token in the case, in base64, and the record it should be of."""

    path: str
    record: int
    sha256: str
    token: str


class Verification(Record):
    """What came of verifying a case.

    ``unaltered`` is true when every byte of every file is what the log vouches for.
    ``incomplete`` names what an interrupted program left unfinished: that is no
    alteration. ``notes`` say what else is to be known. ``foreign`` names things the case
    never held; only those an operating system litters folders with do not count as an
    alteration. ``head_sha256`` is of the last whole record: whoever wrote it down earlier
    can compare.
    """

    path: str
    unaltered: bool
    first_alteration: Complaint | None = None
    complaints: tuple[Complaint, ...] = ()
    incomplete: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    foreign: tuple[str, ...] = ()
    records: int
    files: int
    file_bytes: int
    exhibits: int
    examined: int
    not_examined: int
    erased: int = 0
    head_sha256: str | None = None
    signatures: tuple[SignedBy, ...] = ()
    unsigned_records: int = 0
    statements: int = 0
    stamps: tuple[StoredStamp, ...] = ()
    paper_record: int | None = None
