"""What a person can read in a host name, as the features that a score adds up."""

import re
from itertools import combinations

from phone_audit.signatures.name_parts import NameParts
from phone_audit.signatures.signals import Signal

_RUN = re.compile(r"[a-z]+|[0-9]+")
_BORDER = re.compile(r"[.-]+")
_SHORTEST_PIECE = 3  # with the mark of a border, so two letters at an edge
_LONGEST_PIECE = 6
_LONGEST_RUN = 30
_MOST_RUNS = 5  # more changes between letters and digits are a machine's name
_LETTER = re.compile(r"[a-z]")


def features(parts: NameParts, shown: tuple[Signal, ...]) -> set[str] | None:
    """Return what can be read in a name; ``None``: digits alone, which say nothing.

    Format of a feature, with what a report says of it::

        ^gac  gaco  or$     letters; ^ where a word begins, $ where it ends
        #88  #^123  #=99    digits after letters, before letters, alone
        9:2  9:3            how many digits end a word
        t88  7zeu           letters beside digits
        .xyz  .blogspot.com the last label, the whole suffix
        -:3  <:2  ~:12      words with hyphens, labels before the name, length
        [slot]  [angka+bet] a group of signals, two groups together
        [*]  [*]88          letters outside a-z, and digits that stand among them
    """
    if _LETTER.search(parts.text) is None and not parts.folded:
        return None
    found: set[str] = set()
    labels = parts.text.split(".")
    words = [word for word in _BORDER.split(parts.text) if word]
    for word in words:
        _of_word(word, found)
    suffix = parts.suffix
    found.add("." + suffix)
    found.add("." + suffix[suffix.rfind(".") + 1 :])
    found.add(f"-:{min(len(words), 6)}")
    found.add(f"<:{min(len(labels), 4)}")
    found.add(f"~:{min(len(labels[-1]) // 2, 12)}")
    groups = sorted(signal.group.id for signal in shown)
    found.update(f"[{group}]" for group in groups)
    found.update(f"[{one}+{other}]" for one, other in combinations(groups, 2))
    if parts.folded:
        found.add("[*]")
        found.update("[*]" + word[:4] for word in words if word.isdecimal())
    return found


def _of_word(word: str, found: set[str]) -> None:
    runs = _RUN.findall(word)
    if len(runs) > _MOST_RUNS:
        found.add("[mesin]")
        return
    last = len(runs) - 1
    for number, run in enumerate(runs):
        if run[0] <= "9":
            if last == 0:
                found.add("#=" + run[:6])
            elif number == 0:
                found.add("#^" + run[:6])
            else:
                found.add("#" + run[:6])
                if number == last:
                    found.add(f"9:{min(len(run), 6)}")
        else:
            _of_letters(run, found)
    if last:
        for number in range(last):
            left, right = runs[number], runs[number + 1]
            found.add(left[-3:] + right[:3])
            found.add(left[-2:] + right[:2])


def _of_letters(run: str, found: set[str]) -> None:
    marked = f"^{run[:_LONGEST_RUN]}$"
    length = len(marked)
    for size in range(_SHORTEST_PIECE, min(_LONGEST_PIECE, length) + 1):
        found.update([marked[begin : begin + size] for begin in range(length - size + 1)])
    if length > _LONGEST_PIECE:
        found.add(marked[:14])
