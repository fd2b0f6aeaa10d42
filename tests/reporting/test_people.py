"""People: which number and rank belong to which status, and empty values."""

import pytest

from phone_audit.model.case import EmploymentStatus, Holder, Person
from phone_audit.model.record import replace
from phone_audit.reporting.labels import COMMON, lexicon
from phone_audit.reporting.people import holder_fields, holder_signer, person_fields, signer
from tests.reporting.examples import PERSON

WORDS = lexicon("id", COMMON)


def fields(holder: Holder | None) -> dict[str, str]:
    return {one.label: one.value for one in holder_fields(holder, "Dinas Contoh", WORDS)}


@pytest.mark.parametrize(
    ("status", "number", "rank"),
    [
        (EmploymentStatus.PNS, "NIP", "Pangkat/Gol."),
        (EmploymentStatus.CPNS, "NIP", "Pangkat/Gol."),
        (EmploymentStatus.PPPK, "NI PPPK", "Golongan"),
        (EmploymentStatus.PPPK_PART_TIME, "NI PPPK", "Golongan"),
        (EmploymentStatus.NON_ASN, "No. daftar hadir", None),
    ],
)
def test_each_status_has_its_own_number_and_rank(
    status: EmploymentStatus, number: str, rank: str | None
) -> None:
    holder = Holder(person=PERSON, status=status, attendance_number="D-12")
    shown = fields(holder)
    non_asn = status is EmploymentStatus.NON_ASN
    assert shown[number] == ("D-12" if non_asn else "19800101 200501 1 001")
    assert shown["Status"] == status.value
    assert {"Pangkat/Gol.", "Golongan"} & set(shown) == ({rank} if rank else set())
    below = holder_signer(holder, WORDS).number
    assert below == ("No. daftar hadir D-12" if non_asn else f"{number} 19800101 200501 1 001")


def test_an_unknown_holder_has_every_line_empty() -> None:
    shown = fields(None)
    assert shown.pop("Perangkat daerah") == "Dinas Contoh"
    assert set(shown.values()) == {""}
    assert holder_signer(None, WORDS).name == ""


def test_officials() -> None:
    person = replace(PERSON, nip=None)
    assert signer("signer_lead", person, WORDS).number == ""
    assert signer("signer_lead", PERSON, WORDS).number == "NIP 19800101 200501 1 001"
    assert [one.value for one in person_fields(None, WORDS)] == [""] * 5
    hostile = Person(name="\u202eABC", position="x" * 500)
    assert person_fields(hostile, WORDS)[0].value == "<U+202E>ABC"
    assert len(person_fields(hostile, WORDS)[3].value) == 120
