"""A sidak, the people in it, and one examination as it is stored (``evidence.json``)."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import DecodeError, Struct
from msgspec.json import decode as json_decode

from phone_audit.model.assessment import Assessment, SourceStatus
from phone_audit.model.capture import CaptureNote
from phone_audit.model.evidence import Asked, Covered
from phone_audit.model.imported_list import ImportedList, ListedName
from phone_audit.model.phone import ClockReading, Context, PhoneIdentity, Profile
from phone_audit.model.record import Record
from phone_audit.model.signature import ListVersion

EVIDENCE_SCHEMA_VERSION = "1"
"""The form of what a case holds. A field that comes makes it the next number; see
docs/decisions/0016 for what may change, and ``tests/test_forms.py`` for how."""


class _Form(Struct):
    """What is read of a file of any form."""

    schema_version: str


def form_of(data: bytes) -> str | None:
    """Return the form that a header or an examination says it is in, ``None`` if none."""
    try:
        return json_decode(data, type=_Form).schema_version
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return None


def is_read(form: str) -> bool:
    """Say whether this version of the program reads a form: its own, and every earlier one."""
    return form in {str(number) for number in range(1, int(EVIDENCE_SCHEMA_VERSION) + 1)}


class Zone(StrEnum):
    """The three Indonesian time zones, as documents print them."""

    WIB = "WIB"  # UTC+7
    WITA = "WITA"  # UTC+8
    WIT = "WIT"  # UTC+9

    @property
    def utc_offset_hours(self) -> int:
        """Return 7, 8 or 9."""
        return {"WIB": 7, "WITA": 8, "WIT": 9}[self.value]


class EmploymentStatus(StrEnum):
    """``status_kepegawaian``: decides which rules and titles a document may name."""

    PNS = "PNS"
    CPNS = "CPNS"
    PPPK = "PPPK"
    PPPK_PART_TIME = "PPPK Paruh Waktu"
    NON_ASN = "Non-ASN"


class Ownership(StrEnum):
    """Whose the phone is."""

    PERSONAL = "pribadi"
    OFFICE = "dinas"


class Basis(StrEnum):
    """On what ground this phone may be read at all; without one nothing is read."""

    CONSENTED = "consented"  # the holder of a personal phone agreed in writing
    OFFICE_DEVICE = "office-device"  # a duty phone; its holder has been notified


class Person(Record):
    """Anyone who signs: holder, officer, witness, team lead.

    ``nip`` is 18 digits without spaces; ``None`` for people without one. A national
    identity number (NIK) has no place here.
    """

    name: str
    nip: str | None = None
    rank: str | None = None  # "Penata Muda (III/a)"
    position: str | None = None
    unit: str | None = None


def is_same_person(one: Person, other: Person) -> bool:
    """Say whether two are the same: by NIP where both have one, else by name."""
    if one.nip is not None and other.nip is not None:
        return one.nip == other.nip
    return " ".join(one.name.split()).casefold() == " ".join(other.name.split()).casefold()


class Holder(Record):
    """The person who handed the phone over, and whose phone it is."""

    person: Person
    status: EmploymentStatus
    ownership: Ownership = Ownership.PERSONAL
    attendance_number: str | None = None  # non-ASN staff have no NIP


class EmblemMedia(StrEnum):
    """What kind of picture a regional emblem is."""

    SVG = "image/svg+xml"
    PNG = "image/png"


class Emblem(Record):
    """Lambang daerah, kept in the case so that a report can be made again anywhere."""

    media: EmblemMedia
    data: bytes  # base64 in JSON


class Letterhead(Record):
    """Kop surat: the office that issues the documents. ``None``: not printed."""

    government: str  # "PEMERINTAH KOTA CONTOH"
    office: str  # "INSPEKTORAT DAERAH"
    address: str | None = None
    contact: str | None = None
    place: str | None = None  # city named above signatures
    emblem: Emblem | None = None


class PaperSize(StrEnum):
    """The sheets of Indonesian offices."""

    A4 = "a4"
    F4 = "f4"  # folio, 215 x 330 mm


class Assignment(Record):
    """Surat tugas: the written order without which there is no case."""

    number: str
    dated: date | None = None
    issued_by: str | None = None


class CaseHeader(Record):
    """One sidak at one location; written once, never changed."""

    schema_version: str = EVIDENCE_SCHEMA_VERSION
    case_id: str  # 32 hex digits, random
    sidak: str  # four digits, part of every document id
    assignment: Assignment
    office: str  # the perangkat daerah whose phones are examined
    location: str
    zone: Zone = Zone.WIB
    letterhead: Letterhead | None = None
    legal_basis: tuple[str, ...] = ()
    officer: Person | None = None
    team_lead: Person | None = None
    witnesses: tuple[Person, ...] = ()
    bilingual: bool = False  # documents have a second line in English
    paper: PaperSize | None = None  # None: what the region's template says
    fictitious: bool = False  # an invented case: every document says so
    opened_at: datetime
    program: str  # "phone-audit 0.1.0"


class Origin(StrEnum):
    """How the answers of an examination came in."""

    USB = "usb"
    TCP = "tcp"
    ADB_SERVER = "adb_server"
    BUG_REPORT = "bug_report"
    CAPTURE_FOLDER = "capture_folder"
    BROWSER_HISTORY = "browser_history"  # a file with the history of a browser or an account
    INTRUSION_LOG = "intrusion_log"  # what Android's Advanced Protection wrote down
    ANDROIDQF = "androidqf"  # a folder or zip that AndroidQF made of a phone


class Program(Record):
    """What read and assessed: versions that a re-examination needs."""

    name: str
    version: str
    python: str
    platform: str
    adb: str  # "adb-shell 0.4.4" and the like


class ImportedPart(Record):
    """A file that was read beside another, or out of a folder; hashed, not kept."""

    name: str  # relative to the folder, with ``/``
    sha256: str
    size_bytes: int


class ImportedFile(Record):
    """A file answers were read from; it is hashed, not kept.

    ``parts`` are files read beside it (the write-ahead log of a database). A folder has
    every file of it that was read there; its own hash is then that of the lines
    ``<sha256>  <name>`` of these, as ``sha256sum`` prints them, in order of name.
    """

    name: str  # of the file or folder, without the folders above it
    sha256: str
    size_bytes: int
    parts: tuple[ImportedPart, ...] = ()


class Examination(Record):
    """One run over one phone, as stored: this is ``evidence.json``.

    Self-contained on purpose: the report, the verification of a lone PDF and a second
    assessment need nothing else but the program and the list it names. ``open_tabs``
    says that the holder agreed to that line of the notice; without it the sources that
    need it were not asked and do not stand in ``asked``, which is no gap.

    ``imported_lists`` are the lists of others that were in force. They are too large to
    be kept; ``listed_names`` is what they say of the names in the findings, whether it
    decided or not, and with it the findings can be made again.
    """

    schema_version: str = EVIDENCE_SCHEMA_VERSION
    document_id: str  # "LPP-2026-0117-003-7F3A"
    letter_number: str | None = None  # Nomor of the office register; blank is printed as dots
    case: CaseHeader
    exhibit: int
    label: str  # number on the sticker
    basis: Basis
    holder: Holder | None = None
    origin: Origin
    imported: ImportedFile | None = None
    started_at: datetime
    ended_at: datetime
    phone: PhoneIdentity
    clock: ClockReading | None = None
    profiles: tuple[Profile, ...] = ()
    context: tuple[Context, ...] = ()
    interrupted: bool = False
    open_tabs: bool = False
    captures: tuple[CaptureNote, ...] = ()
    asked: tuple[Asked, ...] = ()
    covered: tuple[Covered, ...] = ()
    assessment: Assessment
    signature_list: ListVersion
    imported_lists: tuple[ImportedList, ...] = ()
    listed_names: tuple[ListedName, ...] = ()
    program: Program

    @property
    def read_completely(self) -> tuple[int, int]:
        """Return how many sources were read completely, of how many there was to read."""
        statuses = [one.status for one in self.assessment.sources]
        wanted = [status for status in statuses if status is not SourceStatus.NOT_NEEDED]
        return wanted.count(SourceStatus.COMPLETE), len(wanted)

    @property
    def complete(self) -> bool:
        """Say whether every source was read completely, without an interruption."""
        done, wanted = self.read_completely
        return done == wanted and done > 0 and not self.interrupted
