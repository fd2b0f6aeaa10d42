"""A case in a zip: a bundle made here, of which every byte counts, or a zip of anybody's."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from phone_audit.cases import layout, words
from phone_audit.cases.shelf import Kind
from phone_audit.errors import CaseError, UsageError
from phone_audit.formats import bundle_zip
from phone_audit.formats.zip_members import checked, opened_zip
from phone_audit.model.record import Words

README_TEXT = (
    "Berkas ini adalah salinan satu kasus pemeriksaan perangkat. Periksa keutuhannya dengan\r\n"
    "phone-audit verify NAMA.zip, atau buka zip ini dan ikuti docs/verifying-a-case.md.\r\n\r\n"
    "This is a copy of one case of phone examinations. Verify it with phone-audit verify\r\n"
    "NAME.zip, or unpack it and follow docs/verifying-a-case.md.\r\n"
).encode("ascii")

_LARGEST = 1 << 32
_MAC_LITTER = "__MACOSX/"


class BundleShelf:
    """A bundle: its files lie one after the other, as they are."""

    is_copy = True

    def __init__(self, path: Path) -> None:
        self.where = str(path)
        self._path = path
        self.notes: tuple[Words, ...] = ()
        with path.open("rb") as file:
            members, damages = bundle_zip.read(file)
        self._members = {member.name: member for member in members}
        told = [words.damaged_container(one.offset, one.near) for one in damages]
        if len(self._members) != len(members):
            told.append(words.NAMED_TWICE)
        readme = self._members.pop(bundle_zip.README, None)
        if readme is None or self._bytes(readme) != README_TEXT:
            told.append(words.damaged_container(readme.data_at if readme else 0, bundle_zip.README))
        self.damages = tuple(told)

    def present(self) -> dict[str, Kind]:
        """Name every file, in the order of names."""
        return dict.fromkeys(sorted(self._members), Kind.FILE)

    def open(self, path: str) -> IO[bytes]:
        """Open one file inside the bundle."""
        member = self._members.get(path)
        if member is None:
            raise FileNotFoundError(path)
        return io.BufferedReader(_Part(self._path, member.data_at, member.size))

    def _bytes(self, member: bundle_zip.Member) -> bytes:
        with _Part(self._path, member.data_at, member.size) as part:
            return part.readall()


class _Part(io.RawIOBase):
    """A stretch of a file, read like a file of its own."""

    def __init__(self, path: Path, begin: int, size: int) -> None:
        self._file = path.open("rb")
        self._file.seek(begin)
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        view = memoryview(buffer)[: self._left]
        taken = self._file.readinto(view) if view else 0
        self._left -= taken
        return taken

    def close(self) -> None:
        self._file.close()
        super().close()


class ZipShelf:
    """A case that somebody packed with another program: the files count, not the zip."""

    is_copy = True

    def __init__(self, path: Path) -> None:
        self.where = str(path)
        self.damages: tuple[Words, ...] = ()
        self.notes: tuple[Words, ...] = (words.FOREIGN_ZIP,)
        self._path = path
        self._members: dict[str, str] = {}
        with _opened(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            names = [info.filename for info in infos]
            for info in infos:
                checked(info, _LARGEST)
        kept = [name for name in names if not name.startswith(_MAC_LITTER)]
        cases = [name for name in kept if name.rpartition("/")[2] == layout.CASE]
        if not cases:
            raise CaseError(f"{path}: holds no case ({layout.CASE} is not in it)")
        prefix = min(cases, key=len).removesuffix(layout.CASE)
        for name in kept:
            inside = name.removeprefix(prefix) if name.startswith(prefix) else f"../{name}"
            if inside in self._members:
                self.damages = (words.NAMED_TWICE,)
            self._members[inside] = name

    def present(self) -> dict[str, Kind]:
        """Name every file, in the order of names."""
        return dict.fromkeys(sorted(self._members), Kind.FILE)

    def open(self, path: str) -> IO[bytes]:
        """Open one file inside the zip; nothing is unpacked to the disk.

        Raises:
            OSError: it cannot be unpacked.
        """
        if path not in self._members:
            raise FileNotFoundError(path)
        try:
            with _opened(self._path) as archive:
                return io.BytesIO(archive.read(self._members[path]))
        except (UsageError, MemoryError) as error:
            raise OSError(str(error)) from error


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    with path.open("rb") as file, opened_zip(file) as archive:
        yield archive


def is_zip(path: Path) -> bool:
    """Say whether a file is a zip, or a bundle that was damaged."""
    with path.open("rb") as file:
        return file.read(2) == b"PK" or bundle_zip.is_bundle(file)


def zip_shelf(path: Path) -> BundleShelf | ZipShelf:
    """Return the case in a zip.

    Raises:
        CaseError: there is none in it, or it cannot be read.
    """
    try:
        with path.open("rb") as file:
            ours = bundle_zip.is_bundle(file)
        return BundleShelf(path) if ours else ZipShelf(path)
    except UsageError as error:
        raise CaseError(f"{path}: {error}") from error
    except OSError as error:
        raise CaseError(f"{path}: {error.strerror or error}") from error
