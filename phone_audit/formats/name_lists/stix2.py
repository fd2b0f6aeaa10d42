"""STIX 2 bundles as MVT reads them: indicators of domains, of apps and of their signers."""

import re
from collections.abc import Iterator
from datetime import date

from phone_audit.formats.json_stream import BrokenJson, Path, walk
from phone_audit.formats.name_lists.interface import (
    BrokenList,
    Chunks,
    Entry,
    Item,
    Options,
    Refusal,
    Refused,
    Told,
)
from phone_audit.formats.name_lists.lines import day_in
from phone_audit.formats.name_lists.names import certificate_entry, package_entry, url_entry
from phone_audit.model.imported_list import Scope

_TEXT = r"'(?:[^'\\]|\\.)*'"
_PATH = r"[A-Za-z0-9-]+:[^\s=!<>]+"
_VALUES = rf"(?:=\s*{_TEXT}|IN\s*\(\s*{_TEXT}(?:\s*,\s*{_TEXT})*\s*\))"
_OBSERVATION = rf"\[\s*{_PATH}\s*{_VALUES}(?:\s+OR\s+{_PATH}\s*{_VALUES})*\s*\]"
_PATTERN = re.compile(rf"\s*{_OBSERVATION}(?:\s+OR\s+{_OBSERVATION})*\s*")
_COMPARISON = re.compile(rf"(?P<path>{_PATH})\s*(?P<values>{_VALUES})")
_VALUE = re.compile(_TEXT)
_ESCAPE = re.compile(r"\\(.)")
_LONGEST_PATTERN = 20_000
_ADDRESSES = frozenset({"ipv4-addr:value", "ipv6-addr:value"})
_CERTIFICATES = frozenset({"app:cert.md5", "app:cert.sha1", "app:cert.sha256"})


def read(chunks: Chunks, options: Options) -> Iterator[Item]:
    """Read the indicators of a bundle, or of a bare list of objects.

    Format::

        {"type": "bundle", "objects": [
          {"type": "indicator", "pattern_type": "stix", "modified": "2026-04-09T10:00:00Z",
           "pattern": "[domain-name:value='contoh88.example']", ...},
          {"type": "indicator", "pattern": "[app:id = 'id.contoh.slot']", ...}]}

    A registered domain covers all below it, a host below one only itself, as in MVT.
    Patterns joined by OR are read; with AND or anything else they are refused, because
    their names mean nothing one by one. The latest date of an indicator dates the list.

    Read from: OASIS STIX 2.1 sections 4.7 and 9; MVT ``common/indicators.py`` 2.4 to 2.6.
    """
    latest: date | None = None
    try:
        for found in walk(chunks(), _enters):
            if found.too_long:
                yield Refused(found.line, Refusal.TOO_LONG, "")
            if not isinstance(found.value, dict) or found.path not in {("objects", None), (None,)}:
                continue
            day = day_in(str(found.value.get("modified") or found.value.get("created") or ""))
            latest = max(filter(None, (latest, day)), default=None)
            yield from _of_object(found.line, found.value, options)
    except BrokenJson as error:
        raise BrokenList(0, str(error)) from error
    if latest is not None:
        yield Told(dated=latest)


def _enters(path: Path) -> bool:
    return path in {(), ("objects",)}


def _of_object(line: int, value: dict[str, object], options: Options) -> Iterator[Item]:
    kind = value.get("type")
    if kind in {"malware", "campaign", "tool"} and isinstance(value.get("name"), str):
        yield Told(calls_itself=f"{kind}: {value['name']}")
    if kind != "indicator":
        return
    pattern = value.get("pattern")
    if not isinstance(pattern, str):
        yield Refused(line, Refusal.UNREADABLE, str(pattern)[:200])
    elif value.get("revoked") is True:
        yield Refused(line, Refusal.REVOKED, pattern)
    elif value.get("pattern_type", "stix") != "stix":
        yield Refused(line, Refusal.OTHER, pattern)
    elif len(pattern) > _LONGEST_PATTERN:
        yield Refused(line, Refusal.TOO_LONG, pattern)
    elif not _PATTERN.fullmatch(pattern):
        yield Refused(line, _why_not(pattern), pattern)
    else:
        for part in _COMPARISON.finditer(pattern):
            for text in _VALUE.findall(part["values"]):
                yield _of_comparison(line, part["path"], _plain(text), options)


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", text[1:-1])


def _of_comparison(line: int, path: str, value: str, options: Options) -> Entry | Refused:
    if path == "app:id":
        return package_entry(line, value)
    if path == "domain-name:value":
        return url_entry(line, value, options.bare)
    if path == "url:value":
        return url_entry(line, value, options.bare or Scope.EXACT)
    if path in _CERTIFICATES:
        return certificate_entry(line, value)
    return Refused(line, Refusal.ADDRESS if path in _ADDRESSES else Refusal.OTHER, value)


def _why_not(pattern: str) -> Refusal:
    if not re.match(r"\s*[(\[]", pattern):
        return Refusal.UNREADABLE
    if re.search(r"\sMATCHES\s", pattern):
        return Refusal.REGEX
    return Refusal.PATTERN if re.search(r"\sLIKE\s", pattern) else Refusal.CONDITIONAL
