"""What ``dumpsys shortcut`` prints, from Android 8 to 16."""

from collections.abc import Iterable, Iterator

from phone_audit.simulator.android.phone import Phone, PinnedSite
from phone_audit.simulator.android.printing import identity, local_seconds, millis

_WEB_APP = "com.google.android.apps.chrome.webapps.WebappManager.ACTION_START_WEBAPP"
_EXTRA = "org.chromium.chrome.browser.webapp_"


def dump_shortcut(phone: Phone) -> bytes:
    """Return the answer to ``dumpsys shortcut``: what each app offers and what is pinned.

    Format: users, below them apps, below them shortcuts; on Android 8 a shortcut is one
    line, later one field per line::

        Now: [1763600000000] 2025-11-20 07:53:20  Raw last reset: ...
          User: 0  Known locales: id-ID  Last app scan: ...
              Package: com.android.chrome  UID: 10123
                Shortcuts:
                  ShortcutInfo {id=2f5b3a10, flags=0x10a [PinIc-fStr]
                    shortLabel=Toko, resId=0[null]
                    rank=0, timestamp=1763500000000
                    intents=[Intent { act=... }/PersistableBundle[{...webapp_url=https://...}]]

    Labels are text of sites; whole addresses stand in the extras of web apps. The address
    of a plain bookmark is shortened by ``Intent.toString`` to its host. Each browser also
    offers a shortcut of its own, which is not pinned.

    Read from: AOSP ``ShortcutService.dump``, ``ShortcutUser.dump``, ``ShortcutPackage.dump``,
    ``ShortcutInfo.toDumpString`` 8-16 and a real Android 10 phone.
    """
    now = f"[{millis(phone.now)}] {local_seconds(phone.now, phone.tz)}"
    lines = [f"Now: {now}  Raw last reset: {now}  Last reset: {now}  Next reset: {now}"]
    lines += [
        "",
        "  Config:    Max icon dim: 252",
        "    Icon format: PNG",
        "",
        "  #Failures: 0",
        "",
    ]
    for user in phone.users:
        if not user.running or user.closed:
            continue
        lines.append(f"  User: {user.id}  Known locales: {phone.locale}  Last app scan: {now}")
        lines.append("      Cached launcher: ComponentInfo{com.android.launcher3/.Launcher}")
        for app in phone.apps:
            if app.handles_web and app.state_for(user.id).installed:
                pinned = [
                    site
                    for site in phone.pinned
                    if site.browser == app.package and site.user == user.id
                ]
                uid = user.id * 100_000 + app.app_id
                lines += ["", f"      Package: {app.package}  UID: {uid}"]
                lines += ["        Calls: 0", "", "        Shortcuts:"]
                lines += _shortcuts(phone, app.package, pinned)
    return ("\n".join(lines) + "\n").encode()


def _shortcuts(phone: Phone, package: str, pinned: Iterable[PinnedSite]) -> Iterator[str]:
    own = (
        "new-tab-shortcut",
        "0x1a4 [ImManIc-rStr]",
        "Tab baru",
        millis(phone.now),
        f"Intent {{ act=chromium.shortcut.action.OPEN_NEW_TAB pkg={package} }}/null",
    )
    yield from _printed(phone, package, own)
    for site in pinned:
        yield from _printed(
            phone,
            package,
            (
                identity(phone.serial, site.url),
                "0x10a [PinIc-fStr]",
                site.label,
                millis(site.pinned_at),
                _intent(site),
            ),
        )


def _intent(site: PinnedSite) -> str:
    if site.web_app:
        extras = f"{_EXTRA}url={site.url}, {_EXTRA}short_name={site.label}"
        return f"Intent {{ act={_WEB_APP} pkg={site.browser} }}/PersistableBundle[{{{extras}}}]"
    origin = "/".join(site.url.split("/")[:3])
    return f"Intent {{ act=android.intent.action.VIEW dat={origin}/... pkg={site.browser} }}/null"


def _printed(phone: Phone, package: str, shortcut: tuple[str, str, str, int, str]) -> Iterator[str]:
    name, flags, label, timestamp, intent = shortcut
    fields = [
        f"ShortcutInfo {{id={name}, flags={flags}",
        f"packageName={package}",
        f"shortLabel={label}, resId=0[null]",
        "longLabel=null, resId=0[null]",
        "disabledMessage=null, resId=0[null]",
        "categories=null",
        f"rank=0, timestamp={timestamp}",
        f"intents=[{intent}]",
        "extras=null",
        "iconRes=0[null], bitmapPath=null}",
    ]
    if phone.sdk < 28:
        yield " " * 10 + ", ".join(fields)
        return
    yield " " * 10 + fields[0]
    for field in fields[1:]:
        yield " " * 12 + field
