import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.errors import UsageError
from phone_audit.model.case import EmploymentStatus, Holder, Person
from phone_audit.roster.entries import Entry
from phone_audit.roster.lot import draw


def people(count):
    return tuple(
        Entry(
            row=number + 2,
            holder=Holder(
                person=Person(name=f"Contoh {number}", nip=f"19800101200501{1000 + number}"),
                status=EmploymentStatus.PNS,
            ),
        )
        for number in range(count)
    )


def test_anybody_can_draw_again_with_a_few_lines():
    chosen, told = draw(people(50), "20%", "27 November 2026, tajuk pertama")
    keys = [f"nip:19800101200501{1000 + number}" for number in range(50)]
    roster = hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()
    lots = {
        key: hashlib.sha256(
            f"phone-audit-undian-1\n{told.seed}\n{roster}\n{key}".encode()
        ).hexdigest()
        for key in keys
    }
    expected = sorted(lots, key=lots.get)[:10]
    assert told.roster_sha256 == roster
    assert {entry.key for entry in chosen} == set(expected)
    assert (told.size, told.of) == (10, 50)
    assert told.rows == tuple(entry.row for entry in chosen)


def test_the_order_of_the_rows_does_not_matter():
    entries = people(40)
    mixed = list(entries)
    random.Random(1).shuffle(mixed)
    first = draw(entries, "7", "benih")[0]
    again = draw(mixed, "7", "benih")[0]
    assert {one.key for one in first} == {one.key for one in again}


def test_another_seed_draws_others_and_everybody_has_the_same_chance():
    entries = people(20)
    counts = dict.fromkeys((one.key for one in entries), 0)
    for seed in range(400):
        for one in draw(entries, "5", f"benih {seed}")[0]:
            counts[one.key] += 1
    assert sum(counts.values()) == 2000
    assert all(60 < count < 140 for count in counts.values())


@pytest.mark.parametrize(
    ("share", "size"),
    [("20%", 4), ("1%", 1), ("100%", 17), ("33,4 %", 6), ("17", 17), ("1", 1), ("0.1%", 1)],
)
def test_a_share_is_a_percentage_rounded_up_or_a_number(share, size):
    assert draw(people(17), share, "benih")[1].size == size


@pytest.mark.parametrize("share", ["0", "0%", "101%", "18", "-1", "", "x", "1.5", "%", "٣"])
def test_other_shares_are_refused(share):
    with pytest.raises(UsageError, match="--sample"):
        draw(people(17), share, "benih")


@pytest.mark.parametrize("seed", ["", "  ", "dua\nbaris"])
def test_a_seed_is_one_line(seed):
    with pytest.raises(UsageError, match="--seed"):
        draw(people(3), "1", seed)


@given(st.text(max_size=12))
def test_any_share_is_a_size_or_refused(share):
    try:
        chosen, told = draw(people(9), share, "benih")
    except UsageError:
        return
    assert 1 <= told.size == len(chosen) <= 9
