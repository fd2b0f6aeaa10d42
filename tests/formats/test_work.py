"""Eight times the text takes eight times the work, for every reader and the texts it likes best.

Counted in steps (``tests/work``), so that nothing depends on the machine. What regular
expressions do inside is counted apart, for each of them, in ``tests/work/test_patterns.py``.
"""

import pytest

from tests.formats.readers import readers
from tests.formats.test_hostile_text import CAPTURES, OPENINGS
from tests.work.steps import work

READERS = readers()

_TIMES = 8
_MORE = 1.35  # a square would take eight times as much more
_BEGINNINGS = "\n".join(OPENINGS).encode() + b"\n"


def grown(data, times):
    """Return a text so many times over, with other names in it each time."""
    return b"".join(
        data.replace(b"contoh", b"contoh%d" % number).replace(b"situs", b"situs%d" % number)
        for number in range(times)
    )


def growth(read, data):
    """Return how much more work each character takes in a text eight times as long."""
    once = max(1, 2_000 // len(data))
    few = work(lambda: read(grown(data, once)))
    many = work(lambda: read(grown(data, once * _TIMES)))
    lengths = len(grown(data, once * _TIMES)) / len(grown(data, once))
    return many / few / lengths


def liked_best(read):
    """Return the answers this reader works hardest on, for their length: those it is for."""
    beginnings = {data[:3_000] for data in CAPTURES}
    return sorted(beginnings, key=lambda data: work(lambda: read(data)) / len(data))[-3:]


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_eight_times_the_text_takes_eight_times_the_work(name):
    read = READERS[name]
    for data in (_BEGINNINGS, *liked_best(read)):
        assert growth(read, data) < _MORE, data[:80]


def test_what_grows_is_noticed():
    def again_and_again(data):
        return [data.find(line) for line in data.split(b"\n")]

    def with_each_before(data):
        lines = data.split(b"\n")
        return sum(one == other for at, one in enumerate(lines) for other in lines[:at])

    assert growth(again_and_again, _BEGINNINGS) > _MORE
    assert growth(with_each_before, _BEGINNINGS) > _MORE
    assert growth(lambda data: data.split(b"\n"), _BEGINNINGS) < _MORE
