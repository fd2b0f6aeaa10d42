"""What a log says a case holds: its files with their hashes, its exhibits and their state."""

from dataclasses import dataclass, field

from phone_audit.cases import layout
from phone_audit.model.capture import CaptureNote
from phone_audit.model.custody import Event, ExhibitStatus, LogRecord, StoredExhibit
from phone_audit.model.record import canonical_json, replace, sha256_hex


@dataclass(slots=True)
class Entry:
    """One exhibit and the hashes of the notes of its commands."""

    stored: StoredExhibit
    notes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Ledger:
    """The sum of the records read so far.

    ``files`` maps each path the log vouches for to the SHA-256 of its bytes, in the
    order the log first names them.
    """

    records: int = 0
    files: dict[str, str] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)

    def add(self, record: LogRecord) -> None:
        """Take the next record into account."""
        self.records += 1
        stored = record.object is not None and layout.is_stored(record.object)
        if stored and record.object is not None and record.object_sha256 is not None:
            self.files.setdefault(record.object, record.object_sha256)
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


def note_sha256(note: CaptureNote) -> str:
    """Return the SHA-256 of a note's canonical bytes: how a note is recognised again."""
    return sha256_hex(canonical_json(note))


def _advance(entry: Entry, record: LogRecord) -> None:
    stored = entry.stored
    if record.event is Event.PERINTAH and record.capture is not None:
        entry.notes.add(note_sha256(record.capture))
        entry.stored = replace(stored, commands=stored.commands + 1)
    elif record.event is Event.TIDAK_DIPERIKSA:
        entry.stored = replace(
            stored, status=ExhibitStatus.NOT_EXAMINED, reason=record.reason, note=record.note
        )
    elif record.event is Event.HASH and record.object == layout.evidence_of(stored.number):
        entry.stored = replace(
            stored, status=ExhibitStatus.EXAMINED, evidence_sha256=record.object_sha256
        )
    elif record.event is Event.CETAK and record.object is not None:
        inside = record.object.startswith(layout.folder_of(stored.number) + "/reports/")
        if inside and record.object not in stored.reports:
            entry.stored = replace(stored, reports=(*stored.reports, record.object))
