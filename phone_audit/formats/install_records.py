"""What the package service remembers of installations: its sessions, and changes since boot."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phone_audit.formats.hostname import normalise
from phone_audit.formats.pm import is_package_name
from phone_audit.formats.whole_lines import is_damaged, whole_lines

_SECTION = re.compile(r"(?:[A-Z][a-z]{2,20} )install sessions:\s*", re.ASCII)
_SESSION = re.compile(r"( {0,40})(?:[A-Z][a-z]{2,20} ){0,2}Session (\d{1,12}):[ \t]*", re.ASCII)
_FULL_LINE = 120  # characters; what Android's writer lets stand on one line here
_LONGEST_LINE = 4_000  # a little more than any label or address in one piece
_LONGEST_SESSION = 40_000
_NUMBER = re.compile(r"-?\d{1,15}", re.ASCII)
_FREE_TEXT = ("mFinalMessage=", "mSessionErrorMessage=")
_LABEL = " appLabel="

_CHANGES = "Package Changes:"
_SEQUENCE = re.compile(r" {1,8}Sequence number=\d{1,10}", re.ASCII)
_USER = re.compile(r" {1,8}User (\d{1,6}):", re.ASCII)
_CHANGE = re.compile(r" {1,8}seq=\d{1,10}, package=(\S{1,300})", re.ASCII)
_NO_CHANGE = re.compile(r" {1,8}No packages changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One installation session. ``None``: the phone does not say.

    ``created_ms`` is epoch milliseconds. ``origin_host`` and ``referrer_host`` are hosts
    of the address a file came from and of the page that led there; nothing else of
    them leaves this module. ``status`` 1 is success, 0 not ended, a negative number the
    reason of a failure.
    """

    user: int | None
    package: str | None
    installer: str | None
    created_ms: int | None
    origin_host: str | None
    referrer_host: str | None
    status: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """Sessions in order of the answer; ``answered``: the service spoke of sessions at all."""

    rows: tuple[SessionRow, ...]
    answered: bool
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Changed packages as (user, package), each once; ``answered``: the heading stood there."""

    rows: tuple[tuple[int, str], ...]
    answered: bool
    unread: int


def read_sessions(text: str) -> Sessions:
    """Read ``dumpsys package installs``, or the same sections of the service's whole text.

    Format: sections, sessions below them, and ``key=value`` pairs that run on::

        Active install sessions:

        Historical install sessions:
          Session 1733822157:
            userId=0 installerPackageName=id.contoh.toko
            createdMillis=1763588000000 stageDir=/data/app/vmdl1733822157.tmp
            appPackageName=id.contoh.permainan originatingUri=https://situs.invalid/a.apk
            mFinalStatus=1 mFinalMessage=null

    The service breaks lines after 120 characters, in sessions it keeps as text even in
    the middle of a key or a value; a line that long is put together with the next. Keys
    are more and in another order with each version, so that pairs are read by key only.
    An app's label and a final message are free text and are not read, nor are keys
    inside them: what comes before the label is taken from there, the rest from behind,
    and not where the answer breaks off, as the words behind may be words of the label.
    An address or a name at which the answer breaks off is not read.

    Read from: AOSP ``PackageInstallerService.dump``, ``PackageInstallerSession.dumpLocked``,
    ``PackageInstallerHistoricalSession.dump`` (13+), ``SessionParams.dump`` and
    ``IndentingPrintWriter``, API 24-36; a real session of Android 8.0.
    """
    rows: list[SessionRow] = []
    answered = False
    unread = 0
    whole, broken_off = whole_lines(text)
    for heading, lines, ended in _blocks(whole):
        if heading is None:
            answered = True
        elif any(map(is_damaged, lines)):
            unread += 1
        else:
            row = _session(_joined(heading, lines), whole=ended or not broken_off)
            rows.append(row)
            unread += row.created_ms is None
    return Sessions(rows=tuple(rows), answered=answered, unread=unread or broken_off)


def read_changes(text: str) -> Changes:
    """Read ``dumpsys package changes``, or the same section of the service's whole text.

    Format::

        Package Changes:
          Sequence number=57
          User 0:
            seq=3, package=id.contoh.permainan
          User 10:
            No packages changed

    A package stands there with its last change since the phone started: installed,
    updated or removed. Which of these, and when, is not told.

    Read from: AOSP ``PackageManagerService.dump`` and ``DumpHelper`` (12+),
    ``ChangedPackagesTracker``, API 26-36.
    """
    rows: dict[tuple[int, str], None] = {}
    inside = answered = False
    user: int | None = None
    whole, unread = whole_lines(text)
    for raw in whole.split("\n"):
        line = raw.rstrip()[:_LONGEST_LINE]
        if line == _CHANGES:
            inside = answered = True
            user = None
        elif not inside or not line:
            continue
        elif found := _CHANGE.fullmatch(line):
            if user is not None and is_package_name(found[1]):
                rows[user, found[1]] = None
            else:
                unread += 1
        elif found := _USER.fullmatch(line):
            user = int(found[1])
        elif _SEQUENCE.fullmatch(line) or _NO_CHANGE.fullmatch(line):
            continue
        elif line.startswith(" ") or is_damaged(line):
            user, unread = None, unread + 1
        else:
            inside = False
    return Changes(rows=tuple(rows), answered=answered, unread=unread)


def _blocks(text: str) -> Iterator[tuple[str | None, list[str], bool]]:
    """Yield the blanks before each session's heading with its lines, ``None`` for a section.

    The last value tells whether something else follows.
    """
    inside = False
    heading: str | None = None
    lines: list[str] = []
    size = 0
    for raw in text.split("\n"):
        line = raw.removesuffix("\r")[:_LONGEST_LINE]
        section = _SECTION.fullmatch(line)
        session = _SESSION.fullmatch(line) if inside else None
        outside = line[:1] not in {"", " "}
        if heading is not None and (section or session or outside):
            yield heading, lines, True
            heading, lines, size = None, [], 0
        if section:
            inside = True
            yield None, [], True
        elif session:
            heading = session[1]
        elif outside:
            inside = False
        elif heading is not None and size < _LONGEST_SESSION:
            lines.append(line)
            size += len(line)
    if heading is not None:
        yield heading, lines, False


def _joined(heading: str, lines: list[str]) -> str:
    """Put the lines of one session together; a blank parts what a line end really parted.

    Text that the service kept since earlier is broken anywhere, and what follows a break
    stands below the heading; pairs printed one by one stand two columns deeper.
    """
    first = next((line for line in lines if line.strip()), "")
    usual = len(first) - len(first.lstrip(" "))
    parts: list[str] = []
    broken = False
    for line in lines:
        if not line or (not line.strip() and not broken):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if broken:
            parts.append(line[usual if indent >= usual else len(heading) :])
        else:
            parts.append(" " + line[indent:])
        broken = len(line) >= _FULL_LINE
    # A value is whole only where something comes behind it, be it the end of its line.
    return "".join(parts) + ("" if broken else " ")


def _session(text: str, *, whole: bool) -> SessionRow:
    label = text.find(_LABEL)
    early = text if label < 0 else text[: label + 1]
    late = text if label < 0 else text[label:] if whole else ""
    for words in _FREE_TEXT:
        at = late.rfind(" " + words)
        if at >= 0:
            late = late[:at] + " "
    return SessionRow(
        user=_number(_first(early, "userId")),
        package=_package(_first(early, "appPackageName")),
        installer=_package(_first(early, "installerPackageName"))
        or _package(_first(early, "mOriginalInstallerPackageName")),
        created_ms=_number(_first(early, "createdMillis")),
        origin_host=_host(_last(late, "originatingUri")),
        referrer_host=_host(_last(late, "referrerUri")),
        status=_number(_last(late, "mFinalStatus")),
    )


def _first(text: str, key: str) -> str | None:
    at = text.find(f" {key}=")
    return None if at < 0 else _value(text, at + len(key) + 2)


def _last(text: str, key: str) -> str | None:
    at = text.rfind(f" {key}=")
    return None if at < 0 else _value(text, at + len(key) + 2)


def _value(text: str, start: int) -> str | None:
    end = text.find(" ", start)
    return None if end < 0 else text[start:end]


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and _NUMBER.fullmatch(text) else None


def _package(text: str | None) -> str | None:
    named = text is not None and text != "null" and is_package_name(text)
    return text if named else None


def _host(text: str | None) -> str | None:
    """Return the host of a web address; other addresses (``content:``, ``file:``) have none."""
    if text is None or not text.lower().startswith(("http://", "https://")):
        return None
    return normalise(text)
