from datetime import UTC, datetime

import pytest

from phone_audit.formats.import_rows import VisitKind, VisitRow, write_rows
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known
from phone_audit.sources.browser_history import SOURCE
from tests.captures import capture

NOON = 1_763_600_000_000
SITE = "situs.invalid"
COUNTED = {"link", "typed", "bookmark", "form", "search"}


def visit(how=VisitKind.LINK, at=NOON, host=SITE, device=0):
    return VisitRow(host=host, how=how, at_ms=at, device=device)


def reading(*rows, unread=0, topic="takeout", zone="Asia/Jakarta", complete=True):
    got = capture(stdout=write_rows(rows, unread), topic=topic, section=True, complete=complete)
    return SOURCE.read(Known(zone=zone), (got,))


def trace(*rows, **how):
    found = [one.record for one in reading(*rows, **how).sightings if one.record.host == SITE]
    assert len(found) == 1
    return found[0]


def test_no_phone_is_asked():
    assert SOURCE.questions(Known(sdk=34)) == ()
    assert SOURCE.brought


@pytest.mark.parametrize("how", VisitKind)
def test_what_counts_as_a_visit(how):
    one = trace(visit(how))
    counts = how in COUNTED or how is VisitKind.UNTOLD
    assert (one.visits, one.uncounted) == ((1, 0) if counts else (None, 1))
    assert one.days == (("2025-11-20",) if counts else ())
    assert one.first_at == one.last_at == datetime(2025, 11, 20, 0, 53, 20, tzinfo=UTC)


def test_days_are_those_of_the_phone():
    late = 1_763_600_000_000 + 17 * 3_600_000
    assert trace(visit(at=late)).days == ("2025-11-21",)
    assert trace(visit(at=late), zone="America/New_York").days == ("2025-11-20",)


def test_pages_that_follow_closely_are_one_act():
    rows = [visit(at=NOON + seconds * 1_000) for seconds in (0, 4, 8, 14, 20)]
    assert (trace(*rows).visits, trace(*rows).uncounted) == (3, 2)


def test_the_same_entry_twice_is_one():
    assert (trace(visit(), visit()).visits, trace(visit(), visit()).uncounted) == (1, 0)


@pytest.mark.parametrize(("seconds", "counts"), [(1, False), (30, False), (31, True)])
def test_an_entry_that_may_be_a_redirect_counts_only_after_a_pause(seconds, counts):
    before = visit(at=NOON, host="iklan.example")
    one = trace(before, visit(VisitKind.UNTOLD, NOON + seconds * 1_000))
    assert one.visits == (1 if counts else None)


def test_a_redirect_is_not_washed_by_pages_of_the_same_site():
    rows = [
        visit(at=NOON, host="iklan.example"),
        visit(VisitKind.UNTOLD, NOON + 10_000),
        visit(VisitKind.UNTOLD, NOON + 20_000),
    ]
    assert trace(*rows).visits is None


def test_another_device_is_no_reason_for_doubt():
    other = visit(at=NOON, host="iklan.example", device=1)
    assert trace(other, visit(VisitKind.UNTOLD, NOON + 1_000, device=2)).visits == 1


def test_a_visit_without_a_time_is_no_dated_act():
    one = trace(visit(at=None), visit(VisitKind.UNTOLD, None))
    assert (one.visits, one.uncounted, one.first_at, one.days) == (None, 2, None, ())


def test_times_are_those_of_counted_visits_where_there_are_any():
    one = trace(visit(), visit(VisitKind.REDIRECT, NOON + 86_400_000))
    assert one.first_at == one.last_at


@pytest.mark.parametrize(
    ("topic", "via"),
    [("takeout", "takeout"), ("chromium", "chromium_history"), ("firefox", "firefox_history")],
)
def test_the_trace_names_its_history(topic, via):
    assert trace(visit(), topic=topic).via == via


def test_records_the_reader_did_not_understand_are_a_gap():
    (gap,) = reading(visit(), unread=3).gaps
    assert (gap.reason, gap.detail) == (GapReason.NOT_UNDERSTOOD, "3 baris")
    (gap,) = reading(visit(VisitKind.UNKNOWN)).gaps
    assert gap.detail == "1 baris"


def test_a_history_that_was_cut_is_a_gap_and_its_visits_stand():
    read = reading(visit(), complete=False)
    assert [gap.reason for gap in read.gaps] == [GapReason.CUT]
    assert len(read.sightings) == 1
    assert not read.covered[0].complete


def test_an_empty_history_was_read():
    read = reading()
    assert (read.gaps, read.covered[0].complete, read.covered[0].read) == ((), True, 0)


def test_a_host_in_another_form_than_ours_is_not_taken():
    read = reading(visit(host="HTTPS://Situs.invalid/rahasia"))
    assert read.sightings == ()
    assert "rahasia" not in repr(read)
    assert read.gaps
