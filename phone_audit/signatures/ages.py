"""How old the sources of a list are, and what waits for a second look."""

from datetime import date

from phone_audit.model.record import Record
from phone_audit.model.signature import Family, Signature, SignatureList, Status
from phone_audit.signatures.rules import STALE_AFTER, UNREVIEWED_FOR

_UP_TO_DAYS = (90, 365, 730)


class AgeBand(Record):
    """Entries whose newest source was seen at most so many days ago; ``None``: longer ago."""

    up_to_days: int | None
    entries: int


class SourceAges(Record):
    """The ages of the newest source of each entry and family, on one day.

    ``stale`` and ``waiting`` are ids: not looked at for two years, and proposed for half a
    year without a review.
    """

    on: date
    oldest: date | None
    newest: date | None
    bands: tuple[AgeBand, ...]
    stale: tuple[str, ...]
    waiting: tuple[str, ...]


def source_ages(signatures: SignatureList, today: date) -> SourceAges:
    """Return how old the sources are; names of sites change daily, sources do not."""
    things: list[Signature | Family] = [*signatures.signatures]
    if signatures.names is not None:
        things += signatures.names.families
    seen = [max(source.seen for source in one.sources) for one in things if one.sources]
    days = [(today - day).days for day in seen]
    bands = []
    low = -1
    for high in _UP_TO_DAYS:
        bands.append(AgeBand(up_to_days=high, entries=sum(low < age <= high for age in days)))
        low = high
    bands.append(AgeBand(up_to_days=None, entries=sum(age > low for age in days)))
    return SourceAges(
        on=today,
        oldest=min(seen, default=None),
        newest=max(seen, default=None),
        bands=tuple(bands),
        stale=tuple(one.id for one in things if today - one.updated > STALE_AFTER),
        waiting=tuple(
            one.id
            for one in things
            if one.status is Status.EXPERIMENTAL and today - one.added > UNREVIEWED_FOR
        ),
    )
