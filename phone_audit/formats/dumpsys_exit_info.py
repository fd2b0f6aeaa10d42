"""Why and when processes ended, as the activity service remembers it since Android 11."""

import re
from dataclasses import dataclass

from phone_audit.formats.pm import is_package_name
from phone_audit.formats.timestamps import western_digits
from phone_audit.formats.whole_lines import is_damaged, whole_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitRow:
    """One process of one package that ended. ``at`` is the phone's local text.

    ``reason`` and ``subreason`` are Android's own words; ``None``: not told, or unknown.
    ``cleared``: the process ended because the app's data were cleared.
    """

    package: str
    user: int
    at: str
    reason: str | None
    subreason: str | None
    cleared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitInfo:
    """Ends in order of the answer. ``answered``: the heading of this view was there."""

    rows: tuple[ExitRow, ...]
    answered: bool
    unread: int


REASONS = (
    "UNKNOWN",
    "EXIT SELF",
    "SIGNALED",
    "LOW MEMORY",
    "APP CRASH(EXCEPTION)",
    "APP CRASH(NATIVE)",
    "ANR",
    "INITIALIZATION FAILURE",
    "PERMISSION CHANGE",
    "EXCESSIVE RESOURCE USAGE",
    "USER REQUESTED",
    "USER STOPPED",
    "DEPENDENCY DIED",
    "OTHER KILLS BY SYSTEM",
    "FREEZER",
    "PACKAGE STATE CHANGE",
    "PACKAGE UPDATED",
)
"""Android's reasons by their number; the words it prints beside the number agree with these."""

_HEADING = "ACTIVITY MANAGER PROCESS EXIT INFO"
_PACKAGE = re.compile(r"package: (\S{1,223})", re.ASCII)
_RECORD = re.compile(r"ApplicationExitInfo #\d{1,4}:", re.ASCII)
_AT = re.compile(r"timestamp=(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,3})?)(?: (.*))?", re.ASCII)
_USER = re.compile(r"(?:[A-Za-z]{1,20}=-?\d{1,10} ){0,6}user=(\d{1,6})", re.ASCII)
_REASON = re.compile(
    r"(?:process=\S{1,300} )?reason=(\d{1,4}) \([^\n]{0,60}?\)"
    r"(?: subreason=\d{1,4} \(([^()\n]{1,60})\))?(?: status=-?\d{1,10})?",
    re.ASCII,
)
_CLEARED = re.compile(
    r"(?:[^\n]{0,300} )?description=stop \S{1,223} due to clear data(?: [^\n]*)?", re.ASCII
)
_SUBREASON = re.compile(r"[A-Z][A-Z _]{1,59}", re.ASCII)
_LONGEST_LINE = 2_000  # characters; the lines that are read are short


def read_exit_info(text: str) -> ExitInfo:
    """Read ``dumpsys activity exit-info [PACKAGE]``, or its part of the activity service.

    Format since Android 12, in 11 each fact on a line of its own and no subreason::

        ACTIVITY MANAGER PROCESS EXIT INFO (dumpsys activity exit-info)
        Last Timestamp of Persistence Into Persistent Storage: 2026-11-20 08:00:01.123
          package: id.contoh.permainan
            Historical Process Exit for uid=10234
                ApplicationExitInfo #0:
                  timestamp=2026-11-19 22:10:05.456 pid=12034 realUid=10234 ... user=0
                  process=id.contoh.permainan reason=10 (USER REQUESTED) subreason=22 (REMOVE TASK)
                  importance=400 pss=120MB rss=210MB description=... state=empty trace=null

    Descriptions are passed over but for ``description=stop id.contoh.permainan due to clear
    data``, and so are traces. Up to 16 ends are kept for each package, also
    over restarts, until it is removed. ``unread`` counts records without time, user or
    reason. What another heading of the service begins is not looked at.

    Read from: AOSP ``AppExitInfoTracker.dumpHistoryProcessExitInfo`` and
    ``ApplicationExitInfo.dump``, API 30-36.
    """
    reader = _Reader()
    whole, reader.unread = whole_lines(text)
    for line in whole.split("\n"):
        if len(line) <= _LONGEST_LINE:
            reader.line(western_digits(line).strip())
    reader.end()
    return ExitInfo(rows=tuple(reader.rows), answered=reader.answered, unread=reader.unread)


class _Reader:
    """The package and record a line belongs to."""

    def __init__(self) -> None:
        self.rows: list[ExitRow] = []
        self.answered = False
        self.unread = 0
        self.inside = False
        self.package: str | None = None
        self.open = False
        self.at: str | None = None
        self.user: int | None = None
        self.reason: str | None = None
        self.subreason: str | None = None
        self.has_reason = False
        self.cleared = False

    def line(self, line: str) -> None:
        if line.startswith(_HEADING):
            self.end()
            self.answered = self.inside = True
            self.package = None
        elif not self.inside:
            return
        elif line.startswith(("ACTIVITY MANAGER ", "-------")):
            self.end()
            self.inside = False
        elif found := _PACKAGE.fullmatch(line):
            self.end()
            self.package = found[1] if is_package_name(found[1]) else None
        elif _RECORD.fullmatch(line):
            self.end()
            self.open = True
        elif is_damaged(line):
            self.end()
            self.package = None
            self.unread += 1
        elif self.open:
            self.fact(line)

    def fact(self, line: str) -> None:
        """Take a fact at its own place in the line, so that none comes out of a description."""
        if self.at is None and (found := _AT.fullmatch(line)):
            self.at = found[1]
            line = found[2] or ""
        if self.user is None and (user := _USER.fullmatch(line)):
            self.user = int(user[1])
        if _CLEARED.fullmatch(line):
            self.cleared = True
        if not self.has_reason and (told := _REASON.fullmatch(line)):
            self.has_reason = True
            number = int(told[1])
            self.reason = REASONS[number] if 0 < number < len(REASONS) else None
            word = told[2]
            known = word is not None and word != "UNKNOWN" and _SUBREASON.fullmatch(word)
            self.subreason = word if known else None

    def end(self) -> None:
        """Close the open record: keep it when it is whole, count it when not."""
        if self.open:
            if self.package and self.at and self.user is not None and self.has_reason:
                self.rows.append(
                    ExitRow(
                        package=self.package,
                        user=self.user,
                        at=self.at,
                        reason=self.reason,
                        subreason=self.subreason,
                        cleared=self.cleared,
                    )
                )
            else:
                self.unread += 1
        self.open = self.has_reason = self.cleared = False
        self.at = self.reason = self.subreason = None
        self.user = None
