"""Names as rows of features, and the weights that tell gambling names from ordinary ones.

Logistic regression over what a person can read in a name (``signatures/features.py``),
with a quadratic penalty, by L-BFGS from zero: no chance is involved, so the same data give
the same weights. The penalty of a feature is the lighter, the more unlike its shares among
gambling and ordinary names are, after Wang and Manning, "Baselines and Bigrams" (ACL 2012):
weights of what stands in both alike go to zero, which leaves fewer and steadier ones.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import name_data  # noqa: E402
from name_data import (  # noqa: E402
    BENIGN_GLOBAL,
    BENIGN_ID,
    GAMBLING,
    INSTITUTION,
    UNLABELLED,
    Named,
)

from phone_audit.model.signature import NameRules, ScoreModel  # noqa: E402
from phone_audit.signatures.families import Affixes  # noqa: E402
from phone_audit.signatures.features import features  # noqa: E402
from phone_audit.signatures.scorer import shape_of, share_of  # noqa: E402
from phone_audit.signatures.signals import Signals  # noqa: E402
from phone_audit.signatures.unlisted import Unlisted  # noqa: E402

Array = np.ndarray

FEWEST_NAMES = 8
"""A feature seen in fewer names is left out: it would only remember those names."""

SMALLEST_WEIGHT = 12
"""Hundredths; smaller weights would double the file and move one name in 200 over a threshold."""

ORDINARY = 36
"""Features of an ordinary name; a longer one's weights count less (``ScoreModel``)."""

PENALTY = 3.3
"""Of a feature whose shares differ as much as those of all features do on average."""

MOST_PENALTY = 20.0
"""Times ``PENALTY``, for a feature whose shares do not differ at all."""

WORTH = {GAMBLING: 1.0, BENIGN_ID: 10.0, BENIGN_GLOBAL: 2.0, UNLABELLED: 0.5, INSTITUTION: 2.0}
"""Indonesian ordinary names count most: there are fewest, and they are who is checked.

Popular names that nobody checked count half, and not at all once a first model says that
they gamble. Institutions are never scored, but their words are those of the country.
"""

WORTH_OF_THE_NEWEST = 1.5
"""Factor for names of the newest official list, whose fashions are those of today."""

OPAQUE = 0.6
DOUBTFUL = 2.5
"""Factors of a second round: for gambling names in which the first model read nothing (an
expired shop, a hijacked club: their words are innocent), and for ordinary names it found hard.
"""

FIRST_ROUNDS, SECOND_ROUNDS = 40, 100


@dataclass(frozen=True, slots=True)
class Table:
    """Names as rows of numbered features, with what a threshold needs of each.

    ``flat`` are the features of all rows one after another, ``row`` the row of each;
    ``share`` is how much each feature of a row counts, 1.0 in an ordinary name.
    """

    names: tuple[Named, ...]
    flat: Array
    row: Array
    share: Array
    texts: tuple[str, ...]
    shapes: Array

    @property
    def kinds(self) -> Array:
        """The kind of each row's name."""
        return np.asarray([one.kind for one in self.names])


def table_of(names: Sequence[Named], rules: NameRules) -> Table:
    """Return the rows of all names that can be scored, and of institutions."""
    affixes = Affixes(rules.function_words, rules.endings)
    signals = Signals(rules.groups, rules.blanked)
    unlisted = Unlisted(rules)
    number: dict[str, int] = {}
    flat: list[int] = []
    lengths, kept, shapes = [], [], []
    for one in names:
        parts = one.parts
        if parts is None or (one.kind != INSTITUTION and unlisted.read(one.name) is None):
            continue
        shown = signals.found(parts)
        found = features(parts, shown, affixes)
        if found is None:
            continue
        if one.kind == INSTITUTION:  # their suffixes say what they are; only words count
            found = [text for text in found if "." not in text and text[0] not in "<-[9&"]
        flat += [number.setdefault(text, len(number)) for text in found]
        lengths.append(len(found))
        kept.append(one)
        shapes.append(shape_of(shown))
    return Table(
        names=tuple(kept),
        flat=np.asarray(flat),
        row=np.repeat(np.arange(len(kept)), lengths),
        share=np.asarray([share_of(length, ORDINARY) / 1_000 for length in lengths]),
        texts=tuple(number),
        shapes=np.asarray(shapes),
    )


def train(table: Table, known: Array, trained: date) -> ScoreModel:
    """Return the model that the known rows lead to, its thresholds left open."""
    rows = np.flatnonzero(known)
    inside = known[table.row]
    flat = table.flat[inside]
    row = (np.cumsum(known) - 1)[table.row[inside]]
    often = np.bincount(flat, minlength=len(table.texts)) >= FEWEST_NAMES
    used = often[flat]
    flat, row = (np.cumsum(often) - 1)[flat[used]], row[used]
    named = [table.names[i] for i in rows]
    sign = np.asarray([1.0 if one.gambles else -1.0 for one in named])
    worth = np.asarray([_worth(one) for one in named])
    problem = _Problem(
        flat=flat,
        row=row,
        share=table.share[rows],
        sign=sign,
        penalty=np.append(_penalties(flat, row, sign, worth), 0.0),
    )
    first = problem.solve(worth, np.zeros(int(often.sum()) + 1), FIRST_ROUNDS)
    score = problem.scores(first)
    worth = worth * np.where((problem.sign > 0) & (score < 0), OPAQUE, 1.0)
    worth = worth * np.where((problem.sign < 0) & (score > -1), DOUBTFUL, 1.0)
    worth[np.asarray([one.kind == UNLABELLED for one in named]) & (score > 2)] = 0.0
    best = problem.solve(worth, first, SECOND_ROUNDS)
    cents = np.rint(100 * best[:-1]).astype(int)
    weights = {
        table.texts[i]: int(cent)
        for i, cent in zip(np.flatnonzero(often), cents, strict=True)
        if abs(cent) >= SMALLEST_WEIGHT
    }
    return ScoreModel(
        trained=trained,
        base=round(100 * best[-1]),
        weak={},
        hint=0,
        weights=dict(sorted(weights.items())),
        ordinary=ORDINARY,
    )


def _worth(one: Named) -> float:
    return WORTH[one.kind] * (WORTH_OF_THE_NEWEST if name_data.NEWEST in one.tags else 1.0)


def _penalties(flat: Array, row: Array, sign: Array, worth: Array) -> Array:
    """Return the penalty of each feature, from its shares among names of either sign."""
    logs = []
    for kind in (sign > 0, sign < 0):
        counted = worth * kind
        seen = np.bincount(flat, counted[row]) + 1.0  # as if once more in both
        logs.append(np.log(seen / counted.sum()))
    unlike = np.sqrt(np.abs(logs[0] - logs[1]))
    return PENALTY / np.maximum(unlike / unlike.mean(), 1.0 / MOST_PENALTY)


@dataclass(frozen=True, slots=True)
class _Problem:
    """Rows of features whose sign is known; weights are those of features, the base last.

    The base has no penalty: nothing draws it towards zero.
    """

    flat: Array
    row: Array
    share: Array
    sign: Array
    penalty: Array

    def scores(self, weights: Array) -> Array:
        begins = np.flatnonzero(np.diff(self.row, prepend=-1))
        sums = np.zeros(len(self.sign))
        sums[self.row[begins]] = np.add.reduceat(weights[self.flat], begins)
        return weights[-1] + self.share * sums

    def solve(self, worth: Array, start: Array, rounds: int) -> Array:
        def loss(weights: Array) -> tuple[float, Array]:
            margin = self.sign * self.scores(weights)
            value = float(worth @ np.logaddexp(0.0, -margin))
            pull = -self.sign * worth / (1.0 + np.exp(np.minimum(margin, 500.0)))
            pulled = (pull * self.share)[self.row]
            slope = np.bincount(self.flat, pulled, minlength=len(weights))
            slope[-1] = pull.sum()
            drawn = self.penalty * weights
            return value + 0.5 * float(weights @ drawn), slope + drawn

        return minimum(loss, start, rounds)


def minimum(loss: Callable[[Array], tuple[float, Array]], start: Array, rounds: int) -> Array:
    """Return where a smooth convex function is smallest: L-BFGS with ten pairs of memory."""
    point = start
    value, slope = loss(point)
    steps: list[Array] = []
    changes: list[Array] = []
    for _ in range(rounds):
        way = _downhill(slope, steps, changes)
        length, steep = 1.0, float(slope @ way)
        while True:
            there = point - length * way
            new_value, new_slope = loss(there)
            if new_value <= value - 1e-4 * length * steep or length < 1e-6:
                break
            length /= 2
        step, change = there - point, new_slope - slope
        if float(step @ change) > 1e-12:
            steps, changes = [*steps, step][-10:], [*changes, change][-10:]
        done = abs(value - new_value) < 1e-6 * abs(value)
        point, value, slope = there, new_value, new_slope
        if done:
            break
    return point


def _downhill(slope: Array, steps: Sequence[Array], changes: Sequence[Array]) -> Array:
    way = slope.copy()
    if not steps:
        return way / max(1.0, float(np.linalg.norm(slope)))
    used = []
    for step, change in zip(reversed(steps), reversed(changes), strict=True):
        share = (step @ way) / (change @ step)
        used.append(share)
        way -= share * change
    way *= (steps[-1] @ changes[-1]) / (changes[-1] @ changes[-1])
    for step, change, share in zip(steps, changes, reversed(used), strict=True):
        way += (share - (change @ way) / (change @ step)) * step
    return way


def scores_of(table: Table, model: ScoreModel, asked: Array) -> Array:
    """Return the scores of the rows asked for, as the matcher adds them up."""
    inside = asked[table.row]
    weights = np.asarray([model.weights.get(text, 0) for text in table.texts], dtype=np.int64)
    sums = np.bincount(
        table.row[inside], weights[table.flat[inside]], minlength=len(table.names)
    ).astype(np.int64)
    shares = np.rint(1_000 * table.share).astype(np.int64)
    return (model.base + sums * shares // 1_000)[asked]
