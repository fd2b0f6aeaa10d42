"""MISP: attributes of events, and warninglists, whose names must not be alerted to."""

from collections.abc import Iterator
from datetime import date

from phone_audit.formats.json_stream import BrokenJson, Found, Path, walk
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
from phone_audit.formats.name_lists.names import (
    certificate_entry,
    host_entry,
    package_entry,
    url_entry,
)
from phone_audit.model.imported_list import ListRole, Scope

_CONTAINERS = frozenset({None, "response", "Event", "Attribute", "Object"})
_DEEPEST = 8
_LISTED = frozenset({("list", None), ("Warninglist", "WarninglistEntry", None)})
_HEADS = frozenset({(), ("Warninglist",)})
_PACKAGES = frozenset({"appid", "mobile-application-id"})
_CERTIFICATES = frozenset({"x509-fingerprint-sha1", "x509-fingerprint-sha256"})
_SCOPES = {"hostname": Scope.BOTH, "string": Scope.EXACT}
_NOT_NAMES = {
    "substring": Refusal.PATTERN,
    "regex": Refusal.REGEX,
    "cidr": Refusal.ADDRESS,
}
_OF_HOSTS = frozenset({"domain", "domain|ip", "hostname", "hostname|port", "url", "uri"})


def read(chunks: Chunks, options: Options) -> Iterator[Item]:
    """Read one or more events, or a warninglist; which of them, the file tells.

    Format of an event and of a warninglist::

        {"Event": {"date": "2026-08-20", "info": "...", "Attribute": [
          {"type": "domain", "value": "contoh88.example", "to_ids": true}],
          "Object": [{"name": "android-app", "Attribute": [
            {"type": "text", "object_relation": "appid", "value": "id.contoh.slot"}]}]}}

        {"name": "Bank", "type": "hostname", "version": 20260820, "list": ["bank.example"]}

    In an event ``domain`` covers a registered domain with all below it, ``hostname`` and
    ``url`` only the host; what is not ``to_ids`` is context and refused. A warninglist of
    type ``hostname`` covers what lies below its names, one of ``string`` only the names.

    Read from: MISP core format draft (misp-core-format), MISP ``Warninglist.php``
    ``__evalHostname``, misp-warninglists ``README.md``.
    """
    try:
        head = _head(chunks)
        yield from _warninglist(chunks, head, options) if head else _events(chunks, options)
    except BrokenJson as error:
        raise BrokenList(0, str(error)) from error


def _head(chunks: Chunks) -> dict[str, object]:
    """Return the plain members of a warninglist; empty: this is none.

    Its type mostly stands behind its names, so the file is gone through once before.
    """
    found: dict[str, object] = {}
    listed = False
    for one in walk(chunks(), lambda path: path in _HEADS):
        key = one.path[-1] if one.path else None
        listed = listed or key in {"list", "WarninglistEntry"}
        if isinstance(key, str) and isinstance(one.value, str | int):
            found[key] = one.value
        if key == "matching_attributes" and isinstance(one.value, list):
            found[key] = [word for word in one.value if isinstance(word, str)]
    return {"type": "string", **found} if listed else {}


def _warninglist(chunks: Chunks, head: dict[str, object], options: Options) -> Iterator[Item]:
    yield Told(role=ListRole.ALLOW, calls_itself=str(head.get("name", ""))[:200] or None)
    if (day := _day_of_version(head.get("version"))) is not None:
        yield Told(dated=day)
    kind = str(head["type"])
    attributes = head.get("matching_attributes")
    about_hosts = not isinstance(attributes, list) or not _OF_HOSTS.isdisjoint(attributes)
    refusal = _NOT_NAMES.get(kind) if about_hosts else Refusal.OTHER
    if refusal is None and kind not in _SCOPES:
        raise BrokenList(0, f"a warninglist of an unknown type: {kind[:40]}")
    enter = _HEADS | {path[:-1] for path in _LISTED}
    for one in walk(chunks(), lambda path: path in enter):
        if one.path not in _LISTED:
            continue
        value = one.value.get("value") if isinstance(one.value, dict) else one.value
        if one.too_long or not isinstance(value, str):
            yield Refused(one.line, Refusal.UNREADABLE, str(value)[:200])
        elif refusal is not None:
            yield Refused(one.line, refusal, value)
        else:
            scope = options.bare or _SCOPES[kind]
            yield url_entry(one.line, value.strip(), scope, allow=True)


def _day_of_version(version: object) -> date | None:
    """Return the day that the number of a warninglist's version is, mostly: 20260820."""
    return day_in(str(version)) if isinstance(version, int | str) else None


def _events(chunks: Chunks, options: Options) -> Iterator[Item]:
    says: str | None = None
    for one in walk(chunks(), _enters):
        tail = one.path[-2:]
        if tail == ("Event", "date"):
            day = day_in(str(one.value))
            if day is not None:
                yield Told(dated=day)
        elif tail == ("Event", "info"):
            yield Told(calls_itself=str(one.value)[:200])
        elif tail == ("Object", None) or one.path[-1:] == ("ObjectReference",):
            says = None
        elif tail == ("Attribute", None):
            if one.too_long or not isinstance(one.value, dict):
                why = Refusal.OTHER if one.too_long else Refusal.UNREADABLE
                yield Refused(one.line, why, str(one.value)[:200])
                continue
            if one.value.get("object_relation") == "name":
                says = str(one.value.get("value"))[:200]
            yield _of_attribute(one, one.value, says if "Object" in one.path else None, options)


def _enters(path: Path) -> bool:
    if path[-2:] == ("Attribute", None) or len(path) > _DEEPEST:
        return False
    return all(step in _CONTAINERS for step in path)


def _of_attribute(
    found: Found, attribute: dict[str, object], says: str | None, options: Options
) -> Entry | Refused:
    kind, value, line = attribute.get("type"), attribute.get("value"), found.line
    if not isinstance(kind, str) or not isinstance(value, str):
        return Refused(line, Refusal.UNREADABLE, str(value)[:200])
    if attribute.get("deleted") is True:
        return Refused(line, Refusal.REVOKED, value)
    if kind in _PACKAGES or attribute.get("object_relation") in _PACKAGES:
        return package_entry(line, value, says=says)
    if kind not in _OF_HOSTS and kind not in _CERTIFICATES:
        return Refused(line, _other_kind(kind), value)
    if attribute.get("to_ids") is False:
        return Refused(line, Refusal.CONTEXT, value)
    if kind in _CERTIFICATES:
        return certificate_entry(line, value, says=says)
    name = value.partition("|")[0].strip()
    if kind in {"url", "uri"}:
        return url_entry(line, name, options.bare or Scope.EXACT, says=says)
    domain = kind in {"domain", "domain|ip"}
    return host_entry(line, name, options.bare or (None if domain else Scope.EXACT), says=says)


def _other_kind(kind: str) -> Refusal:
    if kind.startswith("x509-fingerprint"):
        return Refusal.CERTIFICATE
    return Refusal.ADDRESS if kind.startswith("ip-") else Refusal.OTHER
