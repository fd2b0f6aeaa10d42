"""The header of a case: what it must have before there is a case, and how it is read back."""

import re
from pathlib import Path

import msgspec

from phone_audit import __version__
from phone_audit.cases import layout
from phone_audit.errors import CaseError
from phone_audit.model.case import EVIDENCE_SCHEMA_VERSION, CaseHeader, form_of, is_read
from phone_audit.model.record import canonical_json, decoder_of, from_json


def read_header(path: Path, data: bytes) -> CaseHeader:
    """Return the header in the bytes of ``case.json``.

    Raises:
        CaseError: a later version of the program wrote it.
    """
    check_form(str(path), data)
    try:
        return from_json(data, CaseHeader)
    except msgspec.DecodeError as error:
        raise CaseError(
            f"{path / layout.CASE}: this version of the program cannot read it: {error}"
        ) from error


class _Writer(msgspec.Struct):
    """What is read of a header of any form."""

    program: str


def check_form(where: str, header: bytes) -> None:
    """Refuse a case whose header is in a form of a later version of the program.

    Raises:
        CaseError: with which version wrote it, and what to do.
    """
    form = form_of(header)
    if form is None or is_read(form):
        return
    try:
        writer = decoder_of(_Writer).decode(header).program
    except msgspec.DecodeError:
        writer = "?"
    raise CaseError(
        f"{where}: kasus ini ditulis dalam bentuk {form} oleh {writer}; versi ini "
        f"({__version__}) membaca bentuk 1 sampai {EVIDENCE_SCHEMA_VERSION}. Pakai versi itu "
        "atau yang lebih baru; keutuhannya dapat diperiksa tanpa program "
        "(docs/verifying-a-case.md). / "
        f"this case was written in form {form} by {writer}; this version ({__version__}) reads "
        f"forms 1 to {EVIDENCE_SCHEMA_VERSION}. Use that version or a newer one; whether it is "
        "unaltered can be verified without the program (docs/verifying-a-case.md)."
    )


def check_header(header: CaseHeader) -> None:
    """Refuse a header that no case may have.

    Raises:
        CaseError: with what is missing.
    """
    if header.schema_version != EVIDENCE_SCHEMA_VERSION:
        raise CaseError(f"a new case is written in form {EVIDENCE_SCHEMA_VERSION}")
    if re.fullmatch(r"[0-9]{4}", header.sidak) is None:
        raise CaseError("the number of a sidak is four digits")
    if re.fullmatch(r"[0-9a-f]{32}", header.case_id) is None:
        raise CaseError("the id of a case is 32 hexadecimal digits")
    if not header.assignment.number.strip():
        raise CaseError("without a surat tugas there is no case")
    if header.opened_at.tzinfo is None:
        raise CaseError("the opening time of a case must say its time zone")
    try:
        data = canonical_json(header)
        same = canonical_json(from_json(data, CaseHeader)) == data
    except (UnicodeEncodeError, msgspec.DecodeError) as error:
        raise CaseError(f"the header of the case cannot be stored: {error}") from error
    if not same:
        raise CaseError("the header of the case would read differently from what was written")
