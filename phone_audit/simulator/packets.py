"""ADB packets: the 24-byte header and its payload, to bytes and back."""

import struct
from collections.abc import Iterator
from enum import IntEnum

from phone_audit.model.record import Record

VERSION_MIN = 0x01000000
VERSION_SKIP_CHECKSUM = 0x01000001
"""From this version on (Android 9) both sides leave ``data_check`` at 0."""

MAX_PAYLOAD = 1024 * 1024

_HEADER = struct.Struct("<6I")


class Command(IntEnum):
    """What a packet is for: four ASCII letters read as a little-endian number."""

    CNXN = 0x4E584E43
    AUTH = 0x48545541
    OPEN = 0x4E45504F
    OKAY = 0x59414B4F
    WRTE = 0x45545257
    CLSE = 0x45534C43
    STLS = 0x534C5453
    SYNC = 0x434E5953


_COMMANDS = frozenset(Command)


class ProtocolViolation(ValueError):
    """The other side sent what no ADB speaker sends; a phone drops the connection."""


class Packet(Record):
    """One packet; ``check`` is the checksum that came with it, ``None`` for one of our own."""

    command: Command
    arg0: int = 0
    arg1: int = 0
    data: bytes = b""
    check: int | None = None

    @property
    def checksum(self) -> int:
        """Return the sum of the payload's bytes, as versions before 0x01000001 carry it."""
        return sum(self.data) & 0xFFFFFFFF

    def to_bytes(self, check: int) -> bytes:
        """Return header and payload, with ``check`` in the place of the checksum."""
        magic = self.command ^ 0xFFFFFFFF
        head = _HEADER.pack(self.command, self.arg0, self.arg1, len(self.data), check, magic)
        return head + self.data


class PacketReader:
    """Cuts a stream of bytes into packets.

    Format: six little-endian u32 (command, arg0, arg1, length of the payload, checksum,
    command with every bit turned), then the payload.

    Read from: AOSP ``packages/modules/adb/protocol.txt``, ``types.h`` (Android 5 to 15).
    """

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> Iterator[Packet]:
        """Yield every packet that is complete now.

        Raises:
            ProtocolViolation: unknown command, wrong magic or a payload past 1 MiB.
        """
        self._waiting += data
        while len(self._waiting) >= _HEADER.size:
            command, arg0, arg1, length, check, magic = _HEADER.unpack_from(self._waiting)
            if command ^ 0xFFFFFFFF != magic or command not in _COMMANDS:
                raise ProtocolViolation(f"no ADB header: command {command:#010x}")
            if length > MAX_PAYLOAD:
                raise ProtocolViolation(f"payload of {length} bytes announced")
            end = _HEADER.size + length
            if len(self._waiting) < end:
                return
            payload = bytes(self._waiting[_HEADER.size : end])
            del self._waiting[:end]
            yield Packet(command=Command(command), arg0=arg0, arg1=arg1, data=payload, check=check)
