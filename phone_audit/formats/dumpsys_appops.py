"""When apps last used what needs a permission, and whether they were in front then."""

import re
from dataclasses import dataclass

from phone_audit.formats.timestamps import western_digits
from phone_audit.formats.whole_lines import is_damaged, whole_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRow:
    """The last access of one kind by one app in one state.

    ``op`` is Android's word for what was used (``CAMERA``), ``at`` the phone's local text.
    """

    package: str
    user: int
    op: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppOps:
    """Accesses of apps that were on screen, in order of the answer.

    ``answered``: the heading of this service was there. ``unread`` counts accesses that
    belong to no app, and those without a date.
    """

    rows: tuple[AccessRow, ...]
    answered: bool
    unread: int


HEADING = "Current AppOps Service state:"

_UID = re.compile(r"Uid (?:u(\d{1,6})[a-z]{1,2}\d{1,6}|(\d{1,10})):", re.ASCII)
_PACKAGE = re.compile(r"Package (\S{1,223}):", re.ASCII)
_OP = re.compile(r"([A-Z][A-Z0-9_]{1,60}) \(.*", re.ASCII)
_TIME = re.compile(
    r"(?:(Access|Reject): )?(?:\[([a-z]{1,10})(?:-[a-z]{1,6})?\] ?|([a-z]{1,10}) {0,6}= )"
    r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,3})?)(?: .*)?",
    re.ASCII,
)
_ON_SCREEN = "top"
_USERS_APART = 100_000
_LONGEST_LINE = 4_000  # characters; the lines that are read are short


def read_appops(text: str) -> AppOps:
    """Read ``dumpsys appops [--package PACKAGE]``, Android 9 and later, filtered or not.

    Format since Android 10; from 11 on the accesses of each attribution stand between
    ``null=[`` and ``]``::

        Current AppOps Service state:
          Uid u0a234:
            Package id.contoh.permainan:
              CAMERA (allow):
                  Access: [top-s] 2026-11-19 22:10:05.456 (-1d4h3m) duration=+162ms
                  Reject: [bg-s]2026-11-18 08:00:00.000 (-2d4h3m)

    Android 9 writes ``Access: top   = 2026-11-19 22:10:05.456 (-1d4h3m)``, further states
    on lines of their own below. Only ``top`` is taken: the app had an activity on screen.
    Earlier versions know neither states nor dates. User restrictions, watchers and proxies
    are passed over.

    Read from: AOSP ``AppOpsService.dump``, ``dumpTimesLocked`` (9) and
    ``dumpStatesLocked`` (10-16), ``UserHandle.formatUid``.
    """
    reader = _Reader()
    whole, reader.unread = whole_lines(text)
    for line in whole.split("\n"):
        if len(line) <= _LONGEST_LINE:
            reader.line(western_digits(line).strip())
    return AppOps(rows=tuple(reader.rows), answered=reader.answered, unread=reader.unread)


class _Reader:
    """The uid, package and operation a line stands under."""

    def __init__(self) -> None:
        self.rows: list[AccessRow] = []
        self.answered = False
        self.unread = 0
        self.user: int | None = None
        self.package: str | None = None
        self.op: str | None = None
        self.is_access = False

    def line(self, line: str) -> None:
        if line.startswith(HEADING):
            self.answered = True
            self.user = self.package = self.op = None
        elif found := _UID.fullmatch(line):
            self.user = int(found[1]) if found[1] else int(found[2]) // _USERS_APART
            self.package = self.op = None
        elif found := _PACKAGE.fullmatch(line):
            self.package, self.op = found[1], None
        elif found := _OP.fullmatch(line):
            self.op, self.is_access = found[1], False
        elif found := _TIME.fullmatch(line):
            self.time(found)
        elif is_damaged(line):
            self.user = self.package = self.op = None
            self.unread += 1
        elif line.startswith("Access: ") and self.package is not None:
            self.unread += 1

    def time(self, found: re.Match[str]) -> None:
        if found[1] is not None:
            self.is_access = found[1] == "Access"
        if not self.is_access or (found[2] or found[3]) != _ON_SCREEN:
            return
        if self.user is None or self.package is None or self.op is None:
            self.unread += 1
        else:
            self.rows.append(
                AccessRow(package=self.package, user=self.user, op=self.op, at=found[4])
            )
