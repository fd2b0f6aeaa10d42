"""Reads the signatures on a PDF: who signed which bytes, and whether anything came after.

What a signature vouches for is every byte of the file up to its own end, except the place
where it stands itself. That place is looked at too: behind the signature it is filled with
zeros, and the signature's own container may hold nothing that nobody vouches for.

Read from: ISO 32000-2 12.8; RFC 5652; ETSI EN 319 142-1.
"""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from phone_audit.errors import ReportError
from phone_audit.keys.authorities import (
    Trust,
    certificates,
    common_name,
    is_proven,
    library,
    trust_of,
    validation_context,
)
from phone_audit.model.record import Record, Words, sha256_hex
from phone_audit.reporting.pdf_signing import APPLICATION, said


class PdfSignature(Record):
    """One signature or document time stamp, in the order they were added.

    ``holds``: the bytes are those that were signed, by the key of the certificate.
    ``whole_file``: nothing was added after it. ``complaint`` says what is wrong, ``None``
    if nothing is. ``claimed_at`` is the signer's own clock; ``stamped_at`` that of a
    time-stamp service, ``None`` without one. Times are UTC.
    """

    field: str
    is_time_stamp: bool
    signer: str
    issuer: str
    certificate_sha256: str
    certificate_until: datetime
    claimed_at: datetime | None
    stamped_at: datetime | None
    holds: bool
    whole_file: bool
    signed_bytes: int  # length of the file as it was signed
    trust: Trust
    complaint: Words | None = None


_NOT_INTACT = Words(
    id="isi yang ditandatangani berubah", en="the bytes that were signed were changed"
)
_CHANGED_AFTER = Words(
    id="setelah tanda tangan ini ditambahkan hal lain selain tanda tangan",
    en="something other than signatures was added after this signature",
)
_NOT_COVERED = Words(
    id="tanda tangan ini tidak mencakup seluruh berkas saat dibubuhkan",
    en="this signature does not cover the whole file as it was then",
)
_STAMP_BROKEN = Words(
    id="cap waktu di dalam tanda tangan ini tidak sah",
    en="the time stamp inside this signature does not hold",
)
_LOOSE = Words(
    id="wadah tanda tangan ini berubah di tempat yang tidak dijaga tanda tangan mana pun",
    en="the container of this signature was changed where no signature protects it",
)
_TRAILING = Words(
    id="setelah tanda tangan terakhir masih ada bita yang tidak ditandatangani",
    en="bytes that nobody signed follow the last signature",
)

_BYTE_RANGE = re.compile(rb"/ByteRange\s{0,9}\[([0-9\s]{7,80})\]")
"""Stands in every signature (ISO 32000-2, 12.8.1), never in a compressed object."""


def signatures_of(pdf: bytes, name: str, roots: Sequence[bytes] = ()) -> tuple[PdfSignature, ...]:
    """Return every signature on a PDF, oldest first; empty if there is none.

    ``roots`` are certificates (PEM or DER) of authorities that are trusted here.

    Raises:
        ReportError: the PDF cannot be read.
        UsageError: a root is no certificate, or the library is not installed.
    """
    certificates(roots)
    reader = library("pyhanko.pdf_utils.reader").PdfFileReader
    with said(name):
        embedded = reader(io.BytesIO(pdf), strict=True).embedded_signatures
        # The library passes by a signature whose kind it does not know; ours it is no more.
        if len({tuple(found.split()) for found in _BYTE_RANGE.findall(pdf)}) > len(embedded):
            raise ReportError(f"{name}: holds a signature of a kind that cannot be read")
        return tuple(
            sorted(
                (_looked_at(one, pdf, roots) for one in embedded),
                key=lambda one: one.signed_bytes,
            )
        )


def _looked_at(embedded: Any, pdf: bytes, roots: Sequence[bytes]) -> PdfSignature:
    validation = library("pyhanko.sign.validation")
    begin, first, second, rest = (int(number) for number in embedded.byte_range)
    whole = begin == 0 and second + rest == len(pdf)
    stamp = str(embedded.sig_object_type) == "/DocTimeStamp"
    context = validation_context(roots)
    if stamp:
        status = validation.validate_pdf_timestamp(embedded, context)
    else:
        status = validation.validate_pdf_signature(embedded, context)
    certificate = embedded.signer_cert
    token = None if stamp else status.timestamp_validity
    stamped = status.timestamp if stamp else getattr(token, "timestamp", None)
    return PdfSignature(
        field=str(embedded.field_name),
        is_time_stamp=stamp,
        signer=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        certificate_sha256=sha256_hex(certificate.dump()),
        certificate_until=certificate.not_valid_after.astimezone(UTC),
        claimed_at=_utc(None if stamp else embedded.self_reported_timestamp),
        stamped_at=_utc(stamped),
        holds=bool(status.intact and status.valid),
        whole_file=whole,
        signed_bytes=second + rest,
        trust=trust_of(status, roots),
        complaint=_complaint(embedded, status, token, pdf[first:second])
        or (_TRAILING if _is_followed_by_nothing_signed(embedded, status, pdf) else None),
    )


def _complaint(embedded: Any, status: Any, token: Any, place: bytes) -> Words | None:
    levels = library("pyhanko.sign.validation.status").SignatureCoverageLevel
    changes = library("pyhanko.sign.diff_analysis").ModificationLevel
    if not (status.intact and status.valid):
        return _NOT_INTACT
    if status.coverage < levels.ENTIRE_REVISION:
        return _NOT_COVERED
    allowed = {changes.NONE, changes.LTA_UPDATES, changes.FORM_FILLING}
    if status.modification_level not in allowed or status.docmdp_ok is False:
        return _CHANGED_AFTER
    if token is not None and not (token.intact and token.valid):
        return _STAMP_BROKEN
    if not _is_filled_with_zeros(embedded.pkcs7_content, place):
        return _LOOSE
    if _is_ours(embedded) and not _is_bare(embedded):
        return _LOOSE
    return None


def _is_followed_by_nothing_signed(embedded: Any, status: Any, pdf: bytes) -> bool:
    """Say whether bytes follow the last signature that are not even revocation data."""
    changes = library("pyhanko.sign.diff_analysis").ModificationLevel
    ends = [
        int(one.byte_range[2]) + int(one.byte_range[3])
        for one in embedded.reader.embedded_signatures
    ]
    own = int(embedded.byte_range[2]) + int(embedded.byte_range[3])
    last = own == max(ends) != len(pdf)
    return last and status.modification_level is changes.NONE


def _is_filled_with_zeros(contents: bytes, place: bytes) -> bool:
    """Say whether nothing but one container in hexadecimal, and zeros, stands at its place."""
    asn1 = library("asn1crypto.parser")
    length = asn1.peek(contents)
    container, filling = contents[:length], contents[length:]
    written = f"<{container.hex()}{'0' * 2 * len(filling)}>".encode("ascii")
    return not any(filling) and place in {written, written.upper()}


def _is_ours(embedded: Any) -> bool:
    """Say whether this program made the signature, with nothing in it that is not proven.

    It says so itself, in a place that the signature protects.
    """
    app = embedded.sig_object.get("/Prop_Build", {}).get("/App", {})
    return str(app.get("/Name", "")) == f"/{APPLICATION}"


def _is_bare(embedded: Any) -> bool:
    """Say whether a container holds nothing that is neither signed nor follows from what is.

    Built anew from what the signature protects (the signed attributes, the signer's
    certificate, whose hash is among them) it must give the same bytes. Other certificates
    must be proven by one beside them; what a time-stamp token holds is that service's.
    """
    info, signer = embedded.signer_info, embedded.signer_cert
    attributes = {one["type"].native: one["values"] for one in info["signed_attrs"]}
    bound = attributes.get("signing_certificate_v2")
    if bound is None or bound[0]["certs"][0]["cert_hash"].native.hex() != sha256_hex(signer.dump()):
        return False
    contents = embedded.pkcs7_content
    container = contents[: library("asn1crypto.parser").peek(contents)]
    bag = [one.chosen.dump() for one in embedded.signed_data["certificates"]]
    return _rebuilt(embedded) == container and all(
        is_proven(one, bag) for one in bag if one != signer.dump()
    )


def _rebuilt(embedded: Any) -> bytes:
    """Return the container of a signature as this program writes it."""
    cms, algos = library("asn1crypto.cms"), library("asn1crypto.algos")
    data, info, signer = embedded.signed_data, embedded.signer_info, embedded.signer_cert
    digest = algos.DigestAlgorithm({"algorithm": info["digest_algorithm"]["algorithm"].native})
    method = info["signature_algorithm"]["algorithm"].native
    number = {"issuer": signer.issuer, "serial_number": signer.serial_number}
    one = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": number}),
        "digest_algorithm": digest,
        "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": method}),
        "signed_attrs": info["signed_attrs"],
        "signature": info["signature"],
    }
    if info["unsigned_attrs"].native:
        one["unsigned_attrs"] = info["unsigned_attrs"]
    content = {
        "version": "v1",
        "digest_algorithms": [digest],
        "encap_content_info": {"content_type": "data"},
        "certificates": data["certificates"],
        "signer_infos": [one],
    }
    whole = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)})
    rebuilt: bytes = whole.dump(force=True)
    return rebuilt


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)
