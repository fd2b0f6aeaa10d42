"""YAML as the list uses it: a small, surprise-free part of the language, with line numbers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from phone_audit.formats.safe_text import safe_text

if TYPE_CHECKING:
    from yaml.events import Event, ScalarEvent

MAX_BYTES = 256 * 1024
"""An entry of the list has some kilobytes; anything larger is a mistake or an attack."""

_MAX_DEPTH = 12
_WORDS: Mapping[str, bool | None] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")

Value = dict[str, "Value"] | list["Value"] | str | int | bool | None
"""What a document is made of; nothing else can come out of a file."""

Steps = tuple[str | int, ...]
"""The way from the top of a document to one value: ``("sources", 0, "url")``."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong in one line of one file, and what to do about it."""

    path: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return ``path:line: what is wrong (what to do)``."""
        return safe_text(f"{self.path}:{self.line}: {self.what} ({self.remedy})", 1_000)


@dataclass(slots=True)
class Document:
    """One file as values, the line of each value, and what was refused on the way."""

    path: str
    value: Value = None
    lines: dict[Steps, int] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)

    def line(self, *steps: str | int) -> int:
        """Return the line of a value, or of the nearest thing above it that is there."""
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps, 1)

    def complain(self, line: int, what: str, remedy: str) -> None:
        """Add a complaint about one line of this file."""
        self.complaints.append(Complaint(self.path, line, what, remedy))


def read_document(path: str, data: bytes) -> Document:
    """Read one YAML document strictly; every surprise of the language is a complaint.

    Format: block or flow mappings and lists; text, plain or quoted. Plain ``true``,
    ``false``, ``null``, ``~`` and decimal integers have their types; every other plain
    word is text, so ``no``, ``0510``, ``12:30`` and ``2026.11`` stay what they look like.

    Refused: files that are not UTF-8 or larger than ``MAX_BYTES``, anchors and aliases
    (one page of them can unfold to gigabytes), tags such as ``!!python/object``, keys
    written twice, keys that are not text, a second document, nesting deeper than 12.

    Read from: YAML 1.1 as libyaml reads it, without its table of implicit types.
    """
    document = Document(path)
    if len(data) > MAX_BYTES:
        document.complain(
            1, f"{len(data)} bytes is too large for an entry", f"at most {MAX_BYTES} bytes"
        )
        return document
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        document.complain(line, "not UTF-8 text", "save the file as UTF-8")
        return document
    _Builder(document).build(text)
    return document


class _Refused(Exception):
    """The shape of the document cannot be followed any further."""


class _Builder:
    """Turns the parser's events into values; it never recurses, however deep a file is."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._open: list[tuple[Value, Steps]] = []
        self._key: list[tuple[str, int] | None] = []
        self._documents = 0

    def build(self, text: str) -> None:
        import yaml

        try:
            for event in _events(text):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._document.value = None
            self._document.complain(
                mark.line + 1 if mark else 1,
                f"not YAML: {error.problem or error.context}",
                "look at indentation, colons and quotes here and one line above",
            )
        except yaml.YAMLError as error:
            reason = getattr(error, "reason", "unreadable")
            position = getattr(error, "position", 0)
            self._document.value = None
            self._document.complain(
                text.count("\n", 0, position) + 1, f"not YAML: {reason}", "remove the character"
            )
        except _Refused:
            self._document.value = None

    def _take(self, event: "Event") -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        kind = type(event).__name__
        if getattr(event, "anchor", None):
            self._document.complain(
                line, "anchors and aliases are not read", "write the value out in full"
            )
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                self._refuse(line, "a second document in the same file", "one entry per file")
        elif kind == "MappingStartEvent":
            self._check_tag(event, line)
            self._enter({}, line)
        elif kind == "SequenceStartEvent":
            self._check_tag(event, line)
            self._enter([], line)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            self._open.pop()
            self._key.pop()
        elif kind == "AliasEvent":
            self._put(None, line)
        elif kind == "ScalarEvent":
            self._scalar(event, line)  # type: ignore[arg-type]

    def _scalar(self, event: "ScalarEvent", line: int) -> None:
        self._check_tag(event, line)
        if self._open and isinstance(self._open[-1][0], dict) and self._key[-1] is None:
            self._key[-1] = (event.value, line)
            return
        self._put(_typed(event.value) if event.implicit[0] else event.value, line)

    def _check_tag(self, event: "Event", line: int) -> None:
        if getattr(event, "tag", None):
            self._document.complain(line, "tags (!) are not read", "remove the tag")

    def _enter(self, container: Value, line: int) -> None:
        if len(self._open) >= _MAX_DEPTH:
            self._refuse(line, "nested too deeply", f"at most {_MAX_DEPTH} levels")
        steps = self._put(container, line)
        self._open.append((container, steps))
        self._key.append(None)

    def _put(self, value: Value, line: int) -> Steps:
        """Hang a value below the innermost open container; return the way to it."""
        if not self._open:
            self._document.value = value
            self._document.lines[()] = line
            return ()
        container, above = self._open[-1]
        steps: Steps
        if isinstance(container, list):
            steps = (*above, len(container))
            container.append(value)
        else:
            assert isinstance(container, dict)
            key, self._key[-1] = self._key[-1], None
            if key is None:
                self._refuse(line, "a key that is not text", "use plain words as keys")
            name, line = key
            steps = (*above, name)
            if name in container:
                self._document.complain(
                    line, f'"{name}" is written twice', "keep one; the second was not read"
                )
                return (*steps, "second")
            container[name] = value
        self._document.lines[steps] = line
        return steps

    def _refuse(self, line: int, what: str, remedy: str) -> NoReturn:
        self._document.complain(line, what, remedy)
        raise _Refused


def _events(text: str) -> Iterator["Event"]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[Event] = yaml.parse(text, Loader=loader)
    return events


def _typed(text: str) -> Value:
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text
