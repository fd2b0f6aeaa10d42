"""How many steps a regular expression takes: Python's own engine, written again to count.

``re`` tells no number of steps, and time is no measure in a test. This engine tries what
``re`` would try, in the same order, and counts each trial; tests/work/test_patterns.py
compares its answers with those of ``re``.
"""

import re
import sys
from collections.abc import Callable, Iterator
from re import _constants as code  # the tree that re itself compiles
from re import _parser

Rest = Callable[[int], bool]  # what has to match from here on
Node = Callable[[int, Rest], bool]

_SINGLE = {code.LITERAL, code.NOT_LITERAL, code.IN, code.ANY}
_MANY = 60
"""A repeat with a higher limit than this is pumped; no limit at all is above every limit."""


class TooManyStepsError(Exception):
    """The steps allowed were used up."""


class Counted:
    """One pattern and the steps its last use took."""

    def __init__(self, source: str | bytes, flags: int = 0) -> None:
        compiled = re.compile(source, flags)
        text = source.decode("latin-1") if isinstance(source, bytes) else source
        self._flags = compiled.flags | (re.ASCII if isinstance(source, bytes) else 0)
        self.tree = _parser.parse(text, compiled.flags & ~re.UNICODE)
        self.steps = 0
        self._allowed = 0
        self._text = ""
        self._groups: dict[int, tuple[int, int]] = {}
        self._node = self._sequence(list(self.tree), self._flags)

    def match(self, text: str, start: int = 0, *, allowed: int = 10**9) -> int | None:
        """Return where a match from ``start`` ends; count from 0."""
        self.steps, self._allowed = 0, allowed
        return self._match(text, start)

    def search(self, text: str, *, allowed: int = 10**9) -> tuple[int, int] | None:
        """Return where the first match begins and ends; count from 0."""
        self.steps, self._allowed = 0, allowed
        for start in range(len(text) + 1):
            end = self._match(text, start)
            if end is not None:
                return start, end
        return None

    def _match(self, text: str, start: int) -> int | None:
        self._text, self._groups = text, {}
        ends: list[int] = []

        def end(at: int) -> bool:
            ends.append(at)
            return True

        deepest = sys.getrecursionlimit()
        sys.setrecursionlimit(1_000_000)
        try:
            return ends[-1] if self._node(start, end) else None
        finally:
            sys.setrecursionlimit(deepest)

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self._allowed:
            raise TooManyStepsError

    def _sequence(self, nodes: list, flags: int) -> Node:
        made = [self._made(op, argument, flags) for op, argument in nodes]

        def run(at: int, rest: Rest, index: int = 0) -> bool:
            if index == len(made):
                return rest(at)
            return made[index](at, lambda end: run(end, rest, index + 1))

        return made[0] if len(made) == 1 else run

    def _made(self, op: object, argument: object, flags: int) -> Node:
        if op in _SINGLE:
            return self._single(op, argument, flags)
        makers = {
            code.AT: self._at,
            code.BRANCH: self._branch,
            code.SUBPATTERN: self._subpattern,
            code.ATOMIC_GROUP: self._atomic,
            code.MAX_REPEAT: self._repeat,
            code.MIN_REPEAT: self._lazy,
            code.POSSESSIVE_REPEAT: self._possessive,
            code.ASSERT: self._look(wanted=True),
            code.ASSERT_NOT: self._look(wanted=False),
            code.GROUPREF_EXISTS: self._conditional,
        }
        return makers[op](argument, flags)

    def _single(self, op: object, argument: object, flags: int) -> Node:
        fits = character_test(op, argument, flags)

        def run(at: int, rest: Rest) -> bool:
            self._step()
            return at < len(self._text) and fits(self._text[at]) and rest(at + 1)

        return run

    def _at(self, where: object, flags: int) -> Node:
        many = bool(flags & re.MULTILINE)

        def here(at: int) -> bool:
            text, size = self._text, len(self._text)
            if where in {code.AT_BEGINNING, code.AT_BEGINNING_STRING}:
                line = many and where is code.AT_BEGINNING
                return at == 0 or (line and text[at - 1] == "\n")
            if where is code.AT_END_STRING:
                return at == size
            if where is code.AT_END:
                return at == size or (text[at] == "\n" and (many or at == size - 1))
            before = at > 0 and _is_word(text[at - 1], flags)
            after = at < size and _is_word(text[at], flags)
            return (before != after) == (where is code.AT_BOUNDARY)

        def run(at: int, rest: Rest) -> bool:
            self._step()
            return here(at) and rest(at)

        return run

    def _branch(self, argument: object, flags: int) -> Node:
        options = [self._sequence(list(option), flags) for option in argument[1]]

        def run(at: int, rest: Rest) -> bool:
            self._step()
            return any(option(at, rest) for option in options)

        return run

    def _subpattern(self, argument: object, flags: int) -> Node:
        number, add, remove, inner = argument
        node = self._sequence(list(inner), (flags | add) & ~remove)
        if number is None:
            return node

        def run(at: int, rest: Rest) -> bool:
            def close(end: int) -> bool:
                before = self._groups.get(number)
                self._groups[number] = at, end
                if rest(end):
                    return True
                if before is None:
                    del self._groups[number]
                else:
                    self._groups[number] = before
                return False

            return node(at, close)

        return run

    def _atomic(self, inner: object, flags: int) -> Node:
        node = self._sequence(list(inner), flags)

        def run(at: int, rest: Rest) -> bool:
            end = self._first_end(node, at)
            return end is not None and rest(end)

        return run

    def _first_end(self, node: Node, at: int) -> int | None:
        found: list[int] = []

        def stop(end: int) -> bool:
            found.append(end)
            return True

        return found[0] if node(at, stop) else None

    def _repeat(self, argument: object, flags: int) -> Node:
        least, most, inner = argument
        fits = _of_one_character(inner, flags)
        if fits is not None:
            return self._run_of_characters(least, most, fits)
        node = self._sequence(list(inner), flags)

        def again(at: int, rest: Rest, count: int) -> bool:
            self._step()

            def more(end: int) -> bool:
                return (end != at or count < least) and again(end, rest, count + 1)

            if count < most and node(at, more):
                return True
            return count >= least and rest(at)

        return lambda at, rest: again(at, rest, 0)

    def _run_of_characters(self, least: int, most: int, fits: Callable[[str], bool]) -> Node:
        def run(at: int, rest: Rest) -> bool:
            end, limit = at, min(len(self._text), at + int(most))
            while end < limit and fits(self._text[end]):
                self._step()
                end += 1
            for stop in range(end, at + least - 1, -1):
                self._step()
                if rest(stop):
                    return True
            return False

        return run

    def _lazy(self, argument: object, flags: int) -> Node:
        least, most, inner = argument
        node = self._sequence(list(inner), flags)

        def again(at: int, rest: Rest, count: int) -> bool:
            self._step()
            if count >= least and rest(at):
                return True

            def more(end: int) -> bool:
                return (end != at or count < least) and again(end, rest, count + 1)

            return count < most and node(at, more)

        return lambda at, rest: again(at, rest, 0)

    def _possessive(self, argument: object, flags: int) -> Node:
        least, most, inner = argument
        node = self._sequence(list(inner), flags)

        def run(at: int, rest: Rest) -> bool:
            count = 0
            while count < most:
                self._step()
                end = self._first_end(node, at)
                if end is None or (end == at and count >= least):
                    break
                at, count = end, count + 1
            return count >= least and rest(at)

        return run

    def _look(self, *, wanted: bool) -> Callable[[object, int], Node]:
        def make(argument: object, flags: int) -> Node:
            direction, inner = argument
            node = self._sequence(list(inner), flags)
            width = inner.getwidth()[0]

            def run(at: int, rest: Rest) -> bool:
                self._step()
                start = at if direction > 0 else at - width
                met = start >= 0 and self._first_end(node, start) is not None
                return met == wanted and rest(at)

            return run

        return make

    def _conditional(self, argument: object, flags: int) -> Node:
        number, yes, no = argument
        then = self._sequence(list(yes), flags)
        otherwise = self._sequence(list(no), flags) if no else None

        def run(at: int, rest: Rest) -> bool:
            self._step()
            if number in self._groups:
                return then(at, rest)
            return rest(at) if otherwise is None else otherwise(at, rest)

        return run


def _of_one_character(inner: object, flags: int) -> Callable[[str], bool] | None:
    nodes = list(inner)
    if len(nodes) == 1 and nodes[0][0] in _SINGLE:
        return character_test(*nodes[0], flags)
    return None


def character_test(op: object, argument: object, flags: int) -> Callable[[str], bool]:
    """Return whether one character fits one node of the tree."""
    if op is code.ANY:
        return lambda one: one != "\n" or bool(flags & re.DOTALL)
    if op is code.LITERAL:
        return lambda one: any(ord(form) == argument for form in _forms(one, flags))
    if op is code.NOT_LITERAL:
        return lambda one: not any(ord(form) == argument for form in _forms(one, flags))
    negated = bool(argument) and argument[0][0] is code.NEGATE
    parts = argument[1:] if negated else argument
    known: dict[str, bool] = {}

    def fits(one: str) -> bool:
        if one not in known:
            inside = any(
                _in_part(form, part, flags) for form in _forms(one, flags) for part in parts
            )
            known[one] = inside != negated
        return known[one]

    return fits


def _forms(one: str, flags: int) -> set[str]:
    if not flags & re.IGNORECASE:
        return {one}
    return {one, *(form for form in (one.lower(), one.upper()) if len(form) == 1)}


def _in_part(one: str, part: tuple, flags: int) -> bool:
    op, argument = part
    if op is code.LITERAL:
        return ord(one) == argument
    if op is code.RANGE:
        return argument[0] <= ord(one) <= argument[1]
    kind, negated = {
        code.CATEGORY_DIGIT: (str.isdecimal, False),
        code.CATEGORY_NOT_DIGIT: (str.isdecimal, True),
        code.CATEGORY_SPACE: (str.isspace, False),
        code.CATEGORY_NOT_SPACE: (str.isspace, True),
        code.CATEGORY_WORD: (_is_letter, False),
        code.CATEGORY_NOT_WORD: (_is_letter, True),
    }[argument]
    inside = kind(one) and (one.isascii() or not flags & re.ASCII)
    if kind is str.isspace and flags & re.ASCII:
        inside = one in " \t\n\r\f\v"
    return inside != negated


def _is_letter(one: str) -> bool:
    return one.isalnum() or one == "_"


def _is_word(one: str, flags: int) -> bool:
    return _is_letter(one) and (one.isascii() or not flags & re.ASCII)


_ALPHABET = "a0A.=-_:/ \t\n'\"(),;[]{}|\\#&@+*?!~^$%<>`zZ9fgx\u00e9\u202e\0"


def pumps(counted: Counted, length: int) -> Iterator[str]:
    """Yield texts that make the pattern work: each long repeat of it pumped, then broken off.

    Before the repeat stands the shortest text that leads to it, behind it nothing or a
    character that ends it; it is pumped with one character of each kind it takes.
    """
    kinds = _kinds(counted)
    for prefix, nodes, flags in _repeats(list(counted.tree), counted._flags, ""):
        fits = _of_one_character(nodes, flags)
        units = [_shortest(nodes, flags)] if fits is None else list(filter(fits, kinds))
        for unit in filter(None, units):
            body = prefix + unit * (length // len(unit))
            yield from (body, body + "\0")


def _kinds(counted: Counted) -> str:
    """Return one character of each kind that the pattern tells apart."""
    tests = list(_tests(list(counted.tree), counted._flags))
    told_apart = {tuple(fits(one) for fits in tests): one for one in reversed(_ALPHABET)}
    return "".join(told_apart.values())


def _tests(nodes: list, flags: int) -> Iterator[Callable[[str], bool]]:
    for op, argument in nodes:
        if op in _SINGLE:
            yield character_test(op, argument, flags)
        for inner, changed in _inner(op, argument, flags):
            yield from _tests(inner, changed)


def _inner(op: object, argument: object, flags: int) -> Iterator[tuple[list, int]]:
    """Yield what stands inside one node, with the flags that hold there."""
    if op in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
        yield list(argument[2]), flags
    elif op is code.SUBPATTERN:
        yield list(argument[3]), (flags | argument[1]) & ~argument[2]
    elif op is code.BRANCH:
        yield from ((list(option), flags) for option in argument[1])
    elif op is code.ATOMIC_GROUP:
        yield list(argument), flags
    elif op in {code.ASSERT, code.ASSERT_NOT}:
        yield list(argument[1]), flags
    elif op is code.GROUPREF_EXISTS:
        yield from ((list(option), flags) for option in argument[1:] if option)


def _repeats(nodes: list, flags: int, prefix: str) -> Iterator[tuple[str, list, int]]:
    for at, (op, argument) in enumerate(nodes):
        before = prefix + _shortest(nodes[:at], flags)
        repeats = op in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}
        if repeats and argument[1] > _MANY:
            yield before, list(argument[2]), flags
        for inner, changed in _inner(op, argument, flags):
            yield from _repeats(inner, changed, before)


def _shortest(nodes: list, flags: int) -> str:
    """Return a short text the nodes match, as far as they say without looking around."""
    text = ""
    for op, argument in nodes:
        if op in _SINGLE:
            fits = character_test(op, argument, flags)
            text += chr(argument) if op is code.LITERAL else next(filter(fits, _ALPHABET), "")
        elif op in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
            text += _shortest(list(argument[2]), flags) * argument[0]
        elif op is code.SUBPATTERN:
            text += _shortest(list(argument[3]), (flags | argument[1]) & ~argument[2])
        elif op is code.BRANCH:
            text += min((_shortest(list(one), flags) for one in argument[1]), key=len)
        elif op is code.ATOMIC_GROUP:
            text += _shortest(list(argument), flags)
    return text


def highest_limit(nodes: list) -> int:
    """Return the highest finite limit of any repeat, at least 1."""
    found = [1]
    for op, argument in nodes:
        repeats = op in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}
        if repeats and argument[1] is not code.MAXREPEAT:
            found.append(int(argument[1]))
        found += [highest_limit(inner) for inner, _ in _inner(op, argument, 0)]
    return max(found)
