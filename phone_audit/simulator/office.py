"""An invented office: phones of makers common in Indonesia, their holders, and what goes wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.assessment import Outcome
from phone_audit.model.case import Basis, EmploymentStatus, Holder, Person
from phone_audit.model.evidence import InstallReason
from phone_audit.model.record import Record, Words, replace
from phone_audit.simulator.android import apps
from phone_audit.simulator.android.browser import local_sockets
from phone_audit.simulator.android.catalogue import (
    BROKEN_INTO_SITE,
    LOOK_ALIKE_SITES,
    LOOK_ALIKES,
    PRELOADED_SOCIAL_CASINO,
)
from phone_audit.simulator.android.folder import capture_files, secrets
from phone_audit.simulator.android.models import MODELS, new_phone
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
    SiteChannel,
)
from phone_audit.simulator.android.printing import number_from
from phone_audit.simulator.faults import Disconnect, Fault
from phone_audit.simulator.handset import Authorisation, Handset, Tap

MOST_PHONES = 64
"""Rows of the largest office; more would need more invented names."""


class Listed(Record):
    """Names the signature list knows strongly and this office's phones carry: one app, one site.

    The defaults stand in the shipped list. They decide nothing here: no rule of the
    program reads them, and a test fails when the list no longer knows them.
    """

    app: str = "com.seagames.dominoqq"
    site: str = "sbo-bet.co"


class DemoPhone(Record):
    """One phone of the office with its holder, and what is to be learnt from it.

    ``expected`` is the outcome with the shipped list, ``None`` where the phone cannot
    be examined. ``gives_way`` is whether the holder taps Allow. ``clock_ahead_s`` is
    how far the phone's clock is ahead of the computer's.
    """

    phone: Phone
    listed: Listed
    holder: Holder
    basis: Basis = Basis.CONSENTED
    story: Words
    expected: Outcome | None
    gives_way: bool = True
    faults: tuple[Fault, ...] = ()
    clock_ahead_s: int = 0

    def files(self) -> dict[str, bytes]:
        """Return the phone as the files of a capture folder."""
        return capture_files(self.phone)

    def secrets(self) -> frozenset[str]:
        """Return what stands on the phone and may stand in no byte of a case."""
        broken_into = BROKEN_INTO_SITE.partition("://")[2]
        return secrets(self.phone, matched=(f"www.{self.listed.site}", broken_into))

    def handset(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Handset:
        """Return the phone as the simulator's daemon serves it."""
        ahead = timedelta(seconds=self.clock_ahead_s)
        return Handset(
            CaptureFolder(self.files(), clock=lambda: clock() + ahead),
            serial=self.phone.serial,
            auth=Authorisation(tap=Tap.ALLOW if self.gives_way else Tap.NOTHING),
            faults=self.faults,
            local_sockets=local_sockets(self.phone),
        )


class _Told(NamedTuple):
    """What a story makes of a phone that came from the shop."""

    phone: Phone
    story: Words
    expected: Outcome | None
    gives_way: bool = True
    faults: tuple[Fault, ...] = ()
    clock_ahead_s: int = 0


_Story = Callable[[Phone, Listed], _Told]


def demo_office(
    now: datetime, count: int = 8, listed: Listed | None = None
) -> tuple[DemoPhone, ...]:
    """Invent the phones of one office: eight stories, then mostly uneventful variations.

    Everything follows from ``now`` and the number of the phone; the same call gives the
    same bytes. ``count`` may be 1 to 64. ``listed`` are names the signature list
    knows; without it, those of the shipped list.

    Raises:
        ValueError: ``count`` is out of range.
    """
    if not 1 <= count <= MOST_PHONES:
        raise ValueError(f"an office has 1 to {MOST_PHONES} phones, not {count}")
    return tuple(_demo_phone(number, now, listed or Listed()) for number in range(count))


def crowd(n_apps: int, now: datetime, listed: Listed | None = None) -> DemoPhone:
    """Invent one phone with ``n_apps`` apps, one of them listed and in use: for benchmarks."""
    names = listed or Listed()
    serial = f"FIKTIFRAMAI{n_apps:05}"
    phone = _equipped(new_phone(MODELS[1], serial, _whole_second(now)), 0)
    told = _used(apps.crowd(phone, n_apps - 1), names)
    return _demo(told, names, _holder(0))


def _demo_phone(number: int, now: datetime, listed: Listed) -> DemoPhone:
    model = MODELS[number % len(MODELS)]
    story = _STORIES[number] if number < len(_STORIES) else _later_story(number)
    serial = f"FIKTIF{number + 1:04}{number_from(0, 0xFFFF, 'serial', number):04X}"
    phone = _equipped(new_phone(model, serial, _whole_second(now)), number)
    return _demo(story(phone, listed), listed, _holder(number))


def _whole_second(now: datetime) -> datetime:
    """Return the moment as phones print it most often: without fractions."""
    return now.replace(microsecond=0)


def _equipped(phone: Phone, number: int) -> Phone:
    """Return the phone in use by somebody: a nickname, other people, everyday apps."""
    return apps.everyday_life(
        replace(
            phone,
            users=(PhoneUser(name=f"Panggilan Rahasia {number}"),),
            uptime_s=number_from(4_000, 900_000, phone.serial, "uptime"),
            chats=_chats(number),
        )
    )


def _demo(told: _Told, listed: Listed, holder: Holder) -> DemoPhone:
    ahead = timedelta(seconds=told.clock_ahead_s)
    return DemoPhone(
        phone=replace(told.phone, now=told.phone.now + ahead),
        listed=listed,
        holder=holder,
        story=told.story,
        expected=told.expected,
        gives_way=told.gives_way,
        faults=told.faults,
        clock_ahead_s=told.clock_ahead_s,
    )


def _later_story(number: int) -> _Story:
    """Return what the ninth and later phones tell: seven in ten nothing at all."""
    lot = number_from(0, 9, "story", number)
    return _uneventful if lot < 7 else (_look_alikes, _never_opened, _used)[lot - 7]


_GIVEN_NAMES = ["Andi", "Bunga", "Citra", "Dedi", "Eka", "Fajar", "Gita", "Hasan"]
_FAMILY_NAMES = (
    "Contoh",
    "Rekaan",
    "Percobaan",
    "Ilustrasi",
    "Peragaan",
    "Umpama",
    "Simulasi",
    "Permisalan",
)
_UNITS = ("Subbagian Umum", "Bidang Pelayanan", "Bidang Data", "Sekretariat")
_STATUSES = (
    EmploymentStatus.PNS,
    EmploymentStatus.PNS,
    EmploymentStatus.PPPK,
    EmploymentStatus.CPNS,
    EmploymentStatus.PNS,
    EmploymentStatus.PPPK_PART_TIME,
    EmploymentStatus.NON_ASN,
    EmploymentStatus.PNS,
)


def _holder(number: int) -> Holder:
    """Invent a holder: a surname that says so, a NIP counted down from 999."""
    given, family = number % len(_GIVEN_NAMES), number // len(_GIVEN_NAMES) % len(_FAMILY_NAMES)
    status = _STATUSES[number % len(_STATUSES)]
    born = f"19{number_from(70, 98, 'born', number)}{number_from(1, 12, 'month', number):02}01"
    entered = f"20{number_from(10, 23, 'entered', number):02}{number_from(1, 12, number):02}"
    staff = status is not EmploymentStatus.NON_ASN
    return Holder(
        person=Person(
            name=f"{_GIVEN_NAMES[given]} {_FAMILY_NAMES[family]} (fiktif)",
            nip=f"{born}{entered}{1 + number % 2}{999 - number:03}" if staff else None,
            position="Pengadministrasi Perkantoran" if staff else "Tenaga kebersihan",
            unit=f"{_UNITS[number % len(_UNITS)]} (contoh)",
        ),
        status=status,
        attendance_number=None if staff else f"FIKTIF-{number + 1:03}",
    )


def _chats(number: int) -> tuple[Chat, ...]:
    """Invent people the holder writes to; whatever happens, they may not reach a case."""
    return tuple(
        Chat(
            number=f"62800{number:02}{one}55501",
            name=f"Kenalan Rahasia {number}-{one}",
            title=f"Pesan pribadi nomor {number}-{one}",
        )
        for one in range(2)
    )


def _visited(phone: Phone, *channels: SiteChannel) -> Phone:
    """Return the phone whose Chrome was asked by these sites, beside two harmless ones.

    The harmless ones were also opened from a chat, and put on the home screen.
    """
    ordinary = (
        SiteChannel(
            origin="https://www.berita-rekaan.example",
            decided_at=phone.now - timedelta(days=70, hours=3),
            allowed=False,
        ),
        SiteChannel(
            origin="https://toko-umpama.example",
            decided_at=phone.now - timedelta(days=33, hours=1),
            last_push_at=phone.now - timedelta(hours=5),
        ),
    )
    chrome = Browsing(package=apps.CHROME, channels=(*ordinary, *channels))
    browsers = [chrome]
    if phone.samsung:
        browsers.append(Browsing(package=apps.SAMSUNG_INTERNET))
    return replace(
        phone,
        browsers=tuple(browsers),
        links=(_link(phone, "https://www.berita-rekaan.example/artikel", minutes_ago=41),),
        pinned=(
            PinnedSite(
                url="https://toko-umpama.example/keranjang",
                browser=apps.CHROME,
                label="Nama pintasan pribadi",
                pinned_at=phone.now - timedelta(days=33),
            ),
        ),
    )


def _link(phone: Phone, url: str, *, minutes_ago: int) -> Link:
    """Return a link opened in Chrome from another app."""
    return Link(
        at=phone.now - timedelta(minutes=minutes_ago),
        url=url,
        package=apps.CHROME,
        activity="com.google.android.apps.chrome.IntentDispatcher",
    )


def _with_listed_app(phone: Phone, listed: Listed, days_ago: int) -> Phone:
    phone = apps.from_file(phone, listed.app, phone.now - timedelta(days=days_ago, hours=2))
    return replace(phone, watched=(listed.app,))


def _used(phone: Phone, listed: Listed) -> _Told:
    phone = _with_listed_app(_visited(phone), listed, 24)
    phone = apps.habit(phone, listed.app, (1, 2, 3, 5, 6, 8), hour=21, minutes=23, times=2)
    file = Download(
        name=f"{listed.app}_2.31.apk",
        package=listed.app,
        added_at=phone.app(listed.app).installed_at - timedelta(minutes=4),
        saved_by=apps.CHROME,
        url=f"https://www.{listed.site}/unduh/berkas.apk",
        page=f"https://www.{listed.site}/unduh",
    )
    phone = replace(phone, downloads=(file,))
    if phone.samsung:
        folder = PhoneUser(id=150, name="Secure Folder", flags=0x61010, closed=True)
        phone = apps.add_user(phone, folder)
    return _Told(
        phone,
        Words(
            id="Aplikasi yang terdaftar, dipasang dari berkas unduhan dan dipakai pada enam hari",
            en="A listed app, installed from a downloaded file and used on six days",
        ),
        Outcome.INDICATED_USE,
    )


def _never_opened(phone: Phone, listed: Listed) -> _Told:
    phone = _with_listed_app(_visited(phone), listed, 3)
    state = AppState(not_launched=True, stopped=True, install_reason=InstallReason.USER)
    return _Told(
        apps.change(phone, listed.app, state),
        Words(
            id="Aplikasi yang terdaftar, terpasang tetapi belum pernah dibuka",
            en="A listed app, installed and never opened",
        ),
        Outcome.CLARIFY,
        clock_ahead_s=95,
    )


def _site_only(phone: Phone, listed: Listed) -> _Told:
    site = SiteChannel(
        origin=f"https://www.{listed.site}",
        decided_at=phone.now - timedelta(days=12, hours=6, minutes=14),
        last_push_at=phone.now - timedelta(hours=9),
    )
    phone = _visited(phone, site)
    address = f"https://www.{listed.site}/lobi"
    pin = PinnedSite(
        url=address,
        browser=apps.CHROME,
        label="Pintasan situs",
        pinned_at=phone.now - timedelta(days=12),
    )
    opened = (_link(phone, address, minutes_ago=minutes) for minutes in (55, 8))
    phone = replace(phone, pinned=(*phone.pinned, pin), links=(*phone.links, *opened))
    return _Told(
        phone,
        Words(
            id="Hanya situs: sebuah situs yang terdaftar boleh mengirim notifikasi, ditaruh di "
            "layar utama dan dibuka dari aplikasi lain",
            en="A site only: a listed site was allowed to send notifications, put on the home "
            "screen and opened from another app",
        ),
        Outcome.SUSPECTED,
    )


def _look_alikes(phone: Phone, listed: Listed) -> _Told:  # noqa: ARG001  # stories share a shape
    phone = apps.from_play(phone, LOOK_ALIKES)
    phone = apps.install(
        phone,
        App(
            package=PRELOADED_SOCIAL_CASINO,
            app_id=0,
            installed_at=phone.now - timedelta(days=500),
            system=True,
        ),
    )
    phone = apps.habit(phone, LOOK_ALIKES[0], (1, 2, 4, 7), hour=19, minutes=25)
    channels = tuple(
        SiteChannel(origin=origin, decided_at=phone.now - timedelta(days=20 + 9 * number))
        for number, origin in enumerate((*LOOK_ALIKE_SITES, BROKEN_INTO_SITE))
    )
    return _Told(
        _visited(phone, *channels),
        Words(
            id="Nama yang mirip: jadwal, ludo, pizza, bank, situs belajar; semuanya bukan judi",
            en="Look-alike names: timetables, ludo, pizza, a bank, tutorials; none is gambling",
        ),
        Outcome.NIL,
    )


def _in_the_clone(phone: Phone, listed: Listed) -> _Told:
    phone = apps.add_user(_visited(phone), PhoneUser(id=999, name="XSpace", flags=0x801010))
    phone = _with_listed_app(phone, listed, 40)
    installed_at = phone.app(listed.app).installed_at
    nowhere_else = AppState(installed=False, stopped=True, not_launched=True)
    clone = AppState(user=999, install_reason=InstallReason.USER, first_installed_at=installed_at)
    phone = apps.change(phone, listed.app, nowhere_else, clone)
    phone = apps.habit(phone, listed.app, (1, 3, 4, 9), hour=22, minutes=31, user=999)
    return _Told(
        phone,
        Words(
            id="Aplikasi yang terdaftar hanya ada di ruang kembar (pengguna 999)",
            en="A listed app that exists in the dual-app space (user 999) only",
        ),
        Outcome.INDICATED_USE,
    )


def _not_allowed(phone: Phone, listed: Listed) -> _Told:  # noqa: ARG001  # stories share a shape
    return _Told(
        _visited(phone),
        Words(
            id="Pemegang tidak pernah mengetuk Izinkan",
            en="The holder never taps Allow",
        ),
        None,
        gives_way=False,
    )


def _pulled_out(phone: Phone, listed: Listed) -> _Told:  # noqa: ARG001  # stories share a shape
    return _Told(
        _visited(phone),
        Words(
            id="Kabel dicabut ketika daftar aplikasi sedang dibaca",
            en="The cable is pulled while the list of apps is being read",
        ),
        Outcome.INCONCLUSIVE,
        faults=(Disconnect(on="package packages", after_bytes=30_000, for_good=True),),
    )


def _crowded(phone: Phone, listed: Listed) -> _Told:  # noqa: ARG001  # stories share a shape
    return _Told(
        _visited(apps.crowd(phone, 300)),
        Words(
            id="Tiga ratus aplikasi, tidak satu pun terdaftar",
            en="Three hundred apps, none of them listed",
        ),
        Outcome.NIL,
    )


def _uneventful(phone: Phone, listed: Listed) -> _Told:  # noqa: ARG001  # stories share a shape
    more = number_from(80, 180, phone.serial, "apps")
    return _Told(
        _visited(apps.crowd(phone, more)),
        Words(id="Telepon biasa", en="An ordinary phone"),
        Outcome.NIL,
    )


_STORIES: tuple[_Story, ...] = (
    _used,
    _never_opened,
    _site_only,
    _look_alikes,
    _in_the_clone,
    _not_allowed,
    _pulled_out,
    _crowded,
)
