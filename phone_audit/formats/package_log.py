"""The log Samsung's package manager keeps of installations and removals."""

import re
from dataclasses import dataclass, field

from phone_audit.formats.pm import is_package_name
from phone_audit.formats.whole_lines import is_damaged, whole_lines

_TIME = r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}): "
_START = re.compile(
    _TIME + r"START (?:(INSTALL)(?: MULTI)? PACKAGE|(DELETE) PACKAGE|PACKAGE (DELETE)):"
    r"(?: observer\{(-?\d{1,12}|null)\})?\s*",
    re.ASCII,
)
_RESULT = re.compile(
    _TIME + r"result of (install|delete): (-?\d{1,6})(?:\{(-?\d{1,12}|null)\})?\s*", re.ASCII
)
_OTHER_RECORD = re.compile(_TIME, re.ASCII)
_OBSERVER = re.compile(r"\s+observer\{(-?\d{1,12}|null)\}\s*", re.ASCII)
_PACKAGE = re.compile(
    r"\s*pkg\{([^{}\s]{1,300})\}"
    r"(?:, user\{(-?\d{1,6})\})?(?:, caller\{-?\d{1,12}\})?(?: flags\{-?\d{1,12}\})?\s*",
    re.ASCII,
)
_REQUEST = re.compile(r"\s+Request from\{([^{}\s]{0,300})\}\s*", re.ASCII)
_LONGEST_LINE = 2_000  # characters; real ones stay below 200
_SUCCEEDED = 1
_KNOWN_BEGINNINGS = re.compile(r"\s*(?:pkg\{|observer\{|Request from\{)")
_SPEAKS_OF_THE_LOG = re.compile(_TIME + r"(?:START |result of )", re.ASCII)
_HEADING = "pm_debug_info.txt:"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One installation or removal of one package. ``None``: the log does not say.

    ``at`` is local text without a zone, cut to seconds. ``user`` -1 stands for each
    user of the phone. ``requested_by`` is the package that asked for an installation.
    ``succeeded`` is ``None`` where no result was found.
    """

    package: str
    removal: bool
    at: str
    user: int | None
    requested_by: str | None
    succeeded: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLog:
    """Records in order of the log. ``records`` counts also those that name no package.

    ``found``: there is such a log at all. ``unread`` counts lines of the log of another shape.
    """

    rows: tuple[LogRow, ...]
    records: int
    found: bool
    unread: int


def read_package_log(text: str) -> PackageLog:
    """Read the log, whole, inside the package service's text, or as a filter left it.

    Format: each record starts with the local time and may run over several lines; the
    ``result of`` line that ends it bears the same observer number::

        pm_debug_info.txt:
        2026-11-20 20:58:41.123: START INSTALL PACKAGE: observer{133061357}
                  stagedDir{/data/app/vmdl1456751445.tmp}
                  pkg{id.contoh.permainan}
                  versionCode{102}
                  Request from{com.android.vending}
        2026-11-20 20:58:43.001: result of install: 1{133061357}
        2026-11-21 09:00:00.000: START DELETE PACKAGE: observer{49463941}
        pkg{id.contoh.permainan}, user{0}, caller{1000} flags{4}
        2026-11-21 09:00:01.000: result of delete: 1{49463941}

    Also ``START INSTALL MULTI PACKAGE:`` with ``observer{n}`` and several packages on
    the lines below, ``START PACKAGE DELETE:`` (containers), and ``observer{null}``, which
    the next result without a partner of its own answers. 1 is success; any other number
    is Android's reason for the failure. A number is used anew after a while, so a
    result belongs to the last start that bears it.

    Read from: One UI 6-8 ``InstallingSession.installStage`` and
    ``PackageManagerService.deletePackageVersionedInternal``; real lines of One UI 6.
    """
    reader = _Reader()
    whole, reader.unread = whole_lines(text)
    for raw in whole.split("\n"):
        line = raw.removesuffix("\r")
        if len(line) > _LONGEST_LINE:
            reader.unread += _SPEAKS_OF_THE_LOG.match(line) is not None
            reader.current = None
        elif is_damaged(line):
            reader.unread += 1
            reader.current = None
        elif line[:1].isdigit():
            reader.begin(line)
        elif line.startswith(_HEADING):
            reader.found, reader.current = True, None
        else:
            reader.go_on(line)
    rows = tuple(row for record in reader.records for row in record.rows())
    return PackageLog(
        rows=rows,
        records=len(reader.records),
        found=reader.found or bool(reader.records),
        unread=reader.unread,
    )


@dataclass(slots=True)
class _Record:
    """One START and what came after it."""

    removal: bool
    at: str
    observer: str | None
    packages: list[tuple[str, int | None]] = field(default_factory=list)
    requested_by: str | None = None
    result: int | None = None

    def rows(self) -> list[LogRow]:
        return [
            LogRow(
                package=package,
                removal=self.removal,
                at=self.at,
                user=user,
                requested_by=self.requested_by,
                succeeded=None if self.result is None else self.result == _SUCCEEDED,
            )
            for package, user in self.packages
        ]


class _Reader:
    """The record whose lines follow, and the starts that wait for their result."""

    def __init__(self) -> None:
        self.records: list[_Record] = []
        self.current: _Record | None = None
        self.found = False
        self.unread = 0
        self._waiting: dict[tuple[bool, str], _Record] = {}
        self._nameless: dict[bool, list[_Record]] = {False: [], True: []}

    def begin(self, line: str) -> None:
        """Take a line that opens with a digit, as each record does."""
        if found := _START.fullmatch(line):
            self.current = _Record(removal=found[2] is None, at=found[1][:19], observer=None)
            self.records.append(self.current)
            if found[5]:
                self.wait(found[5])
        elif found := _RESULT.fullmatch(line):
            self.current = None
            self.end(removal=found[2] == "delete", result=int(found[3]), observer=found[4])
        elif _OTHER_RECORD.match(line):
            self.current = None
            self.unread += _SPEAKS_OF_THE_LOG.match(line) is not None

    def go_on(self, line: str) -> None:
        """Take a further line of the open record; other lines are not the log's."""
        if self.current is None or not _KNOWN_BEGINNINGS.match(line):
            return
        if found := _PACKAGE.fullmatch(line):
            if is_package_name(found[1]) and found[1] != "null":
                self.current.packages.append((found[1], int(found[2]) if found[2] else None))
        elif found := _REQUEST.fullmatch(line):
            if is_package_name(found[1]) and found[1] != "null":
                self.current.requested_by = found[1]
        elif found := _OBSERVER.fullmatch(line):
            self.wait(found[1])
        else:
            self.unread += 1

    def wait(self, observer: str) -> None:
        assert self.current is not None
        if self.current.observer is not None:
            return
        self.current.observer = observer
        if observer == "null":
            self._nameless[self.current.removal].append(self.current)
        else:
            self._waiting[self.current.removal, observer] = self.current

    def end(self, *, removal: bool, result: int, observer: str | None) -> None:
        """Give a result to the start it belongs to; a start older than the log has none."""
        record = self._waiting.pop((removal, observer), None) if observer else None
        if record is None and observer in {None, "null"} and self._nameless[removal]:
            record = self._nameless[removal].pop()
        if record is not None:
            record.result = result
