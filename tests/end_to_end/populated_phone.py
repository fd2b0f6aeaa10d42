"""A populated phone with a known app, sites, and hosts that must not be written down."""

from datetime import timedelta

from phone_audit.model.record import replace
from phone_audit.simulator.android.apps import install
from phone_audit.simulator.android.phone import (
    App,
    Browsing,
    Chat,
    Clearing,
    Download,
    Link,
    PinnedSite,
    SiteChannel,
)
from phone_audit.simulator.office import Listed, demo_office
from tests.simulator.android_phones import NOW

LISTED = Listed()
CHROME = "com.android.chrome"
TUNNEL = "id.contoh.terowongan.rahasia"
COLLECTOR = "id.contoh.kumpulan.tautan"
HOURS = timedelta(hours=1)
SECRET_HOSTS = tuple(f"situs-rahasia-{number}.example" for number in range(8))


def populated():
    """The demo's used app on a phone that is also full of other people's business."""
    phone = demo_office(NOW, 1)[0].phone
    private = tuple(
        Chat(number=f"6280000{number}9001", name=f"Orang {number}", title=f"Perihal {number}")
        for number in range(6)
    )
    others = tuple(
        SiteChannel(origin=f"https://{host}", decided_at=NOW - 50 * HOURS)
        for host in SECRET_HOSTS[:4]
    )
    planted = SiteChannel(
        origin=f"https://m.{LISTED.site}",
        decided_at=NOW - 30 * HOURS,
        last_push_at=NOW - 3 * HOURS,
    )
    links = tuple(
        Link(
            at=NOW - number * HOURS,
            url=f"https://{host}/jalur-rahasia?kata=sandi{number}",
            package=CHROME,
            activity="org.chromium.chrome.browser.ChromeTabbedActivity",
        )
        for number, host in enumerate((f"www.{LISTED.site}", *SECRET_HOSTS[4:6]), start=1)
    )
    pinned = tuple(
        PinnedSite(
            url=f"https://{host}/lobi",
            browser=CHROME,
            label=f"Judul Rahasia {number}",
            pinned_at=NOW - 40 * HOURS,
        )
        for number, host in enumerate((LISTED.site, SECRET_HOSTS[6]))
    )
    downloads = (
        Download(
            name=f"{LISTED.app}.apk",
            package=LISTED.app,
            added_at=NOW - 60 * HOURS,
            saved_by=CHROME,
            url=f"https://unduh.{LISTED.site}/x.apk",
            page=f"https://{LISTED.site}/",
        ),
        Download(
            name="foto-liburan.apk",
            package=LISTED.app,
            added_at=NOW - 70 * HOURS,
        ),
        Download(
            name="hasil-laboratorium.apk",
            package="id.contoh.rahasia.laboratorium",
            added_at=NOW - 61 * HOURS,
            saved_by=CHROME,
            url=f"https://{SECRET_HOSTS[7]}/hasil.apk",
        ),
    )
    phone = install(
        phone,
        App(
            package=COLLECTOR,
            app_id=0,
            installed_at=NOW - 90 * HOURS,
            link_hosts=(f"mitra.{LISTED.site}", "situs-rahasia-9.example"),
        ),
    )
    phone = install(
        phone, App(package=TUNNEL, app_id=0, installed_at=NOW - 9 * HOURS, offers_vpn=".S")
    )
    return replace(
        phone,
        vpn_connected=True,
        always_on_vpn=TUNNEL,
        cleared=(Clearing(package=CHROME, at=NOW - 77 * HOURS),),
        browsers=(Browsing(package=CHROME, channels=(planted, *others)),),
        links=links,
        pinned=pinned,
        downloads=downloads,
        chats=private,
    )
