"""Train the weights of the score for names that no entry lists.

    python tools/train_scorer.py [--data ../shared/data] [--out signatures/patterns/weights.json]

Logistic regression over what a person can read in a name (``signatures/features.py``),
with a quadratic penalty, by L-BFGS from zero: no chance is involved, so the same data give
the same file. Institutions and machines of cloud providers are left out, as the matcher
leaves them out. ``benchmarks/accuracy.py`` measures by cross-validation with ``fit`` from here.
"""

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from phone_audit.formats.hostname import normalise  # noqa: E402
from phone_audit.model.record import canonical_json, replace  # noqa: E402
from phone_audit.model.signature import Measured, NameRules, ScoreModel  # noqa: E402
from phone_audit.signatures.load import load  # noqa: E402
from phone_audit.signatures.match import is_institutional  # noqa: E402
from phone_audit.signatures.unlisted import Unlisted, is_for_academies  # noqa: E402

Array = np.ndarray

FEWEST_NAMES = 8
"""A feature seen in fewer names is left out: it would only remember those names."""

SMALLEST_WEIGHT = 10
"""Hundredths; smaller weights change no decision and would triple the file."""

PENALTY = 3.3
WEIGHT_OF = {"gambling": 1.0, "benign_id": 4.0, "benign_global": 1.0}
"""An Indonesian benign name counts four times: there are fewer, and they are who is checked."""

WEAK = {
    "game+suffix": 400,
    "game": 570,
    "signs": 250,
    "sign+suffix": 640,
    "sign": 730,
    "suffix": 610,
}
HINT = 260
"""Chosen by cross-validation (``benchmarks/accuracy.py``), with a margin."""

MEASURED: tuple[Measured, ...] = ()
"""What ``benchmarks/accuracy.py`` last printed for benign names, by registrable domain."""


def main() -> None:
    """Read the data, train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--out", type=Path, default=ROOT / "signatures/patterns/weights.json")
    arguments = parser.parse_args()
    rules = load(ROOT / "signatures").names
    assert rules is not None, "the list has no signals"
    names, kinds = [], []
    for kind, path in sources(arguments.data).items():
        for name in read(path):
            names.append(name)
            kinds.append(kind)
    model = replace(train(rules, names, kinds), measured=MEASURED)
    arguments.out.write_bytes(_lines(canonical_json(model)))
    print(f"{len(model.weights)} weights, {arguments.out.stat().st_size} bytes")


def _lines(text: bytes) -> bytes:
    """Return JSON with one weight per line, so that a change can be read as a difference."""
    return text.replace(b',"', b',\n"') + b"\n"


def sources(data: Path) -> dict[str, Path]:
    """Return the three files of names by what they hold."""
    return {
        "gambling": data / "domains/gambling_id_train.txt.gz",
        "benign_id": data / "domains/benign_id_train.txt",
        "benign_global": data / "domains/benign_global_train.txt.gz",
    }


def read(path: Path) -> list[str]:
    """Return the names of a file, one per line, compressed or not."""
    opener: Callable[..., Iterable[str]] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:  # type: ignore[attr-defined]
        return [line.strip() for line in file if line.strip()]


def read_features(rules: NameRules, name: str) -> set[str] | None:
    """Return the features of a name, or ``None`` where the matcher does not score it."""
    host = normalise(name)
    if host is None or is_institutional(host) or is_for_academies(host):
        return None
    return _unlisted(rules).read(host)


_READY: dict[int, Unlisted] = {}


def _unlisted(rules: NameRules) -> Unlisted:
    return _READY.setdefault(id(rules), Unlisted(rules))


def train(rules: NameRules, names: Sequence[str], kinds: Sequence[str]) -> ScoreModel:
    """Return the model that names of known kinds lead to."""
    rows, marks = [], []
    for name, kind in zip(names, kinds, strict=True):
        row = read_features(rules, name)
        if row is not None:
            rows.append(tuple(sorted(row)))
            marks.append(kind)
    return model_of(rows, marks)


def model_of(rows: Sequence[Collection[str]], kinds: Sequence[str]) -> ScoreModel:
    """Return the model that rows of features of known kinds lead to."""
    base, weights = fit(rows, kinds)
    return ScoreModel(trained=date(2026, 11, 23), base=base, weak=WEAK, hint=HINT, weights=weights)


def fit(rows: Sequence[Collection[str]], kinds: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Return the base and the weights, in hundredths, of rows of features of known kinds."""
    counts = Counter(feature for row in rows for feature in row)
    known = sorted(feature for feature, count in counts.items() if count >= FEWEST_NAMES)
    number = {feature: i for i, feature in enumerate(known)}
    columns = [[*sorted(number[f] for f in row if f in number), len(known)] for row in rows]
    starts = np.cumsum([0, *map(len, columns)])[:-1]
    flat = np.concatenate([np.asarray(row, dtype=np.int32) for row in columns])
    lengths = np.asarray([len(row) for row in columns])
    sign = np.asarray([1.0 if kind == "gambling" else -1.0 for kind in kinds])
    worth = np.asarray([WEIGHT_OF[kind] for kind in kinds])

    def loss(weights: Array) -> tuple[float, Array]:
        margin = sign * np.add.reduceat(weights[flat], starts)
        value = float(worth @ np.logaddexp(0.0, -margin))
        pull = -sign * worth / (1.0 + np.exp(np.minimum(margin, 500.0)))
        slope = np.bincount(flat, weights=np.repeat(pull, lengths), minlength=len(weights))
        inner = weights.copy()
        inner[-1] = 0.0  # the base is not drawn towards zero
        return value + 0.5 * PENALTY * float(inner @ inner), slope + PENALTY * inner

    best = _minimum(loss, np.zeros(len(known) + 1))
    cents = {feature: round(100 * best[i]) for feature, i in number.items()}
    kept = {feature: cent for feature, cent in cents.items() if abs(cent) >= SMALLEST_WEIGHT}
    return round(100 * best[-1]), kept


def _minimum(loss: Callable[[Array], tuple[float, Array]], start: Array) -> Array:
    """Return where a smooth convex function is smallest: L-BFGS with ten pairs of memory."""
    point = start
    value, slope = loss(point)
    steps: list[Array] = []
    changes: list[Array] = []
    for _ in range(80):
        way = slope.copy()
        used = []
        for step, change in zip(reversed(steps), reversed(changes), strict=True):
            share = (step @ way) / (change @ step)
            used.append(share)
            way -= share * change
        if steps:
            way *= (steps[-1] @ changes[-1]) / (changes[-1] @ changes[-1])
        else:
            way /= max(1.0, float(np.linalg.norm(slope)))
        for step, change, share in zip(steps, changes, reversed(used), strict=True):
            way += (share - (change @ way) / (change @ step)) * step
        length, downhill = 1.0, float(slope @ way)
        while True:
            there = point - length * way
            new_value, new_slope = loss(there)
            if new_value <= value - 1e-4 * length * downhill or length < 1e-6:
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


if __name__ == "__main__":
    main()
