"""What comes of verifying a case: an account that a program or a person can read."""

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


class Verification(Record):
    """What came of verifying a case.

    ``unaltered`` is true when every byte of every file is what the log vouches for.
    ``incomplete`` names what an interrupted program left unfinished: that is no
    alteration. ``foreign`` names things the case never held; only those an operating
    system litters folders with do not count as an alteration. ``head_sha256`` is of
    the last whole record: whoever wrote it down earlier can compare.
    """

    path: str
    unaltered: bool
    first_alteration: Complaint | None = None
    complaints: tuple[Complaint, ...] = ()
    incomplete: tuple[Words, ...] = ()
    foreign: tuple[str, ...] = ()
    records: int
    files: int
    file_bytes: int
    exhibits: int
    examined: int
    not_examined: int
    head_sha256: str | None = None
