"""Every sentence a report may say about an outcome, in Indonesian and English.

Speak about phones, never about guilt. Names in braces are filled by ``document``.
``tests/reporting/test_wording.py`` holds this module, its neighbours ``phrases``,
``method`` and ``labels``, and the templates against the words that claim too much.
"""

from collections.abc import Mapping

from phone_audit.model.assessment import Circumstance, NotExaminedReason, Outcome, SourceStatus
from phone_audit.model.capture import GapReason
from phone_audit.model.case import Basis, Origin, Ownership
from phone_audit.model.custody import Role
from phone_audit.model.record import Words
from phone_audit.model.signature import GamblingKind, Strength

OUTCOME_LABELS: Mapping[Outcome, Words] = {
    Outcome.INDICATED_USE: Words(id="TERINDIKASI DIGUNAKAN", en="INDICATED USE"),
    Outcome.SUSPECTED: Words(id="PATUT DICURIGAI", en="SUSPECTED, TO BE CLARIFIED"),
    Outcome.CLARIFY: Words(id="PERLU KLARIFIKASI", en="CLARIFICATION NEEDED"),
    Outcome.INCONCLUSIVE: Words(id="TIDAK DAPAT DISIMPULKAN", en="INCONCLUSIVE"),
    Outcome.NIL: Words(id="NIHIL TEMUAN", en="NIL: NO MATCH FOUND"),
}

OUTCOME_SENTENCES: Mapping[Outcome, Words] = {
    Outcome.INDICATED_USE: Words(
        id="Pada perangkat ditemukan kecocokan kuat dengan daftar tanda judi daring disertai "
        "jejak penggunaan pada {days} hari berbeda. Perangkat terindikasi digunakan untuk "
        "mengakses layanan tersebut. Hasil ini tidak menunjukkan siapa yang menggunakannya dan "
        "tidak membuktikan adanya taruhan.",
        en="A strong match with the list of online-gambling signs was found on the phone, with "
        "traces of use on {days} different days. The phone is indicated as used to reach the "
        "service. This result does not show who used it and does not prove that any bet was "
        "placed.",
    ),
    Outcome.SUSPECTED: Words(
        id="Pada perangkat ditemukan kecocokan dengan daftar tanda judi daring sehingga patut "
        "dicurigai dan perlu diklarifikasi kepada pemegang perangkat. Hasil ini tidak "
        "membuktikan bahwa pemegang perangkat bermain judi daring dan bukan dasar tunggal "
        "penjatuhan hukuman disiplin.",
        en="A match with the list of online-gambling signs was found on the phone; suspicion "
        "is reasonable and has to be clarified with the holder. This result does not prove that "
        "the holder gambles online and is not sufficient ground, by itself, for any disciplinary "
        "measure.",
    ),
    Outcome.CLARIFY: Words(
        id="Pada perangkat ditemukan kecocokan yang lemah atau dapat memiliki penjelasan lain. "
        "Pemegang perangkat dimintai penjelasan; tidak ada kesimpulan lain yang dapat ditarik.",
        en="A match was found that is weak or may have another explanation. The holder is asked "
        "to explain; no other conclusion can be drawn.",
    ),
    Outcome.INCONCLUSIVE: Words(
        id="Pemeriksaan tidak lengkap ({gaps}). Tidak dapat disimpulkan ada atau tidaknya "
        "kecocokan.",
        en="The examination is incomplete ({gaps}). It cannot be concluded whether there is a "
        "match or not.",
    ),
    Outcome.NIL: Words(
        id="Tidak ditemukan kecocokan dengan daftar tanda pada sumber yang terbaca: {read}. "
        "Sumber yang tidak terbaca: {gaps}.",
        en="No match with the list of signs was found in the sources that were read: {read}. "
        "Sources not read: {gaps}.",
    ),
}

LOWERED_SENTENCES: Mapping[Outcome, Words] = {
    Outcome.NIL: Words(
        id="Alat menemukan kecocokan yang tercantum pada bagian D. Setelah meninjaunya, pembaca "
        "kedua menurunkan kesimpulan menjadi nihil temuan; kecocokan itu tidak dihitung terhadap "
        "perangkat ini.",
        en="The tool found the matches listed in section D. Having reviewed them, the second "
        "reader lowered the conclusion to nil; these matches do not count against this phone.",
    ),
    Outcome.INCONCLUSIVE: Words(
        id="Alat menemukan kecocokan yang tercantum pada bagian D. Setelah meninjaunya, pembaca "
        "kedua menurunkan kesimpulan; kecocokan itu tidak dihitung terhadap perangkat ini. "
        "Pemeriksaan tidak lengkap ({gaps}), sehingga tidak dapat disimpulkan ada atau tidaknya "
        "kecocokan lain.",
        en="The tool found the matches listed in section D. Having reviewed them, the second "
        "reader lowered the conclusion; these matches do not count against this phone. The "
        "examination is incomplete ({gaps}), so it cannot be concluded whether there are others.",
    ),
}

REVIEWED = Words(
    id="Dibaca dan dibenarkan oleh {name}, {role}, {at}.",
    en="Read and confirmed by {name}, {role}, {at}.",
)
LOWERED = Words(
    id="Diturunkan dari {label} oleh {name}, {role}, {at}.",
    en="Lowered from {label} by {name}, {role}, {at}.",
)
REASON = Words(id="Alasan: {reason}", en="Reason: {reason}")

ROLES: Mapping[Role, Words] = {
    Role.PROGRAM: Words(id="alat", en="tool"),
    Role.OFFICER: Words(id="petugas", en="officer"),
    Role.TEAM_LEAD: Words(id="ketua tim", en="team lead"),
    Role.COORDINATOR: Words(id="koordinator", en="coordinator"),
    Role.WITNESS: Words(id="saksi", en="witness"),
    Role.HOLDER: Words(id="pemegang", en="holder"),
    Role.SECOND_READER: Words(id="pembaca kedua", en="second reader"),
}

RULES: Mapping[Outcome, Words] = {
    Outcome.INDICATED_USE: Words(
        id="sekurangnya satu tanda KUAT dengan jejak penggunaan",
        en="at least one STRONG sign with traces of use",
    ),
    Outcome.SUSPECTED: Words(
        id="sekurangnya satu tanda KUAT tanpa jejak penggunaan yang cukup, atau sekurangnya dua "
        "tanda SEDANG dari sumber yang saling mandiri",
        en="at least one STRONG sign without sufficient use, or at least two MEDIUM signs from "
        "independent sources",
    ),
    Outcome.CLARIFY: Words(
        id="kecocokan lain: satu tanda SEDANG, hanya tanda LEMAH, atau kecocokan yang mungkin "
        "memiliki penjelasan lain",
        en="any other match: a single MEDIUM sign, WEAK signs only, or a match that may have "
        "another explanation",
    ),
    Outcome.INCONCLUSIVE: Words(
        id="tidak ada kecocokan, tetapi cakupan minimum tidak terpenuhi",
        en="no match, but the minimum coverage was not met",
    ),
    Outcome.NIL: Words(
        id="tidak ada kecocokan dan cakupan minimum terpenuhi",
        en="no match, and the minimum coverage was met",
    ),
}

THRESHOLDS = Words(
    id="Ambang jejak penggunaan: aplikasi tampil di layar pada sekurangnya {min_days} hari berbeda "
    "dan sekurangnya {min_minutes} menit; situs dikunjungi sekurangnya {min_visits} kali pada "
    "sekurangnya {min_days} hari berbeda.",
    en="Thresholds of use: an app on screen on at least {min_days} different days and for at least "
    "{min_minutes} minutes; a site visited at least {min_visits} times on at least {min_days} "
    "different days",
)

THRESHOLDS_SHORT = Words(
    id="Ambang jejak penggunaan: aplikasi ≥ {min_days} hari dan ≥ {min_minutes} menit; situs "
    "≥ {min_visits} kunjungan pada ≥ {min_days} hari.",
    en="Thresholds of use: app ≥ {min_days} days and ≥ {min_minutes} minutes; site "
    "≥ {min_visits} visits on ≥ {min_days} days.",
)

NOT_EXAMINED = Words(id="TIDAK DIPERIKSA", en="NOT EXAMINED")

NOT_EXAMINED_REASONS: Mapping[NotExaminedReason, Words] = {
    NotExaminedReason.DECLINED: Words(
        id="Pemegang perangkat menyatakan tidak bersedia perangkat pribadinya diperiksa. "
        "Pernyataan ini dicatat apa adanya dan tidak diartikan sebagai indikasi apa pun.",
        en="The holder declines the examination of a personal phone. This is recorded as it is "
        "and is not an indication of anything.",
    ),
    NotExaminedReason.NOT_BROUGHT: Words(
        id="Pemegang tidak membawa perangkat. Hal ini tidak diartikan sebagai indikasi apa pun.",
        en="The holder did not bring a phone. This is not an indication of anything.",
    ),
    NotExaminedReason.BROKEN: Words(
        id="Perangkat rusak sehingga tidak dapat diperiksa.",
        en="The phone is broken and could not be examined.",
    ),
    NotExaminedReason.LOCKED: Words(
        id="Perangkat terkunci dan tidak dibuka oleh pemegangnya.",
        en="The phone is locked and was not unlocked by its holder.",
    ),
    NotExaminedReason.NOT_ANDROID: Words(
        id="Perangkat bukan Android; program ini hanya membaca Android.",
        en="The phone is not an Android phone; this program reads Android only.",
    ),
    NotExaminedReason.NOT_CONNECTED: Words(
        id="Perangkat tidak berhasil dihubungkan dengan komputer pemeriksa.",
        en="The phone could not be connected to the examining computer.",
    ),
    NotExaminedReason.WITHDRAWN: Words(
        id="Pemegang menarik persetujuan; pemeriksaan dihentikan dan data sementara dihapus.",
        en="The holder withdrew consent; the examination was stopped, its partial data erased.",
    ),
    NotExaminedReason.NOT_THE_HOLDERS: Words(
        id="Perangkat milik orang lain; tidak diperiksa.",
        en="The phone belongs to somebody else; it was not examined.",
    ),
    NotExaminedReason.CRIMINAL_CASE: Words(
        id="Pemeriksaan dihentikan dan perangkat dirujuk kepada pihak yang berwenang.",
        en="The examination was stopped and the phone referred to the competent authority.",
    ),
}

REASON_NAMES: Mapping[NotExaminedReason, Words] = {
    NotExaminedReason.DECLINED: Words(id="tidak bersedia", en="declined"),
    NotExaminedReason.NOT_BROUGHT: Words(id="tidak membawa perangkat", en="brought no phone"),
    NotExaminedReason.BROKEN: Words(id="perangkat rusak", en="phone broken"),
    NotExaminedReason.LOCKED: Words(id="perangkat terkunci", en="phone locked"),
    NotExaminedReason.NOT_ANDROID: Words(id="bukan Android", en="not Android"),
    NotExaminedReason.NOT_CONNECTED: Words(id="tidak terhubung", en="not connected"),
    NotExaminedReason.WITHDRAWN: Words(id="dihentikan pemegang", en="withdrawn by the holder"),
    NotExaminedReason.NOT_THE_HOLDERS: Words(id="bukan milik pemegang", en="not the holder's"),
    NotExaminedReason.CRIMINAL_CASE: Words(
        id="dirujuk kepada pihak berwenang", en="referred to the authority"
    ),
}

CIRCUMSTANCES: Mapping[Circumstance, Words] = {
    Circumstance.PRELOADED: Words(
        id="aplikasi bawaan pabrik, bukan dipasang kemudian",
        en="part of the factory image, not installed later",
    ),
    Circumstance.NEVER_OPENED: Words(
        id="menurut Android, aplikasi belum pernah dibuka sejak dipasang",
        en="according to Android, the app was never opened since it was installed",
    ),
    Circumstance.RESTORED: Words(
        id="tersalin bersama data dari perangkat lama, bukan dipilih pada perangkat ini",
        en="copied with the data of an older phone, not chosen on this one",
    ),
    Circumstance.BY_POLICY: Words(
        id="dipasang oleh kebijakan pengelola perangkat",
        en="installed by a policy of the phone's administrator",
    ),
    Circumstance.WORK_PROFILE: Words(
        id="berada di profil kerja yang dikelola pihak lain",
        en="found in a work profile that somebody else administers",
    ),
    Circumstance.REMOVED: Words(
        id="tidak terpasang lagi; yang tersisa hanya data atau catatannya",
        en="no longer installed; only its data or record is left",
    ),
    Circumstance.ONLY_A_FILE: Words(
        id="hanya berkasnya yang terunduh; tidak ada catatan bahwa aplikasi dipasang",
        en="only its file was downloaded; nothing shows that the app was installed",
    ),
    Circumstance.BLOCKED: Words(
        id="permintaan situs untuk mengirim notifikasi ditolak pada perangkat",
        en="the site's request to send notifications was refused on the phone",
    ),
    Circumstance.SITE_RESTORED: Words(
        id="setelan situs tersalin dari cadangan perangkat lain",
        en="the site's setting came with the backup of another phone",
    ),
    Circumstance.OUTSIDE_VALIDITY: Words(
        id="jejak bertanggal di luar masa domain itu tercatat sebagai milik operator",
        en="the trace is dated when the domain was not known to be the operator's",
    ),
    Circumstance.ONLY_DECLARED: Words(
        id="nama situs ditulis pembuat aplikasi, yang dapat berupa toko, pembaca berita, atau "
        "pengumpul tautan; tidak ada catatan bahwa situs itu dibuka",
        en="the site's name was written by the maker of an app, which may be a shop, a news "
        "reader or a collector of links; nothing shows that the site was opened",
    ),
    Circumstance.MAYBE_ADVERTISING: Words(
        id="jejak seperti ini dapat timbul dari iklan atau pengalihan tanpa kehendak pemegang",
        en="advertising or a redirect can leave such a trace without the holder's will",
    ),
}

GAP_REASONS: Mapping[GapReason, Words] = {
    GapReason.REFUSED: Words(id="ditolak oleh perangkat", en="refused by the phone"),
    GapReason.ABSENT: Words(
        id="tidak tersedia pada perangkat atau versi Android ini",
        en="not available on this phone or Android version",
    ),
    GapReason.TIMED_OUT: Words(
        id="tidak dijawab lengkap dalam batas waktu", en="no complete answer within the time limit"
    ),
    GapReason.CUT: Words(id="jawaban terpotong", en="the answer was cut short"),
    GapReason.UNPLUGGED: Words(id="sambungan perangkat terputus", en="the phone was disconnected"),
    GapReason.NOT_UNDERSTOOD: Words(
        id="sebagian jawaban tidak dikenali bentuknya",
        en="parts of the answer have a form this program does not know",
    ),
    GapReason.FAILED: Words(
        id="perintah melaporkan kegagalan", en="the command itself reported a failure"
    ),
    GapReason.CLOSED_PROFILE: Words(
        id="profil tertutup, isinya tidak dibaca", en="closed profile, its content was not read"
    ),
    GapReason.NOT_ASKED: Words(
        id="belum ditanyakan ketika pemeriksaan berakhir",
        en="not yet asked when the examination ended",
    ),
    GapReason.ASSUMED: Words(
        id="terbaca dengan anggapan yang disebutkan", en="read, resting on the assumption named"
    ),
}

STRENGTHS: Mapping[Strength, Words] = {
    Strength.STRONG: Words(id="KUAT", en="STRONG"),
    Strength.MEDIUM: Words(id="SEDANG", en="MEDIUM"),
    Strength.WEAK: Words(id="LEMAH", en="WEAK"),
}

KINDS: Mapping[GamblingKind, Words] = {
    GamblingKind.SLOT: Words(id="slot", en="slots"),
    GamblingKind.TOGEL: Words(id="togel", en="lottery (togel)"),
    GamblingKind.POKER_QQ: Words(id="poker/QQ", en="poker/QQ"),
    GamblingKind.SPORTSBOOK: Words(id="taruhan olahraga", en="sports betting"),
    GamblingKind.LIVE_CASINO: Words(id="kasino langsung", en="live casino"),
    GamblingKind.SABUNG_AYAM: Words(id="sabung ayam", en="cockfighting"),
    GamblingKind.TEMBAK_IKAN: Words(id="tembak ikan", en="fish shooting"),
    GamblingKind.CRASH: Words(id="permainan crash", en="crash games"),
    GamblingKind.GREY_CHIP: Words(
        id="gim sosial dengan cip yang diperjualbelikan", en="social game whose chips are resold"
    ),
    GamblingKind.NEAR: Words(id="di sekitar judi", en="around gambling"),
}

SOURCE_STATUS: Mapping[SourceStatus, Words] = {
    SourceStatus.COMPLETE: Words(id="terbaca lengkap", en="read completely"),
    SourceStatus.PARTIAL: Words(id="terbaca sebagian", en="read in part"),
    SourceStatus.UNREAD: Words(id="tidak terbaca", en="not read"),
    SourceStatus.NOT_NEEDED: Words(id="tidak diperlukan", en="not needed"),
}

OWNERSHIP: Mapping[Ownership, Words] = {
    Ownership.PERSONAL: Words(id="milik pribadi", en="personal"),
    Ownership.OFFICE: Words(id="milik dinas", en="owned by the office"),
}

BASES: Mapping[Basis, Words] = {
    Basis.CONSENTED: Words(id="persetujuan tertulis pemegang", en="written consent of the holder"),
    Basis.OFFICE_DEVICE: Words(
        id="perangkat dinas, pemegang telah diberi tahu", en="office phone, holder notified"
    ),
}

ORIGINS: Mapping[Origin, Words] = {
    Origin.USB: Words(id="kabel USB", en="USB cable"),
    Origin.TCP: Words(id="ADB melalui jaringan", en="ADB over the network"),
    Origin.ADB_SERVER: Words(id="peladen adb di komputer", en="adb server on the computer"),
    Origin.BUG_REPORT: Words(id="berkas laporan bug", en="bug report file"),
    Origin.CAPTURE_FOLDER: Words(id="folder tangkapan", en="folder of captures"),
    Origin.BROWSER_HISTORY: Words(
        id="berkas riwayat peramban atau akun", en="file with the history of a browser or account"
    ),
    Origin.INTRUSION_LOG: Words(
        id="ekspor log penyusupan Android", en="export of Android's intrusion log"
    ),
    Origin.ANDROIDQF: Words(id="hasil pengambilan AndroidQF", en="acquisition made by AndroidQF"),
}
