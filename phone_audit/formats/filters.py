"""The filters that may follow a pipe on a phone, applied to bytes in memory.

``grep``, ``cut``, ``sort``, ``head``, ``tail``, ``sed -n Np`` and ``sha256sum``, each with
the options our own questions use, so that an answer stored unfiltered can still be asked
through the pipe a phone would have applied.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from phone_audit.formats.posix_regex import PatternError, translate
from phone_audit.formats.shell_line import Stage

P = TypeVar("P", bytes, str)


class FilterError(ValueError):
    """The stage is no filter, or carries an option or a pattern that is not understood here."""


def apply(stages: Sequence[Stage], data: bytes) -> tuple[bytes, int]:
    r"""Return what comes out of the last stage, and its exit code.

    ``stages`` are the words of each filter, without the command they follow::

        >>> apply((("grep", "-c", "o"), ("head", "-n", "1")), b"one\ntwo\nsix\n")
        (b'2\n', 0)

    Lines are bytes ended by LF; order and case are those of the C locale. Exit codes
    are those of the tools: 1 from a ``grep`` that selected nothing, else 0.

    Read from: POSIX.1-2017 XCU (cut, grep, head, sed, sort, tail), toybox 0.8 (Android
    11 to 15), compared with GNU and toybox by the tests.

    Raises:
        FilterError: a stage asks for anything else.
    """
    code = 0
    for name, *arguments in stages:
        known = _FILTERS.get(name)
        if known is None:
            raise FilterError(f"{name}: not a filter that may follow a pipe")
        try:
            data, code = known(_Arguments(name, arguments), data)
        except PatternError as error:
            raise FilterError(f"{name}: {error}") from error
    return data, code


def is_filter(name: str) -> bool:
    """Tell whether ``apply`` knows a filter of this name."""
    return name in _FILTERS


class _Arguments:
    """The words behind a filter's name, read as POSIX utilities read them (XBD 12.2)."""

    def __init__(self, name: str, words: Sequence[str]) -> None:
        self.name = name
        self.words = list(words)

    def options(self, flags: str, valued: str) -> tuple[set[str], dict[str, list[str]]]:
        """Take every option off the words: the flags given, and the values by letter."""
        given: set[str] = set()
        values: dict[str, list[str]] = {}
        operands: list[str] = []
        while self.words:
            word = self.words.pop(0)
            if word == "--":
                operands += self.words
                break
            if not word.startswith("-") or word == "-":
                operands.append(word)
                continue
            for at, letter in enumerate(word[1:], 1):
                if letter in flags:
                    given.add(letter)
                elif letter in valued:
                    values.setdefault(letter, []).append(word[at + 1 :] or self.value(letter))
                    break
                else:
                    raise FilterError(f"{self.name}: option -{letter} is not understood here")
        self.words = operands
        return given, values

    def value(self, letter: str) -> str:
        if not self.words:
            raise FilterError(f"{self.name}: option -{letter} needs a value")
        return self.words.pop(0)

    def end(self) -> None:
        """Refuse what is left: filters read only what comes through the pipe."""
        if self.words and self.words != ["-"]:
            raise FilterError(f"{self.name}: {self.words[0]!r} is one word too many")

    def number(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise FilterError(f"{self.name}: {text!r} is not a count")
        return int(text)


def _lines(data: bytes) -> list[bytes]:
    """Split at LF only; a last line without one is a line all the same."""
    lines = data.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return lines


def _joined(lines: Iterable[bytes]) -> bytes:
    return b"".join([line + b"\n" for line in lines])


def _grep(arguments: _Arguments, data: bytes) -> tuple[bytes, int]:
    flags, values = arguments.options("EFviocnwx", "Ae")
    patterns = values.get("e") or [arguments.value("e")]
    arguments.end()
    after = arguments.number(values["A"][-1]) if "A" in values else 0
    if flags >= {"E", "F"} or flags >= {"w", "x"}:
        raise FilterError("grep: either -E or -F, either -w or -x")
    if after and "o" in flags:
        raise FilterError("grep: -o and -A are not understood together")
    pattern = _grep_pattern(patterns, flags)

    lines = _lines(data)
    invert = "v" in flags
    chosen = [at for at, line in enumerate(lines) if (pattern.search(line) is None) == invert]
    code = 0 if chosen else 1
    if "c" in flags:
        return b"%d\n" % len(chosen), code
    if "o" in flags:
        return _only_matching(lines, [] if invert else chosen, pattern, "n" in flags), code
    return _with_context(lines, chosen, after, "n" in flags), code


def _grep_pattern(patterns: Sequence[str], flags: set[str]) -> re.Pattern[bytes]:
    if "F" in flags:
        # The longest first, so that Python's first match is the longest, as grep's is.
        longest_first = sorted(patterns, key=len, reverse=True)
        branches = [re.escape(pattern.encode()) for pattern in longest_first]
    else:
        branches = [translate(pattern, extended="E" in flags) for pattern in patterns]
    source = b"(?:" + b"|".join(branches) + b")"
    if "x" in flags:
        source = rb"\A" + source + rb"\Z"
    elif "w" in flags:
        source = rb"(?<![0-9A-Za-z_])" + source + rb"(?![0-9A-Za-z_])"
    return re.compile(source, re.DOTALL | (re.IGNORECASE if "i" in flags else re.NOFLAG))


def _only_matching(
    lines: list[bytes],
    chosen: list[int],
    pattern: re.Pattern[bytes],
    numbered: bool,  # noqa: FBT001
) -> bytes:
    out: list[bytes] = []
    for at in chosen:
        prefix = b"%d:" % (at + 1) if numbered else b""
        out += [prefix + found[0] for found in pattern.finditer(lines[at]) if found[0]]
    return _joined(out)


def _with_context(
    lines: list[bytes],
    chosen: list[int],
    after: int,
    numbered: bool,  # noqa: FBT001
) -> bytes:
    out: list[bytes] = []
    matching = set(chosen)
    printed_to = 0  # the first line not yet printed
    for at in chosen:
        if after and out and at > printed_to:
            out.append(b"--")
        for shown in range(max(at, printed_to), min(at + after + 1, len(lines))):
            mark = b":" if shown in matching else b"-"
            out.append((b"%d" % (shown + 1) + mark if numbered else b"") + lines[shown])
        printed_to = max(printed_to, at + after + 1)
    return _joined(out)


def _cut(arguments: _Arguments, data: bytes) -> tuple[bytes, int]:
    _, values = arguments.options("", "dfc")
    arguments.end()
    if ("f" in values) == ("c" in values):
        raise FilterError("cut: either -f or -c")
    if "c" in values:
        wanted = _positions(values["c"][-1])
        texts = (line.decode("utf-8", "surrogateescape") for line in _lines(data))
        cut = ("".join(_pick(list(text), wanted)) for text in texts)
        return _joined(text.encode("utf-8", "surrogateescape") for text in cut), 0
    wanted = _positions(values["f"][-1])
    delimiter = values.get("d", ["\t"])[-1].encode()
    if len(delimiter) != 1:
        raise FilterError("cut: the delimiter is one ASCII character")
    return _joined(
        delimiter.join(_pick(line.split(delimiter), wanted)) if delimiter in line else line
        for line in _lines(data)
    ), 0


def _positions(text: str) -> list[tuple[int, int | None]]:
    """Read ``1,3-5,7-`` as half-open ranges from 0; ``None`` is the end of the line."""
    ranges: list[tuple[int, int | None]] = []
    for part in text.split(","):
        found = re.fullmatch(r"([1-9][0-9]{0,8})?(-)?([1-9][0-9]{0,8})?", part)
        if found is None or not (found[1] or found[3]):
            raise FilterError(f"cut: {part!r} is not a position")
        low = int(found[1] or 1) - 1
        high = int(found[3]) if found[3] else (None if found[2] else low + 1)
        ranges.append((low, high))
    return ranges


def _pick(parts: list[P], ranges: list[tuple[int, int | None]]) -> list[P]:
    chosen: set[int] = set()
    for low, high in ranges:
        chosen.update(range(low, len(parts) if high is None else min(high, len(parts))))
    return [parts[at] for at in sorted(chosen)]


def _sort(arguments: _Arguments, data: bytes) -> tuple[bytes, int]:
    flags, _ = arguments.options("unr", "")
    arguments.end()
    reverse = "r" in flags
    lines = _lines(data)
    if "n" not in flags:
        return _joined(sorted(set(lines) if "u" in flags else lines, reverse=reverse)), 0
    if "u" in flags:
        first_of_key: dict[Decimal, bytes] = {}
        for line in lines:
            first_of_key.setdefault(_number_at_start(line), line)
        return _joined(first_of_key[key] for key in sorted(first_of_key, reverse=reverse)), 0
    return _joined(sorted(lines, key=lambda one: (_number_at_start(one), one), reverse=reverse)), 0


def _number_at_start(line: bytes) -> Decimal:
    found = re.match(rb"[ \t]*(-?[0-9]*(?:\.[0-9]+)?)", line)
    text = found[1].decode() if found else ""
    return Decimal(text) if text.strip("-") else Decimal(0)


def _head(arguments: _Arguments, data: bytes) -> tuple[bytes, int]:
    count, of_bytes = _count(arguments)
    if of_bytes:
        return data[:count], 0
    return b"".join(_lines_with_ends(data)[:count]), 0


def _tail(arguments: _Arguments, data: bytes) -> tuple[bytes, int]:
    count, of_bytes = _count(arguments)
    if of_bytes:
        return data[max(0, len(data) - count) :], 0
    kept = _lines_with_ends(data)
    return b"".join(kept[max(0, len(kept) - count) :]), 0


def _count(arguments: _Arguments) -> tuple[int, bool]:
    """Read ``-n N``, ``-N`` or ``-c N``; the count, and whether it counts bytes."""
    old_form = [word for word in arguments.words if re.fullmatch(r"-[0-9]+", word)]
    if old_form and arguments.words == old_form[:1]:
        return arguments.number(old_form[0][1:]), False
    _, values = arguments.options("", "nc")
    arguments.end()
    if len(values) > 1:
        raise FilterError(f"{arguments.name}: either -n or -c")
    if "c" in values:
        return arguments.number(values["c"][-1]), True
    return arguments.number(values.get("n", ["10"])[-1]), False


def _sed(arguments: _Arguments, data: bytes) -> tuple[bytes, int]:
    flags, _ = arguments.options("n", "")
    script = arguments.value("n") if arguments.words else ""
    arguments.end()
    found = re.fullmatch(r"([1-9][0-9]{0,8})(?:,([1-9][0-9]{0,8}))?p", script)
    if "n" not in flags or found is None:
        raise FilterError("sed: only -n Np and -n M,Np")
    low = int(found[1])
    high = max(low, int(found[2] or low))
    return b"".join(_lines_with_ends(data)[low - 1 : high]), 0


def _sha256sum(arguments: _Arguments, data: bytes) -> tuple[bytes, int]:
    arguments.end()
    return hashlib.sha256(data).hexdigest().encode() + b"  -\n", 0


def _lines_with_ends(data: bytes) -> list[bytes]:
    """Split after LF only; joined again they are ``data``, also without a last LF."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


_FILTERS: dict[str, Callable[[_Arguments, bytes], tuple[bytes, int]]] = {
    "cut": _cut,
    "grep": _grep,
    "head": _head,
    "sed": _sed,
    "sha256sum": _sha256sum,
    "sort": _sort,
    "tail": _tail,
}
