"""Lines of Android's event log that say which web address was opened in which app."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from phone_audit.formats.timestamps import from_epoch_ms, from_local_text
from phone_audit.formats.whole_lines import whole_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedLink:
    """One activity that was started, or handed an address, to show a web page.

    ``origin`` is scheme, host and port as Android shortened it. ``from_history`` is true
    where the overview screen brought back what had been opened before. ``at`` is ``None``
    where the line has no date that can be understood.
    """

    at: datetime | None
    user: int
    package: str
    action: str
    origin: str
    from_history: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLog:
    """Links in order of the log; ``answered``: there was at least one line of a log.

    ``unread`` counts lines of the named events whose fields no version prints, and
    ``strange`` lines that are no line of a log at all.
    """

    links: tuple[OpenedLink, ...]
    answered: bool
    unread: int
    strange: int


_LONGEST_LINE = 20_000  # characters; liblog cuts an event at 4068 bytes
_FROM_HISTORY = 0x00100000  # Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY
_LINE = re.compile(
    r"\s{0,24}(?:(?P<epoch>\d{9,11}\.\d{3,9})"
    r"|(?:(?P<year>\d{4})-)?(?P<day>\d\d-\d\d) (?P<clock>\d\d:\d\d:\d\d(?:\.\d{1,9})?))"
    r"\s{1,8}(?:[A-Za-z0-9_]{1,32}\s{1,8})?\d{1,8}\s{1,8}\d{1,8} [VDIWEF] "
    r"(?P<tag>[^:\s]{1,128})\s{0,32}: (?P<rest>.*)",
    re.ASCII,
)
_DIVIDER = re.compile(r"--------- (?:beginning of|switch to) ")
_EVENTS = frozenset({"am_create_activity", "am_new_intent", "wm_create_activity", "wm_new_intent"})
_USER = re.compile(r"\d{1,6}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,11}", re.ASCII)
_COMPONENT = re.compile(r"([A-Za-z0-9_.]{1,223})/[A-Za-z0-9_.$]{1,500}", re.ASCII)
_WORD = re.compile(r"[A-Za-z0-9_.]{1,250}", re.ASCII)
_MIME = re.compile(r"NULL|[A-Za-z0-9!#$&^_.+*-]{1,127}(?:/[A-Za-z0-9!#$&^_.+*-]{1,127})?", re.ASCII)
_ORIGIN = re.compile(r"(https?://[^/?#\s,]{1,300})(?:/\.\.\.)?", re.IGNORECASE)


def read_event_log(text: str, zone: tzinfo, written_at: datetime | None = None) -> EventLog:
    """Read the addresses that activities were opened with, from lines of any log format.

    Format: one event per line, here with ``-v epoch``, ``-v threadtime -v year`` and as
    a bug report has it; a user id stands before process and thread where it was asked for::

        1763600000.123  1845  3021 I wm_new_intent: [0,159499376,1250,com.android.chrome/org.
        (one line) chromium.chrome.browser.ChromeTabbedActivity,android.intent.action.VIEW,NULL,
        https://situs.invalid/...,335552512]
        2025-11-20 07:53:20.123  1845  3021 I am_create_activity: [0,...]
        11-20 07:53:20.123  1000  1845  3021 I wm_create_activity: [0,...]

    Fields: user, token, task, component, action, type, address, flags; ``NULL`` for none.
    Android itself shortens web addresses to ``scheme://host/...`` before it logs them.
    Every field is compared with what it may hold, so that a comma inside one makes a
    line unread and not a different one. Other events are passed over.

    A line without a year belongs to the twelve months before ``written_at``; without
    that it has no time.

    Read from: AOSP ``EventLogTags.logtags`` (``am_create_activity`` 30005, ``am_new_intent``
    30003; ``wm_`` since 11), ``ActivityStarter``/``ActivityTaskSupervisor``,
    ``Uri.toSafeString``, ``liblog/logprint.cpp``; API 24-36.
    """
    reader = _Reader(zone, written_at)
    whole, reader.unread = whole_lines(text)
    for line in whole.split("\n"):
        reader.line(line.rstrip("\r"))
    return EventLog(
        links=tuple(reader.links),
        answered=reader.answered,
        unread=reader.unread,
        strange=reader.strange,
    )


class _Reader:
    """What was read so far, and how lines without a year are dated."""

    def __init__(self, zone: tzinfo, written_at: datetime | None) -> None:
        self.zone = zone
        self.written_at = written_at
        self.links: list[OpenedLink] = []
        self.answered = False
        self.unread = self.strange = 0

    def line(self, line: str) -> None:
        if not line.strip():
            return
        found = _LINE.fullmatch(line) if len(line) <= _LONGEST_LINE else None
        if found is None:
            divider = _DIVIDER.match(line) is not None
            self.answered = self.answered or divider
            self.strange += not divider
            return
        self.answered = True
        if found["tag"] not in _EVENTS:
            return
        fields = found["rest"].rstrip().removeprefix("[").removesuffix("]").split(",")
        if len(fields) == 8 and fields[6] == "NULL":
            return
        link = _link(fields, lambda: self.moment(found))
        if link is not None:
            self.links.append(link)
        elif "http" in found["rest"].lower():
            self.unread += 1

    def moment(self, found: re.Match[str]) -> datetime | None:
        """Return UTC for the time a line begins with."""
        if found["epoch"]:
            seconds, _, fraction = found["epoch"].partition(".")
            return from_epoch_ms(int(seconds) * 1000 + int(fraction[:3]))
        clock = found["clock"][:15]
        if found["year"]:
            return from_local_text(f"{found['year']}-{found['day']} {clock}", self.zone)
        if self.written_at is None:
            return None
        latest = self.written_at + timedelta(days=1)  # the phone's clock may be ahead
        year = latest.astimezone(self.zone).year
        for candidate in (year, year - 1):
            moment = from_local_text(f"{candidate}-{found['day']} {clock}", self.zone)
            if moment is not None and moment <= latest:
                return moment
        return None


def _link(fields: list[str], moment: Callable[[], datetime | None]) -> OpenedLink | None:
    """Return the link that eight fields tell of, ``None`` when they are of another shape."""
    if len(fields) != 8:
        return None
    user, token, task, component, action, mime, address, flags = fields
    place = _COMPONENT.fullmatch(component)
    origin = _ORIGIN.fullmatch(address)
    if (
        place is None
        or origin is None
        or not _USER.fullmatch(user)
        or not all(_NUMBER.fullmatch(one) for one in (token, task, flags))
        or not _WORD.fullmatch(action)
        or not _MIME.fullmatch(mime)
    ):
        return None
    return OpenedLink(
        at=moment(),
        user=int(user),
        package=place[1],
        action=action,
        origin=origin[1],
        from_history=bool(int(flags) & _FROM_HISTORY),
    )
