"""Headings, field labels and fixed sentences that all documents share, by the key templates use.

A template prints ``words.key``; a region overrides keys in ``reports/templates/region.typ``.
Each document has a table of its own beside these.
"""

from collections.abc import Mapping

from phone_audit.model.record import Record, Words
from phone_audit.reporting.document import Field

COMMON: Mapping[str, Words] = {
    "classification": Words(id="RAHASIA", en="CONFIDENTIAL"),
    "number": Words(id="Nomor", en="Number"),
    "basis": Words(id="Dasar", en="Basis"),
    "fictitious": Words(id="CONTOH – data fiktif", en="SAMPLE – fictitious data"),
    "emblem": Words(id="LAMBANG DAERAH", en="EMBLEM"),
    "emblem_image_alt": Words(id="Lambang daerah", en="Regional emblem"),
    "name": Words(id="Nama", en="Name"),
    "nip": Words(id="NIP", en="NIP"),
    "ni_pppk": Words(id="NI PPPK", en="NI PPPK"),
    "attendance": Words(id="No. daftar hadir", en="Attendance no."),
    "status": Words(id="Status", en="Status"),
    "rank": Words(id="Pangkat/Gol.", en="Rank"),
    "grade": Words(id="Golongan", en="Grade"),
    "position": Words(id="Jabatan", en="Position"),
    "unit": Words(id="Unit kerja", en="Unit"),
    "office": Words(id="Perangkat daerah", en="Office"),
    "phone": Words(id="Perangkat", en="Phone"),
    "label": Words(id="Nomor label", en="Label"),
    "serial": Words(id="Nomor seri", en="Serial number"),
    "android": Words(id="Android", en="Android"),
    "started": Words(id="Mulai", en="Started"),
    "ended": Words(id="Selesai", en="Ended"),
    "clock": Words(id="Selisih jam", en="Clock difference"),
    "completeness": Words(id="Kelengkapan", en="Completeness"),
    "ground": Words(id="Dasar baca", en="Ground"),
    "initial_state": Words(id="Keadaan awal", en="Initial state"),
    "state_on": Words(id="menyala", en="switched on"),
    "state_unlocked": Words(id="dibuka kuncinya oleh pemegang", en="unlocked by holder"),
    "state_airplane": Words(id="modus pesawat aktif", en="airplane mode on"),
    "col_number": Words(id="No.", en="No."),
    "attachment_description": Words(
        id="Berkas bukti terbaca mesin", en="Machine-readable evidence file"
    ),
    "sha256": Words(id="SHA-256", en="SHA-256"),
    "qr_alt": Words(
        id="Kode QR berisi ID dokumen dan SHA-256 berkas bukti",
        en="QR code with the document id and the SHA-256 of the evidence file",
    ),
    "signer_holder": Words(id="Pemegang perangkat,", en="Holder of the phone,"),
    "signer_witness_1": Words(id="Saksi I,", en="Witness I,"),
    "signer_witness_2": Words(id="Saksi II,", en="Witness II,"),
    "signer_officer": Words(id="Petugas pemeriksa,", en="Examining officer,"),
    "signer_second_reader": Words(id="Pembaca kedua,", en="Second reader,"),
    "signer_lead": Words(id="Mengetahui, Ketua Tim,", en="Seen by the team lead,"),
    "foot_id": Words(id="ID Dokumen", en="Document ID"),
    "foot_hash": Words(id="SHA-256 berkas bukti", en="SHA-256 of evidence file"),
    "foot_page": Words(id="Halaman", en="Page"),
    "foot_of": Words(id="dari", en="of"),
    "foot_papers": Words(id="SHA-256 catatan", en="SHA-256 of the record"),
    "foot_records": Words(id="SHA-256 catatan log", en="SHA-256 of the log records"),
    "foot_list": Words(id="SHA-256 daftar", en="SHA-256 of the list"),
    "draft_heading": Words(id="KONSEP", en="DRAFT"),
    "yes": Words(id="ya", en="yes"),
    "no": Words(id="tidak", en="no"),
}


class Lexicon(Record):
    """The labels of one document, and their gloss where it is bilingual."""

    words: dict[str, str]
    gloss: dict[str, str]

    def __getitem__(self, key: str) -> str:
        """Return a label."""
        return self.words[key]

    def field(self, key: str, value: str, *, code: bool = False) -> Field:
        """Return a field with the label ``key``."""
        return Field(label=self.words[key], value=value, code=code)


def lexicon(lang: str, *tables: Mapping[str, Words], bilingual: bool = False) -> Lexicon:
    """Return the labels of ``tables`` in ``lang``, with English beside Indonesian if bilingual.

    A label that reads the same in both languages has no gloss.
    """
    merged = {key: words for table in tables for key, words in table.items()}
    glossed = merged if bilingual and lang == "id" else {}
    return Lexicon(
        words={key: words.say(lang) for key, words in merged.items()},
        gloss={key: words.en for key, words in glossed.items() if words.en != words.id},
    )
