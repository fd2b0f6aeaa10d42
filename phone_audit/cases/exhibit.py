"""One phone of a case: its notice, its commands, its examination, its papers and reports."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from phone_audit.cases import layout
from phone_audit.cases.erasure import AT_ONCE, EVERYTHING, erase_exhibit
from phone_audit.cases.events import add_event, check_texts
from phone_audit.cases.ledger import Entry
from phone_audit.cases.log import Log
from phone_audit.cases.papers import (
    check_hand_back,
    check_notice,
    check_review,
    check_second_reader,
    papers_of,
    store,
)
from phone_audit.cases.sealed import check_sealing, seal_answers
from phone_audit.cases.stored import place_report, read_stored
from phone_audit.errors import CaseError, Refused, Withdrawn
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.capture import Capture, CaptureNote, Gap, Question
from phone_audit.model.case import CaseHeader, Examination, Person, form_of
from phone_audit.model.custody import (
    Counted,
    ErasureReason,
    Event,
    ExhibitStatus,
    LogRecord,
    Role,
    StoredExhibit,
    logged,
    note_sha256,
)
from phone_audit.model.papers import Choice, HandBack, Notice, Paper, Papers, Response, Review
from phone_audit.model.record import canonical_json, from_json, sha256_hex

_MASK = ("‹", "›")


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

    def check_may_be_read(self, *, open_tabs: bool = False) -> None:
        """Say no unless a stored notice allows reading this phone; asked before it is read.

        Raises:
            Refused: no notice with the holder's consent (or, for an office phone, with
                the holder notified) is stored, or it does not cover open tabs.
            Withdrawn: the holder withdrew.
            CaseError: the phone's examination is closed.
            UsageError: answers are to be sealed, and the library for it is missing.
        """
        check_sealing(self._log)
        with self._log.exclusive():
            self._readable(open_tabs=open_tabs)

    def seal(self, asked: Sequence[tuple[Question, Capture | Gap]], *, check: bool = False) -> None:
        """Store whole answers sealed to the office's key, where the desk has one.

        ``check`` marks answers that were asked for only to recognise the phone again.

        Raises:
            Refused: no notice allows reading this phone.
            Withdrawn: the holder withdrew; nothing more is kept.
            CaseError: the phone's examination is closed, or the case cannot be written.
        """
        with self._log.exclusive():
            self._readable()
            seal_answers(self._log, self.number, asked, check=check)

    def keep(self, note: CaptureNote, hide: Iterable[str] = ()) -> LogRecord:
        """Record one command and what came back, as one ``PERINTAH`` record.

        A command is written either exactly as it was sent, or with a name hidden
        between ``‹`` and ``›``; anything else is a mistake of the program and refused.
        ``hide`` are names on this phone that matched: the log outlives an erasure and
        never holds them, ``evidence.json`` does.

        Raises:
            Refused: no notice allows reading this phone.
            Withdrawn: the holder withdrew; nothing more may be asked.
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
            self._readable()
            command = logged(note, _hidden(note.command, hide))
            draft = self._log.draft(Event.PERINTAH, exhibit=self.number, capture=command)
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
            Refused: no notice allows reading this phone, or its open tabs.
            Withdrawn: the holder withdrew; nothing is stored.
            CaseError: it was concluded before, is not of this phone, names a command or a
                signature list that was not kept, or cannot be written.
        """
        data = self._checked(examination)
        path = layout.evidence_of(self.number)
        with self._log.exclusive() as ledger:
            entry = self._readable(open_tabs=examination.open_tabs)
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
        check_texts(actor, note)
        if reason is NotExaminedReason.WITHDRAWN:
            raise CaseError("a withdrawal is recorded by the step that also erases")
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

    def file(self, paper: Paper, *, actor: str | None = None, role: Role = Role.OFFICER) -> Path:
        """Store what people recorded about this phone, as a new version; return its path.

        A notice that the holder declines also records the phone as not examined.
        ``actor`` in ``role`` is who recorded it; the name stands in the log, so it is
        never the holder's.

        Raises:
            Refused: a rule of the procedure forbids it, as it stands.
            CaseError: everything about this phone was erased, or it cannot be written.
        """
        with self._log.exclusive():
            self._check(paper)
            place = store(self._log, paper, exhibit=self.number, actor=actor, role=role)
            declined = isinstance(paper, Notice) and paper.choice is Choice.DECLINED
            if declined and self.stored.status is ExhibitStatus.OPEN:
                self.not_examined(NotExaminedReason.DECLINED, actor=actor, role=role)
            return place

    def papers(self) -> Papers:
        """Return what people recorded about this phone; see ``papers_of``."""
        return papers_of(self._log, self.number)

    def officer(self) -> Person | None:
        """Return who examines this phone: of the notice, else of the case."""
        notice = self.papers().notice
        return (notice.officer if notice else None) or self._header.officer

    def withdraw(self, *, actor: str | None = None, role: Role = Role.OFFICER) -> Path:
        """Record that the holder withdrew, and erase at once what was read from the phone.

        During the run or after it; a run under way stops at its next step. What stays is
        the status, the receipts of the phone and the record of the erasure, whose path
        is returned.

        Raises:
            CaseError: the phone is recorded as not examined already, or the case cannot
                be written.
        """
        return self._stop(NotExaminedReason.WITHDRAWN, actor=actor, role=role)

    def void(self, *, actor: str | None = None, role: Role = Role.OFFICER) -> Path:
        """Record that this phone is not the holder's, and erase at once what was read from it.

        For a slip at the table: another person's phone was read under this name. A run
        under way stops at its next step. What stays is what ``withdraw`` leaves; the
        phone can be examined under a new number, with its own holder's notice.

        Raises:
            Refused: people acted on the result already (an answer, a review, a summons,
                the return); then an objection is the way.
            CaseError: the phone is recorded as not examined already, or the case cannot
                be written.
        """
        with self._log.exclusive():
            told = self.papers()
            if told.responses or told.reviews or told.summons or told.forwardings or told.hand_back:
                raise Refused(
                    f"{self.document_id}: hasilnya sudah ditanggapi, ditinjau, atau perangkatnya "
                    "dikembalikan; catat keberatan pemegang",
                    f"{self.document_id}: its result was answered or reviewed, or the phone went "
                    "back; record the holder's objection",
                )
            return self._stop(NotExaminedReason.NOT_THE_HOLDERS, actor=actor, role=role)

    def erase(
        self,
        reason: ErasureReason,
        counted: Counted | None,
        *,
        actor: str | None = None,
        because: str | None = None,
    ) -> Path:
        """Erase everything about this phone, for good; return the record of it.

        With it goes the annex of names to the office table, which can be made again
        without this phone. ``counted`` is what still counts there.

        Raises:
            CaseError: the reason is one of the moment it happens, everything was erased
                already, or the case cannot be written.
        """
        if reason not in EVERYTHING:
            raise CaseError(f"{reason.value} is recorded by the step that also stops reading")
        check_texts(actor, because)
        with self._log.exclusive() as ledger:
            if self.stored.emptied:
                raise CaseError(f"{self.document_id}: everything about this phone was erased")
            return erase_exhibit(
                self._log,
                self.number,
                reason=reason,
                actor=actor,
                counted=counted,
                because=because,
                also=tuple(path for path in ledger.files if layout.is_names_annex(path)),
            )

    def _stop(self, reason: NotExaminedReason, *, actor: str | None, role: Role) -> Path:
        with self._log.exclusive() as ledger:
            stored = ledger.entries[self.number].stored
            if stored.status is ExhibitStatus.NOT_EXAMINED:
                raise _not_examined(self.document_id)
            self._log.append(
                self._log.draft(
                    Event.TIDAK_DIPERIKSA,
                    exhibit=self.number,
                    actor=actor,
                    role=role if actor else Role.PROGRAM,
                    reason=reason,
                )
            )
            return erase_exhibit(
                self._log, self.number, reason=AT_ONCE[reason], actor=actor, role=role
            )

    def evidence_bytes(self) -> bytes:
        """Return ``evidence.json`` byte for byte, as the log vouches for it.

        Raises:
            CaseError: the examination was not concluded, or was erased.
            EvidenceAltered: the file is not what the log says.
        """
        if self.stored.status is not ExhibitStatus.EXAMINED:
            raise CaseError(f"{self.document_id}: no examination was concluded")
        if layout.evidence_of(self.number) in self._log.ledger.gone:
            raise CaseError(f"{self.document_id}: the examination was erased")
        return read_stored(self._log, layout.evidence_of(self.number))

    def examination(self) -> Examination:
        """Return the stored examination.

        Raises:
            CaseError: it was not concluded, or another version of the program wrote it.
            EvidenceAltered: the file is not what the log says.
        """
        data = self.evidence_bytes()
        try:
            return from_json(data, Examination)
        except msgspec.DecodeError as error:
            raise CaseError(
                f"{self.document_id}: this version of the program cannot read the "
                f"examination, which was written in form {form_of(data)}: use the version of "
                f"the program that wrote it, or a newer one ({error})"
            ) from error

    def add_report(self, name: str, data: bytes, *, event: Event = Event.CETAK) -> Path:
        """Store a rendered document and record it; return its path.

        ``name`` is a document id of this exhibit with a suffix, never a person's name:
        ``LPP-2026-0117-003-7F3A.pdf``. The same bytes again are recorded again but
        stored once; other bytes under the same name get the next free number
        (``…-7F3A_2.pdf``). Nothing is ever overwritten. ``event`` is ``SALIN`` for a copy
        that somebody asked for.

        Raises:
            CaseError: the name is not one of this exhibit, or it cannot be written.
        """

        def path(copy: int) -> str | None:
            return layout.report_path(self.number, self.document_id, name, copy)

        return place_report(self._log, name, data, path, exhibit=self.number, event=event)

    def _check(self, paper: Paper) -> None:
        stored = self.stored
        if stored.emptied:
            raise CaseError(f"{self.document_id}: everything about this phone was erased")
        match paper:
            case Notice():
                check_notice(paper, stored)
            case HandBack():
                check_hand_back(paper)
            case Response() if stored.status is not ExhibitStatus.EXAMINED:
                raise _nothing_yet(self.document_id)
            case Review():
                if stored.status is not ExhibitStatus.EXAMINED:
                    raise _nothing_yet(self.document_id)
                if paper.evidence_sha256 != stored.evidence_sha256:
                    raise CaseError(f"{self.document_id}: the review is of another examination")
                assessment = self.examination().assessment
                check_review(paper, assessment, self.papers(), officer=self.officer())

    def show_hints_to(self, reader: Person) -> None:
        """Record that a second person agreed to look at the names of hints, and who.

        Raises:
            Refused: the reader examined or witnessed this phone, or has no name.
        """
        check_second_reader(reader, self.papers(), officer=self.officer())
        self.event(
            Event.BUKA,
            actor=reader.name,
            role=Role.SECOND_READER,
            note="nama petunjuk dilihat di layar; tidak disimpan",
        )

    def _readable(self, *, open_tabs: bool = False) -> Entry:
        entry = self._open_entry()
        if not entry.stored.notified:
            raise Refused(
                f"{self.document_id}: belum ada pemberitahuan dengan persetujuan pemegang yang "
                "tersimpan; tanpa itu tidak ada yang dibaca",
                f"{self.document_id}: no notice with the holder's consent is stored; without it "
                "nothing is read",
            )
        if open_tabs and not entry.stored.open_tabs:
            raise Refused(
                f"{self.document_id}: pemegang tidak menyetujui pembacaan tab peramban",
                f"{self.document_id}: the holder did not agree to the reading of open tabs",
            )
        return entry

    def _open_entry(self) -> Entry:
        entry = self._log.ledger.entries[self.number]
        if entry.stored.status is ExhibitStatus.EXAMINED:
            raise CaseError(f"{self.document_id}: its examination is already concluded")
        if entry.stored.reason is NotExaminedReason.WITHDRAWN:
            raise Withdrawn(f"{self.document_id}: the holder withdrew; the examination stops")
        if entry.stored.reason is NotExaminedReason.NOT_THE_HOLDERS and entry.stored.erased:
            raise Withdrawn(f"{self.document_id}: another person's phone; the examination stops")
        if entry.stored.status is ExhibitStatus.NOT_EXAMINED:
            raise _not_examined(self.document_id)
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


def _not_examined(document_id: str) -> CaseError:
    return CaseError(
        f"{document_id}: recorded as not examined; a phone that comes back gets a new number"
    )


def _nothing_yet(document_id: str) -> Refused:
    return Refused(
        f"{document_id}: belum ada hasil pemeriksaan", f"{document_id}: there is no result yet"
    )


def _hidden(command: str, names: Iterable[str]) -> str:
    """Return a command with every name replaced by its number between ``‹`` and ``›``."""
    order = sorted(set(filter(None, names)), key=lambda name: (-len(name), name))
    for number, name in enumerate(order, start=1):
        command = command.replace(name, f"‹nama {number}›")
    return command
