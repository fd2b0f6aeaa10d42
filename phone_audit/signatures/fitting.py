"""A document read into the record it should be, complaining of all that does not fit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Meta

from phone_audit.model.record import Record, Words
from phone_audit.signatures.strict_yaml import Document, Steps, Value

T = TypeVar("T", bound=Record)

INDONESIAN = "indonesian"
"""The key in ``Meta.extra`` under which title and description stand in Indonesian."""


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
            what = Words(
                id=f"{_named(steps).id} bukan daftar bidang",
                en=f"{_named(steps).en} is not a list of fields",
            )
            self._complain(steps, what, Words(id="lihat README.md", en="see README.md"))
            return None
        wanted = {field.name: field for field in _fields(kind)}
        for name in value:
            if name not in wanted:
                what = Words(id=f'bidang "{name}" tidak dikenal', en=f'unknown field "{name}"')
                self._complain((*steps, name), what, _near(name, tuple(wanted)))
        for name, field in wanted.items():
            if name not in value and field.required:
                what = Words(
                    id=f'{_named(steps).id} tidak memuat "{name}"',
                    en=f'{_named(steps).en} lacks "{name}"',
                )
                self._complain(steps, what, Words(id="tambahkan bidang itu", en="add the field"))
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
            what = Words(
                id=f"{_named(steps).id} bukan daftar", en=f"{_named(steps).en} is not a list"
            )
            remedy = Words(
                id="tulis setiap butir pada baris yang diawali -",
                en="put each item on a line that begins with -",
            )
            self._complain(steps, what, remedy)
            return ()
        return tuple(self._value(kind, item, (*steps, i)) for i, item in enumerate(value))

    def _complain(self, steps: Steps, what: Words, remedy: Words) -> None:
        self.document.complain(self.document.place(*steps), what, remedy)


_FIELDS: dict[type, tuple[msgspec.structs.FieldInfo, ...]] = {}
"""The fields of each file shape; msgspec works them out anew on each call, which is slow."""


def _fields(kind: type[Record]) -> tuple[msgspec.structs.FieldInfo, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = msgspec.structs.fields(kind)  # type: ignore[arg-type] # a Struct inside
    return _FIELDS[kind]


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def _what_was_wanted(kind: Any, value: Value, steps: Steps) -> tuple[Words, Words]:
    named, shown = _named(steps), _shown(value)
    it_is = Words(id=f"{named.id} berisi {shown.id}", en=f"{named.en} is {shown.en}")
    if isinstance(kind, type) and issubclass(kind, Enum):
        what = Words(id=f"{it_is.id}, yang tidak dikenal", en=f"{it_is.en}, which is not known")
        return what, _near(str(value), tuple(str(member.value) for member in kind))
    if kind is bool:
        what = Words(
            id=f"{it_is.id}, bukan true atau false",
            en=f"{it_is.en}, which is neither true nor false",
        )
        return what, Words(id="true atau false", en="true or false")
    meta = next(part for part in get_args(kind) if isinstance(part, Meta))
    title, description = meta.extra[INDONESIAN] if meta.extra else (meta.title, meta.description)
    return (
        Words(id=f"{it_is.id}, yang bukan {title}", en=f"{it_is.en}, which is not {meta.title}"),
        Words(id=description or "", en=meta.description or ""),
    )


def _near(word: str, known: tuple[str, ...]) -> Words:
    near = get_close_matches(word, known, n=1)
    if near:
        return Words(id=f'maksudnya "{near[0]}"?', en=f'did you mean "{near[0]}"?')
    return Words(id=f"pilihan: {', '.join(known)}", en=f"one of: {', '.join(known)}")


def _named(steps: Steps) -> Words:
    """Return a way for people: ``sources[2].seen``."""
    text = ""
    for step in steps:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return Words(id=text or "berkas ini", en=text or "the file")


_SHOWN: Mapping[type, Callable[[Any], Words]] = {
    dict: lambda _: Words(id="daftar bidang", en="a list of fields"),
    list: lambda _: Words(id="daftar", en="a list"),
    bool: lambda value: Words(
        id=f"{str(value).lower()} (beri tanda kutip agar menjadi teks)",
        en=f"{str(value).lower()} (write quotes to make it text)",
    ),
    int: lambda value: Words(
        id=f"bilangan {value} (beri tanda kutip agar menjadi teks)",
        en=f"the number {value} (write quotes to make it text)",
    ),
    NoneType: lambda _: Words(id="kosong", en="empty"),
}


def _shown(value: Value) -> Words:
    if isinstance(value, str):
        text = ascii(value if len(value) <= 60 else value[:57] + "...")
        return Words(id=text, en=text)
    return _SHOWN[type(value)](value)
