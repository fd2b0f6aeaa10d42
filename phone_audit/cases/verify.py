"""Proving a case unaltered, or naming the first record or file that is not.

Needs nothing of the program but the form of the log: no phone, no signature list, no
other room. Nothing is written, so a case on a read-only medium can be verified.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from phone_audit.cases import chain, durable, layout, words
from phone_audit.cases.ledger import Entry, Ledger
from phone_audit.cases.paper_kinds import paper_complaint
from phone_audit.cases.verification import Complaint, Verification
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.model.case import EVIDENCE_SCHEMA_VERSION, Examination
from phone_audit.model.custody import Erasure, Event, ExhibitStatus, LogRecord, note_sha256
from phone_audit.model.record import Words, canonical_json, from_json, sha256_hex

_MOST_COMPLAINTS = 200
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}


class _Form(msgspec.Struct):
    """What is read of a header of any form."""

    schema_version: str


class _Vouched(msgspec.Struct):
    """What is read of a first record of any form."""

    object_sha256: str


@dataclass(slots=True)
class _Line:
    """What is remembered of one line: its hash, and what it says of itself."""

    sha256: str
    record: LogRecord | None


@dataclass(slots=True)
class _Work:
    """A verification under way."""

    root: Path
    complaints: list[Complaint] = field(default_factory=list)
    incomplete: list[Words] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
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
        self.complaints.append(
            Complaint(path=path, record=record, says=says, expected=expected, actual=actual)
        )


def verify(path: Path) -> Verification:
    """Read every byte of a case folder and compare it with the log; write nothing.

    Complaints come in the order of the log: its lines first, then the files in the
    order they were recorded, then what does not belong there.

    Raises:
        CaseError: there is no case at ``path``, or a folder of it cannot be read.
    """
    if not (path / layout.CASE).exists() and not (path / layout.LOG).exists():
        raise CaseError(f"{path}: is no case ({layout.CASE} and {layout.LOG} are not there)")
    work = _Work(path.resolve())
    _check_form(work.root)
    # The list of files is taken before the log is read: a program that adds to the
    # case just now writes the record before the file gets its name.
    with durable.explained(path):
        present = dict(durable.found(work.root))
    head = _read_head(work, present)
    lines, torn = _read_log(work)
    _check_chain(work, lines, head)
    if torn:
        _note_torn(work, len(lines), torn)
    for stored, sha256 in work.ledger.files.items():
        _check_file(work, stored, sha256, present)
    _check_papers(work)
    for entry in work.ledger.entries.values():
        _check_exhibit(work, entry)
    _check_strangers(work, present)
    return _conclude(work, lines)


def _check_form(root: Path) -> None:
    """Refuse a case of another form instead of calling it altered.

    Only if the log vouches for the header that says so: else it may be the altered part.
    """
    try:
        header = durable.read_file(durable.check_way(root, layout.CASE))
        log = durable.read_file(durable.check_way(root, layout.LOG))
        form = msgspec.json.decode(header, type=_Form).schema_version
        vouched = msgspec.json.decode(log.partition(b"\n")[0], type=_Vouched).object_sha256
    except (OSError, EvidenceAltered, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return
    if form != EVIDENCE_SCHEMA_VERSION and vouched == sha256_hex(header):
        raise CaseError(
            f"{root}: written in form {form}, this version of the program verifies form "
            f"{EVIDENCE_SCHEMA_VERSION}; use the version it was written with, or the script "
            "in the documentation"
        )


def _conclude(work: _Work, lines: list[_Line]) -> Verification:
    exhibits = work.ledger.exhibits()
    statuses = [exhibit.status for exhibit in exhibits]
    return Verification(
        path=str(work.root),
        unaltered=not work.complaints,
        first_alteration=work.complaints[0] if work.complaints else None,
        complaints=tuple(work.complaints[:_MOST_COMPLAINTS]),
        incomplete=tuple(work.incomplete),
        foreign=tuple(work.foreign),
        records=len(lines),
        files=work.files,
        file_bytes=work.file_bytes,
        exhibits=len(exhibits),
        examined=statuses.count(ExhibitStatus.EXAMINED),
        not_examined=statuses.count(ExhibitStatus.NOT_EXAMINED),
        head_sha256=lines[-1].sha256 if lines else None,
    )


def _read_head(work: _Work, present: dict[str, os.stat_result]) -> chain.Head | None:
    if layout.HEAD not in present:
        return None  # told in _check_chain, after the lines
    try:
        data = durable.read_file(durable.check_way(work.root, layout.HEAD))
    except (OSError, EvidenceAltered):
        return None
    work.files += 1
    work.file_bytes += len(data)
    return chain.read_head(data)


def _read_log(work: _Work) -> tuple[list[_Line], bytes]:
    """Return every line, and what follows the last line break."""
    lines: list[_Line] = []
    try:
        descriptor = durable.open_file(durable.check_way(work.root, layout.LOG), os.O_RDONLY)
    except (OSError, EvidenceAltered):
        return lines, b""
    with os.fdopen(descriptor, "rb") as file:
        while data := file.readline(chain.LONGEST_LINE_BYTES + 1):
            work.file_bytes += len(data)
            if not data.endswith(b"\n"):
                rest = b"" if len(data) <= chain.LONGEST_LINE_BYTES else file.read(1)
                if not rest:
                    return lines, data
                lines.append(_Line(sha256_hex(data), None))
                break  # a line this long was never written here; what follows is no log
            line = data[:-1]
            record = chain.read_line(line)
            lines.append(_Line(sha256_hex(line), record))
            if record is not None:
                work.ledger.add(record)
    work.files += 1
    return lines, b""


def _check_chain(work: _Work, lines: list[_Line], head: chain.Head | None) -> None:
    before = chain.NOTHING_BEFORE
    for number, line in enumerate(lines, start=1):
        record = line.record
        if record is None:
            work.complain(layout.LOG, words.NO_RECORD, number, actual=line.sha256)
        elif record.seq != number:
            work.complain(layout.LOG, words.misplaced(number, record.seq), number)
        elif record.previous_sha256 != before:
            # Either this line or the one before was changed. If the line after, or
            # the head, still vouches for this one, it was the one before.
            vouched = _hash_told_later(lines, head, number) == line.sha256
            blamed = number - 1 if vouched and number > 1 else number
            if not any(known.record == blamed for known in work.complaints):
                told = _hash_told_later(lines, head, blamed)
                actual = lines[blamed - 1].sha256
                work.complain(layout.LOG, words.CHANGED, blamed, expected=told, actual=actual)
        elif (record.event is Event.BUAT) != (number == 1):
            work.complain(layout.LOG, words.NOT_THE_FIRST, number)
        before = line.sha256
    if not lines:
        work.complain(layout.LOG, words.EMPTY_LOG, 1)
    elif lines[0].record is not None and lines[0].record.object != layout.CASE:
        work.complain(layout.LOG, words.NOT_THE_FIRST, 1)
    _check_head(work, lines, head)


def _check_head(work: _Work, lines: list[_Line], head: chain.Head | None) -> None:
    if head is None:
        work.complain(layout.HEAD, words.NO_HEAD)
        return
    if head.records > len(lines):
        work.complain(layout.LOG, words.cut_off(len(lines), head.records), len(lines) + 1)
        return
    actual = lines[head.records - 1].sha256
    if actual != head.sha256 and not any(told.record == head.records for told in work.complaints):
        work.complain(layout.LOG, words.CHANGED, head.records, expected=head.sha256, actual=actual)


def _hash_told_later(lines: list[_Line], head: chain.Head | None, number: int) -> str | None:
    if number < len(lines):
        after = lines[number].record
        return None if after is None else after.previous_sha256
    return head.sha256 if head is not None and head.records == number else None


def _note_torn(work: _Work, whole: int, torn: bytes) -> None:
    work.files += 1
    work.incomplete.append(words.torn(whole + 1, len(torn)))


def _check_file(
    work: _Work,
    path: str,
    expected: str,
    present: dict[str, os.stat_result],
    *,
    again: bool = False,
) -> None:
    try:
        place = durable.check_way(work.root, path)
        digest = hashlib.sha256()
        for piece in _pieces(place):
            digest.update(piece)
            work.file_bytes += len(piece)
    except FileNotFoundError:
        if not again and not os.path.lexists(work.root / (path + layout.PART)):
            # A program that adds to the case just now may have renamed it meanwhile.
            _check_file(work, path, expected, present, again=True)
        else:
            _check_missing(work, path, expected, present)
        return
    except (OSError, EvidenceAltered):
        work.complain(path, words.UNREADABLE, expected=expected)
        return
    work.files += 1
    if digest.hexdigest() != expected:
        work.complain(path, words.FILE_CHANGED, expected=expected, actual=digest.hexdigest())


def _pieces(path: Path) -> Iterator[bytes]:
    with os.fdopen(durable.open_file(path, os.O_RDONLY), "rb") as file:
        while piece := file.read(1 << 20):
            yield piece


def _check_missing(
    work: _Work, path: str, expected: str, present: dict[str, os.stat_result]
) -> None:
    part = path + layout.PART
    try:
        data = durable.read_file(durable.check_way(work.root, part))
    except (OSError, EvidenceAltered):
        work.complain(path, words.MISSING, expected=expected)
        return
    present.pop(part, None)
    work.files += 1
    work.file_bytes += len(data)
    if sha256_hex(data) != expected:
        work.complain(part, words.FILE_CHANGED, expected=expected, actual=sha256_hex(data))
        return
    work.incomplete.append(words.unnamed(path))


def _check_exhibit(work: _Work, entry: Entry) -> None:
    exhibit = entry.stored
    if exhibit.status is ExhibitStatus.OPEN:
        work.incomplete.append(words.not_concluded(exhibit.document_id, exhibit.commands))
    path = layout.evidence_of(exhibit.number)
    if exhibit.status is not ExhibitStatus.EXAMINED or path not in work.ledger.files:
        return
    if any(told.path == path for told in work.complaints):
        return
    try:
        place = durable.check_way(work.root, path)
        data = durable.read_file(place if place.exists() else durable.part_of(place))
        examination = from_json(data, Examination)
        canonical = canonical_json(examination) == data
    except (OSError, EvidenceAltered, msgspec.DecodeError):
        work.complain(path, words.NOT_AN_EXAMINATION)
        return
    if not canonical:
        work.complain(path, words.NOT_AN_EXAMINATION)
    elif not exhibit.notified or (examination.open_tabs and not exhibit.open_tabs):
        work.complain(path, words.WITHOUT_NOTICE)
    elif (
        examination.document_id != exhibit.document_id
        or examination.exhibit != exhibit.number
        or sha256_hex(canonical_json(examination.case)) != work.ledger.files.get(layout.CASE)
        or any(note_sha256(note) not in entry.notes for note in examination.captures)
    ):
        work.complain(path, words.NOT_AS_LOGGED)


def _check_papers(work: _Work) -> None:
    """Look into papers and records of erasures, whose bytes are what the log vouches for."""
    told = {complaint.path for complaint in work.complaints}
    for path in work.ledger.files:
        erasure = layout.is_erasure(path)
        if path in told or not (erasure or layout.paper_from(path)):
            continue
        try:
            place = durable.check_way(work.root, path)
            data = durable.read_file(place if place.exists() else durable.part_of(place))
        except (OSError, EvidenceAltered):
            work.complain(path, words.UNREADABLE)
            continue
        if paper_complaint(path, data) if not erasure else _no_erasure(work, data):
            work.complain(path, words.NOT_A_PAPER)


def _no_erasure(work: _Work, data: bytes) -> bool:
    """Say whether a record of an erasure is not one, or names what the log does not."""
    try:
        erasure = from_json(data, Erasure)
    except msgspec.DecodeError:
        return True
    named = {file.path: file.sha256 for file in erasure.files}
    return canonical_json(erasure) != data or any(
        work.ledger.gone.get(path) != sha256 for path, sha256 in named.items()
    )


def _check_strangers(work: _Work, present: dict[str, os.stat_result]) -> None:
    inside = (layout.PAPERS, layout.REPORTS)
    folders = {layout.LISTS, layout.EXHIBITS, layout.RECOVERED, *inside}
    for number in work.ledger.entries:
        folder = layout.folder_of(number)
        folders |= {folder, *(f"{folder}/{name}" for name in inside)}
    known = {layout.LOG, layout.HEAD, *work.ledger.files}
    for path, status in present.items():
        if stat.S_ISDIR(status.st_mode) and not durable.is_link(status):
            if path not in folders:
                _tell_stranger(work, path)
        elif path not in known and not _is_left_behind(work, path, present):
            _tell_stranger(work, path)


def _is_left_behind(work: _Work, path: str, present: dict[str, os.stat_result]) -> bool:
    """Say whether an interrupted program explains this file; if so, note it."""
    if not stat.S_ISREG(present[path].st_mode):
        return False
    if path in work.ledger.gone:
        work.incomplete.append(words.not_erased_yet(path))
        return True
    name = path.removesuffix(layout.PART)
    explained = name != path and (
        name == layout.HEAD or (layout.is_stored(name) and name not in present)
    )
    if name == path and path.startswith(layout.RECOVERED + "/") and layout.is_stored(path):
        try:
            data = durable.read_file(durable.check_way(work.root, path))
        except (OSError, EvidenceAltered):
            return False
        aside = layout.recovered_from(path)
        explained = aside is not None and aside[0] == sha256_hex(data)
    if explained:
        work.incomplete.append(words.left_behind(path))
    return explained


def _tell_stranger(work: _Work, path: str) -> None:
    shown = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in path)
    work.foreign.append(shown)
    if path.rpartition("/")[2] not in _LITTER:
        work.complain(shown, words.FOREIGN)
