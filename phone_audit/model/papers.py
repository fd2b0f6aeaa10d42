"""What people decide and sign around one phone: notice, handover, answer, review, return."""

from datetime import datetime
from enum import StrEnum

from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import Holder, Person
from phone_audit.model.custody import Role
from phone_audit.model.record import Record


class Choice(StrEnum):
    """What the holder said to the notice (``PBT``); refusing is a normal end."""

    CONSENTED = "bersedia"  # a personal phone, agreed to in writing
    NOTIFIED = "diberitahu"  # an office device; its holder has read the notice
    DECLINED = "tidak_bersedia"


class Notice(Record):
    """That the notice was shown, to whom, and what the holder chose (``PBT``).

    ``open_tabs`` is the separate line about open browser tabs. ``paper`` is the number
    or place of the signed sheet, ``None`` where only this record exists.
    """

    at: datetime
    holder: Holder
    choice: Choice
    open_tabs: bool = False
    officer: Person | None = None
    witnesses: tuple[Person, ...] = ()
    paper: str | None = None


class Handover(Record):
    """That the phone was handed over, and how it looked (``BAS``).

    ``battery_percent`` is ``None`` where nobody looked.
    """

    at: datetime
    accessories: str | None = None  # casing, SIM and memory card: with the holder, or listed
    condition: str | None = None  # "layar retak di sudut kiri atas"
    battery_percent: int | None = None


class Answer(StrEnum):
    """What the holder answered to the result, in box F of the ``LPP``."""

    ACCEPTS = "menerima"
    ACCEPTS_EXPLAINING = "menerima_dengan_penjelasan"
    OBJECTS = "keberatan"
    NOT_SIGNED = "tidak_bersedia_menandatangani"  # never influences anything


class Response(Record):
    """The holder's answer to the result, in the holder's words."""

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
    role: Role
    evidence_sha256: str
    outcome: Outcome
    reason: str | None = None


class HandBack(Record):
    """That the phone went back to its holder (``BAK``). ``None``: nobody answered that line."""

    at: datetime
    same_condition: bool
    difference: str | None = None
    authorisation_revoked: bool | None = None
    developer_options_restored: bool | None = None
    complaint: str | None = None


class Papers(Record):
    """Everything people recorded around one phone, oldest first where there may be several."""

    notice: Notice | None = None
    handover: Handover | None = None
    responses: tuple[Response, ...] = ()
    reviews: tuple[Review, ...] = ()
    hand_back: HandBack | None = None
    not_examined: NotExaminedReason | None = None
