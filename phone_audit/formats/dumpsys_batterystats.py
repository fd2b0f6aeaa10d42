"""Packages in the battery statistics: changes per day, and the history since the last charge."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from phone_audit.formats.pm import is_package_name
from phone_audit.formats.timestamps import from_local_text, western_digits
from phone_audit.formats.whole_lines import is_damaged, whole_lines

_DAY = r"(\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)"
_DAILY = "Daily stats:"
_CURRENT = re.compile(rf" *Current start time: {_DAY}", re.ASCII)
_PAST = re.compile(rf" *Daily from {_DAY} to {_DAY}:", re.ASCII)
_CHANGE = re.compile(r" *(?:Update (\S{1,300}) vers=(-?\d{1,19})|Uninstall (\S{1,300}))", re.ASCII)
_LOOKS_LIKE_CHANGE = re.compile(r" *(?:Update|Uninstall) ")

_HISTORY = "Battery History"
_OFFSET = re.compile(
    r" *(?=[+0])\+?(?:(\d{1,4})d)?(?:(\d{1,2})h)?(?:(\d{1,2})m)?(?:(\d{1,2})s)?"
    r"(?:(\d{1,3})ms)?0? \(",
    re.ASCII,
)
_STAMP = re.compile(r" *(\d\d)-(\d\d) (\d\d:\d\d:\d\d)\.\d{3} ", re.ASCII)
_CLOCK = re.compile(rf"(?:RESET:)?TIME: {_DAY}", re.ASCII)
_TOP = re.compile(r'(?<!\S)([+-])top=(u?[0-9][0-9a-z]{0,15}):"([^"\s]{1,300})"', re.ASCII)
_PACKAGE = re.compile(r'(?<!\S)pkg(un)?in(?(1)|st)=[0-9a-z]{1,18}:"([^"\s]{1,300})"', re.ASCII)
_LOOKS_LIKE_ENTRY = re.compile(r"(?<!\S)(?:[+-]top=|pkg(?:unin|inst)=|(?:RESET:)?TIME: )")
_USER = re.compile(r"u(\d{1,6})[a-z]", re.ASCII)
_LONGEST_LINE = 20_000  # characters; a line of the history holds a few hundred
_CLOCK_SET_SINCE = datetime(2015, 1, 1, tzinfo=UTC)
"""A phone whose clock was not set yet counts from 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChange:
    """One package that changed in one day of statistics, which is rarely a calendar day.

    ``end`` is ``None`` for the day still running, and where the phone's clock was not set.
    """

    package: str
    removal: bool
    begin: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Changes in order of the answer; ``answered``: the heading stood there."""

    rows: tuple[DayChange, ...]
    answered: bool
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One entry of the history about a package. ``at`` ``None``: its clock was not set.

    ``what`` is ``in_front`` (came to the front), ``left`` (left it), ``installed`` or
    ``removed``; ``user`` ``None``: not told.
    """

    package: str
    what: str
    at: datetime | None
    user: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Entries in order of the answer; ``answered``: the heading stood there."""

    rows: tuple[Moment, ...]
    answered: bool
    unread: int


def read_days(text: str, zone: tzinfo) -> Days:
    """Read ``dumpsys batterystats --daily``, or the same part of the service's whole text.

    Format, times in the phone's own zone::

        Daily stats:
          Current start time: 2026-11-20-01-03-22
          Next min deadline: 2026-11-21-01-00-00
            Package changes:
              Update id.contoh.permainan vers=0

          Daily from 2026-11-19-01-10-11 to 2026-11-20-01-03-22:
            Package changes:
              Update com.android.chrome vers=787110000

    An installation or an update prints its version. A removal prints ``vers=0``:
    ``notePackageUninstalledLocked`` marks it as an update by mistake; ``Uninstall`` is
    written in the print code and read here too.

    Read from: AOSP ``BatteryStats.dumpDailyLocked`` / ``dumpDailyPackageChanges`` and
    ``BatteryStatsImpl.addPackageChange``, API 24-36; a real Android 10 phone.
    """
    rows: dict[DayChange, None] = {}
    inside = answered = False
    begin: datetime | None = None
    end: datetime | None = None
    whole, unread = whole_lines(western_digits(text))
    for raw in whole.split("\n"):
        line = raw.rstrip()
        if line == _DAILY:
            inside = answered = True
            begin = end = None
        elif not inside or len(line) > _LONGEST_LINE:
            continue
        elif is_damaged(line):
            begin = end = None
            unread += 1
        elif line[:1] not in {"", " "}:
            inside = False
        elif found := _CURRENT.fullmatch(line):
            begin, end = _set(from_local_text(found[1], zone)), None
        elif found := _PAST.fullmatch(line):
            begin, end = (_set(from_local_text(found[one], zone)) for one in (1, 2))
            if begin is not None and end is not None and end < begin:
                end = None
        elif _LOOKS_LIKE_CHANGE.match(line):
            change = _CHANGE.fullmatch(line)
            package = (change[1] or change[3]) if change else ""
            if change is None or not is_package_name(package):
                unread += 1
                continue
            removal = change[3] is not None or int(change[2]) == 0
            rows[DayChange(package=package, removal=removal, begin=begin, end=end)] = None
    return Days(rows=tuple(rows), answered=answered, unread=unread)


def read_history(text: str, zone: tzinfo, read_at: datetime) -> History:
    """Read ``dumpsys batterystats --history``, whole or as filters on the phone left it.

    Format up to Android 13: the time since the history begins, and now and then what
    the clock showed::

        Battery History (0% used, 9124 used of 4096KB, 47 strings using 4816):
                            0 (14) RESET:TIME: 2026-11-19-07-10-00
              +1h02m03s004ms (2) 099 c0100021 +top=u0a280:"id.contoh.permainan"
              +1h12m03s120ms (2) 098 c0100021 -top=u0a280:"id.contoh.permainan"
              +1h12m09s120ms (2) 098 c0100021 pkgunin=0:"id.contoh.permainan"

    From 14 on (``Format: 2``) the date and time of each entry, without a year, which the
    last ``TIME:`` line gives, else ``read_at``::

        Battery History [Format: 2] (100% used, 4105KB used of 4096KB, 151 strings using 7967):
          11-19 08:12:03.004 099 +top=u0a280:"id.contoh.permainan"

    The pieces of one line may stand on lines of their own, as ``grep -o`` leaves them: a
    time holds until the next one. When the clock is set, the entries after it follow the
    new time. The number of ``pkginst`` is a version printed like a user, and is not read.

    Read from: AOSP ``BatteryStats.HistoryPrinter`` and ``HistoryItem``, API 24-36;
    ``UserHandle.formatUid``; a real Android 10 phone.
    """
    reader = _HistoryReader(zone, read_at)
    whole, reader.unread = whole_lines(western_digits(text))
    for raw in whole.split("\n"):
        line = raw.rstrip()
        if line.startswith(_HISTORY):
            reader.begin()
        elif not reader.inside:
            continue
        elif len(line) > _LONGEST_LINE:
            reader.unread += _LOOKS_LIKE_ENTRY.search(line) is not None
        elif is_damaged(line):
            reader.forget()
        elif line:
            reader.take(line)
        else:
            reader.inside = False
    return History(rows=tuple(reader.rows), answered=reader.answered, unread=reader.unread)


class _HistoryReader:
    """Where in the history, and in the world's time, the next entry stands."""

    def __init__(self, zone: tzinfo, read_at: datetime) -> None:
        self.rows: list[Moment] = []
        self.inside = self.answered = False
        self.unread = 0
        self._zone = zone
        self._read_at = read_at
        self._offset = timedelta(0)
        self._anchor: tuple[timedelta, datetime] | None = None
        self._stamp: re.Match[str] | None = None

    def begin(self) -> None:
        self.inside = self.answered = True
        self._anchor = self._stamp = None
        self._offset = timedelta(0)

    def forget(self) -> None:
        """Count a line that is not whole: it may have told the time of what follows."""
        self._anchor = self._stamp = None
        self.unread += 1

    def take(self, line: str) -> None:
        """Take one line, or one piece of a line."""
        start = 0
        if found := _STAMP.match(line + " "):
            self._stamp, start = found, min(found.end(), len(line))
        elif found := _OFFSET.match(line):
            self._offset, start = _duration(found), found.end()
        before = len(self.rows)
        if found := _CLOCK.search(line, start):
            shown = _set(from_local_text(found[1], self._zone))
            self._anchor = None if shown is None else (self._offset, shown)
            return
        for sign, uid, package in _TOP.findall(line, start):
            self.add(package, "in_front" if sign == "+" else "left", _user(uid))
        for removed, package in _PACKAGE.findall(line, start):
            self.add(package, "removed" if removed else "installed", None)
        if len(self.rows) == before and _LOOKS_LIKE_ENTRY.search(line, start):
            self.unread += 1

    def add(self, package: str, what: str, user: int | None) -> None:
        if is_package_name(package):
            self.rows.append(Moment(package=package, what=what, at=self.at(), user=user))
        else:
            self.unread += 1

    def at(self) -> datetime | None:
        """Return when the present entry was made."""
        if self._stamp is not None:
            return self.dated(self._stamp)
        if self._anchor is None:
            return None
        offset, shown = self._anchor
        return shown + (self._offset - offset)

    def dated(self, stamp: re.Match[str]) -> datetime | None:
        """Return the moment of a date without a year: the one nearest to the last full date.

        Without a full date it is the last such day that is not in the future.
        """
        known = self._read_at if self._anchor is None else self._anchor[1]
        year = known.astimezone(self._zone).year
        texts = (f"{y}-{stamp[1]}-{stamp[2]} {stamp[3]}" for y in (year - 1, year, year + 1))
        dates = [at for at in (from_local_text(text, self._zone) for text in texts) if at]
        if self._anchor is None:
            dates = [at for at in dates if at <= known + timedelta(days=1)]
        return min(dates, key=lambda at: abs(at - known), default=None)


def _duration(found: re.Match[str]) -> timedelta:
    days, hours, minutes, seconds, milliseconds = (int(found[at] or 0) for at in range(1, 6))
    return timedelta(
        days=days, hours=hours, minutes=minutes, seconds=seconds, milliseconds=milliseconds
    )


def _user(uid: str) -> int | None:
    """Return the user of ``u0a280`` (0), ``u10s1000`` (10), ``1000`` (0)."""
    if uid.isdecimal():
        return int(uid) // 100_000
    found = _USER.match(uid)
    return int(found[1]) if found else None


def _set(moment: datetime | None) -> datetime | None:
    return moment if moment is not None and moment >= _CLOCK_SET_SINCE else None
