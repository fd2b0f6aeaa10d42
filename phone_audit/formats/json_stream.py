"""A JSON object too large to be held: its members one after the other, lists by element."""

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

LONGEST_VALUE = 4_000_000
"""Characters of one value; a longer one, or one that is no JSON, ends the reading."""

_MARKS = re.compile(r'["\\{}\[\],]')
_BLANKS = re.compile(r"[ \t\r\n]+")
_DECODER = json.JSONDecoder(strict=False)  # a raw line break in a title is no reason to stop


class BrokenJson(ValueError):
    """The text is no JSON from here on, or ended before its object did."""


class TooLong(BrokenJson):
    """A value goes on past ``LONGEST_VALUE``; it is still there to be passed over."""


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


Path = tuple[str | None, ...]
"""The way from the top of a text to a value: names of members, ``None`` for a list element."""


@dataclass(frozen=True, slots=True)
class Found:
    """One value with the way to it and the line it begins in, counted from 1.

    ``too_long`` marks a value past ``LONGEST_VALUE`` that was passed over unread.
    """

    path: Path
    value: object
    line: int
    too_long: bool = False


def walk(chunks: Iterable[bytes], enter: Callable[[Path], bool]) -> Iterator[Found]:
    """Yield the values of a text, going into those objects and lists that ``enter`` names.

    What is not entered is yielded whole. Memory holds one value and one chunk at a time,
    however large an entered list is; ``enter`` bounds the depth.

    Read from: RFC 8259.

    Raises:
        BrokenJson: what was yielded before stands; what follows cannot be read.
    """
    text = _Text(chunks)
    yield from _walk(text, (), enter)
    if text.peek():
        raise BrokenJson("something follows the end")


def _walk(text: "_Text", path: Path, enter: Callable[[Path], bool]) -> Iterator[Found]:
    opening = text.peek()
    if opening not in {"{", "["} or not enter(path):
        line = text.line
        try:
            yield Found(path, text.value(), line)
        except TooLong:
            text.skip()
            yield Found(path, None, line, too_long=True)
        return
    text.take()
    closing = "}" if opening == "{" else "]"
    if text.peek() == closing:
        text.take()
        return
    while True:
        step: str | None = None
        if opening == "{":
            key = text.value()
            if not isinstance(key, str):
                raise BrokenJson("a member without a name")
            text.expect(":")
            step = key
        yield from _walk(text, (*path, step), enter)
        if not text.goes_on(until=closing):
            return


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
    """A window on the text, moved on by whoever reads; never longer than two values."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._decode = codecs.getincrementaldecoder("utf-8-sig")(errors="replace").decode
        self._text = ""
        self._at = 0
        self._ended = False
        self._lines = 1  # the line at _counted
        self._counted = 0

    @property
    def line(self) -> int:
        """Return the line that is being read, counted from 1."""
        self._lines += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._lines

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
                size = len(self._text) - self._at
                if size > LONGEST_VALUE:
                    raise TooLong("no value") from error
                if not self._fill(size):  # twice as much each time: all tries cost two
                    raise BrokenJson("no value") from error
                continue
            if end < len(self._text) or not self._fill():  # a number may go on
                self._at = end
                return value

    def skip(self) -> None:
        """Move past the next value without holding it.

        Raises:
            BrokenJson: the text ended before the value did.
        """
        depth, quoted = 0, False
        while True:
            mark = _MARKS.search(self._text, self._at)
            if mark is None:
                self._go_to(len(self._text))
                continue
            character = mark[0]
            if depth == 0 and not quoted and character in ",]}":
                self._at = mark.start()
                return
            self._at = mark.end()
            if quoted:
                if character == "\\":
                    self._go_to(self._at)
                    self._at += 1
                quoted = character != '"'
            elif character == '"':
                quoted = True
            elif character != ",":
                depth += 1 if character in "{[" else -1
            if depth == 0 and not quoted:
                return

    def _go_to(self, position: int) -> None:
        """Move on, and see to it that a character stands there."""
        self._at = position
        if position >= len(self._text) and not self._fill():
            raise BrokenJson("a value has no end")

    def _fill(self, least: int = 1) -> bool:
        """Add chunks of so many characters, and forget what was read; say whether any came."""
        more: list[str] = []
        size = 0
        while not self._ended and size < least:
            chunk = next(self._chunks, None)
            self._ended = chunk is None
            more.append(self._decode(chunk or b"", self._ended))
            size += len(more[-1])
        if size:
            self._lines = self.line
            self._text = self._text[self._at :] + "".join(more)
            self._at = self._counted = 0
        return size > 0
