r"""A whole list as one signed file, for laptops that are never online.

Format: one line of canonical JSON that says what the file holds and who says so, then a
gzip of the list; checkable with ``head``, ``gunzip``, ``sha256sum`` and ``openssl``::

    {"key":"3f2a9c…","signature":"u9Pd…==","statement":{"bytes":318822,"entries":114,…}}\n
    \x1f\x8b…
"""

import gzip
import io
import zlib
from datetime import date, datetime

import msgspec

from phone_audit.errors import SignatureErrors
from phone_audit.keys.signing import Signed, Signer, read_signed
from phone_audit.model.record import Record, canonical_json, from_json, sha256_hex
from phone_audit.signatures.load import WholeList

SUFFIX = ".palist"
MOST_BYTES = 64 * 1024 * 1024
"""Of a release file, and of the list in it; a list of 300 entries has half a megabyte."""

_LONGEST_STATEMENT = 4 * 1024


class ReleaseStatement(Record):
    """What an office says of a list it releases.

    ``sha256`` is that of the list's snapshot, as reports and cases name it; ``content``
    that of the unpacked rest of the file, ``bytes`` its length.
    """

    kind: str = "phone-audit/signature-list/1"
    name: str
    version: str
    released: date
    entries: int
    sha256: str
    content: str
    bytes: int
    made_at: datetime
    program: str


class ReleaseFile(Record):
    """A release as it was read: unaltered, and signed by whoever ``signed`` names."""

    statement: ReleaseStatement
    signed: Signed
    whole: WholeList


def release(
    whole: WholeList, signer: Signer, made_at: datetime, program: str
) -> tuple[ReleaseStatement, bytes]:
    """Return what is said of a list, and the list as one signed file.

    The same list, key, time and program give the same bytes.
    """
    signatures = whole.signatures
    content = canonical_json(whole)
    statement = ReleaseStatement(
        name=signatures.name,
        version=signatures.version,
        released=signatures.released,
        entries=len(signatures.signatures),
        sha256=sha256_hex(canonical_json(signatures)),
        content=sha256_hex(content),
        bytes=len(content),
        made_at=made_at,
        program=program,
    )
    head = canonical_json(signer.sign(statement))
    return statement, head + b"\n" + gzip.compress(content, mtime=0)


def read_release(path: str, data: bytes) -> ReleaseFile:
    """Return a release whose list is the one its statement names.

    Whether the signature holds and whose it is is asked afterwards: ``signed.is_by``.

    Raises:
        SignatureErrors: it is no release, cut off, altered, or of a later program.
    """
    line, _, packed = data.partition(b"\n")
    signed = read_signed(line) if len(line) <= _LONGEST_STATEMENT else None
    statement = None if signed is None else signed.read(ReleaseStatement)
    if signed is None or statement is None:
        raise _unusable(path, "bukan berkas rilis daftar tanda", "is no release of a list")
    content = _unpacked(packed, statement.bytes)
    if content is None or sha256_hex(content) != statement.content:
        raise _unusable(
            path,
            "isinya bukan yang ditandatangani; salin lagi dari pengirimnya",
            "its content is not what was signed; copy it from the sender again",
        )
    try:
        whole = from_json(content, WholeList)
    except msgspec.DecodeError as error:
        raise _unusable(
            path,
            f"tidak dipahami program versi ini; perbarui phone-audit ({error})",
            f"is not understood by this version of the program; update phone-audit ({error})",
        ) from error
    if sha256_hex(canonical_json(whole.signatures)) != statement.sha256:
        raise _unusable(
            path,
            "memuat daftar lain dari yang disebut; perbarui phone-audit",
            "holds another list than it names; update phone-audit",
        )
    return ReleaseFile(statement=statement, signed=signed, whole=whole)


def looks_like_a_release(data: bytes) -> bool:
    """Say whether these are the first bytes of a release file, sound or not."""
    return data.startswith(b'{"key":"')


def _unpacked(packed: bytes, length: int) -> bytes | None:
    """Return exactly ``length`` unpacked bytes, and never more, whatever was packed."""
    if not 0 <= length <= MOST_BYTES:
        return None
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            content = file.read(length + 1)
    except (OSError, EOFError, zlib.error):
        return None
    return content if len(content) == length else None


def _unusable(path: str, indonesian: str, english: str) -> SignatureErrors:
    return SignatureErrors([f"{path}: {english}"], indonesian=[f"{path}: {indonesian}"])
