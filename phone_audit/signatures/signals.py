"""Words and shapes in a name: found at the borders they need, counted once for each group."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from phone_audit.model.signature import SignalGroup
from phone_audit.signatures.name_parts import NameParts

_NUMBER = re.compile(r"(?<=[a-z])\d{2,4}(?!\d)")
_NUMBER_NEXT = re.compile(r"\d{2,4}(?!\d)")
_KEY = 3  # characters by which words are looked up; the few shorter words have keys of their own


class _Place(IntEnum):
    """Where in a part of the name a word must stand."""

    ANYWHERE = 0
    STARTS = 1
    ENDS = 2
    BEFORE_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Signal:
    """One group that a name shows, and the characters that show it."""

    group: SignalGroup
    text: str

    def __str__(self) -> str:
        """Return what a report may print: ``memuat kata "gacor"``, ``akhiran angka 88``."""
        if self.text in self.group.suffixes:
            return f"TLD .{self.text}"
        if self.text in self.group.numbers:
            return f"akhiran angka {self.text}"
        return f'memuat kata "{self.text}"'


class Signals:
    """The groups of a list, made ready for looking into names.

    Linear: every position of a name costs two look-ups, whatever the number of words.
    """

    def __init__(self, groups: Sequence[SignalGroup], blanked: Sequence[str]) -> None:
        self._groups = groups
        self._words: dict[str, list[tuple[str, _Place, int]]] = {}
        self._numbers: dict[str, int] = {}
        self._suffixes: dict[str, int] = {}
        for number, group in enumerate(groups):
            for place, words in (
                (_Place.ANYWHERE, group.anywhere),
                (_Place.STARTS, group.starts),
                (_Place.ENDS, group.ends),
                (_Place.BEFORE_NUMBER, group.before_number),
            ):
                for word in words:
                    self._words.setdefault(word[:_KEY], []).append((word, place, number))
            self._numbers.update(dict.fromkeys(group.numbers, number))
            self._suffixes.update(dict.fromkeys(group.suffixes, number))
        longest_first = sorted(blanked, key=lambda word: (-len(word), word))
        self._blanked = re.compile("|".join(longest_first) or r"(?!)")

    def found(self, parts: NameParts) -> tuple[Signal, ...]:
        """Return the groups a name shows, in the order of the list, each once.

        Words that are part of an innocent longer word (``toto`` in ``otomotif``) do not
        count: such words are taken out before, and a border stays in their place.
        """
        shown = dict(self._in(parts.text))
        if shown:
            shown = dict(self._in(self._blanked.sub("-", parts.text)))
        if parts.folded:
            shown |= self._numbers_among_other_letters(parts.text)
        last = parts.suffix.rpartition(".")[2]
        if (number := self._suffixes.get(last)) is not None:
            shown.setdefault(number, last)
        return tuple(Signal(self._groups[number], shown[number]) for number in sorted(shown))

    def _numbers_among_other_letters(self, text: str) -> dict[int, str]:
        """Return numbers that stand alone because the letters beside them are not a-z."""
        words = re.split(r"[.-]+", text)
        return {self._numbers[word]: word for word in words if word in self._numbers}

    def _in(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the number of each group with the text that shows it; the first word comes last."""
        seen: list[tuple[int, str]] = []
        words = self._words
        for i in range(len(text)):
            for key in (text[i : i + _KEY], text[i : i + 2]):
                for word, place, number in words.get(key, ()):
                    if text.startswith(word, i) and _stands(text, i, i + len(word), place):
                        seen.append((number, word))
        yield from reversed(seen)
        for match in _NUMBER.finditer(text):
            if (number := self._numbers.get(match[0], -1)) >= 0:
                yield number, match[0]


def _stands(text: str, begin: int, end: int, place: _Place) -> bool:
    match place:
        case _Place.ANYWHERE:
            return True
        case _Place.STARTS:
            return begin == 0 or text[begin - 1] in ".-"
        case _Place.ENDS:
            return end == len(text) or text[end] in ".-"
        case _Place.BEFORE_NUMBER:
            return _NUMBER_NEXT.match(text, end) is not None
