"""Stems of brands under ever new names: ``zeus138`` in ``rtpzeus138`` and ``zeus138-vip``."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from phone_audit.model.signature import Family
from phone_audit.signatures.name_parts import NameParts

_SHORTEST_BEFORE_NUMBER = 2
_SHORTEST_LETTERS = 6
_SHORTEST_REST = 3
_DIGITS = range(2, 5)
_KEY = 2  # characters by which words are looked up; none is shorter


class Affixes:
    """Words that stand before or after a brand without being part of it: ``rtp``, ``login``."""

    def __init__(self, before: Sequence[str] = (), after: Sequence[str] = ()) -> None:
        self._before: dict[str, tuple[str, ...]] = _longest_first(before, slice(0, _KEY))
        self._after: dict[str, tuple[str, ...]] = _longest_first(after, slice(-_KEY, None))

    def before(self, letters: str) -> str:
        """Return the longest word that letters begin with; empty: none, or too few are left."""
        for word in self._before.get(letters[:_KEY], ()):
            if letters.startswith(word) and len(letters) - len(word) >= _SHORTEST_REST:
                return word
        return ""

    def after(self, letters: str) -> str:
        """Return the longest word that letters end in; empty: none, or too few are left."""
        for word in self._after.get(letters[-_KEY:], ()):
            if letters.endswith(word) and len(letters) - len(word) >= _SHORTEST_REST:
                return word
        return ""


def _longest_first(words: Sequence[str], key: slice) -> dict[str, tuple[str, ...]]:
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        by_key[word[key]].append(word)
    return {key: tuple(words) for key, words in by_key.items()}


class Families:
    """The families of a list, made ready for looking names up; a stem costs one look-up."""

    def __init__(self, families: Sequence[Family], affixes: Affixes) -> None:
        self._names = {name: family for family in families for name in family.names}
        self._affixes = affixes

    def found(self, parts: NameParts) -> tuple[Family, str] | None:
        """Return the first family whose stem stands whole in the name, with the stem.

        Whole means: letters from a border on, then the number to its last digit (or
        ``4d``, as lotteries have it), or letters alone from border to border. One
        function word may stand before it (``rtp``, ``daftar``): ``rtpzeus138`` is
        ``zeus138``; ``beautyzeus138`` is not.
        """
        names = self._names
        for stem in self.stems(parts):
            if stem in names:
                return names[stem], stem
        return None

    def stems(self, parts: NameParts) -> Iterator[str]:
        """Yield what may be a stem in a name, whether a family knows it or not.

        Letters with their number first, for they say more.
        """
        letters = []
        for word in parts.words:
            last = len(word) - 1
            for place, run in enumerate(word):
                if run[0] <= "9":
                    continue
                before = len(self._affixes.before(run))
                if len(run) >= _SHORTEST_LETTERS:
                    letters.append((run, before))
                if place == last or len(run) < _SHORTEST_BEFORE_NUMBER:
                    continue
                number = word[place + 1]
                if number == "4" and place + 1 < last and word[place + 2][0] == "d":
                    number = "4d"
                elif len(number) not in _DIGITS:
                    continue
                yield run + number
                if before:
                    yield run[before:] + number
        for run, before in letters:
            yield run
            if before:
                yield run[before:]
