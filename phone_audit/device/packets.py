"""The packets of the ADB protocol: a header of 24 bytes, and a payload."""

import struct
from dataclasses import dataclass
from enum import IntEnum

VERSION_WITH_CHECKSUM = 0x01000000
VERSION = 0x01000001  # "skip checksum", Android 9 and later
MAX_PAYLOAD = 1024 * 1024  # what current hosts and phones announce
HEADER_BYTES = 24
_HEADER = struct.Struct("<6I")


class Command(IntEnum):
    """The first word of a packet: four letters, little-endian."""

    SYNC = 0x434E5953
    CNXN = 0x4E584E43
    AUTH = 0x48545541
    OPEN = 0x4E45504F
    OKAY = 0x59414B4F
    CLSE = 0x45534C43
    WRTE = 0x45545257
    STLS = 0x534C5453  # the phone wants TLS: wireless debugging of Android 11+


class FramingError(ValueError):
    """The bytes are no ADB packet; nothing that follows on this link can be trusted."""


@dataclass(frozen=True, slots=True)
class Header:
    """A decoded header: the command, its two arguments, and what is said of the payload."""

    command: Command
    arg0: int
    arg1: int
    length: int
    checksum: int


@dataclass(frozen=True, slots=True)
class Packet:
    """One message; ``arg0`` is the sender's stream id and ``arg1`` the receiver's."""

    command: Command
    arg0: int
    arg1: int
    payload: bytes = b""


def checksum(payload: bytes) -> int:
    """Return the sum of the bytes, modulo 2**32: all the protection the protocol ever had."""
    return sum(payload) & 0xFFFFFFFF


def encode_header(packet: Packet, *, with_checksum: bool) -> bytes:
    """Return the 24 bytes that announce ``packet``.

    Format, six unsigned 32-bit words, little-endian::

        command  arg0  arg1  payload length  payload checksum or 0  command ^ 0xffffffff

    Read from: AOSP ``packages/modules/adb/types.h`` and ``protocol.txt``; from version
    0x01000001 on the checksum is 0 and nobody checks it.
    """
    return _HEADER.pack(
        packet.command,
        packet.arg0,
        packet.arg1,
        len(packet.payload),
        checksum(packet.payload) if with_checksum else 0,
        packet.command ^ 0xFFFFFFFF,
    )


def decode_header(data: bytes) -> Header:
    """Read 24 bytes as a header; the length is only a claim, and is bounded here.

    Raises:
        FramingError: unknown command, wrong magic, or a payload larger than agreed.
    """
    word, arg0, arg1, length, said, magic = _HEADER.unpack(data)
    if word ^ magic != 0xFFFFFFFF:
        raise FramingError("a packet header does not carry its own magic number")
    try:
        command = Command(word)
    except ValueError:
        raise FramingError(f"unknown command {word:#010x}") from None
    if length > MAX_PAYLOAD:
        raise FramingError(f"a payload of {length} bytes was announced, at most 1 MiB is agreed")
    return Header(command, arg0, arg1, length, said)


def check_payload(header: Header, payload: bytes) -> None:
    """Compare the checksum of a phone older than Android 9.

    Raises:
        FramingError: the bytes are not those that were sent.
    """
    if checksum(payload) != header.checksum:
        raise FramingError("the checksum of a payload is wrong")
