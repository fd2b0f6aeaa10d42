"""Whole answers of a phone, sealed to the office's public key before they reach the disk.

Each container holds what one round of questions brought (``formats.answer_tar``). Who holds
the private half opens it with this program, or with ``age --decrypt | tar xz``; nobody
else does, this computer included. Without an office key nothing is kept.
"""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence

from phone_audit.cases import layout
from phone_audit.cases.log import Log
from phone_audit.cases.stored import read_stored
from phone_audit.errors import EvidenceAltered
from phone_audit.formats.answer_tar import Answered, BrokenArchive, pieces, read_answers
from phone_audit.keys import sealing
from phone_audit.model.capture import Capture, Gap, Question
from phone_audit.model.custody import Event

_FAST = 1
"""How hard answers are packed: texts of a phone shrink to a tenth even so."""


def _packed(archive: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(_FAST, zlib.DEFLATED, 16 + zlib.MAX_WBITS)  # 16: as gzip
    for piece in archive:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


class _Source:
    """Pieces of bytes as a file that is read from."""

    def __init__(self, source: Iterable[bytes]) -> None:
        self._pieces: Iterator[bytes] = iter(source)
        self._piece = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        while not self._piece:
            following = next(self._pieces, None)
            if following is None:
                return b""
            self._piece = memoryview(following)
        taken = self._piece if size < 0 else self._piece[:size]
        self._piece = self._piece[len(taken) :]
        return bytes(taken)


def check_sealing(log: Log) -> None:
    """Refuse to begin reading a phone if its answers could not be sealed afterwards.

    Raises:
        UsageError: the library is missing.
    """
    if log.office is not None:
        sealing.is_recipient(log.office.statement.sealing)


def seal_answers(
    log: Log, exhibit: int, asked: Sequence[tuple[Question, Capture | Gap]], *, check: bool
) -> None:
    """Store answers sealed to the office of this desk; without one, keep nothing.

    Raises:
        CaseError: the case cannot be written.
    """
    office = log.office
    if office is None or not asked:
        return
    with log.exclusive() as ledger:
        number = 1
        while not ledger.is_free(layout.sealed_of(exhibit, number)):
            number += 1
        log.place_stream(
            layout.sealed_of(exhibit, number),
            lambda target: sealing.seal(
                _Source(_packed(pieces(asked, check=check))), target, office.statement.sealing
            ),
            log.draft(Event.HASH, exhibit=exhibit),
        )


def open_answers(log: Log, exhibit: int, identity: str) -> tuple[Answered, ...]:
    """Return the whole answers of one phone, in the order they came; empty if none were kept.

    Raises:
        CannotOpen: ``identity`` is not the private half they were sealed to.
        EvidenceAltered: a container is not what the log says, or is none.
    """
    found: list[Answered] = []
    number = 1
    while (path := layout.sealed_of(exhibit, number)) in log.refresh().files:
        opened = io.BytesIO()
        sealing.unseal(io.BytesIO(read_stored(log, path)), opened, [identity])
        try:
            found += read_answers(gzip.decompress(opened.getvalue()))
        except (BrokenArchive, OSError, EOFError, zlib.error) as error:
            raise EvidenceAltered(path, f"holds no answers: {error}") from error
        number += 1
    return tuple(found)
