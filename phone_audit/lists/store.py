"""The lists an office imported, on this computer: which there are, and what they say of names."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.lists import layout
from phone_audit.lists.names_file import NamesFile
from phone_audit.model.evidence import ObservableKind
from phone_audit.model.imported_list import ImportedList, ListedName

_TRIES = 20  # each time another program replaced the list between two of our steps


class Shelf:
    """The lists as they were when it was opened; later imports do not touch it."""

    def __init__(self, files: tuple[tuple[ImportedList, NamesFile], ...]) -> None:
        self.lists = tuple(one for one, _ in files)
        self._files = tuple(file for _, file in files)

    def rows(
        self, kind: ObservableKind, names: Collection[str]
    ) -> Mapping[str, tuple[ListedName, ...]]:
        """Return what the lists say of exactly these names; names no list holds are left out.

        May be called from many threads.

        Raises:
            SignatureErrors: a list is damaged.
        """
        found: dict[str, list[ListedName]] = defaultdict(list)
        for file in self._files:
            for row in file.rows(kind, names):
                found[row.name].append(row)
        return {name: tuple(rows) for name, rows in found.items()}

    def close(self) -> None:
        """Let go of every list."""
        for file in self._files:
            file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Store:
    """The folder of imported lists; it need not exist. See ``layout`` for what lies in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def lists(self) -> tuple[ImportedList, ...]:
        """Return every list in force, in order of name.

        Raises:
            SignatureErrors: the pointer of one cannot be read.
        """
        return tuple(pointer.list for pointer in layout.pointers(self.folder))

    def open(self) -> Shelf:
        """Open every list for looking names up; opening reads next to nothing.

        Raises:
            SignatureErrors: one of them cannot be used. Leaving it out would say of its
                names that no list holds them.
        """
        opened: list[tuple[ImportedList, NamesFile]] = []
        errors: list[SignatureErrors] = []
        for pointer in layout.pointers(self.folder):
            try:
                if (one := self._open(pointer.list.name)) is not None:
                    opened.append(one)
            except SignatureErrors as error:
                errors.append(error)
        if errors:
            Shelf(tuple(opened)).close()
            raise layout.together(errors)
        return Shelf(tuple(opened))

    def remove(self, name: str) -> None:
        """Take a list out, for examinations from now on.

        Raises:
            UsageError: there is no such list, or it cannot be deleted.
        """
        path = self.folder / f"{layout.checked_name(name)}{layout.POINTER}"
        pointer = layout.pointer_of(self.folder, name)
        try:
            layout.withdraw(self.folder, name)
        except FileNotFoundError as error:
            raise UsageError(f"tidak ada daftar {name!a} (there is no list {name!a})") from error
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}") from error
        layout.sweep(self.folder, at_once=self.folder / pointer.file if pointer else None)

    def _open(self, name: str) -> tuple[ImportedList, NamesFile] | None:
        """Open one list as its pointer says now; ``None``: it was removed meanwhile."""
        for _ in range(_TRIES):
            pointer = layout.pointer_of(self.folder, name)
            if pointer is None:
                return None
            path = self.folder / pointer.file
            try:
                if path.stat().st_size != pointer.file_bytes:
                    raise layout.damaged(name, "its file of names was changed")
                return pointer.list, NamesFile(path, name)
            except FileNotFoundError:
                continue
        raise layout.damaged(name, "its file of names is missing")
