"""The same case in another folder: locked where it lay open, or open where it was locked."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from phone_audit.cases import durable, layout
from phone_audit.cases.events import add_event
from phone_audit.cases.log import Log
from phone_audit.cases.stored import read_stored
from phone_audit.cases.vault import Vault, is_sealed
from phone_audit.errors import CaseError
from phone_audit.model.custody import Event, Role


def check_free(to: Path) -> None:
    """Refuse a place that something has already.

    Raises:
        CaseError: something lies there.
    """
    if to.exists() or to.is_symlink():
        raise CaseError(f"{to}: exists already; a copy gets a folder of its own")


def copy_recorded(
    log: Log, to: Path, vault: Vault, vault_file: bytes | None, *, actor: str | None
) -> None:
    """Write a case anew, see ``copy_case``; both then hold the record of it (``SALIN``).

    Raises:
        CaseError: the folder exists, or cannot be written; that is recorded, too.
    """
    check_free(to)
    note = "terkunci" if vault_file is not None else "tidak terkunci"
    role = Role.OFFICER if actor else Role.PROGRAM
    _record(log, Event.SALIN, note, actor=actor, role=role)
    try:
        copy_case(log, to, vault, vault_file)
    except BaseException:
        with suppress(CaseError):
            _record(log, Event.GAGAL, "the copy was not finished")
        raise


def _record(
    log: Log, event: Event, note: str, *, actor: str | None = None, role: Role = Role.PROGRAM
) -> None:
    add_event(
        log,
        event,
        exhibit=None,
        actor=actor,
        role=role,
        about=None,
        about_sha256=None,
        note=note,
    )


def copy_case(log: Log, to: Path, vault: Vault, vault_file: bytes | None) -> None:
    """Write a case anew into a folder that appears whole or not at all.

    Records, hashes and signatures are the same; only how the bytes lie differs.
    ``vault_file`` is the ``vault.json`` that goes with ``vault``, ``None`` for an open case.

    Raises:
        CaseError: the folder exists, or cannot be written.
        EvidenceAltered: a file of the case is not what the log says.
    """
    to = to.absolute()
    check_free(to)
    with durable.explained(to):
        to.parent.mkdir(parents=True, exist_ok=True)
        growing = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))
    try:
        with log.exclusive():
            log.seal()
            _fill(log, growing, vault)
        with durable.explained(to):
            if vault_file is not None:
                durable.write_whole(growing / layout.VAULT, vault_file)
            growing.rename(to)
            durable.sync_folder(to.parent)
    except BaseException:
        shutil.rmtree(growing, ignore_errors=True)
        raise


def _fill(log: Log, folder: Path, vault: Vault) -> None:
    durable.make_folder(folder, layout.EXHIBITS)
    for number in log.ledger.entries:
        durable.make_folder(folder, layout.folder_of(number))
    for path in log.ledger.files:
        data = read_stored(log, path)
        above, _, _ = path.rpartition("/")
        if above:
            durable.make_folder(folder, above)
        _write(folder, path, data if is_sealed(path) else vault.enclose(path, data))
    lines = (vault.enclose_line(line) + b"\n" for line in log.lines())
    _write(folder, layout.LOG, b"".join(lines))
    _write(folder, layout.HEAD, vault.enclose(layout.HEAD, log.head.data()))


def _write(folder: Path, path: str, data: bytes) -> None:
    place = folder / path
    with durable.explained(place):
        durable.write_whole(place, data)
