"""Headings and fixed sentences of the forms people sign: PBT, BAS, BAK.

``{name}`` is filled by the document's values, ``**words**`` are printed bold. The
Indonesian sentences are normative.
"""

from collections.abc import Mapping

from phone_audit.model.record import Words

NOTICE: Mapping[str, Words] = {
    "title_pbt": Words(
        id="PEMBERITAHUAN DAN PERSETUJUAN PEMERIKSAAN", en="NOTICE OF AND CONSENT TO EXAMINATION"
    ),
    "pbt_purpose": Words(
        id="**PEMBERITAHUAN.** Berdasarkan {dasar} dan Surat Tugas Nomor {nomor}, petugas akan "
        "memeriksa perangkat Saudara untuk **satu tujuan**: mencocokkan aplikasi terpasang dan "
        "domain situs dengan daftar tanda judi daring, sebagai bahan pembinaan dan pemeriksaan "
        "disiplin pegawai.",
        en="**NOTICE.** On the basis of {dasar} and of written order number {nomor}, officers "
        "will examine your phone for **one purpose**: to compare installed apps and site domains "
        "with a list of online-gambling signs, as material for guidance and for examinations by "
        "the office.",
    ),
    "rules_above": Words(id="ketentuan tersebut di atas", en="the rules named above"),
    "pbt_scope": Words(
        id="**Yang dibaca:** nama paket aplikasi, waktu pemasangan dan pemakaian, serta domain "
        "dalam riwayat peramban sejauh dapat diakses. **Yang dicatat:** hanya yang cocok dengan "
        "daftar tanda. **Yang tidak dibaca:** pesan, panggilan, kontak, foto, surel, isi "
        "rekening/dompet digital, lokasi, kata sandi.",
        en="**Read:** package names of apps, times of installation and use, and domains in browser "
        "history as far as accessible. **Recorded:** only what matches the list. **Not read:** "
        "messages, calls, contacts, photos, mail, accounts and wallets, location, passwords.",
    ),
    "pbt_how": Words(
        id="**Cara:** kabel USB, hanya membaca, tanpa memasang aplikasi, di hadapan Saudara dan "
        "dua saksi. Perangkat tidak dibawa dan dikembalikan setelah selesai. Perubahan pengaturan "
        "(USB debugging) dikembalikan.",
        en="**How:** USB cable, reading only, no app is installed, in your presence and that of "
        "two witnesses. The phone is not carried away and is returned at the end. The changed "
        "setting (USB debugging) is set back.",
    ),
    "pbt_storage": Words(
        id="**Penyimpanan:** hasil nihil dihapus paling lambat {hari} hari, hanya jumlahnya yang "
        "disimpan; hasil lain disimpan terenkripsi sampai proses selesai, lalu mengikuti jadwal "
        "retensi arsip.",
        en="**Storage:** nil results are erased within {hari} days, only their number is kept; "
        "other results are stored encrypted until the process ends and then follow the records "
        "schedule.",
    ),
    "pbt_rights": Words(
        id="**Hak Saudara:** bertanya, melihat hasil, memperoleh salinan, meminta perbaikan, "
        "menyampaikan keberatan, menarik persetujuan (bila ditarik selama pemeriksaan, pemeriksaan "
        "dihentikan dan data sementara dihapus), dan mengadu kepada {kontak}.",
        en="**Your rights:** to ask, to see the result, to have a copy, to ask for correction, to "
        "object, to withdraw consent (if withdrawn during the examination, it stops and partial "
        "data are erased), and to complain to {kontak}.",
    ),
    "pbt_controller": Words(id="A. Pengendali data pribadi", en="A. Data controller"),
    "controller": Words(id="Pengendali data", en="Controller"),
    "contact": Words(id="Kontak", en="Contact"),
    "protection_officer": Words(id="Pejabat pelindungan data", en="Data protection officer"),
    "processing_time": Words(id="Jangka waktu pemrosesan", en="Time of processing"),
    "processing_time_value": Words(
        id="selama pemeriksaan di tempat; hasil diketahui saat itu juga",
        en="during the examination on the spot; the result is known at once",
    ),
    "retention": Words(id="Jangka waktu penyimpanan", en="Time of storage"),
    "retention_value": Words(
        id="nihil: paling lama {days} hari; lainnya: sampai proses selesai",
        en="nil: {days} days at most; others: until the process ends",
    ),
    "pbt_holder": Words(id="B. Pemegang dan perangkat", en="B. Holder and phone"),
    "ownership": Words(id="Kepemilikan", en="Ownership"),
    "read_at": Words(id="Dibacakan", en="Read out"),
    "pbt_statement": Words(id="C. Pernyataan", en="C. Statement"),
    "pbt_personal": Words(id="Perangkat pribadi: saya", en="Personal phone: I"),
    "pbt_agree": Words(id="bersedia", en="agree"),
    "pbt_decline": Words(id="tidak bersedia", en="do not agree"),
    "pbt_personal_end": Words(
        id="perangkat saya diperiksa. Pernyataan ini saya berikan secara sadar dan tanpa paksaan; "
        "saya memahami bahwa ketidaksediaan tidak dianggap sebagai indikasi.",
        en="to the examination of my phone. I state this knowingly and without pressure; I "
        "understand that not agreeing is not taken as an indication.",
    ),
    "pbt_office": Words(
        id="Perangkat dinas: saya telah menerima dan memahami pemberitahuan ini.",
        en="Office phone: I have received and understood this notice.",
    ),
    "pbt_tabs": Words(
        id="Terpisah dari itu: saya bersedia domain pada tab peramban yang sedang terbuka ikut "
        "dibaca. Tab penyamaran dapat ikut terlihat; alamat lengkap dan judulnya tidak dicatat.",
        en="Apart from that: I agree that domains in open browser tabs are read too. Private tabs "
        "may be among them; whole addresses and titles are not recorded.",
    ),
    "pbt_declined": Words(
        id="Pemegang perangkat menyatakan tidak bersedia perangkat pribadinya diperiksa. "
        "Pernyataan ini dicatat apa adanya dan **tidak diartikan sebagai indikasi apa pun**.",
        en="The holder declines. This is recorded as it is and is **not an indication of "
        "anything**.",
    ),
    "signer_holder_stating": Words(id="Yang menyatakan,", en="The holder,"),
}

RECEIPT: Mapping[str, Words] = {
    "title_bas": Words(id="BERITA ACARA PENYERAHAN PERANGKAT", en="RECEIPT OF A PHONE HANDED OVER"),
    "title_bak": Words(
        id="BERITA ACARA PENGEMBALIAN PERANGKAT", en="RECEIPT OF A PHONE GIVEN BACK"
    ),
    "ba_opening": Words(
        id="Pada hari ini, {hari}, tanggal {tanggal_terbilang}, pukul {jam}, bertempat di "
        "{tempat}, kami yang bertanda tangan di bawah ini:",
        en="On this day, {hari}, {tanggal_terbilang}, at {jam}, at {tempat}, we the undersigned:",
    ),
    "ba_first": Words(
        id="selanjutnya disebut **PIHAK KESATU**;", en="hereinafter the **FIRST PARTY**;"
    ),
    "ba_second": Words(
        id="selanjutnya disebut **PIHAK KEDUA**,", en="hereinafter the **SECOND PARTY**,"
    ),
    "ba_handed_over": Words(
        id="dengan disaksikan oleh Saksi I dan Saksi II, menyatakan bahwa PIHAK KESATU menyerahkan "
        "kepada PIHAK KEDUA dan PIHAK KEDUA menerima dari PIHAK KESATU satu unit perangkat dengan "
        "keterangan sebagai berikut:",
        en="in the presence of witnesses I and II state that the FIRST PARTY hands over to the "
        "SECOND PARTY, and the SECOND PARTY receives from the FIRST PARTY, one phone as follows:",
    ),
    "ba_given_back": Words(
        id="dengan disaksikan oleh Saksi I dan Saksi II, menyatakan bahwa PIHAK KEDUA "
        "mengembalikan kepada PIHAK KESATU dan PIHAK KESATU menerima kembali perangkat tersebut "
        "dalam keadaan {keadaan}, dengan keterangan sebagai berikut:",
        en="in the presence of witnesses I and II state that the SECOND PARTY gives back to the "
        "FIRST PARTY, and the FIRST PARTY receives, the phone, its state being {keadaan}, as "
        "follows:",
    ),
    "ba_only_here": Words(
        id="Penyerahan dilakukan **semata-mata untuk pemeriksaan di tempat** berdasarkan Surat "
        "Tugas Nomor {nomor}; kepemilikan perangkat tidak beralih dan perangkat tidak dibawa "
        "keluar dari tempat pemeriksaan.",
        en="The phone is handed over **solely for the examination on the spot** under written "
        "order number {nomor}; ownership does not pass and the phone does not leave the place.",
    ),
    "ba_revoked": Words(
        id="Otorisasi USB debugging komputer pemeriksa telah dicabut dan pengaturan yang diubah "
        "selama pemeriksaan telah dikembalikan seperti semula dengan disaksikan PIHAK KESATU.",
        en="The examining computer's USB debugging authorisation was revoked and the changed "
        "settings were set back in the presence of the FIRST PARTY.",
    ),
    "ba_not_all_revoked": Words(
        id="Otorisasi USB debugging komputer pemeriksa dan pengaturan yang diubah selama "
        "pemeriksaan: keadaannya sebagaimana tercantum di atas, diketahui PIHAK KESATU.",
        en="The USB debugging authorisation and the changed settings are as stated above, to the "
        "knowledge of the FIRST PARTY.",
    ),
    "ba_closing": Words(
        id="Demikian Berita Acara ini dibuat dengan sebenarnya dalam rangkap 2 (dua) untuk "
        "dipergunakan sebagaimana mestinya.",
        en="This receipt is made truthfully in 2 (two) copies to be used as appropriate.",
    ),
    "ba_same": Words(id="sama seperti saat diserahkan", en="the same as when handed over"),
    "ba_different": Words(id="berbeda dari saat diserahkan", en="different from the handover"),
    "accessories": Words(id="Kelengkapan fisik", en="Accessories"),
    "condition": Words(id="Kondisi fisik", en="Condition"),
    "battery": Words(id="Baterai", en="Battery"),
    "received_at": Words(id="Waktu terima", en="Received"),
    "returned_at": Words(id="Waktu kembali", en="Returned"),
    "took": Words(id="Lama", en="Took"),
    "same_condition": Words(id="Keadaan sama", en="Same condition"),
    "difference": Words(id="Uraian perbedaan", en="What differs"),
    "revoked": Words(id="Otorisasi USB dicabut", en="USB authorisation revoked"),
    "restored": Words(id="Opsi pengembang dikembalikan", en="Developer options restored"),
    "not_restored_because": Words(id="Alasan belum dilakukan", en="Why that was not done"),
    "complaint": Words(id="Keluhan pemegang", en="Holder's complaint"),
    "none_stated": Words(id="tidak ada", en="none"),
    "witness_1": Words(id="Saksi I", en="Witness I"),
    "witness_2": Words(id="Saksi II", en="Witness II"),
    "signer_first": Words(id="PIHAK KESATU,", en="FIRST PARTY,"),
    "signer_second": Words(id="PIHAK KEDUA,", en="SECOND PARTY,"),
}
