"""The base of every record, and its one canonical form in bytes."""

import hashlib
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

import msgspec

R = TypeVar("R")


if TYPE_CHECKING:

    class _Struct:
        """What type checkers see of a msgspec Struct: the options a record may need."""

        def __init_subclass__(
            cls, *, tag: str = "", tag_field: str = "", omit_defaults: bool = False
        ) -> None: ...

else:

    class _RecordMeta(msgspec.StructMeta):
        """Gives every record the same options, which msgspec does not let a class inherit."""

        def __new__(
            mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any
        ) -> type:
            options = {"frozen": True, "kw_only": True, "forbid_unknown_fields": True, **options}
            return super().__new__(mcls, name, bases, namespace, **options)

    class _Struct(msgspec.Struct, metaclass=_RecordMeta):
        pass


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record(_Struct):
    """A frozen noun: fields by keyword, tuples for lists, ``None`` only where documented.

    Unknown fields are refused on reading, so that a file written by another
    version is an error and not a half-understood truth.
    """


class Words(Record):
    """One sentence or title in both languages; Indonesian is the text, English its gloss."""

    id: str
    en: str

    def say(self, lang: str) -> str:
        """Return the Indonesian text for ``"id"``, the English one for ``"en"``."""
        return self.en if lang == "en" else self.id


def canonical_json(value: Any) -> bytes:
    """Return the one byte form of ``value``: UTF-8, sorted keys, no insignificant space.

    Numbers in records are integers (milliseconds, bytes), so that no reader
    depends on how a float is printed. The same value gives the same bytes on
    every computer, which is what hashes and signatures stand on::

        >>> canonical_json({"b": 1, "a": "é"}).decode()
        '{"a":"é","b":1}'
    """
    return msgspec.json.encode(value, order="sorted")


def is_written_form(data: bytes, record: Record) -> bool:
    """Say whether bytes are the canonical form of a record, as it is or as it once was.

    A file of an earlier form lacks the fields that came later; reading it fills them
    with their defaults, and nothing else may differ. Both are bytes that can be written
    in one way only.
    """
    whole = canonical_json(record)
    if whole == data:
        return True
    told = msgspec.json.decode(data)
    return canonical_json(told) == data and _is_within(told, msgspec.json.decode(whole))


def _is_within(told: Any, whole: Any) -> bool:
    if isinstance(told, dict) and isinstance(whole, dict):
        return all(key in whole and _is_within(told[key], whole[key]) for key in told)
    if isinstance(told, list) and isinstance(whole, list):
        return len(told) == len(whole) and all(map(_is_within, told, whole))
    return type(told) is type(whole) and bool(told == whole)


def from_json(data: bytes, kind: type[R]) -> R:
    """Read one ``kind`` from JSON bytes; a wrong type or an unknown field is refused.

    Raises:
        msgspec.ValidationError: the data is JSON, but not a ``kind``.
        msgspec.DecodeError: the data is not JSON.
    """
    try:
        return decoder_of(kind).decode(data)
    except (UnicodeDecodeError, RecursionError) as error:  # bytes outside UTF-8, endless nesting
        raise msgspec.DecodeError(str(error)) from error


def decoder_of(kind: type[R]) -> "msgspec.json.Decoder[R]":
    """Return the decoder of a kind; whatever threads read it first, it is made once.

    msgspec (0.22 checked) builds what it knows of a class when it is first read, and shows
    it to other threads half built: two that read the same class first end the whole
    program with a segmentation fault. So no thread reads a kind before one has built it.
    """
    decoder = _DECODERS.get(kind)
    if decoder is None:
        with _BUILDING:
            decoder = _DECODERS.setdefault(kind, msgspec.json.Decoder(kind))
    return decoder


_DECODERS: "dict[Any, msgspec.json.Decoder[Any]]" = {}
_BUILDING = Lock()


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of ``data`` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def replace(record: R, /, **changes: Any) -> R:
    """Return a copy of ``record`` with some fields changed."""
    return msgspec.structs.replace(record, **changes)  # type: ignore[type-var]
