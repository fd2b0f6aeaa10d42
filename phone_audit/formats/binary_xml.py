"""Compiled XML, as it lies in every APK: start tags and their attributes, one after the other."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from phone_audit.formats.resource_chunks import (
    STRING_POOL,
    DamagedFile,
    StringPool,
    chunk_at,
    chunks,
    u16,
    u32,
    unpack,
)

_RESOURCE_MAP, _START, _END = 0x0180, 0x0102, 0x0103
_ATTRIBUTE = struct.Struct("<IIIHBBI")  # namespace, name, raw value, size, 0, type, data
_FIRST_ATTRIBUTE, _ATTRIBUTE_SIZE, _ATTRIBUTES = 8, 10, 12  # behind the tag's own header
_LONGEST_NAME = 100

TYPE_REFERENCE, TYPE_STRING, TYPE_DYNAMIC_REFERENCE = 0x01, 0x03, 0x07


@dataclass(frozen=True, slots=True)
class Value:
    """What an attribute says: a text, or a reference to a resource (``0x7f110023``)."""

    text: str | None = None
    reference: int | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One start tag. ``depth`` is 0 for the root.

    Attributes of Android are told apart by their number (``android:label`` is
    0x01010001), never by their name: the phone does the same, and names can be forged.
    """

    name: str
    depth: int
    _attributes: tuple[tuple[int, int, int, int], ...]  # number, name, type, data
    _pool: StringPool

    def android(self, attribute: int, limit: int) -> Value | None:
        """Return an attribute of Android's by its number; its text is cut at ``limit``."""
        found = next((one for one in self._attributes if one[0] == attribute), None)
        return None if found is None else self._value(found, limit)

    def plain(self, name: str, limit: int) -> Value | None:
        """Return an attribute without a number by its name, as ``package``."""
        for one in self._attributes:
            if not one[0] and self._pool.text(one[1], len(name) + 1) == name:
                return self._value(one, limit)
        return None

    def _value(self, one: tuple[int, int, int, int], limit: int) -> Value | None:
        _, _, kind, data = one
        if kind == TYPE_STRING:
            return Value(text=self._pool.text(data, limit))
        if kind in {TYPE_REFERENCE, TYPE_DYNAMIC_REFERENCE}:
            return Value(reference=data)
        return None


def read_elements(data: bytes) -> Iterator[Element]:
    """Yield the start tags of ``AndroidManifest.xml`` as it lies in an APK.

    Format: one chunk around a string pool, a table of attribute numbers, and a chunk for
    each start and end tag. The first attributes of the pool have a number in the table.

    Read from: AOSP ``ResourceTypes.h`` ``ResXMLTree_attrExt``, ``Res_value``;
    ``ResXMLTree::setTo``, API 24-36.

    Raises:
        DamagedFile: while iterating; tags that came before it are good.
    """
    file = chunk_at(data, 0, len(data))
    pool: StringPool | None = None
    numbers: tuple[int, ...] = ()
    depth = 0
    for chunk in chunks(data, file.body, file.end):
        if chunk.kind == STRING_POOL and pool is None:
            pool = StringPool(data, chunk)
        elif chunk.kind == _RESOURCE_MAP and not numbers:
            count = (chunk.end - chunk.body) // 4
            numbers = unpack(struct.Struct(f"<{count}I"), data, chunk.body)
        elif chunk.kind == _START:
            if pool is None:
                raise DamagedFile("tags without names")
            name = pool.text(u32(data, chunk.body + 4), _LONGEST_NAME)
            attributes = _attributes(data, chunk.body, chunk.end, numbers)
            yield Element(name, depth, attributes, pool)
            depth += 1
        elif chunk.kind == _END:
            depth -= 1


def _attributes(
    data: bytes, at: int, end: int, numbers: tuple[int, ...]
) -> tuple[tuple[int, int, int, int], ...]:
    first = at + u16(data, at + _FIRST_ATTRIBUTE)
    size = u16(data, at + _ATTRIBUTE_SIZE)
    count = u16(data, at + _ATTRIBUTES)
    if not count:
        return ()
    if size < _ATTRIBUTE.size or first + count * size > end:
        raise DamagedFile("a tag longer than it says")
    found = []
    for number in range(count):
        _, name, _, _, _, kind, value = unpack(_ATTRIBUTE, data, first + number * size)
        found.append((numbers[name] if name < len(numbers) else 0, name, kind, value))
    return tuple(found)
