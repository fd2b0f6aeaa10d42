"""Chunks and string pools: what Android's compiled resources and manifests are made of."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MOST_CHUNKS = 100_000
"""Chunks in one file; the largest apps have a few thousand."""

STRING_POOL = 0x0001

_U8 = struct.Struct("<B")
_U16 = struct.Struct("<H")
_U32 = struct.Struct("<I")
_U64 = struct.Struct("<Q")
_HEADER = struct.Struct("<HHI")
_POOL = struct.Struct("<IIIII")
_UTF_8 = 1 << 8


class DamagedFile(ValueError):
    """The bytes do not have the structure their format promises."""


def unpack(form: struct.Struct, data: bytes, at: int) -> tuple[int, ...]:
    """Return the numbers of ``form`` at ``at``.

    Raises:
        DamagedFile: the data end before.
    """
    try:
        return form.unpack_from(data, at)
    except (struct.error, OverflowError):
        raise DamagedFile("it ends too early") from None


def u8(data: bytes, at: int) -> int:
    """Return the byte at ``at``; see ``unpack``."""
    return unpack(_U8, data, at)[0]


def u16(data: bytes, at: int) -> int:
    """Return the 16-bit number at ``at``, little-endian; see ``unpack``."""
    return unpack(_U16, data, at)[0]


def u32(data: bytes, at: int) -> int:
    """Return the 32-bit number at ``at``, little-endian; see ``unpack``."""
    return unpack(_U32, data, at)[0]


def u64(data: bytes, at: int) -> int:
    """Return the 64-bit number at ``at``, little-endian; see ``unpack``."""
    return unpack(_U64, data, at)[0]


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk: its kind, where it begins, the size of its header, and where it ends."""

    kind: int
    at: int
    header: int
    end: int

    @property
    def body(self) -> int:
        """Return where the content behind the header begins."""
        return self.at + self.header


def chunk_at(data: bytes, at: int, end: int) -> Chunk:
    """Return the chunk that begins at ``at`` and must be over by ``end``.

    Format, little-endian: ``type u16, headerSize u16, size u32``, ``size`` including
    the header.

    Read from: AOSP ``ResourceTypes.h`` ``ResChunk_header``, API 24-36.

    Raises:
        DamagedFile: there is no whole chunk.
    """
    kind, header, size = unpack(_HEADER, data, at)
    if not _HEADER.size <= header <= size <= end - at:
        raise DamagedFile("a part is longer than the whole")
    return Chunk(kind=kind, at=at, header=header, end=at + size)


def chunks(data: bytes, at: int, end: int) -> Iterator[Chunk]:
    """Yield the chunks that follow one another from ``at`` to ``end``.

    Raises:
        DamagedFile: one of them is not whole, or there are too many.
    """
    for _ in range(MOST_CHUNKS):
        if at + _HEADER.size > end:
            return
        chunk = chunk_at(data, at, end)
        yield chunk
        at = chunk.end
    raise DamagedFile("it has too many parts")


class StringPool:
    """The strings of one file, each read when it is asked for.

    Strings may overlap, so a small file can promise gigabytes of text: every reading
    names the number of characters it needs, and no more are decoded.
    """

    def __init__(self, data: bytes, chunk: Chunk) -> None:
        self._data = data
        self._chunk = chunk
        self._count, _, flags, start, _ = unpack(_POOL, data, chunk.at + _HEADER.size)
        self._strings = chunk.at + start
        self._is_utf_8 = bool(flags & _UTF_8)

    def text(self, index: int, limit: int) -> str:
        """Return string number ``index``, cut after ``limit`` characters.

        Format: in UTF-8 pools the length in characters, the length in bytes (each one or
        two bytes, the first with its top bit set where there are two), the bytes; else
        the length in UTF-16 units (two or four bytes), the units. Bytes that are no text
        become U+FFFD.

        Read from: AOSP ``ResStringPool::string8At``, ``stringAt``, API 24-36.

        Raises:
            DamagedFile: there is no such string.
        """
        if index >= self._count:
            raise DamagedFile("a string that is not there")
        at = self._strings + u32(self._data, self._chunk.body + 4 * index)
        if self._is_utf_8:
            _, at = self._length_8(at)
            length, at = self._length_8(at)
            return _utf_8(self._part(at, length, 4 * limit))[:limit]
        units, at = self._length_16(at)
        return self._part(at, 2 * units, 2 * limit).decode("utf-16-le", "replace")[:limit]

    def _part(self, at: int, length: int, limit: int) -> bytes:
        if at + length > self._chunk.end:
            raise DamagedFile("a string that does not end")
        return self._data[at : at + min(length, limit)]

    def _length_8(self, at: int) -> tuple[int, int]:
        first = u8(self._data, at)
        if first & 0x80:
            return (first & 0x7F) << 8 | u8(self._data, at + 1), at + 2
        return first, at + 1

    def _length_16(self, at: int) -> tuple[int, int]:
        first = u16(self._data, at)
        if first & 0x8000:
            return (first & 0x7FFF) << 16 | u16(self._data, at + 2), at + 4
        return first, at + 2


def _utf_8(raw: bytes) -> str:
    """Decode UTF-8, also Java's form of it, where an emoji is two surrogates of three bytes."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        paired = raw.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    except UnicodeDecodeError:  # also where the limit cut a character
        return raw.decode("utf-8", "replace")
    return paired.decode("utf-16-le", "replace")
