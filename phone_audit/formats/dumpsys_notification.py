"""Notification channels of apps, and those that browsers make for web sites."""

import re
from dataclasses import dataclass
from datetime import datetime

from phone_audit.formats.pm import is_package_name
from phone_audit.formats.timestamps import from_epoch_ms, from_web_microseconds
from phone_audit.formats.whole_lines import is_damaged


@dataclass(frozen=True, slots=True, kw_only=True)
class WebChannel:
    """One channel that a browser made for one site. ``None``: the line does not say.

    ``uid`` is ``None`` where the phone prints no number: then the channel came with a
    backup of another phone, which ``restored`` says. ``origin`` is scheme, host and port;
    ``importance`` 0 means blocked; ``locked_fields`` is not 0 when the holder changed
    the channel in the settings.
    """

    package: str
    uid: int | None
    restored: bool
    origin: str
    decided_at: datetime | None
    importance: int | None
    deleted: bool | None
    deleted_at: datetime | None
    locked_fields: int | None
    last_push_at: datetime | None
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationDump:
    """Web channels in order of the dump, and how much else stands there.

    ``apps``: apps with notification settings, as (package, uid). ``hidden_names``: web
    channels whose site the maker cut away. ``answered``: the service spoke at all.
    ``unread`` counts channel and app lines of another shape.
    """

    channels: tuple[WebChannel, ...]
    apps: tuple[tuple[str, int | None], ...]
    hidden_names: int
    answered: bool
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """That the holder switched the notifications of one app on or off (One UI).

    ``at`` is ``11-20 20:58:41``: local, without a year.
    """

    package: str
    at: str
    enabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """Switches in order of the list; ``answered``: the list stood there, be it empty."""

    rows: tuple[Switch, ...]
    answered: bool
    unread: int


_LONGEST_LINE = 20_000  # characters; names of channels are cut at 1000 by Android
_APP = re.compile(r"AppSettings: ([A-Za-z0-9_.\-]{1,223}) \(([0-9A-Z_]{1,20})\)", re.ASCII)
_ID = re.compile(r"NotificationChannel\{mId='([^']*)'(?=, |\})")
_PAIR = re.compile(
    r", (mImportance|mDeleted|mDeletedTimeMs|mUserLockedFields|mLastNotificationUpdateTimeMs"
    r"|mGroup)=('[^']*'|[^,}]*)(?=[,}])"
)
_WEB = re.compile(r"(?:web:)?(https?://[^;\s/]{1,300})/?(?:;(\d{1,18}))?", re.ASCII)
_CUT = re.compile(r"(?:https?:/{0,2}|web:h[tps:/]{0,6})\.\.\.", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)
_HEX = re.compile(r"(?:0x)?[0-9a-f]{1,8}", re.ASCII)
_SWITCH_LIST = "mNotiPermissionHistoryList.size="
_SWITCHED = ", enabled="
_SWITCH = re.compile(
    r"(?<!\S)(\d\d-\d\d \d\d:\d\d:\d\d)\.\d{3} {1,3}category = (?:NOTI_PANEL|SETTINGS), "
    r"pkg = (\S{1,223}), enabled= ?(true|false)",
    re.ASCII,
)
_TRUTH: dict[str | None, bool] = {"true": True, "false": False}


def read_notifications(text: str) -> NotificationDump:
    """Read the channels of ``dumpsys notification``, whole or as a filter on the phone left it.

    Format: one line per app, then one per channel, in any indentation::

        Current Notification Manager state:
          AppSettings: com.android.chrome (10123) importance=DEFAULT userSet=true
            NotificationChannel{mId='web:https://situs.invalid;13404473600000000', mName=sit...,
            (one line) mImportance=3, mUserLockedFields=0, mDeleted=false, mGroup='sites'}
        Restored without uid:
          AppSettings: com.android.chrome (UNKNOWN_UID)

    The id of a web channel is ``web:``, the origin, and ``;`` with the time of the
    holder's answer in microseconds since 1601 (missing on old channels). Everything
    after the id is read by key; the keys differ from version to version and from maker
    to maker. Never read: ``mName``, which is text of the site. Channels whose id holds
    no address are passed over: Firefox and Samsung Internet use one for all sites.

    Samsung prints an id that is a bare address as ``https:...``: such a channel is
    counted in ``hidden_names``.

    Read from: AOSP ``PreferencesHelper.dump`` (``RankingHelper`` up to 9) and
    ``NotificationChannel.toString``, API 26-36; Chromium ``SiteChannelsManager.
    createChannelId``, 59-140; One UI 6-8.
    """
    reader = _Reader()
    for raw in text.split("\n"):
        line = raw.strip()
        if len(line) > _LONGEST_LINE:
            reader.unread += line.startswith(_BEGINNINGS)
        elif line.startswith("AppSettings: "):
            reader.begin_app(line)
        elif line.startswith("NotificationChannel{"):
            reader.take_channel(line)
        elif line.startswith("Restored without uid:"):
            reader.restored, reader.app = True, None
        elif line.startswith(_HEADING):
            reader.restored, reader.answered = False, True
        elif is_damaged(line):
            reader.app = None
            reader.unread += 1
    return NotificationDump(
        channels=tuple(reader.channels),
        apps=tuple(reader.apps),
        hidden_names=reader.hidden,
        answered=reader.answered or bool(reader.channels),
        unread=reader.unread,
    )


def read_switches(text: str) -> Switches:
    """Read Samsung's list of switched notifications, whole or as a filter left it.

    Format, the size first, then one line per change, the last 100 since the phone started::

        mNotiPermissionHistoryList.size=1
          [0] 11-20 20:58:41.123 category = SETTINGS, pkg = id.contoh.permainan, enabled= false

    Read from: One UI 6-8 ``NotificationManagerService.dumpImpl``.
    """
    rows: list[Switch] = []
    answered = False
    unread = 0
    for raw in text.split("\n"):
        line = raw[:_LONGEST_LINE]
        if _SWITCH_LIST in line:
            answered = True
        elif "category = " not in line:
            continue
        elif (found := _SWITCH.search(line)) and is_package_name(found[2]):
            rows.append(Switch(package=found[2], at=found[1], enabled=found[3] == "true"))
        elif _SWITCHED in line:
            unread += 1
    return Switches(rows=tuple(rows), answered=answered or bool(rows), unread=unread)


class _Reader:
    """The app whose channels follow, and whether they came with a backup."""

    def __init__(self) -> None:
        self.channels: list[WebChannel] = []
        self.apps: dict[_App, None] = {}
        self.app: _App | None = None
        self.restored = self.answered = False
        self.hidden = self.unread = 0

    def begin_app(self, line: str) -> None:
        self.answered = True
        self.app = _app(line)
        if self.app is None:
            self.unread += 1
        else:
            self.apps[self.app] = None

    def take_channel(self, line: str) -> None:
        """Take a channel whose id holds an address; pass over any other."""
        found = _ID.match(line)
        if found is None:
            self.unread += 1
        elif web := _WEB.fullmatch(found[1]):
            if self.app is None:
                self.unread += 1
            else:
                rest = line[found.end() :]
                self.channels.append(_channel(self.app, web, rest, restored=self.restored))
        elif _CUT.fullmatch(found[1]):
            self.hidden += 1
        elif "https://" in found[1] or "http://" in found[1]:
            self.unread += 1


_App = tuple[str, int | None]
_HEADING = "Current Notification Manager state"
_BEGINNINGS = ("AppSettings: ", "NotificationChannel{", "Restored without uid:", _HEADING)


def _app(line: str) -> _App | None:
    found = _APP.match(line)
    if found is None:
        return None
    return found[1], int(found[2]) if found[2].isdecimal() and len(found[2]) < 12 else None


def _channel(app: _App, web: re.Match[str], rest: str, *, restored: bool) -> WebChannel:
    told: dict[str, str] = {}
    for key, value in _PAIR.findall(rest):
        told[key] = value.strip("'")
    package, uid = app
    return WebChannel(
        package=package,
        uid=uid,
        restored=restored or uid is None,
        origin=web[1],
        decided_at=from_web_microseconds(int(web[2])) if web[2] else None,
        importance=_number(told.get("mImportance")),
        deleted=_TRUTH.get(told.get("mDeleted")),
        deleted_at=_moment(told.get("mDeletedTimeMs")),
        locked_fields=_bits(told.get("mUserLockedFields")),
        last_push_at=_moment(told.get("mLastNotificationUpdateTimeMs")),
        group=None if told.get("mGroup") in {None, "", "null"} else told["mGroup"],
    )


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and _NUMBER.fullmatch(text) else None


def _bits(text: str | None) -> int | None:
    """Return the locked fields: decimal up to Android 8, hexadecimal digits later.

    Which of the two is not told, and only "0 or not" is asked of it.
    """
    return int(text, 16) if text is not None and _HEX.fullmatch(text) else None


def _moment(text: str | None) -> datetime | None:
    number = _number(text)
    return None if number is None else from_epoch_ms(number)
