"""Words and shapes in a name: found at the borders they need, counted once for each group."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from operator import itemgetter

from phone_audit.model.record import Record
from phone_audit.model.signature import SignalGroup
from phone_audit.signatures.name_parts import NameParts

_KEY = 3  # characters by which words are looked up; shorter ones are looked for one by one
_DIGITS = range(2, 5)


class _Place(IntEnum):
    """Where in a part of the name a word must stand; ``BLANK``: it hides what it covers."""

    ANYWHERE = 0
    STARTS = 1
    ENDS = 2
    BEFORE_NUMBER = 3
    BLANK = 4


class Signal(Record):
    """One group that a name shows, and the characters that show it."""

    group: SignalGroup
    text: str

    def __str__(self) -> str:
        """Return what a report may print: ``memuat kata "gacor"``, ``akhiran angka 88``."""
        if self.text in self.group.suffixes:
            return f"TLD .{self.text}"
        if self.is_number:
            return f"akhiran angka {self.text}"
        if self.group.against:
            return f'meringankan: memuat kata "{self.text}" ({self.group.says})'
        return f'memuat kata "{self.text}"'

    @property
    def is_number(self) -> bool:
        """Whether it is a brand number rather than a word."""
        return self.text in self.group.numbers

    @property
    def counts(self) -> bool:
        """Whether it is one of the two signals of a weak match."""
        return not self.group.supporting and not self.group.against


class _Word(Record):
    text: str
    place: _Place
    number: int


class Signals:
    """The groups of a list, made ready for looking into names.

    Linear: every position of a name costs one look-up, whatever the number of words.
    """

    def __init__(self, groups: Sequence[SignalGroup], blanked: Sequence[str]) -> None:
        self._groups = groups
        self._numbers: dict[str, int] = {}
        self._suffixes: dict[str, int] = {}
        words = [_Word(text=text, place=_Place.BLANK, number=-1) for text in blanked]
        for number, group in enumerate(groups):
            for place, texts in (
                (_Place.ANYWHERE, group.anywhere),
                (_Place.STARTS, group.starts),
                (_Place.ENDS, group.ends),
                (_Place.BEFORE_NUMBER, group.before_number),
            ):
                words += [_Word(text=text, place=place, number=number) for text in texts]
            self._numbers.update(dict.fromkeys(group.numbers, number))
            self._suffixes.update(dict.fromkeys(group.suffixes, number))
        by_key: defaultdict[str, list[_Word]] = defaultdict(list)
        for word in words:
            if len(word.text) >= _KEY:
                by_key[word.text[:_KEY]].append(word)
        self._words = {key: tuple(starting) for key, starting in by_key.items()}
        self._short = tuple(word for word in words if len(word.text) < _KEY)

    def found(self, parts: NameParts) -> tuple[Signal, ...]:
        """Return the groups a name shows, in the order of the list, each once.

        Words that are part of an innocent longer word (``toto`` in ``otomotif``) do not
        count: such words are taken out before, and a border stays in their place.
        """
        shown = self._words_in(parts.text)
        for number, text in self._numbers_in(parts):
            shown[number] = text
        last = parts.suffix[parts.suffix.rfind(".") + 1 :]
        if (at := self._suffixes.get(last, -1)) >= 0:
            shown.setdefault(at, last)
        if not shown:
            return ()
        groups = self._groups
        return tuple([Signal(group=groups[at], text=shown[at]) for at in sorted(shown)])

    def _words_in(self, text: str) -> dict[int, str]:
        """Return the number of each group with the first word that shows it."""
        table = self._words
        keys = _keys_of(text)
        shown: dict[int, str] = {}
        if table.keys().isdisjoint(keys):
            keys = ()
        blanks: list[tuple[int, int]] = []
        for begin, key in enumerate(keys):
            if key not in table:
                continue
            for word in table[key]:
                end = begin + len(word.text)
                if not text.startswith(word.text, begin):
                    continue
                if word.place is _Place.BLANK:
                    blanks.append((begin, end))
                elif word.number not in shown and _stands(text, begin, end, word.place):
                    shown[word.number] = word.text
        for word in self._short:
            if word.text in text and word.number not in shown and _somewhere(text, word):
                shown[word.number] = word.text
        if blanks and shown:
            return self._words_in(_blank(text, blanks))
        return shown

    def _numbers_in(self, parts: NameParts) -> Iterator[tuple[int, str]]:
        """Yield brand numbers: where digits end after letters, or alone where letters were folded.

        The letters beside them are then not ``a-z``. The number that stands first comes last.
        """
        for word in reversed(parts.words):
            if len(word) == 1:
                if parts.folded and word[0] in self._numbers:
                    yield self._numbers[word[0]], word[0]
                continue
            for run in word[:0:-1]:
                if run in self._numbers:
                    yield self._numbers[run], run


_KEYS: dict[int, Callable[[str], Sequence[str]]] = {
    length: itemgetter(*[slice(begin, begin + _KEY) for begin in range(length - _KEY + 1)])
    for length in range(_KEY + 1, 64)
}
"""What takes every key out of a text of some length, in one call; a single key is no tuple."""


def _keys_of(text: str) -> Sequence[str]:
    if found := _KEYS.get(len(text)):
        return found(text)
    return [text[begin : begin + _KEY] for begin in range(len(text) - _KEY + 1)]


def _blank(text: str, blanks: Sequence[tuple[int, int]]) -> str:
    """Return a text with a border in the place of each blanked word, the first one first."""
    kept, at = [], 0
    for begin, end in sorted(blanks, key=lambda one: (one[0], -one[1])):
        if begin >= at:
            kept += [text[at:begin], "-"]
            at = end
    return "".join([*kept, text[at:]])


def _somewhere(text: str, word: _Word) -> bool:
    begin = text.find(word.text)
    while begin >= 0:
        if _stands(text, begin, begin + len(word.text), word.place):
            return True
        begin = text.find(word.text, begin + 1)
    return False


def _stands(text: str, begin: int, end: int, place: _Place) -> bool:
    match place:
        case _Place.STARTS:
            return begin == 0 or text[begin - 1] in ".-"
        case _Place.ENDS:
            return end == len(text) or text[end] in ".-"
        case _Place.BEFORE_NUMBER:
            digits = end
            while digits < len(text) and "0" <= text[digits] <= "9":
                digits += 1
            return digits - end in _DIGITS
        case _:
            return True
