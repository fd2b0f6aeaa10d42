"""The files that hold decisions about the list itself: ambiguous names, and shares of rules."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from phone_audit.model.record import Record
from phone_audit.signatures.entry_files import Day, EntryId, Line
from phone_audit.signatures.fitting import INDONESIAN

AmbiguousText = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        max_length=253,
        title="a word, a domain or a package name",
        description="letters, digits, dots and hyphens: toto, 88.com, id.contoh.domino",
        extra={
            INDONESIAN: (
                "kata, domain atau nama paket",
                "huruf, angka, titik dan tanda hubung: toto, 88.com, id.contoh.domino",
            )
        },
    ),
]
Share = Annotated[
    int,
    Meta(
        ge=0,
        le=10_000,
        title="a share",
        description="how many of 10,000 ordinary names, as a whole number",
        extra={INDONESIAN: ("bagian", "berapa dari 10.000 nama biasa, sebagai bilangan bulat")},
    ),
]


class Decision(StrEnum):
    """What was decided about a name that is a brand to some and a business to others."""

    NEVER = "never"  # no entry lists it and no rule may match it
    SIGNAL = "signal"  # a word that counts as one sign; nothing rests on it alone
    LISTED = "listed"  # listed all the same; its entry says what else it can be


class AmbiguousName(Record):
    """One decision: about what, what, why, when and by whom."""

    name: AmbiguousText
    decision: Decision
    entry: EntryId | None = None  # the entry that lists it; only with ``listed``
    reason: Line
    decided: Day
    by: Line


class AmbiguousFile(Record):
    """``ambiguous.yaml``: names about which people may differ, each decided once."""

    id: EntryId
    names: tuple[AmbiguousName, ...] = ()


class RuleShare(Record):
    """How many of 10,000 ordinary names a rule may match, or a group of signals may stand in."""

    rule: EntryId
    share: Share


class SharesFile(Record):
    """``patterns/shares.yaml``: what ``lint --benign`` holds every rule against.

    ``findings`` and ``hints`` are for all rules together. A rule that is not named may
    match nothing.
    """

    id: EntryId
    findings: Share
    hints: Share
    rules: tuple[RuleShare, ...] = ()
