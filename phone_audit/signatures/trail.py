"""The path of one name through the matcher: each step that was taken, and what it found."""

from enum import StrEnum

from phone_audit.model.record import Record
from phone_audit.model.signature import Classification


class Step(StrEnum):
    """One question the matcher asks of a name, in the order in which it asks."""

    NORMALISE = "normalise"  # is it the name of a web host at all
    INNOCENT = "innocent"  # block pages, and names that must never match
    INSTITUTION = "institution"  # does it belong to an office or a school
    CARRIED = "carried"  # does an institution's name hold words of gambling
    ALLOWED = "allowed"  # does an imported list say not to alert to it
    EXACT = "exact"  # is it listed, or below a listed domain
    IMPORTED = "imported"  # does an imported list hold it
    OWNER = "owner"  # who rents or registered it; addresses and machines have nobody
    FAMILY = "family"
    SIGNALS = "signals"
    SCORE = "score"
    LEET = "leet"  # the same questions with digits read as letters
    NARROW = "narrow"  # which part of the name is meant
    WORDS = "words"  # of a package name


class Weighed(Record):
    """One feature of a name in the score, in hundredths of log odds.

    ``says`` is what a report would say of it; ``None``: nothing a person could check.
    """

    feature: str
    weight: int
    says: str | None


class StepTaken(Record):
    """What one step looked at and found; the last one of a path is where it stopped.

    ``asked`` is what was looked up or tried, in order; ``found`` what of it said
    something; ``entry`` the id of the entry, innocent file, family or rule that it leads
    to. ``score`` and the sums ``weak`` and ``hint`` that it is held against are in
    hundredths of log odds; ``None``: not a step of the score, or never weak.
    """

    step: Step
    asked: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    entry: str | None = None
    score: int | None = None
    weak: int | None = None
    hint: int | None = None
    base: int | None = None
    weighed: tuple[Weighed, ...] = ()


class Explanation(Record):
    """What a name turned out to be, and the steps that led there."""

    classification: Classification
    steps: tuple[StepTaken, ...]


Trail = list[StepTaken]
"""Filled by the matcher as it goes; where there is none, nothing is written down."""
