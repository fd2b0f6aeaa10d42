"""What the program's exit code means; scripts rely on it."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of ``phone-audit``."""

    DONE = 0  # whatever was found
    FAILED = 1  # anything not named below
    USAGE = 2
    INCOMPLETE = 3  # done, but at least one phone incomplete or not examined
    ALTERED = 4  # evidence altered
    LIST_UNUSABLE = 5  # signature list unusable
    NO_PHONE = 6  # no phone, or not authorised
    OUTCOME = 10  # an outcome named by --fail-on was reached
