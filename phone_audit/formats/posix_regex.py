"""POSIX regular expressions as the phone's ``grep`` reads them, turned into Python's."""

import re

_CLASSES: dict[str, bytes] = {
    "alpha": rb"a-zA-Z",
    "digit": rb"0-9",
    "alnum": rb"a-zA-Z0-9",
    "upper": rb"A-Z",
    "lower": rb"a-z",
    "space": rb" \t\n\r\f\v",
    "blank": rb" \t",
    "punct": rb"!-/:-@\[-`{-~",
    "xdigit": rb"0-9a-fA-F",
    "print": rb" -~",
    "graph": rb"!-~",
    "cntrl": rb"\x00-\x1f\x7f",
}
_EXTENDED_SPECIAL = frozenset("(){|*+?")
_BASIC_ESCAPED_SPECIAL = frozenset("(){")
_UNDEFINED_ESCAPES = frozenset("<>`'")  # word and buffer anchors of some libraries only
_INTERVAL = re.compile(r"(\d{1,3})(,(\d{1,3})?)?")


class PatternError(ValueError):
    """The pattern is wrong, or means different things to different phones."""


def translate(pattern: str, *, extended: bool) -> bytes:
    r"""Return the Python pattern, over bytes, for a POSIX one.

    ``extended`` chooses ERE (``grep -E``) over BRE (plain ``grep``)::

        >>> translate("^ +User ([0-9]+|null):", extended=True)
        b'\\A\\ +User\\ ([0-9]+|null):'

    Only what every ``grep`` on Android reads the same way is understood: ``. * + ? |
    ( ) ^ $ { }``, brackets with ranges and classes such as ``[[:alnum:]]``, and a
    backslash before a punctuation mark. What POSIX leaves undefined is refused:
    ``\w``, ``\b``, ``\1``, ``a**``, ``()``, a repetition of nothing. A character above
    127 is its UTF-8 bytes taken as one; ``.`` is one byte, as in the C locale.

    Python takes the first alternative that fits where POSIX takes the longest match:
    whether a line matches never differs, but what ``grep -o`` cuts out does when one
    alternative is the beginning of a later one (``a|ab``). Write the longer one first.

    Read from: POSIX.1-2017 XBD 9.3 and 9.4; toybox ``grep.c`` 0.8 (Android 11 to 15,
    patterns go to the C library's ``regcomp``).

    Raises:
        PatternError: the pattern holds anything else.
    """
    return _Translation(pattern, extended=extended).run()


class _Translation:
    """One walk over a pattern; ``atom`` tells whether something repeatable came just before."""

    def __init__(self, pattern: str, *, extended: bool) -> None:
        self.pattern = pattern
        self.extended = extended
        self.position = 0
        self.depth = 0
        self.out: list[bytes] = []
        self.atom = False
        self.branch_empty = True

    def run(self) -> bytes:
        while self.position < len(self.pattern):
            char = self.pattern[self.position]
            self.position += 1
            if char == "\\":
                self.escape()
            elif char == "[":
                self.add(self.bracket())
            elif char == ".":
                self.add(b".")
            elif char in "^$":
                self.anchor(char)
            elif char == "*" or (self.extended and char in _EXTENDED_SPECIAL):
                self.special(char)
            else:
                self.add(re.escape(char.encode()))
        if self.depth:
            raise PatternError("a ( without its )")
        if self.branch_empty and self.pattern:
            raise PatternError("an empty alternative")
        return b"".join(self.out)

    def add(self, atom: bytes) -> None:
        self.out.append(atom if len(atom) == 1 or atom[:1] in b"[\\" else b"(?:" + atom + b")")
        self.atom = True
        self.branch_empty = False

    def escape(self) -> None:
        if self.position == len(self.pattern):
            raise PatternError("a backslash at the end")
        char = self.pattern[self.position]
        self.position += 1
        if not self.extended and char in _BASIC_ESCAPED_SPECIAL:
            self.special(char)
            return
        undefined = _UNDEFINED_ESCAPES if self.extended else _UNDEFINED_ESCAPES | set("|+?}")
        if char.isalnum() or not char.isascii() or char in undefined or char == "\n":
            raise PatternError(f"\\{char} means different things to different phones")
        self.add(re.escape(char.encode()))

    def anchor(self, char: str) -> None:
        if not self.extended and not self.anchors_here(char):
            self.add(re.escape(char.encode()))
            return
        self.out.append(rb"\A" if char == "^" else rb"\Z")
        self.atom = False
        self.branch_empty = False

    def anchors_here(self, char: str) -> bool:
        """In a basic expression, an anchor is one only at the edge of it or of a group."""
        if char == "^":
            return not self.out or self.out[-1] == b"("
        return self.position == len(self.pattern) or self.pattern.startswith("\\)", self.position)

    def special(self, char: str) -> None:
        match char:
            case "(":
                self.out.append(b"(")
                self.depth += 1
                self.atom, self.branch_empty = False, True
            case ")":
                self.close()
            case "|":
                if self.branch_empty:
                    raise PatternError("an empty alternative")
                self.out.append(b"|")
                self.atom, self.branch_empty = False, True
            case "{":
                self.repeat(self.interval())
            case _:
                if not self.extended and self.out[-1:] in ([], [b"("], [rb"\A"]):
                    self.add(rb"\*")
                else:
                    self.repeat(char.encode())

    def close(self) -> None:
        if not self.depth:
            raise PatternError("a ) without its (")
        if self.branch_empty:
            raise PatternError("an empty group")
        self.out.append(b")")
        self.depth -= 1
        self.atom = True

    def repeat(self, how: bytes) -> None:
        if not self.atom:
            raise PatternError("a repetition of nothing, or of a repetition")
        self.out.append(how)
        self.atom = False

    def interval(self) -> bytes:
        found = _INTERVAL.match(self.pattern, self.position)
        end = "}" if self.extended else "\\}"
        if found is None or not self.pattern.startswith(end, found.end()):
            raise PatternError("a { that opens no {m}, {m,} or {m,n}")
        if found[3] is not None and int(found[3]) < int(found[1]):
            raise PatternError(f"{{{found[0]}}} counts backwards")
        self.position = found.end() + len(end)
        return b"{" + found[0].encode() + b"}"

    def bracket(self) -> bytes:
        """Read a bracket expression; the opening ``[`` is behind us."""
        out = [b"["]
        if self.pattern.startswith("^", self.position):
            out.append(rb"^\n")
            self.position += 1
        first = True
        while first or not self.pattern.startswith("]", self.position):
            out.append(self.bracket_item())
            first = False
        self.position += 1
        return b"".join(out) + b"]"

    def bracket_item(self) -> bytes:
        if self.pattern.startswith("[:", self.position):
            end = self.pattern.find(":]", self.position)
            name = self.pattern[self.position + 2 : end]
            if end < 0 or name not in _CLASSES:
                raise PatternError(f"no character class [:{name}:]")
            self.position = end + 2
            return _CLASSES[name]
        low = self.bracket_char()
        if not self.pattern.startswith("-", self.position) or self.pattern.startswith(
            "-]", self.position
        ):
            return _hex(low)
        self.position += 1
        high = self.bracket_char()
        if high < low:
            raise PatternError(f"range {low}-{high} counts backwards")
        return _hex(low) + b"-" + _hex(high)

    def bracket_char(self) -> str:
        if self.position >= len(self.pattern):
            raise PatternError("a [ without its ]")
        if self.pattern.startswith(("[.", "[=", "[:"), self.position):
            raise PatternError("collating elements mean different things to different phones")
        char = self.pattern[self.position]
        if not char.isascii():
            raise PatternError(f"{char!r} in brackets is several bytes")
        self.position += 1
        return char


def _hex(char: str) -> bytes:
    return b"\\x%02x" % ord(char)
