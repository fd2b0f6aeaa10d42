"""One small invented phone, on any Android and of any maker, for the tests of what phones print."""

from datetime import UTC, datetime, timedelta

from phone_audit.model.evidence import EnabledState, InstallReason, PackageSource
from phone_audit.simulator.android.phone import (
    App,
    AppState,
    Browsing,
    Chat,
    Download,
    Link,
    Phone,
    PhoneUser,
    PinnedSite,
    Session,
    SiteChannel,
    Use,
)

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # 13:30 in Jakarta
CHROME = "com.android.chrome"
GAME = "id.contoh.permainan"
WEB_APP = "org.chromium.webapk.a0b1c2_v2"
SDKS = range(26, 37)


def phone(sdk: int = 34, *, maker: str = "Google", locale: str = "id-ID") -> Phone:
    """Return a phone with a browser, a game used on three days, a twin space and a closed one."""
    return Phone(
        maker=maker,
        brand=maker,
        model="Contoh 1",
        device="contoh",
        android=str(sdk - 20),
        sdk=sdk,
        security_patch="2026-08-01",
        serial="FIKTIF0001",
        now=NOW,
        locale=locale,
        users=(
            PhoneUser(name="Sari Contoh"),
            PhoneUser(id=150, name="Secure Folder", flags=0x61010, closed=True),
            PhoneUser(id=999, name="XSpace", flags=0x801010),
        ),
        apps=(
            App(
                package=CHROME,
                app_id=10_123,
                system=True,
                version_code=787_110_000,
                factory_version_code=500_000_000,
                installed_at=NOW - timedelta(days=400),
                updated_at=NOW - timedelta(days=9),
                installer="com.android.vending",
                initiator="com.android.vending",
                handles_web="com.google.android.apps.chrome.Main",
                states=(AppState(), AppState(user=999)),
            ),
            App(package="com.android.vending", app_id=10_100, system=True, installed_at=NOW),
            App(
                package=GAME,
                app_id=10_234,
                version_name="2.31",
                version_code=231,
                installed_at=NOW - timedelta(days=40),
                updated_at=NOW - timedelta(days=11),
                installer="com.google.android.packageinstaller",
                initiator="com.google.android.packageinstaller",
                originator=CHROME,
                package_source=PackageSource.DOWNLOADED_FILE,
                states=(
                    AppState(install_reason=InstallReason.USER),
                    AppState(
                        user=150,
                        not_launched=True,
                        enabled=EnabledState.DISABLED_BY_USER,
                        first_installed_at=NOW - timedelta(days=8),
                    ),
                    AppState(user=999, installed=False, data_kept=True),
                ),
                link_hosts=("permainan-contoh.example",),
            ),
            App(
                package=WEB_APP,
                app_id=10_240,
                installed_at=NOW - timedelta(days=20),
                updated_at=NOW - timedelta(days=6),
                installer="com.android.vending",
                link_hosts=("situs-umpama.example",),
            ),
        ),
        uses=(
            Use(
                package=GAME,
                sessions=(
                    Session(start=NOW - timedelta(hours=3), seconds=600),
                    Session(start=NOW - timedelta(days=1, hours=1), seconds=1200),
                    Session(start=NOW - timedelta(days=3), seconds=300),
                    Session(start=NOW - timedelta(days=3, hours=2), seconds=60),
                    Session(start=NOW - timedelta(days=60), seconds=6000),
                ),
            ),
            Use(package=CHROME, sessions=(Session(start=NOW - timedelta(hours=2), seconds=90),)),
        ),
        browsers=(
            Browsing(
                package=CHROME,
                channels=(
                    SiteChannel(
                        origin="https://situs-umpama.example",
                        decided_at=NOW - timedelta(days=5),
                        last_push_at=NOW - timedelta(hours=4),
                    ),
                    SiteChannel(
                        origin="https://berita-rekaan.example:8443",
                        decided_at=NOW - timedelta(days=50),
                        allowed=False,
                    ),
                    SiteChannel(
                        origin="https://toko-contoh.example",
                        removed_at=NOW - timedelta(days=2),
                    ),
                ),
                restored=(SiteChannel(origin="https://lama-contoh.example"),),
            ),
        ),
        links=(
            Link(
                at=NOW - timedelta(hours=2),
                url="https://situs-umpama.example/masuk?x=1",
                package=CHROME,
                activity="com.google.android.apps.chrome.IntentDispatcher",
            ),
            Link(
                at=NOW - timedelta(hours=1),
                url="https://situs-umpama.example/lagi",
                package=CHROME,
                activity="com.google.android.apps.chrome.IntentDispatcher",
            ),
        ),
        pinned=(
            PinnedSite(
                url="https://situs-umpama.example/lobi",
                browser=CHROME,
                label="Label situs rahasia",
                pinned_at=NOW - timedelta(days=8),
            ),
            PinnedSite(
                url="https://toko-contoh.example/",
                browser=CHROME,
                label="Label toko rahasia",
                pinned_at=NOW - timedelta(days=3),
                web_app=False,
            ),
        ),
        downloads=(
            Download(
                name=f"{GAME}_2.31.apk",
                added_at=NOW - timedelta(days=40, minutes=3),
                saved_by=CHROME,
                url="https://unduh-contoh.example/apk/p.apk?x=1,2",
                page="https://situs-umpama.example/unduh",
            ),
            Download(name="Nama berkas pribadi.pdf", added_at=NOW - timedelta(days=4)),
        ),
        chats=(Chat(number="628000055501", name="Kenalan Satu", title="Pesan rahasia"),),
        watched=(GAME,),
    )
