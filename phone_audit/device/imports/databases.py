"""Histories of browsers, SQLite databases from strangers: read from a private copy, within limits.

Nothing in the database is trusted: no view, trigger or function of its own is run, no other
file is opened, and a question that takes too long is broken off.
"""

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from phone_audit.device.imports.tree import chunks_of
from phone_audit.errors import UsageError
from phone_audit.formats.import_rows import (
    CHROMIUM,
    FIREFOX,
    MOST_ROWS,
    VisitKind,
    VisitRow,
)
from phone_audit.formats.takeout import HostOf
from phone_audit.formats.timestamps import web_to_epoch_ms
from phone_audit.formats.visit_kinds import from_chromium, from_firefox
from phone_audit.model.case import ImportedFile, ImportedPart

MAGIC = b"SQLite format 3\x00"
MAX_DATABASE_BYTES = 1_000_000_000
"""Histories have 1 to 200 MB; a larger file is refused before it is copied."""
MAX_SECONDS = 60.0
"""The whole reading may take that long; a real history takes a second or two."""

_MOST_PAGES_OF_SITES = 3_000_000
_LONGEST_ADDRESS = 2_100  # characters: enough for any host, less than a page's own data
_LONGEST_TEXT = 64_000_000  # bytes SQLite may put together for one value
_STEPS = 20_000  # of SQLite's machine between two looks at the clock
_LATEST_MS = 2**45  # the year 3084
# SQLite's complaint about a damaged table quotes it, and need not be text itself.
_BROKEN = (sqlite3.Error, UnicodeDecodeError, OverflowError)
_HOT_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a database holds. ``whole``: it was read to its end and without a doubt.

    ``heading`` says of which family it is; ``unread`` counts rows whose address or
    transition is of a shape no grammar knows.
    """

    heading: str
    visits: tuple[VisitRow, ...]
    unread: int
    whole: bool
    imported: ImportedFile


def read_history(path: Path) -> History:
    """Read the visits of a Chromium ``History`` or a Firefox ``places.sqlite``.

    Format: Chromium family, Samsung Internet included: ``urls(id, url)`` and
    ``visits(url, visit_time, transition, visit_duration, originator_cache_guid)``, times
    in microseconds since 1601. Firefox: ``moz_places(id, url)`` and
    ``moz_historyvisits(place_id, visit_date, visit_type)``, microseconds since 1970;
    Firefox for Android has ``is_local`` as well and counts milliseconds. Columns that an
    older version does not have are done without.

    The file and the write-ahead log beside it (``-wal``), which holds the newest visits,
    are copied to a folder of this computer that nobody else may enter, hashed as they are
    copied, and deleted afterwards. The index of that log (``-shm``) is made anew. A
    rollback journal is never taken along: it may name any other file, which SQLite then
    deletes. One that is waiting to be rolled back leaves the history in doubt.

    Visits that came from another device by synchronisation are marked, and so are
    those on which Chromium counted no time at all.

    Read from: Chromium ``components/history/core/browser/visit_database.cc``, 60-140;
    Mozilla ``nsPlacesTables.h``, 57-140; application-services ``create_shared_schema.sql``.

    Raises:
        UsageError: it is no such database, damaged from the start, locked with a password,
            or too large.
    """
    size = path.stat().st_size
    if size > MAX_DATABASE_BYTES:
        raise UsageError(f"The database has {size} bytes; {MAX_DATABASE_BYTES} is the limit.")
    with tempfile.TemporaryDirectory(prefix="phone-audit-") as folder:
        copy = Path(folder) / "history"
        main = _copied(path, copy, path.name)
        parts = tuple(_copied_beside(path, copy))
        reader = _Reader(deadline=monotonic() + MAX_SECONDS)
        try:
            with closing(_opened(copy)) as database:
                heading = reader.read(database)
        except _BROKEN as error:
            raise UsageError(
                "The database cannot be read: it is damaged, or locked with a password."
            ) from error
    return History(
        heading=heading,
        visits=tuple(reader.visits),
        unread=reader.unread,
        whole=reader.whole and not _waits_for_rollback(path),
        imported=ImportedFile(
            name=main.name, sha256=main.sha256, size_bytes=main.size_bytes, parts=parts
        ),
    )


def _copied_beside(path: Path, copy: Path) -> Iterator[ImportedPart]:
    beside = path.with_name(path.name + "-wal")
    if beside.is_symlink() or not beside.is_file():
        return
    if beside.stat().st_size > MAX_DATABASE_BYTES:
        raise UsageError(f"{beside.name}: more than {MAX_DATABASE_BYTES} bytes.")
    yield _copied(beside, copy.with_name(copy.name + "-wal"), beside.name)


def _copied(path: Path, copy: Path, name: str) -> ImportedPart:
    """Copy a file and return what was copied, hashed on the way; the original is only read."""
    digest = hashlib.sha256()
    size = 0
    free = shutil.disk_usage(copy.parent).free
    with path.open("rb") as source, copy.open("xb") as target:
        for chunk in chunks_of(source):
            size += len(chunk)
            if size > min(MAX_DATABASE_BYTES, free):
                raise UsageError(f"{name}: too large, or no room for a copy on this computer.")
            digest.update(chunk)
            target.write(chunk)
    return ImportedPart(name=name, sha256=digest.hexdigest(), size_bytes=size)


def _waits_for_rollback(path: Path) -> bool:
    journal = path.with_name(path.name + "-journal")
    if journal.is_symlink() or not journal.is_file():
        return False
    with journal.open("rb") as file:
        return file.read(len(_HOT_JOURNAL)) == _HOT_JOURNAL


def _opened(copy: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True, isolation_level=None)
    database.text_factory = bytes
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_TEXT)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "mmap_size=0"):
        database.execute(f"PRAGMA {pragma}")
    return database


_ALLOWED = {
    "sqlite_master": {"type", "name", "sql"},
    "urls": {"id", "url"},
    "visits": {
        "url",
        "visit_time",
        "transition",
        "visit_duration",
        "originator_cache_guid",
    },
    "moz_places": {"id", "url"},
    "moz_historyvisits": {"place_id", "visit_date", "visit_type", "is_local"},
}


def _may(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Say whether SQLite may do a thing: read the columns named above, and cut texts."""
    allowed = action == sqlite3.SQLITE_SELECT
    if action == sqlite3.SQLITE_FUNCTION:
        allowed = second == "substr"
    elif action == sqlite3.SQLITE_READ:
        allowed = first in _ALLOWED and second in {"", *_ALLOWED[first]}
    elif action == sqlite3.SQLITE_PRAGMA:
        allowed = first == "table_xinfo"
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


@dataclass(slots=True)
class _Reader:
    """One reading of one database; what was read before it broke off stands."""

    deadline: float
    visits: list[VisitRow] = field(default_factory=list)
    unread: int = 0
    whole: bool = True
    _hosts: HostOf = field(default_factory=HostOf)

    def read(self, database: sqlite3.Connection) -> str:
        """Read the visits and return the heading of the family the database is of."""
        database.set_progress_handler(lambda: monotonic() > self.deadline, _STEPS)
        database.set_authorizer(_may)
        tables = self._tables(database)
        families = (
            (CHROMIUM, {"urls": {"id", "url"}, "visits": {"url", "visit_time"}}, self._chromium),
            (
                FIREFOX,
                {"moz_places": {"id", "url"}, "moz_historyvisits": {"place_id", "visit_date"}},
                self._firefox,
            ),
        )
        for heading, needed, read in families:
            if not needed.keys() <= tables.keys():
                continue
            places, visits = needed
            try:
                if all(columns <= tables[name] for name, columns in needed.items()):
                    read(database, tables[visits], self._places(database, places))
                else:
                    self.whole = False
            except _BROKEN:
                self.whole = False
            return heading
        raise UsageError("The database is no history of Chromium's family and none of Firefox.")

    def _tables(self, database: sqlite3.Connection) -> dict[str, frozenset[str]]:
        """Return the real tables of a history and the columns they have; never a view."""
        found: dict[str, frozenset[str]] = {}
        listed = database.execute("SELECT name, substr(sql, 1, 40) FROM sqlite_master")
        for name, sql in listed.fetchmany(2_000):
            known = next((one for one in _ALLOWED if one.encode() == name), None)
            plain = isinstance(sql, bytes) and sql.upper().startswith(b"CREATE TABLE")
            if known is None or known == "sqlite_master" or not plain:
                continue
            found[known] = _columns(database, known)
        return found

    def _places(self, database: sqlite3.Connection, table: str) -> dict[int, str | None]:
        """Return the host of each page by its number; empty for what is no web page."""
        hosts: dict[int, str | None] = {}
        rows = database.execute(_query(table, ("id", f"substr(url, 1, {_LONGEST_ADDRESS})")))
        for number, address in rows:
            if len(hosts) >= _MOST_PAGES_OF_SITES:
                self.whole = False
                break
            if isinstance(number, int):
                text = address.decode("utf-8", "replace") if isinstance(address, bytes) else None
                hosts[number] = None if text is None else self._hosts(text)
        return hosts

    def _chromium(
        self, database: sqlite3.Connection, columns: frozenset[str], hosts: dict[int, str | None]
    ) -> None:
        told = ("transition", "visit_duration", "originator_cache_guid")
        query = _query("visits", ("url", "visit_time"), told, columns)
        for place, at, transition, duration, origin in database.execute(query):
            kind = from_chromium(transition) if isinstance(transition, int) else VisitKind.UNTOLD
            if origin:
                kind = VisitKind.OTHER_DEVICE
            elif "visit_duration" in columns and not duration and kind is not VisitKind.REDIRECT:
                kind = VisitKind.MOMENT
            at_ms = web_to_epoch_ms(at) if isinstance(at, int) else 0
            if not self._add(hosts.get(place), kind, at_ms):
                return

    def _firefox(
        self, database: sqlite3.Connection, columns: frozenset[str], hosts: dict[int, str | None]
    ) -> None:
        per_ms = 1 if "is_local" in columns else 1_000
        query = _query(
            "moz_historyvisits", ("place_id", "visit_date"), ("visit_type", "is_local"), columns
        )
        for place, at, visit_type, is_local in database.execute(query):
            kind = from_firefox(visit_type) if isinstance(visit_type, int) else VisitKind.UNTOLD
            if "is_local" in columns and not is_local:
                kind = VisitKind.OTHER_DEVICE
            at_ms = at // per_ms if isinstance(at, int) else 0
            if not self._add(hosts.get(place), kind, at_ms):
                return

    def _add(self, host: str | None, kind: VisitKind, at_ms: int) -> bool:
        """Keep a visit to a web page; say whether there is room for more."""
        if len(self.visits) >= MOST_ROWS:
            self.whole = False
            return False
        if host is None:
            self.unread += 1
        elif host:
            at = at_ms if 0 < at_ms < _LATEST_MS else None
            self.visits.append(VisitRow(host=host, how=kind, at_ms=at))
        return True


def _columns(database: sqlite3.Connection, table: str) -> frozenset[str]:
    """Return the columns that hold values of their own; one that is computed is not read."""
    told = database.execute(f"PRAGMA table_xinfo({table})").fetchall()
    plain = {name for _, name, _, _, _, _, hidden in told if hidden == 0}
    return frozenset(one for one in _ALLOWED[table] if one.encode() in plain)


def _query(
    table: str,
    needed: tuple[str, ...],
    wished: tuple[str, ...] = (),
    columns: frozenset[str] = frozenset(),
) -> str:
    told = (column if column in columns else f"NULL AS {column}" for column in wished)
    return f"SELECT {', '.join((*needed, *told))} FROM {table}"  # noqa: S608 - our own names
