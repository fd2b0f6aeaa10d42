"""Labels of exhibits: a sheet of stickers with number and QR code, without a name; pure."""

from collections.abc import Sequence

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.case import CaseHeader
from phone_audit.model.custody import Event, LogRecord
from phone_audit.model.papers import DocumentKind
from phone_audit.model.record import Record, canonical_json, sha256_hex
from phone_audit.reporting import figures
from phone_audit.reporting.document import Sheet
from phone_audit.reporting.frame import frame
from phone_audit.reporting.labels import COMMON, lexicon
from phone_audit.reporting.recap_labels import STICKER


class Sticker(Record):
    """One label. ``payload`` is of its QR code: the id, and the hash of its record in the log."""

    number: str
    label: str
    report_id: str
    office: str
    day: str
    alt: str
    payload: str


class StickerSheet(Sheet):
    """Sheets of labels, in order of number."""

    kind: str = "LBL"
    stickers: tuple[Sticker, ...]


def build_stickers(
    case: CaseHeader, log: Sequence[LogRecord], numbers: Sequence[int] = (), *, lang: str = "id"
) -> StickerSheet:
    """Return the labels of the phones with these numbers; of all, where none is named."""
    words = lexicon(lang, COMMON, STICKER)
    labelled = [
        record
        for record in log
        if record.event is Event.LABEL and (not numbers or record.exhibit in numbers)
    ]
    at = max((record.at for record in labelled), default=case.opened_at)
    year = figures.local(case.opened_at, case.zone).year
    return StickerSheet(
        **frame(
            case,
            words,
            kind=DocumentKind.LBL.value,
            lang=lang,
            document_id=f"LBL-{year:04d}-{case.sidak}-000-{case.case_id[:4].upper()}",
            at=at,
        ),
        stickers=tuple(_sticker(case, record, lang) for record in labelled),
    )


def _sticker(case: CaseHeader, record: LogRecord, lang: str) -> Sticker:
    report_id, label = safe_text(record.object or "", 60), safe_text(record.note or "", 64)
    digest = sha256_hex(canonical_json(record))
    return Sticker(
        number=f"{record.exhibit:03d}" if record.exhibit else "",
        label=label,
        report_id=report_id,
        office=safe_text(case.office, 60),
        day=figures.short_day(figures.local(record.at, case.zone), lang),
        alt=STICKER["sticker_qr_alt"].say(lang).format(label=label),
        payload=f"PHONE-AUDIT/1;ID={report_id};SHA256={digest}",
    )
