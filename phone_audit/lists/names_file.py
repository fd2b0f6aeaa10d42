"""One file of names: written once in order, then only read, by any number of programs."""

import json
import sqlite3
import weakref
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from phone_audit.formats.name_lists.interface import Entry
from phone_audit.lists.layout import FORM, damaged
from phone_audit.model.evidence import ObservableKind
from phone_audit.model.imported_list import ListedName, Scope

_SCHEMA = """
CREATE TABLE names (
    kind INTEGER NOT NULL,   -- 0 host, 1 package, 2 certificate
    name TEXT NOT NULL,
    covers INTEGER NOT NULL, -- bits: 1 itself, 2 below; 4 and 8 the same, not to be alerted to
    line INTEGER NOT NULL,   -- where it stands first in the imported file
    says TEXT,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID
"""
_STAGED = "CREATE TEMP TABLE staged (kind INTEGER, name TEXT, covers INTEGER, line INTEGER, says)"
_IN_ORDER = """
INSERT INTO names
SELECT kind, name, max(covers & 1) | max(covers & 2) | max(covers & 4) | max(covers & 8),
       min(line), max(says)
FROM staged GROUP BY kind, name ORDER BY kind, name
"""
_LOOK_UP = """
SELECT names.name, covers, line, says
FROM json_each(?) AS wanted CROSS JOIN names
ON names.kind = ? AND names.name = wanted.value
"""
_APPLICATION = 0x7068616C  # "phal", so that `file` and we know one when we see it

_KINDS = {ObservableKind.HOST: 0, ObservableKind.PACKAGE: 1, ObservableKind.CERTIFICATE: 2}
_BITS = {Scope.EXACT: 1, Scope.BELOW: 2, Scope.BOTH: 3}
_SCOPES = {bits: scope for scope, bits in _BITS.items()}
_ALLOW = 4

_WRITING_CACHE_KIB = 32 * 1024
_READING_CACHE_KIB = 2 * 1024
_AT_ONCE = 20_000  # names in one statement
_BATCH = 5_000


def write(path: Path, entries: Iterable[Entry]) -> dict[ObservableKind, int]:
    """Write a new file of names; return how many different ones of each kind it holds.

    Entries come in any order and number; they are staged in a temporary file and put in
    order at the end. A name that comes twice covers what both say.

    Raises:
        sqlite3.Error: it cannot be written; what is left at ``path`` is of no use.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # The file is nobody's until a pointer names it, so nothing needs undoing.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute(f"PRAGMA cache_size = -{_WRITING_CACHE_KIB}")
        database.execute(f"PRAGMA application_id = {_APPLICATION}")
        database.execute(f"PRAGMA user_version = {FORM}")
        database.execute(_SCHEMA)
        database.execute(_STAGED)
        database.execute("BEGIN")
        rows = (
            (
                _KINDS[entry.kind],
                entry.name,
                _BITS[entry.scope] * (_ALLOW if entry.allow else 1),
                entry.line,
                entry.says,
            )
            for entry in entries
        )
        while batch := list(islice(rows, _BATCH)):
            database.executemany("INSERT INTO staged VALUES (?, ?, ?, ?, ?)", batch)
        database.execute(_IN_ORDER)
        database.execute("COMMIT")
        counted = dict(database.execute("SELECT kind, count(*) FROM names GROUP BY kind"))
        return {kind: counted.get(number, 0) for kind, number in _KINDS.items()}


class NamesFile:
    """An open file of names. May be used from many threads; each question waits its turn."""

    def __init__(self, path: Path, name: str) -> None:
        """Open the file of the list called ``name``.

        Raises:
            FileNotFoundError: it is not there (any more).
            SignatureErrors: it is no file of names, or of another form.
        """
        self._name = name
        self._lock = Lock()
        if not path.is_file():
            raise FileNotFoundError(path)
        # Immutable: no locks and no files beside it, also on a read-only medium.
        address = f"{_uri(path)}?mode=ro&immutable=1"
        try:
            self._database = sqlite3.connect(
                address, uri=True, check_same_thread=False, isolation_level=None
            )
        except sqlite3.Error as error:
            raise _not_opened(path, name, error) from error
        weakref.finalize(self, self._database.close)  # whoever forgets to close it
        try:
            self._database.execute(f"PRAGMA cache_size = -{_READING_CACHE_KIB}")
            forms = [self._pragma("application_id"), self._pragma("user_version")]
        except sqlite3.Error as error:
            self.close()
            raise _not_opened(path, name, error) from error
        if forms != [_APPLICATION, FORM]:
            self.close()
            raise damaged(name, "of another form")

    def _pragma(self, name: str) -> int:
        return int(self._database.execute(f"PRAGMA {name}").fetchone()[0])

    def rows(self, kind: ObservableKind, names: Collection[str]) -> Iterator[ListedName]:
        """Yield what the list says of exactly these names; parents are the caller's to name.

        Raises:
            SignatureErrors: the file is damaged.
        """
        wanted = iter(sorted(names))  # as they lie in the file
        while batch := list(islice(wanted, _AT_ONCE)):
            try:
                with self._lock:
                    found = self._database.execute(
                        _LOOK_UP, (json.dumps(batch), _KINDS[kind])
                    ).fetchall()
            except sqlite3.Error as error:
                raise damaged(self._name, str(error)) from error
            for name, covers, line, says in found:
                for allow in (False, True):
                    if bits := (covers >> 2 if allow else covers) & 3:
                        yield ListedName(
                            list=self._name,
                            kind=kind,
                            name=name,
                            scope=_SCOPES[bits],
                            allow=allow,
                            line=line,
                            says=says,
                        )

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()


def _uri(path: Path) -> str:
    """Return a path as SQLite wants it: no host, not even that of a Windows share.

    Read from: SQLite "Uniform Resource Identifiers", section 3.1.
    """
    plain = path.absolute().as_posix()
    return f"file://{'' if plain.startswith('/') else '/'}{quote(plain, safe='/:')}"


def _not_opened(path: Path, name: str, error: sqlite3.Error) -> Exception:
    if not path.exists():  # replaced and deleted between two of our steps
        return FileNotFoundError(path)
    return damaged(name, str(error))
