"""Reads time-stamp tokens (RFC 3161): what was stamped, when, by whom."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from phone_audit.keys.authorities import (
    Trust,
    certificates,
    common_name,
    library,
    trust_of,
    validation_context,
)
from phone_audit.model.record import Record


class Stamp(Record):
    """A token that holds: the hash existed at ``at`` (UTC), says ``service``."""

    at: datetime
    service: str
    trust: Trust


def read_stamp(token: bytes, sha256: str, roots: Sequence[bytes] = ()) -> Stamp | None:
    """Return what a token says about a SHA-256, ``None`` if it is not a token of it that holds.

    ``roots`` are certificates (PEM or DER) of authorities that are trusted here.

    Raises:
        UsageError: a root is no certificate, or the library is not installed.
    """
    certificates(roots)
    cms, generic = library("asn1crypto.cms"), library("pyhanko.sign.validation.generic_cms")
    errors = library("pyhanko.sign.validation.errors")
    status_of = library("pyhanko.sign.validation.status").TimestampSignatureStatus
    context = validation_context(roots)
    try:
        data = cms.ContentInfo.load(token, strict=True)["content"]
        told = asyncio.run(
            generic.validate_tst_signed_data(data, context, lambda _: bytes.fromhex(sha256))
        )
        status: Any = status_of(**told)
        info = data["encap_content_info"]["content"].parsed
        method = info["message_imprint"]["hash_algorithm"]["algorithm"].native
    except (errors.SignatureValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    if not (status.intact and status.valid) or method != "sha256":
        return None
    return Stamp(
        at=status.timestamp.astimezone(UTC),
        service=common_name(status.signing_cert.subject),
        trust=trust_of(status, roots),
    )
