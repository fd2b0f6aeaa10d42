"""A second look at a stored examination, from its whole answers."""

from datetime import timedelta
from itertools import count

import pytest

from phone_audit.formats.answer_tar import Answered
from phone_audit.model.assessment import Thresholds
from phone_audit.model.capture import GapReason
from phone_audit.model.case import Basis
from phone_audit.model.record import canonical_json, replace
from phone_audit.pipeline import Office, examine
from phone_audit.reassess import examine_again
from tests.cases.synthetic import header
from tests.test_pipeline import (
    LIST,
    NOON,
    Exhibit,
    NoMatch,
    Told,
    Wobbly,
    four,
    identity_source,
    source,
)


class NothingMatches(NoMatch):
    """A matcher that finds nothing on any list."""

    def using(self, _lists):
        return self


class Keeping(Exhibit):
    """An exhibit that keeps whole answers, in clear: this is a test."""

    def __init__(self):
        super().__init__()
        self.sealed = []

    def seal(self, asked, *, check=False):
        self.sealed += [Answered(question=one, check=check, answer=what) for one, what in asked]


def examined(sources, *phones):
    coming = iter(phones)
    ticks = count()
    office = Office(
        header=header(),
        sources=sources,
        matcher=NothingMatches(),
        list_version=LIST,
        thresholds=Thresholds(),
        clock=lambda: NOON + timedelta(seconds=next(ticks)),
    )
    exhibit = Keeping()
    examination = examine(
        next(coming),
        office,
        exhibit,
        basis=Basis.CONSENTED,
        on_unplugged=lambda: next(coming, None),
    )
    return examination, exhibit.sealed


def same(before, after):
    """Say whether two examinations differ in nothing but their times and commands."""
    left, right = (
        replace(one, started_at=NOON, ended_at=NOON, captures=()) for one in (before, after)
    )
    return canonical_json(left) == canonical_json(right)


def test_whole_answers_lead_to_the_same_examination():
    before, kept = examined(four(), Told())
    after = examine_again(before, kept, four(), NothingMatches())
    assert same(before, after)
    assert [note.sha256 for note in after.captures] == [note.sha256 for note in before.captures]


@pytest.mark.parametrize("reason", list(GapReason))
def test_a_gap_of_that_day_is_the_same_gap(reason):
    before, kept = examined(four(), Told(second0=reason))
    assert before.assessment.gaps
    assert same(before, examine_again(before, kept, four(), NothingMatches()))


def test_a_phone_that_left_and_came_back_answers_as_it_did_in_the_end():
    sources = (
        identity_source(),
        source("apps", lines=4, needs=("who",)),
        source("use", needs=("apps",)),
    )
    back = Wobbly(9, who="A 160", at=NOON + timedelta(seconds=60))
    before, kept = examined(sources, Wobbly(2), back)
    assert not before.interrupted
    assert [one.check for one in kept].count(True) == 1
    after = examine_again(before, kept, sources, NothingMatches())
    assert same(before, after)
    assert after.clock.uptime_s == 100


def test_another_phone_that_came_instead_says_nothing_again():
    sources = (identity_source(), source("apps", lines=4, needs=("who",)))
    other = Wobbly(9, who="B 160", at=NOON + timedelta(seconds=60))
    before, kept = examined(sources, Wobbly(2), other)
    assert before.interrupted
    assert same(before, examine_again(before, kept, sources, NothingMatches()))


def test_what_this_version_asks_besides_is_a_gap():
    sources = four()
    before, kept = examined(sources[:2], Told())
    after = examine_again(before, kept, sources, NothingMatches())
    assert not same(before, after)
    reasons = {(gap.source, gap.reason) for gap in after.assessment.gaps}
    assert ("fourth", GapReason.NOT_ASKED) in reasons
