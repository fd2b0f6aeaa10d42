"""How long what is stored of a phone may stay: a clock per outcome, started by what happened.

Nothing found: until some days after the holder got a copy or the phone back. Something
found: until some days after the files went to the records unit, which ends the procedure;
before that there is no clock. Both are the region's to decide (settings, ``[retensi]``).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from phone_audit.cases import layout
from phone_audit.model.assessment import Outcome
from phone_audit.model.custody import Event, ExhibitStatus, LogRecord, StoredExhibit
from phone_audit.model.record import Record, Words

ARCHIVED = "unit_kearsipan"
"""The note of ``SERAH_BERKAS`` when the files of a phone went to the records unit."""


class RetentionRules(Record):
    """Days after the clock started; 0 is the same day."""

    nothing_found_days: int = 7
    archived_days: int = 30


class Retention(Record):
    """When what is stored of one phone is to be erased.

    ``outcome`` is the one that stands, ``None`` where there is none. ``since`` started the
    clock, for the reason ``why``; ``None``: it has not started. ``erased``: nothing is left.
    """

    exhibit: int
    document_id: str
    outcome: Outcome | None
    since: datetime | None
    due_at: datetime | None
    why: Words
    erased: bool = False

    def is_due(self, now: datetime) -> bool:
        """Say whether the time to keep it has passed."""
        return not self.erased and self.due_at is not None and self.due_at <= now


_COPY = Words(id="salinan untuk pemegang", en="the holder's copy was made")
_RETURNED = Words(id="perangkat dikembalikan", en="the phone went back")
_CONCLUDED = Words(
    id="pemeriksaan selesai; salinan atau pengembalian belum dicatat",
    en="the examination ended; neither copy nor return is recorded",
)
_NOT_EXAMINED = Words(id="dicatat tidak diperiksa", en="recorded as not examined")
_ARCHIVED = Words(id="berkas diserahkan ke unit kearsipan", en="handed to the records unit")
_KEPT = Words(
    id="disimpan sampai proses selesai dan berkas diserahkan ke unit kearsipan",
    en="kept until the procedure ends and the files go to the records unit",
)
_OPEN = Words(id="pemeriksaan belum selesai", en="the examination is not concluded")
_ERASED = Words(id="sudah dihapus", en="erased already")

_NOTHING_FOUND = {Outcome.NIL, Outcome.INCONCLUSIVE}


def retention_of(
    stored: StoredExhibit,
    outcome: Outcome | None,
    records: Iterable[LogRecord],
    rules: RetentionRules,
) -> Retention:
    """Return when what is stored of one phone is to be erased.

    ``records`` is the whole log, ``outcome`` the one that stands after reviews.
    """
    own = [one for one in records if one.exhibit == stored.number]
    days, since, why = _clock(stored, outcome, own, rules)
    return Retention(
        exhibit=stored.number,
        document_id=stored.document_id,
        outcome=outcome,
        since=since,
        due_at=None if since is None else since + timedelta(days=days),
        why=why,
        erased=stored.emptied,
    )


def _clock(
    stored: StoredExhibit,
    outcome: Outcome | None,
    own: list[LogRecord],
    rules: RetentionRules,
) -> tuple[int, datetime | None, Words]:
    if stored.emptied:
        return 0, None, _ERASED
    if stored.status is ExhibitStatus.OPEN:
        return 0, None, _OPEN
    if stored.status is ExhibitStatus.NOT_EXAMINED:
        return rules.nothing_found_days, _last(own, Event.TIDAK_DIPERIKSA), _NOT_EXAMINED
    if outcome in _NOTHING_FOUND:
        copied = [one.at for one in own if one.event is Event.SALIN and _is_copy(one.object)]
        if copied:
            return rules.nothing_found_days, copied[0], _COPY
        returned = _last(own, Event.KEMBALI)
        if returned is not None:
            return rules.nothing_found_days, returned, _RETURNED
        concluded = [one.at for one in own if one.object == layout.evidence_of(stored.number)]
        return rules.nothing_found_days, concluded[0] if concluded else None, _CONCLUDED
    archived = [one.at for one in own if one.event is Event.SERAH_BERKAS and one.note == ARCHIVED]
    if archived:
        return rules.archived_days, archived[-1], _ARCHIVED
    return 0, None, _KEPT


def _last(own: list[LogRecord], event: Event) -> datetime | None:
    return next((one.at for one in reversed(own) if one.event is event), None)


def _is_copy(path: str | None) -> bool:
    return path is not None and "-salinan" in path
