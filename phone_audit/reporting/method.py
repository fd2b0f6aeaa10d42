"""Fixed sentences on method and limits (annex LMP); always printed whole."""

from phone_audit.model.record import Words

LIMITS_OF_METHOD: tuple[Words, ...] = (
    Words(
        id="Kecocokan tidak membuktikan siapa yang memasang aplikasi, membuka situs, atau "
        "bertaruh.",
        en="A match does not prove who installed an app, opened a site or placed a bet.",
    ),
    Words(
        id="Iklan, pengalihan, tautan kiriman, dan aplikasi bawaan dapat menimbulkan kecocokan "
        "tanpa kehendak pemegang.",
        en="Advertising, redirects, links sent by others and preloaded apps can cause a match "
        "that the holder did not want.",
    ),
    Words(
        id="Riwayat yang dihapus, modus penyamaran, profil lain, ruang pribadi, dan perangkat "
        "lain tidak terbaca.",
        en="Deleted history, private browsing, other profiles, private spaces and other phones "
        "are not read.",
    ),
    Words(
        id="Tidak adanya kecocokan tidak membuktikan bahwa perangkat tidak pernah digunakan.",
        en="The absence of a match does not prove that the phone was never used.",
    ),
    Words(
        id="Daftar tanda dapat keliru atau kedaluwarsa; setiap temuan wajib diklarifikasi "
        "sebelum ditindaklanjuti.",
        en="The list of signs may be wrong or out of date; every finding must be clarified "
        "before anything follows from it.",
    ),
    Words(
        id="Jam perangkat dapat diubah; waktu dinyatakan menurut perangkat.",
        en="A phone's clock can be changed; times are given as the phone states them.",
    ),
    Words(
        id="Pembacaan bersifat logis dan terbatas, bukan penyalinan seluruh isi perangkat.",
        en="The reading is logical and limited; it is no copy of the phone's whole content.",
    ),
    Words(
        id="Laporan ini adalah bahan pemeriksaan dan bukan putusan.",
        en="This report is material for an examination and not a decision.",
    ),
)

CHANGES_ON_THE_PHONE: tuple[Words, ...] = (
    Words(
        id="USB debugging diaktifkan di hadapan pemegang untuk pemeriksaan dan dikembalikan "
        "sesudahnya.",
        en="USB debugging was switched on in the holder's presence and is set back afterwards.",
    ),
    Words(
        id="Perangkat menyimpan kunci otorisasi komputer pemeriksa; otorisasi dicabut sebelum "
        "perangkat dikembalikan.",
        en="The phone stores the examining computer's authorisation key; it is revoked before "
        "the phone is returned.",
    ),
    Words(
        id="Perintah baca menimbulkan baris pada log sistem perangkat.",
        en="The reading commands leave lines in the phone's system log.",
    ),
    Words(
        id="Tidak ada aplikasi yang dipasang dan tidak ada data yang ditulis oleh program ini.",
        en="No app was installed and no data was written by this program.",
    ),
)

NO_CHANGES_IMPORTED = Words(
    id="Jawaban dibaca dari berkas; program ini tidak berhubungan dengan perangkat.",
    en="The answers were read from a file; this program did not talk to the phone.",
)

RE_EXAMINATION: tuple[Words, ...] = (
    Words(
        id="Keluarkan lampiran bukti.json dari PDF ini; SHA-256 berkas itu harus sama dengan yang "
        "tercetak dan yang termuat dalam kode QR.",
        en="Extract the attachment bukti.json from this PDF; its SHA-256 must equal the one "
        "printed and the one in the QR code.",
    ),
    Words(
        id="Jalankan phone-audit verify terhadap PDF ini dengan versi program yang tercantum; "
        "laporan disusun ulang dari lampiran dan dibandingkan bita demi bita.",
        en="Run phone-audit verify on this PDF with the program version stated; the report is "
        "made again from the attachment and compared byte by byte.",
    ),
    Words(
        id="Perintah pada daftar perintah dapat diulang terhadap perangkat yang sama oleh "
        "pemeriksa lain; jawaban dapat berbeda karena perangkat tetap digunakan.",
        en="Another examiner can repeat the listed commands on the same phone; answers may "
        "differ because the phone stays in use.",
    ),
)

PRINCIPLES: tuple[Words, ...] = (
    Words(
        id="Pemeriksaan mengikuti prinsip SNI ISO/IEC 27037:2014, NIST SP 800-101 Revisi 1, dan "
        "empat prinsip ACPO.",
        en="The examination follows the principles of SNI ISO/IEC 27037:2014, NIST SP 800-101 "
        "Revision 1 and the four ACPO principles.",
    ),
)
