"""The shapes evidence comes in. Few shapes, many sources: prefer an existing one."""

from datetime import datetime
from enum import StrEnum

from phone_audit.model.capture import Gap
from phone_audit.model.phone import Browser, ClockReading, PhoneIdentity, Profile
from phone_audit.model.record import Record


class ObservableKind(StrEnum):
    """The kinds of names a signature list can know."""

    PACKAGE = "package"
    HOST = "host"


class Observable(Record):
    """A name a record offers for matching: a package, or a host in ASCII lower case."""

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
    """Where on the phone a site's name was seen."""

    NOTIFICATION_CHANNEL = "notification_channel"


class SiteTrace(Record, tag="site_trace", tag_field="kind"):
    """One web site that left a trace in one browser.

    ``host`` is ASCII, lower case, without port. ``via`` is the package of the browser.
    ``decided_at`` is when the holder answered the site's request; ``allowed`` is that
    answer, ``None`` when the phone does not say. ``removed`` means the permission was
    taken back later. ``last_push_at`` is the last audible push (Android 15+).
    ``restored`` means the setting came with a backup of another phone.
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

    @property
    def observables(self) -> tuple[Observable, ...]:
        """Return the host."""
        return (Observable(kind=ObservableKind.HOST, value=self.host),)


Evidence = InstalledApp | AppUse | SiteTrace
"""Records that can match the signature list and then be kept."""

Fact = PhoneIdentity | ClockReading | Profile | Browser
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
