"""Erases the content of one exhibit; its number, its status and the proof of erasing stay."""

from collections.abc import Sequence
from pathlib import Path

from phone_audit.cases import durable, layout
from phone_audit.cases.ledger import Ledger
from phone_audit.cases.log import Log
from phone_audit.cases.paper_kinds import outlives_withdrawal
from phone_audit.cases.vouching import vouch
from phone_audit.errors import CaseError
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.custody import Counted, ErasedFile, Erasure, ErasureReason, Event, Role
from phone_audit.model.record import canonical_json

EVERYTHING = (ErasureReason.RETENTION, ErasureReason.REQUESTED)
"""Why nothing of a phone stays but its number, its status and the records of erasing."""

AT_ONCE = {
    NotExaminedReason.WITHDRAWN: ErasureReason.WITHDRAWN,
    NotExaminedReason.NOT_THE_HOLDERS: ErasureReason.NOT_THE_HOLDERS,
}
"""Why what was read is erased in the moment it is recorded."""


def erase_exhibit(
    log: Log,
    number: int,
    *,
    reason: ErasureReason,
    actor: str | None,
    role: Role = Role.OFFICER,
    counted: Counted | None = None,
    because: str | None = None,
    also: Sequence[str] = (),
) -> Path:
    """Erase what is stored of one phone, and record it (``HAPUS``); return the record's path.

    After a withdrawal, and when the phone turns out to be another person's, everything
    that was read from it goes, and every document; notice, handover and return stay, so
    that the receipts of the phone can still be printed. When the time to keep it has
    passed, or erasing was asked for, everything goes. ``also`` are documents about the
    whole sidak that name this phone. The record names the files with their hashes and
    nothing of their content. It is on the disk before the first file goes: an erasure that is
    interrupted is completed by the next opening.

    Raises:
        CaseError: there is nothing to erase, or the case cannot be written.
    """
    with log.exclusive() as ledger:
        entry = ledger.entries.get(number)
        if entry is None:
            raise CaseError(f"{log.root}: there is no exhibit {number}")
        paths = (*_files_of(ledger, number, reason), *(one for one in also if one in ledger.files))
        times = sum(1 for path in (*ledger.files, *ledger.gone) if _is_erasure_of(path, number))
        erasure = Erasure(
            document_id=entry.stored.document_id,
            exhibit=number,
            at=log.now(),
            reason=reason,
            actor=actor or log.program,
            role=role if actor else Role.PROGRAM,
            files=tuple(ErasedFile(path=path, sha256=ledger.files[path]) for path in paths),
            counted=counted,
            because=because,
        )
        draft = log.draft(
            Event.HAPUS,
            exhibit=number,
            actor=actor,
            role=role if actor else Role.PROGRAM,
            note=reason.value,
            erased=paths,
        )
        data = canonical_json(erasure)
        path = layout.erasure_of(number, times + 1)
        place = log.place(path, data, draft)
        finish_erasures(log)
        vouch(log, path, len(data))
        return place


def finish_erasures(log: Log) -> None:
    """Take away every file that the log says was erased; what is gone already is fine.

    With them go files of such an exhibit that were being written when a program stopped.

    Raises:
        CaseError: a file cannot be removed.
    """
    for path in log.ledger.gone:
        _remove(log, path)
    for number, entry in log.ledger.entries.items():
        if entry.stored.erased:
            _remove_unfinished(log, number)


def finish_withdrawals(log: Log) -> None:
    """Erase phones whose holder withdrew, or whose they were not, right before a program stopped.

    Raises:
        CaseError: the case cannot be written.
    """
    for number, entry in log.ledger.entries.items():
        reason = AT_ONCE.get(entry.stored.reason) if entry.stored.reason else None
        if reason is None or entry.stored.erased:
            continue
        if reason is ErasureReason.WITHDRAWN or _files_of(log.ledger, number, reason):
            erase_exhibit(log, number, reason=reason, actor=None)


def _remove(log: Log, path: str) -> None:
    place = durable.check_way(log.root, path)
    with durable.explained(place):
        durable.remove(place)


def _remove_unfinished(log: Log, number: int) -> None:
    folder = durable.check_way(log.root, layout.folder_of(number))
    with durable.explained(folder):
        below = [path for path, _ in durable.found(folder)] if folder.is_dir() else []
    for path in (f"{layout.folder_of(number)}/{name}" for name in below):
        name = path.removesuffix(layout.PART)
        if name != path and name not in log.ledger.files and not outlives_withdrawal(name):
            _remove(log, path)


def _files_of(ledger: Ledger, number: int, reason: ErasureReason) -> tuple[str, ...]:
    found = []
    for path in ledger.files:
        recovered = layout.recovered_from(path)
        if layout.exhibit_of(path) == number:
            kept = layout.is_erasure(path) or (
                reason not in EVERYTHING and outlives_withdrawal(path)
            )
        else:
            kept = recovered is None or recovered[1] != number
        if not kept:
            found.append(path)
    return tuple(found)


def _is_erasure_of(path: str, number: int) -> bool:
    return layout.is_erasure(path) and layout.exhibit_of(path) == number
