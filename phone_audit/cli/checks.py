"""One thing ``doctor`` looked at, and how it is."""

from enum import StrEnum

from phone_audit.model.record import Record


class State(StrEnum):
    """How one check came out."""

    GOOD = "good"
    NOTE = "note"  # works, with something to know
    BAD = "bad"


class Check(Record):
    """One thing that was looked at, how it is, and the remedy where it is not good."""

    name: str
    state: State
    says: str
    remedy: str | None = None
