"""What a log says a case holds: its files with their hashes, its exhibits and their state."""

from dataclasses import dataclass, field

from phone_audit.cases import layout
from phone_audit.model.custody import (
    ErasureReason,
    Event,
    ExhibitStatus,
    LogRecord,
    StoredExhibit,
)
from phone_audit.model.papers import Choice
from phone_audit.model.record import replace

OPEN_TABS = "tab_terbuka"
"""What the log adds to a choice that covers open browser tabs."""


@dataclass(slots=True)
class Entry:
    """One exhibit and the hashes of the notes of its commands."""

    stored: StoredExhibit
    notes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Ledger:
    """The sum of the records read so far.

    ``files`` maps each path the log vouches for to the SHA-256 of its bytes, in the
    order the log first names them; ``gone`` those that were erased, likewise.
    """

    records: int = 0
    files: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)

    def add(self, record: LogRecord) -> None:
        """Take the next record into account."""
        self.records += 1
        stored = record.object is not None and layout.is_stored(record.object)
        if stored and record.object is not None and record.object_sha256 is not None:
            self.files.setdefault(record.object, record.object_sha256)
        for path in record.erased:
            if path in self.files:
                self.gone[path] = self.files.pop(path)
        if record.exhibit is None:
            return
        if record.event is Event.LABEL and record.exhibit not in self.entries:
            self.entries[record.exhibit] = Entry(
                StoredExhibit(
                    number=record.exhibit,
                    label=record.note or "",
                    document_id=record.object or "",
                    labelled_at=record.at,
                    status=ExhibitStatus.OPEN,
                    commands=0,
                )
            )
        entry = self.entries.get(record.exhibit)
        if entry is not None:
            _advance(entry, record)

    def exhibits(self) -> tuple[StoredExhibit, ...]:
        """Return every exhibit, in order of number."""
        return tuple(self.entries[number].stored for number in sorted(self.entries))

    def is_free(self, path: str) -> bool:
        """Say whether no file ever had this path, not even one that was erased."""
        return path not in self.files and path not in self.gone


_EMPTYING = {ErasureReason.RETENTION.value, ErasureReason.REQUESTED.value}


def choice_note(choice: Choice, *, open_tabs: bool) -> str:
    """Return what the log says of a notice: ``bersedia``, or ``bersedia, tab_terbuka``."""
    return f"{choice.value}, {OPEN_TABS}" if open_tabs else choice.value


def _advance(entry: Entry, record: LogRecord) -> None:
    stored = entry.stored
    inside = record.object is not None and layout.exhibit_of(record.object) == stored.number
    match record.event:
        case Event.PERINTAH if record.capture is not None:
            entry.notes.add(record.capture.note_sha256)
            entry.stored = replace(stored, commands=stored.commands + 1)
        case Event.PEMBERITAHUAN if inside:
            told = (record.note or "").split(", ")
            entry.stored = replace(
                stored,
                notified=told[0] in {Choice.CONSENTED, Choice.NOTIFIED},
                open_tabs=OPEN_TABS in told,
            )
        case Event.TERIMA:
            entry.stored = replace(stored, handed_over=True)
        case Event.TIDAK_DIPERIKSA:
            entry.stored = replace(
                stored, status=ExhibitStatus.NOT_EXAMINED, reason=record.reason, note=record.note
            )
        case Event.HASH if record.object == layout.evidence_of(stored.number):
            entry.stored = replace(
                stored, status=ExhibitStatus.EXAMINED, evidence_sha256=record.object_sha256
            )
        case Event.CETAK | Event.SALIN | Event.TANDA_TANGAN if (
            inside and record.object not in stored.reports
        ):
            entry.stored = replace(stored, reports=(*stored.reports, record.object or ""))
        case Event.HAPUS if inside:
            reports = tuple(one for one in stored.reports if one not in record.erased)
            erased = (*stored.erased, record.object or "")
            emptied = stored.emptied or record.note in _EMPTYING
            entry.stored = replace(stored, reports=reports, erased=erased, emptied=emptied)
