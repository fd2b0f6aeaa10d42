"""The dump of Android's usage statistics, live or stored, in every form since Android 7."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from phone_audit.formats.pm import is_package_name
from phone_audit.formats.timestamps import DateOrder, Stamp, clock_ms, order_shown_by
from phone_audit.formats.whole_lines import is_damaged, whole_lines
from phone_audit.model.evidence import UseInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRow:
    """Totals of one app in one interval. ``None``: the line does not say.

    ``last_used`` alone is no sign that the app was on screen: up to Android 9 any
    notification moves it, and from 12 on so does an answer to one (``USER_INTERACTION``).
    """

    package: str
    user: int | None
    interval: UseInterval
    begin: Stamp | None
    end: Stamp | None
    foreground_ms: int | None
    last_used: Stamp | None
    launches: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event of one app; ``begin`` and ``interval`` are those of the list it stands in.

    ``channel`` is the id of the notification channel, printed since Android 10.
    """

    package: str
    user: int | None
    interval: UseInterval
    begin: Stamp | None
    end: Stamp | None
    at: Stamp
    event: str  # "ACTIVITY_RESUMED"
    instance: str | None  # of the activity, Android 10 and later
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a dump says. ``answered``: it has at least one user or interval in it.

    ``order`` is the day/month order that its own locale dates show, ``None`` where they
    do not or where there are none. ``unread`` counts lines that no version prints.
    """

    rows: tuple[UseRow, ...]
    events: tuple[EventRow, ...]
    answered: bool
    order: DateOrder | None
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentUse:
    """Last use of each package as (package, time); ``answered``: the heading stood there."""

    rows: tuple[tuple[str, Stamp], ...]
    answered: bool
    unread: int


RESUMED = frozenset({"ACTIVITY_RESUMED", "MOVE_TO_FOREGROUND"})
"""Events that put an app on screen."""
LEFT = frozenset(
    {"ACTIVITY_PAUSED", "ACTIVITY_STOPPED", "MOVE_TO_BACKGROUND", "ACTIVITY_DESTROYED"}
)
"""Events that take an app off the screen."""

_LONGEST_LINE = 20_000  # characters; a longer one is nobody's event
_COMPONENTS = "App Component Usages:"
_COMPONENT = re.compile(r'package=(\S{1,300}) lastUsed=(?:"([^"]{0,40})"|(-?\d{1,18}))', re.ASCII)
_PAIR = re.compile(r'(?<!\w)(\w{1,40}+)=("[^"]*"|[^\s"]*)', re.ASCII)
_MEMORY = re.compile(r"In-memory (daily|weekly|monthly|yearly) stats", re.ASCII)
_LAST_DAY = "Last 24 hour events"
_NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)
_PACKAGES = "packages"
_PASSED_OVER = (_PACKAGES, "events", "ChooserCounts", "configurations", "event aggregations")
_AGGREGATION = re.compile(r"[a-z-]{1,40}: \d", re.ASCII)


def read_usage(
    text: str,
    *,
    packages: Collection[str] | None = None,
    user: int | None = None,
    interval: UseInterval | None = None,
) -> Usage:
    """Read totals and events, of ``packages`` only unless that is ``None``.

    Format: headings set the context, every other line is read by key::

        user=0
          Last 24 hour events (beginTime=1763510400000 endTime=1763596800000 )
            time=1763588000000 type=ACTIVITY_RESUMED package=id.contoh class=... flags=0x0
          In-memory daily stats
          beginTime=1763571600000 endTime=1763596799000
            packages
              package=id.contoh totalTimeUsed=2710000 lastTimeUsed=1763590000123 appLaunchCount=6

    =============  ===================================================================
    7, 8           ``totalTime="01:17" lastTime="24/4/2018, 9:05 PM"``, events in the lists
    9              ``totalTime lastTime appLaunchCount``
    10, 11         ``totalTimeUsed lastTimeUsed totalTimeVisible ... appLaunchCount``
    12 and later   also ``lastTimeComponentUsed``
    =============  ===================================================================

    With ``-c`` times and durations are milliseconds, without it quoted text, local to the
    phone. ``usagestats file`` prints ``interval=`` and ``file=`` instead of the In-memory
    headings and, asked about one user, neither ``user=`` nor ``interval=``: then ``user``
    and ``interval`` say what was asked.

    Totals are taken only from lines with ``package=`` and ``totalTime=`` or
    ``totalTimeUsed=``; below ``packages`` a line without them is of a version nobody knows,
    and counted. Chooser counts (which OPPO extends), Samsung's roll-over history,
    the standby states and the settings at the end are passed over. A line is taken by
    its first value of each key, since class and channel names are chosen by apps.

    Read from: AOSP ``UserUsageStatsService.dump/printIntervalStats/printEvent`` and
    ``UsageStatsService.dump``, API 24-36; One UI 6-8; HyperOS 1; ColorOS 13.
    """
    reader = _Reader(packages, user, interval)
    whole, reader.unread = whole_lines(text)
    reader.damaged = is_damaged(whole)
    for line in whole.split("\n"):
        reader.line(line)
    return Usage(
        rows=tuple(reader.rows),
        events=tuple(reader.events),
        answered=reader.answered,
        order=order_shown_by(reader.dates),
        unread=reader.unread,
    )


def read_component_use(text: str) -> ComponentUse:
    """Read ``dumpsys usagestats app-component-usage``: packages used since the phone started.

    Format, times local to the phone::

        App Component Usages:
          package=id.contoh.permainan lastUsed="2026-11-20 20:58:41"

    Users are not told apart. Without any use since start not even the heading is
    printed. Android 13 and older take the word as the name of a package.

    Read from: AOSP ``UsageStatsService.dump`` (``mLastTimeComponentUsedGlobal``), API 34-36.
    """
    rows: dict[str, Stamp] = {}
    answered = False
    whole, unread = whole_lines(text)
    for raw in whole.split("\n"):
        line = raw.strip() if len(raw) <= _LONGEST_LINE else "?"
        if line == _COMPONENTS:
            answered = True
        elif (found := _COMPONENT.fullmatch(line)) and is_package_name(found[1]) and answered:
            rows[found[1]] = int(found[3]) if found[3] else found[2]
        elif line:
            unread += 1
    return ComponentUse(rows=tuple(rows.items()), answered=answered, unread=unread)


class _Reader:
    """The context a line stands in: whose, which interval, from when to when."""

    def __init__(
        self, packages: Collection[str] | None, user: int | None, interval: UseInterval | None
    ) -> None:
        self.packages = None if packages is None else frozenset(packages)
        self.asked = user, interval
        self.user = user
        self.interval = interval
        self.indent = -1  # of the heading that set the interval
        self.listing = ""  # the heading within an interval, where it is told
        self.begin: Stamp | None = None
        self.end: Stamp | None = None
        self.rows: list[UseRow] = []
        self.events: list[EventRow] = []
        self.dates: list[str] = []
        self.answered = False
        self.damaged = False  # somewhere in the text, so that each line is looked at
        self.unread = 0

    def line(self, raw: str) -> None:
        line = raw.strip()
        if self.damaged and is_damaged(line):
            self.forget()
        elif len(line) > _LONGEST_LINE:
            self.unread += 1
        elif "package=" in line:
            self.package_line(line)
        elif line:
            indent = len(raw) - len(raw.lstrip())
            if self.heading(line):
                self.indent = indent
                self.listing = ""
            elif self.interval is not None:
                self.other(line, indent)

    def heading(self, line: str) -> bool:
        """Take a line that sets the context; say whether it was one."""
        if memory := _MEMORY.fullmatch(line):
            self.enter(UseInterval(memory[1]))
            return True
        if line.startswith(_LAST_DAY):
            self.enter(UseInterval.EVENTS)
        elif not line.startswith(("user=", "interval=", "file=", "beginTime=", "timeRange=")):
            return False
        told = _told(line)
        if line.startswith("user="):
            self.user = _number(told["user"])
            self.unread += self.user is None
            self.leave()
            self.answered = True
        if (name := told.get("interval")) is not None:
            self.interval = next((one for one in UseInterval if one == name), None)
        if "file" in told:
            self.begin, self.end = _stamp(told["file"]), None
            self.answered = True
        if "beginTime" in told:
            self.begin, self.end = _stamp(told["beginTime"]), _stamp(told.get("endTime"))
            self.answered = True
        if "timeRange" in told:
            self.dates.append(told["timeRange"])
            self.answered = True
        return True

    def enter(self, interval: UseInterval) -> None:
        self.interval, self.begin, self.end = interval, None, None
        self.answered = True

    def forget(self) -> None:
        """Count a line that is not whole: what comes next may belong to somebody else."""
        self.unread += 1
        self.user, self.interval = self.asked
        self.begin = self.end = None

    def leave(self) -> None:
        self.interval = self.begin = self.end = None
        self.listing = ""

    def package_line(self, line: str) -> None:
        """Take totals or an event; pass over what else names a package."""
        if self.packages is not None and '"' not in line:
            # Most lines are about other apps, and without quotes they hold no dates either.
            before, _, behind = line.partition("package=")
            words = behind.split(None, 1)
            if words and (not before or before[-1].isspace()) and words[0] not in self.packages:
                return
        told = _told(line)
        package = told.get("package", "")
        if self.packages is not None and package not in self.packages:
            self.remember_dates(told)
            return
        if "totalTimeUsed" in told or ("totalTime" in told and "lastTime" in told):
            self.totals(package, told)
        elif line.startswith("time=") and "type" in told:
            self.event(package, told)
        elif self.listing == _PACKAGES:
            self.unread += 1

    def totals(self, package: str, told: dict[str, str]) -> None:
        newer = "totalTimeUsed" in told
        foreground = _duration(told["totalTimeUsed" if newer else "totalTime"])
        if not package or self.interval is None or foreground is None:
            self.unread += 1
            return
        self.remember_dates(told)
        self.rows.append(
            UseRow(
                package=package,
                user=self.user,
                interval=self.interval,
                begin=self.begin,
                end=self.end,
                foreground_ms=foreground,
                last_used=_stamp(told.get("lastTimeUsed" if newer else "lastTime")),
                launches=_number(told.get("appLaunchCount")),
            )
        )

    def event(self, package: str, told: dict[str, str]) -> None:
        at = _stamp(told["time"])
        if not package or at is None:
            self.unread += 1
            return
        self.remember_dates(told)
        self.events.append(
            EventRow(
                package=package,
                user=self.user,
                interval=self.interval or UseInterval.EVENTS,
                begin=self.begin,
                end=self.end,
                at=at,
                event=told["type"],
                instance=told.get("instanceId"),
                channel=told.get("channelId"),
            )
        )

    def remember_dates(self, told: dict[str, str]) -> None:
        for key in ("lastTime", "time"):
            value = told.get(key, "")
            if "/" in value or "." in value:
                self.dates.append(value)

    def other(self, line: str, indent: int) -> None:
        """Pass over what belongs to an interval; leave it where another section begins.

        Another section is a line ending in a colon, or one that is not indented deeper
        than the interval's own heading (``App Time Limits``).
        """
        if line in _PASSED_OVER:
            self.listing = line
            return
        if "=" in line or _AGGREGATION.match(line):
            return
        if line.endswith(":") or indent <= self.indent:
            self.leave()
        else:
            self.unread += 1


def _told(line: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for key, value in _PAIR.findall(line):
        told.setdefault(key, value.strip('"'))
    return told


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and _NUMBER.fullmatch(text) else None


def _stamp(text: str | None) -> Stamp | None:
    if not text:
        return None
    number = _number(text)
    return text[:60] if number is None else number


def _duration(text: str) -> int | None:
    number = _number(text)
    return clock_ms(text) if number is None else number
