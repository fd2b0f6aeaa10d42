"""What small records of a phone are called, in Indonesian and English.

Each sentence says what the phone recorded, never what somebody did.
"""

from collections.abc import Mapping

from phone_audit.model.evidence import AppTraceKind, SiteTraceKind
from phone_audit.model.phone import ContextKind
from phone_audit.model.record import Words

SITE_TRACES: Mapping[SiteTraceKind, Words] = {
    SiteTraceKind.NOTIFICATION_CHANNEL: Words(
        id="situs meminta izin mengirim notifikasi", en="the site asked to send notifications"
    ),
    SiteTraceKind.PUSH_RECEIVED: Words(
        id="notifikasi dari situs ini diterima", en="notifications of this site were received"
    ),
    SiteTraceKind.LINK_OPENED: Words(
        id="tautan ke situs ini dibuka dari aplikasi lain",
        en="a link to this site was opened from another app",
    ),
    SiteTraceKind.HOME_SCREEN: Words(
        id="situs ini ada di layar utama", en="this site is on the home screen"
    ),
    SiteTraceKind.WEB_APP: Words(
        id="situs ini terpasang sebagai aplikasi web", en="this site is installed as a web app"
    ),
    SiteTraceKind.APP_LINK: Words(
        id="aplikasi terpasang menyatakan membuka tautan situs ini",
        en="an installed app declares that it opens links of this site",
    ),
    SiteTraceKind.LINK_CLAIMED: Words(
        id="aplikasi terpasang yang tidak ada dalam daftar menyatakan membuka tautan situs ini",
        en="an installed app that is not on the list declares that it opens links of this site",
    ),
    SiteTraceKind.LINK_VOUCHED: Words(
        id="aplikasi terpasang yang tidak ada dalam daftar membuka tautan situs ini, dan situs ini "
        "menyatakan aplikasi itu miliknya",
        en="an installed app that is not on the list opens links of this site, and the site says "
        "that the app is its own",
    ),
    SiteTraceKind.DOWNLOAD: Words(
        id="berkas aplikasi terunduh dari situs ini", en="an app file was downloaded from this site"
    ),
    SiteTraceKind.REFERRER: Words(
        id="unduhan berkas aplikasi berawal dari halaman situs ini",
        en="the download of an app file began on a page of this site",
    ),
    SiteTraceKind.OPEN_TAB: Words(
        id="situs ini tampil pada tab yang terbuka saat diperiksa",
        en="a tab showed this site during the examination",
    ),
    SiteTraceKind.TAB_HISTORY: Words(
        id="situs ini ada dalam daftar mundur-maju sebuah tab",
        en="this site stands in the back and forward list of a tab",
    ),
    SiteTraceKind.STORED_DATA: Words(
        id="situs ini menyimpan data di peramban", en="this site keeps data in the browser"
    ),
    SiteTraceKind.HISTORY_VISIT: Words(
        id="kunjungan tercatat dalam riwayat yang diserahkan pemegang",
        en="visits are recorded in the history the holder handed over",
    ),
    SiteTraceKind.NAME_LOOKUP: Words(
        id="alamat situs ini pernah dicari oleh perangkat",
        en="the phone looked up the address of this site",
    ),
}

SITE_ANSWERS: Mapping[bool | None, Words] = {
    True: Words(id="notifikasi diizinkan", en="notifications allowed"),
    False: Words(id="notifikasi ditolak", en="notifications blocked"),
    None: Words(id="setelan notifikasi tercatat", en="notification setting recorded"),
}
"""How a site's request to send notifications was answered."""

_BROWSER = Words(id="melalui peramban {name}", en="through the browser {name}")
_APP = Words(id="aplikasi {name}", en="app {name}")
_THROUGH = Words(id="melalui {name}", en="through {name}")

SITE_VIAS: Mapping[SiteTraceKind, Words] = {
    SiteTraceKind.NOTIFICATION_CHANNEL: _BROWSER,
    SiteTraceKind.PUSH_RECEIVED: _BROWSER,
    SiteTraceKind.LINK_OPENED: Words(id="dibuka dengan {name}", en="opened with {name}"),
    SiteTraceKind.HOME_SCREEN: _BROWSER,
    SiteTraceKind.WEB_APP: _APP,
    SiteTraceKind.APP_LINK: _APP,
    SiteTraceKind.LINK_CLAIMED: _APP,
    SiteTraceKind.LINK_VOUCHED: _APP,
    SiteTraceKind.DOWNLOAD: _THROUGH,
    SiteTraceKind.REFERRER: _THROUGH,
    SiteTraceKind.OPEN_TAB: _BROWSER,
    SiteTraceKind.TAB_HISTORY: _BROWSER,
    SiteTraceKind.STORED_DATA: _BROWSER,
    SiteTraceKind.HISTORY_VISIT: Words(id="menurut {name}", en="according to {name}"),
    SiteTraceKind.NAME_LOOKUP: Words(id="dicari oleh {name}", en="looked up by {name}"),
}
"""Where each kind of trace was kept."""

APP_TRACES: Mapping[AppTraceKind, Words] = {
    AppTraceKind.INSTALL_LOGGED: Words(
        id="pemasangan tercatat dalam log pabrikan", en="installation stands in the maker's log"
    ),
    AppTraceKind.REMOVAL_LOGGED: Words(
        id="tercatat pernah ada: penghapusan tercatat dalam log pabrikan",
        en="recorded as once present: removal stands in the maker's log",
    ),
    AppTraceKind.INSTALL_SESSION: Words(
        id="tercatat pernah ada: sesi pemasangan tercatat oleh Android",
        en="recorded as once present: Android remembers a session of installation",
    ),
    AppTraceKind.CHANGED_SINCE_BOOT: Words(
        id="berubah sejak perangkat terakhir dinyalakan",
        en="changed since the phone was last started",
    ),
    AppTraceKind.UPDATED_LATELY: Words(
        id="dipasang atau diperbarui menurut statistik baterai",
        en="installed or updated according to battery statistics",
    ),
    AppTraceKind.REMOVED_LATELY: Words(
        id="tercatat pernah ada: dihapus menurut statistik baterai",
        en="recorded as once present: removed according to battery statistics",
    ),
    AppTraceKind.USED_SINCE_BOOT: Words(
        id="komponennya berjalan sejak perangkat dinyalakan",
        en="one of its components ran since the phone was started",
    ),
    AppTraceKind.PROCESS_ENDED: Words(id="prosesnya berakhir", en="its process ended"),
    AppTraceKind.IN_FRONT: Words(
        id="tampil di layar menurut riwayat baterai", en="on screen according to battery history"
    ),
    AppTraceKind.RECENT_TASK: Words(
        id="ada dalam daftar aplikasi terakhir", en="in the list of recent apps"
    ),
    AppTraceKind.PERMISSION_USED: Words(
        id="memakai izin perangkat", en="used a permission of the phone"
    ),
    AppTraceKind.STANDBY: Words(
        id="golongan pemakaian menurut Android", en="Android's own class of use"
    ),
    AppTraceKind.FOLDER_LEFT: Words(
        id="tercatat pernah ada: foldernya ada di penyimpanan bersama",
        en="recorded as once present: its folder is on the shared storage",
    ),
    AppTraceKind.FILE_PRESENT: Words(
        id="berkas yang dinamai menurut paket ini ada di penyimpanan bersama",
        en="a file called after this package is on the shared storage",
    ),
    AppTraceKind.FILE_HOLDS: Words(
        id="berkas pemasang di penyimpanan bersama menyebut paket ini di dalamnya",
        en="an installation file on the shared storage names this package inside",
    ),
    AppTraceKind.FILE_DIFFERS: Words(
        id="berkas yang dinamai menurut paket ini menyebut paket lain di dalamnya",
        en="the file called after this package names another package inside",
    ),
    AppTraceKind.NOTIFICATIONS_SWITCHED: Words(
        id="notifikasinya diubah di setelan", en="its notifications were switched in the settings"
    ),
}

FAILED_INSTALLATIONS: Mapping[AppTraceKind, Words] = {
    AppTraceKind.INSTALL_LOGGED: Words(
        id="percobaan pemasangan tercatat dalam log pabrikan",
        en="an attempt to install stands in the maker's log",
    ),
    AppTraceKind.INSTALL_SESSION: Words(
        id="percobaan pemasangan tercatat oleh Android",
        en="Android remembers an attempt to install",
    ),
}
"""An attempt that failed does not say that the app was ever there."""

CONTEXTS: Mapping[ContextKind, Words] = {
    ContextKind.ROOT_SIGNS: Words(id="Tanda akses root", en="Signs of root access"),
    ContextKind.UNLOCKED_BOOT: Words(id="Status verified boot", en="Verified boot state"),
    ContextKind.DEBUGGABLE_BUILD: Words(id="Sistem pengembang", en="Developer build"),
    ContextKind.PRIVATE_DNS: Words(id="DNS pribadi", en="Private DNS"),
    ContextKind.VPN_ACTIVE: Words(
        id="VPN tersambung saat diperiksa", en="VPN connected during the examination"
    ),
    ContextKind.VPN_ALWAYS_ON: Words(id="VPN selalu tersambung", en="VPN that stays connected"),
    ContextKind.VPN_APP: Words(id="Aplikasi VPN", en="VPN apps"),
    ContextKind.DEFAULT_BROWSER: Words(id="Peramban utama", en="Default browser"),
    ContextKind.CLEARED_DATA: Words(id="Data peramban dikosongkan", en="Data of a browser cleared"),
    ContextKind.RECENT_RESET: Words(id="Baru disetel ulang", en="Reset lately"),
    ContextKind.CLOCK_BY_HAND: Words(id="Jam disetel sendiri", en="Clock set by hand"),
    ContextKind.ADVANCED_PROTECTION: Words(
        id="Perlindungan lanjutan Android", en="Android's Advanced Protection"
    ),
    ContextKind.USE_HISTORY_SINCE: Words(
        id="Statistik pemakaian aplikasi yang cocok sejak",
        en="Statistics of matched apps reach back to",
    ),
}

CONTEXT_VALUES: Mapping[tuple[ContextKind, str], Words] = {
    (ContextKind.PRIVATE_DNS, "hostname"): Words(
        id="server dipilih sendiri", en="a server of the holder's choice"
    ),
    (ContextKind.UNLOCKED_BOOT, "orange"): Words(
        id="orange: bootloader terbuka", en="orange: the bootloader is unlocked"
    ),
    (ContextKind.UNLOCKED_BOOT, "red"): Words(
        id="red: sistem tidak sesuai tanda tangannya",
        en="red: the system does not match its signature",
    ),
    (ContextKind.ROOT_SIGNS, "test-keys"): Words(
        id="sistem bertanda tangan uji (test-keys)", en="system signed with test keys (test-keys)"
    ),
}
"""What a phone's own word means; other values are told as they are."""

TRACE_PHRASES: Mapping[str, Words] = {
    "at": Words(id="{what} {when}", en="{what} {when}"),
    "many": Words(id="{what} ({count} catatan)", en="{what} ({count} records)"),
    "between": Words(id="{what} antara {first} dan {last}", en="{what} between {first} and {last}"),
    "visits": Words(
        id="{visits} kali pada {days} hari berbeda", en="{visits} times on {days} different days"
    ),
    "entries": Words(id="{visits} entri tanpa waktu", en="{visits} entries without times"),
    "uncounted": Words(
        id="{count} pengalihan atau muatan otomatis tidak dihitung",
        en="{count} redirects or automatic loads are not counted",
    ),
    "failed": Words(id="tidak berhasil", en="it failed"),
    "through": Words(id="melalui {name}", en="through {name}"),
    "from_host": Words(id="berkas dari {host}", en="file from {host}"),
    "note": Words(id="keterangan Android: {note}", en="Android's word: {note}"),
    "traffic": Words(
        id="lalu lintas data {received} diterima, {sent} dikirim, pada {days} hari",
        en="traffic of {received} received and {sent} sent, on {days} days",
    ),
    "label": Words(id="nama yang ditampilkan aplikasi: {label}", en="name the app shows: {label}"),
    "apk": Words(id="SHA-256 berkas aplikasi {sha256}", en="SHA-256 of the app's file {sha256}"),
    "downloaded_apk": Words(
        id="SHA-256 berkas pemasang di penyimpanan bersama {sha256}",
        en="SHA-256 of the installation file on the shared storage {sha256}",
    ),
    "certificate": Words(
        id="SHA-256 sertifikat penanda tangan {sha256}", en="SHA-256 of the signer {sha256}"
    ),
    "unnamed": Words(id="{count} lainnya tidak disebut namanya", en="{count} more not named"),
    "only_unnamed": Words(id="{count} tidak disebut namanya", en="{count} not named"),
    "visits_short": Words(id="{visits} kali, {days} hari", en="{visits} times, {days} days"),
    "day_installed": Words(id="dipasang", en="installed"),
    "day_updated": Words(id="diperbarui", en="updated"),
    "day_traffic": Words(id="ada", en="yes"),
}
