"""Certificates that others gave: read, compared, and what is trusted among them.

Through pyhanko and its company (extra ``tte``), which are loaded when they are used.
"""

import logging
import re
from collections.abc import Sequence
from enum import StrEnum
from importlib import import_module
from typing import Any

from phone_audit.errors import UsageError


class Trust(StrEnum):
    """Whether a certificate leads to one that is trusted here."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"  # no certificate to compare with was given
    NOT_TRUSTED = "not_trusted"


def trust_of(status: Any, roots: Sequence[bytes]) -> Trust:
    """Return what pyhanko's status of a signature says of its certificate."""
    if not roots:
        return Trust.UNKNOWN
    return Trust.TRUSTED if status.trusted else Trust.NOT_TRUSTED


def validation_context(
    roots: Sequence[bytes], revocation_lists: Sequence[bytes] = (), *, fetch: bool = False
) -> Any:
    """Return what signatures are checked against: certificates (PEM or DER) and CRLs.

    ``fetch`` allows the library to ask the addresses named in certificates.

    Raises:
        UsageError: something that is given is no certificate, or no CRL.
    """
    certvalidator = library("pyhanko_certvalidator")
    crl = library("asn1crypto.crl")
    pem = library("asn1crypto.pem")
    try:
        lists = [
            crl.CertificateList.load(_der(one, pem)[0], strict=True) for one in revocation_lists
        ]
        for one in lists:
            _ = one.native  # read now what would otherwise fail later
        return certvalidator.ValidationContext(
            trust_roots=certificates(roots),
            crls=lists,
            allow_fetching=fetch,
            revocation_mode="hard-fail" if lists or fetch else "soft-fail",
        )
    except (ValueError, TypeError) as error:
        raise UsageError(f"this is no certificate, or no revocation list ({error})") from error


def certificates(files: Sequence[bytes]) -> list[Any]:
    """Return every certificate in files of PEM or DER.

    Raises:
        UsageError: a file holds none.
    """
    x509, pem = library("asn1crypto.x509"), library("asn1crypto.pem")
    found = []
    try:
        for data in files:
            for der in _der(data, pem):
                certificate = x509.Certificate.load(der, strict=True)
                _ = certificate.subject.native
                found.append(certificate)
    except (ValueError, TypeError) as error:
        raise UsageError(f"this is no certificate ({error})") from error
    return found


def common_name(name: Any) -> str:
    """Return the common name in a certificate's name, else the whole of it."""
    found = name.native.get("common_name")
    return found if isinstance(found, str) else str(name.human_friendly)


def is_proven(certificate: bytes, beside: Sequence[bytes]) -> bool:
    """Say whether a certificate (DER) is signed by one of those beside it, or by itself."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    ours = x509.load_der_x509_certificate(certificate)
    for issuer in map(x509.load_der_x509_certificate, beside):
        try:
            ours.verify_directly_issued_by(issuer)
        except (InvalidSignature, ValueError, TypeError):
            continue
        return True
    return False


def library(name: str) -> Any:
    """Return a module of pyhanko or its company, or say how to get it."""
    for quiet in ("pyhanko", "pyhanko_certvalidator"):
        log = logging.getLogger(quiet)
        if not log.handlers:  # what it has to say is said by us, in our own words
            log.addHandler(logging.NullHandler())
    try:
        return import_module(name)
    except ImportError as error:
        raise UsageError(
            "signatures need pyhanko: install phone-audit with its extra, phone-audit[tte]"
        ) from error


def _der(data: bytes, pem: Any) -> list[bytes]:
    if not re.search(rb"-----BEGIN ", data):
        return [data]
    return [der for _, _, der in pem.unarmor(data, multiple=True)]
