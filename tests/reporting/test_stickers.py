"""Labels: which phones, what the code holds, and that no name is on them."""

from phone_audit.model.custody import Event
from phone_audit.model.record import canonical_json, sha256_hex
from phone_audit.reporting.stickers import build_stickers
from tests.reporting.dossiers import log
from tests.reporting.examples import CASE


def test_a_label_ties_the_phone_to_its_record_in_the_log() -> None:
    records = [record for record in log() if record.event is Event.LABEL]
    sheet = build_stickers(CASE, log())
    assert [one.label for one in sheet.stickers] == ["0117-002", "0117-003"]
    for sticker, record in zip(sheet.stickers, records, strict=True):
        digest = sha256_hex(canonical_json(record))
        assert sticker.payload == f"PHONE-AUDIT/1;ID={record.object};SHA256={digest}"


def test_only_the_phones_asked_for() -> None:
    (sticker,) = build_stickers(CASE, log(), (3,)).stickers
    assert (sticker.number, sticker.report_id) == ("003", "LPP-2026-0117-003-7F3A")
    assert build_stickers(CASE, log(), (9,)).stickers == ()


def test_no_name_is_on_a_label() -> None:
    data = canonical_json(build_stickers(CASE, log()).stickers).decode()
    for told in ("Pegawai", "Petugas", "NIP"):
        assert told not in data
