"""A verification under way: what was read, what was found, and in what order it is told."""

from dataclasses import dataclass, field

from phone_audit.cases.ledger import Ledger
from phone_audit.cases.shelf import Kind, Shelf
from phone_audit.cases.verification import Complaint
from phone_audit.model.custody import LogRecord
from phone_audit.model.record import Words


@dataclass(slots=True)
class Line:
    """What is remembered of one line of the log: its hash, and what it says of itself."""

    sha256: str
    record: LogRecord | None


@dataclass(slots=True)
class Inspection:
    """The state of one verification; ``present`` is what lies on the shelf.

    ``told`` is what signatures that hold say of the log: so many records, and the SHA-256
    of the last of them.
    """

    shelf: Shelf
    present: dict[str, Kind]
    lines: list[Line] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    incomplete: list[Words] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    files: int = 0
    file_bytes: int = 0

    def complain(
        self,
        path: str,
        says: Words,
        record: int | None = None,
        *,
        expected: str | None = None,
        actual: str | None = None,
    ) -> None:
        """Note that something is not as it was recorded."""
        self.complaints.append(
            Complaint(path=path, record=record, says=says, expected=expected, actual=actual)
        )

    def blames(self, *, path: str | None = None, record: int | None = None) -> bool:
        """Say whether a file, or a record, was complained about already."""
        return any(
            (path is not None and told.path == path)
            or (record is not None and told.record == record)
            for told in self.complaints
        )
