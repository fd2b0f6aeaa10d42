"""One exhibit at the table, and what can happen to it: the nouns the board is made of."""

from dataclasses import dataclass
from enum import StrEnum

from phone_audit.device.discover import Attached, Silent
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import Basis, Holder
from phone_audit.model.record import Words
from phone_audit.pipeline import Step as SourceStep


class Step(StrEnum):
    """Where one exhibit stands."""

    PREPARED = "prepared"  # the choice is recorded; the phone is to be plugged in
    CONNECTING = "connecting"
    WAITING_FOR_HOLDER = "waiting_for_holder"  # the phone asks its holder to tap Allow
    READING = "reading"
    MISSING = "missing"  # unplugged while it was read; waited for
    DONE = "done"
    NOT_EXAMINED = "not_examined"  # a normal end, never an indication


RUNNING = frozenset({Step.CONNECTING, Step.WAITING_FOR_HOLDER, Step.READING, Step.MISSING})
ENDED = frozenset({Step.DONE, Step.NOT_EXAMINED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One exhibit: whose phone, where it is plugged in, how far it is.

    ``seat`` is ``None`` until a phone is joined to it, and ``plugged`` the serial that
    phone showed there. ``port`` and ``serial`` say which phone is expected, where
    somebody wrote that down. ``trouble`` is why the last try
    failed, in words for the officer; it stands until the next try. ``responded`` says
    that the holder answered the result, ``reviewed`` that a second reader did,
    ``returned`` that the phone was handed back. ``reopened`` says that the work stood in
    the case when it was opened: which of the phones on the table it is, nobody knows now.
    """

    number: int
    label: str
    basis: Basis | None
    holder: Holder | None = None
    open_tabs: bool = False
    port: str | None = None
    serial: str | None = None
    seat: str | None = None
    plugged: str | None = None
    step: Step = Step.PREPARED
    source: SourceStep | None = None
    outcome: Outcome | None = None
    interrupted: bool = False
    incomplete: bool = False
    reason: NotExaminedReason | None = None
    trouble: Words | None = None
    tries: int = 0
    responded: bool = False
    reviewed: bool = False
    returned: bool = False
    reopened: bool = False

    def expects(self, phone: Attached) -> bool:
        """Tell whether this is the phone that was written down for this person."""
        if self.port is not None:
            return phone.seat in {self.port, f"usb:{self.port}", f"tcp:{self.port}"}
        return self.serial is not None and self.serial == phone.serial


# Events


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A person's choice is recorded and their phone has a number."""

    work: Work


@dataclass(frozen=True, slots=True)
class PhoneCame:
    """A phone is at a seat, or its state there changed; ``alone``: no other came with it."""

    phone: Attached
    alone: bool = True


@dataclass(frozen=True, slots=True)
class PhoneLeft:
    """A seat is empty."""

    seat: str


@dataclass(frozen=True, slots=True)
class SeenSilent:
    """These phones are plugged in and have USB debugging off."""

    phones: tuple[Silent, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody said that the phone at this seat is this person's."""

    number: int
    seat: str


@dataclass(frozen=True, slots=True)
class Parted:
    """Somebody took that back, before anything was read."""

    number: int


@dataclass(frozen=True, slots=True)
class Started:
    """A worker has taken the phone up."""

    number: int


@dataclass(frozen=True, slots=True)
class AwaitsTap:
    """The phone asks its holder for permission."""

    number: int


@dataclass(frozen=True, slots=True)
class ReadOn:
    """Another source is being read."""

    number: int
    source: SourceStep


@dataclass(frozen=True, slots=True)
class WentMissing:
    """The phone is gone in the middle of the reading."""

    number: int


@dataclass(frozen=True, slots=True)
class CameBack:
    """A phone is at the place of the missing one, or elsewhere with its serial."""

    number: int
    phone: Attached


@dataclass(frozen=True, slots=True)
class Failed:
    """This try came to nothing; nothing was concluded, and it can be tried again."""

    number: int
    trouble: Words


@dataclass(frozen=True, slots=True)
class TriedAgain:
    """Somebody wants another try now."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """The examination is stored."""

    number: int
    outcome: Outcome
    interrupted: bool = False
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """The phone is not examined, and why; recorded."""

    number: int
    reason: NotExaminedReason


@dataclass(frozen=True, slots=True)
class Returned:
    """The phone was handed back."""

    number: int


@dataclass(frozen=True, slots=True)
class Responded:
    """The holder answered the result."""

    number: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A second reader confirmed the outcome, or lowered it."""

    number: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CaseTrouble:
    """The case cannot be written (``None``: it can again); nothing new is started meanwhile."""

    sentence: Words | None


Event = (
    Prepared
    | PhoneCame
    | PhoneLeft
    | SeenSilent
    | Joined
    | Parted
    | Started
    | AwaitsTap
    | ReadOn
    | WentMissing
    | CameBack
    | Failed
    | TriedAgain
    | Concluded
    | Dropped
    | Returned
    | Responded
    | Reviewed
    | CaseTrouble
)
