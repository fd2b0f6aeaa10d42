"""Headings, labels and fixed sentences of the LPP and its annex LMP."""

from collections.abc import Mapping

from phone_audit.model.record import Words

REPORT: Mapping[str, Words] = {
    "title": Words(id="LAPORAN PEMERIKSAAN PERANGKAT", en="PHONE EXAMINATION REPORT"),
    # sections of the LPP
    "section_holder": Words(id="A. Pemegang perangkat", en="A. Holder of the phone"),
    "section_phone": Words(id="B. Perangkat dan waktu", en="B. Phone and time"),
    "section_outcome": Words(
        id="C. Kesimpulan alat (bukan putusan)", en="C. Conclusion of the tool (not a decision)"
    ),
    "section_findings": Words(
        id="D. Temuan yang cocok dengan daftar tanda", en="D. Findings that match the list of signs"
    ),
    "section_integrity": Words(id="E. Keutuhan bukti", en="E. Integrity of the evidence"),
    "section_response": Words(id="F. Tanggapan pemegang perangkat", en="F. The holder's response"),
    # C
    "copy": Words(id="SALINAN", en="COPY"),
    "draft": Words(id="KONSEP – menunggu pembaca kedua", en="DRAFT – awaiting the second reader"),
    "draft_note": Words(
        id="Kesimpulan ini berlaku setelah dibaca dan ditandatangani pembaca kedua, yang boleh "
        "menurunkannya dengan alasan tertulis dan tidak boleh menaikkannya.",
        en="This conclusion stands once a second reader has read and signed it; that reader may "
        "lower it with a written reason and may not raise it.",
    ),
    "col_source": Words(id="Sumber", en="Source"),
    "col_value": Words(id="Nilai yang cocok", en="Matching value"),
    "col_sign": Words(id="Tanda", en="Sign"),
    "col_strength": Words(id="Kelas", en="Class"),
    "col_when": Words(id="Waktu pada perangkat", en="Time on the phone"),
    "col_reference": Words(id="Rujukan", en="Ref."),
    "known": Words(id="Diketahui", en="Known"),
    "explanations": Words(id="Penjelasan lain yang mungkin", en="Other possible explanations"),
    "details_in_annex": Words(
        id="Rincian setiap temuan ada pada Lampiran bagian 1.",
        en="The details of every finding are in section 1 of the annex.",
    ),
    "no_findings": Words(
        id="Tidak ada kecocokan pada sumber yang terbaca.",
        en="No match in the sources that were read.",
    ),
    "not_recorded": Words(
        id="Data yang tidak cocok (aplikasi lain, riwayat lain, kontak, pesan, foto, rekening) "
        "tidak dicatat dalam laporan ini.",
        en="Data that does not match (other apps, other history, contacts, messages, photos, "
        "accounts) is not recorded in this report.",
    ),
    # E
    "evidence_file": Words(id="Berkas bukti", en="Evidence file"),
    "evidence_and_papers": Words(
        id="bukti.json dan catatan.json, dalam PDF ini",
        en="bukti.json and catatan.json, in this PDF",
    ),
    "evidence_kept": Words(
        id="bukti.json, tersimpan pada berkas kasus", en="bukti.json, kept with the case"
    ),
    "papers_description": Words(
        id="Catatan petugas dan pemegang, terbaca mesin",
        en="What officers and holder recorded, machine-readable",
    ),
    "evidence_attached": Words(id="bukti.json, dalam PDF ini", en="bukti.json, in this PDF"),
    "tool": Words(id="Alat", en="Tool"),
    "adb": Words(id="ADB", en="ADB"),
    "sign_list": Words(id="Daftar tanda", en="List of signs"),
    # F
    "rights": Words(
        id="Pemegang perangkat berhak memperoleh salinan laporan ini, menyampaikan penjelasan atau "
        "keberatan sekarang atau secara tertulis kemudian, dan meminta pemeriksaan ulang atas "
        "perangkatnya.",
        en="The holder may have a copy of this report, may explain or object now or later in "
        "writing, and may ask for the phone to be examined again.",
    ),
    "accepts": Words(id="menerima hasil", en="accepts the result"),
    "accepts_explaining": Words(id="menerima dengan penjelasan", en="accepts with an explanation"),
    "objects": Words(id="keberatan", en="objects"),
    "answer_in_annex": Words(id="(selengkapnya pada Lampiran)", en="(in full in the annex)"),
    "statement": Words(id="Penjelasan/keberatan:", en="Explanation/objection:"),
    "unsigned": Words(
        id="Pemegang perangkat tidak bersedia menandatangani; hal tersebut disaksikan oleh saksi I "
        "dan saksi II dan tidak memengaruhi kesimpulan alat.",
        en="The holder does not wish to sign; witnesses I and II attest to this, and it does not "
        "influence the conclusion of the tool.",
    ),
    # the annex
    "annex_title": Words(
        id="LAMPIRAN METODE, VERSI, DAN BATAS HASIL",
        en="ANNEX: METHOD, VERSIONS AND LIMITS OF THE RESULT",
    ),
    "annex_of": Words(id="Lampiran dari", en="Annex of"),
    "annex_details": Words(id="1. Rincian temuan", en="1. Details of the findings"),
    "annex_timeline": Words(id="2. Garis waktu temuan", en="2. Timeline of the findings"),
    "no_timeline": Words(id="Tidak ada catatan bertanggal.", en="There are no dated records."),
    "col_day": Words(id="Tanggal", en="Day"),
    "col_finding": Words(id="Temuan", en="Finding"),
    "col_on_screen": Words(id="Tampil di layar", en="On screen"),
    "col_traffic": Words(id="Data", en="Traffic"),
    "col_records": Words(id="Catatan perangkat", en="Records of the phone"),
    "annex_context": Words(
        id="6. Keadaan perangkat (tidak memengaruhi kesimpulan)",
        en="6. Circumstances of the phone (without influence on the outcome)",
    ),
    "no_context": Words(id="Tidak ada yang dicatat.", en="None recorded."),
    "annex_limits": Words(id="3. Batas hasil", en="3. Limits of the result"),
    "annex_sources": Words(id="4. Sumber yang dibaca", en="4. Sources read"),
    "annex_gaps": Words(id="5. Yang tidak terbaca", en="5. What was not read"),
    "annex_rules": Words(id="7. Aturan dan ambang", en="7. Rules and thresholds"),
    "annex_versions": Words(id="8. Alat, versi, dan daftar", en="8. Tools, versions and list"),
    "annex_changes": Words(id="9. Perubahan pada perangkat", en="9. Changes on the phone"),
    "annex_again": Words(id="10. Pemeriksaan ulang", en="10. Re-examination"),
    "annex_principles": Words(id="11. Prinsip yang diikuti", en="11. Principles followed"),
    "annex_commands": Words(
        id="12. Perintah yang dikirim ke perangkat", en="12. Commands sent to the phone"
    ),
    "annex_answers": Words(
        id="13. Tanggapan dan tinjauan selengkapnya", en="13. Answers and reviews in full"
    ),
    "figure_screen": Words(id="tampil di layar", en="on screen"),
    "figure_traffic": Words(id="lalu lintas data", en="data traffic"),
    "figure_records": Words(id="catatan", en="records"),
    "figure_begin": Words(id="dipasang atau muncul", en="installed or appeared"),
    "figure_change": Words(id="berubah atau dihapus", en="changed or removed"),
    "figure_site": Words(id="jejak situs", en="trace of a site"),
    "figure_other": Words(id="catatan lain", en="other record"),
    "figure_scale": Words(
        id="Tinggi batang: waktu tampil per hari; batang tertinggi {minutes} menit.",
        en="Height of a bar: time on screen per day; the highest is {minutes} minutes.",
    ),
    "figure_left_out": Words(
        id="{count} temuan lain tidak digambar; semuanya ada pada tabel.",
        en="{count} more findings are not drawn; the table has them all.",
    ),
    "commands_note": Words(
        id="Perintah yang tidak saling bergantung dikirim bersama dalam satu baris; setiap jawaban "
        "dipisahkan dan dihitung hash-nya sendiri sebelum dibaca. Nama yang tidak cocok disamarkan "
        "di antara tanda ‹ ›.",
        en="Commands that do not depend on one another are sent together in one line; each answer "
        "is separated and hashed by itself before it is read. Names that did not match are hidden "
        "between the marks ‹ ›.",
    ),
    "no_details": Words(id="Tidak ada temuan.", en="There are no findings."),
    "details_above": Words(
        id="Rincian setiap temuan tercetak pada bagian D.",
        en="The details of every finding are printed in section D.",
    ),
    "no_gaps": Words(
        id="Tidak ada: semua yang ditanyakan terbaca.", en="Nothing: all that was asked was read."
    ),
    "no_commands": Words(id="Tidak ada perintah yang dikirim.", en="No command was sent."),
    "no_sources": Words(id="Tidak ada sumber yang dibaca.", en="No source was read."),
    "col_state": Words(id="Keadaan", en="State"),
    "col_read": Words(id="Dibaca", en="Read"),
    "col_matched": Words(id="Cocok", en="Matched"),
    "col_limits": Words(id="Batas sumber", en="Limits of the source"),
    "col_gap": Words(id="Alasan", en="Reason"),
    "col_topic": Words(id="Hal", en="Topic"),
    "col_who": Words(id="Pengguna", en="User"),
    "col_command": Words(
        id="Perintah dan SHA-256 jawabannya", en="Command and SHA-256 of its answer"
    ),
    "col_started": Words(id="Mulai", en="Start"),
    "col_ended": Words(id="Selesai", en="End"),
    "col_exit": Words(id="Kode", en="Exit"),
    "col_bytes": Words(id="Bita", en="Bytes"),
    "program": Words(id="Program", en="Program"),
    "python": Words(id="Python", en="Python"),
    "platform": Words(id="Sistem komputer", en="Computer"),
    "read_over": Words(id="Cara baca", en="Read over"),
    "imported": Words(id="Berkas sumber", en="Source file"),
    "list_name": Words(id="Daftar tanda", en="List of signs"),
    "list_sha": Words(id="SHA-256 daftar", en="SHA-256 of the list"),
    "imported_list": Words(id="Daftar impor", en="Imported list"),
    "imported_sha": Words(id="SHA-256 daftar impor", en="SHA-256 of the imported list"),
    "build": Words(id="Sidik perangkat", en="Build fingerprint"),
    "boot": Words(id="Boot terverifikasi", en="Verified boot"),
    "institutional": Words(
        id="Domain lembaga yang namanya ikut cocok dicatat sebagai kemungkinan situs yang disusupi "
        "dan tidak dihitung terhadap pemegang: {names}.",
        en="Domains of institutions whose names matched are recorded as possibly compromised sites "
        "and do not count against the holder: {names}.",
    ),
    "blocked": Words(
        id="Halaman blokir penyedia internet juga terlihat ({count} nama): permintaan yang "
        "dihentikan sebelum sampai ke situsnya, bukan kunjungan. Permintaan yang mana tidak "
        "tercatat.",
        en="Block pages of internet providers were seen too ({count} names): requests stopped "
        "before they reached a site, not visits. Which requests is not recorded.",
    ),
}
