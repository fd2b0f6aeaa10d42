"""What is wrong between the files of a list: ids and names used twice, names nobody can own."""

from collections.abc import Iterator

from phone_audit.formats.hostname import is_address, normalise, registrable
from phone_audit.model.record import Words
from phone_audit.signatures.app_labels import folded
from phone_audit.signatures.folder import Folder
from phone_audit.signatures.strict_yaml import Document, Place
from phone_audit.signatures.unlisted import SCORED, TWO_SIGNALS

_RESERVED = frozenset({TWO_SIGNALS, SCORED})
"""Ids of rules that no file holds and reports print."""


def check_between_files(read: Folder) -> None:
    """Add to each document what is wrong about it as a part of the whole list."""
    _check_ids(read)
    _check_domains(read)
    _check_listed_once(read)


def _check_ids(read: Folder) -> None:
    """Complain of ids used twice: whatever a report prints must lead to one thing only."""
    first: dict[str, Document] = {}
    for document, place, name in _ids(read):
        before = first.setdefault(name, document)
        if name in _RESERVED:
            where = "phone-audit"
        elif before is not document:
            where = before.path
        else:
            continue
        document.complain(
            place,
            Words(
                id=f'id "{name}" sudah dipakai dalam {where}',
                en=f'id "{name}" is already used in {where}',
            ),
            Words(
                id="id tidak pernah dipakai ulang, termasuk yang sudah ditarik",
                en="ids are never reused, not even those of retired entries",
            ),
        )


def _ids(read: Folder) -> Iterator[tuple[Document, Place, str]]:
    for entry in (*read.entries, *read.retired):
        yield entry.document, entry.document.place("id"), entry.signature.id
    for family in read.families:
        yield family.document, family.document.place("id"), family.family.id
    for innocent in read.innocent:
        yield innocent.document, innocent.document.place("id"), innocent.innocent.id


def _check_domains(read: Folder) -> None:
    for entry in (*read.entries, *read.retired):
        for number, domain in enumerate(entry.signature.domains):
            place = entry.document.place("match", "domains", number)
            _check_domain(entry.document, place, domain.domain, whole=True)
    for innocent in read.innocent:
        for number, name in enumerate(innocent.innocent.domains):
            place = innocent.document.place("domains", number)
            _check_domain(innocent.document, place, name, whole=False)


def _check_domain(document: Document, place: Place, name: str, *, whole: bool) -> None:
    """Complain unless the name is one that can be listed; ``whole``: with all below it."""
    host = normalise(name)
    if host != name:
        what = Words(id=f"{name!a} bukan domain", en=f"{name!a} is not a domain")
        hint = Words(id=f'tulis "{host}"', en=f'write "{host}"')
        only = Words(id="hanya namanya: contoh88.example", en="only the name: contoh88.example")
        document.complain(place, what, hint if host else only)
        return
    if is_address(name):
        return
    owned = registrable(name)
    if owned is None:
        document.complain(
            place,
            Words(
                id=f'"{name}" adalah akhiran milik bersama',
                en=f'"{name}" is a suffix that many owners share',
            ),
            Words(
                id="daftarkan nama di bawahnya yang didaftarkan atau disewa operator",
                en="list the name below it that the operator registered or rents",
            ),
        )
    elif whole and owned != name:
        document.complain(
            place,
            Words(
                id=f'"{name}" terletak di bawah domain "{owned}"',
                en=f'"{name}" lies below the domain "{owned}"',
            ),
            Words(
                id=f'daftarkan "{owned}" bila milik operator, jika tidak jangan',
                en=f'list "{owned}" if the operator owns it, otherwise nothing',
            ),
        )


def _check_listed_once(read: Folder) -> None:
    """Complain of a name listed twice: two entries, or an entry and an innocent file."""
    first: dict[tuple[str, str], tuple[str, Place]] = {}
    for document, field_name, place, name in _listed_names(read):
        path, before = first.setdefault((field_name, name), (document.path, place))
        if (path, before) != (document.path, place):
            document.complain(
                place,
                Words(
                    id=f'"{name}" sudah terdaftar dalam {path}:{before.line}',
                    en=f'"{name}" is already listed in {path}:{before.line}',
                ),
                Words(id="sisakan di satu tempat", en="keep it in one place"),
            )


def _listed_names(read: Folder) -> Iterator[tuple[Document, str, Place, str]]:
    for entry in read.entries:
        document, signature = entry.document, entry.signature
        for number, package in enumerate(signature.packages):
            yield document, "package", document.place("match", "packages", number), package
        for number, label in enumerate(signature.labels):
            yield document, "label", document.place("match", "labels", number), folded(label)
        for number, domain in enumerate(signature.domains):
            yield document, "domain", document.place("match", "domains", number), domain.domain
    for each in read.innocent:
        for number, package in enumerate(each.innocent.packages):
            yield each.document, "package", each.document.place("packages", number), package
        for number, name in enumerate(each.innocent.domains):
            yield each.document, "domain", each.document.place("domains", number), name
