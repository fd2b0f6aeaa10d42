"""Personnel numbers of civil servants: their form, and what is wrong with one that has another."""

import re
from datetime import date

from phone_audit.model.record import Words

_FORM = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{4})([0-9]{2})[12][0-9]{3}")
_YOUNGEST = 15
"""Years between birth and appointment; a smaller number is a slip."""


def digits_of(text: str) -> str:
    """Return a number without the blanks between its groups."""
    return re.sub(r"\s", "", text)


def nip_complaint(text: str) -> Words | None:
    """Return what is wrong with a NIP or NI PPPK, ``None`` where nothing is.

    Format: ``19800101 200501 1 001`` - date of birth, year and month of appointment,
    sex, serial number. An NI PPPK has a code where a NIP has the month
    (``19900312 202321 1 007``). Sixteen digits are a NIK, which has no place here.
    """
    digits = digits_of(text)
    if re.fullmatch(r"[0-9]{16}", digits):
        return Words(id="16 digit adalah NIK; NIK tidak dicatat", en="16 digits are a NIK")
    parts = _FORM.fullmatch(digits)
    if parts is None:
        return Words(
            id="NIP harus 18 digit, contoh 19800101 200501 1 001",
            en=f"not a NIP: {len(digits)} characters",
        )
    year, month, day, appointed, code = map(int, parts.groups())
    try:
        date(year, month, day)
    except ValueError:
        return Words(
            id=f"NIP: {parts[3]}-{parts[2]}-{parts[1]} bukan tanggal lahir",
            en="is no date of birth",
        )
    if not year + _YOUNGEST <= appointed <= 2100:
        return Words(
            id=f"NIP: diangkat {appointed}, lahir {year}", en=f"appointed {appointed}, born {year}"
        )
    if code == 0:
        return Words(id="NIP: bulan pengangkatan 00", en="month of appointment 00")
    return None
