"""The phone itself: identity, clock, profiles, and what an examination knows so far."""

from datetime import datetime
from enum import StrEnum

from phone_audit.model.record import Record


class PhoneIdentity(Record, tag="phone_identity", tag_field="kind"):
    """Who the phone says it is (system properties). ``None``: the phone does not say.

    ``serial`` is ``ro.serialno``; cheap phones share serials, so it names a phone
    on paper but never keys a connection.
    """

    maker: str | None = None
    brand: str | None = None
    model: str | None = None
    device: str | None = None
    fingerprint: str | None = None
    android: str | None = None  # "14"
    sdk: int | None = None  # API level, 34
    security_patch: str | None = None  # "2026-08-01"
    build_type: str | None = None
    build_tags: str | None = None
    serial: str | None = None
    skin: str | None = None  # "One UI 6.1", "HyperOS OS2.0", ...
    verified_boot: str | None = None  # green, yellow, orange, red
    bootloader_locked: bool | None = None
    zone: str | None = None  # "Asia/Jakarta"
    locale: str | None = None


class ClockReading(Record, tag="clock_reading", tag_field="kind"):
    """The phone's clock beside the computer's.

    ``offset_ms`` is phone minus computer; positive means the phone is ahead. It is
    measured to about half of ``uncertainty_ms``. ``uptime_s`` is ``None`` when
    ``/proc/uptime`` was not readable. ``utc_offset_min`` is the phone's zone (420 = WIB).
    """

    offset_ms: int | None = None
    uncertainty_ms: int | None = None
    utc_offset_min: int | None = None
    uptime_s: int | None = None
    measured_at: datetime


class ProfileKind(StrEnum):
    """What sort of user or profile an Android user id is."""

    OWNER = "owner"
    WORK = "work"
    CLONE = "clone"  # dual apps, XSpace, MultiApp, Dual Messenger
    SECOND_USER = "second_user"  # second space, second user, guest
    SECURE_FOLDER = "secure_folder"
    PRIVATE_SPACE = "private_space"
    MAINTENANCE = "maintenance"  # repair mode of the maker
    UNKNOWN = "unknown"


CLOSED_KINDS = frozenset(
    {ProfileKind.SECURE_FOLDER, ProfileKind.PRIVATE_SPACE, ProfileKind.MAINTENANCE}
)


class Profile(Record, tag="profile", tag_field="kind"):
    """One Android user or profile. Its name is never kept: it may be a person's.

    ``running`` is ``None`` when the source does not say.
    """

    user: int
    flags: int
    profile: ProfileKind
    running: bool | None = None


class ClosedUser(Record, tag="closed_user", tag_field="kind"):
    """A user of whom nothing may be read, other than that it exists.

    It is a closed space, refused its list of apps, or is named by no list of users.
    """

    user: int


class Browser(Record, tag="browser", tag_field="kind"):
    """An app that answers links to web sites; asked about, never written down by itself."""

    package: str


class AppPath(Record, tag="app_path", tag_field="kind"):
    """Where the files of one app lie for one user: the base APK, then its splits.

    Paths as the phone gave them, not validated. They plan questions about apps that
    matched and are never written down by themselves.
    """

    package: str
    user: int
    paths: tuple[str, ...]


class ChosenApp(Record, tag="chosen_app", tag_field="kind"):
    """An app one user has that is not part of the factory image.

    It says whose declarations may be looked at; by itself it is never written down.
    """

    package: str
    user: int


class ApkDirectory(Record, tag="apk_directory", tag_field="kind"):
    """Where the signing block of a watched app's file ends: ``at`` bytes from its beginning.

    It plans the question for that part of the file and is never written down.
    """

    package: str
    path: str
    at: int


class FoundFile(Record, tag="found_file", tag_field="kind"):
    """An app file on the shared storage, by its path as the phone gave it.

    Paths hold names a person chose: they plan questions and are never written down.
    """

    path: str


class AppDownload(Record, tag="app_download", tag_field="kind"):
    """A file on the shared storage that by its name, or inside, says which package it holds.

    It plans the question about files of matched packages; its path is never written down.
    """

    package: str
    path: str


class WebApp(Record):
    """A WebAPK, and the users whose list it stands in; which site it opens, only its dump tells."""

    package: str
    users: tuple[int, ...]


def is_web_app(package: str) -> bool:
    """Tell whether a package is a WebAPK: a web site that a browser installed as an app.

    Chromium browsers have them made as ``org.chromium.webapk.<random>_v2``; other makers
    of WebAPKs keep the word ``webapk`` in the name.
    """
    return ".webapk." in package


class DevtoolsSocket(Record, tag="devtools_socket", tag_field="kind"):
    """The debugging socket of a running browser, by its abstract name.

    Names can hold a package (``id.contoh_devtools_remote``), so none is written down.
    """

    name: str


class OpenTab(Record, tag="open_tab", tag_field="kind"):
    """A tab of a running browser: where it can be asked, never what it shows.

    ``target`` is the id its browser gave it. ``via`` is the browser's package. A tab
    that ``answers`` is loaded; others are silent whatever they are asked.
    """

    socket: str
    target: str
    via: str
    answers: bool = False


class ContextKind(StrEnum):
    """Circumstances of the phone that say how far its answers reach; none raises an outcome."""

    ROOT_SIGNS = "root_signs"
    UNLOCKED_BOOT = "unlocked_boot"
    DEBUGGABLE_BUILD = "debuggable_build"
    PRIVATE_DNS = "private_dns"
    VPN_ACTIVE = "vpn_active"
    VPN_ALWAYS_ON = "vpn_always_on"
    VPN_APP = "vpn_app"
    DEFAULT_BROWSER = "default_browser"
    CLEARED_DATA = "cleared_data"
    RECENT_RESET = "recent_reset"
    CLOCK_BY_HAND = "clock_by_hand"
    ADVANCED_PROTECTION = "advanced_protection"
    USE_HISTORY_SINCE = "use_history_since"


class Context(Record, tag="context", tag_field="kind"):
    """One such circumstance.

    ``value`` is a short word of the phone or the name of an app everybody knows, never a
    name the holder chose. ``unnamed`` counts apps beside it that are not told by name,
    ``None``: there are none. ``at`` is there where the circumstance has a date (UTC).
    """

    context: ContextKind
    value: str | None = None
    unnamed: int | None = None
    at: datetime | None = None


class AppUid(Record):
    """The uid a watched package has for one user; ``shared``: other packages have it too."""

    package: str
    user: int
    uid: int
    shared: bool = False


class Known(Record):
    """What the examination has learnt so far; sources plan their questions from it.

    ``zone`` names the phone's time zone: an IANA name (``Asia/Jakarta``) or a fixed
    offset (``+07:00``). It is the one the phone gave, else the case's. ``locale`` is the
    phone's language and region (``id-ID``).
    ``closed_users`` refused to be read; ``is_closed`` is what a source asks.
    ``watched`` are packages on the phone that matched the signature list;
    ``watched_profiles`` the users in which they were seen. ``app_paths`` tells where the
    files of watched packages lie, ``apk_directories`` where in them to look for a signer, and
    ``certified`` names those whose certificate is known already; ``downloads`` names files
    that hold listed packages, and ``found_files`` every app file on the shared storage, the
    newest first as far as that is known.
    ``chosen`` are the apps that are no part of the factory image, matching or not.
    ``web_apps`` are packages that a browser made for one web
    site each (WebAPK); which site, only their own dump tells. ``devtools_sockets`` and
    ``tabs`` are there only with the holder's consent to that; ``matched_hosts`` are the
    hosts that matched so far. ``clock`` is the phone's clock as it was measured; ``watched_uids``
    tells by which numbers Android counts for the watched packages.
    """

    sdk: int | None = None
    maker: str | None = None
    zone: str = "Asia/Jakarta"
    locale: str | None = None
    profiles: tuple[Profile, ...] = ()
    closed_users: tuple[int, ...] = ()
    browsers: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    watched_users: tuple[int, ...] = ()
    app_paths: tuple[AppPath, ...] = ()
    apk_directories: tuple[ApkDirectory, ...] = ()
    certified: tuple[str, ...] = ()
    found_files: tuple[str, ...] = ()
    downloads: tuple[AppDownload, ...] = ()
    devtools_sockets: tuple[str, ...] = ()
    tabs: tuple[OpenTab, ...] = ()
    matched_hosts: tuple[str, ...] = ()
    chosen: tuple[ChosenApp, ...] = ()
    web_apps: tuple[WebApp, ...] = ()
    clock: ClockReading | None = None
    watched_uids: tuple[AppUid, ...] = ()

    def is_closed(self, user: int | None) -> bool:
        """Tell whether nothing may be said about a user, other than that it exists.

        So it is with a closed space, and with a user that refused its list of apps. ``None``
        stands for "no user is told".
        """
        return user in self.closed_users or any(
            one.user == user and one.profile in CLOSED_KINDS for one in self.profiles
        )
