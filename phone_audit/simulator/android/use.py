"""From sessions to the tables usage statistics keep: intervals, totals and single events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as time_of_day

from phone_audit.model.record import Record
from phone_audit.simulator.android.phone import Phone, Session
from phone_audit.simulator.android.printing import map_order, number_from

STORED_DAYS = 10
"""Daily files Android keeps (AOSP ``UsageStatsDatabase.MAX_FILES_PER_INTERVAL_TYPE``)."""

_BEGAN_DAYS_AGO = {"daily": 0, "weekly": 4, "monthly": 17, "yearly": 200}
"""How long the current intervals have been running on these phones."""

_STOPPED_AFTER = timedelta(milliseconds=400)
"""A paused activity stays visible for the length of the change of screens."""


class Event(Record):
    """One event of the statistics, named as since Android 10."""

    at: datetime
    kind: str
    package: str
    activity: str | None = None
    channel: str | None = None
    shortcut: str | None = None


class PackageUse(Record):
    """What one interval says about one package; ``None`` for a time that never was."""

    package: str
    foreground_ms: int = 0
    visible_ms: int = 0
    last_used_at: datetime | None = None
    last_visible_at: datetime | None = None
    last_component_at: datetime | None = None
    launches: int = 0


class Interval(Record):
    """One interval: totals for each package, and the events that fell into it."""

    name: str
    begin: datetime
    end: datetime
    packages: tuple[PackageUse, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseTables:
    """Everything the usage service knows about one user."""

    last_day: tuple[Event, ...]
    current: tuple[Interval, ...]  # daily, weekly, monthly, yearly
    stored: dict[str, tuple[Interval, ...]]  # by interval name, oldest first


def use_tables(phone: Phone, user: int) -> UseTables:
    """Compute the tables of one user from the sessions of the description.

    Every number comes from the same sessions, so intervals of different length agree
    with each other as far as their lengths allow. Days are local days of the phone.
    """
    sessions = [
        (use.package, session)
        for use in phone.uses
        if use.user == user
        for session in use.sessions
        if session.start < phone.now
    ]
    events = sorted(_events(phone, user, sessions), key=lambda event: (event.at, event.kind))
    today = _midnight(phone, 0)

    def interval(name: str, begin: datetime, end: datetime) -> Interval:
        return Interval(
            name=name,
            begin=begin,
            end=end,
            packages=_totals(phone, user, sessions, begin, end),
            events=tuple(event for event in events if begin <= event.at < end),
        )

    current = tuple(
        interval(name, _midnight(phone, days), phone.now) for name, days in _BEGAN_DAYS_AGO.items()
    )
    days = tuple(
        interval("daily", _midnight(phone, ago), _midnight(phone, ago - 1))
        for ago in range(STORED_DAYS - 1, 0, -1)
    )
    return UseTables(
        last_day=tuple(e for e in events if e.at >= phone.now - timedelta(days=1)),
        current=current,
        stored={
            "daily": (*days, current[0]) if today < phone.now else days,
            **{kept.name: (kept,) for kept in current[1:]},
        },
    )


def _midnight(phone: Phone, days_ago: int) -> datetime:
    local = phone.now.astimezone(phone.tz).date() - timedelta(days=days_ago)
    return datetime.combine(local, time_of_day(0), phone.tz)


def _totals(
    phone: Phone,
    user: int,
    sessions: Iterable[tuple[str, Session]],
    begin: datetime,
    end: datetime,
) -> tuple[PackageUse, ...]:
    found: dict[str, PackageUse] = {}
    for package, session in sessions:
        start, stop = max(session.start, begin), min(session.end, end, phone.now)
        if start >= stop:
            continue
        was = found.get(package, PackageUse(package=package))
        spent = round((stop - start).total_seconds() * 1000)
        last = max(was.last_used_at or stop, stop)
        found[package] = PackageUse(
            package=package,
            foreground_ms=was.foreground_ms + spent,
            visible_ms=was.visible_ms + spent + 400,
            last_used_at=last,
            last_visible_at=last + _STOPPED_AFTER,
            last_component_at=last,
            launches=was.launches + (begin <= session.start < end),
        )
    for app in phone.apps:
        woken = app.system and number_from(0, 3, app.package, "woken") == 0
        if woken and app.package not in found and app.state_for(user).installed:
            found[app.package] = PackageUse(package=app.package, last_component_at=begin)
    return tuple(found[package] for package in map_order(found))


def _events(phone: Phone, user: int, sessions: Iterable[tuple[str, Session]]) -> Iterable[Event]:
    for package, session in sessions:
        activity = f"{package}.MainActivity"
        yield Event(at=session.start, kind="ACTIVITY_RESUMED", package=package, activity=activity)
        if session.end < phone.now:
            yield Event(at=session.end, kind="ACTIVITY_PAUSED", package=package, activity=activity)
            yield Event(
                at=session.end + _STOPPED_AFTER,
                kind="ACTIVITY_STOPPED",
                package=package,
                activity=activity,
            )
    for browsing in phone.browsers:
        for channel in browsing.channels:
            if browsing.user == user and channel.last_push_at is not None:
                yield Event(
                    at=channel.last_push_at,
                    kind="NOTIFICATION_INTERRUPTION",
                    package=browsing.package,
                    channel=channel_id(channel.origin, channel.decided_at),
                )
    if user == 0:
        yield from _other_people(phone)


def _other_people(phone: Phone) -> Iterable[Event]:
    """Yield what messengers leave between the lines: numbers and names of third parties."""
    for number, chat in enumerate(phone.chats):
        at = phone.now - timedelta(hours=2 + 3 * number)
        yield Event(
            at=at,
            kind="NOTIFICATION_INTERRUPTION",
            package="com.whatsapp",
            channel=f"individual_chat_{chat.number}",
        )
        yield Event(
            at=at + timedelta(minutes=1),
            kind="SHORTCUT_INVOCATION",
            package="com.whatsapp",
            shortcut=f"{chat.number}@s.whatsapp.net",
        )


def channel_id(origin: str, decided_at: datetime | None) -> str:
    """Return the notification channel id Chromium gives a site.

    Format: ``web:https://host;13404473600000000``, the number being the moment of the
    answer in microseconds since 1601-01-01 UTC; very old channels lack it.

    Read from: Chromium ``SiteChannelsManager.java`` and
    ``notification_channels_provider_android.cc``.
    """
    if decided_at is None:
        return f"web:{origin}"
    since_1601 = round((decided_at.timestamp() + 11_644_473_600) * 1_000_000)
    return f"web:{origin};{since_1601}"
