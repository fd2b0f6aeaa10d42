"""A folder or a zip as one thing: the names of its files, and each opened within limits."""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Protocol

from phone_audit.errors import UsageError
from phone_audit.formats.zip_members import checked
from phone_audit.model.case import ImportedFile, ImportedPart

CHUNK = 1 << 20
HEAD = 64 * 1024
MOST_FILES = 20_000
_DEEPEST = 6  # folders below the one that was given


class Tree(Protocol):
    """Files by their path with forward slashes, whatever they lie in."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the paths of all files, sorted."""

    def open(self, name: str, largest: int) -> IO[bytes]:
        """Open one file for reading.

        Raises:
            UsageError: it is larger than ``largest`` bytes, or no real file.
        """

    def head(self, name: str) -> bytes:
        """Return the beginning of one file; nothing where it is no real file."""

    def imported(self, name: str) -> ImportedFile:
        """Return what was read, with its hash; ``name`` is how people know it."""


class ZipTree:
    """The files in an open zip; the hash is that of the zip."""

    def __init__(self, archive: zipfile.ZipFile, whole: ImportedFile) -> None:
        self._whole = whole
        self._members: Mapping[str, zipfile.ZipInfo] = {
            one.filename.replace("\\", "/"): one for one in archive.infolist() if not one.is_dir()
        }
        self._archive = archive
        self.names = tuple(sorted(self._members))

    def open(self, name: str, largest: int) -> IO[bytes]:
        """Open a member, if it is no larger than it may be and packed like a real file."""
        return self._archive.open(checked(self._members[name], largest))

    def head(self, name: str) -> bytes:
        """Return the beginning of a member; nothing where it is packed like no real file."""
        try:
            with self.open(name, self._members[name].file_size) as file:
                return file.read(HEAD)
        except UsageError:
            return b""

    def imported(self, name: str) -> ImportedFile:  # noqa: ARG002 - the zip has its own name
        """Return the zip itself."""
        return self._whole


class FolderTree:
    """The files in a folder. Links are not followed; what was opened is hashed anew at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = _files(folder)
        self._opened: list[str] = []
        self.names = tuple(sorted(self._files))

    def open(self, name: str, largest: int) -> IO[bytes]:
        """Open a file, if it is no larger than it may be."""
        path = self._files[name]
        size = path.stat().st_size
        if size > largest:
            raise UsageError(f"{name}: {size} bytes; {largest} is the limit.")
        if name not in self._opened:
            self._opened.append(name)
        return path.open("rb")

    def head(self, name: str) -> bytes:
        """Return the beginning of a file."""
        with self._files[name].open("rb") as file:
            return file.read(HEAD)

    def imported(self, name: str) -> ImportedFile:
        """Return every file that was opened, with its hash."""
        parts = tuple(part_of(self._files[one], one) for one in sorted(self._opened))
        lines = "".join(f"{part.sha256}  {part.name}\n" for part in parts)
        return ImportedFile(
            name=name,
            sha256=hashlib.sha256(lines.encode()).hexdigest(),
            size_bytes=sum(part.size_bytes for part in parts),
            parts=parts,
        )


def part_of(path: Path, name: str) -> ImportedPart:
    """Return the name, size and SHA-256 of a file."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        for chunk in chunks_of(file):
            digest.update(chunk)
            size += len(chunk)
    return ImportedPart(name=name, sha256=digest.hexdigest(), size_bytes=size)


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of an open file, a piece at a time."""
    while chunk := file.read(CHUNK):
        yield chunk


def lines_of(file: IO[bytes], longest: int = 4_000_000) -> Iterator[bytes]:
    """Yield the lines of an open file; one without an end for megabytes comes in pieces."""
    while line := file.readline(longest):
        yield line


def _files(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    waiting = [folder]
    while waiting:
        for entry in sorted(waiting.pop().iterdir()):
            if entry.is_symlink():
                continue
            path = entry.relative_to(folder)
            if entry.is_dir() and len(path.parts) < _DEEPEST:
                waiting.append(entry)
            elif entry.is_file():
                found[path.as_posix()] = entry
            if len(found) > MOST_FILES:
                raise UsageError(f"{folder.name}: more than {MOST_FILES} files; give one of them.")
    return found
