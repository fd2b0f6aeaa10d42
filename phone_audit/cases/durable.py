"""Files that survive: whole or not there at all, on the disk, and never through a link."""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from phone_audit.cases.layout import PART
from phone_audit.errors import CaseError, EvidenceAltered

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_BINARY: int = getattr(os, "O_BINARY", 0)
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT: int = getattr(os, "O_NONBLOCK", 0)  # a pipe put in a file's place must not hang us
_NO_INHERIT: int = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
_PLAIN = _BINARY | _NO_LINK | _NO_WAIT | _NO_INHERIT
_REPARSE_POINT: int = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400)
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def disk_is_full(error: OSError) -> bool:
    """Say whether an error means that there is no room left."""
    return error.errno in _FULL


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the operating system says no to into a sentence.

    Raises:
        CaseError: with the path, what happened and what to do.
    """
    try:
        yield
    except OSError as error:
        raise sentence(path, error) from error


def sentence(path: Path, error: OSError) -> CaseError:
    """Return what the operating system says no to as an error with path and remedy."""
    if disk_is_full(error):
        return CaseError(
            f"{path}: the disk is full; nothing recorded before is lost; "
            "free some space, then do this step again"
        )
    if error.errno in _FORBIDDEN:
        return CaseError(
            f"{path}: this computer does not allow writing or reading here; "
            "check that the medium is writable and the folder is yours"
        )
    return CaseError(f"{path}: {error.strerror or error}")


def is_link(status: os.stat_result) -> bool:
    """Say whether what was looked at is a symbolic link or a Windows junction."""
    attributes: int = getattr(status, "st_file_attributes", 0)
    return stat.S_ISLNK(status.st_mode) or bool(attributes & _REPARSE_POINT)


def check_way(root: Path, path: str) -> Path:
    """Return ``root/path`` after looking at each folder on the way to it.

    Raises:
        EvidenceAltered: a step on the way, or its end, is a link.
    """
    here = root
    steps = path.split("/")
    for number, step in enumerate(steps, start=1):
        here /= step
        try:
            status = here.lstat()
        except FileNotFoundError:
            continue
        if is_link(status):
            raise EvidenceAltered(here, "is a link; a case holds its files itself")
        if number < len(steps) and not stat.S_ISDIR(status.st_mode):
            raise EvidenceAltered(here, "is not a folder")
    return root / path


def open_file(path: Path, flags: int) -> int:
    """Open an ordinary file and return its descriptor; ``flags`` as for ``os.open``.

    Raises:
        OSError: it cannot be opened.
        EvidenceAltered: something else than an ordinary file lies there.
    """
    try:
        descriptor = os.open(path, flags | _PLAIN, PRIVATE_FILE)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.EISDIR, errno.ENXIO}:
            raise EvidenceAltered(path, "is not an ordinary file") from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise EvidenceAltered(path, "is not an ordinary file")
    return descriptor


def read_file(path: Path) -> bytes:
    """Return the bytes of an ordinary file.

    Raises:
        OSError: it cannot be read.
        EvidenceAltered: something else than an ordinary file lies there.
    """
    with os.fdopen(open_file(path, os.O_RDONLY), "rb") as file:
        return file.read()


def found(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Name everything in a case folder, folders included, in order; no link is followed.

    Names are given with ``/`` on every system; what is no text in them is escaped.

    Raises:
        OSError: a folder cannot be listed.
    """
    for entry in sorted(root.iterdir()):
        try:
            status = entry.lstat()
        except FileNotFoundError:  # renamed by a program that writes just now
            continue
        name = entry.name.encode("utf-8", "backslashreplace").decode("utf-8")
        yield name, status
        if stat.S_ISDIR(status.st_mode) and not is_link(status):
            for below, status_below in found(entry):
                yield f"{name}/{below}", status_below


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte, however few the operating system takes at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def make_folder(root: Path, path: str) -> Path:
    """Make a private folder below ``root`` and return it; one that exists is fine.

    Raises:
        CaseError: it cannot be made, or a link lies on the way.
    """
    here = root
    for step in path.split("/"):
        parent, here = here, here / step
        with explained(here):
            try:
                here.mkdir(mode=PRIVATE_FOLDER)
            except FileExistsError:
                status = here.lstat()
                if is_link(status) or not stat.S_ISDIR(status.st_mode):
                    raise EvidenceAltered(here, "is not a folder of this case") from None
            else:
                sync_folder(parent)
    return here


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk, where the operating system can."""
    if os.name == "nt":
        return  # Windows opens no folders; NTFS journals its names itself
    descriptor = os.open(folder, os.O_RDONLY | _NO_INHERIT)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network disks
            raise
    finally:
        os.close(descriptor)


def part_of(path: Path) -> Path:
    """Return the name a file has while it is written."""
    return path.with_name(path.name + PART)


class Target(Protocol):
    """Somewhere bytes go piece by piece."""

    def write(self, data: bytes) -> int:
        """Take every byte of ``data``, and return how many those were."""

    def flush(self) -> None:
        """Do nothing, or bring pieces on their way."""


class Gathered:
    """Bytes taken piece by piece into the memory."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take a piece."""
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing."""

    @property
    def data(self) -> bytes:
        """Return all that was taken."""
        return b"".join(self._pieces)

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of all that was taken."""
        return hashlib.sha256(self.data).hexdigest()


class Written:
    """A file being written: takes bytes piece by piece and hashes them on the way."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        """Write every byte of ``data``, and return how many those were."""
        write_all(self._descriptor, data)
        self._digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: every piece has gone to the operating system."""

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of all that was written."""
        return self._digest.hexdigest()


def write_part(path: Path, data: bytes) -> None:
    """Bring ``data`` to the disk under the name a file has while it is written.

    A failed attempt leaves nothing behind.

    Raises:
        OSError: it cannot be written.
    """
    write_part_with(path, lambda target: target.write(data))


def write_part_with(path: Path, write: Callable[[Target], object]) -> Written:
    """Bring what ``write`` gives to the disk, like ``write_part``; return size and hash.

    Raises:
        OSError: it cannot be written. Whatever ``write`` raises leaves nothing behind too.
    """
    part = part_of(path)
    part.unlink(missing_ok=True)
    descriptor = open_file(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        try:
            target = Written(descriptor)
            write(target)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return target


def finish_part(path: Path) -> None:
    """Give a written file its final name, for good.

    Raises:
        OSError: it cannot be renamed.
    """
    part_of(path).replace(path)
    sync_folder(path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Write or replace a file: afterwards the old bytes are there, or the new, never a mixture.

    Raises:
        OSError: it cannot be written; the old bytes are still there.
    """
    write_part(path, data)
    finish_part(path)


def remove(path: Path) -> None:
    """Take a file away, for good; one that is gone already is fine.

    Raises:
        OSError: it cannot be removed.
    """
    try:
        path.unlink()
    except FileNotFoundError:
        return
    sync_folder(path.parent)
