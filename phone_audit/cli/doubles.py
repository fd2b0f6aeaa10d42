"""The same phone of the same person in two teams' cases: it would count twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from phone_audit.cases.store import Case
from phone_audit.cli.language import say
from phone_audit.errors import ReportError
from phone_audit.formats.safe_text import safe_text
from phone_audit.knowledge import is_same_phone
from phone_audit.model.custody import ExhibitStatus
from phone_audit.model.phone import ClockReading, PhoneIdentity
from phone_audit.model.tally import holder_of
from phone_audit.roster.entries import key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Examined:
    place: int  # which of the cases
    document_id: str
    phone: PhoneIdentity
    clock: ClockReading | None
    holder: str | None


def refuse_doubles(cases: Sequence[Case]) -> None:
    """Refuse to add up cases in which one phone was examined by two teams.

    A person with two phones is no double, and neither are two phones that share a serial.

    Raises:
        ReportError: one phone would count twice; the message names both documents.
    """
    by_phone: dict[str, list[_Examined]] = {}
    for one in _examined(cases):
        if one.phone.fingerprint is not None:
            by_phone.setdefault(f"{one.phone.serial}|{one.phone.fingerprint}", []).append(one)
    doubles = [
        _sentence(first, second)
        for alike in by_phone.values()
        for first, second in combinations(alike, 2)
        if first.place != second.place and _is_double(first, second)
    ]
    if doubles:
        raise ReportError("; ".join(doubles))


def _is_double(first: _Examined, second: _Examined) -> bool:
    if first.phone != second.phone:
        return False
    same_holder = first.holder is not None and first.holder == second.holder
    return same_holder or is_same_phone((first.phone, first.clock), (second.phone, second.clock))


def _sentence(first: _Examined, second: _Examined) -> str:
    one, other = safe_text(first.document_id, 60), safe_text(second.document_id, 60)
    return say(
        f"{one} dan {other}: ponsel yang sama diperiksa oleh dua tim dan akan terhitung dua kali; "
        "buat tabel dan berkas tiap kasus sendiri-sendiri",
        f"{one} and {other}: the same phone was examined by two teams and would count twice; "
        "make the table and the folder of each case on its own",
    )


def _examined(cases: Sequence[Case]) -> Iterator[_Examined]:
    for place, case in enumerate(cases):
        for stored in case.exhibits():
            if stored.status is not ExhibitStatus.EXAMINED or stored.emptied:
                continue
            exhibit = case.exhibit(stored.number)
            examination = exhibit.examination()
            holder = holder_of(examination, exhibit.papers())
            yield _Examined(
                place=place,
                document_id=stored.document_id,
                phone=examination.phone,
                clock=examination.clock,
                holder=key_of(holder) if holder is not None else None,
            )
