"""Which dates of a call do not fit the rules for summonses; the holiday table; pure but for it."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec
import yaml

from phone_audit.errors import ReportError
from phone_audit.model.papers import Summons
from phone_audit.model.record import Words
from phone_audit.model.working_days import is_working_day, working_days_between
from phone_audit.reporting import figures

MOST_WORKING_DAYS = 7
"""Between the letter and the meeting, and between a missed meeting and the second."""


def load_holidays(path: Path) -> Mapping[int, frozenset[date]]:
    """Read the holiday table: for each year it knows, the days on which nobody works.

    Format: YAML, ``"2026": [2026-01-01, 2026-01-16, ...]``.

    Raises:
        ReportError: the file is missing or is not such a table.
    """
    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        days = msgspec.convert(table or {}, dict[str, tuple[date, ...]])
        return {int(year): frozenset(one) for year, one in days.items()}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        raise ReportError(f"{path.name}: {error}") from error


def complaints_about_dates(
    call: Summons, holidays: Mapping[int, frozenset[date]], own: tuple[date, ...], *, today: date
) -> tuple[Words, ...]:
    """Return what does not fit about the dates of a call, as warnings; empty where all fits.

    ``own`` are holidays of the office beside the table. The letter is taken to be dated
    ``today`` where it has no date yet.
    """
    days = frozenset(own).union(*holidays.values())
    return tuple(_complaints(call, days, frozenset(holidays), today))


def _complaints(
    call: Summons, holidays: frozenset[date], years: frozenset[int], today: date
) -> Iterator[Words]:
    dated = call.dated or today
    if call.order == 2 and call.missed_on is None:
        yield Words(
            id="Panggilan II: tanggal panggilan I yang tidak dipenuhi belum diisi.",
            en="Second call: the day that was missed is not given.",
        )
    if call.on is None:
        return
    meeting, shown = call.on, (figures.day(call.on, "id"), figures.day(call.on, "en"))
    if meeting.year not in years:
        yield Words(
            id=f"Tabel hari libur tidak memuat tahun {meeting.year}; hari kerja dihitung tanpa "
            "hari libur tahun itu.",
            en=f"The holiday table does not know {meeting.year}; working days are counted without "
            "the holidays of that year.",
        )
    if meeting < dated:
        yield Words(
            id=f"Tanggal menghadap {shown[0]} mendahului tanggal surat.",
            en=f"The meeting on {shown[1]} lies before the date of the letter.",
        )
    elif meeting < today:
        yield Words(
            id=f"Tanggal menghadap {shown[0]} sudah lewat.",
            en=f"The meeting on {shown[1]} lies in the past.",
        )
    if not is_working_day(meeting, holidays):
        yield Words(
            id=f"Tanggal menghadap {shown[0]} bukan hari kerja.",
            en=f"The meeting on {shown[1]} is not on a working day.",
        )
    ahead = working_days_between(dated, meeting, holidays)
    if ahead > MOST_WORKING_DAYS:
        yield Words(
            id=f"Tanggal menghadap {shown[0]} berjarak {ahead} hari kerja dari tanggal surat; "
            f"paling lama {MOST_WORKING_DAYS}.",
            en=f"The meeting on {shown[1]} is {ahead} working days after the letter; "
            f"{MOST_WORKING_DAYS} are the most.",
        )
    if call.order == 2 and call.missed_on is not None:
        yield from _after_the_missed(call.missed_on, meeting, holidays)


def _after_the_missed(missed: date, meeting: date, holidays: frozenset[date]) -> Iterator[Words]:
    later = working_days_between(missed, meeting, holidays)
    if meeting <= missed:
        yield Words(
            id="Panggilan II tidak sesudah tanggal panggilan I yang tidak dipenuhi.",
            en="The second call is not after the day that was missed.",
        )
    elif later > MOST_WORKING_DAYS:
        yield Words(
            id=f"Panggilan II berjarak {later} hari kerja dari tanggal yang tidak dipenuhi; "
            f"paling lama {MOST_WORKING_DAYS}.",
            en=f"The second call is {later} working days after the day that was missed; "
            f"{MOST_WORKING_DAYS} are the most.",
        )
