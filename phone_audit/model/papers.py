"""What people decide, say and sign around one phone and one sidak: the papers of a case.

Each is stored as it was recorded; a correction is a newer version beside the older one.
"""

from datetime import date, datetime, time
from enum import StrEnum

from phone_audit.model.assessment import Outcome
from phone_audit.model.case import Holder, Person
from phone_audit.model.custody import Role
from phone_audit.model.record import Record


class DocumentKind(StrEnum):
    """``JENIS``: the kinds of documents, as they stand in document ids."""

    PBT = "PBT"  # Pemberitahuan dan Persetujuan Pemeriksaan
    BAS = "BAS"  # Berita Acara Penyerahan Perangkat
    LPP = "LPP"  # Laporan Pemeriksaan Perangkat, with its annex LMP
    BAK = "BAK"  # Berita Acara Pengembalian Perangkat
    LOG = "LOG"  # Log Penguasaan
    SPG = "SPG"  # Konsep Surat Panggilan
    RKP = "RKP"  # Rekapitulasi Sidak
    LBL = "LBL"  # Lembar label perangkat


class Choice(StrEnum):
    """What the holder said to the notice (``PBT``); refusing is a normal end."""

    CONSENTED = "bersedia"  # a personal phone, agreed to in writing
    NOTIFIED = "diberitahu"  # an office device; its holder has read the notice
    DECLINED = "tidak_bersedia"
    NOT_ASKED = "tidak_ditanya"  # the phone is not examined for another reason


class Notice(Record):
    """That the notice was shown, to whom, and what the holder chose (``PBT``).

    Nothing is read from a phone before one with ``CONSENTED`` or ``NOTIFIED`` is stored.
    ``open_tabs`` is the separate line about open browser tabs. ``paper`` is the number
    or place of the signed sheet, ``None`` where only this record exists. ``holder`` is
    ``None`` where the table did not name one yet; a newer version names them.
    """

    at: datetime
    choice: Choice
    holder: Holder | None = None
    open_tabs: bool = False
    officer: Person | None = None
    witnesses: tuple[Person, ...] = ()
    paper: str | None = None


class Handover(Record):
    """That the phone was handed over, and how it looked (``BAS``).

    ``model`` and ``serial`` are what the officer read off the phone before it was
    connected. ``switched_on`` and the like are ``None`` where nobody looked, and so is
    ``battery_percent``.
    """

    at: datetime
    model: str | None = None
    serial: str | None = None
    accessories: str | None = None  # casing, SIM and memory card: with the holder, or listed
    condition: str | None = None  # "layar retak di sudut kiri atas"
    battery_percent: int | None = None
    switched_on: bool | None = None
    unlocked_by_holder: bool | None = None
    airplane_mode: bool | None = None


class Answer(StrEnum):
    """What the holder answered to the result, in box F of the ``LPP``."""

    ACCEPTS = "menerima"
    ACCEPTS_EXPLAINING = "menerima_dengan_penjelasan"
    OBJECTS = "keberatan"
    NOT_SIGNED = "tidak_bersedia_menandatangani"  # never influences anything


class Response(Record):
    """The holder's answer to the result, in the holder's words; a later one adds to it."""

    at: datetime
    answer: Answer
    text: str | None = None


class Review(Record):
    """A second reader's confirmation of one examination, or the lowering of its outcome.

    ``evidence_sha256`` ties it to the examination that was read. ``outcome`` is the
    computed one, or a lower one with a ``reason``; never a higher one.
    """

    at: datetime
    reader: Person
    role: Role = Role.SECOND_READER
    evidence_sha256: str
    outcome: Outcome
    reason: str | None = None


class HandBack(Record):
    """That the phone went back to its holder (``BAK``). ``None``: nobody answered that line.

    ``not_restored_because`` is why the authorisation was not revoked or the options were
    not set back; ``None`` where both were done or nobody answered.
    """

    at: datetime
    same_condition: bool | None = None
    difference: str | None = None
    authorisation_revoked: bool | None = None
    developer_options_restored: bool | None = None
    not_restored_because: str | None = None
    complaint: str | None = None


class Call(StrEnum):
    """How the holder is asked to come: by a summons, or by an invitation to explain."""

    SUMMONS = "panggilan"
    INVITATION = "undangan_klarifikasi"


class Summons(Record):
    """What is known of a call to the holder (``SPG``); the rest prints as dots.

    ``order`` is 1 or 2; ``missed_on`` the day of the first call that was not kept.
    ``signed_by`` calls, ``before`` is whom the holder sees. ``call`` is ``None`` where
    outcome and employment status decide.
    """

    at: datetime
    order: int = 1
    call: Call | None = None
    dated: date | None = None
    signed_by: Person | None = None
    signer_role: str | None = None  # "Atasan langsung", "Ketua Tim Pemeriksa"
    before: Person | None = None
    on: date | None = None
    at_time: time | None = None
    place: str | None = None
    missed_on: date | None = None
    copies: tuple[str, ...] = ()


class Forwarding(Record):
    """That documents of this phone were handed to the superior or the personnel agency."""

    at: datetime
    to: str
    documents: tuple[DocumentKind, ...] = ()


class Letter(Record):
    """The number a document has in the office's register of letters (``Nomor``)."""

    at: datetime
    document: DocumentKind
    number: str


class Papers(Record):
    """Everything people recorded around one phone.

    Of a notice, a handover, a return and a call the newest version is given; answers,
    reviews and forwardings all, oldest first; of letters the newest of each document.
    """

    notice: Notice | None = None
    handover: Handover | None = None
    responses: tuple[Response, ...] = ()
    reviews: tuple[Review, ...] = ()
    hand_back: HandBack | None = None
    summons: Summons | None = None
    forwardings: tuple[Forwarding, ...] = ()
    letters: tuple[Letter, ...] = ()

    def for_report(self) -> "Papers":
        """Return what the report on the examination tells of; the rest has documents of its own."""
        return Papers(
            notice=self.notice,
            handover=self.handover,
            responses=self.responses,
            reviews=self.reviews,
            letters=tuple(one for one in self.letters if one.document is DocumentKind.LPP),
        )

    def number_of(self, document: DocumentKind) -> str | None:
        """Return the register number of a document, ``None`` while it has none."""
        numbers = (one.number for one in self.letters if one.document is document)
        return next(numbers, None)


class HeadCount(Record):
    """How many people of each group. CPNS count as PNS, part-time PPPK as PPPK."""

    pns: int = 0
    pppk: int = 0
    non_asn: int = 0

    @property
    def total(self) -> int:
        """Return everybody."""
        return self.pns + self.pppk + self.non_asn


class Attendance(Record):
    """The roll call: how many work at the office, and how many were present."""

    at: datetime
    staff: HeadCount
    present: HeadCount


class Arrangements(Record):
    """How a sidak is held: its team, and what the notice has to name.

    ``controller`` and ``protection_officer`` are the data controller and its officer for
    data protection; ``complaints_to`` is whom a holder may turn to. ``retention_days``
    is how long a nil result may be kept. ``holidays`` are days on which the office does
    not work, beside those the program knows.
    """

    at: datetime
    team: str | None = None  # "Tim 2"
    coordinator: Person | None = None
    controller: str | None = None
    protection_officer: str | None = None
    complaints_to: str | None = None
    retention_days: int = 7
    holidays: tuple[date, ...] = ()


class CasePapers(Record):
    """The papers about the sidak as a whole, newest versions."""

    attendance: Attendance | None = None
    arrangements: Arrangements | None = None
    letters: tuple[Letter, ...] = ()


Paper = Notice | Handover | Response | Review | HandBack | Summons | Forwarding | Letter
"""What may be recorded about one phone."""

CasePaper = Attendance | Arrangements | Letter
"""What may be recorded about a sidak as a whole."""
