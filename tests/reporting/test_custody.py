"""The chain of custody: its lines, its hashes, and that printing does not change it."""

from phone_audit.model.custody import Event, LogRecord
from phone_audit.model.record import canonical_json, from_json, replace, sha256_hex
from phone_audit.reporting.custody import CustodyEvidence, build_custody, custody_evidence
from tests.reporting.dossiers import blank, dossier, evidence, log


def test_lines_of_the_phone_and_of_its_case_only() -> None:
    lines = build_custody(evidence()).lines
    assert [line.event for line in lines] == [
        *("BUAT", "LABEL", "PEMBERITAHUAN", "TERIMA", "BACA_MULAI", "PERINTAH"),
        *("HASH", "BACA_SELESAI", "KEMBALI"),
    ]
    assert lines[3].actor == "Contoh Petugas Dua (petugas)"
    assert "0117-002" not in canonical_json(evidence()).decode()


def test_commands_that_stand_together_are_one_line_and_all_in_the_attachment() -> None:
    (line,) = [one for one in build_custody(evidence()).lines if one.event == "PERINTAH"]
    assert line.number == "7–9"
    assert line.told.startswith("2 perintah baca, catatan 7 sampai 9")
    assert len([one for one in evidence().records if one.event is Event.PERINTAH]) == 2


def test_every_hash_can_be_recomputed() -> None:
    records = {record.seq: record for record in log()}
    document = build_custody(evidence())
    for line in document.lines:
        first, _, last = line.number.partition("–")
        assert line.before_sha256 == records[int(first)].previous_sha256
        assert line.line_sha256 == sha256_hex(canonical_json(records[int(last or first)]))
    assert document.evidence_sha256 == sha256_hex(canonical_json(evidence()))


def test_the_attachment_is_all_the_document_is_made_of() -> None:
    read = from_json(canonical_json(evidence()), CustodyEvidence)
    assert build_custody(read) == build_custody(evidence())


def test_prints_copies_and_openings_do_not_change_it() -> None:
    before = evidence()
    later = list(log())
    for event in (Event.CETAK, Event.SALIN, Event.BUKA, Event.CETAK):
        later.append(replace(later[-1], seq=len(later) + 1, event=event, exhibit=3))
    assert custody_evidence(dossier(), later) == before
    gone: LogRecord = replace(
        later[-1], seq=len(later) + 1, event=Event.HAPUS, erased=("exhibits/003/evidence.json",)
    )
    after = custody_evidence(dossier(), [*later, gone])
    assert len(after.records) > len(before.records)
    assert "1 berkas dihapus" in build_custody(after).lines[-1].told


def test_the_serial_is_masked_and_the_questions_are_answered() -> None:
    document = build_custody(evidence())
    shown = {one.label: one.value for one in (*document.phone, *document.questions)}
    assert shown["Nomor seri"] == "CONT••••345"
    assert "CONTOH00012345" not in canonical_json(document).decode()
    assert shown["Atas dasar"].startswith("Surat Tugas Inspektur Nomor")
    assert "USB debugging" in shown["Yang berubah"]
    assert shown["Penanggung jawab"] == "Contoh Petugas Dua"
    assert "phone-audit 0.1.0 (alat)" in shown["Siapa"]


def test_a_phone_that_was_never_read_changed_nothing() -> None:
    records = [record for record in log() if record.event is not Event.PERINTAH]
    document = build_custody(custody_evidence(blank(), records))
    shown = {one.label: one.value for one in document.questions}
    assert shown["Yang berubah"].startswith("tidak ada")


def test_a_log_without_records_is_a_document_all_the_same() -> None:
    assert build_custody(custody_evidence(blank(), ())).lines == ()
