"""The shapes evidence comes in. Few shapes, many sources: prefer an existing one."""

from datetime import datetime
from enum import StrEnum

from phone_audit.model.capture import Gap
from phone_audit.model.phone import (
    ApkDirectory,
    AppDownload,
    AppPath,
    Browser,
    ChosenApp,
    ClockReading,
    ClosedUser,
    Context,
    DevtoolsSocket,
    FoundFile,
    OpenTab,
    PhoneIdentity,
    Profile,
)
from phone_audit.model.record import Record


class ObservableKind(StrEnum):
    """The kinds of names a signature list can know."""

    PACKAGE = "package"
    HOST = "host"
    LABEL = "label"  # what an app shows on the screen
    CERTIFICATE = "certificate"  # SHA-256 or SHA-1 of a signer's, lower-case hex


class Observable(Record):
    """A name a record offers for matching: a package, a host in ASCII lower case, ..."""

    kind: ObservableKind
    value: str


class PackageSource(StrEnum):
    """Android's ``packageSource`` (13+): what the installing app said the file was."""

    UNSPECIFIED = "unspecified"  # 0
    OTHER = "other"  # 1
    STORE = "store"  # 2
    LOCAL_FILE = "local_file"  # 3
    DOWNLOADED_FILE = "downloaded_file"  # 4


class InstallReason(StrEnum):
    """Android's ``installReason``: why the package came to this user."""

    UNKNOWN = "unknown"  # 0
    POLICY = "policy"  # 1, by an administrator
    DEVICE_RESTORE = "device_restore"  # 2, copied from an older phone
    DEVICE_SETUP = "device_setup"  # 3
    USER = "user"  # 4


class Presence(StrEnum):
    """In what way a package is there for one user."""

    INSTALLED = "installed"
    HIDDEN = "hidden"  # installed, hidden by a policy or a hider app
    DATA_KEPT = "data_kept"  # removed, its data kept
    KNOWN_ONLY = "known_only"  # known to the phone, not installed for this user


class EnabledState(StrEnum):
    """Android's ``enabled=``; every form of "disabled" still means present."""

    DEFAULT = "default"  # 0
    ENABLED = "enabled"  # 1
    DISABLED = "disabled"  # 2
    DISABLED_BY_USER = "disabled_by_user"  # 3
    DISABLED_UNTIL_USED = "disabled_until_used"  # 4


class InstalledApp(Record, tag="installed_app", tag_field="kind"):
    """One app for one user of the phone, from the package list and the package dump.

    ``None`` always means "the phone did not say". Times are UTC by the phone's clock
    and zone; to the second. ``opened`` is the negation of Android's ``notLaunched``:
    true only says "opened at least once since it was installed for that user".
    ``frozen_by_maker`` says that a package of the phone's maker disabled the app, as the
    functions do with which some makers let apps be hidden. ``uid`` is
    Android's full number for this app and user (user * 100000 + app id); with
    ``uid_shared`` other packages have the same one, and what is counted by uid cannot be
    told apart.
    """

    package: str
    user: int
    presence: Presence = Presence.INSTALLED
    version_name: str | None = None
    version_code: int | None = None
    first_installed_at: datetime | None = None
    last_updated_at: datetime | None = None
    installer: str | None = None
    initiator: str | None = None
    originator: str | None = None  # the app that supplied the file, Android 14+
    package_source: PackageSource | None = None
    install_reason: InstallReason | None = None
    opened: bool | None = None
    system: bool | None = None  # part of the factory image, updated or not
    enabled: EnabledState | None = None
    suspended: bool | None = None
    frozen_by_maker: bool | None = None
    uid: int | None = None
    uid_shared: bool | None = None

    @property
    def observables(self) -> tuple[Observable, ...]:
        """Return the package name."""
        return (Observable(kind=ObservableKind.PACKAGE, value=self.package),)


class UseInterval(StrEnum):
    """The length of a usage-statistics interval. Different lengths overlap: never add them."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    EVENTS = "events"  # single events of the last hours


class AppUse(Record, tag="app_use", tag_field="kind"):
    """How one app was in the foreground during one interval, for one user.

    ``foreground_ms`` is time the app was on screen. ``launches`` are launches by the
    user. ``used_days`` are the local dates (``2026-11-19``, phone's zone) on which an
    event or a last-use time shows the app in the foreground; a date is listed once.
    """

    package: str
    user: int
    interval: UseInterval
    begin_at: datetime | None = None
    end_at: datetime | None = None
    foreground_ms: int | None = None
    launches: int | None = None
    last_used_at: datetime | None = None
    used_days: tuple[str, ...] = ()

    @property
    def observables(self) -> tuple[Observable, ...]:
        """Return the package name."""
        return (Observable(kind=ObservableKind.PACKAGE, value=self.package),)


class SiteTraceKind(StrEnum):
    """Where on the phone, or in what its holder brought, a site's name was seen."""

    NOTIFICATION_CHANNEL = "notification_channel"  # the site asked to notify, and was answered
    PUSH_RECEIVED = "push_received"  # the site sent a notification
    LINK_OPENED = "link_opened"  # a link was opened from another app
    HOME_SCREEN = "home_screen"  # somebody put the site on the home screen
    WEB_APP = "web_app"  # the site is installed as an app
    APP_LINK = "app_link"  # a matched app declares that it opens the site's links
    LINK_CLAIMED = "link_claimed"  # so does an installed app that no entry lists
    LINK_VOUCHED = "link_vouched"  # and the site says that this app is its own
    DOWNLOAD = "download"  # a file came from the site
    REFERRER = "referrer"  # a download was started on a page of the site
    OPEN_TAB = "open_tab"  # a tab showed the site during the examination
    TAB_HISTORY = "tab_history"  # the site stands in a tab's back and forward list
    STORED_DATA = "stored_data"  # the site keeps data in the browser
    HISTORY_VISIT = "history_visit"  # visits in a history the holder brought
    NAME_LOOKUP = "name_lookup"  # the phone looked the site's address up


DECLARATIONS = frozenset({SiteTraceKind.LINK_CLAIMED, SiteTraceKind.LINK_VOUCHED})
"""What the maker of an app wrote into it; the phone was nowhere, and nobody did anything."""


class SiteTrace(Record, tag="site_trace", tag_field="kind"):
    """One web site that left one kind of trace in one place.

    ``host`` is ASCII, lower case, without port. ``via`` is the package that holds the
    trace: a browser, or the app a link or file belongs to; for an imported history it
    names the history (``takeout``). ``decided_at``, ``allowed``, ``removed``,
    ``last_push_at`` and ``restored`` speak of a notification channel: when the holder
    answered the site's request and how, whether the permission was taken back, the last
    audible push (Android 15+), and whether it came with a backup of another phone.
    ``first_at`` and ``last_at`` bound dated traces of the other kinds. ``visits`` counts
    acts that may count as visits; redirects, prefetches and frames are left out and
    counted in ``uncounted``. ``days`` are the local dates of counted visits.
    """

    host: str
    trace: SiteTraceKind
    via: str
    user: int | None = None
    decided_at: datetime | None = None
    allowed: bool | None = None
    removed: bool | None = None
    last_push_at: datetime | None = None
    restored: bool = False
    first_at: datetime | None = None
    last_at: datetime | None = None
    visits: int | None = None
    uncounted: int | None = None
    days: tuple[str, ...] = ()

    @property
    def observables(self) -> tuple[Observable, ...]:
        """Return the host."""
        return (Observable(kind=ObservableKind.HOST, value=self.host),)


class AppTraceKind(StrEnum):
    """Small records of an app beside the package list and usage statistics."""

    INSTALL_LOGGED = "install_logged"  # the maker's log says it was installed
    REMOVAL_LOGGED = "removal_logged"  # the maker's log says it was removed
    INSTALL_SESSION = "install_session"  # the phone's installer remembers an installation
    CHANGED_SINCE_BOOT = "changed_since_boot"
    UPDATED_LATELY = "updated_lately"  # battery statistics of one day
    REMOVED_LATELY = "removed_lately"  # battery statistics of one day
    USED_SINCE_BOOT = "used_since_boot"
    PROCESS_ENDED = "process_ended"
    IN_FRONT = "in_front"  # battery history: on screen since the last charge
    RECENT_TASK = "recent_task"
    PERMISSION_USED = "permission_used"  # app ops
    STANDBY = "standby"  # Android's own guess how often it is used
    FOLDER_LEFT = "folder_left"  # its folder on the shared storage
    FILE_PRESENT = "file_present"  # a file on the shared storage is called after it
    FILE_HOLDS = "file_holds"  # a file on the shared storage says inside that it is this app
    FILE_DIFFERS = "file_differs"  # the file called after it says inside that it is another
    NOTIFICATIONS_SWITCHED = "notifications_switched"  # by the holder, Samsung


class AppTrace(Record, tag="app_trace", tag_field="kind"):
    """One app named by one small record of the phone.

    ``at`` is when (UTC), ``None`` where the record bears no date; ``until_at`` ends a
    record that only knows a span (a day of battery statistics). ``succeeded`` is
    the result of an installation or removal. ``host`` is where a file came from.
    ``note`` is a word of Android's own vocabulary (``rare``, ``USER REQUESTED``), never
    free text.
    """

    package: str
    trace: AppTraceKind
    user: int | None = None
    at: datetime | None = None
    until_at: datetime | None = None
    succeeded: bool | None = None
    installer: str | None = None
    host: str | None = None
    note: str | None = None

    @property
    def observables(self) -> tuple[Observable, ...]:
        """Return the package name."""
        return (Observable(kind=ObservableKind.PACKAGE, value=self.package),)


class AppTraffic(Record, tag="app_traffic", tag_field="kind"):
    """Bytes one app received and sent, foreground and background together.

    ``days`` are local dates with traffic. Buckets are two hours long, so that the first
    and the last moment are known to two hours. What was transferred is not known.
    """

    package: str
    user: int
    received_bytes: int
    sent_bytes: int
    first_at: datetime | None = None
    last_at: datetime | None = None
    days: tuple[str, ...] = ()

    @property
    def observables(self) -> tuple[Observable, ...]:
        """Return the package name."""
        return (Observable(kind=ObservableKind.PACKAGE, value=self.package),)


class AppFile(Record, tag="app_file", tag_field="kind"):
    """The files of one app: hashes made on the phone, certificate, and its own name.

    ``apk_sha256`` has one entry per APK (base and splits), in the order of their paths.
    ``downloaded`` files lie on the shared storage; others are those of the installed app.
    ``certificate_sha256`` are the signer's, lower-case hex without colons;
    ``certificate_sha1`` the same ones where their bytes were read, because some lists write
    them so. ``label`` is the name the app shows, read for matched apps only.
    """

    package: str
    user: int | None = None
    apk_sha256: tuple[str, ...] = ()
    certificate_sha256: tuple[str, ...] = ()
    certificate_sha1: tuple[str, ...] = ()
    label: str | None = None
    downloaded: bool = False

    @property
    def observables(self) -> tuple[Observable, ...]:
        """Return the package name, then the certificates."""
        certificates = (*self.certificate_sha256, *self.certificate_sha1)
        return (
            Observable(kind=ObservableKind.PACKAGE, value=self.package),
            *(Observable(kind=ObservableKind.CERTIFICATE, value=one) for one in certificates),
        )


Evidence = InstalledApp | AppUse | SiteTrace | AppTrace | AppTraffic | AppFile
"""Records that can match the signature list and then be kept."""


def is_declaration(record: Evidence) -> bool:
    """Tell whether a record says only what the maker of an unlisted app wrote into it."""
    return isinstance(record, SiteTrace) and record.trace in DECLARATIONS


Fact = (
    PhoneIdentity
    | ClockReading
    | Profile
    | ClosedUser
    | Browser
    | Context
    | AppPath
    | ChosenApp
    | ApkDirectory
    | FoundFile
    | AppDownload
    | DevtoolsSocket
    | OpenTab
)
"""Records about the phone itself; they plan questions and fill the report's head."""


class Sighting(Record):
    """A record with the numbers of the captures it was read from; always at least one."""

    record: Evidence
    captures: tuple[int, ...]


class Covered(Record):
    """How completely one source, for one user where that applies, was read.

    ``read`` counts the things looked at (apps, sites), matching or not; it is all
    that remains of those that did not match.
    """

    source: str
    complete: bool
    read: int
    user: int | None = None


class Asked(Record):
    """How many answers one source got; zero when it had nothing to ask. In order of reading."""

    source: str
    answers: int


class Reading(Record):
    """What a source read from its answers: facts, sightings, coverage and gaps."""

    facts: tuple[Fact, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    covered: tuple[Covered, ...] = ()
    gaps: tuple[Gap, ...] = ()
