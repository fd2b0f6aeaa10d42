"""Files of a case as the log vouches for them: read back, or placed under the first free name."""

from collections.abc import Callable
from pathlib import Path

from phone_audit.cases import durable
from phone_audit.cases.log import Log
from phone_audit.cases.vouching import vouch
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.model.custody import Event
from phone_audit.model.record import replace, sha256_hex


def read_stored(log: Log, path: str) -> bytes:
    """Return a file of the case, byte for byte, as the log vouches for it.

    Raises:
        CaseError: the log knows no such file.
        EvidenceAltered: the file is missing or has other bytes.
    """
    expected = log.refresh().files.get(path)
    if expected is None:
        raise CaseError(f"{path}: the log of this case knows no such file")
    place = durable.check_way(log.root, path)
    try:
        data = log.vault.disclose(path, durable.read_file(place))
    except FileNotFoundError:
        raise EvidenceAltered(place, "is missing") from None
    except OSError as error:
        raise durable.sentence(place, error) from error
    actual = sha256_hex(data)
    if actual != expected:
        raise EvidenceAltered(place, f"has SHA-256 {actual}, the log says {expected}")
    return data


def place_report(
    log: Log,
    name: str,
    data: bytes,
    path: Callable[[int], str | None],
    *,
    exhibit: int | None,
    event: Event = Event.CETAK,
) -> Path:
    """Store a rendered document under its first free number and record it.

    ``path`` gives the path of each copy, from 1. The same bytes again are recorded again
    but stored once. A station with a key signs a statement about the file.

    Raises:
        CaseError: ``path`` gives none, because ``name`` is not one of a document here.
    """
    sha256 = sha256_hex(data)
    with log.exclusive() as ledger:
        copy = 1
        while True:
            wanted = path(copy)
            if wanted is None:
                raise CaseError(f"{name!r} is not a document of this case or phone")
            draft = log.draft(event, exhibit=exhibit)
            if ledger.is_free(wanted):
                place = log.place(wanted, data, draft)
                vouch(log, wanted, len(data))
                return place
            if ledger.files.get(wanted) == sha256:
                read_stored(log, wanted)
                log.append(replace(draft, object=wanted, object_sha256=sha256))
                return log.root / wanted
            copy += 1
