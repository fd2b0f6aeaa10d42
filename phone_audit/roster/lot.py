"""A fair draw: who is examined when not everybody is, repeatable by anyone afterwards."""

import hashlib
import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal, InvalidOperation

from phone_audit.errors import UsageError
from phone_audit.model.record import Record
from phone_audit.roster.entries import Entry

_SEPARATOR = "\n"


class Draw(Record):
    """How a sample was drawn, printed so that anybody can draw it again.

    ``roster_sha256`` is of the sorted keys of everybody on the roster, one per line;
    ``rows`` are the rows that were drawn, in the roster's order.
    """

    seed: str
    size: int
    of: int
    roster_sha256: str
    rows: tuple[int, ...]


def draw(entries: Sequence[Entry], share: str, seed: str) -> tuple[tuple[Entry, ...], Draw]:
    """Return who is drawn, in the roster's order, and how to check it.

    ``share`` is ``20%`` or a number of people, ``15``; a percentage is rounded up. Each
    person's lot is the SHA-256 of four lines without a line break at the end:
    ``phone-audit-undian-1``, the seed, ``roster_sha256`` and the person's key; the
    smallest lots are drawn. So the seed (a text that was public before: the date and the
    first headline, a number drawn in the room) decides alone; neither the order of the
    rows nor this program does.

    Raises:
        UsageError: the share is neither a percentage nor a number of the people there
            are, or the seed is empty.
    """
    if not seed.strip() or not seed.isprintable():
        raise UsageError(
            "--seed: satu baris teks yang diumumkan sebelumnya (one line, made public before)"
        )
    size = _size(share, len(entries))
    keys = _SEPARATOR.join(sorted(entry.key for entry in entries))
    roster = hashlib.sha256(keys.encode()).hexdigest()
    in_lots = sorted(entries, key=lambda entry: _lot(seed, roster, entry.key))
    drawn = {entry.row for entry in in_lots[:size]}
    chosen = tuple(entry for entry in entries if entry.row in drawn)
    return chosen, Draw(
        seed=seed,
        size=size,
        of=len(entries),
        roster_sha256=roster,
        rows=tuple(entry.row for entry in chosen),
    )


def _lot(seed: str, roster: str, key: str) -> str:
    text = _SEPARATOR.join(("phone-audit-undian-1", seed, roster, key))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _size(share: str, people: int) -> int:
    complaint = UsageError(
        f"--sample: 1% sampai 100%, atau 1 sampai {people} orang "
        f"(1% to 100%, or 1 to {people} people)"
    )
    found = re.fullmatch(r"([0-9]+(?:[.,][0-9]+)?)\s*(%?)", share.strip(), re.ASCII)
    if found is None:
        raise complaint
    try:
        number = Decimal(found[1].replace(",", "."))
    except InvalidOperation as error:
        raise complaint from error
    if found[2]:
        if not 0 < number <= 100:
            raise complaint
        return int((number * people / 100).to_integral_value(ROUND_CEILING))
    if number != int(number) or not 1 <= number <= people:
        raise complaint
    return int(number)
