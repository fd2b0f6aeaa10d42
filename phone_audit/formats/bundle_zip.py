"""A zip that has one form only: stored, in order, nothing optional, so that every byte counts.

Any program for zips opens it. Written from the same files it is the same bytes, and of a
changed byte it can be said where it stands: in a file, or in the container between files.

Read from: PKWARE ``APPNOTE.TXT`` 6.3.10, sections 4.3 and 4.5.3 (zip64).
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

COMMENT = b"phone-audit bundle/1"
README = "BACA-SAYA.txt"
"""The first member: a sentence for whoever opens the zip by hand; no part of a case."""

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_END64 = struct.Struct("<4sQHHIIQQQQ")
_LOCATOR64 = struct.Struct("<4sIQI")
_EXTRA64 = struct.Struct("<HHQ")

_VERSION, _VERSION64 = 20, 45
_UTF8 = 0x0800
_DAY = (1 << 5) | 1  # 1 January 1980: a bundle tells its times in the log
_PRIVATE_FILE = 0o100600 << 16
_UNIX = 3 << 8
_FULL16, _FULL32 = 0xFFFF, 0xFFFF_FFFF
_MOST_MEMBERS = 1_000_000


class Member(NamedTuple):
    """One file in the zip: where its bytes begin, and how many there are."""

    name: str
    header_at: int
    data_at: int
    size: int
    crc: int


class Damage(NamedTuple):
    """A place in the container, outside the files in it, that is not as it was written."""

    offset: int
    near: str


def write(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield the zip piece by piece; names are given with ``/``, at most 4 GiB each."""
    members: list[Member] = []
    at = 0
    for name, data in files:
        if len(data) >= _FULL32:
            raise ValueError(f"{name}: too large for a bundle")
        crc = zlib.crc32(data)
        header = _local_header(name, len(data), crc)
        members.append(Member(name, at, at + len(header), len(data), crc))
        yield header
        yield data
        at += len(header) + len(data)
    yield from _ending(members, at)


def is_bundle(file: IO[bytes]) -> bool:
    """Say whether a file was written here, also where some of its bytes were changed."""
    file.seek(0)
    begin = file.read(_LOCAL.size + len(README))
    size = file.seek(0, 2)
    file.seek(max(0, size - len(COMMENT)))
    return file.read() == COMMENT or begin[_LOCAL.size :] == README.encode("ascii")


def read(file: IO[bytes]) -> tuple[tuple[Member, ...], tuple[Damage, ...]]:
    """Return the files in a zip written by ``write``, and where its container was damaged.

    Headers are followed from the beginning of the file, one after the other; what is
    behind the last of them must be, byte for byte, the directory that follows from them.
    """
    size = file.seek(0, 2)
    members: list[Member] = []
    damages: list[Damage] = []
    at = 0
    while len(members) < _MOST_MEMBERS:
        file.seek(at)
        fixed = file.read(_LOCAL.size)
        if len(fixed) < _LOCAL.size or (fixed[:2] == b"PK" and fixed[2:4] in {b"\1\2", b"\6\6"}):
            break
        parts = _LOCAL.unpack(fixed)
        crc, stored, length = parts[6], parts[7], parts[9]
        raw = file.read(length)
        data_at = at + _LOCAL.size + length
        if parts[0] != b"PK\3\4" and (length == 0 or data_at + stored > size):
            break  # neither a header nor what was one
        name = raw.decode("utf-8", "replace")
        expected = _local_header(name, stored, crc)
        if fixed + raw != expected:
            damages.append(Damage(at + _differs(fixed + raw, expected), name))
        if data_at + stored > size:
            break
        members.append(Member(name, at, data_at, stored, crc))
        at = data_at + stored
    file.seek(at)
    place = at
    for piece in _ending(members, at):
        found = file.read(len(piece))
        if found != piece:
            near = members[-1].name if members else README
            damages.append(Damage(place + _differs(found, piece), near))
            break
        place += len(piece)
    else:
        if place != size:
            damages.append(Damage(place, members[-1].name if members else README))
    return tuple(members), tuple(damages)


def _differs(found: bytes, expected: bytes) -> int:
    pairs = zip(found, expected, strict=False)
    return next(
        (number for number, (a, b) in enumerate(pairs) if a != b), min(len(found), len(expected))
    )


def _local_header(name: str, size: int, crc: int) -> bytes:
    raw = name.encode("utf-8")
    fixed = _LOCAL.pack(
        b"PK\3\4", _VERSION, _UTF8, 0, 0, _DAY, crc, size, size, len(raw) & _FULL16, 0
    )
    return fixed + raw


def _ending(members: list[Member], at: int) -> Iterator[bytes]:
    """Yield the directory of the members and the end record, for a directory at ``at``."""
    length = 0
    for member in members:
        entry = _entry(member)
        length += len(entry)
        yield entry
    large = at >= _FULL32 or length >= _FULL32 or len(members) >= _FULL16
    if large:
        count, behind = len(members), at + length
        yield _END64.pack(
            *(b"PK\6\6", _END64.size - 12, _UNIX | _VERSION64, _VERSION64),
            *(0, 0, count, count, length, at),
        )
        yield _LOCATOR64.pack(b"PK\6\7", 0, behind, 1)
    count = min(len(members), _FULL16)
    yield _END.pack(
        *(b"PK\5\6", 0, 0, count, count),
        *(min(length, _FULL32), min(at, _FULL32), len(COMMENT)),
    )
    yield COMMENT


def _entry(member: Member) -> bytes:
    raw = member.name.encode("utf-8")
    far = member.header_at >= _FULL32
    extra = _EXTRA64.pack(1, 8, member.header_at) if far else b""
    version = _VERSION64 if far else _VERSION
    fixed = _CENTRAL.pack(
        *(b"PK\1\2", _UNIX | version, version, _UTF8, 0, 0, _DAY),
        *(member.crc, member.size, member.size, len(raw) & _FULL16, len(extra), 0, 0, 0),
        *(_PRIVATE_FILE, min(member.header_at, _FULL32)),
    )
    return fixed + raw + extra
