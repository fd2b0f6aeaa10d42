"""Short phrases that each state one fact a source read; different facts, different words."""

from collections.abc import Mapping

from phone_audit.model.evidence import EnabledState, InstallReason, PackageSource, Presence
from phone_audit.model.phone import ProfileKind
from phone_audit.model.record import Words

PROFILES: Mapping[ProfileKind, Words] = {
    ProfileKind.OWNER: Words(id="pengguna utama", en="main user"),
    ProfileKind.WORK: Words(id="profil kerja", en="work profile"),
    ProfileKind.CLONE: Words(id="profil aplikasi ganda", en="profile of cloned apps"),
    ProfileKind.SECOND_USER: Words(id="pengguna kedua", en="second user"),
    ProfileKind.SECURE_FOLDER: Words(id="folder terkunci", en="secure folder"),
    ProfileKind.PRIVATE_SPACE: Words(id="ruang pribadi", en="private space"),
    ProfileKind.MAINTENANCE: Words(id="modus perbaikan", en="maintenance mode"),
    ProfileKind.UNKNOWN: Words(id="profil lain", en="other profile"),
}

PRESENCE: Mapping[Presence, Words] = {
    Presence.INSTALLED: Words(id="terpasang", en="installed"),
    Presence.HIDDEN: Words(id="terpasang, disembunyikan", en="installed, hidden"),
    Presence.DATA_KEPT: Words(id="sudah dihapus, datanya tersisa", en="removed, its data is left"),
    Presence.KNOWN_ONLY: Words(
        id="tidak terpasang untuk pengguna ini, hanya tercatat",
        en="not installed for this user, only on record",
    ),
}

PACKAGE_SOURCES: Mapping[PackageSource, Words] = {
    PackageSource.STORE: Words(id="dari toko aplikasi", en="from an app store"),
    PackageSource.LOCAL_FILE: Words(id="dari berkas di perangkat", en="from a file on the phone"),
    PackageSource.DOWNLOADED_FILE: Words(
        id="dari berkas yang diunduh", en="from a downloaded file"
    ),
}

INSTALL_REASONS: Mapping[InstallReason, Words] = {
    InstallReason.POLICY: Words(
        id="dipasang oleh kebijakan pengelola", en="installed by an administrator's policy"
    ),
    InstallReason.DEVICE_RESTORE: Words(
        id="disalin dari perangkat lama", en="copied from an older phone"
    ),
    InstallReason.DEVICE_SETUP: Words(
        id="dipasang saat penyiapan perangkat", en="installed during the phone's setup"
    ),
    InstallReason.USER: Words(id="dipasang atas permintaan", en="installed on request"),
}

ENABLED: Mapping[EnabledState, Words] = {
    EnabledState.DISABLED: Words(id="dinonaktifkan", en="disabled"),
    EnabledState.DISABLED_BY_USER: Words(
        id="dinonaktifkan lewat setelan", en="disabled in the settings"
    ),
    EnabledState.DISABLED_UNTIL_USED: Words(
        id="dinonaktifkan sampai dipakai", en="disabled until used"
    ),
}

INSTALLERS: Mapping[str, Words] = {
    "com.android.vending": Words(id="Google Play", en="Google Play"),
    "com.sec.android.app.samsungapps": Words(id="Galaxy Store", en="Galaxy Store"),
    "com.xiaomi.mipicks": Words(id="GetApps", en="GetApps"),
    "com.huawei.appmarket": Words(id="AppGallery", en="AppGallery"),
    "com.sec.android.easyMover": Words(id="Smart Switch", en="Smart Switch"),
    "com.google.android.apps.restore": Words(id="pemulihan data Google", en="Google data restore"),
    "com.google.android.packageinstaller": Words(id="pemasang paket", en="the package installer"),
    "com.android.packageinstaller": Words(id="pemasang paket", en="the package installer"),
    "com.miui.packageinstaller": Words(
        id="pemasang paket Xiaomi", en="the Xiaomi package installer"
    ),
    "com.android.chrome": Words(id="Chrome", en="Chrome"),
    "com.sec.android.app.sbrowser": Words(id="Samsung Internet", en="Samsung Internet"),
    "org.mozilla.firefox": Words(id="Firefox", en="Firefox"),
    "com.opera.browser": Words(id="Opera", en="Opera"),
    "com.microsoft.emmx": Words(id="Edge", en="Edge"),
    "com.android.shell": Words(id="ADB dari komputer", en="ADB from a computer"),
    # not packages that installed anything, but where a trace of a site was kept
    "android": Words(id="Android", en="Android"),
    "com.android.providers.media": Words(id="indeks berkas Android", en="Android's index of files"),
    "takeout": Words(id="ekspor Google Takeout", en="an export by Google Takeout"),
    "chromium_history": Words(id="berkas riwayat Chromium", en="a Chromium history file"),
    "firefox_history": Words(id="berkas riwayat Firefox", en="a Firefox history file"),
}

PHRASES: Mapping[str, Words] = {
    # an app: how it came and what became of it
    "first_installed": Words(id="pertama dipasang {when}", en="first installed {when}"),
    "copied": Words(
        id="disalin dari perangkat lama {when}", en="copied from an older phone {when}"
    ),
    "since_factory": Words(id="bawaan pabrik", en="part of the factory image"),
    "first_installed_on": Words(id="dipasang {when}", en="installed {when}"),
    "copied_on": Words(id="disalin {when}", en="copied {when}"),
    "updated": Words(id="terakhir diperbarui {when}", en="last updated {when}"),
    "version": Words(id="versi {version}", en="version {version}"),
    "by_installer": Words(id="dipasang melalui {name}", en="installed through {name}"),
    "by_initiator": Words(id="dimulai dari {name}", en="started from {name}"),
    "file_from": Words(id="berkas diberikan oleh {name}", en="file supplied by {name}"),
    "opened": Words(
        id="pernah dibuka sekurangnya sekali sejak dipasang",
        en="opened at least once since it was installed",
    ),
    "never_opened": Words(
        id="belum pernah dibuka sejak dipasang", en="never opened since it was installed"
    ),
    "opened_unknown": Words(
        id="tidak diketahui apakah pernah dibuka", en="not known whether it was ever opened"
    ),
    "frozen_by_maker": Words(
        id="disembunyikan atau dibekukan dengan fungsi pabrikan",
        en="hidden or frozen with a function of the maker",
    ),
    "suspended": Words(id="ditangguhkan", en="suspended"),
    "in_profile": Words(id="pada {profile}", en="in the {profile}"),
    # use
    "use_days": Words(
        id="tampil di layar pada sekurangnya {days} hari berbeda",
        en="on screen on at least {days} different days",
    ),
    "use_dates": Words(id="di antaranya {dates}", en="among them {dates}"),
    "use_time": Words(
        id="paling lama {time} dalam satu rentang statistik",
        en="at most {time} within one interval of the statistics",
    ),
    "use_sufficient": Words(
        id="memenuhi ambang jejak penggunaan", en="meets the thresholds of use"
    ),
    "use_insufficient": Words(
        id="di bawah ambang jejak penggunaan", en="below the thresholds of use"
    ),
    "visit_days": Words(
        id="{visits} kunjungan dihitung pada {days} hari berbeda",
        en="{visits} visits counted on {days} different days",
    ),
    "last_used": Words(id="terakhir tampil {when}", en="last on screen {when}"),
    "use_short": Words(id="{days} hari, {time}", en="{days} days, {time}"),
    # a site
    "push_allowed_on": Words(id="diizinkan {when}", en="allowed {when}"),
    "push_blocked_on": Words(id="ditolak {when}", en="blocked {when}"),
    "push_asked_on": Words(id="tercatat {when}", en="recorded {when}"),
    "push_removed": Words(id="izin kemudian dicabut", en="permission later taken back"),
    "last_push": Words(
        id="notifikasi terakhir diterima {when}", en="last notification received {when}"
    ),
    "site_restored": Words(
        id="setelan tersalin dari perangkat lain", en="setting copied from another phone"
    ),
    "host": Words(id="nama yang terlihat {host}", en="name seen {host}"),
    "operator_from": Words(
        id="domain tercatat milik operator sejak {when}",
        en="domain listed as operator's since {when}",
    ),
    "operator_until": Words(
        id="domain tercatat milik operator sampai {when}",
        en="domain listed as operator's until {when}",
    ),
    # anything
    "at_unknown": Words(id="(waktu tidak tercatat)", en="(time not recorded)"),
    "when_unknown": Words(id="waktu tidak tercatat", en="time not recorded"),
    "more_facts": Words(
        id="{count} catatan lain ada pada bukti.json", en="{count} more records are in bukti.json"
    ),
    "alt_track": Words(
        id="Garis waktu temuan {number}, {value}, {first} sampai {last}: {told}.",
        en="Timeline of finding {number}, {value}, {first} to {last}: {told}.",
    ),
    "alt_screen": Words(
        id="tampil di layar pada {days} hari, paling lama {most} menit sehari",
        en="on screen on {days} days, {most} minutes a day at most",
    ),
    "alt_traffic": Words(id="lalu lintas data pada {days} hari", en="data traffic on {days} days"),
    "and_more": Words(id="dan {count} lainnya", en="and {count} more"),
    "from_list": Words(id="{text} (keterangan daftar tanda)", en="{text} (note of the list)"),
    # names that no entry lists
    "scored_from": Words(
        id="Situs yang tidak tercantum dinilai menurut namanya saja: keluarga nama (sedang), dua "
        "kata (lemah), atau nilai bila dua bacaan pada nama itu dapat diperiksa: kecocokan lemah "
        "sejak nilai {weak}; petunjuk, yang tidak masuk laporan, sejak {hint}. Bobot dihitung "
        "{trained}.",
        en="A site that no entry lists is judged by its name alone: by a family of names (medium), "
        "two words (weak), or a score where two readings of the name can be checked: a weak match "
        "from a score of {weak} on; a hint, which no report holds, from {hint} on. Weights "
        "computed {trained}.",
    ),
    "score_measured": Words(
        id="Diukur pada nama yang tidak dilihat saat bobot dan ambang dihitung: {sets}.",
        en="Measured on names not seen while weights and thresholds were computed: {sets}.",
    ),
    "score_unmeasured": Words(
        id="Tingkat kekeliruan penilaian menurut nama belum diukur untuk daftar ini.",
        en="How often judging by name is wrong was not measured for this list.",
    ),
    "score_measured_set": Words(
        id="{findings} kecocokan keliru dan {hints} petunjuk di antara {names} {what}",
        en="{findings} false matches and {hints} hints among {names} {what}",
    ),
    "score_found_set": Words(
        id="{findings} kecocokan dan {hints} petunjuk di antara {names} {what}",
        en="{findings} matches and {hints} hints among {names} {what}",
    ),
    # the phone, its clock and how far it was read
    "clock_unmeasured": Words(id="tidak terukur", en="not measured"),
    "clock_ahead": Words(id="perangkat {seconds} detik lebih cepat", en="phone {seconds} s ahead"),
    "clock_behind": Words(
        id="perangkat {seconds} detik lebih lambat", en="phone {seconds} s behind"
    ),
    "clock_equal": Words(id="kurang dari 0,1 detik", en="less than 0.1 s"),
    "uncertainty": Words(id=" (± {seconds})", en=" (± {seconds})"),
    "clock_note": Words(
        id="Waktu menurut jam perangkat, dalam {zone} (UTC+{hours}), tanpa koreksi selisih jam.",
        en="Times are by the phone's clock, in {zone} (UTC+{hours}), not corrected for the clock "
        "difference.",
    ),
    "complete": Words(
        id="Lengkap ({done} dari {all} sumber)", en="Complete ({done} of {all} sources)"
    ),
    "incomplete": Words(
        id="Tidak lengkap: {done} dari {all} sumber terbaca lengkap",
        en="Incomplete: {done} of {all} sources read completely",
    ),
    "interrupted": Words(
        id="pemeriksaan terhenti sebelum selesai", en="the examination stopped before its end"
    ),
    "nothing_unread": Words(id="tidak ada", en="none"),
    "nothing_read": Words(id="tidak ada", en="none"),
    "gap_unnamed": Words(
        id="cakupan minimum tidak terpenuhi", en="the minimum coverage was not met"
    ),
    "read_count": Words(id="{title} ({count} dibaca)", en="{title} ({count} read)"),
    "read_count_part": Words(
        id="{title} (sebagian, {count} dibaca)", en="{title} (in part, {count} read)"
    ),
    "android_patch": Words(id="{android} (patch {patch})", en="{android} (patch {patch})"),
    "unknown": Words(id="tidak diketahui", en="not known"),
    "model_owner": Words(id="{model} ({owner})", en="{model} ({owner})"),
    # conclusion, basis, versions
    "more_sources": Words(
        id="{named}, dan {count} sumber lain", en="{named}, and {count} more sources"
    ),
    "and_open_tabs": Words(
        id="{ground}; tab terbuka dibaca dengan persetujuan tersendiri, termasuk tab penyamaran",
        en="{ground}; open tabs read with a consent of their own, private ones included",
    ),
    "rule": Words(id="Aturan {number} dari 5: {rule}.", en="Rule {number} of 5: {rule}."),
    "because_one": Words(id="Didasarkan pada temuan {numbers}.", en="Rests on finding {numbers}."),
    "because_many": Words(
        id="Didasarkan pada temuan {numbers}.", en="Rests on findings {numbers}."
    ),
    "assignment": Words(id="Surat Tugas", en="Assignment letter"),
    "assignment_number": Words(id=" Nomor {number}", en=" number {number}"),
    "assignment_dated": Words(id=" tanggal {date}", en=" of {date}"),
    "exit_none": Words(id="–", en="–"),
    "cut_mark": Words(id="(terpotong)", en="(cut)"),
    "section_medium": Words(id="bagian laporan bug: {line}", en="bug report section: {line}"),
    "list_line": Words(
        id="{name} {version} ({date}), {entries} entri",
        en="{name} {version} ({date}), {entries} entries",
    ),
    "imported_line": Words(
        id="{name}, {dated}, umur {days} hari saat pemeriksaan; {entries} nama; {role}; "
        "sumber: {source}; lisensi: {licence}; {read}",
        en="{name}, {dated}, {days} days old at the examination; {entries} names; {role}; "
        "source: {source}; licence: {licence}; {read}",
    ),
    "imported_dated": Words(id="bertanggal {date}", en="dated {date}"),
    "imported_undated": Words(
        id="tanpa tanggal, diimpor {date}", en="without a date, imported {date}"
    ),
    "imported_block": Words(
        id="menurut pembuatnya nama perjudian daring",
        en="names of online gambling according to whoever made it",
    ),
    "imported_allow": Words(
        id="daftar pengecualian: nama yang tidak ditandai",
        en="a list of exceptions: names that are not marked",
    ),
    "imported_read": Words(id="diverifikasi oleh {who}", en="verified by {who}"),
    "imported_unread": Words(
        id="tidak ditelaah satu per satu", en="its names were not reviewed one by one"
    ),
    "imported_not_said": Words(id="tidak disebutkan", en="not stated"),
    "on_imported": Words(
        id="tercantum dalam daftar impor {name} ({dated}), baris {line}",
        en="stands in the imported list {name} ({dated}), line {line}",
    ),
    "signer_on_imported": Words(
        id="sertifikat penanda tangannya ({certificate}), bukan nama aplikasinya, tercantum dalam "
        "daftar impor {name} ({dated}), baris {line}",
        en="the certificate of its signer ({certificate}), not its name, is on the imported list "
        "{name} ({dated}), line {line}",
    ),
    "excepted_by": Words(
        id="daftar impor {name} ({dated}) mengecualikan nama ini",
        en="the imported list {name} ({dated}) makes an exception of this name",
    ),
    "file_line": Words(id="{name}, {size} bita", en="{name}, {size} bytes"),
    "user_number": Words(id="{profile} ({user})", en="{profile} ({user})"),
    "all_users": Words(id="–", en="–"),
}
