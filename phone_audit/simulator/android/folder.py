"""A phone's description as a capture folder: every question it can be asked, answered."""

from collections.abc import Iterable, Iterator, Sequence

from phone_audit.formats.capture_folder import capture_key
from phone_audit.formats.phone_commands import Answer
from phone_audit.simulator.android.activity import dump_exit_info, dump_recents
from phone_audit.simulator.android.apk import app_files
from phone_audit.simulator.android.app_links import dump_declared_links, dump_package
from phone_audit.simulator.android.appops import dump_appops
from phone_audit.simulator.android.batterystats import dump_daily, dump_history
from phone_audit.simulator.android.browser import net_unix
from phone_audit.simulator.android.component_use import dump_component_use
from phone_audit.simulator.android.downloads import downloaded_files, media_index
from phone_audit.simulator.android.event_log import event_logs, push_log
from phone_audit.simulator.android.install_records import dump_changes, dump_installs
from phone_audit.simulator.android.netstats import dump_netstats
from phone_audit.simulator.android.notification import dump_notification
from phone_audit.simulator.android.other import (
    dump_connectivity,
    dump_role,
    dump_user,
    settings_lists,
    uptime,
)
from phone_audit.simulator.android.package import dump_packages
from phone_audit.simulator.android.package_list import (
    list_packages,
    list_users,
    query_browsers,
    query_vpn_services,
    refusal,
)
from phone_audit.simulator.android.package_log import dump_package_all
from phone_audit.simulator.android.phone import Phone, PhoneUser, Tab
from phone_audit.simulator.android.props import getprop
from phone_audit.simulator.android.shared_storage import app_folders
from phone_audit.simulator.android.shortcut import dump_shortcut
from phone_audit.simulator.android.usagestats import UsageDump

_TIME_LIMITS = ("", "-t 60 ")
"""``dumpsys`` is asked with a time limit of its own; both spellings print the same."""

_LIST_OPTIONS = (
    ("-f", "-i", "-U", "--show-versioncode"),
    ("-f", "-i", "-U", "-u", "--show-versioncode"),
    ("-f", "-i", "-u"),
    ("-f", "-i"),
    (),
)
_WEB_LINK = "-a android.intent.action.VIEW -c android.intent.category.BROWSABLE -d"
_WEB_ADDRESSES = ("http://example.com", "https://example.com")


def capture_files(phone: Phone) -> dict[str, bytes]:
    """Return the phone as files of a capture folder, ready for any phone that replays one.

    ``props``, ``cmds/KEY.out``, ``.err``, ``.rc``, and below ``fs/`` what ``/proc`` says, the
    APKs of watched apps and the folders of apps. Answers are unfiltered: pipes are the
    business of whoever replays them. The same description gives the same bytes.
    """
    files = {
        "props": getprop(phone),
        "fs/proc/uptime": uptime(phone),
        "fs/proc/net/unix": net_unix(phone),
    }
    files |= {f"fs{path}": data for path, data in app_files(phone).items()}
    files |= {f"fs{path}": b"" for path in app_folders(phone)}
    files |= {f"fs{path}": data for path, data in downloaded_files(phone).items()}
    for line, answer in answers(phone):
        key = "cmds/" + capture_key(line)
        files[f"{key}.out"] = answer.stdout
        if answer.stderr:
            files[f"{key}.err"] = answer.stderr
        if answer.exit_code:
            files[f"{key}.rc"] = f"{answer.exit_code}\n".encode()
    return files


def answers(phone: Phone) -> Iterator[tuple[str, Answer]]:
    """Yield every command line this phone knows, with its answer."""
    yield "pm list users", list_users(phone)
    for user in phone.users:
        for options in _LIST_OPTIONS:
            words = " ".join(("pm list packages", *options, f"--user {user.id}"))
            yield words, list_packages(phone, user, options)
        for address in _WEB_ADDRESSES:
            line = f"cmd package query-activities --brief --user {user.id} {_WEB_LINK} {address}"
            yield line, query_browsers(phone, user)
        vpn = f"cmd package query-services --brief --user {user.id} -a android.net.VpnService"
        yield vpn, query_vpn_services(phone, user)
    if phone.sdk >= 33:
        closed = next((user for user in phone.users if user.closed), None)
        if closed is not None:
            yield "pm list packages", refusal(phone, closed)
    for namespace, listed in settings_lists(phone).items():
        yield f"settings list {namespace}", Answer(stdout=listed)
    for line, text in (*event_logs(phone), push_log(phone), *media_index(phone)):
        yield line, Answer(stdout=text)
    for question, text in _dumps(phone):
        for limit in _TIME_LIMITS:
            yield f"dumpsys {limit}{question}", Answer(stdout=text)


def _dumps(phone: Phone) -> Iterator[tuple[str, bytes]]:
    yield "package packages", dump_packages(phone)
    yield "user", dump_user(phone)
    yield "connectivity", dump_connectivity(phone)
    yield "shortcut", dump_shortcut(phone)
    yield "package domain-preferred-apps", dump_declared_links(phone)
    for app in phone.apps:
        if app.link_hosts or app.package in phone.watched:
            yield f"package {app.package}", dump_package(phone, app)
    role = dump_role(phone)
    if role is not None:
        yield "role", role
    for browsing in phone.browsers:
        package = browsing.package
        yield f"notification --package {package}", dump_notification(phone, package)
    for app in phone.apps:
        if app.handles_web and not any(b.package == app.package for b in phone.browsers):
            yield f"notification --package {app.package}", dump_notification(phone, app.package)
    yield from _usage(phone)
    yield from _remembered(phone)
    yield from _traces_of_use(phone)


def _traces_of_use(phone: Phone) -> Iterator[tuple[str, bytes]]:
    yield "netstats --checkin --uid --duration=7776000000", dump_netstats(phone)
    yield "activity recents", dump_recents(phone)
    for package in phone.watched:
        yield f"appops --package {package}", dump_appops(phone, package)
    if phone.sdk >= 30:
        browsers = (app.package for app in phone.apps if app.handles_web)
        for package in dict.fromkeys((*phone.watched, *browsers)):
            yield f"activity exit-info {package}", dump_exit_info(phone, package)


def _remembered(phone: Phone) -> Iterator[tuple[str, bytes]]:
    yield "package installs", dump_installs(phone)
    yield "package changes", dump_changes(phone)
    yield "batterystats --daily", dump_daily(phone)
    yield "batterystats --history", dump_history(phone)
    if phone.sdk >= 34:
        yield "usagestats app-component-usage", dump_component_use(phone)
    if phone.samsung:
        yield "package -a", dump_package_all(phone)
        yield "notification --package android", dump_notification(phone, "android")


def _usage(phone: Phone) -> Iterator[tuple[str, bytes]]:
    usage = UsageDump(phone)
    yield "usagestats", usage.dump(compact=False)
    yield "usagestats -c", usage.dump(compact=True)
    for packages in _orders(phone):
        names = " ".join(packages)
        yield f"usagestats {names}", usage.dump(packages, compact=False)
        yield f"usagestats -c {names}", usage.dump(packages, compact=True)
    if phone.sdk >= 29:
        for user in phone.users:
            for interval in ("daily", "weekly", "monthly", "yearly"):
                yield f"usagestats file {user.id} {interval}", usage.stored_files(user.id, interval)


def _orders(phone: Phone) -> Iterable[Sequence[str]]:
    """Return the ways the packages of interest may be asked for: singly, and all together."""
    browsers = [app.package for app in phone.apps if app.handles_web]
    together = (
        tuple(sorted(phone.watched)),
        (*sorted(phone.watched), *browsers),
        tuple(sorted((*phone.watched, *browsers))),
    )
    single = [(package,) for package in (*phone.watched, *browsers)]
    return dict.fromkeys((*single, *(names for names in together if names)))


def secrets(phone: Phone, matched: Iterable[str] = ()) -> frozenset[str]:
    """Return strings on the phone that nothing may keep: people, sites, names of users.

    ``matched`` are hosts the signature list names; those may be kept. Hosts of every
    other site with a notification channel, numbers and names of chat partners, titles
    of messages, names of Android users, what follows a host in an address, and the sites
    that apps declare may not.
    """
    allowed = set(matched)
    people = {text for chat in phone.chats for text in (chat.number, chat.name, chat.title)}
    people |= {site.label for site in phone.pinned}
    shown = {text for browser in phone.running for tab in browser.tabs for text in _of_tab(tab)}
    hosts = {
        site.origin.partition("://")[2].partition(":")[0]
        for browsing in phone.browsers
        for site in (*browsing.channels, *browsing.restored)
    }
    hosts |= {url.split("/")[2] for url in _addresses(phone)}
    hosts |= {host for app in phone.apps for host in app.link_hosts}
    known = [(app.file_address, app.page_address) for app in phone.apps]
    known += [(app.file_address, app.page_address) for app in phone.gone]
    addresses = [address for pair in known for address in pair if address is not None]
    people |= {path for path in (one.split("/", 3)[-1] for one in addresses) if path}
    return frozenset(people | ((hosts | shown) - allowed) | _names(phone.users))


def _of_tab(tab: Tab) -> Iterator[str]:
    """Yield what a tab shows and showed: its title, and each host and path."""
    yield tab.title
    for url in (tab.url, *tab.before):
        host, _, path = url.partition("://")[2].partition("/")
        yield host.partition(":")[0]
        if path:
            yield path


def _addresses(phone: Phone) -> Iterator[str]:
    """Yield the addresses of sites that were opened, pinned or downloaded from."""
    yield from (link.url for link in phone.links)
    yield from (site.url for site in phone.pinned)
    for file in phone.downloads:
        yield from (url for url in (file.url, file.page) if url is not None)


def _names(users: Iterable[PhoneUser]) -> set[str]:
    """Return names of users that are a person's; ``XSpace`` and the like are the maker's."""
    return {user.name for user in users if user.id == 0 and " " in user.name}
