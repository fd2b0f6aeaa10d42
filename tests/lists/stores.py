"""Imports into a store of a test's own, with a signature list that knows two names."""

from datetime import UTC, date, datetime

from phone_audit.lists.importing import Importer, Request
from phone_audit.lists.store import Store
from phone_audit.model.evidence import ObservableKind
from phone_audit.model.signature import NameClass

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
HOST, PACKAGE = ObservableKind.HOST, ObservableKind.PACKAGE
KNOWN = {
    "bank.example": (NameClass.NONE, "bank"),
    "slot.kota.go.id": (NameClass.INSTITUTIONAL, ""),
    "w88.example": (NameClass.STRONG, "w88"),
}


def standing(_kind, name):
    return KNOWN.get(name)


def bring(folder, text, name="contoh", now=NOON, **said):
    """Import a text as a list; its file lies beside the store."""
    path = folder.parent / f"{name}.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    request = Request(name=name, path=path, **said)
    return Importer(folder, standing, "phone-audit 0.0").bring(request, now)


def rows(folder, *names, kind=HOST):
    """What the store says of names: lines like ``contoh: both m.contoh88.example 3``."""
    with Store(folder).open() as shelf:
        return sorted(
            f"{row.list}: {'+' if row.allow else ''}{row.scope.value} {row.name} {row.line}"
            for found in shelf.rows(kind, names).values()
            for row in found
        )


def day(text):
    return date.fromisoformat(text)
