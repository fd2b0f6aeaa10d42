"""Which legal texts a report names."""

from datetime import date
from pathlib import Path

import pytest

from phone_audit.errors import ReportError
from phone_audit.model.case import EmploymentStatus
from phone_audit.reporting.legal_basis import LegalBasis, StaffGroup, load_legal_basis, texts_for
from tests.reporting.places import REPORTS

DAY = date(2026, 11, 19)


def test_the_shipped_file_names_the_discipline_rules_for_civil_servants_only() -> None:
    shipped = load_legal_basis(REPORTS / "dasar-hukum.yaml")

    def named(status: EmploymentStatus | None) -> str:
        return "; ".join(texts_for(shipped, status, DAY))

    assert "Nomor 94 Tahun 2021" in named(EmploymentStatus.PNS)
    assert "Nomor 94 Tahun 2021" in named(EmploymentStatus.CPNS)
    assert "Nomor 49 Tahun 2018" in named(EmploymentStatus.PPPK)
    for status in (EmploymentStatus.PPPK_PART_TIME, EmploymentStatus.NON_ASN, None):
        assert "94 Tahun 2021" not in named(status)
    for status in (*EmploymentStatus, None):
        assert "Surat Edaran Menteri PANRB Nomor 5 Tahun 2024" in named(status)
        assert "Pelindungan Data Pribadi" in named(status)


def test_a_text_is_named_only_while_it_is_in_force() -> None:
    text = LegalBasis(
        id="contoh",
        text="Peraturan Contoh",
        applies_to=(StaffGroup.PNS,),
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
    )
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [bool(texts_for([text], EmploymentStatus.PNS, day)) for day in days] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("- {id: a, text: b, applies_to: [TNI]}", "TNI"),
        ("- {id: a, text: b, applies_to: [PNS], sanksi: x}", "sanksi"),
        ("- {id: a}", "text"),
        ("- {id: a, text: b, applies_to: [PNS], valid_from: besok}", "valid_from"),
        ("[", "expected"),
        (
            "[{id: a, text: b, applies_to: [PNS]}, {id: a, text: c, applies_to: [PNS]}]",
            "id a stands there twice",
        ),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(
    tmp_path: Path, written: str, complaint: str
) -> None:
    path = tmp_path / "dasar-hukum.yaml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ReportError, match=complaint) as caught:
        load_legal_basis(path)
    assert str(caught.value).startswith("dasar-hukum.yaml")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"dasar-hukum\.yaml"):
        load_legal_basis(tmp_path / "dasar-hukum.yaml")
