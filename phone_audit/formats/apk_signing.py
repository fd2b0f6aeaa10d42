"""Who signed an APK: the certificates in its signing block, also from a few ranges of the file."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from phone_audit.formats.resource_chunks import DamagedFile, u16, u32, u64

_END_OF_DIRECTORY = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 0xFFFF
LONGEST_END = _END_SIZE + _LONGEST_COMMENT
"""Bytes at the end of any ZIP file, among which its end record begins."""

_MAGIC = b"APK Sig Block 42"
_LARGEST_BLOCK = 32 * 1024 * 1024
_MOST_PARTS = 1_000
_SCHEMES = {0x7109871A: "v2", 0xF05368C0: "v3", 0x1B93AD61: "v3.1"}
_NEWEST_FIRST = ("v3.1", "v3", "v2")


class BlockCut(DamagedFile):
    """The signing block begins before the bytes at hand."""


@dataclass(frozen=True, slots=True)
class End:
    """The end of an APK. ``directory_at``: bytes of the file before its central directory.

    ``inside`` is where the central directory begins among the bytes that were read;
    negative where it begins before them.
    """

    directory_at: int
    inside: int


@dataclass(frozen=True, slots=True)
class Signer:
    """One signer: the scheme that names it, and the hashes of its certificate, lower-case hex."""

    scheme: str
    certificate_sha256: str
    certificate_sha1: str


def read_signers(apk: bytes) -> tuple[Signer, ...]:
    """Return the signers an APK names, newest scheme first; none if it has no signing block.

    An app whose key was rotated names the new signer under v3.1 or v3 and the old one
    under v2. The first certificate of a signer is its own. No signature is checked: the
    phone did that when it installed the file.

    Format: right before the ZIP's central directory, little-endian::

        size u64, pairs (size u64, id u32, value), size u64, "APK Sig Block 42"

    The value under 0x7109871a (v2), 0xf05368c0 (v3) and 0x1b93ad61 (v3.1) is a sequence
    of signers, each of which begins with its signed data: a sequence of digests, a
    sequence of certificates (DER). Each sequence and element has its length (u32) before it.

    An APK signed by v1 alone (apps made for Android 6 and older) has no such block.

    Read from: AOSP ``ApkSigningBlockUtils``, ``ApkSignatureSchemeV2Verifier``,
    ``ApkSignatureSchemeV3Verifier``, API 24-36; APK Signature Scheme v2, v3, v3.1.

    Raises:
        DamagedFile: it is no ZIP, or its signing block is broken.
    """
    end = read_end(apk)
    if end.inside < 0:
        raise DamagedFile("its central directory is longer than the file")
    return read_signers_before(apk, end.inside)


def read_signers_before(data: bytes, directory: int) -> tuple[Signer, ...]:
    """Return the signers of an APK of which only ``data`` is at hand.

    ``directory`` is where its central directory begins in ``data``, or would follow; the
    signing block lies right before it. See ``read_signers``.

    Raises:
        BlockCut: the signing block begins before ``data``.
        DamagedFile: the signing block is broken.
    """
    block = _signing_block(data, directory)
    if block is None:
        return ()
    found: dict[str, list[Signer]] = {scheme: [] for scheme in _NEWEST_FIRST}
    for number, start, end in _pairs(data, *block):
        scheme = _SCHEMES.get(number)
        if scheme is not None:
            found[scheme] = list(_signers(data, start, end, scheme))
    return tuple(signer for scheme in _NEWEST_FIRST for signer in found[scheme])


def read_end(tail: bytes) -> End:
    """Return where an APK's central directory lies, from its last ``LONGEST_END`` bytes or all.

    Format, little-endian, behind it nothing but the comment::

        "PK" 5 6, u16 disk, u16 disk, u16 entries, u16 entries, u32 size and
        u32 offset of the central directory, u16 length of the comment

    The directory ends where this record begins, so a tail that is the whole file must
    have it at the offset it names.

    Read from: PKWARE ``APPNOTE.TXT`` 4.3.16; AOSP ``ZipUtils.getEocd``, which takes no ZIP64.

    Raises:
        DamagedFile: it is no end of a ZIP file, or contradicts itself.
    """
    lowest = max(0, len(tail) - LONGEST_END)
    at = tail.rfind(_END_OF_DIRECTORY, lowest)
    while at >= 0:
        if at + _END_SIZE <= len(tail) and at + _END_SIZE + u16(tail, at + 20) == len(tail):
            size, directory = u32(tail, at + 12), u32(tail, at + 16)
            inside = at - size
            before = directory - inside  # bytes of the file that are not among these
            if before < 0 or (len(tail) < LONGEST_END and before):
                break
            return End(directory_at=directory, inside=inside)
        at = tail.rfind(_END_OF_DIRECTORY, lowest, at)
    raise DamagedFile("it is no ZIP file")


def _signing_block(apk: bytes, directory: int) -> tuple[int, int] | None:
    """Return where its pairs begin and end; ``None`` where there is no signing block."""
    if directory < 32 or apk[directory - 16 : directory] != _MAGIC:
        return None
    size = u64(apk, directory - 24)
    start = directory - size - 8
    if not 24 <= size <= _LARGEST_BLOCK:
        raise DamagedFile("its signing block contradicts itself")
    if start < 0:
        raise BlockCut("its signing block begins before what was read")
    if u64(apk, start) != size:
        raise DamagedFile("its signing block contradicts itself")
    return start + 8, directory - 24


def _pairs(apk: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield id, beginning and end of each value in the signing block."""
    for _ in range(_MOST_PARTS):
        if at >= end:
            return
        size = u64(apk, at)
        if size < 4 or size > end - at - 8:
            raise DamagedFile("a value longer than its signing block")
        yield u32(apk, at + 8), at + 12, at + 8 + size
        at += 8 + size
    raise DamagedFile("its signing block has too many values")


def _signers(apk: bytes, at: int, end: int, scheme: str) -> Iterator[Signer]:
    start, stop = _inside(apk, at, end)
    for signer in _elements(apk, start, stop):
        signed = _inside(apk, *signer)
        digests = _inside(apk, *signed)
        certificates = _inside(apk, digests[1], signed[1])
        first = next(_elements(apk, *certificates), None)
        if first is None:
            raise DamagedFile("a signer without a certificate")
        certificate = apk[first[0] : first[1]]
        yield Signer(
            scheme=scheme,
            certificate_sha256=hashlib.sha256(certificate).hexdigest(),
            certificate_sha1=hashlib.sha1(certificate, usedforsecurity=False).hexdigest(),
        )


def _elements(apk: bytes, at: int, end: int) -> Iterator[tuple[int, int]]:
    for _ in range(_MOST_PARTS):
        if at >= end:
            return
        element = _inside(apk, at, end)
        yield element
        at = element[1]
    raise DamagedFile("it names too many signers")


def _inside(apk: bytes, at: int, end: int) -> tuple[int, int]:
    """Return where the element with its length at ``at`` begins and ends."""
    start = at + 4
    stop = start + u32(apk, at)
    if stop > end:
        raise DamagedFile("a part longer than the whole")
    return start, stop
