"""How much a name must score for a weak match or a hint, from names no model had seen.

A threshold at the highest ordinary name of one half would be passed by about one of
another half. So the highest scores of each kind are taken as an exponential tail, and the
thresholds of all shapes are set together: as many gambling names as can be had while the
ordinary names to be expected above them stay within what is allowed.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from name_data import BENIGN_GLOBAL, BENIGN_ID, GAMBLING
from name_model import Array, Table

SHAPES = (
    "game+suffix",
    "game",
    "signs",
    "number+suffix",
    "number",
    "word+suffix",
    "word",
    "suffix",
    "none",
)
"""The kinds of signals of which a score can make a weak match."""

EXPECTED = {BENIGN_ID: 1.0, BENIGN_GLOBAL: 3.5}
"""How many ordinary names of each kind the tails may say to be hit by a score.

Cross-validation finds about as many, those hit by families and by two words counted in.
"""

HINTS = 0.0045
"""The largest share of ordinary names of either kind that may be hinted at."""

LOWEST_WEAK = 300
STEP = 10
TAIL = 8
SOFTEST = 50.0
"""Hundredths; no tail is believed to fall faster than by a factor e over so much."""


@dataclass(frozen=True, slots=True)
class Tail:
    """The highest scores of ordinary names of one kind and shape."""

    begins: float
    count: int
    scale: float
    highest: float

    def above(self, threshold: float) -> float:
        """Return how many names of another half are to be expected at or above it."""
        if not self.count:
            return 0.0
        return self.count * math.exp(-max(0.0, threshold - self.begins) / self.scale)


def tail_of(scores: Array) -> Tail:
    """Return the tail of some scores: their highest, and how fast they thin out."""
    top = np.sort(scores)[::-1][: TAIL + 1]
    if not len(top):
        return Tail(0.0, 0, SOFTEST, -math.inf)
    begins = float(top[-1])
    scale = max(SOFTEST, float(np.mean(top[:-1] - begins)) if len(top) > 1 else 0.0)
    return Tail(begins, len(top), scale, float(top[0]))


def chosen(table: Table, scores: Array, scored: Array, known: Array) -> tuple[dict[str, int], int]:
    """Return the sums for a weak match of each shape, and for a hint, from the known rows.

    ``scored`` are rows of which a score alone may make a weak match; others need no threshold.
    """
    kinds, share = table.kinds, float(np.mean(known))
    shapes = {}
    for shape in SHAPES:
        rows = known & scored & (table.shapes == shape)
        shapes[shape] = _Shape(
            gambling=np.sort(scores[rows & (kinds == GAMBLING)]),
            tails={kind: tail_of(scores[rows & (kinds == kind)]) for kind in EXPECTED},
        )
    allowed = {kind: most * share for kind, most in EXPECTED.items()}
    weak = _at_the_lowest_price(
        lambda price: {s: one.best(price, allowed) for s, one in shapes.items()},
        lambda weak: max(
            sum(one.tails[kind].above(weak[s]) for s, one in shapes.items()) / most
            for kind, most in allowed.items()
        ),
    )
    files = np.asarray([one.file for one in table.names])
    hint = 0
    for kind in EXPECTED:
        ordinary = np.sort(scores[known & (kinds == kind)])[::-1]
        most = int(HINTS * np.sum(known & (files == kind)))
        hint = max(hint, int(ordinary[min(most, len(ordinary) - 1)]) + 1)
    return weak, hint


@dataclass(frozen=True, slots=True)
class _Shape:
    gambling: Array
    tails: Mapping[str, Tail]

    def best(self, price: float, allowed: Mapping[str, float]) -> int:
        """Return the threshold that gains most where what is allowed costs a price."""
        highest = max(self.tails[BENIGN_ID].highest, 0.0)
        lowest = max(LOWEST_WEAK, math.ceil(highest) + 1)
        best, worth = lowest, -math.inf
        for threshold in range(lowest, lowest + 1_500, STEP):
            gain = len(self.gambling) - int(np.searchsorted(self.gambling, threshold))
            cost = sum(tail.above(threshold) / allowed[kind] for kind, tail in self.tails.items())
            if gain - price * cost > worth:
                best, worth = threshold, gain - price * cost
        return best


def _at_the_lowest_price(
    weak_at: Callable[[float], dict[str, int]], used: Callable[[dict[str, int]], float]
) -> dict[str, int]:
    """Return the thresholds of the lowest price at which no more is used than is allowed."""
    low, high = 1.0, 1e7
    for _ in range(40):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if used(weak_at(middle)) > 1 else (low, middle)
    return weak_at(high)
