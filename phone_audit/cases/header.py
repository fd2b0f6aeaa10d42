"""The header of a case: what it must have before there is a case, and how it is read back."""

import re
from pathlib import Path

import msgspec

from phone_audit.cases import layout
from phone_audit.errors import CaseError
from phone_audit.model.case import EVIDENCE_SCHEMA_VERSION, CaseHeader
from phone_audit.model.record import canonical_json, from_json


def read_header(path: Path, data: bytes) -> CaseHeader:
    """Return the header in the bytes of ``case.json``.

    Raises:
        CaseError: another version of the program wrote it.
    """
    try:
        header = from_json(data, CaseHeader)
    except msgspec.DecodeError as error:
        raise CaseError(
            f"{path / layout.CASE}: this version of the program cannot read it: {error}"
        ) from error
    if header.schema_version != EVIDENCE_SCHEMA_VERSION:
        raise CaseError(
            f"{path / layout.CASE}: written in form {header.schema_version}, "
            f"this version of the program knows {EVIDENCE_SCHEMA_VERSION}"
        )
    return header


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
