"""What is to be printed of a morning, and what was printed already, as the log tells it; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from phone_audit.cases import layout
from phone_audit.model.custody import ErasureReason, Event, LogRecord
from phone_audit.model.record import Words

FOR_PRINTING = "untuk dicetak"
"""The note of the record (``CETAK``) that a document went to a printer or a viewer."""


class Sheet(StrEnum):
    """What officers print about one phone, in the order of the morning."""

    LABEL = "label"
    HANDOVER = "bas"
    REPORT = "lpp"
    RETURN = "bak"


SHEET_NAMES = {
    Sheet.LABEL: Words(id="Stiker", en="Label"),
    Sheet.HANDOVER: Words(id="Tanda terima (BAS)", en="Receipt (BAS)"),
    Sheet.REPORT: Words(id="Laporan (LPP)", en="Report (LPP)"),
    Sheet.RETURN: Words(id="Pengembalian (BAK)", en="Return (BAK)"),
}
_BY_START = {"LBL": Sheet.LABEL, "BAS": Sheet.HANDOVER, "LPP": Sheet.REPORT, "BAK": Sheet.RETURN}


@dataclass(frozen=True, slots=True)
class Print:
    """One document of one phone."""

    number: int
    sheet: Sheet

    def __lt__(self, other: "Print") -> bool:
        """Say whether this is printed before the other: by number, then as the morning goes."""
        return (self.number, _MORNING[self.sheet]) < (other.number, _MORNING[other.sheet])


_MORNING = {sheet: place for place, sheet in enumerate(Sheet)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of a wish to print: how many documents went out, and what went wrong."""

    documents: int
    trouble: Words | None = None


class Printing(Protocol):
    """Makes documents and hands them on, while the board goes on."""

    def send(self, prints: Sequence[Print], *, many: bool) -> None:
        """Begin to make and hand on these documents; ``many`` go to the printer, one after another.

        A single one may be shown first. Returns at once.
        """

    def ended(self) -> tuple[Sent, ...]:
        """Return what has become of the wishes since this was asked last."""


def printable(records: Iterable[LogRecord]) -> tuple[Print, ...]:
    """Return every document that can be printed as the case stands, in order of number."""
    return tuple(sorted(_since(records)[0]))


def due(records: Iterable[LogRecord]) -> tuple[Print, ...]:
    """Return what is to be printed and was not, or says something else by now."""
    made, printed = _since(records)
    return tuple(sorted(one for one, seq in made.items() if printed.get(one, 0) < seq))


def was_printed(records: Iterable[LogRecord], wanted: Print) -> bool:
    """Say whether a document went to a printer or viewer, in whatever version."""
    return wanted in _since(records)[1]


def counted(prints: Sequence[Print]) -> tuple[tuple[Sheet, int], ...]:
    """Return how many documents of each kind these are, without the kinds there are none of."""
    counts = ((sheet, sum(one.sheet is sheet for one in prints)) for sheet in Sheet)
    return tuple((sheet, count) for sheet, count in counts if count)


def _since(records: Iterable[LogRecord]) -> tuple[dict[Print, int], dict[Print, int]]:
    """Return since which record each document is as it is, and when it was printed last."""
    made: dict[Print, int] = {}
    printed: dict[Print, int] = {}
    for record in records:
        number = record.exhibit
        if number is None:
            continue
        sheet = _made_by(record)
        if sheet is not None:
            made[Print(number, sheet)] = record.seq
        elif record.event is Event.PEMBERITAHUAN and Print(number, Sheet.HANDOVER) in made:
            made[Print(number, Sheet.HANDOVER)] = record.seq
        elif record.event in _REVIEWED and Print(number, Sheet.REPORT) in made:
            made[Print(number, Sheet.REPORT)] = record.seq
        elif record.event is Event.TIDAK_DIPERIKSA:
            for gone in (Sheet.LABEL, Sheet.REPORT):
                made.pop(Print(number, gone), None)
        elif record.event is Event.HAPUS and record.note in _EMPTYING:
            for one in Sheet:
                made.pop(Print(number, one), None)
        elif record.event is Event.CETAK and record.note == FOR_PRINTING:
            name = (record.object or "").rpartition("/")[2]
            sheet = _BY_START.get(name[:3])
            if sheet is not None:
                printed[Print(number, sheet)] = record.seq
    return made, printed


_REVIEWED = frozenset({Event.TINJAU, Event.TURUNKAN})
_EMPTYING = frozenset({ErasureReason.RETENTION.value, ErasureReason.REQUESTED.value})


def _made_by(record: LogRecord) -> Sheet | None:
    """Return the document there is from this record on; ``None``: none."""
    match record.event:
        case Event.LABEL:
            return Sheet.LABEL
        case Event.TERIMA:
            return Sheet.HANDOVER
        case Event.KEMBALI:
            return Sheet.RETURN
        case Event.HASH if record.exhibit is not None and (
            record.object == layout.evidence_of(record.exhibit)
        ):
            return Sheet.REPORT
        case _:
            return None
