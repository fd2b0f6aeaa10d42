"""Apps that stand on ordinary Indonesian phones, and invented ones to fill them up."""

from collections.abc import Iterator

FACTORY = (
    "android",
    "com.android.settings",
    "com.android.systemui",
    "com.android.phone",
    "com.android.providers.contacts",
    "com.android.providers.media",
    "com.android.providers.telephony",
    "com.android.bluetooth",
    "com.android.nfc",
    "com.android.shell",
    "com.android.vpndialogs",
    "com.android.printspooler",
    "com.google.android.gms",
    "com.google.android.gsf",
    "com.google.android.packageinstaller",
    "com.google.android.permissioncontroller",
    "com.google.android.webview",
    "com.google.android.apps.messaging",
    "com.google.android.apps.restore",
    "com.google.android.inputmethod.latin",
    "com.google.android.tts",
)
"""In the factory image of every phone with Google services."""

FACTORY_UPDATED = (
    "com.android.vending",
    "com.google.android.apps.maps",
    "com.google.android.apps.photos",
    "com.google.android.gm",
    "com.google.android.youtube",
    "com.google.android.googlequicksearchbox",
)
"""In the factory image and updated from the store since."""

OF_MAKER = {
    "samsung": (
        "com.sec.android.app.launcher",
        "com.sec.android.gallery3d",
        "com.sec.android.app.samsungapps",
        "com.samsung.android.messaging",
        "com.samsung.android.dialer",
        "com.samsung.knox.securefolder",
        "com.samsung.android.app.notes",
        "com.sec.android.easyMover",
    ),
    "xiaomi": (
        "com.miui.home",
        "com.miui.securitycenter",
        "com.miui.gallery",
        "com.miui.packageinstaller",
        "com.xiaomi.mipicks",
        "com.xiaomi.finddevice",
        "com.miui.weather2",
    ),
    "oppo": (
        "com.android.launcher",
        "com.coloros.gallery3d",
        "com.coloros.filemanager",
        "com.heytap.market",
        "com.oplus.battery",
        "com.coloros.weather2",
    ),
    "vivo": (
        "com.bbk.launcher2",
        "com.vivo.gallery",
        "com.vivo.appstore",
        "com.iqoo.secure",
        "com.vivo.weather",
    ),
    "infinix": (
        "com.transsion.XOSLauncher",
        "com.transsion.phonemaster",
        "com.transsnet.store",
        "com.gallery20",
        "com.transsion.carlcare",
    ),
}
"""Preinstalled by the maker, beside what every phone has."""

OF_MAKER["realme"] = OF_MAKER["oppo"]
OF_MAKER["tecno"] = OF_MAKER["infinix"]

EVERYDAY = (
    "com.whatsapp",
    "com.facebook.katana",
    "com.instagram.android",
    "com.zhiliaoapp.musically",
    "org.telegram.messenger",
    "com.gojek.app",
    "com.grabtaxi.passenger",
    "com.tokopedia.tkpd",
    "com.shopee.id",
    "com.bukalapak.android",
    "com.lazada.android",
    "id.dana",
    "ovo.id",
    "com.bca",
    "id.co.bri.brimo",
    "id.bmri.livin",
    "src.com.bni",
    "com.jago.digitalBanking",
    "com.telkomsel.telkomselcm",
    "com.icon.pln123",
    "app.bpjs.mobile",
    "com.kai.kaiticketing",
    "com.traveloka.android",
    "com.spotify.music",
    "com.netflix.mediaclient",
    "id.go.bkn.mysapk",
    "com.telkom.mwallet",
    "com.maxim.passenger",
    "com.detik.detikcom",
    "com.zoom.us",
    "com.canva.editor",
    "com.microsoft.office.word",
    "cn.wps.moffice_eng",
    "com.mobile.legends",
    "com.tencent.ig",
    "com.kitkagames.fallbuddies",
    "com.king.candycrushsaga",
    "com.duolingo",
    "com.quran.labs.androidquran",
    "com.alkitab",
)
"""Chosen by holders: chat, shops, banks, public services, games."""

LOOK_ALIKES = (
    "com.ludo.king",
    "id.contoh.timeslot.reservasi",
    "id.contoh.slotiklan.radio",
    "com.playstack.balatro.android",
    "id.contoh.planningpoker",
    "com.jrummyapps.rootbrowser",
    "id.contoh.dominopizza.kasir",
    "com.moonactive.coinmaster",
    "id.contoh.banksyariah.bandarlampung",
    "id.contoh.totokarya.bangunan",
    "com.solitaire.klondike.card",
)
"""Names that look like gambling to a substring search and are something else."""

LOOK_ALIKE_SITES = (
    "https://www.guru99.com",
    "https://www.bolasport.com",
    "https://www.toto.co.id",
    "https://yasir252.com",
)
"""Hosts that look like gambling and are tutorials, sport, taps and software."""

BROKEN_INTO_SITE = "https://slot88.contohkab.go.id"
"""An invented office whose web server somebody uses for advertising: institutional, no finding."""

PRELOADED_SOCIAL_CASINO = "air.com.playtika.slotomania"
"""A game of chance without cash-out, sometimes part of a factory image: near, not gambling."""

_SUBJECTS = ("warung", "sekolah", "masjid", "resep", "kamera", "catatan", "jadwal", "cuaca")
_KINDS = ("harian", "pintar", "kita", "mudah", "keluarga", "desa", "belajar", "lokal")


def invented(count: int) -> Iterator[str]:
    """Yield ``count`` package names nobody owns: ``id.contoh.warung.harian0``."""
    for number in range(count):
        subject = _SUBJECTS[number % len(_SUBJECTS)]
        kind = _KINDS[number // len(_SUBJECTS) % len(_KINDS)]
        yield f"id.contoh.{subject}.{kind}{number}"
