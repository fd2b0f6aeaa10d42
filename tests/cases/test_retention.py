"""The clock of every outcome: what starts it, and what does not."""

from datetime import timedelta

import pytest

from phone_audit.cases.retention import ARCHIVED, RetentionRules, retention_of
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.custody import Event, ExhibitStatus, LogRecord, Role, StoredExhibit
from tests.cases.synthetic import MORNING

RULES = RetentionRules()
DAY = timedelta(days=1)
PHONE = StoredExhibit(
    number=3,
    label="003",
    document_id="LPP-2026-0117-003-7F3A",
    labelled_at=MORNING,
    status=ExhibitStatus.EXAMINED,
    commands=2,
)


def record(event, day=0, *, about=None, note=None, exhibit=3):
    return LogRecord(
        seq=1,
        at=MORNING + day * DAY,
        event=event,
        actor="x",
        role=Role.OFFICER,
        exhibit=exhibit,
        object=about,
        note=note,
        previous_sha256="",
    )


EXAMINED = record(Event.HASH, 0, about="exhibits/003/evidence.json")
RETURNED = record(Event.KEMBALI, 1, about="exhibits/003/papers/handback_1.json")
COPY = record(Event.SALIN, 2, about="exhibits/003/reports/LPP-2026-0117-003-7F3A-salinan.pdf")
FULL_COPY = record(Event.SALIN, 2, about="exhibits/003/reports/LPP-2026-0117-003-7F3A.pdf")
FORWARDED = record(Event.SERAH_BERKAS, 3, about="exhibits/003/papers/forwarding_1.json")
FILED = record(Event.SERAH_BERKAS, 40, note=ARCHIVED)


def clock(outcome, *records, stored=PHONE, rules=RULES):
    return retention_of(stored, outcome, (EXAMINED, *records), rules)


@pytest.mark.parametrize("outcome", [Outcome.NIL, Outcome.INCONCLUSIVE])
@pytest.mark.parametrize(
    ("records", "since"),
    [
        ((), 0),
        ((RETURNED,), 1),
        ((RETURNED, COPY), 2),
        ((COPY, RETURNED), 2),
        ((RETURNED, FULL_COPY), 1),  # a copy for somebody else is not the holder's
        ((record(Event.KEMBALI, 9, exhibit=4),), 0),  # another phone's
    ],
)
def test_where_nothing_was_found_the_copy_or_the_return_starts_it(outcome, records, since):
    found = clock(outcome, *records)
    assert found.since == MORNING + since * DAY
    assert found.due_at == found.since + 7 * DAY
    assert not found.is_due(found.due_at - timedelta(seconds=1))
    assert found.is_due(found.due_at)


@pytest.mark.parametrize("outcome", [Outcome.CLARIFY, Outcome.SUSPECTED, Outcome.INDICATED_USE])
def test_where_something_was_found_only_the_records_unit_starts_it(outcome):
    for records in ((), (RETURNED, COPY, FORWARDED)):
        found = clock(outcome, *records)
        assert found.due_at is None
        assert not found.is_due(MORNING + 10_000 * DAY)
        assert "records unit" in found.why.en
    found = clock(outcome, RETURNED, COPY, FORWARDED, FILED)
    assert found.due_at == MORNING + 70 * DAY


def test_a_phone_that_was_not_examined_leaves_its_papers_for_a_while():
    stored = StoredExhibit(
        **{
            **{name: getattr(PHONE, name) for name in PHONE.__struct_fields__},
            "status": ExhibitStatus.NOT_EXAMINED,
            "reason": NotExaminedReason.DECLINED,
        }
    )
    found = retention_of(stored, None, (record(Event.TIDAK_DIPERIKSA, 4),), RULES)
    assert found.due_at == MORNING + 11 * DAY


def test_what_is_open_or_erased_has_no_clock():
    fields = {name: getattr(PHONE, name) for name in PHONE.__struct_fields__}
    is_open = StoredExhibit(**{**fields, "status": ExhibitStatus.OPEN})
    assert retention_of(is_open, None, (), RULES).due_at is None
    erased = StoredExhibit(**{**fields, "emptied": True})
    found = retention_of(erased, None, (EXAMINED,), RULES)
    assert found.erased
    assert not found.is_due(MORNING + 10_000 * DAY)


def test_the_region_decides_how_long():
    rules = RetentionRules(nothing_found_days=0, archived_days=365)
    assert clock(Outcome.NIL, RETURNED, rules=rules).due_at == MORNING + DAY
    assert clock(Outcome.SUSPECTED, FILED, rules=rules).due_at == MORNING + 405 * DAY
