"""Strings of an app's ``resources.arsc``, looked up one at a time."""

import struct
from collections import defaultdict

from phone_audit.formats.binary_xml import TYPE_DYNAMIC_REFERENCE, TYPE_REFERENCE, TYPE_STRING
from phone_audit.formats.resource_chunks import (
    MOST_CHUNKS,
    STRING_POOL,
    Chunk,
    DamagedFile,
    StringPool,
    chunk_at,
    chunks,
    u8,
    u16,
    u32,
    unpack,
)

LARGEST_TABLE = 48 * 1024 * 1024
"""Bytes; the largest real ones are about thirty megabytes."""

MOST_CONFIGURATIONS = 2_000
"""Languages and screens of one type; real apps have a few hundred."""

MOST_STEPS = 20
"""References followed one after the other; Android itself stops there."""

_TABLE, _PACKAGE, _TYPE = 0x0002, 0x0200, 0x0201
_TYPE_HEADER = struct.Struct("<BBHII")  # type, flags, reserved, entries, where they start
_SPARSE, _SHORT_OFFSETS = 0x01, 0x02
_COMPLEX, _COMPACT = 0x0001, 0x0008
_CONFIG, _LANGUAGE = 20, 8  # in a type chunk; in its configuration
_LONGEST_CONFIG = 256
_NO_ENTRY, _NO_SHORT_ENTRY = 0xFFFFFFFF, 0xFFFF
_INDONESIAN = frozenset({b"id", b"in"})  # "in" is what Java called it
_DEFAULT = b"\0\0"


class Resources:
    """The table of one app. Making one reads chunk headers only.

    Raises:
        DamagedFile: it is no table of resources.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) > LARGEST_TABLE:
            raise DamagedFile("it is too large")
        self._data = data
        self._pool: StringPool | None = None
        self._types: dict[int, list[Chunk]] = defaultdict(list)
        self._parts = 0
        table = chunk_at(data, 0, len(data))
        if table.kind != _TABLE:
            raise DamagedFile("it is no table of resources")
        for chunk in chunks(data, table.body, table.end):
            if chunk.kind == STRING_POOL and self._pool is None:
                self._pool = StringPool(data, chunk)
            elif chunk.kind == _PACKAGE:
                self._take_package(chunk)
        for found in self._types.values():
            found.sort(key=self._preference)

    def text(self, reference: int, limit: int) -> str | None:
        """Return the string behind a reference, cut at ``limit`` characters.

        Indonesian comes before the default language, the default before English, that
        before any other. ``None``: nothing is there, or no string.

        Format: a reference is ``0xPPTTEEEE``, package, type and entry. Each type has one
        chunk per configuration (language, screen, ...) with offsets to its entries: four
        bytes each; two bytes each, in units of four; or sparse, sorted pairs of entry and
        offset. An entry holds a value, or is compact and is one. Values may refer on.

        Read from: AOSP ``ResourceTypes.h`` ``ResTable_type``, ``ResTable_entry``,
        ``ResTable_config``; ``LoadedArsc.cpp``, API 24-36.

        Raises:
            DamagedFile: what it leads to is not there, or leads in a circle.
        """
        for _ in range(MOST_STEPS):
            value = self._value(reference)
            if value is None:
                return None
            kind, data = value
            if kind == TYPE_STRING and self._pool is not None:
                return self._pool.text(data, limit)
            if kind not in {TYPE_REFERENCE, TYPE_DYNAMIC_REFERENCE}:
                return None
            reference = data
        raise DamagedFile("references lead in a circle")

    def _take_package(self, package: Chunk) -> None:
        number = u32(self._data, package.at + 8)
        for chunk in chunks(self._data, package.body, package.end):
            self._parts += 1
            if chunk.kind == _TYPE:
                same = self._types[number << 8 | u8(self._data, chunk.at + 8)]
                same.append(chunk)
                if len(same) > MOST_CONFIGURATIONS:
                    raise DamagedFile("a type in too many configurations")
            if self._parts > MOST_CHUNKS:
                raise DamagedFile("it has too many parts")

    def _preference(self, chunk: Chunk) -> tuple[int, int]:
        """Rank by language, then by how special the configuration is otherwise."""
        at = chunk.at + _CONFIG
        size = min(u32(self._data, at), _LONGEST_CONFIG, max(0, chunk.body - at))
        config = self._data[at : at + size].ljust(_LANGUAGE + 4, b"\0")
        language = config[_LANGUAGE : _LANGUAGE + 2]
        rest = config[4:_LANGUAGE] + config[_LANGUAGE + 2 :]
        order = (language in _INDONESIAN, language == _DEFAULT, language == b"en", True)
        return order.index(True), len(rest) - rest.count(0)

    def _value(self, reference: int) -> tuple[int, int] | None:
        for chunk in self._types.get(reference >> 16, ()):
            at = self._entry(chunk, reference & 0xFFFF)
            if at is None:
                continue
            size, flags = u16(self._data, at), u16(self._data, at + 2)
            if flags & _COMPACT:
                return flags >> 8, u32(self._data, at + 4)
            if flags & _COMPLEX:
                return None
            return u8(self._data, at + size + 3), u32(self._data, at + size + 4)
        return None

    def _entry(self, chunk: Chunk, number: int) -> int | None:
        """Return where the entry begins, ``None`` where this configuration has none."""
        _, flags, _, count, start = unpack(_TYPE_HEADER, self._data, chunk.at + 8)
        if flags & _SPARSE:
            offset = self._sparse_offset(chunk, count, number)
        elif number >= count:
            return None
        elif flags & _SHORT_OFFSETS:
            offset = u16(self._data, chunk.body + 2 * number)
            offset = None if offset == _NO_SHORT_ENTRY else 4 * offset
        else:
            offset = u32(self._data, chunk.body + 4 * number)
            offset = None if offset == _NO_ENTRY else offset
        if offset is None:
            return None
        at = chunk.at + start + offset
        if at + 8 > chunk.end:
            raise DamagedFile("an entry outside its chunk")
        return at

    def _sparse_offset(self, chunk: Chunk, count: int, number: int) -> int | None:
        low, high = 0, min(count, (chunk.end - chunk.body) // 4)
        while low < high:
            middle = (low + high) // 2
            entry = u16(self._data, chunk.body + 4 * middle)
            if entry == number:
                return 4 * u16(self._data, chunk.body + 4 * middle + 2)
            low, high = (middle + 1, high) if entry < number else (low, middle)
        return None
