"""One phone of a case: its commands, its examination, its reports."""

from pathlib import Path

import msgspec

from phone_audit.cases import durable, layout
from phone_audit.cases.ledger import Entry, note_sha256
from phone_audit.cases.log import Log
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.capture import CaptureNote
from phone_audit.model.case import CaseHeader, Examination
from phone_audit.model.custody import Event, ExhibitStatus, LogRecord, Role, StoredExhibit
from phone_audit.model.record import canonical_json, from_json, sha256_hex

LONGEST_TEXT = 2000
"""Characters a note may have: a log is for facts, not for files."""

_MASK = ("‹", "›")
_OWN_WAY = {Event.BUAT, Event.LABEL, Event.PERINTAH, Event.HASH, Event.TIDAK_DIPERIKSA}


class Exhibit:
    """One phone of a case; made by ``Case.new_exhibit`` or ``Case.exhibit``.

    Its methods may be called from any thread. Every method that writes raises
    ``CaseError`` when the disk is full or the case cannot be written; nothing that
    was recorded before is lost by that.
    """

    def __init__(self, log: Log, header: CaseHeader, stored: StoredExhibit) -> None:
        self._log = log
        self._header = header
        self.number = stored.number
        self.label = stored.label
        self.document_id = stored.document_id

    @property
    def stored(self) -> StoredExhibit:
        """Return what the log says about this phone by now."""
        return self._log.refresh().entries[self.number].stored

    def keep(self, note: CaptureNote) -> LogRecord:
        """Record one command and what came back, as one ``PERINTAH`` record.

        A command is written either exactly as it was sent, or with a name hidden
        between ``‹`` and ``›``; anything else is a mistake of the program and refused.

        Raises:
            CaseError: the phone's examination is closed, or the command is neither.
        """
        sent = sha256_hex(note.command.encode("utf-8", "surrogatepass")) == note.command_sha256
        masked = all(mark in note.command for mark in _MASK)
        if not sent and not masked:
            raise CaseError(
                f"command {note.number} of {self.document_id} is neither the line that was "
                "sent nor one with a hidden name"
            )
        with self._log.exclusive():
            self._open_entry()
            draft = self._log.draft(Event.PERINTAH, exhibit=self.number, capture=note)
            return self._log.append(draft, milestone=False)

    def event(
        self,
        event: Event,
        *,
        actor: str | None = None,
        role: Role = Role.PROGRAM,
        about: str | None = None,
        about_sha256: str | None = None,
        note: str | None = None,
    ) -> LogRecord:
        """Record that something happened to this phone or its papers; see ``add_event``."""
        return add_event(
            self._log,
            event,
            exhibit=self.number,
            actor=actor,
            role=role,
            about=about,
            about_sha256=about_sha256,
            note=note,
        )

    def conclude(self, examination: Examination) -> Path:
        """Store the examination as ``evidence.json``, once and for good; return its path.

        Afterwards it is whole on the disk and its hash is in the log, or (power cut,
        kill) neither is there and the next opening of the case says so.

        Raises:
            CaseError: it was concluded before, is not of this phone, names a command or a
                signature list that was not kept, or cannot be written.
        """
        data = self._checked(examination)
        path = layout.evidence_of(self.number)
        with self._log.exclusive() as ledger:
            entry = self._open_entry()
            for note in examination.captures:
                if note_sha256(note) not in entry.notes:
                    raise CaseError(
                        f"{self.document_id}: command {note.number} of the examination "
                        "is not in the log as it stands there"
                    )
            if layout.list_of(examination.signature_list.sha256) not in ledger.files:
                raise CaseError(f"{self.document_id}: the signature list it rests on was not kept")
            return self._log.place(path, data, self._log.draft(Event.HASH, exhibit=self.number))

    def not_examined(
        self,
        reason: NotExaminedReason,
        note: str | None = None,
        *,
        actor: str | None = None,
        role: Role = Role.OFFICER,
    ) -> LogRecord:
        """Record that this phone is not examined, and why; never an indication of anything.

        Raises:
            CaseError: its examination is concluded, or this was recorded before.
        """
        _check_texts(actor, note)
        with self._log.exclusive():
            self._open_entry()
            return self._log.append(
                self._log.draft(
                    Event.TIDAK_DIPERIKSA,
                    exhibit=self.number,
                    actor=actor,
                    role=role if actor else Role.PROGRAM,
                    note=note,
                    reason=reason,
                )
            )

    def evidence_bytes(self) -> bytes:
        """Return ``evidence.json`` byte for byte, as the log vouches for it.

        Raises:
            CaseError: the examination was not concluded.
            EvidenceAltered: the file is not what the log says.
        """
        if self.stored.status is not ExhibitStatus.EXAMINED:
            raise CaseError(f"{self.document_id}: no examination was concluded")
        return read_stored(self._log, layout.evidence_of(self.number))

    def examination(self) -> Examination:
        """Return the stored examination.

        Raises:
            CaseError: it was not concluded, or another version of the program wrote it.
            EvidenceAltered: the file is not what the log says.
        """
        try:
            return from_json(self.evidence_bytes(), Examination)
        except msgspec.DecodeError as error:
            raise CaseError(
                f"{self.document_id}: this version of the program cannot read the "
                f"examination: {error}"
            ) from error

    def add_report(self, name: str, data: bytes) -> Path:
        """Store a rendered document and record it; return its path.

        ``name`` is a document id of this exhibit with a suffix, never a person's name:
        ``LPP-2026-0117-003-7F3A.pdf``. The same bytes again are recorded again but
        stored once; other bytes under the same name get the next free number
        (``…-7F3A_2.pdf``). Nothing is ever overwritten.

        Raises:
            CaseError: the name is not one of this exhibit, or it cannot be written.
        """
        sha256 = sha256_hex(data)
        with self._log.exclusive() as ledger:
            copy = 1
            while True:
                path = layout.report_path(self.number, self.document_id, name, copy)
                if path is None:
                    raise CaseError(f"{name!r} is not a document of {self.document_id}")
                known = ledger.files.get(path)
                draft = self._log.draft(Event.CETAK, exhibit=self.number)
                if known is None:
                    return self._log.place(path, data, draft)
                if known == sha256:
                    read_stored(self._log, path)
                    self.event(Event.CETAK, about=path)
                    return self._log.root / path
                copy += 1

    def _open_entry(self) -> Entry:
        entry = self._log.ledger.entries[self.number]
        if entry.stored.status is ExhibitStatus.EXAMINED:
            raise CaseError(f"{self.document_id}: its examination is already concluded")
        if entry.stored.status is ExhibitStatus.NOT_EXAMINED:
            raise CaseError(
                f"{self.document_id}: recorded as not examined; "
                "a phone that comes back gets a new number"
            )
        return entry

    def _checked(self, examination: Examination) -> bytes:
        same = (
            examination.document_id == self.document_id
            and examination.exhibit == self.number
            and examination.label == self.label
            and examination.case == self._header
        )
        if not same:
            raise CaseError(f"{self.document_id}: the examination is of another phone or case")
        try:
            data = canonical_json(examination)
            again = canonical_json(from_json(data, Examination))
        except (UnicodeEncodeError, msgspec.DecodeError) as error:
            raise CaseError(f"{self.document_id}: cannot be stored: {error}") from error
        if again != data:
            raise CaseError(f"{self.document_id}: would read differently from what was written")
        return data


def add_event(
    log: Log,
    event: Event,
    *,
    exhibit: int | None,
    actor: str | None,
    role: Role,
    about: str | None,
    about_sha256: str | None,
    note: str | None,
) -> LogRecord:
    """Record an event. Who did it is ``actor`` in ``role``; ``None``: this program.

    ``about`` is a path inside the case whose hash the log knows (it is filled in), or a
    name without slash with any hash: a document id, a file that was handed over.

    Raises:
        CaseError: the event has a method of its own, or ``about`` is not what the log knows.
    """
    if event in _OWN_WAY:
        raise CaseError(f"{event.value} is recorded by the step that does it")
    _check_texts(actor, note, about)
    with log.exclusive() as ledger:
        if exhibit is not None and exhibit not in ledger.entries:
            raise CaseError(f"there is no exhibit {exhibit} in this case")
        if about is not None and ("/" in about or "\\" in about or layout.is_stored(about)):
            known = ledger.files.get(about)
            if known is None or about_sha256 not in {None, known}:
                raise CaseError(f"{about!r} is not a file of this case, or has another hash")
            about_sha256 = known
        draft = log.draft(
            event,
            actor=actor,
            role=role,
            exhibit=exhibit,
            about=about,
            about_sha256=about_sha256,
            note=note,
        )
        return log.append(draft)


def read_stored(log: Log, path: str) -> bytes:
    """Return a file of the case, byte for byte, as the log vouches for it.

    Raises:
        CaseError: the log knows no such file.
        EvidenceAltered: the file is missing or has other bytes.
    """
    expected = log.refresh().files.get(path)
    if expected is None:
        raise CaseError(f"{path}: the log of this case knows no such file")
    place = durable.check_way(log.root, path)
    try:
        data = durable.read_file(place)
    except FileNotFoundError:
        raise EvidenceAltered(place, "is missing") from None
    except OSError as error:
        raise durable.sentence(place, error) from error
    actual = sha256_hex(data)
    if actual != expected:
        raise EvidenceAltered(place, f"has SHA-256 {actual}, the log says {expected}")
    return data


def _check_texts(*texts: str | None) -> None:
    for text in texts:
        if text is not None and len(text) > LONGEST_TEXT:
            raise CaseError(f"a text of {len(text)} characters is too long for the log")
