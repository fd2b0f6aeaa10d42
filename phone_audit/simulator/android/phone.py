"""The description of an invented phone: what is on it and what happened, not how it is printed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from phone_audit.model.evidence import EnabledState, InstallReason, PackageSource
from phone_audit.model.record import Record


class PhoneUser(Record):
    """One Android user or profile of the phone.

    ``flags`` are the bits ``pm list users`` prints in hexadecimal. A ``closed`` user
    refuses package lists with a SecurityException, as Knox users do; its packages
    still stand in the package dump.
    """

    id: int = 0
    name: str = "Pemilik"
    flags: int = 0xC13
    running: bool = True
    closed: bool = False


class AppState(Record):
    """How one app stands for one user. ``first_installed_at=None``: as the app itself says."""

    user: int = 0
    installed: bool = True
    data_kept: bool = False  # removed for this user, its data kept
    hidden: bool = False
    suspended: bool = False
    stopped: bool = False
    not_launched: bool = False
    enabled: EnabledState = EnabledState.DEFAULT
    disabled_by: str | None = None  # package that disabled it
    install_reason: InstallReason = InstallReason.UNKNOWN
    first_installed_at: datetime | None = None


class App(Record):
    """One package on the phone, installed for the users named in ``states``.

    ``installer``, ``initiator`` and ``originator`` are packages: who keeps the app
    up to date, who asked for it, who supplied the file. ``handles_web`` makes it a
    browser. ``label`` is the name it shows. ``app_id`` is the user-independent part of its uid.
    """

    package: str
    app_id: int
    version_name: str = "1.0.0"
    version_code: int = 100
    target_sdk: int = 33
    installed_at: datetime
    updated_at: datetime | None = None  # None: never updated
    installer: str | None = None
    initiator: str | None = None
    originator: str | None = None
    package_source: PackageSource = PackageSource.UNSPECIFIED
    system: bool = False
    factory_version_code: int | None = None  # an updated system app: what the image holds
    label: str | None = None  # None: the end of its package name
    file_address: str | None = None  # web address its file came from, and the page that led there
    page_address: str | None = None
    handles_web: str | None = None  # activity that answers links to web sites
    offers_vpn: str | None = None  # service that can connect a VPN
    link_hosts: tuple[str, ...] = ()  # sites whose links it says it opens
    vouched_hosts: tuple[str, ...] = ()  # those of them that say the app is theirs
    states: tuple[AppState, ...] = (AppState(),)

    def state_for(self, user: int) -> AppState:
        """Return the app's state for ``user``; a user not named has it not installed."""
        for state in self.states:
            if state.user == user:
                return state
        return AppState(user=user, installed=False, stopped=True, not_launched=True)


class Session(Record):
    """One stretch of an app on screen, opened by the user at ``start``."""

    start: datetime
    seconds: int

    @property
    def end(self) -> datetime:
        """Return the moment it left the screen."""
        return self.start + timedelta(seconds=self.seconds)


class Use(Record):
    """Every time one user had one app on screen; order does not matter."""

    package: str
    user: int = 0
    sessions: tuple[Session, ...]


class GoneApp(Record):
    """An app that one user had and removed. ``folder_left``: its folder is still there."""

    package: str
    app_id: int = 10_901
    user: int = 0
    version_code: int = 100
    installed_at: datetime
    removed_at: datetime
    installer: str | None = None
    file_address: str | None = None
    page_address: str | None = None
    sessions: tuple[Session, ...] = ()
    folder_left: bool = True


class Switched(Record):
    """That the holder switched the notifications of an app, in its settings or the panel."""

    package: str
    at: datetime
    enabled: bool = False
    in_panel: bool = False


class SiteChannel(Record):
    """One web site that asked for notifications and was answered.

    ``decided_at=None`` makes the old form of a channel id, without the moment of the
    answer. ``removed_at`` is when the permission was taken back.
    """

    origin: str  # https://host, with :port where it is not the scheme's own
    decided_at: datetime | None = None
    allowed: bool = True
    removed_at: datetime | None = None
    last_push_at: datetime | None = None


class Browsing(Record):
    """The notification channels one browser holds for one user.

    ``restored`` are channels that came with another phone's backup and still belong
    to no uid here.
    """

    package: str
    user: int = 0
    channels: tuple[SiteChannel, ...] = ()
    restored: tuple[SiteChannel, ...] = ()


class Tab(Record):
    """One open tab: what it shows, what it showed ``before``; one not loaded is silent."""

    url: str
    title: str
    before: tuple[str, ...] = ()
    loaded: bool = True


class RunningBrowser(Record):
    """A browser whose process runs, with its debugging socket.

    ``stored`` are origins that keep data in it, with the bytes of each.
    """

    package: str
    socket: str = "chrome_devtools_remote"
    tabs: tuple[Tab, ...] = ()
    stored: tuple[tuple[str, int], ...] = ()


class Link(Record):
    """A link to a web site that was opened from another app, in ``activity`` of ``package``."""

    at: datetime
    url: str
    package: str
    activity: str
    user: int = 0


class PinnedSite(Record):
    """A web site on the home screen: a web app that a browser starts, or a plain bookmark."""

    url: str
    browser: str
    label: str
    pinned_at: datetime
    web_app: bool = True
    user: int = 0


class Download(Record):
    """One file in the download folder, who saved it, and where it and its page came from.

    ``package`` is the app in it; ``None``: the file holds nothing that can be read.
    """

    name: str
    package: str | None = None
    added_at: datetime
    saved_by: str | None = None
    url: str | None = None
    page: str | None = None


class Clearing(Record):
    """That all data of a running app were cleared, in the settings."""

    package: str
    at: datetime
    user: int = 0


class Chat(Record):
    """A third party who must never be kept: planted where phones print such people."""

    number: str
    name: str
    title: str


class Phone(Record):
    """An invented phone, complete enough to answer every permitted question.

    ``now`` is what its clock shows when it is asked; every file is a function of it,
    so the same description always gives the same bytes. ``skin_properties`` are the
    maker's own system properties (``ro.build.version.oneui``). ``watched`` are the
    packages an examination will want to ask about by name.
    """

    maker: str
    brand: str
    model: str
    device: str
    android: str
    sdk: int
    security_patch: str
    serial: str
    build_id: str = "SYNTH.260101.001"
    build_type: str = "user"
    build_tags: str = "release-keys"
    verified_boot: str = "green"
    zone: str = "Asia/Jakarta"
    locale: str = "id-ID"
    now: datetime
    uptime_s: int = 5 * 86_400
    made_on: date = date(2025, 1, 1)  # factory image; also the date of preinstalled apps
    skin_properties: tuple[tuple[str, str], ...] = ()
    secure_settings: tuple[tuple[str, str], ...] = ()
    users: tuple[PhoneUser, ...] = (PhoneUser(),)
    apps: tuple[App, ...] = ()
    gone: tuple[GoneApp, ...] = ()
    uses: tuple[Use, ...] = ()
    switched: tuple[Switched, ...] = ()
    browsers: tuple[Browsing, ...] = ()
    running: tuple[RunningBrowser, ...] = ()
    links: tuple[Link, ...] = ()
    pinned: tuple[PinnedSite, ...] = ()
    downloads: tuple[Download, ...] = ()
    chats: tuple[Chat, ...] = ()
    cleared: tuple[Clearing, ...] = ()
    vpn_connected: bool = False
    always_on_vpn: str | None = None
    watched: tuple[str, ...] = ()

    @property
    def tz(self) -> ZoneInfo:
        """Return the phone's time zone."""
        return ZoneInfo(self.zone)

    @property
    def samsung(self) -> bool:
        """Return whether the maker is Samsung."""
        return self.maker.lower() == "samsung"

    @property
    def coloros(self) -> bool:
        """Return whether the phone runs ColorOS or realme UI, which print alike."""
        return self.maker.lower() in {"oppo", "realme"}

    @property
    def fingerprint(self) -> str:
        """Return ``ro.build.fingerprint``."""
        return (
            f"{self.brand}/{self.device}/{self.device}:{self.android}/{self.build_id}/"
            f"synthetic:{self.build_type}/{self.build_tags}"
        )

    def app(self, package: str) -> App:
        """Return the app with this package name.

        Raises:
            KeyError: the phone has no such app.
        """
        for app in self.apps:
            if app.package == package:
                return app
        raise KeyError(package)
