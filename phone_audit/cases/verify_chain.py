"""Checks the log line by line: its form, its order, its links, and what the head says of it."""

from phone_audit.cases import chain, layout, words
from phone_audit.cases.inspection import Inspection, Line
from phone_audit.errors import EvidenceAltered
from phone_audit.model.custody import Event
from phone_audit.model.record import sha256_hex


def read_head(work: Inspection) -> chain.Head | None:
    """Return the head, ``None`` if it is not there or is not one."""
    if layout.HEAD not in work.present:
        return None  # told in check_chain, after the lines
    try:
        with work.shelf.open(layout.HEAD) as file:
            data = file.read()
    except (OSError, EvidenceAltered):
        return None
    work.files += 1
    work.file_bytes += len(data)
    return chain.read_head(data)


def read_log(work: Inspection) -> bytes:
    """Read every line, and return what follows the last line break."""
    try:
        file = work.shelf.open(layout.LOG)
    except (OSError, EvidenceAltered):
        return b""
    with file:
        while data := file.readline(chain.LONGEST_LINE_BYTES + 1):
            work.file_bytes += len(data)
            if not data.endswith(b"\n"):
                rest = b"" if len(data) <= chain.LONGEST_LINE_BYTES else file.read(1)
                if not rest:
                    return data
                work.lines.append(Line(sha256_hex(data), None))
                break  # a line this long was never written here; what follows is no log
            line = data[:-1]
            record = chain.read_line(line)
            work.lines.append(Line(sha256_hex(line), record))
            if record is not None:
                work.ledger.add(record)
    work.files += 1
    return b""


def check_chain(work: Inspection, head: chain.Head | None) -> None:
    """Complain about every line that is not the record that belongs there."""
    before = chain.NOTHING_BEFORE
    for number, line in enumerate(work.lines, start=1):
        record = line.record
        if record is None:
            work.complain(layout.LOG, words.NO_RECORD, number, actual=line.sha256)
        elif record.seq != number:
            work.complain(layout.LOG, words.misplaced(number, record.seq), number)
        elif record.previous_sha256 != before:
            # Either this line or the one before was changed. If the line after, or
            # the head, still vouches for this one, it was the one before.
            vouched = _hash_told_later(work.lines, head, number) == line.sha256
            blamed = number - 1 if vouched and number > 1 else number
            if not work.blames(record=blamed):
                told = _hash_told_later(work.lines, head, blamed)
                actual = work.lines[blamed - 1].sha256
                work.complain(layout.LOG, words.CHANGED, blamed, expected=told, actual=actual)
        elif (record.event is Event.BUAT) != (number == 1):
            work.complain(layout.LOG, words.NOT_THE_FIRST, number)
        before = line.sha256
    if not work.lines:
        work.complain(layout.LOG, words.EMPTY_LOG, 1)
    elif (first := work.lines[0].record) is not None and first.object != layout.CASE:
        work.complain(layout.LOG, words.NOT_THE_FIRST, 1)
    _check_head(work, head)


def note_torn(work: Inspection, torn: bytes) -> None:
    """Note a line that was never finished."""
    work.files += 1
    work.incomplete.append(words.torn(len(work.lines) + 1, len(torn)))


def _check_head(work: Inspection, head: chain.Head | None) -> None:
    if head is None:
        work.complain(layout.HEAD, words.NO_HEAD)
        return
    check_told(work, head.records, head.sha256)
    if head.records < len(work.lines) and not work.complaints:
        work.incomplete.append(words.head_behind(head.records, len(work.lines)))


def check_told(work: Inspection, records: int, sha256: str) -> bool:
    """Say whether the log is what somebody said of it; complain once where it is not.

    Said were so many records, and the SHA-256 of the last of them.
    """
    if records > len(work.lines):
        if not work.blames(record=len(work.lines) + 1):
            says = words.cut_off(len(work.lines), records)
            work.complain(layout.LOG, says, len(work.lines) + 1)
        return False
    actual = work.lines[records - 1].sha256
    if actual != sha256 and not work.blames(record=records):
        work.complain(layout.LOG, words.CHANGED, records, expected=sha256, actual=actual)
    return actual == sha256


def _hash_told_later(lines: list[Line], head: chain.Head | None, number: int) -> str | None:
    if number < len(lines):
        after = lines[number].record
        return None if after is None else after.previous_sha256
    return head.sha256 if head is not None and head.records == number else None
