"""Zips from strangers: opened with limits, and every way they can be broken is one error."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from phone_audit.errors import UsageError

MAX_MEMBERS = 50_000
"""A bug report has some hundred files, a whole export of an account some thousand."""
MAX_RATIO = 200
"""Real texts shrink 10 to 20 times; a file of one repeated byte a thousand times."""

_MAX_DIRECTORY = MAX_MEMBERS * 500  # bytes; an entry has 46 and a path
_TAIL = 66_000  # bytes; the end record with the longest comment
_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_TOLD_ELSEWHERE = 0xFFFF_FFFF

_SMALL = 1_000  # bytes; below that any ratio is harmless


@contextmanager
def opened_zip(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """Open a zip; whatever goes wrong inside the block because of it is one clear error.

    Nothing is unpacked to disk. A member is read as far as its directory entry says, which
    ``checked`` limits, and no further.

    Raises:
        UsageError: it is no zip, or is damaged, encrypted, in parts, or holds too many files.
    """
    if _directory_size(file) > _MAX_DIRECTORY:
        raise UsageError("The zip has a larger table of contents than any real one.")
    try:
        with zipfile.ZipFile(file) as archive:
            count = len(archive.infolist())
            if count > MAX_MEMBERS:
                raise UsageError(f"The zip holds {count} files; no real one does.")
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # a compression or encryption zipfile does not know
        RuntimeError,  # the member is encrypted
        OSError,
        ValueError,
    ) as error:
        raise UsageError(
            f"The zip cannot be read: {type(error).__name__}. It is damaged, locked with a "
            "password, or one part of several that must be joined first."
        ) from error


def checked(member: zipfile.ZipInfo, largest: int) -> zipfile.ZipInfo:
    """Return the member if it may be read.

    Raises:
        UsageError: it is larger than ``largest``, or packed as no real file is.
    """
    if member.file_size > largest:
        raise UsageError(f"A file in the zip is {member.file_size} bytes; {largest} is the limit.")
    if member.file_size > MAX_RATIO * max(member.compress_size, _SMALL):
        raise UsageError("The zip is packed more tightly than any real file.")
    return member


def _directory_size(file: IO[bytes]) -> int:
    """Return how large the table of contents says it is; all of it is read to memory.

    Read from: PKWARE ``APPNOTE.TXT`` 4.3.14 and 4.3.16.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    file.seek(0)
    told = _number(tail, _END, 12, "<I")
    return _number(tail, _END64, 40, "<Q") if told == _TOLD_ELSEWHERE else told


def _number(data: bytes, mark: bytes, offset: int, form: str) -> int:
    at = data.rfind(mark)
    if at < 0 or at + offset + struct.calcsize(form) > len(data):
        return 0  # no zip at all, as opening it will say
    return int(struct.unpack_from(form, data, at + offset)[0])
