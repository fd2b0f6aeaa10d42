"""Stems of brands under ever new names: ``zeus138`` in ``rtpzeus138`` and ``zeus138-vip``."""

import re
from collections.abc import Iterator, Sequence

from phone_audit.model.signature import Family
from phone_audit.signatures.name_parts import NameParts

_WITH_NUMBER = re.compile(r"([a-z]{2,})(\d{2,4})(?!\d)")
_LETTERS = re.compile(r"[a-z]{6,}")


class Families:
    """The families of a list, made ready for looking names up; a stem costs one look-up."""

    def __init__(self, families: Sequence[Family], function_words: Sequence[str]) -> None:
        self._names = {name: family for family in families for name in family.names}
        words = sorted(function_words, key=lambda word: (-len(word), word))
        self._function_word = re.compile(f"(?:{'|'.join(words) or '(?!)'})(?=[a-z]{{3}})")

    def found(self, parts: NameParts) -> tuple[Family, str] | None:
        """Return the first family whose stem stands whole in the name, with the stem.

        Whole means: letters from a border on, then the number to its last digit, or
        letters alone from border to border. One function word may stand before it
        (``rtp``, ``daftar``): ``rtpzeus138`` is ``zeus138``; ``beautyzeus138`` is not.
        """
        for stem in self.stems(parts):
            if (family := self._names.get(stem)) is not None:
                return family, stem
        return None

    def stems(self, parts: NameParts) -> Iterator[str]:
        """Yield what may be a stem in a name, whether a family knows it or not."""
        text = parts.text
        for match in (*_WITH_NUMBER.finditer(text), *_LETTERS.finditer(text)):
            stem = match[0]
            yield stem
            if before := self._function_word.match(stem):
                yield stem[before.end() :]
