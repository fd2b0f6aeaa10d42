"""Where a case is read from while it is verified: a folder, or a zip; nothing is written."""

import io
import os
import stat
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import IO, Protocol

from phone_audit.cases import durable, layout
from phone_audit.cases.vault import Vault
from phone_audit.model.record import Words


class Kind(Enum):
    """What stands under a name."""

    FILE = "file"
    FOLDER = "folder"
    OTHER = "other"  # a link, a pipe, a device: never part of a case


class Shelf(Protocol):
    """Something that holds the files of one case under names with ``/``.

    ``damages`` are places of its own that are not as they were written; ``notes`` say what
    is to be known about it. ``is_copy``: by its nature it may be older than the case.
    """

    where: str
    is_copy: bool
    damages: tuple[Words, ...]
    notes: tuple[Words, ...]

    def present(self) -> dict[str, Kind]:
        """Name everything there, in order; folders before what is in them.

        Raises:
            CaseError: it cannot be listed.
        """

    def open(self, path: str) -> IO[bytes]:
        """Open an ordinary file for reading.

        Raises:
            FileNotFoundError: there is none.
            OSError: it cannot be read.
            EvidenceAltered: something else than an ordinary file lies there, or on the way.
        """


class LockedShelf:
    """A locked case on a shelf, read in clear."""

    def __init__(self, shelf: Shelf, vault: Vault) -> None:
        self._shelf = shelf
        self._vault = vault
        self.where, self.is_copy = shelf.where, shelf.is_copy
        self.damages, self.notes = shelf.damages, shelf.notes

    def present(self) -> dict[str, Kind]:
        """Name everything on the shelf but the file that holds the key."""
        present = self._shelf.present()
        present.pop(layout.VAULT, None)
        return present

    def open(self, path: str) -> IO[bytes]:
        """Open a file in clear.

        Raises:
            EvidenceAltered: it was changed after it was locked; also as in ``Shelf.open``.
        """
        data = read(self._shelf, path)
        if path == layout.LOG:
            return io.BytesIO(b"\n".join(self._lines(data)))
        return io.BytesIO(self._vault.disclose(path.removesuffix(layout.PART), data))

    def _lines(self, data: bytes) -> Iterator[bytes]:
        *lines, rest = data.split(b"\n")
        for line in lines:
            clear = self._vault.disclose_line(line)
            yield _NO_RECORD if clear is None else clear
        yield rest


_NO_RECORD = b"?"
"""What is read in place of a line that was changed: it is no record, and said so."""


def read(shelf: Shelf, path: str) -> bytes:
    """Return the bytes of a file; raises like ``Shelf.open``."""
    with shelf.open(path) as file:
        return file.read()


class FolderShelf:
    """A case in a folder."""

    is_copy = False
    damages: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.where = str(self.root)

    def present(self) -> dict[str, Kind]:
        """Name everything in the folder; no link is followed."""
        with durable.explained(self.root):
            return {path: _kind(status) for path, status in durable.found(self.root)}

    def open(self, path: str) -> IO[bytes]:
        """Open an ordinary file, looking at each folder on the way."""
        place = durable.check_way(self.root, path)
        return os.fdopen(durable.open_file(place, os.O_RDONLY), "rb")


def _kind(status: os.stat_result) -> Kind:
    if stat.S_ISREG(status.st_mode):
        return Kind.FILE
    folder = stat.S_ISDIR(status.st_mode) and not durable.is_link(status)
    return Kind.FOLDER if folder else Kind.OTHER
