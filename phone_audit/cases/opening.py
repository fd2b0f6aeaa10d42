"""What is done before a case is there: its first files, its lock, and what this computer knows."""

from pathlib import Path

from phone_audit.cases import durable, layout
from phone_audit.cases.desk import Desk
from phone_audit.cases.log import Clock, Log
from phone_audit.cases.vault import LockedVault, OpenVault, Vault
from phone_audit.cases.vouching import keep_keys
from phone_audit.errors import EvidenceAltered
from phone_audit.model.case import CaseHeader
from phone_audit.model.custody import Event
from phone_audit.model.record import canonical_json


def is_locked(path: Path) -> bool:
    """Say whether a case folder is locked, without opening it."""
    return (path / layout.VAULT).exists()


def check_memory(log: Log, desk: Desk) -> None:
    """Refuse a case that this computer left longer than it is now, or otherwise than it is.

    Raises:
        EvidenceAltered: it is an older copy, or another one.
    """
    seen = desk.seen(log.case_id)
    if seen is None:
        return
    records, _ = log.last()
    if seen.records > records or log.sha256_of(seen.records) != seen.sha256:
        raise EvidenceAltered(
            log.path,
            f"this computer left this case with {seen.records} records, the last of them "
            f"{seen.sha256[:16]}…; it is an older or another copy ({records} records). If the "
            f"newer one is lost, note it on paper and remove {desk.memory_of(log.case_id)}",
        )


def vault_of(path: Path, desk: Desk) -> Vault:
    """Return how a case lies on the disk; one that is locked is opened at the desk.

    Raises:
        UsageError: the desk has not what opens it.
    """
    place = durable.check_way(path, layout.VAULT)
    if not place.exists():
        return OpenVault()
    with durable.explained(place):
        data = durable.read_file(place)
    return LockedVault(desk.unlock(data, str(path)))


def vault_from(desk: Desk, locked: bytes | None, path: Path) -> Vault:
    """Return how the bytes of a ``vault.json`` let a case lie; open without them.

    Raises:
        UsageError: the desk has not what opens it.
    """
    return OpenVault() if locked is None else LockedVault(desk.unlock(locked, str(path)))


def fill_new(
    folder: Path, header: CaseHeader, clock: Clock, desk: Desk, locked: bytes | None
) -> None:
    """Put into an empty folder what every case begins with.

    Raises:
        CaseError: it cannot be written.
    """
    vault = vault_from(desk, locked, folder)
    if locked is not None:
        with durable.explained(folder):
            durable.write_whole(folder / layout.VAULT, locked)
    log = Log(folder, header.program, clock, create=True, vault=vault)
    try:
        log.work_at(desk, header.case_id)
        log.place(layout.CASE, canonical_json(header), log.draft(Event.BUAT))
        keep_keys(log)
        durable.make_folder(folder, layout.EXHIBITS)
    finally:
        log.close()
