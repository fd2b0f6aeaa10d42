"""Bug reports: the zip a phone writes about itself, and the sections of its main text."""

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from phone_audit.errors import UsageError
from phone_audit.formats.zip_members import checked, opened_zip

MAX_MAIN_TEXT_BYTES = 400_000_000
"""Real main texts are 10 to 80 MB; a larger one is refused before it fills the computer."""
MAX_SECTION_BYTES = 64_000_000
"""What is kept of one section; the package service of a full phone needs about 2 MB."""
MAX_NESTED_BYTES = 200_000_000
"""A bug report packed into another zip is unpacked in memory up to this size."""

HEADER = "HEADER"
"""Heading under which the lines above the first section are given."""

_CHUNK = 1 << 20
_DEEPEST = 2  # zips around a bug report: packed to be sent, and once more by who received it
_LONGEST_LINE = 4_000_000  # bytes; longer lines are handed on in pieces
_LONGEST_HEADING = 400
_RULE = b"-" * 79
_MAIN_NAME = re.compile(r"(?:bugreport|dumpstate)[^/]{0,200}\.(?:txt|log)", re.IGNORECASE)
_REPORT_NAME = re.compile(r"bugreport|dumpstate")
_DUMPSTATE = re.compile(rb"^== dumpstate: \d{4}-", re.MULTILINE)
_SERVICE = re.compile(rb"DUMP OF SERVICE (?:(?:CRITICAL|HIGH|NORMAL) )?([A-Za-z0-9_.\-/]{1,200}):")
_TITLE = re.compile(rb"------ ([^(\r\n]{1,120}?)(?: \((.{0,300})\))? ------")
_SERVICE_END = re.compile(rb"--------- [\d.]{1,12}s was the duration of dumpsys ")
_TITLE_END = re.compile(rb"------ [\d.]{1,12}s was the duration of '")


class NoBugReport(UsageError):
    """The zip is sound and holds something else."""


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
        NoBugReport: it holds something else, or several.
        UsageError: it is no zip, is damaged, encrypted or so large
            or so tightly packed that it is no real one.
    """
    return _open(file, wanted, depth=0)


def is_main_text(head: bytes) -> bool:
    """Say whether the beginning of a file is that of a main text, as it was before the zip."""
    return _DUMPSTATE.search(head) is not None


def read_text(file: IO[bytes], wanted: Collection[str], name: str) -> BugReport:
    """Read the sections with a ``wanted`` heading from a main text that was never packed.

    Up to Android 6 a bug report was this text alone; later ones are unpacked by people,
    and Samsung's own log of the same form is called ``dumpState_*.log``.

    Raises:
        UsageError: it is larger than any real one.
    """
    sections = _Sections(wanted).run(_lines(file, most=MAX_MAIN_TEXT_BYTES))
    return BugReport(main_name=name, sections=sections.found, headings=sections.headings)


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


def _open(file: IO[bytes], wanted: Collection[str], depth: int) -> BugReport:
    with opened_zip(file) as archive:
        found = find_main_text(archive)
        if found is not None:
            return _read_main(archive, found, wanted)
        nested = _nested(archive)
        if depth < _DEEPEST and len(nested) == 1:
            with archive.open(checked(nested[0], MAX_NESTED_BYTES)) as inner:
                data = inner.read(MAX_NESTED_BYTES + 1)
            if len(data) > MAX_NESTED_BYTES:
                raise UsageError("The bug report inside the zip is too large.")
            return _open(io.BytesIO(data), wanted, depth + 1)
        if len(nested) > 1:
            raise NoBugReport("The zip holds several zips; give the bug report itself.")
    raise NoBugReport("The zip holds no bug report: main_entry.txt or bugreport-*.txt is missing.")


def _nested(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the zips inside a zip; those that are called bug reports where there are any."""
    zips = [one for one in archive.infolist() if one.filename.lower().endswith(".zip")]
    named = [one for one in zips if _REPORT_NAME.search(one.filename.lower())]
    return named or zips


def find_main_text(archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """Return the main text of a bug report, ``None`` where the zip is none.

    Raises:
        UsageError: the file that should name it is larger than any real one.
    """
    by_name = {one.filename: one for one in archive.infolist()}
    for folder in _folders(by_name):
        entry = by_name.get(f"{folder}main_entry.txt")
        if entry is not None:
            with archive.open(checked(entry, 4_096)) as text:
                name = text.read(4_096).decode("utf-8", errors="replace").strip()
            if f"{folder}{name}" in by_name:
                return by_name[f"{folder}{name}"]
        texts = [
            one
            for name, one in by_name.items()
            if name.startswith(folder) and _MAIN_NAME.fullmatch(name[len(folder) :])
        ]
        if texts:
            return max(texts, key=_size)
    return None


def _folders(names: Iterable[str]) -> list[str]:
    """Return where a main text may lie: at the top, else in the one folder that was packed."""
    tops = {name.partition("/")[0] for name in names if "/" in name}
    return ["", *(f"{top}/" for top in tops if len(tops) == 1)]


def _size(member: zipfile.ZipInfo) -> int:
    return member.file_size


def _read_main(
    archive: zipfile.ZipFile, main: zipfile.ZipInfo, wanted: Collection[str]
) -> BugReport:
    with archive.open(checked(main, MAX_MAIN_TEXT_BYTES)) as stream:
        sections = _Sections(wanted).run(_lines(stream))
    return BugReport(main_name=main.filename, sections=sections.found, headings=sections.headings)


def _lines(stream: IO[bytes], most: int | None = None) -> Iterator[bytes]:
    """Yield lines with their ends; one without an end for megabytes comes in pieces."""
    rest = b""
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if most is not None and size > most:
            raise UsageError(f"The bug report is larger than {most} bytes; no real one is.")
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield line + b"\n"
        if len(rest) > _LONGEST_LINE:
            yield rest
            rest = b""
    if rest:
        yield rest
