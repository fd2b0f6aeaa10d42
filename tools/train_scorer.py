"""Train the score for names that no entry lists, choose its thresholds, and measure both.

    python tools/train_scorer.py [--data ../shared/data] [--list signatures] [--folds 5]

Writes ``patterns/weights.json``; nothing in it is written by hand. How weights come about
says ``name_model.py``, how thresholds do ``name_thresholds.py``. What ``measured`` says was
counted by cross-validation by registrable domain: families, weights and thresholds had not
seen the names. ``benchmarks/accuracy.py`` prints the whole picture.
"""

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import name_data  # noqa: E402
import name_model  # noqa: E402
import name_thresholds  # noqa: E402
from cross_validation import crossed, ground_of  # noqa: E402
from name_data import BENIGN_GLOBAL, BENIGN_ID, GAMBLING, Named  # noqa: E402

from phone_audit.model.record import canonical_json, replace  # noqa: E402
from phone_audit.model.signature import Classification, Measured, NameClass, NameSet  # noqa: E402
from phone_audit.signatures.reading import read_folder  # noqa: E402

FINDINGS = {NameClass.STRONG, NameClass.MEDIUM, NameClass.WEAK}
WHAT = {
    BENIGN_ID: NameSet.ORDINARY_INDONESIAN,
    BENIGN_GLOBAL: NameSet.ORDINARY_GLOBAL,
    GAMBLING: NameSet.GAMBLING_INDONESIAN,
}


def measured(answers: Mapping[Named, Classification]) -> tuple[Measured, ...]:
    """Return the counts of findings and hints among names of each kind."""
    of_kind: dict[str, list[NameClass]] = {}
    for one, found in answers.items():
        of_kind.setdefault(one.file, []).append(found.cls)
    return tuple(
        Measured(
            what=what,
            names=len(of_kind[kind]),
            findings=sum(cls in FINDINGS for cls in of_kind[kind]),
            hints=sum(cls is NameClass.HINT for cls in of_kind[kind]),
        )
        for kind, what in WHAT.items()
    )


def lines(data: bytes) -> bytes:
    """Break JSON after commas, so that a difference between two trainings can be read."""
    return data.replace(b',"', b',\n"') + b"\n"


def main() -> None:
    """Train, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=name_data.DATA)
    parser.add_argument("--list", type=Path, default=ROOT / "signatures")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--trained", type=date.fromisoformat, default=date.today())  # noqa: DTZ011
    arguments = parser.parse_args()
    rules = read_folder(arguments.list).name_rules()
    assert rules is not None, "the list has no signals"
    ground = ground_of(name_data.names(arguments.data), rules)
    found = crossed(ground, lambda one: one.domain, arguments.folds)
    everything = np.ones(len(ground.table.names), dtype=bool)
    weak, hint = name_thresholds.chosen(ground.table, found.scores, found.scored, everything)
    model = replace(
        name_model.train(ground.table, everything, arguments.trained),
        weak=weak,
        hint=hint,
        measured=measured(found.answers),
    )
    path = arguments.list / "patterns" / "weights.json"
    path.write_bytes(lines(canonical_json(model)))
    print(f"{path}: {len(model.weights)} weights, {path.stat().st_size} bytes; {weak}, {hint}")
    for line in model.measured:
        print(f"  {line.what}: {line.findings} findings, {line.hints} hints of {line.names}")


if __name__ == "__main__":
    main()
