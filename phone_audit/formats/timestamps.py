"""Times as phones print them - epoch numbers, local text, the web epoch - turned into UTC."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import Enum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Stamp = int | str
"""A time as a dump gives it: epoch milliseconds, or the phone's local text without a zone."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WEB_EPOCH_US: Final = 11_644_473_600_000_000  # from 1601-01-01 to 1970-01-01
_NEVER_BEFORE_MS: Final = 3 * 86_400_000  # 1970-01-01 in any zone, and small negatives
_LATEST_MS: Final = 32_503_680_000_000  # year 3000: what lies beyond is no time
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})")
_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}[ T-]\d{2}[:-]\d{2}[:-]\d{2}(?:\.\d{1,6})?", re.ASCII)
_NUMERIC_DATE = re.compile(
    r"""[\u200e\u200f]*(?P<a>\d{1,4})[./-]\ ?[\u200e\u200f]*(?P<b>\d{1,2})
        [./-]\ ?[\u200e\u200f]*(?P<c>\d{1,4})\.?
        (?:,?[\s\u00a0\u202f]+(?:pukul\ |at\ )?
          (?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?
          (?:[\s\u00a0\u202f]*(?P<half>[AaPp])\.?\ ?[Mm]\.?)?)?""",
    re.VERBOSE | re.ASCII,
)
_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,6}):(\d{2})", re.ASCII)


class DateOrder(Enum):
    """In which order a locale writes day and month; year-first text needs no order."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo | None:
    """Return the zone for an IANA name (``Asia/Jakarta``) or an offset (``+07:00``, ``+0700``).

    ``None``: no such zone; the caller says so instead of guessing one.
    """
    if offset := _OFFSET.fullmatch(name):
        minutes = int(offset[2]) * 60 + int(offset[3])
        if minutes >= 24 * 60:
            return None
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, or not even a name
        return None


def from_epoch_ms(value: int) -> datetime | None:
    """Return UTC for milliseconds since 1970.

    ``None`` means never: 0, the days around 1970-01-01 in any zone, negatives such as
    ``-3600000``, and numbers past the year 3000.
    """
    if not _NEVER_BEFORE_MS < value < _LATEST_MS:
        return None
    return _EPOCH + timedelta(milliseconds=value)


def from_web_microseconds(value: int) -> datetime | None:
    """Return UTC for Chromium's microseconds since 1601-01-01, ``13404473600000000``.

    ``None`` means never, as in ``from_epoch_ms``.

    Read from: Chromium ``base/time/time.h`` (``Time::ToDeltaSinceWindowsEpoch``), 60-140.
    """
    return from_epoch_ms(web_to_epoch_ms(value))


def web_to_epoch_ms(value: int) -> int:
    """Return milliseconds since 1970 for Chromium's microseconds since 1601; 0 means never."""
    return (value - _WEB_EPOCH_US) // 1000 if 0 < value < 2**62 else 0


def from_local_text(text: str, zone: tzinfo) -> datetime | None:
    """Return UTC for ``2026-11-19 22:10:05[.456]``, written in the phone's own zone.

    ``None``: never (1969, 1970), no time in this form, or a date that does not exist.
    An hour that the end of summer time repeats is taken as its first occurrence.

    Read from: AOSP ``SimpleDateFormat("yyyy-MM-dd HH:mm:ss")`` in ``Settings.sdf`` and
    ``UsageStatsService.sDateFormat``, API 24-36.
    """
    if not _LOCAL.fullmatch(text):
        return None
    plain = f"{text[:10]} {text[11:13]}:{text[14:16]}:{text[17:19]}"
    try:
        moment = datetime.fromisoformat(plain).replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return from_epoch_ms(int((moment - _EPOCH).total_seconds() * 1000))


def to_utc(stamp: Stamp | None, zone: tzinfo, order: DateOrder | None = None) -> datetime | None:
    """Return UTC for a stamp of any kind; ``None`` means never, not told or ambiguous.

    ``order`` is needed only for the locale dates of Android 7 and 8.
    """
    if stamp is None:
        return None
    if isinstance(stamp, int):
        return from_epoch_ms(stamp)
    if _LOCAL.fullmatch(stamp):
        return from_local_text(stamp, zone)
    return from_locale_text(stamp, zone, order)


def from_locale_text(text: str, zone: tzinfo, order: DateOrder | None) -> datetime | None:
    """Return UTC for the numeric date and time of Android 7 and 8's usage statistics.

    Format: the holder's locale and 12/24 hour setting decide::

        24/4/2018, 9:05 PM      9/4/2018 17.01      2018-04-24 17:01      24.4.2018, 17:01

    ``None``: never, another form, or day and month cannot be told apart and ``order`` is
    not known. A text without a time of day gives midnight of that date.

    Read from: AOSP ``UserUsageStatsService.formatDateTime`` (``DateUtils`` with
    ``FORMAT_NUMERIC_DATE``), API 24-27.
    """
    found = _NUMERIC_DATE.fullmatch(text.strip())
    if found is None:
        return None
    year_month_day = _in_order(found, order)
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in "pP" else 0)
    if year_month_day is None:
        return None
    try:
        local = datetime(
            *year_month_day,
            hour,
            int(found["minute"] or 0),
            int(found["second"] or 0),
            tzinfo=zone,
        )
        moment = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return from_epoch_ms(int((moment - _EPOCH).total_seconds() * 1000))


def order_shown_by(texts: Iterable[str]) -> DateOrder | None:
    """Return the day/month order that dates of one phone, taken together, leave no doubt about.

    One date with a number above 12 shows it for all of them. ``None``: no such date,
    or they contradict each other.
    """
    shown: set[DateOrder] = set()
    for text in texts:
        found = _NUMERIC_DATE.match(text.strip())
        if found is None or len(found["a"]) > 2:
            continue
        first, second = int(found["a"]), int(found["b"])
        if first > 12 >= second:
            shown.add(DateOrder.DAY_FIRST)
        elif second > 12 >= first:
            shown.add(DateOrder.MONTH_FIRST)
    return shown.pop() if len(shown) == 1 else None


def clock_ms(text: str) -> int | None:
    """Return milliseconds for a duration ``MM:SS`` or ``H:MM:SS``; ``None``: another form.

    Read from: ``DateUtils.formatElapsedTime``, API 24-36.
    """
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3])
    return (hours * 3600 + minutes * 60 + seconds) * 1000


def local_date(moment: datetime, zone: tzinfo) -> str:
    """Return the phone's calendar date of a moment, ``2026-11-19``."""
    return moment.astimezone(zone).date().isoformat()


def _in_order(found: re.Match[str], order: DateOrder | None) -> tuple[int, int, int] | None:
    a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
    if len(found["a"]) == 4:
        return a, b, c
    if len(found["a"]) > 2:
        return None
    year = c + 2000 if len(found["c"]) <= 2 else c
    if a > 12 or a == b:
        return year, b, a
    if b > 12:
        return year, a, b
    if order is DateOrder.DAY_FIRST:
        return year, b, a
    if order is DateOrder.MONTH_FIRST:
        return year, a, b
    return None
