"""A case packed into one file, to be handed over: every byte of it counts, like in the folder."""

from collections.abc import Iterator
from pathlib import Path

from phone_audit.cases import durable, layout
from phone_audit.cases.log import Log
from phone_audit.cases.stored import read_stored
from phone_audit.cases.vault import OpenVault
from phone_audit.cases.zip_shelf import README_TEXT
from phone_audit.errors import CaseError
from phone_audit.formats import bundle_zip
from phone_audit.model.custody import Event, Role


def write_bundle(log: Log, to: Path, *, actor: str | None, role: Role) -> str:
    """Pack the case as it stands into a new file; return its SHA-256, which is recorded.

    Only what the log vouches for goes in, of a locked case as it lies there. The record
    of the copy (``SALIN``) is in the case afterwards, not in the copy.

    Raises:
        CaseError: the file exists, or cannot be written.
        EvidenceAltered: a file of the case is not what the log says.
    """
    to = to.absolute()
    if to.exists() or to.is_symlink():
        raise CaseError(f"{to}: exists and is not overwritten")
    with log.exclusive():
        log.seal()
        with durable.explained(to):
            written = durable.write_part_with(
                to, lambda target: _copy(bundle_zip.write(_files(log)), target)
            )
            durable.finish_part(to)
        log.append(
            log.draft(
                Event.SALIN,
                actor=actor,
                role=role if actor else Role.PROGRAM,
                about=to.name,
                about_sha256=written.sha256,
                note=f"{written.size} bytes",
            )
        )
    return written.sha256


def _files(log: Log) -> Iterator[tuple[str, bytes]]:
    yield bundle_zip.README, README_TEXT
    locked = () if isinstance(log.vault, OpenVault) else (layout.VAULT,)
    for path in sorted((*log.ledger.files, layout.LOG, layout.HEAD, *locked)):
        if path in log.ledger.files:
            read_stored(log, path)  # only what the log vouches for is handed on
        place = durable.check_way(log.root, path)
        with durable.explained(place):
            yield path, durable.read_file(place)


def _copy(pieces: Iterator[bytes], target: durable.Target) -> None:
    for piece in pieces:
        target.write(piece)
