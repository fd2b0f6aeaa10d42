"""The log as a file: appended to by several threads and programs, and put right after a crash.

**What is on the disk when.** A record is handed to the operating system before the call
returns, so killing the program loses none. Milestones (every event except a command)
are also brought to the disk, and ``head.json`` after them. Records of commands are
brought to the disk with the next milestone, or in groups of 32: a power cut can only
lose commands of an examination that was not concluded and has to be repeated anyway,
and 16 phones at once are not slowed down by 200 waits for the disk.

**A file and its record.** ``place`` writes a file under its ``.part`` name, then the record
with its hash, then renames it. So a file with a final name always has its record, and
whatever a crash leaves behind can be completed or recognised.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from phone_audit.cases import chain, durable, layout, lock
from phone_audit.cases.desk import Desk, Signing
from phone_audit.cases.head_file import HeadFile
from phone_audit.cases.ledger import Ledger
from phone_audit.cases.vault import OpenVault, Vault, is_sealed
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.keys.office import OfficeKey
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.custody import Event, LoggedCommand, LogRecord, Role
from phone_audit.model.record import canonical_json, replace, sha256_hex

Clock = Callable[[], datetime]

_NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)

GROUP = 32
"""So many records of commands may wait in the operating system for the disk."""


class Log:
    """The log of one case, opened for reading, or for appending when ``clock`` is given."""

    def __init__(
        self,
        root: Path,
        program: str,
        clock: Clock | None,
        *,
        create: bool = False,
        vault: Vault | None = None,
    ) -> None:
        self.root = root
        self.vault = vault or OpenVault()
        self.path = root / layout.LOG
        self.ledger = Ledger()
        self.head = HeadFile(root, self.vault)
        self.signing: Signing | None = None
        self.office: OfficeKey | None = None
        self.case_id = ""
        self.program = program
        self._clock = clock
        self._end = 0
        self._hashes: list[str] = []  # of each line
        self._waiting = 0
        self._sealed_at = 0
        self._thread = threading.RLock()
        self._depth = 0
        self._process = os.getpid()
        flags = os.O_RDONLY if clock is None else os.O_RDWR | os.O_APPEND
        if create:
            flags |= os.O_CREAT | os.O_EXCL
        with durable.explained(self.path):
            self._file: int | None = durable.open_file(self.path, flags)

    @property
    def writable(self) -> bool:
        """Say whether records can be appended."""
        return self._clock is not None

    @property
    def closed(self) -> bool:
        """Say whether the file was let go of."""
        return self._file is None

    def close(self) -> None:
        """Let go of the file; closing twice is fine."""
        with self._thread:
            if self._file is not None:
                os.close(self._file)
                self._file = None

    def refresh(self) -> Ledger:
        """Read what was appended since, by anyone, and return the sum.

        Raises:
            EvidenceAltered: the log does not hold together any more.
        """
        with self._thread:
            self._read_on()
            return self.ledger

    def lines(self) -> Iterator[bytes]:
        """Yield every whole line in clear, oldest first, read again from the disk."""
        with self._thread:
            self._read_on()
            kept = self._read_from(0)[: self._end].split(b"\n")[:-1]
        for line in kept:
            clear = self.vault.disclose_line(line)
            if clear is not None:
                yield clear

    def records(self) -> tuple[LogRecord, ...]:
        """Return every whole record, oldest first, read again from the disk."""
        records = map(chain.read_line, self.lines())
        return tuple(record for record in records if record is not None)

    @contextmanager
    def exclusive(self) -> Iterator[Ledger]:
        """Hold the log alone, caught up and whole, so that a decision and its record are one.

        May be nested. What an interrupted program left behind is put right first.

        Raises:
            CaseError: the log is held by a program that hangs, or cannot be written.
            EvidenceAltered: the log does not hold together.
        """
        with self._thread:
            if self._depth:
                yield self.ledger
                return
            with lock.locked(self._descriptor(), str(self.root)):
                self._depth += 1
                try:
                    self._catch_up()
                    yield self.ledger
                finally:
                    self._depth -= 1

    def append(self, draft: LogRecord, *, milestone: bool = True) -> LogRecord:
        """Add one record and return it with its number, time and link to the one before.

        Raises:
            CaseError: it could not be written; the log is as it was before.
        """
        with self.exclusive():
            record = self._append(draft, sync=milestone)
            if milestone:
                self._write_head()
            return record

    def place(self, path: str, data: bytes, draft: LogRecord) -> Path:
        """Store a new file together with the record that vouches for it.

        ``path`` is inside the case, and free; ``object`` and ``object_sha256`` of the
        record are filled in here.

        Raises:
            CaseError: it could not be written; neither file nor record is there.
        """
        return self.place_stream(path, lambda target: target.write(data), draft)

    def place_stream(
        self, path: str, write: Callable[[durable.Target], object], draft: LogRecord
    ) -> Path:
        """Store a new file like ``place``; ``write`` is given where its bytes go."""
        with self.exclusive():
            place = durable.check_way(self.root, path)
            folder, _, _ = path.rpartition("/")
            if folder:
                durable.make_folder(self.root, folder)
            if os.path.lexists(place):
                raise EvidenceAltered(place, "a file that the log does not know is in the way")
            with durable.explained(place):
                sha256 = self._write_part(place, path, write)
            record = replace(draft, object=path, object_sha256=sha256)
            try:
                self._append(record, sync=True)
            except CaseError:
                if path not in self.ledger.files:
                    with suppress(OSError):
                        durable.part_of(place).unlink(missing_ok=True)
                raise
            with durable.explained(place):
                durable.finish_part(place)
            self._write_head()
            return place

    def _write_part(self, place: Path, path: str, write: Callable[[durable.Target], object]) -> str:
        """Write a file under the name it has meanwhile, and return its hash in clear."""
        if isinstance(self.vault, OpenVault) or is_sealed(path):
            return durable.write_part_with(place, write).sha256
        clear = durable.Gathered()
        write(clear)
        durable.write_part(place, self.vault.enclose(path, clear.data))
        return clear.sha256

    def seal(self) -> None:
        """Bring everything to the disk and let ``head.json`` name the last record.

        Raises:
            CaseError: there is no room for it.
        """
        with self.exclusive():
            if self._sealed_at != self.ledger.records:
                with durable.explained(self.path):
                    self._sync()
                self._write_head(must=True)

    def check_head(self) -> None:
        """Compare ``head.json`` with the log as far as it was read; changes nothing.

        Raises:
            EvidenceAltered: the log was cut off or exchanged, or ``head.json`` is not ours.
        """
        head = self.head.read()
        with self._thread:
            self._read_on()  # after the head: a program that writes just now only adds
            if head.records > len(self._hashes):
                raise EvidenceAltered(
                    self.path,
                    f"ends after {len(self._hashes)} of at least {head.records} records",
                )
            if self._hashes[head.records - 1] != head.sha256:
                raise EvidenceAltered(
                    self.path,
                    f"record {head.records} has SHA-256 {self._hashes[head.records - 1]}, "
                    f"{layout.HEAD} says {head.sha256}",
                )

    def _append(self, draft: LogRecord, *, sync: bool) -> LogRecord:
        record = replace(
            draft, seq=self.ledger.records + 1, at=self.now(), previous_sha256=self._last
        )
        try:
            line = canonical_json(record)
        except UnicodeEncodeError as error:
            raise CaseError(f"{self.path}: a text holds what is no character") from error
        if len(line) > chain.LONGEST_LINE_BYTES:
            raise CaseError(f"{self.path}: a record of {len(line)} bytes is too long")
        with durable.explained(self.path):
            enclosed = self.vault.enclose_line(line)
            self._write(enclosed + b"\n")
            self._take(line, record, len(enclosed) + 1)
            self._waiting += 1
            if sync or self._waiting >= GROUP:
                self._sync()
        return record

    def work_at(self, desk: Desk, case_id: str) -> None:
        """Sign from now on if the desk has a station key, and seal if it has an office's."""
        self.signing, self.office, self.case_id = desk.signing(), desk.office(), case_id
        self.head.sign_as(self.signing, case_id)

    def last(self) -> tuple[int, str]:
        """Return how many records there are, and the SHA-256 of the last."""
        return self.ledger.records, self._last

    def sha256_of(self, record: int) -> str:
        """Return the SHA-256 of a record's line; records are counted from 1."""
        return self._hashes[record - 1]

    @property
    def _last(self) -> str:
        return self._hashes[-1] if self._hashes else chain.NOTHING_BEFORE

    def _descriptor(self) -> int:
        if self._file is None:
            raise CaseError(f"{self.root}: this case is closed")
        if os.getpid() != self._process:
            # A forked program shares the open file, and with it the lock.
            raise CaseError(f"{self.root}: open the case again in each process")
        if self._clock is None:
            raise CaseError(f"{self.root}: this case was opened for reading only")
        return self._file

    def now(self) -> datetime:
        """Return the time by the clock of the case, in UTC."""
        assert self._clock is not None
        now = self._clock()
        if now.tzinfo is None:
            raise CaseError("the clock of a case must say its time zone")
        return now.astimezone(UTC)

    def _read_on(self) -> bytes:
        """Take in whole lines past what is known; return what follows the last of them."""
        if self._file is None:
            raise CaseError(f"{self.root}: this case is closed")
        with durable.explained(self.path):
            size = os.fstat(self._file).st_size
            if size < self._end:
                raise EvidenceAltered(self.path, f"is shorter than before: {size} bytes")
            if size == self._end:
                return b""
        *lines, rest = self._read_from(self._end).split(b"\n")
        for line in lines:
            number = self.ledger.records + 1
            clear = self.vault.disclose_line(line)
            record = None if clear is None else chain.read_line(clear)
            if clear is None or record is None or record.seq != number:
                raise EvidenceAltered(self.path, f"line {number} is not record {number}")
            if record.previous_sha256 != self._last:
                raise EvidenceAltered(
                    self.path, f"record {number} does not follow record {number - 1}"
                )
            self._take(clear, record, len(line) + 1)
        return rest

    def _read_from(self, position: int) -> bytes:
        pieces: list[bytes] = []
        if self._file is not None:
            with durable.explained(self.path):
                os.lseek(self._file, position, os.SEEK_SET)
                while piece := os.read(self._file, 1 << 20):
                    pieces.append(piece)
        return b"".join(pieces)

    def _take(self, line: bytes, record: LogRecord, length: int) -> None:
        """Take a record in; ``length`` is what its line has on the disk."""
        self.ledger.add(record)
        self._hashes.append(sha256_hex(line))
        self._end += length

    def _write(self, data: bytes) -> None:
        file = self._descriptor()
        try:
            durable.write_all(file, data)
        except OSError:
            # Take back the part that found room. If even that fails, the next
            # holder of the lock finds a torn line and sets it aside.
            with suppress(OSError):
                os.ftruncate(file, self._end)
            raise

    def _sync(self) -> None:
        os.fsync(self._descriptor())
        self._waiting = 0

    def _write_head(self, *, must: bool = False) -> None:
        """Renew ``head.json``; a failure matters only where it ``must`` succeed.

        The record it would name is already safe. A head that lags behind is allowed,
        and failing here would tell the caller that the record was not written.
        """
        try:
            self.head.write(self.ledger.records, self._last, self.now)
        except OSError as error:
            if must:
                raise durable.sentence(self.root / layout.HEAD, error) from error
        else:
            self._sealed_at = self.ledger.records

    def _catch_up(self) -> None:
        rest = self._read_on()
        if rest:
            self._set_aside(rest)

    def _set_aside(self, torn: bytes) -> None:
        """Move a line that was never finished out of the log, and record where to."""
        sha256 = sha256_hex(torn)
        path = layout.recovered_of(sha256)
        place = durable.check_way(self.root, path)
        durable.make_folder(self.root, layout.RECOVERED)
        with durable.explained(place):
            if not os.path.lexists(place):
                durable.write_whole(place, self.vault.enclose(path, torn))
            os.ftruncate(self._descriptor(), self._end)
            self._sync()
        self.append(
            self.draft(
                Event.GAGAL,
                about=path,
                about_sha256=sha256,
                note=f"a program stopped while it wrote record {self.ledger.records + 1}; "
                f"its {len(torn)} bytes were set aside",
            )
        )

    def draft(
        self,
        event: Event,
        *,
        actor: str | None = None,
        role: Role = Role.PROGRAM,
        exhibit: int | None = None,
        about: str | None = None,
        about_sha256: str | None = None,
        note: str | None = None,
        reason: NotExaminedReason | None = None,
        capture: LoggedCommand | None = None,
        erased: tuple[str, ...] = (),
    ) -> LogRecord:
        """Return a record still without number, time and link; by this program if by nobody."""
        return LogRecord(
            seq=0,
            at=_NOT_YET,
            event=event,
            actor=actor or self.program,
            role=role,
            exhibit=exhibit,
            object=about,
            object_sha256=about_sha256,
            note=note,
            reason=reason,
            capture=capture,
            erased=erased,
            previous_sha256="",
        )
