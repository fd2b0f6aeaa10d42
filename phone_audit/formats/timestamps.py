"""Times as phones print them - epoch numbers, local text, the web epoch - turned into UTC."""

import re
import unicodedata
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
_BEFORE_NOON = r"[Aa]\.?[ ]?[Mm]\.?|PG|pg|\u4e0a\u5348|\u5348\u524d|\uc624\uc804|\u0635"
_AFTER_NOON = r"[Pp]\.?[ ]?[Mm]\.?|PTG|ptg|\u4e0b\u5348|\u5348\u5f8c|\uc624\ud6c4|\u0645"
_NUMERIC_DATE = re.compile(
    rf"""(?P<a>\d{{1,4}})[./-]\ ?(?P<b>\d{{1,2}})[./-]\ ?(?P<c>\d{{1,4}})\.?
        (?:[,\u060c]?\s+(?:pukul\ |at\ )?
          (?:(?:(?P<am_first>{_BEFORE_NOON})|(?P<pm_first>{_AFTER_NOON}))\s*)?
          (?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}}))?
          (?:\s*(?:(?P<am>{_BEFORE_NOON})|(?P<pm>{_AFTER_NOON})))?)?""",
    re.VERBOSE,
)
_INVISIBLE = dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F)))  # directions
_LAST_YEAR = 2100  # of our calendar; Thailand's is 543 years ahead
_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,6}):(\d{2})", re.ASCII)


class DateOrder(Enum):
    """In which order a locale writes day and month; year-first text needs no order."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


_DAY_FIRST = frozenset({"id", "in", "jv", "jw", "su", "ms", "nl"})
_LOCALE_ORDERS = {
    "en-US": DateOrder.MONTH_FIRST,
    "fil-PH": DateOrder.MONTH_FIRST,
    **dict.fromkeys(("en-GB", "en-AU", "en-IN", "en-MY", "en-NZ", "en-SG"), DateOrder.DAY_FIRST),
}


def order_of_locale(locale: str | None) -> DateOrder | None:
    """Return the day/month order of a phone's locale, ``id-ID`` or ``in-ID``.

    ``None``: one that was not looked up, or that writes the year first.

    Read from: Unicode CLDR 28-34 (ICU of Android 7 and 8), skeleton ``yMd``.
    """
    if locale is None:
        return None
    language, _, rest = locale.replace("_", "-").partition("-")
    if language in _DAY_FIRST:
        return DateOrder.DAY_FIRST
    return _LOCALE_ORDERS.get(f"{language}-{rest.rpartition('-')[2]}")


def western_digits(text: str) -> str:
    """Return the text with decimal digits of any script as 0 to 9.

    Android prints some dates in the digits of the phone's language (``SimpleDateFormat``
    and ``Formatter`` without a locale): ``\u0662\u0660\u0662\u0666-\u0661\u0661``.
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(one, one)) for one in text)


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
    text = western_digits(text)
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
    if _LOCAL.fullmatch(western_digits(stamp)):
        return from_local_text(stamp, zone)
    return from_locale_text(stamp, zone, order)


def from_locale_text(text: str, zone: tzinfo, order: DateOrder | None) -> datetime | None:
    """Return UTC for the numeric date and time of Android 7 and 8's usage statistics.

    Format: the holder's locale and 12/24 hour setting decide::

        24/4/2018, 9:05 PM      9/4/2018 17.01      2018-04-24 17:01      24.4.2018, 17:01
        2018/4/24 \u4e0b\u53489:05         24/4/2018 9:05 PTG      digits of any script

    ``None``: never, another form or calendar, or day and month cannot be told apart and
    ``order`` is not known. A text without a time of day gives midnight of that date.

    Read from: AOSP ``UserUsageStatsService.formatDateTime`` (``DateUtils`` with
    ``FORMAT_NUMERIC_DATE``), API 24-27.
    """
    found = _numeric_date(text)
    if found is None:
        return None
    year_month_day = _in_order(found, order)
    hour = int(found["hour"] or 0)
    afternoon = bool(found["pm"] or found["pm_first"])
    if afternoon or found["am"] or found["am_first"]:
        hour = hour % 12 + 12 * afternoon
    if year_month_day is None or year_month_day[0] > _LAST_YEAR:
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
        found = _numeric_date(text, whole=False)
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
    found = _CLOCK.fullmatch(western_digits(text))
    if found is None:
        return None
    hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3])
    return (hours * 3600 + minutes * 60 + seconds) * 1000


def local_date(moment: datetime, zone: tzinfo) -> str:
    """Return the phone's calendar date of a moment, ``2026-11-19``."""
    return moment.astimezone(zone).date().isoformat()


def is_never(text: str) -> bool:
    """Tell whether a locale date stands for "never": the days around the first of 1970."""
    found = _numeric_date(text, whole=False)
    return found is not None and not {"1969", "1970", "69", "70"}.isdisjoint(found.group("a", "c"))


def _numeric_date(text: str, *, whole: bool = True) -> re.Match[str] | None:
    plain = western_digits(text.translate(_INVISIBLE)).strip()
    return _NUMERIC_DATE.fullmatch(plain) if whole else _NUMERIC_DATE.match(plain)


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
