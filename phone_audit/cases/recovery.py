"""Putting right what a program left behind that was stopped while it wrote a file."""

import os
import stat
from pathlib import Path

from phone_audit.cases import durable, layout
from phone_audit.cases.erasure import finish_erasures, finish_withdrawals
from phone_audit.cases.log import Log
from phone_audit.errors import EvidenceAltered
from phone_audit.model.custody import Event
from phone_audit.model.record import sha256_hex


def recover(log: Log) -> None:
    """Complete or set aside unfinished files; nothing is dropped, and every step is recorded.

    A file whose record was written is complete under its ``.part`` name: it gets its
    final name. Any other ``.part`` file never became evidence: its bytes move to
    ``recovered/`` and a record says so. Stopping in between is harmless: the next
    opening goes on from there.

    Raises:
        CaseError: the case cannot be written.
    """
    with log.exclusive() as ledger:
        finish_withdrawals(log)
        finish_erasures(log)
        for path, sha256 in ledger.files.items():
            place = durable.check_way(log.root, path)
            part = durable.check_way(log.root, path + layout.PART)
            if os.path.lexists(part) and not os.path.lexists(place):
                with durable.explained(place):
                    if _sha256(log, path, part) == sha256:
                        durable.finish_part(place)
        for path in _files(log):
            name = path.removesuffix(layout.PART)
            # Setting one aside completes what an earlier stop left of doing the same.
            if name != path and layout.is_stored(name) and os.path.lexists(log.root / path):
                _set_aside(log, path)
        for path in _files(log):
            aside = layout.recovered_from(path)
            if aside is not None and path not in ledger.files:
                _record(log, path, *aside)


def _files(log: Log) -> list[str]:
    with durable.explained(log.root):
        return [path for path, status in durable.found(log.root) if stat.S_ISREG(status.st_mode)]


def _sha256(log: Log, path: str, part: Path) -> str | None:
    """Return the hash of a file under its name meanwhile, ``None`` if it is not whole."""
    try:
        return sha256_hex(log.vault.disclose(path, durable.read_file(part)))
    except EvidenceAltered:
        return None


def _set_aside(log: Log, path: str) -> None:
    part = durable.check_way(log.root, path)
    with durable.explained(part):
        data = durable.read_file(part)
        durable.make_folder(log.root, layout.RECOVERED)
        aside = layout.recovered_of(sha256_hex(data), layout.exhibit_of(path))
        # A second stop in between leaves both; the next opening does the same once more.
        durable.write_whole(log.root / aside, log.vault.enclose(aside, data))
        durable.remove(part)


def _record(log: Log, path: str, sha256: str, exhibit: int | None) -> None:
    place = durable.check_way(log.root, path)
    with durable.explained(place):
        data = log.vault.disclose(path, durable.read_file(place))
    if sha256_hex(data) == sha256:
        note = f"a program stopped while it wrote a file; its {len(data)} bytes were set aside"
        draft = log.draft(Event.GAGAL, exhibit=exhibit, about=path, about_sha256=sha256, note=note)
        log.append(draft)
