"""Apps put on a phone: by its maker, by its holder, for how long and how often opened."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

from phone_audit.model.evidence import InstallReason, PackageSource
from phone_audit.model.record import replace
from phone_audit.simulator.android.catalogue import (
    EVERYDAY,
    FACTORY,
    FACTORY_UPDATED,
    OF_MAKER,
    invented,
)
from phone_audit.simulator.android.phone import App, AppState, Phone, PhoneUser, Session, Use
from phone_audit.simulator.android.printing import number_from

PLAY = "com.android.vending"
FILE_INSTALLER = "com.google.android.packageinstaller"
CHROME = "com.android.chrome"
CHROME_ACTIVITY = "com.google.android.apps.chrome.Main"
SAMSUNG_INTERNET = "com.sec.android.app.sbrowser"
SAMSUNG_ACTIVITY = "com.sec.android.app.sbrowser.SBrowserMainActivity"

_FIRST_APP_ID = 10_050


def factory_image(maker: str, made_on: date, zone: str) -> tuple[App, ...]:
    """Return the apps a new phone of ``maker`` comes with, browsers among them."""
    made = datetime.combine(made_on, time_of_day(1, 0), ZoneInfo(zone))
    names = (*FACTORY, *FACTORY_UPDATED, *OF_MAKER.get(maker.lower(), ()), CHROME)
    browsers = {CHROME: CHROME_ACTIVITY}
    if maker.lower() == "samsung":
        names = (*names, SAMSUNG_INTERNET)
        browsers[SAMSUNG_INTERNET] = SAMSUNG_ACTIVITY
    updated = {*FACTORY_UPDATED, *browsers}
    return tuple(
        App(
            package=package,
            app_id=1000 if package == "android" else _FIRST_APP_ID + number,
            version_name="5.1.2",
            version_code=51_200 + (package in updated),
            installed_at=made,
            updated_at=made + timedelta(days=200) if package in updated else None,
            installer=PLAY if package in updated else None,
            initiator=PLAY if package in updated else None,
            system=True,
            factory_version_code=51_200 if package in updated else None,
            handles_web=browsers.get(package),
        )
        for number, package in enumerate(names)
    )


def from_play(phone: Phone, packages: Iterable[str]) -> Phone:
    """Return the phone with these apps installed from the store, at various times in the past."""
    return install(
        phone,
        *(
            App(
                package=package,
                app_id=0,
                version_name=f"{number_from(1, 9, package)}.{number_from(0, 40, package, 'v')}.0",
                version_code=number_from(100, 90_000, package, "code"),
                installed_at=installed,
                updated_at=installed + timedelta(days=number_from(1, 20, package, "update")),
                installer=PLAY,
                initiator=PLAY,
                package_source=PackageSource.STORE,
                link_hosts=_own_sites(package) if package in EVERYDAY else (),
                vouched_hosts=_own_sites(package)[:1],
                states=(AppState(install_reason=InstallReason.USER),),
            )
            for package in packages
            for installed in [
                phone.now
                - timedelta(
                    days=number_from(30, 300, phone.serial, package),
                    seconds=number_from(0, 30_000, package),
                )
            ]
        ),
    )


def _own_sites(package: str) -> tuple[str, ...]:
    """Invent the sites of an everyday app, whose links it opens."""
    name = package.rpartition(".")[2].lower().replace("_", "-")
    return (f"www.{name}-umpama.example", f"{name}-umpama.example", f"tautan.{name}.example")


def from_file(
    phone: Phone, package: str, installed_at: datetime, *, supplied_by: str = CHROME
) -> Phone:
    """Return the phone with one app installed from a file that ``supplied_by`` handed over."""
    return install(
        phone,
        App(
            package=package,
            app_id=0,
            version_name="2.31",
            version_code=231,
            installed_at=installed_at,
            installer=FILE_INSTALLER,
            initiator=FILE_INSTALLER,
            originator=supplied_by,
            package_source=PackageSource.DOWNLOADED_FILE,
            states=(AppState(install_reason=InstallReason.USER),),
        ),
    )


def install(phone: Phone, *apps: App) -> Phone:
    """Return the phone with more apps; each gets the next free app id."""
    free = 1 + max((app.app_id for app in phone.apps), default=_FIRST_APP_ID)
    numbered = tuple(replace(app, app_id=free + number) for number, app in enumerate(apps))
    return replace(phone, apps=(*phone.apps, *numbered))


def change(phone: Phone, package: str, *states: AppState) -> Phone:
    """Return the phone with other user states for one of its apps."""
    return replace(
        phone,
        apps=tuple(
            replace(app, states=states) if app.package == package else app for app in phone.apps
        ),
    )


def add_user(phone: Phone, user: PhoneUser) -> Phone:
    """Return the phone with one more user, for whom the factory apps are installed too."""
    apps = tuple(
        replace(app, states=(*app.states, AppState(user=user.id))) if app.system else app
        for app in phone.apps
    )
    return replace(phone, users=(*phone.users, user), apps=apps)


def habit(
    phone: Phone,
    package: str,
    days_ago: Iterable[int],
    *,
    hour: int = 20,
    minutes: int = 12,
    times: int = 1,
    user: int = 0,
) -> Phone:
    """Return the phone with one app opened ``times`` on each of those days, around one hour."""
    today = phone.now.astimezone(phone.tz).date()
    sessions = tuple(
        Session(
            start=datetime.combine(
                today - timedelta(days=ago),
                time_of_day(hour, (7 + 19 * number + ago) % 40, (ago * 13) % 60),
                phone.tz,
            )
            - timedelta(hours=number),
            seconds=minutes * 60 + (ago * 37 + number * 11) % 59,
        )
        for ago in days_ago
        for number in range(times)
    )
    return replace(phone, uses=(*phone.uses, Use(package=package, user=user, sessions=sessions)))


def everyday_life(phone: Phone, apps: int = len(EVERYDAY)) -> Phone:
    """Return the phone with ordinary apps on it, some of them used on most days."""
    phone = from_play(phone, EVERYDAY[:apps])
    for number, package in enumerate((*EVERYDAY[:8], CHROME)):
        days = [ago for ago in range(1, 10) if number_from(0, 3, phone.serial, package, ago)]
        phone = habit(
            phone,
            package,
            days,
            hour=8 + number,
            minutes=number_from(3, 35, phone.serial, package),
            times=number_from(1, 3, phone.serial, package),
        )
    return phone


def crowd(phone: Phone, n_apps: int) -> Phone:
    """Return the phone filled with harmless apps until ``n_apps`` are on it."""
    missing = n_apps - len(phone.apps)
    return from_play(phone, invented(missing)) if missing > 0 else phone
