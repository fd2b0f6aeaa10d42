"""A JSON object too large to be held: its members one after the other, lists by element."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_VALUE = 4_000_000
"""Characters of one value; a longer one, or one that is no JSON, ends the reading."""

_BLANKS = re.compile(r"[ \t\r\n]+")
_DECODER = json.JSONDecoder(strict=False)  # a raw line break in a title is no reason to stop


class BrokenJson(ValueError):
    """The text is no JSON from here on, or ended before its object did."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the object, or one element of a member that is a list.

    ``begins`` marks the beginning of a list; it has no value, so that an empty list is
    seen too.
    """

    key: str
    value: object
    in_list: bool
    begins: bool = False


def read_members(chunks: Iterable[bytes]) -> Iterator[Member]:
    """Yield the members of the one object that the text is.

    Memory holds one value and one chunk at a time. A byte order mark is passed over, a
    byte that is no UTF-8 becomes U+FFFD.

    Read from: RFC 8259.

    Raises:
        BrokenJson: what was yielded before stands; what follows cannot be read.
    """
    text = _Text(chunks)
    text.expect("{")
    if text.peek() == "}":
        return
    while True:
        key = text.value()
        if not isinstance(key, str):
            raise BrokenJson("a member without a name")
        text.expect(":")
        if text.peek() == "[":
            yield Member(key, None, in_list=True, begins=True)
            yield from (Member(key, one, in_list=True) for one in _elements(text))
        else:
            yield Member(key, text.value(), in_list=False)
        if not text.goes_on(until="}"):
            return


def _elements(text: "_Text") -> Iterator[object]:
    text.expect("[")
    if text.peek() == "]":
        text.take()
        return
    while True:
        yield text.value()
        if not text.goes_on(until="]"):
            return


class _Text:
    """A window on the text, moved on by whoever reads; never much longer than one value."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._decode = codecs.getincrementaldecoder("utf-8-sig")(errors="replace").decode
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """Return the next character that is no blank; empty at the end."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def take(self) -> str:
        """Return the next character that is no blank and move past it."""
        character = self.peek()
        self._at += len(character)
        return character

    def expect(self, character: str) -> None:
        """Move past this character.

        Raises:
            BrokenJson: another stands there, or none.
        """
        if self.take() != character:
            raise BrokenJson(f"{character} is missing")

    def goes_on(self, *, until: str) -> bool:
        """Move past a comma and say that there is more, or past the end and say that not.

        Raises:
            BrokenJson: another character stands there, or none.
        """
        character = self.take()
        if character not in {",", until}:
            raise BrokenJson("a comma is missing")
        return character == ","

    def value(self) -> object:
        """Return the next value and move past it.

        Raises:
            BrokenJson: there is none, or it is longer than any real one.
        """
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise BrokenJson("nested too deeply") from error
            except ValueError as error:
                if len(self._text) - self._at > LONGEST_VALUE or not self._fill():
                    raise BrokenJson("no value") from error
                continue
            if end < len(self._text) or not self._fill():  # a number may go on
                self._at = end
                return value

    def _fill(self) -> bool:
        """Add the next chunk, and forget what was read; say whether there was one."""
        while not self._ended:
            chunk = next(self._chunks, None)
            self._ended = chunk is None
            more = self._decode(chunk or b"", self._ended)
            if more:
                self._text = self._text[self._at :] + more
                self._at = 0
                return True
        return False
