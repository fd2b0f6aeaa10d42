"""How well names that no entry lists are judged, on names the rules have not seen.

    python benchmarks/accuracy.py [--data ../shared/data] [--folds 5]

The train half is cut into folds twice: by registrable domain, and by family (all names with
the same brand stem in one fold). For each fold the weights, the thresholds and the stems of
the families come from the others. Entries and the innocent list are left out, since they
were written with these names in view. The bars are those of the held-out half.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import name_data  # noqa: E402
from cross_validation import crossed, ground_of  # noqa: E402
from name_data import BENIGN_GLOBAL, BENIGN_ID, GAMBLING, UNLABELLED, Named  # noqa: E402

from phone_audit.model.signature import Classification, NameClass  # noqa: E402
from phone_audit.signatures.reading import read_folder  # noqa: E402

FINDINGS = {NameClass.STRONG, NameClass.MEDIUM, NameClass.WEAK}
WITH_HINTS = {*FINDINGS, NameClass.HINT}
WORST = 20
STEM = re.compile(r"[a-z]{3,}\d{2,4}")

Answers = Mapping[Named, Classification]


def by_domain(one: Named) -> str:
    """Keep the hosts of one registrable domain together."""
    return one.domain


def by_family(one: Named) -> str:
    """Return the brand stem of a name, or its longest word where it shows no number."""
    if one.parts is None:
        return one.name
    own = one.parts.text.rpartition(".")[2]
    stems = STEM.findall(own) or re.split(r"[-_0-9]", own)
    return max(stems, key=len) or one.name


def share(answers: Answers, names: Sequence[Named], classes: set[NameClass]) -> str:
    """Return how many of some names are in some classes, as a count and a share."""
    hits = sum(answers[name].cls in classes for name in names)
    return f"{hits:>7} of {len(names):>7} {100 * hits / max(len(names), 1):8.3f} %"


def report(answers: Answers) -> Iterator[str]:
    """Yield the shares of findings and hints, by kind, source and year, and the worst names."""
    of_file: dict[str, list[Named]] = {}
    for one in answers:
        of_file.setdefault(one.file, []).append(one)
    yield "  ordinary                     findings (bar 0.01 %)            with hints (0.5 %)"
    for kind in (BENIGN_ID, BENIGN_GLOBAL, UNLABELLED):
        yield _row(kind, answers, of_file[kind])
    yield "  gambling              findings (bars 60 / 55 %)           with hints (80 / 88 %)"
    gambling = of_file[GAMBLING]
    yield _row("all", answers, gambling)
    yield _row("official of 2026", answers, [n for n in gambling if name_data.NEWEST in n.tags])
    for tag in sorted({tag for one in gambling for tag in one.tags}):
        yield _row(tag, answers, [one for one in gambling if tag in one.tags])
    for year in ("2024", "2025", "2026"):
        only = [one for one in gambling if all(year in tag for tag in one.tags)]
        yield _row(f"only in lists of {year}", answers, only)
    for kind in (BENIGN_ID, BENIGN_GLOBAL):
        worst = [one for one in of_file[kind] if answers[one].cls in FINDINGS]
        yield f"  false findings in {kind}: {len(worst)}"
        for one in worst[:WORST]:
            yield f"    {answers[one].cls:<8}{one.name:<40}{answers[one].reason}"
    yield f"  classes: {dict(Counter(str(found.cls) for found in answers.values()))}"


def _row(title: str, answers: Answers, names: Sequence[Named]) -> str:
    return f"    {title:<28}{share(answers, names, FINDINGS)}   {share(answers, names, WITH_HINTS)}"


def main() -> None:
    """Print the whole picture, once for each way of cutting."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=name_data.DATA)
    parser.add_argument("--list", type=Path, default=ROOT / "signatures")
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    rules = read_folder(arguments.list).name_rules()
    assert rules is not None, "the list has no signals"
    ground = ground_of(name_data.names(arguments.data), rules)
    ways: tuple[tuple[str, Callable[[Named], str]], ...] = (
        ("by registrable domain", by_domain),
        ("by family (bar 42 % of all as findings)", by_family),
    )
    for title, key in ways:
        print(f"\nfolds {title}", flush=True)
        for line in report(crossed(ground, key, arguments.folds).answers):
            print(line, flush=True)


if __name__ == "__main__":
    main()
