"""Dates, times, numbers and personnel numbers, as Indonesian documents print them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from phone_audit.model.case import Zone

_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
_SHORT_MONTHS = {
    "id": "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}


def month(number: int, lang: str = "id") -> str:
    """Return ``November`` for 11."""
    return _month(number, lang, _MONTHS)


def _month(number: int, lang: str, names: dict[str, str]) -> str:
    return names["en" if lang == "en" else "id"].split()[number - 1]


def day(value: date, lang: str = "id") -> str:
    """Return ``19 November 2026``; of a datetime, the date it carries."""
    return f"{value.day} {_month(value.month, lang, _MONTHS)} {value.year}"


def short_day(value: date, lang: str = "id") -> str:
    """Return ``2 Nov 2026``, for tables."""
    return f"{value.day} {_month(value.month, lang, _SHORT_MONTHS)} {value.year}"


def day_of_text(value: str, lang: str = "id") -> str:
    """Return a record's local date (``2026-11-19``) as ``19 Nov 2026``, else as it stands."""
    try:
        return short_day(date.fromisoformat(value), lang)
    except ValueError:
        return value


def local(value: datetime, zone: Zone) -> datetime:
    """Return the moment by the wall clock of ``zone``; a time without zone is UTC.

    A moment outside the years a calendar can show stays in UTC.
    """
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    try:
        return aware.astimezone(timezone(timedelta(hours=zone.utc_offset_hours)))
    except OverflowError:
        return aware


def clock_time(value: datetime, zone: Zone) -> str:
    """Return ``09.14.07 WIB``."""
    return f"{local(value, zone):%H.%M.%S} {zone.value}"


def moment(value: datetime, zone: Zone, lang: str = "id") -> str:
    """Return ``19 November 2026 09.14.07 WIB``."""
    return f"{day(local(value, zone), lang)} {clock_time(value, zone)}"


def hour_and_minute(value: datetime, zone: Zone) -> str:
    """Return ``09.14 WIB``."""
    return f"{local(value, zone):%H.%M} {zone.value}"


def short_moment(value: datetime, zone: Zone, lang: str = "id") -> str:
    """Return ``2 Nov 2026 21.40 WIB``, for tables."""
    at = local(value, zone)
    return f"{short_day(at, lang)} {at:%H.%M} {zone.value}"


def number(value: int, lang: str = "id") -> str:
    """Return ``1.234.567``; in English ``1,234,567``."""
    grouped = f"{value:,}"
    return grouped if lang == "en" else grouped.replace(",", ".")


def seconds(value_ms: int, lang: str = "id") -> str:
    """Return a number of seconds with one decimal, without sign: ``1,5``; in English ``1.5``."""
    tenths = (abs(value_ms) + 50) // 100
    whole, tenth = divmod(tenths, 10)
    return f"{number(whole, lang)}{'.' if lang == 'en' else ','}{tenth}"


def duration(value_ms: int, lang: str = "id") -> str:
    """Return ``1 jam 12 menit``, ``3 menit`` or ``40 detik``; rounded down."""
    hour, minute, second = ("h", "min", "s") if lang == "en" else ("jam", "menit", "detik")
    total = max(value_ms, 0) // 1000
    hours, minutes = total // 3600, total % 3600 // 60
    if hours:
        return f"{number(hours, lang)} {hour}" + (f" {minutes} {minute}" if minutes else "")
    return f"{minutes} {minute}" if minutes else f"{total} {second}"


def size(value: int, lang: str = "id") -> str:
    """Return ``640 bita``, ``12 kB`` or ``3,4 MB``; in powers of a thousand, rounded down."""
    if value < 1_000:
        return f"{value} {'bytes' if lang == 'en' else 'bita'}"
    if value < 1_000_000:
        return f"{value // 1_000} kB"
    whole, tenth = divmod(value // 100_000, 10)
    return f"{number(whole, lang)}{'.' if lang == 'en' else ','}{tenth} MB"


def masked(value: str) -> str:
    """Return a serial number as it stands outside the LPP: ``R58C••••9Q2``.

    At most seven characters stay readable, and at least four do not.
    """
    shown = max(0, min(7, len(value) - 4))
    head, tail = (shown + 1) // 2, shown // 2
    return value[:head] + "•" * min(4, len(value)) + value[len(value) - tail :]


def nip(value: str) -> str:
    """Return ``19800101 200501 1 001``; a number of another shape stays as it is."""
    digits = re.sub(r"\s", "", value)
    if re.fullmatch(r"[0-9]{18}", digits):
        return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"
    return value
