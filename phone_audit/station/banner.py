"""What the room may see: which numbers come to the table, and how far it is; no name, no result.

A sticker is seen on its holder's phone, so a number with an outcome would be an accusation
before everybody. Here stand numbers and steps only.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from phone_audit.device.discover import State
from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.record import Words
from phone_audit.station.board import ENDED, RUNNING, Board, Step, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Numbers that are called, and to what; ``sign`` tells it without colour or words."""

    words: Words
    sign: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """The numbers to the table, those whose holder has to tap, and how far it is."""

    to_the_table: Call
    to_tap: Call
    reading: int
    ended: int
    phones: int


def banner_of(board: Board) -> Banner:
    """Return what the room sees of a board."""
    works = [board.works[number] for number in sorted(board.works)]
    return Banner(
        to_the_table=Call(
            words=Words(id="KE MEJA", en="TO THE TABLE"),
            sign="▶",
            labels=tuple(_labels(work for work in works if _is_to_be_fetched(work))),
        ),
        to_tap=Call(
            words=Words(id="KETUK IZINKAN", en="TAP ALLOW"),
            sign="!",
            labels=tuple(_labels(work for work in works if _waits_for_tap(board, work))),
        ),
        reading=sum(work.step in RUNNING for work in works),
        ended=sum(work.step in ENDED for work in works),
        phones=len(works),
    )


def progress(banner: Banner) -> Words:
    """Return how far the morning is, in one line."""
    done, phones, reading = banner.ended, banner.phones, banner.reading
    return Words(
        id=f"Selesai {done} dari {phones} · sedang dibaca {reading}",
        en=f"{done} of {phones} ended · {reading} being read",
    )


def _labels(works: Iterator[Work]) -> Iterator[str]:
    return (safe_text(work.label, 12) for work in works)


def _is_to_be_fetched(work: Work) -> bool:
    return work.step in ENDED and not work.returned and work.reason not in _NEVER_HERE


_NEVER_HERE = frozenset({NotExaminedReason.DECLINED, NotExaminedReason.NOT_BROUGHT})


def _waits_for_tap(board: Board, work: Work) -> bool:
    if work.step is Step.WAITING_FOR_HOLDER:
        return True
    phone = board.seats.get(work.seat) if work.seat is not None else None
    return work.step is Step.PREPARED and phone is not None and phone.state is State.UNAUTHORIZED
