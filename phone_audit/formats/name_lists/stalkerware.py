"""The YAML of stalkerware-indicators: one record per product, with packages and domains."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from phone_audit.formats.name_lists.interface import (
    BrokenList,
    Chunks,
    Item,
    Options,
    Refusal,
    Refused,
    Told,
)
from phone_audit.formats.name_lists.names import certificate_entry, host_entry, package_entry

if TYPE_CHECKING:
    from yaml.events import Event

_DEEPEST = 12
_MOST_BYTES = 64 * 1024 * 1024
_PACKAGES = frozenset({("package",), ("packages", None)})
_HOSTS = frozenset({("websites", None), ("distribution", None), ("c2", "domains", None)})
_CERTIFICATES = frozenset({("certificate",), ("certificates", None)})
_ADDRESSES = ("c2", "ips", None)
Way = tuple[str | None, ...]


def read(chunks: Chunks, options: Options) -> Iterator[Item]:
    """Read the records of an ``ioc.yaml``.

    Format::

        - name: Contoh
          type: gambling
          packages:
          - id.contoh.slot
          certificates:
          - 230E35A26E471352DF5DBDBCF9834E0711500CB0
          websites:
          - contoh88.example
          c2:
            ips:
            - 203.0.113.7
            domains:
            - api.contoh88.example

    Other members are passed over. What its records call themselves is told once each:
    the public file of this form is about stalkerware and not about gambling.

    Read from: AssoEchap/stalkerware-indicators ``ioc.yaml`` and ``scripts/linter.py``.
    """
    told: set[str] = set()
    says: str | None = None
    for line, way, text in _scalars(chunks()):
        if way in {("name",), ("names", None)}:
            says = text if way == ("name",) or says is None else says
        elif way == ():
            says = None  # the next record begins
        elif way == ("type",):
            if text not in told and len(told) < _DEEPEST:
                told.add(text)
                yield Told(calls_itself=text[:200])
        elif way in _PACKAGES:
            yield package_entry(line, text, says=says)
        elif way in _HOSTS:
            yield host_entry(line, text, options.bare, says=says)
        elif way in _CERTIFICATES:
            yield certificate_entry(line, text, says=says)
        elif way == _ADDRESSES:
            yield Refused(line, Refusal.ADDRESS, text)
        elif way[:1] in {("packages",), ("certificates",), ("websites",), ("c2",)}:
            yield Refused(line, Refusal.UNREADABLE, text)


def _scalars(chunks: Iterable[bytes]) -> Iterator[tuple[int, Way, str]]:
    """Yield each scalar with the way to it inside its record; ``()`` begins a record."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree = _Tree()
    try:
        for event in yaml.parse(_Stream(chunks), Loader=loader):
            yield from tree.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise BrokenList(line, f"not YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise BrokenList(1, f"not YAML: {getattr(error, 'reason', 'unreadable')}") from error


class _Tree:
    """Where in the document the parser is; events come one by one, nothing is built."""

    def __init__(self) -> None:
        self._open: list[str] = []  # "{" or "["
        self._keys: list[str | None] = []  # the key whose value is awaited; lists: None

    def take(self, event: "Event") -> Iterator[tuple[int, Way, str]]:
        line = event.start_mark.line + 1 if event.start_mark else 1
        kind = type(event).__name__
        if kind == "AliasEvent":
            raise BrokenList(line, "aliases (*) are not read; write the value out")
        if kind in {"MappingStartEvent", "SequenceStartEvent"}:
            if len(self._open) >= _DEEPEST:
                raise BrokenList(line, "nested too deeply")
            self._open.append("{" if kind == "MappingStartEvent" else "[")
            self._keys.append(None)
            if self._open in (["{"], ["[", "{"]):
                yield line, (), ""
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            self._open.pop()
            self._keys.pop()
            self._done()
        elif kind == "ScalarEvent":
            yield from self._scalar(line, event.value)  # type: ignore[attr-defined]

    def _scalar(self, line: int, text: str) -> Iterator[tuple[int, Way, str]]:
        if self._open[-1:] == ["{"] and self._keys[-1] is None:
            self._keys[-1] = text
            return
        way = tuple(self._keys)
        if self._open[:1] == ["["]:
            way = way[1:]
        if way:
            yield line, way, text
        self._done()

    def _done(self) -> None:
        if self._keys:
            self._keys[-1] = None


class _Stream:
    """Chunks as a file that a parser reads from, with an end to its patience."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""
        self._read = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return at most ``size`` bytes; none at the end."""
        if not self._rest:
            self._rest = next(self._chunks, b"")
            self._read += len(self._rest)
            if self._read > _MOST_BYTES:
                raise BrokenList(1, f"YAML of more than {_MOST_BYTES} bytes is not read")
        end = size if size >= 0 else len(self._rest)
        data, self._rest = self._rest[:end], self._rest[end:]
        return data
