"""Bug reports: the zip a phone writes about itself, and the sections of its main text."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from phone_audit.errors import UsageError

MAX_MAIN_TEXT_BYTES = 400_000_000
"""Real main texts are 10 to 80 MB; a larger one is refused before it fills the computer."""
MAX_SECTION_BYTES = 64_000_000
"""What is kept of one section; the package service of a full phone needs about 2 MB."""
MAX_RATIO = 200
"""Real main texts shrink 10 to 20 times; a file of one repeated byte a thousand times."""
MAX_MEMBERS = 20_000
MAX_NESTED_BYTES = 200_000_000
"""A bug report packed into another zip is unpacked in memory up to this size."""

HEADER = "HEADER"
"""Heading under which the lines above the first section are given."""

_CHUNK = 1 << 20
_LONGEST_LINE = 4_000_000  # bytes; longer lines are handed on in pieces
_LONGEST_HEADING = 400
_RULE = b"-" * 79
_SERVICE = re.compile(rb"DUMP OF SERVICE (?:(?:CRITICAL|HIGH|NORMAL) )?([A-Za-z0-9_.\-/]{1,200}):")
_TITLE = re.compile(rb"------ ([^(\r\n]{1,120}?)(?: \((.{0,300})\))? ------")
_SERVICE_END = re.compile(rb"--------- [\d.]{1,12}s was the duration of dumpsys ")
_TITLE_END = re.compile(rb"------ [\d.]{1,12}s was the duration of '")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of the main text.

    ``heading`` is ``DUMP OF SERVICE package`` (whatever its priority) or a title such as
    ``SYSTEM PROPERTIES``; the same heading can occur several times. ``complete``: the
    line that ends a section was there, or the next section followed, and nothing was
    cut away for its size.
    """

    heading: str
    body: bytes
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BugReport:
    """The wanted sections in order, and how many sections there are in all.

    ``main_name`` is the name of the main text inside the zip.
    """

    main_name: str
    sections: tuple[Section, ...]
    headings: int


def open_zip(file: IO[bytes], wanted: Collection[str]) -> BugReport:
    """Read the sections with a ``wanted`` heading from a bug report zip.

    Format: ``main_entry.txt`` names the main text (``bugreport-<build>-<time>.txt``);
    where it is missing (before Android 7, some makers) the only such text at the top is
    it. A zip inside the zip is opened if there is no main text beside it (reports that
    were packed again before sending). Nothing is written to disk and no other member is
    read.

    Read from: AOSP ``frameworks/native/cmds/dumpstate/dumpstate.cpp``, API 24-36.

    Raises:
        UsageError: it is no zip, holds no bug report, is damaged, encrypted or so large
            or so tightly packed that it is no real one.
    """
    return _open(file, wanted, may_nest=True)


def read_sections(lines: Iterable[bytes], wanted: Collection[str]) -> tuple[Section, ...]:
    """Return the sections with a ``wanted`` heading from the lines of a main text.

    Format::

        ========================================================
        == dumpstate: 2026-01-08 15:30:07
        Build fingerprint: 'maker/model/...'
        ------ SYSTEM PROPERTIES (getprop) ------
        ------ 0.073s was the duration of 'SYSTEM PROPERTIES' ------
        (79 hyphens)
        DUMP OF SERVICE CRITICAL notification:
        --------- 0.015s was the duration of dumpsys notification, ending at: ...

    What stands above the first heading is the section ``HEADER``. A service begins only
    after its line of hyphens, so that text an app put into a log begins none.

    Read from: AOSP ``dumpstate.cpp`` and ``dumpsys.cpp`` (``writeDumpHeader``,
    ``writeDumpFooter``), API 24-36.
    """
    return _Sections(wanted).run(lines).found


class _Sections:
    """One pass over the lines of a main text; only wanted bodies are held in memory."""

    def __init__(self, wanted: Collection[str]) -> None:
        self.wanted = frozenset(wanted)
        self.sections: list[Section] = []
        self.headings = 0
        self.heading: str | None = HEADER
        self.is_service = False
        self.ended: Section | None = None  # the service whose last line was just seen
        self.body: list[bytes] = []
        self.size = 0
        self.whole = True

    @property
    def found(self) -> tuple[Section, ...]:
        return tuple(self.sections)

    def run(self, lines: Iterable[bytes]) -> "_Sections":
        after_rule = False
        for line in lines:
            if after_rule or line[:6] == b"------":
                stripped = line[:_LONGEST_HEADING].rstrip()
                if self.boundary(stripped, after_rule=after_rule):
                    after_rule = False
                    continue
                after_rule = stripped == _RULE
                if after_rule:
                    continue
            self.keep(line)
        self.close(complete=False)
        return self

    def boundary(self, line: bytes, *, after_rule: bool) -> bool:
        """Open or close a section if this line does; say whether it did."""
        if after_rule and (service := _SERVICE.fullmatch(line)):
            self.close(complete=True)
            self.begin(f"DUMP OF SERVICE {service[1].decode('ascii')}", is_service=True)
        elif self.is_service and _SERVICE_END.match(line):
            self.ended = self.close(complete=True)
        elif _TITLE_END.match(line):
            self.close(complete=True)
        elif title := _TITLE.fullmatch(line):
            self.close(complete=True)
            self.begin(title[1].decode("ascii", errors="replace"), is_service=False)
        else:
            return False
        return True

    def begin(self, heading: str, *, is_service: bool) -> None:
        self.headings += 1
        self.heading, self.is_service, self.ended = heading, is_service, None
        self.body, self.size, self.whole = [], 0, True

    def keep(self, line: bytes) -> None:
        if self.ended is not None and line[:1] != b"=" and not line.isspace():
            # Text after a service's last line: that line was printed by an app's name or
            # text inside the service, and what follows is lost to it.
            self.sections[self.sections.index(self.ended)] = _cut(self.ended)
            self.ended = None
        if self.heading is None or self.heading not in self.wanted:
            return
        self.size += len(line)
        if self.size <= MAX_SECTION_BYTES:
            self.body.append(line)
        else:
            self.whole = False

    def close(self, *, complete: bool) -> Section | None:
        """End the open section and return it, if it is wanted."""
        section = None
        if self.heading is not None and self.heading in self.wanted:
            section = Section(
                heading=self.heading,
                body=b"".join(self.body),
                complete=complete and self.whole,
            )
            self.sections.append(section)
        self.heading, self.body, self.ended = None, [], None
        return section


def _cut(section: Section) -> Section:
    return Section(heading=section.heading, body=section.body, complete=False)


def _open(file: IO[bytes], wanted: Collection[str], *, may_nest: bool) -> BugReport:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise UsageError(f"The zip holds {len(members)} files; no bug report does.")
            main = _main_text(archive, members)
            if main is not None:
                return _read_main(archive, main, wanted)
            nested = [one for one in members if one.filename.lower().endswith(".zip")]
            if may_nest and len(nested) == 1:
                with archive.open(_checked(nested[0], MAX_NESTED_BYTES)) as inner:
                    return _open_nested(inner, wanted)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # a compression or encryption zipfile does not know
        RuntimeError,  # the member is encrypted
        OSError,
        ValueError,
    ) as error:
        raise UsageError(f"The bug report cannot be read: {type(error).__name__}.") from error
    raise UsageError("The zip holds no bug report: main_entry.txt or bugreport-*.txt is missing.")


def _open_nested(inner: IO[bytes], wanted: Collection[str]) -> BugReport:
    data = inner.read(MAX_NESTED_BYTES + 1)
    if len(data) > MAX_NESTED_BYTES:
        raise UsageError("The bug report inside the zip is too large.")
    return _open(io.BytesIO(data), wanted, may_nest=False)


def _main_text(
    archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]
) -> zipfile.ZipInfo | None:
    by_name = {one.filename: one for one in members}
    entry = by_name.get("main_entry.txt")
    if entry is not None:
        with archive.open(_checked(entry, 4_096)) as text:
            named = by_name.get(text.read(4_096).decode("utf-8", errors="replace").strip())
        if named is not None:
            return named
    tops = [
        one
        for name, one in by_name.items()
        if "/" not in name and name.startswith("bugreport") and name.endswith(".txt")
    ]
    return max(tops, key=_size, default=None)


def _size(member: zipfile.ZipInfo) -> int:
    return member.file_size


def _checked(member: zipfile.ZipInfo, largest: int) -> zipfile.ZipInfo:
    if member.file_size > largest:
        raise UsageError(f"A file in the zip is {member.file_size} bytes; {largest} is the limit.")
    if member.file_size > MAX_RATIO * max(member.compress_size, 1_000):
        raise UsageError("The zip is packed more tightly than any real bug report.")
    return member


def _read_main(
    archive: zipfile.ZipFile, main: zipfile.ZipInfo, wanted: Collection[str]
) -> BugReport:
    with archive.open(_checked(main, MAX_MAIN_TEXT_BYTES)) as stream:
        sections = _Sections(wanted).run(_lines(stream))
    return BugReport(main_name=main.filename, sections=sections.found, headings=sections.headings)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield lines with their ends; one without an end for megabytes comes in pieces."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield line + b"\n"
        if len(rest) > _LONGEST_LINE:
            yield rest
            rest = b""
    if rest:
        yield rest
