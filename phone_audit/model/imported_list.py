"""Lists that others made and an office imported: where each came from, and one name of it."""

from datetime import date, datetime
from enum import StrEnum

from phone_audit.model.evidence import ObservableKind
from phone_audit.model.record import Record
from phone_audit.model.signature import GamblingKind

STALE_AFTER_DAYS = 90
"""Names of gambling sites change daily; a list older than this misses most of them."""


class ListFormat(StrEnum):
    """How a list is written."""

    HOSTS = "hosts"  # 0.0.0.0 contoh88.example
    DOMAINS = "domains"  # contoh88.example
    ADBLOCK = "adblock"  # ||contoh88.example^
    DNSMASQ = "dnsmasq"  # address=/contoh88.example/
    RPZ = "rpz"  # contoh88.example CNAME .
    STIX2 = "stix2"  # indicators as MVT reads them
    MISP = "misp"  # an event, or a warninglist
    CSV = "csv"  # columns of packages or domains
    STALKERWARE = "stalkerware"  # the YAML of stalkerware-indicators


class ListRole(StrEnum):
    """What a list says of the names in it."""

    BLOCK = "block"  # gambling, according to whoever made the list
    ALLOW = "allow"  # not to be alerted to


class Scope(StrEnum):
    """Which hosts an entry covers; packages and certificates are always exact."""

    EXACT = "exact"  # only the name itself
    BELOW = "below"  # only what lies below it
    BOTH = "both"

    def covers(self, *, itself: bool) -> bool:
        """Say whether the name itself is covered, or else whether hosts below it are."""
        return self is Scope.BOTH or (self is Scope.EXACT) == itself


class ImportedList(Record):
    """One imported list: what reports say of it, and how to find the very file again.

    ``sha256`` and ``size_bytes`` are of the file as it was handed over, packed or not;
    the counts are of different names kept from it. ``refused`` counts what was not kept,
    by reason.
    """

    name: str  # chosen at import: "trustpositif"
    role: ListRole
    format: ListFormat
    source: str | None = None  # where it was published; None: nobody said
    dated: date | None = None  # of the list, not of the import; None: nobody said
    licence: str | None = None
    sha256: str
    size_bytes: int
    hosts: int
    packages: int
    certificates: int = 0
    refused: dict[str, int]
    innocent: int = 0  # names of it on the innocent list, which never match
    institutional: int = 0  # names of it that offices and schools own
    kind: GamblingKind | None = None  # None: the list does not say
    verified_by: str | None = None  # who read the names one by one; None: nobody
    over_entries: bool = False  # allow list: silences entries of the signature list too
    imported_at: datetime
    importer: str  # "phone-audit 0.1.0"

    @property
    def entries(self) -> int:
        """Return how many names the list holds."""
        return self.hosts + self.packages + self.certificates

    @property
    def day(self) -> date:
        """Return the day the list stands for: its own date, else that of the import."""
        return self.dated or self.imported_at.date()

    def age_days(self, today: date) -> int:
        """Return how old the list is; a list without a date is as old as its import."""
        return max(0, (today - self.day).days)

    def is_stale(self, today: date) -> bool:
        """Say whether the list should be renewed before it is relied on."""
        return self.age_days(today) > STALE_AFTER_DAYS


class ListedName(Record):
    """One name of one imported list, as an examination keeps it.

    ``line`` is where it stands first in the file, counted from 1. ``says`` is what the
    list calls it (the name of an app).
    """

    list: str
    kind: ObservableKind
    name: str
    scope: Scope = Scope.EXACT
    allow: bool = False
    line: int
    says: str | None = None
