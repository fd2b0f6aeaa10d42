"""Documents that people signed elsewhere, taken back into the case beside the one they are of."""

import re
from collections.abc import Iterator
from pathlib import Path

from phone_audit.cases import layout
from phone_audit.cases.log import Log
from phone_audit.cases.stored import read_stored
from phone_audit.cases.vouching import vouch
from phone_audit.errors import CaseError
from phone_audit.model.custody import Event, Role

SIGNED = "ttd"
_NAME = re.compile(rf"(?P<stem>.+?)(?:-{SIGNED})?(?:_[0-9]+)?\.pdf")


def reports_of(log: Log, exhibit: int | None) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every PDF of one phone, or of the sidak as a whole, newest first.

    Raises:
        EvidenceAltered: one is not what the log says.
    """
    folder = f"{layout.folder_of(exhibit)}/" if exhibit else ""
    start = f"{folder}{layout.REPORTS}/"
    for path in reversed(log.refresh().files):
        if path.startswith(start) and path.endswith(".pdf"):
            yield path, read_stored(log, path)


def keep_signed(
    log: Log, path: str, data: bytes, *, actor: str | None, note: str, exhibit: int | None
) -> Path:
    """Store a signed version of the document at ``path``, and record it (``TANDA_TANGAN``).

    Raises:
        CaseError: the same bytes are stored already, or it cannot be written.
    """
    folder, _, name = path.rpartition("/")
    match = _NAME.fullmatch(name)
    if match is None:
        raise CaseError(f"{path}: is no PDF of this case")
    if not layout.is_stored(f"{folder}/{_numbered(match['stem'], 1)}"):
        raise CaseError(f"{path}: a signed version of this document has no place in the case")
    with log.exclusive() as ledger:
        copy = 1
        while not ledger.is_free(wanted := f"{folder}/{_numbered(match['stem'], copy)}"):
            if ledger.files.get(wanted) is not None and read_stored(log, wanted) == data:
                raise CaseError(f"{wanted}: this signed document is in the case already")
            copy += 1
        draft = log.draft(
            Event.TANDA_TANGAN,
            exhibit=exhibit,
            actor=actor,
            role=Role.OFFICER if actor else Role.PROGRAM,
            note=note,
        )
        place = log.place(wanted, data, draft)
        vouch(log, wanted, len(data))
        return place


def _numbered(stem: str, copy: int) -> str:
    return f"{stem}-{SIGNED}.pdf" if copy == 1 else f"{stem}-{SIGNED}_{copy}.pdf"
