"""What a person can read in a host name, as the features that a score adds up."""

import re
from functools import lru_cache
from itertools import combinations
from operator import itemgetter

from phone_audit.signatures.families import Affixes
from phone_audit.signatures.name_parts import NameParts
from phone_audit.signatures.signals import Signal

_LONGEST_RUN = 30
_LONGEST_WORD = 14
_MOST_RUNS = 5  # more changes between letters and digits are a machine's name
_SHORTEST_MACHINE = 12
_HEXADECIMAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{12,}")
_DIGITS = "0123456789"
PIECE_SIZES = (3, 4, 6)
"""Characters of a piece of a word, the mark of an edge counted."""

_PIECES = {
    length: itemgetter(
        *[slice(at, at + size) for size in PIECE_SIZES for at in range(length - size + 1)]
    )
    for length in range(4, _LONGEST_RUN + 3)
}
"""What takes every piece out of a marked run of some length, in one call."""


def features(parts: NameParts, shown: tuple[Signal, ...], affixes: Affixes) -> list[str] | None:
    """Return what can be read in a name, as often as it stands there.

    ``None``: nothing anybody chose; digits alone, or made by a machine. Format of a
    feature, with what a report says of it::

        ^gac  gaco  or$       letters; ^ where a word begins, $ where it ends
        =pangeran  >rtp  <vip a word, and what stands before and after it
        #88  #^123  #=99      digits after letters, before letters, alone
        9:2                   how many digits end a word
        t88  88$  7zeu        letters beside digits
        &a2d2                 letters and digits in turn
        .xyz  .blogspot.com   the last label, the whole suffix
        -:3  <:2              words, labels
        d2|.xyz  8|.com  8|d2 how the name ends, how long it is, with its suffix
        [slot]  [angka+bet]   a group of signals, two groups together, [slot]|.xyz
        [*]  [*]88            letters outside a-z, and digits that stand among them
    """
    text = parts.text
    if text.isalpha():
        found: list[str] = []
        _of_letters(text, found, affixes)
    else:
        if text.isdecimal() and not parts.folded:
            return None
        if len(text) >= _SHORTEST_MACHINE and _is_of_a_machine(text):
            return None
        found = []
        for word in parts.words:
            _of_word(word, found, affixes)
    found += _of_form(parts)
    if shown:
        _of_groups(parts, shown, found)
    if parts.folded:
        alone = [word[0] for word in parts.words if len(word) == 1]
        found += ["[*]", *["[*]" + run[:4] for run in alone if run[0] <= "9"]]
    return found


def _is_of_a_machine(text: str) -> bool:
    """Tell whether twelve hexadecimal digits stand together, figures among them, or a UUID."""
    return any(
        "-" in found or not (found.isalpha() or found.isdecimal())
        for found in _HEXADECIMAL.findall(text)
    )


def _of_form(parts: NameParts) -> tuple[str, ...]:
    text = parts.text
    own = text[text.rfind(".") + 1 :]
    return _form(
        parts.suffix,
        min(len(own) // 2, 9),
        min(len(own) - len(own.rstrip(_DIGITS)), 4),
        min(len(parts.words), 6),
        min(text.count("."), 3),
    )


@lru_cache(maxsize=4_096)  # of most phones' hosts the form was seen before
def _form(suffix: str, size: int, digits: int, words: int, labels: int) -> tuple[str, ...]:
    """Return the features of a suffix, together with the name's length and its end."""
    tld = suffix[suffix.rfind(".") + 1 :]
    end = f"d{digits}" if digits else "a"
    return (
        "." + suffix,
        "." + tld,
        f"-:{words}",
        f"<:{labels}",
        f"{end}|.{tld}",
        f"{size}|.{suffix}",
        f"{size}|{end}",
    )


def _of_groups(parts: NameParts, shown: tuple[Signal, ...], found: list[str]) -> None:
    tld = parts.suffix[parts.suffix.rfind(".") + 1 :]
    groups = sorted([signal.group.id for signal in shown])
    found += [f"[{group}]" for group in groups]
    found += [f"[{group}]|.{tld}" for group in groups]
    if len(groups) > 1:
        found += [f"[{one}+{other}]" for one, other in combinations(groups, 2)]


def _of_word(word: tuple[str, ...], found: list[str], affixes: Affixes) -> None:
    last = len(word) - 1
    if last >= _MOST_RUNS:
        found.append("[mesin]")
        return
    for place, run in enumerate(word):
        if run[0] > "9":
            _of_letters(run, found, affixes)
        elif last == 0:
            found.append("#=" + run[:6])
        elif place == 0:
            found.append("#^" + run[:6])
        else:
            found.append("#" + run[:6])
            if place == last:
                found.append(f"9:{min(len(run), 6)}")
    if last:
        for place in range(last):
            left, right = word[place], word[place + 1]
            found += (
                left[-3:] + right[:3],
                left[-2:] + right[:2],
                left[-1:] + right[:3],
                left[-5:] + right[:4],
                left[-3:] + right[:1],
            )
        if word[last][0] <= "9":
            found.append(f"{word[last - 1][-2:]}{word[last][:4]}$")
        found.append("&" + "".join([_shape(run) for run in word]))


def _shape(run: str) -> str:
    return f"a{min((len(run) + 1) // 3, 4)}" if run[0] > "9" else f"d{min(len(run), 4)}"


def _of_letters(run: str, found: list[str], affixes: Affixes) -> None:
    if len(run) == 1:
        found += (f"^{run}$", "=" + run)
        return
    marked = f"^{run[:_LONGEST_RUN]}$"
    found += _PIECES[len(marked)](marked)
    before, after = affixes.before(run), affixes.after(run)
    if not before and not after:
        found.append("=" + run[:_LONGEST_WORD])
        return
    rest = run
    if before:
        found.append(">" + before)
        rest = rest[len(before) :]
    if after and len(rest) > len(after):
        found.append("<" + after)
        rest = rest[: -len(after)]
    found.append("=" + rest[:_LONGEST_WORD])
    marked = f"^{rest[:_LONGEST_RUN]}$"
    for size in PIECE_SIZES:
        if size <= len(marked):
            found += (marked[:size], marked[-size:])
