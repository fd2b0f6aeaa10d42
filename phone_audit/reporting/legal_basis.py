"""The legal texts a report may name, read from ``reports/dasar-hukum.yaml``."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path

import msgspec
import yaml

from phone_audit.errors import ReportError
from phone_audit.model.case import EmploymentStatus
from phone_audit.model.record import Record, decoder_of


class StaffGroup(StrEnum):
    """For whom a legal text is in force."""

    PNS = "PNS"
    PPPK = "PPPK"
    NON_ASN = "non-ASN"


_GROUPS = {
    EmploymentStatus.PNS: StaffGroup.PNS,
    EmploymentStatus.CPNS: StaffGroup.PNS,
    EmploymentStatus.PPPK: StaffGroup.PPPK,
    EmploymentStatus.PPPK_PART_TIME: StaffGroup.PPPK,
    EmploymentStatus.NON_ASN: StaffGroup.NON_ASN,
}


class LegalBasis(Record):
    """One legal text, when it is in force (``None``: open-ended) and for whom."""

    id: str
    text: str
    applies_to: tuple[StaffGroup, ...]
    valid_from: date | None = None
    valid_until: date | None = None


_TEXTS = tuple[LegalBasis, ...]


def load_legal_basis(path: Path) -> tuple[LegalBasis, ...]:
    """Read the legal texts in the order of the file, which is the order of printing.

    Format: a YAML list::

        - id: pp-94-2021
          text: Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin PNS
          valid_from: 2021-08-31
          valid_until:
          applies_to: [PNS]

    Raises:
        ReportError: the file is missing, is not such a list, or names an id twice.
    """
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        decoder_of(_TEXTS)  # documents are made in several threads
        texts = msgspec.convert(entries or [], _TEXTS)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise ReportError(f"{path.name}: {error}") from error
    ids = [text.id for text in texts]
    for name in ids:
        if ids.count(name) > 1:
            raise ReportError(f"{path.name}: id {name} stands there twice")
    return texts


def texts_for(
    offered: Iterable[LegalBasis], status: EmploymentStatus | None, day: date
) -> tuple[str, ...]:
    """Return the texts in force on ``day`` for ``status``.

    Where the status is not known, only texts that apply to everybody are named.
    """
    groups = set(StaffGroup) if status is None else {_GROUPS[status]}
    return tuple(
        basis.text
        for basis in offered
        if groups <= set(basis.applies_to)
        and (basis.valid_from is None or basis.valid_from <= day)
        and (basis.valid_until is None or day <= basis.valid_until)
    )
