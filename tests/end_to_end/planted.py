"""A phone of any model with a trace of a listed name in each place, among other people's business.

``populated`` invents it, ``polluted`` adds what real phones print between the lines that are
read: networks, accounts, messages, contacts. ``EXPECTED`` says which source tells of a planted
trace on which phones; a source that is in no table here fails the test.
"""

from collections.abc import Callable
from datetime import timedelta

from phone_audit.formats.capture_folder import capture_key
from phone_audit.model.record import replace
from phone_audit.simulator.android import apps
from phone_audit.simulator.android.folder import capture_files, secrets
from phone_audit.simulator.android.models import Model, new_phone
from phone_audit.simulator.android.phone import (
    App,
    Browsing,
    Chat,
    Download,
    GoneApp,
    Link,
    Phone,
    PhoneUser,
    PinnedSite,
    RunningBrowser,
    Session,
    SiteChannel,
    Switched,
    Tab,
)
from phone_audit.simulator.office import Listed

LISTED = Listed()
GONE = "com.neptune.domino"
CHROME = apps.CHROME
WEB_APP = "org.chromium.webapk.a0b1c2d3_v2"
WRAPPER = "id.contoh.pembungkus"
HOUR = timedelta(hours=1)

Where = Callable[[Phone], bool]


def since(sdk: int) -> Where:
    return lambda phone: phone.sdk >= sdk


def everywhere(_phone: Phone) -> bool:
    return True


def on_samsung(phone: Phone) -> bool:
    return phone.samsung


EXPECTED: dict[str, Where] = {
    "app_files": since(26),
    "app_ops": since(28),
    "app_signers": everywhere,
    "app_traffic": everywhere,
    "app_use": everywhere,
    "battery_days": everywhere,
    "component_use": since(34),
    "declared_links": since(26),
    "download_contents": since(29),
    "download_hashes": since(26),
    "downloads": everywhere,
    "home_screen": since(26),
    "install_records": everywhere,
    "installed_apps": everywhere,
    "leftovers": everywhere,
    "links_opened": everywhere,
    "notification_switch": on_samsung,
    "open_tabs": everywhere,
    "package_log": on_samsung,
    "process_ends": since(30),
    "push_log": lambda phone: phone.sdk < 29,
    "recents": everywhere,
    "site_notifications": since(26),
    "site_pushes": since(29),
    "stored_data": everywhere,
    "tab_history": everywhere,
    "web_apps": everywhere,
}
"""Sources that tell of a planted trace, and on which phones they can."""

TOLD_APART = {
    "large_app_signers": "is asked only about files over a megabyte; its own test",
    "acquired_apps": "reads what a holder brings; test_import_histories.py",
    "browser_history": "reads what a holder brings; test_import_histories.py",
    "name_lookups": "reads what a holder brings; test_import_histories.py",
}
"""Sources whose traces are planted elsewhere."""

FACTS_ONLY = {
    "browsers",
    "cleared_data",
    "context",
    "default_browser",
    "devtools_sockets",
    "identity",
    "profiles",
    "vpn",
}
"""Sources that tell about the phone and name no app and no site."""

SECRET_SITES = tuple(f"situs-rahasia-{number}.example" for number in range(12))
OTHER_APPS = tuple(f"id.contoh.urusan.pribadi{number}" for number in range(4))
BETWEEN_THE_LINES = (
    "Wi-Fi Keluarga Bungsu",
    "siti.rahasia@surat.example",
    "+62 800 4455 6677",
    "Sudah transfer uang sekolah",
    "Kontak Ibu Mertua",
    "arisan-pribadi",
    "HP Siti Ruang Tengah",
    "berkas-gaji-november",
    "janji.dokter@kalender.example",
    "112233445566778",
)
"""What real phones print beside what is read, and what nobody may find in a case."""


def populated(model: Model, now) -> Phone:
    """Invent a phone of this model with every trace that its Android can hold."""
    phone = new_phone(model, "FIKTIF0099", now)
    phone = apps.everyday_life(phone)
    phone = apps.from_file(phone, LISTED.app, now - 90 * HOUR)
    phone = apps.habit(phone, LISTED.app, (0, 1, 2, 4), hour=2, minutes=21, times=2)
    address = f"https://www.{LISTED.site}/unduh/pemain-rahasia.apk"
    phone = replace(
        phone,
        apps=tuple(
            replace(one, file_address=address) if one.package == LISTED.app else one
            for one in phone.apps
        ),
    )
    phone = apps.install(
        phone,
        _app(WEB_APP, now, link_hosts=(LISTED.site,)),
        _app(WRAPPER, now, link_hosts=(f"m.{LISTED.site}",), vouched_hosts=(f"m.{LISTED.site}",)),
        *(_app(name, now, link_hosts=(SECRET_SITES[8],)) for name in OTHER_APPS),
    )
    phone = apps.add_user(replace(phone, users=(PhoneUser(name="Siti Pemilik"),)), _clone(phone))
    return replace(
        phone,
        gone=(
            GoneApp(
                package=GONE,
                installed_at=now - 20 * HOUR,
                removed_at=now - 2 * HOUR,
                installer=apps.FILE_INSTALLER,
                file_address=f"https://unduh.{LISTED.site}/lain/rahasia.apk",
                sessions=(Session(start=now - 3 * HOUR, seconds=300),),
            ),
            GoneApp(
                package="id.contoh.urusan.hilang",
                app_id=10_902,
                installed_at=now - 30 * HOUR,
                removed_at=now - 4 * HOUR,
                file_address=f"https://{SECRET_SITES[9]}/hasil-lab.apk",
            ),
        ),
        switched=(
            Switched(package=LISTED.app, at=now - 5 * HOUR),
            Switched(package=OTHER_APPS[0], at=now - 6 * HOUR),
        ),
        browsers=(Browsing(package=CHROME, channels=_channels(now)),),
        running=(_browser(),),
        links=_links(now),
        pinned=_pinned(now),
        downloads=_downloads(now),
        chats=tuple(
            Chat(number=f"6280000{number}9001", name=f"Orang {number}", title=f"Perihal {number}")
            for number in range(6)
        ),
        watched=(LISTED.app,),
    )


def _clone(phone: Phone) -> PhoneUser:
    """Return the maker's own space for second apps (oem-formats.md, section 2)."""
    if phone.samsung:
        return PhoneUser(id=95, name="DUAL_APP", flags=0x2000_1010)
    flags = {"xiaomi": 0x801010, "oppo": 0x4001010, "realme": 0x4001010, "vivo": 0x1030}
    return PhoneUser(id=999, name="Ruang Kembar Siti", flags=flags.get(phone.maker.lower(), 0x9010))


def _app(package: str, now, **told) -> App:
    return App(package=package, app_id=0, installed_at=now - 70 * HOUR, **told)


def _channels(now) -> tuple[SiteChannel, ...]:
    planted = SiteChannel(
        origin=f"https://m.{LISTED.site}",
        decided_at=now - 30 * HOUR,
        last_push_at=now - 3 * HOUR,
    )
    return (
        planted,
        *(
            SiteChannel(
                origin=f"https://{host}", decided_at=now - 50 * HOUR, last_push_at=now - 2 * HOUR
            )
            for host in SECRET_SITES[:4]
        ),
    )


def _browser() -> RunningBrowser:
    return RunningBrowser(
        package=CHROME,
        tabs=(
            Tab(
                url=f"https://m.{LISTED.site}/lobi/Nama-Siti?pemain=rahasia",
                title="Selamat datang, pemain Siti",
                before=(
                    f"https://{SECRET_SITES[10]}/cari?q=obat-malu",
                    f"https://{LISTED.site}/halaman-lama-siti",
                ),
            ),
            Tab(url=f"https://{SECRET_SITES[11]}/hasil-siti-77", title="Hasil laboratorium Siti"),
        ),
        stored=((f"https://m.{LISTED.site}", 16_384), (f"https://{SECRET_SITES[11]}", 99)),
    )


def _links(now) -> tuple[Link, ...]:
    return tuple(
        Link(
            at=now - number * HOUR,
            url=f"https://{host}/jalur-rahasia?kata=sesame-77-{number}",
            package=CHROME,
            activity="org.chromium.chrome.browser.ChromeTabbedActivity",
        )
        for number, host in enumerate((f"www.{LISTED.site}", *SECRET_SITES[4:6]), start=1)
    )


def _pinned(now) -> tuple[PinnedSite, ...]:
    return tuple(
        PinnedSite(
            url=f"https://{host}/lobi-pribadi",
            browser=CHROME,
            label=f"Judul Rahasia {number}",
            pinned_at=now - 40 * HOUR,
        )
        for number, host in enumerate((LISTED.site, SECRET_SITES[6]))
    )


def _downloads(now) -> tuple[Download, ...]:
    return (
        Download(
            name=f"{LISTED.app}.apk",
            package=LISTED.app,
            added_at=now - 91 * HOUR,
            saved_by=CHROME,
            url=f"https://unduh.{LISTED.site}/berkas-itu.apk",
            page=f"https://{LISTED.site}/",
        ),
        Download(
            name="hasil-laboratorium.apk",
            package=OTHER_APPS[2],
            added_at=now - 61 * HOUR,
            saved_by=CHROME,
            url=f"https://{SECRET_SITES[7]}/hasil.apk",
        ),
    )


def polluted(phone: Phone) -> dict[str, bytes]:
    """Return the phone's files with secrets wherever a real phone prints them."""
    network, mail, number, message, contact, group, name, file, calendar, imei = BETWEEN_THE_LINES
    other = OTHER_APPS[1]
    added = {
        "dumpsys connectivity": f'  ni{{WIFI CONNECTED extra: "{network}"}} account={mail}\n',
        "dumpsys notification": (
            f"    NotificationRecord(0x01: pkg=com.whatsapp user=UserHandle{{0}} id=1 tag={number}"
            f" key=0|com.whatsapp|1|{number}|10101)\n      android.title=String ({contact})\n"
            f"      android.text=String ({message})\n"
            f"        NotificationChannel{{mId='{number}@s.whatsapp.net', mName={contact}, "
            "mImportance=4, mDeleted=false, mGroup='orang'}\n"
        ),
        "dumpsys usagestats": (
            f"    time=1763588000000 type=SHORTCUT_INVOCATION package={other} "
            f"shortcutId={number.replace(' ', '')}@{group} flags=0x0 \n"
        ),
        "dumpsys activity recents": (
            f"  * Recent #91: Task{{1 #91 A=10123:{other}}}\n    userId=0\n"
            f"    intent={{act=VIEW dat=tel:{number.replace(' ', '')} cmp={other}/.X}}\n"
            f"    mActivityComponent={other}/.X\n"
        ),
        "dumpsys shortcut": (
            f"      Package: {other}  UID: 10300\n        ShortcutInfo {{id={group}, flags=0x2 "
            f"[Pin]\n          shortLabel={contact}, resId=0[null]\n"
            f"          intents=[Intent {{ act=VIEW dat=tel:{number.replace(' ', '')} }}/null]\n"
        ),
        "dumpsys user": f"  UserInfo{{10:{name}:30}} serialNo=10\n",
        "dumpsys package installs": (
            "Historical install sessions:\n  Session 77:\n    userId=0 createdMillis=1763588000000 "
            f"appPackageName={other} appLabel={contact} "
            f"originatingUri=https://{SECRET_SITES[9]}/{file} mFinalStatus=1 "
            f"mFinalMessage={mail} \n"
        ),
        "settings list global": f"device_name={name}\nowner_info={calendar}\nimei_copy={imei}\n",
        "settings list secure": f"bluetooth_name={name}\nlock_screen_owner_info={number}\n",
        "content query": (
            f"Row: 91 date_added=1760000100, owner_package_name={other}, download_uri="
            f"https://{SECRET_SITES[9]}/hasil-itu, referer_uri=NULL, _display_name={file}.apk\n"
        ),
        "logcat": (
            "1763600000.123  1845  3021 I wm_new_intent: [0,1,2,com.android.chrome/.Main,"
            f"android.intent.action.VIEW,NULL,https://{SECRET_SITES[9]}/...,268435456]\n"
        ),
    }
    files = capture_files(phone)
    for line, text in added.items():
        for path in files:
            if path.startswith(f"cmds/{capture_key(line)}") and path.endswith(".out"):
                files[path] = files[path].rstrip(b"\n") + b"\n" + text.encode()
    files["props"] += f"[net.hostname]: [{name}]\n[persist.radio.imei]: [{imei}]\n".encode()
    return files


def planted_secrets(phone: Phone) -> frozenset[str]:
    """Return everything on the polluted phone that may stand nowhere afterwards."""
    words = {
        *SECRET_SITES,
        *OTHER_APPS,
        *BETWEEN_THE_LINES,
        "id.contoh.urusan.hilang",
        "hasil-laboratorium",
        "jalur-rahasia",
        "lobi-pribadi",
        "pemain-rahasia",
        "sesame-77",
        "obat-malu",
        "Nama-Siti",
        "Selamat datang, pemain Siti",
        *secrets(phone, matched=(LISTED.site,)),
        *(one.package for one in phone.apps if _is_private(one)),
    }
    matched = {one for one in words if one.endswith(f".{LISTED.site}")}
    return frozenset(words - matched - {WRAPPER, WEB_APP})


def _is_private(app: App) -> bool:
    """Tell whether an app is nobody's business: it is neither listed, factory nor its source."""
    told = {LISTED.app, GONE, CHROME, apps.FILE_INSTALLER, apps.PLAY, WRAPPER, WEB_APP}
    return app.package not in told and not app.system
