"""YAML as the list uses it: a small, surprise-free part of it, and where each value stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.record import Words

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


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a file: line and column in characters, both from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong at one place of one file, and what to do about it."""

    path: str
    place: Place
    what: Words
    remedy: Words

    def __str__(self) -> str:
        """Return ``path:line:column: what is wrong (what to do)``, in English."""
        return self.say("en")

    def say(self, lang: str) -> str:
        """Return the complaint on one line, in Indonesian or English."""
        where = f"{self.path}:{self.place.line}:{self.place.column}"
        return safe_text(f"{where}: {self.what.say(lang)} ({self.remedy.say(lang)})", 1_000)


@dataclass(slots=True)
class Document:
    """One file as values, the place of each value, and what was refused on the way."""

    path: str
    value: Value = None
    places: dict[Steps, Place] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)

    def place(self, *steps: str | int) -> Place:
        """Return where a value stands, or the nearest thing above it that is there.

        A field stands where its name begins, an item of a list where the item begins.
        """
        while steps and steps not in self.places:
            steps = steps[:-1]
        return self.places.get(steps, Place())

    def complain(self, place: Place, what: Words, remedy: Words) -> None:
        """Add a complaint about one place of this file."""
        self.complaints.append(Complaint(self.path, place, what, remedy))


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
            Place(),
            Words(
                id=f"{len(data)} byte terlalu besar untuk satu berkas",
                en=f"{len(data)} bytes is too large for an entry",
            ),
            Words(id=f"paling banyak {MAX_BYTES} byte", en=f"at most {MAX_BYTES} bytes"),
        )
        return document
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place_in(data[: error.start].decode("utf-8-sig", errors="replace"))
        document.complain(
            place,
            Words(id="bukan teks UTF-8", en="not UTF-8 text"),
            Words(id="simpan berkas sebagai UTF-8", en="save the file as UTF-8"),
        )
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
        self._key: list[tuple[str, Place] | None] = []
        self._documents = 0

    def build(self, text: str) -> None:
        import yaml

        try:
            for event in _events(text):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            said = error.problem or error.context
            self._document.value = None
            self._document.complain(
                Place(mark.line + 1, mark.column + 1) if mark else Place(),
                Words(id=f"bukan YAML: {said}", en=f"not YAML: {said}"),
                Words(
                    id="lihat lekukan, titik dua dan tanda kutip di sini dan satu baris di atasnya",
                    en="look at indentation, colons and quotes here and one line above",
                ),
            )
        except yaml.YAMLError as error:
            reason = getattr(error, "reason", "unreadable")
            position = getattr(error, "position", 0)
            self._document.value = None
            self._document.complain(
                _place_in(text[:position]),
                Words(id=f"bukan YAML: {reason}", en=f"not YAML: {reason}"),
                Words(id="hapus huruf itu", en="remove the character"),
            )
        except _Refused:
            self._document.value = None

    def _take(self, event: "Event") -> None:
        mark = event.start_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place()
        kind = type(event).__name__
        if getattr(event, "anchor", None):
            self._document.complain(
                place,
                Words(id="jangkar dan alias tidak dibaca", en="anchors and aliases are not read"),
                Words(id="tulis nilainya lengkap", en="write the value out in full"),
            )
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                self._refuse(
                    place,
                    Words(
                        id="dokumen kedua dalam berkas yang sama",
                        en="a second document in the same file",
                    ),
                    Words(id="satu tanda per berkas", en="one entry per file"),
                )
        elif kind == "MappingStartEvent":
            self._check_tag(event, place)
            self._enter({}, place)
        elif kind == "SequenceStartEvent":
            self._check_tag(event, place)
            self._enter([], place)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            self._open.pop()
            self._key.pop()
        elif kind == "AliasEvent":
            self._put(None, place)
        elif kind == "ScalarEvent":
            self._scalar(event, place)  # type: ignore[arg-type]

    def _scalar(self, event: "ScalarEvent", place: Place) -> None:
        self._check_tag(event, place)
        if self._open and isinstance(self._open[-1][0], dict) and self._key[-1] is None:
            self._key[-1] = (event.value, place)
            return
        self._put(_typed(event.value) if event.implicit[0] else event.value, place)

    def _check_tag(self, event: "Event", place: Place) -> None:
        if getattr(event, "tag", None):
            self._document.complain(
                place,
                Words(id="tag (!) tidak dibaca", en="tags (!) are not read"),
                Words(id="hapus tag itu", en="remove the tag"),
            )

    def _enter(self, container: Value, place: Place) -> None:
        if len(self._open) >= _MAX_DEPTH:
            self._refuse(
                place,
                Words(id="bertingkat terlalu dalam", en="nested too deeply"),
                Words(id=f"paling banyak {_MAX_DEPTH} tingkat", en=f"at most {_MAX_DEPTH} levels"),
            )
        steps = self._put(container, place)
        self._open.append((container, steps))
        self._key.append(None)

    def _put(self, value: Value, place: Place) -> Steps:
        """Hang a value below the innermost open container; return the way to it."""
        if not self._open:
            self._document.value = value
            self._document.places[()] = place
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
                self._refuse(
                    place,
                    Words(id="nama bidang yang bukan teks", en="a key that is not text"),
                    Words(id="pakai kata biasa sebagai nama bidang", en="use plain words as keys"),
                )
            name, place = key
            steps = (*above, name)
            if name in container:
                self._document.complain(
                    place,
                    Words(id=f'"{name}" ditulis dua kali', en=f'"{name}" is written twice'),
                    Words(
                        id="sisakan satu; yang kedua tidak dibaca",
                        en="keep one; the second was not read",
                    ),
                )
                return (*steps, "second")
            container[name] = value
        self._document.places[steps] = place
        return steps

    def _refuse(self, place: Place, what: Words, remedy: Words) -> NoReturn:
        self._document.complain(place, what, remedy)
        raise _Refused


def _place_in(before: str) -> Place:
    """Return the place that comes right after some text."""
    last = before.rpartition("\n")[2]
    return Place(before.count("\n") + 1, len(last) + 1)


def _events(text: str) -> Iterator["Event"]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[Event] = yaml.parse(text, Loader=loader)
    return events


def _typed(text: str) -> Value:
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text
