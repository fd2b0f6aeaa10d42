"""Every function of ``formats`` that is given a stranger's text or bytes, found by itself.

A new one is in every test of ``test_hostile_text.py`` and ``test_work.py`` at once. What it
wants beside the text has to be named in ``BESIDE``, and what it may raise in its own
docstring (``Raises:``); otherwise it fails there.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from importlib import import_module
from io import BytesIO
from pkgutil import walk_packages
from typing import Any

from phone_audit import formats
from phone_audit.formats.import_rows import VisitRow
from phone_audit.formats.name_lists.interface import BrokenList, Options

BESIDE: dict[str, Any] = {
    "zone": UTC,
    "read_at": datetime(2026, 11, 23, tzinfo=UTC),
    "uids": {1, 10_234},
    "packages": {"a.b", "id.contoh.permainan"},
    "wanted": {"HEADER", "DUMP OF SERVICE package", "DUMP OF SERVICE usagestats"},
    "name": "x.txt",
    "kind": VisitRow,
    "extended": True,
    "stages": (("grep", "-E", "a|b"), ("cut", "-d", "=", "-f", "1"), ("sort", "-u"), ("head",)),
    "order": None,
    "at": 0,
    "end": 1 << 40,
    "directory": 1 << 40,
    "enter": lambda path: len(path) < 3,
    "options": Options(),
    "line": 1,
    "scope": None,
    "block_pages": frozenset({"blokir.invalid"}),
    "qualifier": None,
}
"""What readers want beside the text, by the name of the parameter."""

OURS = {
    "answers.gap_in": "is given a capture; every source hands its answers on to it",
    "capture_folder.capture_key": "is given our own questions",
    "devtools.message": "writes a question",
    "filters.is_filter": "is given words of our own questions",
    "phone_commands.not_found": "is given words of our own questions",
    "posix_regex.translate": "is given patterns of our own questions",
    "shell_line.parse_line": "is given our own questions",
    **dict.fromkeys(
        (f"hostname.{name}" for name in ("is_address", "is_shared", "registrable", "suffixes")),
        "is given what normalise returns, 253 characters at most",
    ),
    "hostname.with_parents": "is given what normalise returns, 253 characters at most",
    **dict.fromkeys(
        (f"resource_chunks.{name}" for name in ("unpack", "u8", "u16", "u32", "u64")),
        "is given a place by the readers around it",
    ),
    "import_rows.write_rows": "writes what the readers found",
}
"""Functions that are not given a stranger's text, and why."""

_MAY_RAISE = {"name_lists": (BrokenList,)}
"""Errors that an interface declares for all that implement it."""

Reader = Callable[[bytes], object]
_GIVEN = re.compile(
    r"(?:str|bytes)(?: \| None)?|(?:collections\.abc\.|typing\.)?"
    r"(?:Iterable\[(?:bytes|str)\]|IO\[bytes\])|.*Callable\[\[\], .*Iterable\[bytes\]\]"
)


def readers() -> dict[str, Reader]:
    """Return every reader by module and name, each taking bytes as a phone would send them."""
    found: dict[str, Reader] = {}
    for info in walk_packages(formats.__path__, f"{formats.__name__}."):
        module = import_module(info.name)
        place = info.name.removeprefix(f"{formats.__name__}.")
        for name, function in vars(module).items():
            public = inspect.isfunction(function) and not name.startswith("_")
            if public and function.__module__ == module.__name__:
                full = f"{place}.{name}"
                given = _given(function)
                if given is not None and full not in OURS:
                    found[full] = _reader(function, given, _MAY_RAISE.get(place.split(".")[0], ()))
    return found


def _given(function: Callable[..., object]) -> inspect.Parameter | None:
    for parameter in inspect.signature(function).parameters.values():
        written = inspect.formatannotation(parameter.annotation)
        if _GIVEN.fullmatch(written):
            return parameter
    return None


def _reader(
    function: Callable[..., object],
    given: inspect.Parameter,
    allowed: tuple[type[BaseException], ...],
) -> Reader:
    """Return the function as one that takes bytes, and ends as its docstring says it may."""
    as_given = _converter(inspect.formatannotation(given.annotation))
    beside = {}
    for parameter in inspect.signature(function).parameters.values():
        optional = parameter.default is not parameter.empty
        if parameter.name != given.name and not (optional and parameter.name not in BESIDE):
            beside[parameter.name] = BESIDE[parameter.name]  # a KeyError: name it there
    allowed += _declared(function)

    def read(data: bytes) -> object:
        try:
            return _finished(function(**{given.name: as_given(data)}, **beside))
        except allowed:
            return None

    return read


def _converter(written: str) -> Callable[[bytes], object]:
    if written.startswith("bytes"):
        return lambda data: data
    if "IO[bytes]" in written:
        return BytesIO
    if "Callable" in written:
        return lambda data: lambda: _pieces(data)
    if "Iterable[bytes]" in written:
        return lambda data: data.splitlines(keepends=True)
    if "Iterable[str]" in written:
        return lambda data: data.decode(errors="replace").split("\n")
    return lambda data: data.decode(errors="replace")


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[at : at + 1_000] for at in range(0, len(data), 1_000))


def _finished(result: object) -> object:
    """Return the result, an iterator's items read to the end, a context entered and left."""
    if isinstance(result, AbstractContextManager):
        with result as inner:
            return inner
    return list(result) if isinstance(result, Iterator) else result


def _declared(function: Callable[..., object]) -> tuple[type[BaseException], ...]:
    """Return the errors that the docstring names under ``Raises:``."""
    text = (inspect.getdoc(function) or "").partition("Raises:\n")[2]
    names = re.findall(r"^ {4}(\w+):", text, re.MULTILINE)
    return tuple(_ERRORS[name] for name in names)  # a KeyError: no such error anywhere


def _subclasses(kind: type[BaseException]) -> Iterator[type[BaseException]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _subclasses(one)


def _errors() -> dict[str, type[BaseException]]:
    for info in walk_packages(formats.__path__, f"{formats.__name__}."):
        import_module(info.name)
    return {one.__name__: one for one in _subclasses(Exception)}


_ERRORS = _errors()
