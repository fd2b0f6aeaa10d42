"""How well names that no entry lists are judged, on names the rules have not seen.

    python benchmarks/accuracy.py [--data ../shared/data] [--folds 5]

The train half is cut into folds twice: by registrable domain, and by family (all names with
the same brand stem in one fold). For each fold the score is trained on the others, and a
stem counts only if it stands on three registrable domains there. Entries and the innocent
list are left out, since they were written with these names in view.
"""

import argparse
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import train_scorer  # noqa: E402

from phone_audit.formats.hostname import normalise, registrable  # noqa: E402
from phone_audit.model.evidence import Observable, ObservableKind  # noqa: E402
from phone_audit.model.record import replace  # noqa: E402
from phone_audit.model.signature import NameRules, SignatureList  # noqa: E402
from phone_audit.signatures.families import Families  # noqa: E402
from phone_audit.signatures.load import load  # noqa: E402
from phone_audit.signatures.match import Matcher  # noqa: E402
from phone_audit.signatures.name_parts import name_parts  # noqa: E402

FINDING = {"strong", "medium", "weak"}
FEWEST_DOMAINS = 3
WORST = 15
STEM = re.compile(r"[a-z]{3,}\d{2,4}")
KINDS = {"gambling": "judi", "benign_id": "situs Indonesia", "benign_global": "situs dunia"}


def by_domain(host: str) -> str:
    return registrable(host) or host


def by_family(host: str) -> str:
    """Return the brand stem of a name, or its longest word where it shows no number."""
    parts = name_parts(host)
    if parts is None:
        return host
    own = parts.text.rpartition(".")[2]
    stems = STEM.findall(own) or re.split(r"[-_0-9]", own)
    return max(stems, key=len) or host


def judged(
    names: Mapping[str, str],
    read: Mapping[str, tuple[str, ...]],
    rules: NameRules,
    folds: int,
    key: Callable[[str], str],
) -> dict[str, tuple[str, str]]:
    """Return class and reason of every name, by rules that have not seen its fold."""
    fold = {name: zlib.crc32(key(name).encode()) % folds for name in names}
    stems = stems_of(names, rules)
    answers: dict[str, tuple[str, str]] = {}
    for held in range(folds):
        rest = [name for name in names if fold[name] != held]
        scored = [name for name in rest if name in read]
        model = train_scorer.model_of(
            [read[name] for name in scored], [names[name] for name in scored]
        )
        support: defaultdict[str, set[str]] = defaultdict(set)
        for name in rest:
            if names[name] == "gambling":
                for stem in stems[name]:
                    support[stem].add(by_domain(name))
        families = tuple(
            replace(
                family,
                names=tuple(n for n in family.names if len(support[n]) >= FEWEST_DOMAINS),
            )
            for family in rules.families
        )
        matcher = Matcher(
            SignatureList(
                name="fold",
                version="0",
                released=date.min,
                signatures=(),
                names=replace(rules, families=families, score=model),
            )
        )
        for name in names:
            if fold[name] == held:
                found = matcher.classify(Observable(kind=ObservableKind.HOST, value=name))
                answers[name] = (found.cls.value, found.reason)
        print(f"  fold {held + 1} of {folds}", file=sys.stderr)
    return answers


def stems_of(names: Mapping[str, str], rules: NameRules) -> dict[str, list[str]]:
    families = Families(rules.families, rules.function_words)
    found = {}
    for name in names:
        host = normalise(name)
        parts = name_parts(host) if host else None
        found[name] = [] if parts is None else list(families.stems(parts))
    return found


def share(answers: Mapping[str, tuple[str, str]], names: list[str], classes: set[str]) -> str:
    hits = sum(answers[name][0] in classes for name in names)
    return f"{hits:>7} of {len(names):>7} {100 * hits / max(len(names), 1):8.3f} %"


def report(
    names: Mapping[str, str], tags: Mapping[str, set[str]], answers: dict[str, tuple[str, str]]
) -> None:
    of_kind = {kind: [name for name in names if names[name] == kind] for kind in KINDS}
    hinted = FINDING | {"hint"}
    print("  benign                          findings (bar 0.01 %)            with hints (0.5 %)")
    for kind in ("benign_id", "benign_global"):
        print(
            f"    {kind:<24}{share(answers, of_kind[kind], FINDING)}"
            f"   {share(answers, of_kind[kind], hinted)}"
        )
    gambling = of_kind["gambling"]
    official = [name for name in gambling if "official-derived-2026-07" in tags[name]]
    print("  gambling              findings (bars 60 / 55 %)           with hints (80 / 88 %)")
    rows = {"all": gambling, "official of 2026": official}
    sources = sorted({tag for name in gambling for tag in tags[name]})
    rows |= {tag: [name for name in gambling if tag in tags[name]] for tag in sources}
    for year in ("2024", "2025", "2026"):
        rows[f"only in lists of {year}"] = [
            name for name in gambling if all(year in tag for tag in tags[name])
        ]
    for title, chosen in rows.items():
        if chosen:
            print(
                f"    {title:<28}{share(answers, chosen, FINDING)}"
                f"   {share(answers, chosen, hinted)}"
            )
    for kind in ("benign_id", "benign_global"):
        worst = [name for name in of_kind[kind] if answers[name][0] in FINDING][:WORST]
        print(f"  false findings in {kind}: {len(worst)}")
        for name in worst:
            print(f"    {answers[name][0]:<8}{name:<40}{answers[name][1]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    rules = load(ROOT / "signatures").names
    assert rules is not None
    names = {
        name: kind
        for kind, path in train_scorer.sources(arguments.data).items()
        for name in train_scorer.read(path)
    }
    read = {
        name: tuple(map(sys.intern, sorted(row)))
        for name in names
        if (row := train_scorer.read_features(rules, name)) is not None
    }
    tags: dict[str, set[str]] = {}
    for line in train_scorer.read(arguments.data / "domains/gambling_id_sources_train.tsv.gz"):
        name, marks = line.split("\t")
        tags[name] = set(marks.split(","))
    for title, key in (("by registrable domain", by_domain), ("by family", by_family)):
        answers = judged(names, read, rules, arguments.folds, key)
        print(f"\nfolds {title} (families left out: bar 42 % of all)")
        report(names, tags, answers)
        print("  rules:", dict(Counter(cls for cls, _ in answers.values())), flush=True)


if __name__ == "__main__":
    main()
