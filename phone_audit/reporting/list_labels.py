"""Headings and fixed sentences of LOG, SPG, RKP and the labels of exhibits."""

from collections.abc import Mapping

from phone_audit.model.record import Words

CUSTODY: Mapping[str, Words] = {
    "title_log": Words(id="LOG PENGUASAAN PERANGKAT DAN BUKTI", en="CHAIN OF CUSTODY"),
    "log_phone": Words(id="A. Perangkat", en="A. Phone"),
    "log_questions": Words(
        id="B. Siapa, kapan, di mana, atas dasar apa", en="B. Who, when, where, on what authority"
    ),
    "log_lines": Words(id="C. Kejadian", en="C. Events"),
    "log_integrity": Words(id="D. Keutuhan", en="D. Integrity"),
    "report_id": Words(id="ID laporan", en="Report id"),
    "case_id": Words(id="ID kasus", en="Case id"),
    "holder": Words(id="Pemegang", en="Holder"),
    "who": Words(id="Siapa", en="Who"),
    "when": Words(id="Kapan", en="When"),
    "where": Words(id="Di mana", en="Where"),
    "authority": Words(id="Atas dasar", en="On what authority"),
    "changes": Words(id="Yang berubah", en="What changed"),
    "responsible": Words(id="Penanggung jawab", en="Responsible"),
    "changes_live": Words(
        id="USB debugging dan kunci otorisasi komputer pemeriksa selama pemeriksaan; baris pada "
        "log sistem perangkat",
        en="USB debugging and the examining computer's key during the examination; lines in the "
        "phone's system log",
    ),
    "changes_none": Words(
        id="tidak ada: tidak ada perintah yang dikirim ke perangkat",
        en="nothing: no command was sent to the phone",
    ),
    "col_at": Words(id="Waktu", en="Time"),
    "col_event": Words(id="Kejadian", en="Event"),
    "col_actor": Words(id="Oleh (peran)", en="By (role)"),
    "col_object": Words(id="Objek dan uraian", en="Object and note"),
    "hash_object": Words(id="objek", en="object"),
    "hash_before": Words(id="baris sebelumnya", en="line before"),
    "hash_line": Words(id="baris ini", en="this line"),
    "log_commands": Words(
        id="{count} perintah baca, catatan {first} sampai {last}; rinciannya pada Lampiran LPP",
        en="{count} reading commands, records {first} to {last}; details in the annex of the LPP",
    ),
    "log_erased": Words(
        id="{count} berkas dihapus; hash-nya tercatat", en="{count} files erased; hashes are kept"
    ),
    "log_until": Words(
        id="Memuat catatan tentang perangkat ini dan kasusnya sampai catatan {last}. Pencetakan, "
        "penyalinan, dan pembukaan berkas sesudah itu tercatat pada log kasus. Setiap baris memuat "
        "SHA-256 baris sebelumnya; baris perangkat lain tidak dimuat di sini.",
        en="Holds the records about this phone and its case up to record {last}. Prints, copies "
        "and openings after that stand in the log of the case. Each line holds the SHA-256 of the "
        "line before; lines about other phones are not here.",
    ),
    "log_attachment": Words(
        id="Catatan log terbaca mesin", en="Records of the log, machine-readable"
    ),
    "log_qr_alt": Words(
        id="Kode QR berisi ID dokumen dan SHA-256 catatan terlampir",
        en="QR code with the document id and the SHA-256 of the attached records",
    ),
}

SUMMONS: Mapping[str, Words] = {
    "title_spg": Words(id="PANGGILAN {number}", en="SUMMONS {number}"),
    "title_invitation": Words(id="UNDANGAN KLARIFIKASI", en="INVITATION TO CLARIFY"),
    "spg_draft": Words(
        id="KONSEP – diisi dan ditandatangani pejabat yang berwenang",
        en="DRAFT – to be completed and signed by the competent official",
    ),
    "spg_presence": Words(
        id="Bersama ini diminta dengan hormat kehadiran Saudara:",
        en="You are respectfully asked to be present:",
    ),
    "spg_before": Words(id="untuk menghadap kepada:", en="to meet:"),
    "spg_on": Words(id="pada:", en="on:"),
    "spg_about": Words(
        id="untuk diperiksa/dimintai keterangan sehubungan dengan dugaan pelanggaran disiplin "
        "{dugaan}",
        en="to be examined or heard concerning what the competent official states: {dugaan}.",
    ),
    "spg_clarify": Words(
        id="untuk menyampaikan penjelasan mengenai hasil pemeriksaan perangkat tanggal {tanggal}, "
        "laporan {laporan}. Undangan ini bukan kesimpulan tentang diri Saudara.",
        en="to explain the result of the examination of a phone on {tanggal}, report {laporan}. "
        "This invitation is no conclusion about you.",
    ),
    "spg_done": Words(id="Demikian untuk dilaksanakan.", en="This is to be carried out."),
    "spg_thanks": Words(
        id="Atas perhatian dan kehadiran Saudara disampaikan terima kasih.",
        en="Thank you for your attention and presence.",
    ),
    "spg_copies": Words(id="Tembusan:", en="Copies:"),
    "day": Words(id="Hari", en="Day"),
    "date": Words(id="Tanggal", en="Date"),
    "time": Words(id="Jam", en="Time"),
    "place": Words(id="Tempat", en="Place"),
    "signer_superior": Words(id="Atasan langsung", en="Direct superior"),
}
