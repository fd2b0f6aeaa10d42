"""Values of papers as they are typed: times of the place, yes and no, head counts."""

import argparse
import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from phone_audit.cli.language import say
from phone_audit.errors import UsageError
from phone_audit.model.case import Zone

_YES = {"ya": True, "yes": True, "tidak": False, "no": False}


def yes_or_no(text: str) -> bool:
    """Return what ``ya``, ``tidak``, ``yes`` or ``no`` says."""
    try:
        return _YES[text.casefold()]
    except KeyError:
        raise argparse.ArgumentTypeError(
            say(f"{text!r}: ya atau tidak", f"{text!r}: yes or no")
        ) from None


def present_of_staff(text: str) -> tuple[int, int]:
    """Return the two numbers of ``18/20``: present, and all."""
    match = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    if match is None or int(match[1]) > int(match[2]):
        raise argparse.ArgumentTypeError(
            say(
                f"{text!r}: tulis hadir/jumlah, misalnya 18/20",
                f"{text!r}: write present/all, such as 18/20",
            )
        )
    return int(match[1]), int(match[2])


def day(text: str) -> date:
    """Return a day written ``2026-11-26``."""
    return date.fromisoformat(text)


def clock(text: str) -> time:
    """Return a time written ``09:00`` or ``09.00``, as the place reads its clock."""
    return time.fromisoformat(text.replace(".", ":").rjust(5, "0"))


def percent(text: str) -> int:
    """Return a whole number from 0 to 100, with or without ``%``."""
    number = int(text.removesuffix("%"))
    if not 0 <= number <= 100:
        raise ValueError(text)
    return number


def moment(text: str | None, zone: Zone, now: datetime) -> datetime:
    """Return when something happened: ``09:10`` today, ``2026-11-19T09:10``, or now.

    A time without zone is the wall clock of the case's place.

    Raises:
        UsageError: it is no time, or it lies in the future.
    """
    if text is None:
        return now
    place = timezone(timedelta(hours=zone.utc_offset_hours))
    try:
        if re.fullmatch(r"[0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2})?", text):
            today = now.astimezone(place).date()
            at = datetime.combine(today, clock(text), place)
        else:
            at = datetime.fromisoformat(text)
            at = at if at.tzinfo else at.replace(tzinfo=place)
    except ValueError:
        raise UsageError(
            say(
                f"--at {text}: tulis 09:10 (hari ini) atau 2026-11-19T09:10.",
                f"--at {text}: write 09:10 (today) or 2026-11-19T09:10.",
            )
        ) from None
    if at > now + timedelta(minutes=1):
        raise UsageError(
            say(f"--at {text}: waktu itu belum tiba.", f"--at {text}: that is in the future.")
        )
    return at.astimezone(UTC)
