"""What judging a name that no entry lists costs, beside a floor measured in the same run.

    python benchmarks/names.py [--data ../shared/data]

The floor looks up every piece of a name, as long as the scorer's, in the weights and adds
up what it finds, with no mark for edges, no words, no suffix and no reason: a bare scorer of
pieces can do no less. Names are ordinary ones, drawn by a fixed lot; times are CPU time, the
least of several runs. Bar of the list's issue: 20 microseconds for a score.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from itertools import repeat
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import name_data  # noqa: E402
from name_data import BENIGN_GLOBAL, BENIGN_ID  # noqa: E402

from phone_audit.model.evidence import Observable, ObservableKind  # noqa: E402
from phone_audit.signatures.features import PIECE_SIZES  # noqa: E402
from phone_audit.signatures.load import load  # noqa: E402
from phone_audit.signatures.match import Matcher  # noqa: E402
from phone_audit.signatures.scorer import Scorer  # noqa: E402
from phone_audit.signatures.unlisted import Unlisted  # noqa: E402

NAMES = 20_000
RUNS = 15
BAR = 20.0


def cost(work: Callable[[], object]) -> float:
    """Return the microseconds of CPU for each name, the least of several runs."""
    least = min(_timed(work) for _ in range(RUNS))
    return 1e6 * least / NAMES


def _timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def floor(hosts: Sequence[str], weights: dict[str, int]) -> None:
    """Add up the weights of all pieces of each name."""
    get, nothing = weights.get, repeat(0)
    for host in hosts:
        pieces = [
            host[at : at + size] for size in PIECE_SIZES for at in range(len(host) - size + 1)
        ]
        sum(map(get, pieces, nothing))


def main() -> None:
    """Print each cost and what it is to the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=name_data.DATA)
    arguments = parser.parse_args()
    signatures = load(ROOT / "signatures")
    assert signatures.names is not None
    assert signatures.names.score is not None
    files = (name_data.FILES[BENIGN_ID], name_data.FILES[BENIGN_GLOBAL])
    hosts = [line for file in files for line in name_data.lines(arguments.data / file)]
    hosts = random.Random(2026).sample(hosts, NAMES)
    unlisted, scorer = Unlisted(signatures.names), Scorer(signatures.names.score)
    read = [found for host in hosts if (found := unlisted.read(host)) is not None]
    observed = [Observable(kind=ObservableKind.HOST, value=host) for host in hosts]
    matcher = Matcher(signatures)
    least = cost(lambda: floor(hosts, signatures.names.score.weights))
    print(f"{NAMES} ordinary names, {sum(map(len, read)) / len(read):.1f} features each")
    print(f"  {'floor':<34}{least:6.2f} us")
    for title, work in (
        ("features read, and their score", lambda: [_score(unlisted, scorer, h) for h in hosts]),
        ("everything a name alone may claim", lambda: [unlisted.guess(host) for host in hosts]),
        ("the whole matcher", lambda: [matcher.classify(one) for one in observed]),
    ):
        found = cost(work)
        print(f"  {title:<34}{found:6.2f} us  {found / least:5.2f} times the floor")
    print(f"  bar for a score                   {BAR:6.2f} us")


def _score(unlisted: Unlisted, scorer: Scorer, host: str) -> int | None:
    found = unlisted.read(host)
    return None if found is None else scorer.score(found)


if __name__ == "__main__":
    main()
