"""A list as it was handed over: its bytes as a stream, unpacked and hashed on the way."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import cast

from phone_audit.formats.name_lists.detect import HEAD_BYTES
from phone_audit.formats.name_lists.interface import BrokenList

MOST_BYTES = 4 * 1024**3
"""Unpacked; fifty times the longest list known, and an end to what a small file can become."""

_CHUNK_BYTES = 256 * 1024
_GZIP = b"\x1f\x8b"
_PACKED = {
    b"PK\x03\x04": "zip",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"BZh": "bzip2",
    b"7z\xbc\xaf\x27\x1c": "7z",
}


class SourceFile:
    """A file that holds a list, plain or packed with gzip.

    ``sha256`` and ``size_bytes`` are of the file as it lies there, known once a reading
    of ``chunks`` came to its end.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sha256 = ""
        self.size_bytes = 0

    def head(self) -> bytes:
        """Return the beginning, unpacked.

        Raises:
            OSError: it cannot be read.
            BrokenList: it is packed in a way that is not read here, or broken.
        """
        head = b""
        for chunk in self.chunks():
            head += chunk
            if len(head) >= HEAD_BYTES:
                break
        return head[:HEAD_BYTES]

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes, unpacked, from the beginning.

        Raises:
            OSError: it cannot be read.
            BrokenList: as for ``head``, or there are more than ``MOST_BYTES``.
        """
        self.sha256, self.size_bytes = "", 0
        total = 0
        with self.path.open("rb", buffering=0) as raw:
            counted = _Counted(raw)
            start = raw.read(6) or b""
            raw.seek(0)
            for mark, kind in _PACKED.items():
                if start.startswith(mark):
                    raise BrokenList(1, f"packed with {kind}; unpack it first")
            stream = BufferedReader(counted, _CHUNK_BYTES)
            unpacked = (
                cast("BufferedReader", gzip.GzipFile(fileobj=stream))
                if start.startswith(_GZIP)
                else stream
            )
            try:
                while chunk := unpacked.read(_CHUNK_BYTES):
                    total += len(chunk)
                    if total > MOST_BYTES:
                        raise BrokenList(1, f"more than {MOST_BYTES} bytes")
                    yield chunk
            except (gzip.BadGzipFile, EOFError, zlib.error) as error:
                raise BrokenList(1, f"damaged gzip: {error}") from error
            while stream.read(_CHUNK_BYTES):
                pass  # what follows a packed text belongs to the file's hash
        self.sha256, self.size_bytes = counted.digest.hexdigest(), counted.size


class _Counted(RawIOBase):
    """Hashes and counts the bytes that are read through it."""

    def __init__(self, raw: RawIOBase) -> None:
        self._raw = raw
        self.digest = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = self._raw.readinto(buffer) or 0
        self.digest.update(memoryview(buffer)[:count])
        self.size += count
        return count
