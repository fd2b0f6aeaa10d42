"""What ``dumpsys usagestats`` prints, from Android 8 to 16."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from phone_audit.simulator.android.phone import Phone
from phone_audit.simulator.android.printing import (
    Lines,
    elapsed,
    local_seconds,
    map_order,
    millis,
    number_from,
)
from phone_audit.simulator.android.use import Event, Interval, PackageUse, UseTables, use_tables

_CONFIGURATION = (
    "in-rID-ldltr-sw411dp-w411dp-h820dp-normal-long-notround-lowdr-nowidecg-port-notnight-"
    "420dpi-finger-keysexposed-nokeys-navhidden-nonav-v29"
)

_BEFORE_10 = {
    "ACTIVITY_RESUMED": "MOVE_TO_FOREGROUND",
    "ACTIVITY_PAUSED": "MOVE_TO_BACKGROUND",
}
"""Two events became three when Android 10 began to count activities one by one."""

_SINCE_9 = frozenset({"NOTIFICATION_INTERRUPTION"})


class UsageDump:
    """The usage service of one phone: asks for text as often as needed, computes once."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self._tables = {user.id: use_tables(phone, user.id) for user in phone.users if user.running}
        self._locked = [user.id for user in phone.users if not user.running]

    def dump(self, packages: Sequence[str] = (), *, compact: bool) -> bytes:
        """Return the answer to ``dumpsys usagestats [-c] [PACKAGE ...]``.

        Format, times in epoch milliseconds with ``-c``::

            user=0
              Last 24 hour events (beginTime=1763510400000 endTime=1763596800000 )
                time=1763588000000 type=ACTIVITY_RESUMED package=id.contoh.warung ... flags=0x0
              In-memory daily stats
              beginTime=1763571600000 endTime=1763596799000
                packages
                  package=id.contoh.warung totalTimeUsed=2710000 lastTimeUsed=1763590000123 ...

        Without ``-c``: ``timeRange="..."``, ``totalTimeUsed="45:10"``,
        ``lastTimeUsed="2026-11-20 20:58:41"``. Up to 8.1 options and packages are ignored,
        times are in the phone's language and events stand under the daily interval.

        Read from: AOSP ``UsageStatsService.dump`` and ``UserUsageStatsService``
        (``printIntervalStats``, ``printEvent``, ``printLast24HrEvents``) 8-16; One UI 7
        and ColorOS 13 for the makers' additions.
        """
        if self._phone.sdk < 28:
            return self._dump_before_9()
        out = Lines()
        for user, tables in self._tables.items():
            out.pairs(("user", user))
            out.deeper()
            self._last_day(out, tables, packages, compact=compact)
            if self._phone.samsung and self._phone.sdk >= 35:
                self._samsung_rollovers(out, compact=compact)
            for interval in tables.current:
                out.add(f"In-memory {interval.name} stats")
                self._interval(out, interval, packages, compact=compact, events=False)
            if not packages and self._phone.sdk >= 29:
                self._database(out, tables)
            out.add()
            if self._phone.sdk < 31:
                self._standby(out, user, packages)
            out.back()
        if self._phone.sdk >= 30:
            for user in self._locked:
                out.pairs(("user", user))
        out.add()
        out.pairs(("Usage Source", "TASK_ROOT_ACTIVITY"))
        out.add()
        out.add("  App Time Limits")
        out.add("   User  userId=0")
        out.add(" Currently Active:")
        out.add(" Observed Entities:")
        out.add()
        if self._phone.sdk >= 31:
            for user in self._tables:
                self._standby(out, user, packages)
        return out.text().encode()

    def stored_files(self, user: int, interval: str) -> bytes:
        """Return the answer to ``dumpsys usagestats file USER INTERVAL`` (Android 10 and later).

        Format: each stored interval under the name of its file, events included::

            file=1763510400000
              beginTime=1763510400000 endTime=1763596799000
                packages
                  package=id.contoh.warung totalTimeUsed=2710000 ...
                events
                  time=1763588000000 type=ACTIVITY_RESUMED package=id.contoh.warung ...

        Read from: AOSP ``UserUsageStatsService.dumpFile``, 10-16.
        """
        tables = self._tables.get(user)
        if tables is None:
            known = any(one.id == user for one in self._phone.users)
            why = "is currently in a locked state" if known else "does not exist"
            return f"the specified user {why}.\n".encode()
        out = Lines()
        for kept in tables.stored[interval]:
            out.add(f"file={millis(kept.begin)}")
            out.deeper()
            self._interval(out, kept, (), compact=True, events=True)
            out.back()
            out.add()
        return out.text().encode()

    def _last_day(
        self, out: Lines, tables: UseTables, packages: Sequence[str], *, compact: bool
    ) -> None:
        now = self._phone.now
        begin = now - timedelta(days=1)
        out.add(f"Last 24 hour events ({self._range(begin, now, compact=compact)})")
        out.deeper()
        self._print_events(out, tables.last_day, packages, compact=compact)
        out.back()

    def _interval(
        self,
        out: Lines,
        interval: Interval,
        packages: Sequence[str],
        *,
        compact: bool,
        events: bool,
    ) -> None:
        out.add(self._range(interval.begin, interval.end, compact=compact))
        out.deeper()
        shown = [use for use in interval.packages if not packages or use.package in packages]
        out.add("packages")
        out.deeper()
        for use in shown:
            out.pairs(*self._package(use, compact=compact))
        out.back()
        out.add()
        out.add("ChooserCounts")
        out.deeper()
        extra = [("errorCount", 0)] if self._phone.coloros else []
        for use in shown:
            out.pairs(("package", use.package), *extra)
        out.back()
        if not packages:
            self._configurations(out, interval, compact=compact)
        if events:
            out.add("events")
            out.deeper()
            self._print_events(out, interval.events, packages, compact=compact)
            out.back()
        out.back()

    def _package(self, use: PackageUse, *, compact: bool) -> Iterable[tuple[str, object]]:
        """Yield the keys of a package line; which there are depends on the version."""
        sdk = self._phone.sdk

        def total(milliseconds: int) -> object:
            return milliseconds if compact else f'"{elapsed(milliseconds)}"'

        def moment(at: datetime | None) -> object:
            return millis(at) if compact else f'"{local_seconds(at, self._phone.tz)}"'

        yield "package", use.package
        if sdk < 29:
            yield "totalTime", total(use.foreground_ms)
            yield "lastTime", moment(use.last_used_at)
        else:
            yield "totalTimeUsed", total(use.foreground_ms)
            yield "lastTimeUsed", moment(use.last_used_at)
            yield "totalTimeVisible", total(use.visible_ms)
            yield "lastTimeVisible", moment(use.last_visible_at)
            if sdk >= 31:
                yield "lastTimeComponentUsed", moment(use.last_component_at)
            yield "totalTimeFS", total(0)
            yield "lastTimeFS", moment(None)
        yield "appLaunchCount", use.launches
        if self._phone.coloros:
            yield "errorCount", 0

    def _configurations(self, out: Lines, interval: Interval, *, compact: bool) -> None:
        spent = sum(use.foreground_ms for use in interval.packages)
        last = (
            millis(interval.end) if compact else f'"{local_seconds(interval.end, self._phone.tz)}"'
        )
        shown = spent if compact else f'"{elapsed(spent)}"'
        out.add("configurations")
        out.deeper()
        out.pairs(
            ("config", _CONFIGURATION), ("totalTime", shown), ("lastTime", last), ("count", 1)
        )
        out.back()
        out.add("event aggregations")
        out.deeper()
        opened = sum(use.launches for use in interval.packages)
        out.add(f"screen-interactive: {opened}x for {shown}")
        out.add(f"keyguard-hidden: {opened}x for {shown}")
        out.back()

    def _print_events(
        self, out: Lines, events: Iterable[Event], packages: Sequence[str], *, compact: bool
    ) -> None:
        for event in events:
            kind = self._kind(event)
            if kind is None or (packages and event.package not in packages):
                continue
            at = millis(event.at) if compact else f'"{local_seconds(event.at, self._phone.tz)}"'
            self._event(out, event, kind, at)

    def _event(self, out: Lines, event: Event, kind: str, at: object) -> None:
        pairs: list[tuple[str, object]] = [
            ("time", at),
            ("type", kind),
            ("package", event.package),
        ]
        if event.activity is not None:
            pairs.append(("class", event.activity))
        if event.shortcut is not None:
            pairs.append(("shortcutId", event.shortcut))
        if event.activity is not None and self._phone.sdk >= 29:
            instance = number_from(1_000_000, 200_000_000, event.package, "instance")
            pairs += [
                ("instanceId", instance),
                ("taskRootPackage", event.package),
                ("taskRootClass", event.activity),
            ]
        if event.channel is not None and self._phone.sdk >= 29:
            pairs.append(("channelId", event.channel))
        out.pairs(*pairs, ("flags", "0x0"))

    def _kind(self, event: Event) -> str | None:
        if self._phone.sdk >= 29:
            return event.kind
        if event.kind == "ACTIVITY_STOPPED":
            return None
        if self._phone.sdk < 28 and event.kind in _SINCE_9:
            return None
        return _BEFORE_10.get(event.kind, event.kind)

    def _range(self, begin: datetime, end: datetime, *, compact: bool) -> str:
        if compact:
            return f"beginTime={millis(begin)} endTime={millis(end)} "
        return f'timeRange="{self._words(begin)} – {self._words(end)}" '

    def _words(self, at: datetime) -> str:
        """Return a date and time in the phone's language, as ``DateUtils`` writes them."""
        local = at.astimezone(self._phone.tz)
        if self._phone.locale.startswith("id"):
            return f"{local.day}/{local.month}/{local.year} {local.hour:02}.{local.minute:02}"
        hour, half = local.hour % 12 or 12, "AM" if local.hour < 12 else "PM"
        return f"{local.month}/{local.day}/{local.year}, {hour}:{local.minute:02} {half}"

    def _samsung_rollovers(self, out: Lines, *, compact: bool) -> None:
        saved, end = self._phone.now - timedelta(minutes=18), self._phone.now

        def shown(at: datetime) -> object:
            return millis(at) if compact else f'"{local_seconds(at, self._phone.tz)}"'

        out.pairs(("mDumpInitLastTimeSaved", shown(saved)), ("mDumpInitEndTime", shown(end)))
        out.add(" UsageStats RollOver history :")
        out.add("    rollover " + local_seconds(end - timedelta(days=1), self._phone.tz))

    def _database(self, out: Lines, tables: UseTables) -> None:
        out.add("UsageStatsDatabase:")
        out.deeper()
        for name, kept in tables.stored.items():
            out.add(f"{name} stats files: {len(kept)}, sorted list of files:")
            out.deeper()
            for interval in kept:
                out.add(str(millis(interval.begin)))
            out.back()
        out.back()

    def _standby(self, out: Lines, user: int, packages: Sequence[str]) -> None:
        out.add(
            f"User {user} App Standby States:" if self._phone.sdk >= 31 else "App Standby States:"
        )
        out.deeper()
        installed = [app.package for app in self._phone.apps if app.state_for(user).installed]
        for package in map_order(installed):
            if packages and package not in packages:
                continue
            bucket = (10, 20, 30, 40)[number_from(0, 3, package, "bucket")]
            out.add(
                f"package={package} u={user} bucket={bucket} reason=u-mb used=+2h3m14s115ms "
                "usedScr=+1h2m9s300ms lastPred=+2h3m14s115ms idle=n"
            )
        out.back()

    def _dump_before_9(self) -> bytes:
        """Return the dump of Android 8: in the phone's language, events under the day.

        Format::

            user=0
              In-memory daily stats
              timeRange="24/4/2018 00.00 – 24/4/2018 21.30"
                packages
                  package=com.android.chrome totalTime="01:17" lastTime="24/4/2018 21.05"
                events
                  time="24/4/2018 17.01" type=MOVE_TO_FOREGROUND package=... flags=0x0

        Read from: AOSP ``UserUsageStatsService.printIntervalStats`` 8.0-8.1.
        """
        out = Lines()
        for user, tables in self._tables.items():
            out.pairs(("user", user))
            out.deeper()
            for interval in tables.current:
                out.add(f"In-memory {interval.name} stats")
                self._interval_before_9(out, interval)
            out.back()
        return out.text().encode()

    def _interval_before_9(self, out: Lines, interval: Interval) -> None:
        out.add(self._range(interval.begin, interval.end, compact=False))
        out.deeper()
        out.add("packages")
        out.deeper()
        for use in interval.packages:
            last = use.last_used_at or datetime.fromtimestamp(0, self._phone.tz)
            out.pairs(
                ("package", use.package),
                ("totalTime", f'"{elapsed(use.foreground_ms)}"'),
                ("lastTime", f'"{self._words(last)}"'),
            )
        out.back()
        out.add("configurations")
        out.deeper()
        spent = sum(use.foreground_ms for use in interval.packages)
        out.pairs(
            ("config", _CONFIGURATION),
            ("totalTime", f'"{elapsed(spent)}"'),
            ("lastTime", f'"{self._words(interval.end)}"'),
            ("count", 1),
        )
        out.back()
        out.add("events")
        out.deeper()
        if interval.name == "daily":
            for event in interval.events:
                kind = self._kind(event)
                if kind is not None:
                    self._event(out, event, kind, f'"{self._words(event.at)}"')
        out.back()
        out.back()
