"""Headings and fixed sentences of the office table RKP and of the labels of exhibits."""

from collections.abc import Mapping

from phone_audit.model.record import Words
from phone_audit.reporting.recap_counts import Result

RECAP: Mapping[str, Words] = {
    "title_rkp": Words(
        id="REKAPITULASI HASIL PEMERIKSAAN PERANGKAT", en="RECAPITULATION OF EXAMINED PHONES"
    ),
    "title_rkp_names": Words(
        id="LAMPIRAN REKAPITULASI: PERANGKAT YANG DITINDAKLANJUTI",
        en="ANNEX OF THE RECAPITULATION: PHONES TO BE FOLLOWED UP",
    ),
    "day_and_date": Words(id="Hari/tanggal", en="Day"),
    "order": Words(id="Surat tugas", en="Written order"),
    "teams": Words(id="Tim", en="Teams"),
    "coordinator": Words(id="Koordinator", en="Coordinator"),
    "locations": Words(id="Lokasi", en="Places"),
    "rkp_presence": Words(id="A. Pegawai dan perangkat", en="A. Staff and phones"),
    "rkp_results": Words(id="B. Hasil dan tindak lanjut", en="B. Results and what follows"),
    "rkp_reasons": Words(id="C. Tidak diperiksa menurut alasan", en="C. Not examined, by reason"),
    "rkp_lists": Words(id="D. Kunci daftar perangkat", en="D. Keys of the lists of phones"),
    "col_office": Words(id="Perangkat daerah, lokasi", en="Office, place"),
    "col_team": Words(id="Tim", en="Team"),
    "col_hours": Words(id="Jam", en="Hours"),
    "col_staff": Words(id="Pegawai", en="Staff"),
    "col_present": Words(id="Hadir", en="Present"),
    "col_phones": Words(id="Perangkat", en="Phones"),
    "col_pns": Words(id="PNS", en="PNS"),
    "col_pppk": Words(id="PPPK", en="PPPK"),
    "col_non_asn": Words(id="Non-ASN", en="Non-ASN"),
    "col_asn": Words(id="ASN", en="ASN"),
    "col_sum": Words(id="Jumlah", en="Sum"),
    "col_handed_over": Words(id="Diserahkan", en="Handed over"),
    "col_examined": Words(id="Diperiksa", en="Examined"),
    "col_not_examined": Words(id="Tidak diperiksa", en="Not examined"),
    "col_follow_up": Words(id="Tindak lanjut", en="Followed up"),
    "col_forwarded": Words(id="Diteruskan", en="Forwarded"),
    "col_summoned": Words(id="Konsep panggilan", en="Draft calls"),
    "col_reason": Words(id="Alasan", en="Reason"),
    "col_devices": Words(id="Perangkat", en="Phones"),
    "col_list_sha": Words(id="SHA-256 daftar ID", en="SHA-256 of the list of ids"),
    "col_result": Words(id="Hasil", en="Result"),
    "row_total": Words(id="JUMLAH", en="TOTAL"),
    "no_reasons": Words(
        id="Semua perangkat yang diserahkan diperiksa.", en="Every phone handed over was examined."
    ),
    "rkp_unconfirmed": Words(
        id="{count} kesimpulan masih konsep: belum dibaca pembaca kedua.",
        en="{count} conclusions are still drafts: no second reader has read them.",
    ),
    "rkp_small": Words(
        id="Angka di bawah 3 ditulis < 3; bila perlu angka lain ditulis ≥ 3 agar tidak dapat "
        "dihitung balik.",
        en="Numbers below 3 are written < 3; where needed another is written ≥ 3, so that none can "
        "be worked out.",
    ),
    "rkp_closing": Words(
        id="Angka ini menyatakan hasil pencocokan pada perangkat dan bukan jumlah pegawai yang "
        "terlibat perjudian daring.",
        en="These numbers are matches on phones and not a number of people involved in online "
        "gambling.",
    ),
    "names_note": Words(
        id="Memuat hanya perangkat yang kesimpulannya memerlukan tindak lanjut. Hasil pada "
        "perangkat tidak menunjukkan siapa yang menggunakannya.",
        en="Holds only phones whose conclusion needs following up. A result on a phone does not "
        "show who used it.",
    ),
    "col_report": Words(id="Laporan", en="Report"),
    "col_name": Words(id="Nama, NIP", en="Name, NIP"),
    "col_label": Words(id="Label", en="Label"),
    "col_name_only": Words(id="Nama", en="Name"),
    "col_person_number": Words(id="NIP atau nomor lain", en="NIP or another number"),
    "col_state": Words(id="Keadaan", en="State"),
    "col_status": Words(id="Status", en="Status"),
    "col_unit": Words(id="Unit kerja", en="Unit"),
    "names_none": Words(
        id="Tidak ada perangkat yang memerlukan tindak lanjut.", en="No phone needs following up."
    ),
    "state_draft": Words(id="konsep", en="draft"),
    "state_confirmed": Words(id="dibaca dua orang", en="read by two"),
    "signer_coordinator": Words(id="Koordinator,", en="Coordinator,"),
}

RESULTS: Mapping[Result, Words] = {
    Result.NIL_FULL: Words(id="Nihil (cakupan penuh)", en="Nil (all sources)"),
    Result.NIL_LIMITED: Words(id="Nihil (cakupan terbatas)", en="Nil (some sources)"),
    Result.INCONCLUSIVE: Words(id="Tidak dapat disimpulkan", en="Inconclusive"),
    Result.CLARIFY: Words(id="Perlu klarifikasi", en="To be clarified"),
    Result.SUSPECTED: Words(id="Patut dicurigai", en="To be looked into"),
    Result.INDICATED_USE: Words(id="Terindikasi digunakan", en="Indicated use"),
}

STICKER: Mapping[str, Words] = {
    "title_lbl": Words(id="LABEL PERANGKAT", en="LABELS OF PHONES"),
    "sticker_qr_alt": Words(id="Kode QR label {label}", en="QR code of label {label}"),
    "sticker_note": Words(
        id="Label ini tidak memuat nama. Lepaskan setelah perangkat dikembalikan.",
        en="This label holds no name. Take it off when the phone is given back.",
    ),
}
