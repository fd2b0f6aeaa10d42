"""What is a personnel number, and what is said of what is none."""

import pytest

from phone_audit.model.nip import digits_of, nip_complaint


@pytest.mark.parametrize(
    "text", ["19800101 200501 1 001", "198001012005011001", "19900312 202321 2 007"]
)
def test_a_number_of_the_right_form_has_nothing_wrong(text):
    assert nip_complaint(text) is None
    assert len(digits_of(text)) == 18


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1234567890123456", "NIK"),
        ("19801301 200501 1 001", "date of birth"),
        ("19800230 200501 1 001", "date of birth"),
        ("19800101 199401 1 001", "appointed 1994, born 1980"),
        ("19800101 210101 1 001", "appointed 2101"),
        ("19800101 200500 1 001", "month of appointment 00"),
        ("19800101 200501 3 001", "not a NIP"),
        ("١٩٨٠٠١٠١٢٠٠٥٠١١٠٠١", "not a NIP"),
        ("", "0 characters"),
    ],
)
def test_what_is_wrong_is_said_in_both_languages(text, complaint):
    words = nip_complaint(text)
    assert complaint in words.en
    assert words.id
