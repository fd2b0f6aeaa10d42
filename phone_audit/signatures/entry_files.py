"""The shapes of the files people edit, and reading a document into one of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Meta

from phone_audit.model.record import Record
from phone_audit.model.signature import GamblingKind, Status, Strength
from phone_audit.signatures.strict_yaml import Document, Steps, Value

EntryId = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        max_length=60,
        title="an id",
        description="lower-case letters, digits and single hyphens, the same as the file name",
    ),
]
Line = Annotated[
    str,
    Meta(
        pattern=r"^[^\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
        r"[^\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$",
        max_length=500,
        title="a line of text",
        description="one paragraph of at most 500 characters, without control characters",
    ),
]
PackageName = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+$",
        max_length=223,
        title="a package name",
        description="as Android prints it, such as id.contoh.permainan",
    ),
]
DomainName = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9:][a-z0-9._:-]*$",
        max_length=253,
        title="a domain",
        description="only the name, in lower case and ASCII: contoh88.example",
    ),
]
WebAddress = Annotated[
    str,
    Meta(
        pattern=r"^https?://[!-~]+$",
        max_length=500,
        title="a web address",
        description="a public page that begins with https://",
    ),
]
CalendarVersion = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}\.\d{2}\.\d{2}(?:\.\d+)?$",
        title="a calendar version",
        description="such as 2026.11.23, with .1, .2 for more than one on a day",
    ),
]
NamePiece = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+$",
        min_length=2,
        max_length=40,
        title="a piece of a name",
        description="two to forty of a-z and 0-9, in quotes if it is a number",
    ),
]
Suffix = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9-]+(?:\.[a-z0-9-]+)*$",
        max_length=100,
        title="the end of a domain",
        description="without a leading dot: xyz, cloudfront.net",
    ),
]
Day = Annotated[date, Meta(title="a date", description="year, month and day, such as 2026-11-23")]


class DomainFile(Record):
    """A domain that was the operator's from one day or until another."""

    domain: DomainName
    valid_from: Day | None = None
    valid_until: Day | None = None


class MatchFile(Record):
    """The names an entry knows; a domain stands for its sub-domains too."""

    packages: tuple[PackageName, ...] = ()
    domains: tuple[DomainName | DomainFile, ...] = ()


class SourceFile(Record):
    """A public page, the day it was seen, and what it says; not more than it says."""

    url: WebAddress
    seen: Day
    says: Line


class ExamplesFile(Record):
    """Names that this entry must match, and names that no entry may match."""

    match: tuple[Line, ...] = ()
    no_match: tuple[Line, ...] = ()


class EntryFile(Record):
    """``brands/ID.yaml`` and ``retired/ID.yaml``: one brand, operator or app family."""

    id: EntryId
    name: Line
    status: Status
    strength: Strength
    kind: GamblingKind
    added: Day
    updated: Day
    proposer: Line | None = None
    reviewer: Line | None = None
    match: MatchFile
    sources: tuple[SourceFile, ...]
    innocent_explanations: tuple[Line, ...] = ()
    examples: ExamplesFile
    retired_because: Line | None = None


class InnocentFile(Record):
    """``innocent/ID.yaml``: names that look like gambling, or must simply never match."""

    id: EntryId
    why: Line
    packages: tuple[PackageName, ...] = ()
    domains: tuple[DomainName, ...] = ()


class VersionFile(Record):
    """``VERSION``: what reports call the list, its version, and its date."""

    name: Line
    version: CalendarVersion
    released: Day


T = TypeVar("T", bound=Record)


def editor_schema() -> bytes:
    """Return the JSON Schema that editors use to check and complete entries as they are typed.

    It covers the entry and the innocent file; lint checks what a schema cannot say.
    """
    references, definitions = msgspec.json.schema_components([EntryFile, InnocentFile])
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An entry of the phone-audit signature list",
        "anyOf": list(references),
        "$defs": definitions,
    }
    return msgspec.json.format(msgspec.json.encode(schema, order="deterministic"), indent=2) + b"\n"


def fit(document: Document, kind: type[T]) -> T | None:
    """Return the document as a ``kind``, or ``None`` after complaining of all that is wrong.

    msgspec alone stops at the first fault; here each value is converted on its own, so
    that somebody who proposes an entry sees every fault in one run.
    """
    before = len(document.complaints)
    record = _Fitting(document).record(kind, document.value, ())
    return record if len(document.complaints) == before else None


@dataclass(frozen=True, slots=True)
class _Fitting:
    document: Document

    def record(self, kind: type[T], value: Value, steps: Steps) -> T | None:
        if not isinstance(value, dict):
            self._complain(steps, f"{_named(steps)} is not a list of fields", "see README.md")
            return None
        wanted = {field.name: field for field in _fields(kind)}
        for name in value:
            if name not in wanted:
                near = get_close_matches(name, wanted, n=1)
                hint = f'did you mean "{near[0]}"?' if near else f"known: {', '.join(wanted)}"
                self._complain((*steps, name), f'unknown field "{name}"', hint)
        for name, field in wanted.items():
            if name not in value and field.required:
                self._complain(steps, f'{_named(steps)} lacks "{name}"', "add the field")
        fields = {
            name: self._value(field.type, value[name], (*steps, name))
            for name, field in wanted.items()
            if name in value
        }
        try:
            return kind(**fields)
        except TypeError:  # a required field is missing; the complaint was made above
            return None

    def _value(self, kind: Any, value: Value, steps: Steps) -> Any:
        options = get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)
        if value is None and NoneType in options:
            return None
        chosen = next((option for option in options if _is_record(option)), None)
        if chosen is not None and (isinstance(value, dict) or len(options) == 1):
            return self.record(chosen, value, steps)
        scalar = next(option for option in options if option is not NoneType)
        if get_origin(scalar) is tuple:
            return self._items(get_args(scalar)[0], value, steps)
        try:
            return msgspec.convert(value, scalar)
        except msgspec.ValidationError:
            self._complain(steps, *_what_was_wanted(scalar, value, steps))
            return None

    def _items(self, kind: Any, value: Value, steps: Steps) -> tuple[Any, ...]:
        if not isinstance(value, list):
            self._complain(
                steps,
                f"{_named(steps)} is not a list",
                "put each item on a line that begins with -",
            )
            return ()
        return tuple(self._value(kind, item, (*steps, i)) for i, item in enumerate(value))

    def _complain(self, steps: Steps, what: str, remedy: str) -> None:
        self.document.complain(self.document.line(*steps), what, remedy)


_FIELDS: dict[type, tuple[msgspec.structs.FieldInfo, ...]] = {}
"""The fields of each file shape; msgspec works them out anew on each call, which is slow."""


def _fields(kind: type[Record]) -> tuple[msgspec.structs.FieldInfo, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = msgspec.structs.fields(kind)  # type: ignore[arg-type] # a Struct inside
    return _FIELDS[kind]


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def _what_was_wanted(kind: Any, value: Value, steps: Steps) -> tuple[str, str]:
    shown = _shown(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        words = [str(member.value) for member in kind]
        near = get_close_matches(str(value), words, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"one of: {', '.join(words)}"
        return f"{_named(steps)} is {shown}, which is not known", hint
    if kind is bool:
        return f"{_named(steps)} is {shown}, which is neither true nor false", "true or false"
    meta = next(part for part in get_args(kind) if isinstance(part, Meta))
    return f"{_named(steps)} is {shown}, which is not {meta.title}", meta.description or ""


def _named(steps: Steps) -> str:
    """Return a way for people: ``sources[2].seen``."""
    text = ""
    for step in steps:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "the file"


_SHOWN: Mapping[type, Callable[[Any], str]] = {
    dict: lambda _: "a list of fields",
    list: lambda _: "a list",
    bool: lambda value: f"{str(value).lower()} (write quotes to make it text)",
    int: lambda value: f"the number {value} (write quotes to make it text)",
    NoneType: lambda _: "empty",
}


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return ascii(value if len(value) <= 60 else value[:57] + "...")
    return _SHOWN[type(value)](value)
