"""Signs a PDF with a local certificate (PAdES), so that PDF/A-3a and PDF/UA-1 survive.

Signatures are invisible: whatever a signature draws on a page breaks one of the two. They
are appended, so that the report itself stays byte for byte what it was.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from phone_audit.errors import PhoneAuditError, ReportError, UsageError
from phone_audit.keys.authorities import common_name, is_proven, library

APPLICATION = "phone-audit"
"""Who made a signature, as it says under its own protection: with a proven chain only."""

FIELD = "TandaTangan"
FIELD_ALOUD = "Tanda tangan elektronik"
_MAX_BYTES = 64 * 1024 * 1024


class Level(StrEnum):
    """How long a signature can be checked without asking anybody."""

    B_B = "b-b"  # the signature alone
    B_T = "b-t"  # with a time stamp of a service
    B_LTA = "b-lta"  # with revocation data and a time stamp over everything


class SigningKey:
    """A private key with its certificate, from a ``.p12`` file, in memory."""

    def __init__(self, signer: Any) -> None:
        self.signer = signer

    @classmethod
    def from_p12(cls, data: bytes, passphrase: str) -> "SigningKey":
        """Return the key of a PKCS#12 file.

        Raises:
            UsageError: the passphrase does not fit, or the file holds no key with certificate.
        """
        from cryptography.hazmat.primitives.serialization import pkcs12

        try:
            key, certificate, _ = pkcs12.load_key_and_certificates(data, passphrase.encode("utf-8"))
        except ValueError as error:
            raise UsageError(f"wrong passphrase, or this is not a .p12 file ({error})") from error
        if key is None or certificate is None:
            raise UsageError("the .p12 file holds no private key with its certificate")
        signers = library("pyhanko.sign.signers")
        signer = signers.SimpleSigner.load_pkcs12_data(
            data, other_certs=[], passphrase=passphrase.encode("utf-8")
        )
        if signer is None:
            raise UsageError("the key in the .p12 file is of a kind that cannot sign PDFs")
        return cls(signer)

    @property
    def chain_is_proven(self) -> bool:
        """Say whether each certificate that goes along is signed by one that goes along too.

        Else bytes of a chain that ends before its root are protected by nothing.
        """
        chain = [one.dump() for one in self.signer.cert_registry]
        return all(is_proven(one, chain) for one in chain if one != self.signer.signing_cert.dump())

    @property
    def name(self) -> str:
        """Return whom the certificate names."""
        return common_name(self.signer.signing_cert.subject)


def sign_pdf(
    pdf: bytes,
    key: SigningKey,
    *,
    level: Level = Level.B_B,
    reason: str | None = None,
    location: str | None = None,
    time_stamper: Any = None,
    validation: Any = None,
    program: str = "",
) -> bytes:
    """Return the PDF with one more signature.

    ``time_stamper`` is pyhanko's, for B-T and B-LTA; ``validation`` its validation context,
    which finds revocation data for B-LTA. The first signature certifies the document:
    afterwards only further signatures may be added.

    Raises:
        ReportError: this is no PDF that can be signed, a service cannot be reached, or
            revocation data are missing.
        UsageError: the level needs a service or certificates that were not given.
    """
    if len(pdf) > _MAX_BYTES or not pdf.startswith(b"%PDF-"):
        raise ReportError("this is not a PDF")
    if level is not Level.B_B and time_stamper is None:
        raise UsageError(f"{level.value} needs a time-stamp service")
    if level is Level.B_LTA and validation is None:
        raise UsageError(f"{level.value} needs the certificates it is to be checked against")
    signers, fields = library("pyhanko.sign.signers"), library("pyhanko.sign.fields")
    build = library("pyhanko.sign.signers.pdf_byterange").BuildProps
    count = signatures_in(pdf)
    if not pdf.endswith(b"\n"):
        pdf += b"\n"  # an object that begins on the line of %%EOF breaks PDF/A 6.1.9
    metadata = signers.PdfSignatureMetadata(
        field_name=f"{FIELD}{count + 1}",
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
        location=location,
        app_build_props=build(
            name=APPLICATION if key.chain_is_proven else f"{APPLICATION}-open-chain",
            revision=program or None,
        ),
        certify=count == 0,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        use_pades_lta=level is Level.B_LTA,
        embed_validation_info=level is Level.B_LTA,
        validation_context=validation if level is Level.B_LTA else None,
        dss_settings=_everything_before_the_stamp(),
    )
    writer = library("pyhanko.pdf_utils.incremental_writer").IncrementalPdfFileWriter
    signer = signers.PdfSigner(
        metadata,
        key.signer,
        timestamper=None if level is Level.B_B else time_stamper,
        # PDF/UA-1 7.18.1: a field has a name that can be read aloud
        new_field_spec=fields.SigFieldSpec(
            metadata.field_name, readable_field_name=f"{FIELD_ALOUD} {count + 1}"
        ),
    )
    with said("PDF"):
        signed: bytes = signer.sign_pdf(writer(io.BytesIO(pdf), strict=True)).getvalue()
    return signed


def _everything_before_the_stamp() -> Any:
    """Return how revocation data are stored: so that the last time stamp covers them too."""
    signer = library("pyhanko.sign.signers.pdf_signer")
    stamp = signer.TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
    return signer.DSSContentSettings(include_vri=False, next_ts_settings=stamp)


def signatures_in(pdf: bytes) -> int:
    """Return how many signatures and time stamps a PDF carries.

    Raises:
        ReportError: it cannot be read.
    """
    reader = library("pyhanko.pdf_utils.reader").PdfFileReader
    with said("PDF"):
        return len(reader(io.BytesIO(pdf), strict=True).embedded_signatures)


@contextmanager
def said(what: str) -> Iterator[None]:
    """Turn whatever the library fails with on ``what`` into one clear error.

    On hostile files it raises what its parsing stumbles over, from errors of its own to
    ``KeyError`` and ``RecursionError``.

    Raises:
        ReportError: with the sentence.
    """
    errors = library("pyhanko_certvalidator.errors")
    refused = (
        library("pyhanko.sign.general").SigningError,
        errors.ValidationError,
        errors.PathError,
        OSError,  # a service that cannot be reached, or says no
    )
    try:
        yield
    except PhoneAuditError:
        raise
    except refused as error:
        raise ReportError(f"{what}: this signature cannot be made: {error}") from error
    except Exception as error:  # the edge named above
        said_by_library = " ".join(str(error).split())
        raise ReportError(
            f"{what}: this PDF cannot be read ({type(error).__name__}: {said_by_library}); "
            "it is damaged or altered"
        ) from error
