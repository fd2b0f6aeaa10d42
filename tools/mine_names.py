"""Find the stems of ``patterns/keluarga-*.yaml`` in the data, by rule and never one by one.

    python tools/mine_names.py [--data ../shared/data] [--list signatures] [--write]

A stem is taken up where enough registrable domains of the dated, official-derived lists
show it whole and no ordinary name of the data holds it anywhere, not even as a part of
more. It is letters with a number or ``4d``, or letters that begin or end in a word of the
trade. Letters that are words of the trade and nothing more (``linkslotgacor``) are no
brand and left out however often they come back: two signals judge them. So are names on
the innocent list or decided as ``never`` (``ambiguous.yaml``). Without ``--write`` it prints
what would change.
"""

import argparse
import re
import sys
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import name_data  # noqa: E402
from name_data import Named  # noqa: E402

from phone_audit.model.signature import NameRules  # noqa: E402
from phone_audit.signatures.families import Affixes, Families  # noqa: E402
from phone_audit.signatures.name_parts import NameParts  # noqa: E402
from phone_audit.signatures.reading import read_folder  # noqa: E402


@dataclass(frozen=True, slots=True)
class Kind:
    """Which stems go into a file, and how many registrable domains must show each."""

    file: str
    shape: re.Pattern[str]
    fewest: int


KINDS = (
    Kind("keluarga-angka", re.compile(r"[a-z]{3,}\d{2,4}"), 2),
    Kind("keluarga-togel", re.compile(r"[a-z]{3,}(?:4d|toto|togel|lotre)"), 2),
    Kind("keluarga-slot", re.compile(r"[a-z]{3,}(?:slots?|gacor|maxwin)|(?:rtp|mpo)[a-z]{3,}"), 2),
    Kind("keluarga-bet", re.compile(r"[a-z]{3,}bet"), 2),
    Kind("keluarga-poker-kasino", re.compile(r"[a-z]{3,}(?:poker|casino|kasino|qq)"), 2),
    Kind("keluarga-menang", re.compile(r"[a-z]{3,}(?:win|hoki|jp|jitu|mpo)"), 3),
)
"""In the order in which a stem is claimed; words that are softer must come back more often."""

_SIZES = range(5, 25)

LUCK = "untung"
"""The group of words that brands are made of (``dewa``, ``raja``); they do not make one up."""

MORE_WORDS = ("alternatif", "net", "online", "resmi", "terpercaya")


@dataclass(frozen=True, slots=True)
class Stems:
    """What the data hold of stems: the domains that show each whole, and hold it anywhere."""

    gambling: Mapping[str, frozenset[str]]
    ordinary: Mapping[str, frozenset[str]]

    def families(self, known: Collection[str]) -> dict[str, list[str]]:
        """Return the stems of each file, as far as domains are known."""
        found: dict[str, list[str]] = {kind.file: [] for kind in KINDS}
        for stem, domains in self.gambling.items():
            kind = kind_of(stem)
            if kind is None or len(domains & known) < kind.fewest:
                continue
            if not self.ordinary.get(stem, frozenset()) & known:
                found[kind.file].append(stem)
        return {file: sorted(stems) for file, stems in found.items()}


def kind_of(stem: str) -> Kind | None:
    """Return the first kind that a stem is of."""
    return next((kind for kind in KINDS if kind.shape.fullmatch(stem)), None)


def stems_of(names: Sequence[Named], rules: NameRules) -> Stems:
    """Return the stems that official-derived names show more than once."""
    families = Families((), Affixes(rules.function_words, rules.endings))
    words = trade_words(rules)

    def stems(parts: NameParts) -> Iterator[str]:
        for stem in families.stems(parts):
            if kind_of(stem) is not None and not is_made_of(stem, words):
                yield stem

    official = [one for one in names if one.gambles and not one.tags.isdisjoint(name_data.OFFICIAL)]
    benign = [one for one in names if not one.gambles and one.kind != name_data.UNLABELLED]
    gambling = _by_stem(official, stems)
    gambling = {stem: homes for stem, homes in gambling.items() if len(homes) > 1}
    return Stems(gambling, _by_stem(benign, lambda parts: _pieces(parts.text, gambling)))


def trade_words(rules: NameRules) -> frozenset[str]:
    """Return the words that stand before brands, and those of every group but that of luck."""
    words = {*rules.function_words, *MORE_WORDS}
    for group in rules.groups:
        if not group.against and group.id != LUCK:
            words.update(group.anywhere, group.starts, group.ends, group.before_number)
    return frozenset(word for word in words if word.isalpha() and len(word) > 1)


def is_made_of(stem: str, words: Collection[str]) -> bool:
    """Tell whether a stem is nothing but words one after another."""
    reached = {0}
    for end in range(1, len(stem) + 1):
        if any(stem[begin:end] in words for begin in reached):
            reached.add(end)
    return len(stem) in reached


def _pieces(text: str, wanted: Collection[str]) -> Iterator[str]:
    for begin in range(len(text)):
        for end in range(begin + _SIZES.start, min(len(text), begin + _SIZES.stop - 1) + 1):
            if (piece := text[begin:end]) in wanted:
                yield piece


def _by_stem(
    names: Iterable[Named], stems: Callable[[NameParts], Iterable[str]]
) -> dict[str, frozenset[str]]:
    homes: dict[str, set[str]] = {}
    for one in names:
        if one.parts is not None:
            for stem in set(stems(one.parts)):
                homes.setdefault(stem, set()).add(one.domain)
    return {stem: frozenset(domains) for stem, domains in homes.items()}


def main() -> None:
    """Mine, and print or write what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=name_data.DATA)
    parser.add_argument("--list", type=Path, default=ROOT / "signatures")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    read = read_folder(arguments.list)
    rules = read.name_rules()
    assert rules is not None, "the list has no signals"
    names = name_data.names(arguments.data)
    taboo = {one.name for one in read.ambiguous[1].names} if read.ambiguous else set()
    for entry in read.innocent:
        taboo |= {label for domain in entry.innocent.domains for label in domain.split(".")}
    found = stems_of(names, rules).families({one.domain for one in names})
    for file, mined in found.items():
        stems = [stem for stem in mined if stem not in taboo]
        path = arguments.list / "patterns" / f"{file}.yaml"
        head, _, old = path.read_text(encoding="utf-8").partition("\nnames:\n")
        before = set(re.findall(r"[a-z0-9]+", old))
        gone = sorted(before - set(stems))
        print(f"{file}: {len(stems)}, {len(set(stems) - before)} new, gone: {' '.join(gone)}")
        if arguments.write:
            flow = textwrap.fill(", ".join(stems), width=112).replace("\n", "\n   ")
            path.write_text(f"{head}\nnames:\n  [{flow}]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
