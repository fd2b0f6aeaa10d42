"""How USB debugging is switched on and allowed, maker by maker, in sentences for the table.

The holder does it, or the officer with the holder watching; it is switched off again before
the phone goes back. Menu names are those of the makers' Indonesian systems; where an older
system says it otherwise, the older name stands behind a slash.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from phone_audit.model.record import Words


@dataclass(frozen=True, slots=True)
class Maker:
    """One family of systems: how people call it, and the steps until the phone asks."""

    name: str
    brands: tuple[str, ...]
    steps: tuple[Words, ...]


_OPTIONS = Words(
    id="Aktifkan Proses debug USB, lalu OK.",
    en="Switch USB debugging on, then OK.",
)
_ALLOW = Words(
    id="Pasang kabel, lalu ketuk Izinkan pada layar ponsel (tanpa mencentang Selalu izinkan).",
    en="Plug the cable in, then tap Allow on the phone (without ticking Always allow).",
)


def _tap(where_id: str, where_en: str) -> Words:
    return Words(id=f"{where_id}: ketuk 7 kali.", en=f"{where_en}: tap 7 times.")


def _open(where_id: str, where_en: str) -> Words:
    return Words(id=f"Buka {where_id}.", en=f"Open {where_en}.")


MAKERS: tuple[Maker, ...] = (
    Maker(
        "Samsung",
        ("samsung",),
        (
            _tap(
                "Pengaturan > Tentang ponsel > Informasi perangkat lunak > Nomor versi",
                "Settings > About phone > Software information > Build number",
            ),
            _open("Pengaturan > Opsi pengembang", "Settings > Developer options"),
            Words(
                id="Bila tombolnya abu-abu: Pengaturan > Keamanan dan privasi > Auto Blocker, "
                "matikan dahulu.",
                en="If the switch is grey: Settings > Security and privacy > Auto Blocker, off "
                "first.",
            ),
            _OPTIONS,
            _ALLOW,
        ),
    ),
    Maker(
        "Xiaomi, Redmi, POCO",
        ("xiaomi", "redmi", "poco"),
        (
            _tap(
                "Setelan > Tentang ponsel > Versi OS / Versi MIUI",
                "Settings > About phone > OS version / MIUI version",
            ),
            _open(
                "Setelan > Setelan tambahan > Opsi pengembang",
                "Settings > Additional settings > Developer options",
            ),
            Words(
                id="Aktifkan hanya Debugging USB; Debugging USB (Setelan keamanan) tidak perlu.",
                en="Switch on USB debugging only; USB debugging (Security settings) is not needed.",
            ),
            _ALLOW,
        ),
    ),
    Maker(
        "OPPO",
        ("oppo",),
        (
            _tap(
                "Pengaturan > Tentang perangkat > Versi > Nomor versi",
                "Settings > About device > Version > Build number",
            ),
            _open(
                "Pengaturan > Pengaturan sistem / Pengaturan tambahan > Opsi pengembang",
                "Settings > System settings / Additional settings > Developer options",
            ),
            _OPTIONS,
            _ALLOW,
        ),
    ),
    Maker(
        "realme",
        ("realme",),
        (
            _tap(
                "Pengaturan > Tentang perangkat > Versi > Nomor versi",
                "Settings > About device > Version > Build number",
            ),
            _open(
                "Pengaturan > Sistem dan pembaruan / Pengaturan tambahan > Opsi pengembang",
                "Settings > System and updates / Additional settings > Developer options",
            ),
            _OPTIONS,
            _ALLOW,
        ),
    ),
    Maker(
        "vivo, iQOO",
        ("vivo", "iqoo"),
        (
            _tap(
                "Pengaturan > Tentang telepon > Informasi perangkat lunak / Nomor versi perangkat "
                "lunak",
                "Settings > About phone > Software information / Software version number",
            ),
            _open("Pengaturan > Sistem > Opsi pengembang", "Settings > System > Developer options"),
            _OPTIONS,
            _ALLOW,
        ),
    ),
    Maker(
        "Infinix, TECNO, itel",
        ("infinix", "tecno", "itel"),
        (
            _tap(
                "Setelan > Tentang ponsel (Ponsel saya) > Nomor build",
                "Settings > About phone (My phone) > Build number",
            ),
            _open("Setelan > Sistem > Opsi developer", "Settings > System > Developer options"),
            _OPTIONS,
            _ALLOW,
        ),
    ),
    Maker(
        "Asus",
        ("asus",),
        (
            _tap(
                "Setelan > Sistem > Tentang ponsel > Informasi perangkat lunak > Nomor build",
                "Settings > System > About phone > Software information > Build number",
            ),
            _open("Setelan > Sistem > Opsi developer", "Settings > System > Developer options"),
            _OPTIONS,
            _ALLOW,
        ),
    ),
    Maker(
        "Google Pixel, Nokia, Motorola (Android asli)",
        ("google", "nokia", "motorola", "hmd global", "android"),
        (
            _tap("Setelan > Tentang ponsel > Nomor build", "Settings > About phone > Build number"),
            _open("Setelan > Sistem > Opsi developer", "Settings > System > Developer options"),
            _OPTIONS,
            _ALLOW,
        ),
    ),
)

CHARGING_ONLY = Words(
    id="Terisi daya tetapi tidak tampak di sini: kabel hanya daya, atau debug USB belum aktif. "
    "Ganti kabel data; tarik turun layar ponsel dan pilih Transfer file; aktifkan Proses debug "
    "USB.",
    en="Charging but not seen here: a power-only cable, or USB debugging is off. Use a data "
    "cable; pull the phone's shade down and choose File transfer; switch USB debugging on.",
)
"""What to try for a phone that lies on the table plugged in and has no tile."""

BEFORE_IT_GOES_BACK: tuple[Words, ...] = (
    Words(
        id="Opsi pengembang > Cabut otorisasi proses debug USB.",
        en="Developer options > Revoke USB debugging authorisations.",
    ),
    Words(
        id="Matikan Proses debug USB dan Opsi pengembang, seperti semula.",
        en="Switch USB debugging and Developer options off, as they were.",
    ),
    Words(
        id="Periksa keadaan fisik bersama pemegang.",
        en="Look at the phone's condition together with the holder.",
    ),
)


def _by_brand() -> Mapping[str, Maker]:
    return {brand: maker for maker in MAKERS for brand in maker.brands}


def maker_of(text: str | None) -> Maker | None:
    """Return the maker a model's name or a USB product's name speaks of; ``None``: not told."""
    words = (text or "").casefold().replace("_", " ").split()
    by_brand = _by_brand()
    if words and words[0].startswith(("sm-", "sm ")):
        return by_brand["samsung"]
    return next((by_brand[word] for word in words if word in by_brand), None)
