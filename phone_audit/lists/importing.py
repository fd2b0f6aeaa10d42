"""Brings a list of others into the store: read once, checked, and in force in one step."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.formats.name_lists.detect import detect
from phone_audit.formats.name_lists.interface import (
    JUNK,
    BrokenList,
    Entry,
    Item,
    Options,
    Refused,
    Told,
)
from phone_audit.formats.name_lists.readers import READERS
from phone_audit.formats.safe_text import safe_text
from phone_audit.lists import layout, names_file
from phone_audit.lists.source_file import SourceFile
from phone_audit.model.evidence import ObservableKind
from phone_audit.model.imported_list import ImportedList, ListFormat, ListRole
from phone_audit.model.record import Record
from phone_audit.model.signature import GamblingKind, NameClass

MOST_INNOCENT = 0.005
"""Share of a block list's names that may be on the innocent list before it is refused."""

MOST_INSTITUTIONAL = 0.05
"""The same for hosts of offices and schools; those are hacked often, and never counted."""

SHOWN = 10
"""How many names or lines of each kind a report of an import shows."""

TOLD_EVERY = 100_000
"""After how many names an import says how far it is."""

_LONGEST_SHOWN = 160
_MOST_WORDS = 20

Standing = Callable[[ObservableKind, str], tuple[NameClass, str] | None]
"""What the signature list itself says of a name: its class and the id of the entry.

``NONE`` is the innocent list, ``None``: nothing is said.
"""


class Unfit(StrEnum):
    """Why a list was not imported."""

    UNKNOWN_FORM = "unknown_form"  # none of the forms fits most of its lines
    BROKEN = "broken"  # it cannot be read to its end
    NO_NAMES = "no_names"  # most of it is no name in this form, or nothing is
    INNOCENT = "innocent"  # too many of its names are known innocent
    INSTITUTIONAL = "institutional"  # too many of its names are of offices and schools


class ListUnfit(SignatureErrors):
    """A list that would do more harm than good, or cannot be read.

    ``complaints`` are the lines that speak against it, as ``path:line: what``; ``count``
    of ``names`` names are of the kind that ``why`` names.
    """

    def __init__(
        self, why: Unfit, complaints: Sequence[str], *, count: int = 0, names: int = 0
    ) -> None:
        super().__init__(complaints)
        self.why = why
        self.count = count
        self.names = names


class Remark(Record):
    """One line that was not taken, by its number in the file, and the reason."""

    line: int
    why: str
    text: str


class Notable(Record):
    """One name of the list that the signature list knows otherwise, and where it stands."""

    name: str
    line: int
    entry: str


class ImportReport(Record):
    """What came of an import.

    ``remarks`` are the first lines that are no name in this format; ``listed`` the first
    names of an allow list that the signature list holds as gambling, ``listed_count``
    all of them. ``repeated`` counts names that came more than once.
    """

    list: ImportedList
    replaced: ImportedList | None = None
    repeated: int
    remarks: tuple[Remark, ...] = ()
    innocent: tuple[Notable, ...] = ()
    institutional: tuple[Notable, ...] = ()
    listed: tuple[Notable, ...] = ()
    listed_count: int = 0
    calls_itself: tuple[str, ...] = ()
    date_from_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody says about the list that is imported; ``format`` ``None``: look at it."""

    name: str
    path: Path
    format: ListFormat | None = None
    options: Options = field(default_factory=Options)
    source: str | None = None
    dated: date | None = None
    licence: str | None = None
    kind: GamblingKind | None = None
    verified_by: str | None = None
    allow: bool = False
    over_entries: bool = False
    accept_innocent: bool = False


@dataclass(frozen=True, slots=True)
class Importer:
    """Imports into one folder. ``program`` goes into the record of each list."""

    folder: Path
    standing: Standing
    program: str
    on_progress: Callable[[int], None] = lambda _: None

    def bring(self, request: Request, now: datetime) -> ImportReport:
        """Import a list; what was in force under its name is in force until the very end.

        Raises:
            UsageError: the file or the folder cannot be read or written, or what was said
                does not fit together.
            ListUnfit: nothing in it is a name, most of it is something else, or it holds
                too many names that are known innocent.
        """
        layout.checked_name(request.name)
        source = SourceFile(request.path)
        try:
            chosen = request.format or _detected(source)
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = layout.new_names_file(self.folder, request.name)
            try:
                return self._bring(request, chosen, source, path, now)
            except BaseException:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
                raise
        except BrokenList as error:
            where = f"{request.path}:{error.line}" if error.line else str(request.path)
            complaint = safe_text(f"{where}: {error.what}", 1_000)
            raise ListUnfit(Unfit.BROKEN, [complaint]) from error
        except OSError as error:
            raise UsageError(f"{error.filename or request.path}: {error.strerror}") from error
        except sqlite3.Error as error:
            raise UsageError(f"{self.folder}: {error}") from error

    def _bring(
        self,
        request: Request,
        chosen: ListFormat,
        source: SourceFile,
        path: Path,
        now: datetime,
    ) -> ImportReport:
        taking = _Taking(self.standing, self.on_progress, allow=request.allow)
        items = READERS[chosen](source.chunks, request.options)
        counts = names_file.write(path, taking.entries(items))
        for _ in () if source.sha256 else source.chunks():
            pass  # a reader that stopped before the end: the hash is of the whole file
        replaced = layout.pointer_of(self.folder, request.name)
        allow = request.allow or taking.role is ListRole.ALLOW
        told_day = taking.dated if taking.dated and taking.dated <= now.date() else None
        one = ImportedList(
            name=request.name,
            role=ListRole.ALLOW if allow else ListRole.BLOCK,
            format=chosen,
            source=request.source,
            dated=request.dated or told_day,
            licence=request.licence or taking.licence,
            sha256=source.sha256,
            size_bytes=source.size_bytes,
            hosts=counts[ObservableKind.HOST],
            packages=counts[ObservableKind.PACKAGE],
            certificates=counts[ObservableKind.CERTIFICATE],
            refused=dict(sorted(taking.refused.items())),
            innocent=taking.innocent.count,
            institutional=taking.institutional.count,
            kind=request.kind,
            verified_by=request.verified_by,
            over_entries=allow and request.over_entries,
            imported_at=now,
            importer=self.program,
        )
        _check(one, taking, request)
        layout.publish(
            self.folder,
            layout.Pointer(list=one, file=path.name, file_bytes=path.stat().st_size),
        )
        layout.sweep(self.folder, at_once=self.folder / replaced.file if replaced else None)
        return ImportReport(
            list=one,
            replaced=replaced.list if replaced else None,
            repeated=taking.taken - one.entries,
            remarks=tuple(taking.remarks),
            innocent=tuple(taking.innocent.first),
            institutional=tuple(taking.institutional.first),
            listed=tuple(taking.listed.first),
            listed_count=taking.listed.count,
            calls_itself=tuple(taking.calls_itself),
            date_from_file=request.dated is None and told_day is not None,
        )


@dataclass(slots=True)
class _Counted:
    """How many names of one kind there were, and the first of them.

    A zone file has each name twice, one below the other: itself, and what lies below.
    """

    count: int = 0
    first: list[Notable] = field(default_factory=list)
    _last: str = ""

    def add(self, entry: Entry, about: str) -> None:
        if entry.name == self._last:
            return
        self.count, self._last = self.count + 1, entry.name
        if len(self.first) < SHOWN:
            name = safe_text(entry.name, _LONGEST_SHOWN)
            self.first.append(Notable(name=name, line=entry.line, entry=about))


class _Taking:
    """Goes through what a reader yields: lets names pass, counts and remembers the rest."""

    def __init__(
        self, standing: Standing, on_progress: Callable[[int], None], *, allow: bool
    ) -> None:
        self._standing = standing
        self._on_progress = on_progress
        self._allow = allow
        self.taken = 0
        self.refused: Counter[str] = Counter()
        self.remarks: list[Remark] = []
        self.innocent = _Counted()
        self.institutional = _Counted()
        self.listed = _Counted()
        self.calls_itself: dict[str, None] = {}
        self.dated: date | None = None
        self.licence: str | None = None
        self.role: ListRole | None = None

    def entries(self, items: Iterable[Item]) -> Iterator[Entry]:
        """Yield the names, each marked as what it is for this list."""
        for item in items:
            if isinstance(item, Entry):
                self.taken += 1
                if self.taken % TOLD_EVERY == 0:
                    self._on_progress(self.taken)
                self._compare(item)
                yield item._replace(allow=True) if self._allow else item
            elif isinstance(item, Refused):
                self._refuse(item)
            else:
                self._hear(item)

    def _compare(self, entry: Entry) -> None:
        """Count a name that the signature list knows."""
        if entry.kind is ObservableKind.CERTIFICATE:
            return  # it knows none
        known = self._standing(entry.kind, entry.name)
        if known is None:
            return
        cls, about = known
        if entry.allow or self._allow:
            if cls not in {NameClass.NONE, NameClass.INSTITUTIONAL}:
                self.listed.add(entry, about)
        elif cls is NameClass.NONE:
            self.innocent.add(entry, about)
        elif cls is NameClass.INSTITUTIONAL:
            self.institutional.add(entry, about)

    def _refuse(self, item: Refused) -> None:
        self.refused[item.why.value] += 1
        if item.why in JUNK and len(self.remarks) < SHOWN:
            text = safe_text(item.text, _LONGEST_SHOWN)
            self.remarks.append(Remark(line=item.line, why=item.why.value, text=text))

    def _hear(self, told: Told) -> None:
        self.dated = told.dated or self.dated
        self.licence = self.licence or (safe_text(told.licence) if told.licence else None)
        self.role = told.role or self.role
        if told.calls_itself and len(self.calls_itself) < _MOST_WORDS:
            self.calls_itself[safe_text(told.calls_itself)] = None


def _detected(source: SourceFile) -> ListFormat:
    found = detect(source.head())
    if found is None:
        raise ListUnfit(Unfit.UNKNOWN_FORM, [])
    return found


def _check(one: ImportedList, taking: _Taking, request: Request) -> None:
    """Refuse a list that would do more harm than good.

    Raises:
        ListUnfit: with the first lines or names that speak against it.
        UsageError: it is said to be verified, but not which list it is.
    """
    junk = sum(taking.refused[why.value] for why in JUNK)
    if one.entries == 0 or junk > taking.taken:
        raise ListUnfit(
            Unfit.NO_NAMES,
            [f"{request.path}:{one.line}: {one.why}: {one.text}" for one in taking.remarks],
            count=sum(taking.refused.values()),
            names=taking.taken,
        )
    if one.verified_by and (one.source is None or one.dated is None):
        raise UsageError(
            "--verified: --source dan --date harus disebutkan, agar yang diperiksa dapat "
            "ditemukan kembali (both are needed, so that what was verified can be found again)"
        )
    if one.role is ListRole.BLOCK and not request.accept_innocent:
        for why, most, counted in (
            (Unfit.INNOCENT, MOST_INNOCENT, taking.innocent),
            (Unfit.INSTITUTIONAL, MOST_INSTITUTIONAL, taking.institutional),
        ):
            if counted.count > most * one.entries:
                names = [f"{request.path}:{n.line}: {n.name} {n.entry}" for n in counted.first]
                raise ListUnfit(why, names, count=counted.count, names=one.entries)
