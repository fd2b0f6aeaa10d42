"""The case folder: made once, opened many times, only ever added to."""

import secrets
import shutil
import tempfile
from contextlib import nullcontext, suppress
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from phone_audit import __version__
from phone_audit.cases import durable, layout
from phone_audit.cases.bundle import write_bundle
from phone_audit.cases.desk import Desk, current
from phone_audit.cases.events import add_event
from phone_audit.cases.exhibit import Exhibit
from phone_audit.cases.header import check_header, read_header
from phone_audit.cases.kept_lists import keep_list, kept_list
from phone_audit.cases.log import Clock, Log
from phone_audit.cases.opening import check_memory, fill_new, vault_from, vault_of
from phone_audit.cases.papers import papers_of_case, store
from phone_audit.cases.proof import proof_of
from phone_audit.cases.recovery import recover
from phone_audit.cases.relocking import copy_recorded
from phone_audit.cases.sealed import open_answers
from phone_audit.cases.signed_reports import keep_signed, reports_of
from phone_audit.cases.stored import place_report, read_stored
from phone_audit.cases.vault import OpenVault
from phone_audit.cases.vouching import close_with, keep_keys, keep_stamp
from phone_audit.errors import CaseError, EvidenceAltered, UsageError
from phone_audit.formats.answer_tar import Answered
from phone_audit.keys.folder import SeenHead
from phone_audit.keys.office import OfficeKey
from phone_audit.keys.signing import Signer
from phone_audit.model.case import CaseHeader
from phone_audit.model.custody import Erasure, Event, LogRecord, Role, StoredExhibit
from phone_audit.model.papers import CasePaper, CasePapers
from phone_audit.model.record import from_json

_PROGRAM = f"phone-audit {__version__}"
_LONGEST_LABEL = 64
_MOST_EXHIBITS = 999_999


class Case:
    """One sidak on the disk; made by ``Case.create``, ``Case.open`` or ``Case.read``.

    May be used from many threads, and opened by several programs at once: every step
    sees what the others added. In a forked process it must be opened again.
    """

    def __init__(self, path: Path, header: CaseHeader, log: Log, desk: Desk) -> None:
        self.path = path
        self.header = header
        self._log = log
        self._desk = desk

    @classmethod
    def create(
        cls,
        path: Path,
        header: CaseHeader,
        clock: Clock,
        *,
        desk: Desk | None = None,
        vault: bytes | None = None,
    ) -> "Case":
        """Make a new case folder and return it open for writing.

        The folder appears complete or not at all. ``path`` may be an empty folder.
        ``desk`` is where the case is worked on, the program's own by default. With
        ``vault``, the bytes of a ``vault.json`` (``cases.vault``), it is a locked case.

        Raises:
            CaseError: something lies there already, the header lacks what a case must
                have, or the folder cannot be written.
        """
        check_header(header)
        path = path.absolute()
        with durable.explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_symlink() or (path.exists() and not path.is_dir()):
                raise CaseError(f"{path}: something else has this name already")
            if path.is_dir() and next(path.iterdir(), None) is not None:
                raise CaseError(f"{path}: is not empty; a case gets a folder of its own")
            growing = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
        try:
            fill_new(growing, header, clock, desk or current(), vault)
            with durable.explained(path):
                if path.is_dir():
                    path.rmdir()
                growing.rename(path)
                durable.sync_folder(path.parent)
        except BaseException:
            shutil.rmtree(growing, ignore_errors=True)
            raise
        return cls._opened(path, clock, desk)

    @classmethod
    def open(
        cls,
        path: Path,
        clock: Clock,
        *,
        actor: str | None = None,
        role: Role = Role.PROGRAM,
        desk: Desk | None = None,
    ) -> "Case":
        """Open a case for writing; put right what an interrupted program left, and record it.

        Raises:
            CaseError: there is no case, or it cannot be written.
            EvidenceAltered: header, log or head are not what was written, or the case is
                older than this computer left it.
        """
        case = cls._opened(path.absolute(), clock, desk)
        try:
            recover(case._log)
            keep_keys(case._log)
            case.event(Event.BUKA, actor=actor, role=role)
        except BaseException:
            case._log.close()
            raise
        return case

    @classmethod
    def read(cls, path: Path, *, desk: Desk | None = None) -> "Case":
        """Open a case for reading: nothing in it changes, and it may be on a read-only medium.

        Raises:
            CaseError: there is no case.
            EvidenceAltered: header, log or head are not what was written.
        """
        return cls._opened(path.absolute(), None, desk)

    @classmethod
    def _opened(cls, path: Path, clock: Clock | None, desk: Desk | None) -> "Case":
        desk = desk or current()
        if not (path / layout.CASE).exists():
            raise CaseError(f"{path}: is no case ({layout.CASE} is not there)")
        path = path.resolve()
        for name in (layout.CASE, layout.LOG, layout.HEAD):
            if not durable.check_way(path, name).exists():
                raise EvidenceAltered(path / name, "is missing")
        vault = vault_of(path, desk)
        log = Log(path, _PROGRAM, clock, vault=vault)
        try:
            log.check_head()
            header = read_header(path, read_stored(log, layout.CASE))
            if log.writable:
                log.work_at(desk, header.case_id)
                check_memory(log, desk)
        except BaseException:
            log.close()
            raise
        return cls(path, header, log, desk)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # What went wrong inside matters more than that the head could not be renewed.
        with suppress(CaseError) if kind else nullcontext():
            self.close()

    def close(self) -> None:
        """Bring everything to the disk and let go of the folder.

        Raises:
            CaseError: there is no room even for ``head.json``.
        """
        try:
            if self._log.writable and not self._log.closed:
                self._log.seal()
                if self._log.signing is not None:
                    records, sha256 = self._log.last()
                    head = SeenHead(case_id=self.header.case_id, records=records, sha256=sha256)
                    with suppress(UsageError):  # the case is whole without this memory
                        self._desk.remember(head)
        finally:
            self._log.close()

    def event(
        self,
        event: Event,
        *,
        actor: str | None = None,
        role: Role = Role.PROGRAM,
        exhibit: int | None = None,
        about: str | None = None,
        about_sha256: str | None = None,
        note: str | None = None,
    ) -> LogRecord:
        """Record that something happened to the case; ``None`` as actor is this program.

        ``about`` is a path inside the case, or a name without slash such as a document id.

        Raises:
            CaseError: the event has a method of its own (``conclude``, ``keep``, ...),
                ``about`` is not what the log knows, or the case cannot be written.
        """
        return add_event(
            self._log,
            event,
            exhibit=exhibit,
            actor=actor,
            role=role,
            about=about,
            about_sha256=about_sha256,
            note=note,
        )

    def new_exhibit(self, label: str | None = None) -> Exhibit:
        """Give the next phone its number and document id, and record both (``LABEL``).

        ``label`` is what the sticker says; the number itself if ``None``.

        Raises:
            CaseError: the label is not one short printable line, or the case cannot be written.
        """
        with self._log.exclusive() as ledger:
            number = max(ledger.entries, default=0) + 1
            label = f"{number:03d}" if label is None else label.strip()
            if not label or len(label) > _LONGEST_LABEL or not label.isprintable():
                raise CaseError("a label is one printable line of at most 64 characters")
            if number > _MOST_EXHIBITS:
                raise CaseError(f"{self.path}: a case has room for {_MOST_EXHIBITS} phones")
            local = self._log.now() + timedelta(hours=self.header.zone.utc_offset_hours)
            chance = secrets.token_hex(2).upper()
            document_id = f"LPP-{local.year:04d}-{self.header.sidak}-{number:03d}-{chance}"
            self._log.append(
                self._log.draft(Event.LABEL, exhibit=number, about=document_id, note=label)
            )
            try:
                durable.make_folder(self.path, layout.folder_of(number))
            except EvidenceAltered:
                raise
            except CaseError:
                pass  # the phone has its number; its first file makes the folder, or says why not
            return Exhibit(self._log, self.header, ledger.entries[number].stored)

    def exhibit(self, number: int) -> Exhibit:
        """Return one phone of the case.

        Raises:
            CaseError: there is none with this number.
        """
        entry = self._log.refresh().entries.get(number)
        if entry is None:
            raise CaseError(f"{self.path}: there is no exhibit {number}")
        return Exhibit(self._log, self.header, entry.stored)

    def exhibits(self) -> tuple[StoredExhibit, ...]:
        """Return what the log says about every phone, in order of number."""
        return self._log.refresh().exhibits()

    def records(self) -> tuple[LogRecord, ...]:
        """Return the whole log, oldest record first."""
        return self._log.records()

    def file(
        self, paper: CasePaper, *, actor: str | None = None, role: Role = Role.OFFICER
    ) -> Path:
        """Store what people recorded about the sidak, as a new version; return its path.

        Raises:
            CaseError: it cannot be written.
        """
        return store(self._log, paper, exhibit=None, actor=actor, role=role)

    def papers(self) -> CasePapers:
        """Return what people recorded about the sidak; see ``papers_of_case``."""
        return papers_of_case(self._log)

    def erasures(self) -> tuple[Erasure, ...]:
        """Return the record of every erasure, in the order of the log.

        Raises:
            EvidenceAltered: one is not what the log says.
        """
        paths = [path for path in self._log.refresh().files if layout.is_erasure(path)]
        return tuple(from_json(read_stored(self._log, path), Erasure) for path in paths)

    def add_report(self, name: str, data: bytes) -> Path:
        """Store a document about the whole sidak; see ``Exhibit.add_report``.

        Raises:
            CaseError: the name is not one of such a document, or it cannot be written.
        """

        def path(copy: int) -> str | None:
            return layout.case_report_path(name, copy)

        return place_report(self._log, name, data, path, exhibit=None)

    @property
    def locked(self) -> bool:
        """Say whether what lies on the disk is encrypted with a key of the case."""
        return not isinstance(self._log.vault, OpenVault)

    def last_record(self) -> tuple[int, str]:
        """Return how many records the log has, and the SHA-256 of the last."""
        self._log.refresh()
        return self._log.last()

    def sign(self, office: OfficeKey, signer: Signer, *, actor: str | None = None) -> Path:
        """Sign the log as it stands with the office's own key; see ``close_with``.

        Raises:
            CaseError: the case cannot be written.
        """
        return close_with(self._log, office, signer, actor=actor)

    def copy_to(self, to: Path, vault: bytes | None, *, actor: str | None = None) -> None:
        """Write the case anew into another folder: locked with ``vault``, open without.

        ``vault`` are the bytes of a ``vault.json``. Both hold the record of it (``SALIN``):
        the copy may be the case from now on.

        Raises:
            CaseError: the folder exists, or cannot be written.
        """
        lying = vault_from(self._desk, vault, to)
        copy_recorded(self._log, to, lying, vault, actor=actor)

    def bundle(self, to: Path, *, actor: str | None = None, role: Role = Role.OFFICER) -> str:
        """Pack the case into a new file and record the copy; see ``write_bundle``.

        Raises:
            CaseError: the file exists, or cannot be written.
        """
        return write_bundle(self._log, to, actor=actor, role=role)

    def documents(self, exhibit: int | None = None) -> tuple[tuple[str, bytes], ...]:
        """Return path and bytes of the PDFs of one phone, or of the sidak, newest first.

        Raises:
            EvidenceAltered: one is not what the log says.
        """
        return tuple(reports_of(self._log, exhibit))

    def proof(self, path: str) -> bytes | None:
        """Return what vouches for a document that leaves the case; see ``proof_of``."""
        return proof_of(self._log, path)

    def keep_signed(
        self,
        path: str,
        data: bytes,
        *,
        note: str,
        exhibit: int | None = None,
        actor: str | None = None,
    ) -> Path:
        """Store a document that was signed elsewhere; see ``signed_reports.keep_signed``.

        Raises:
            CaseError: it is stored already, or the case cannot be written.
        """
        return keep_signed(self._log, path, data, actor=actor, note=note, exhibit=exhibit)

    def keep_stamp(self, record: int, token: bytes) -> Path:
        """Store a time-stamp token over a record's SHA-256; see ``vouching.keep_stamp``.

        Raises:
            CaseError: it is no token, or the case cannot be written.
        """
        return keep_stamp(self._log, record, token)

    def keep_signature_list(self, snapshot: bytes, sha256: str) -> Path:
        """Store the snapshot of a signature list, once; see ``keep_list``.

        Raises:
            CaseError: the hash is not of the snapshot, or the case cannot be written.
        """
        return keep_list(self._log, snapshot, sha256)

    def sealed_answers(self, exhibit: int, identity: str) -> tuple[Answered, ...]:
        """Return whole answers of one phone in the order they came; see ``sealed``.

        Raises:
            CannotOpen: ``identity`` is not the private half they were sealed to.
            EvidenceAltered: a container is not what the log says, or is none.
        """
        return open_answers(self._log, exhibit, identity)

    def signature_list(self, sha256: str) -> bytes:
        """Return a kept snapshot of a signature list.

        Raises:
            CaseError: none with this hash was kept.
            EvidenceAltered: the file is not what the log says, or not what it is named by.
        """
        return kept_list(self._log, sha256)
