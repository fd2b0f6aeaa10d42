"""The signature list: from its folder of YAML files, and to and from the snapshot in a case."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from phone_audit.errors import SignatureErrors
from phone_audit.formats.hostname import is_address, normalise, registrable
from phone_audit.model.record import canonical_json, from_json, sha256_hex
from phone_audit.model.signature import (
    Citation,
    Family,
    Innocent,
    ListedDomain,
    ListVersion,
    NameRules,
    ScoreModel,
    Signature,
    SignatureList,
    Status,
)
from phone_audit.signatures.entry_files import (
    DomainFile,
    EntryFile,
    InnocentFile,
    VersionFile,
    fit,
)
from phone_audit.signatures.pattern_files import FamilyFile, SignalsFile, family, group
from phone_audit.signatures.strict_yaml import MAX_BYTES, Complaint, Document, read_document

_READ_HERE = ("brands", "innocent", "retired")
_PATTERNS = "patterns"
_SIGNALS = "signals"
_WEIGHTS = "weights.json"
_MOST_WEIGHTS = 1024 * 1024  # bytes
_NOT_OURS = ("lists",)  # imported lists have their own store and checks

F = TypeVar("F", EntryFile, InnocentFile, FamilyFile, SignalsFile)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the list that could be read: what it says, and where each part stands."""

    document: Document
    signature: Signature


@dataclass(frozen=True, slots=True)
class InnocentEntry:
    """One file of ``innocent/`` that could be read."""

    document: Document
    innocent: Innocent


@dataclass(frozen=True, slots=True)
class FamilyEntry:
    """One file of ``patterns/`` that holds a family of names."""

    document: Document
    family: Family


@dataclass(slots=True)
class Folder:
    """Everything that could be read in a list's folder, and every complaint about the rest."""

    version: VersionFile | None = None
    version_path: str = "VERSION"
    entries: list[Entry] = field(default_factory=list)
    innocent: list[InnocentEntry] = field(default_factory=list)
    retired: list[Entry] = field(default_factory=list)
    families: list[FamilyEntry] = field(default_factory=list)
    signals: tuple[Document, SignalsFile] | None = None
    score: ScoreModel | None = None
    complaints: list[Complaint] = field(default_factory=list)


def load(folder: Path) -> SignatureList:
    """Read the list in a folder: ``VERSION``, ``brands/*.yaml`` and ``innocent/*.yaml``.

    ``retired/*.yaml`` is checked, because ids are never reused, but is not in force.
    The order is that of the ids, so the same files give the same snapshot anywhere.

    Raises:
        SignatureErrors: the folder cannot be used; it holds every complaint, not the first.
    """
    read = read_folder(folder)
    if read.complaints or read.version is None:
        raise SignatureErrors([str(complaint) for complaint in read.complaints])
    return SignatureList(
        name=read.version.name,
        version=read.version.version,
        released=read.version.released,
        signatures=tuple(entry.signature for entry in read.entries),
        innocent=tuple(entry.innocent for entry in read.innocent),
        names=name_rules(read),
    )


def name_rules(read: Folder) -> NameRules | None:
    """Return what ``patterns/`` says of unlisted names; ``None``: it says nothing."""
    if read.signals is None:
        return None
    _, signals = read.signals
    return NameRules(
        families=tuple(entry.family for entry in read.families),
        function_words=signals.function_words,
        groups=tuple(group(file) for file in signals.groups),
        blanked=signals.blanked,
        offices=signals.offices,
        infrastructure=signals.infrastructure,
        package_words=signals.package_words,
        score=read.score,
    )


def snapshot(signatures: SignatureList) -> bytes:
    """Return the list as the canonical JSON that a case keeps, so that it can be read again."""
    return canonical_json(signatures)


def from_snapshot(data: bytes) -> SignatureList:
    """Return the list that a case kept.

    Raises:
        SignatureErrors: the bytes are not a snapshot this program understands.
    """
    try:
        return from_json(data, SignatureList)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SignatureErrors(
            [f"snapshot:1: {error} (use the program version that wrote the case)"]
        ) from error


def version_of(signatures: SignatureList) -> ListVersion:
    """Return which list this is, as reports print it; the hash is that of the snapshot."""
    return ListVersion(
        name=signatures.name,
        version=signatures.version,
        released=signatures.released,
        entries=len(signatures.signatures),
        sha256=sha256_hex(snapshot(signatures)),
    )


def read_folder(folder: Path) -> Folder:
    """Read everything in a list's folder and complain of all that is wrong at once."""
    read = Folder()
    if not folder.is_dir():
        read.complaints.append(
            Complaint(str(folder), 1, "is not a folder", "name the folder that holds VERSION")
        )
        return read
    read.version = _version(folder, read)
    _complain_of_stray_files(folder, read)
    for document, entry in _files(folder, "brands", EntryFile, read):
        if entry.status is Status.RETIRED:
            document.complain(
                document.line("status"), "a retired entry among the brands", "move it to retired/"
            )
        read.entries.append(Entry(document, _signature(entry)))
    for document, entry in _files(folder, "retired", EntryFile, read):
        if entry.status is not Status.RETIRED:
            document.complain(
                document.line("status"), "an entry in force among the retired", "status: retired"
            )
        if entry.retired_because is None:
            document.complain(1, "does not say why it was retired", "add retired_because")
        read.retired.append(Entry(document, _signature(entry)))
    for document, innocent in _files(folder, "innocent", InnocentFile, read):
        read.innocent.append(
            InnocentEntry(document, msgspec.convert(innocent, Innocent, from_attributes=True))
        )
    _read_patterns(folder, read)
    _check_ids(read)
    _check_domains(read)
    _check_listed_once(read)
    for entry_document in _documents(read):
        read.complaints += entry_document.complaints
    read.complaints.sort(key=lambda complaint: (complaint.path, complaint.line))
    return read


def _documents(read: Folder) -> Iterator[Document]:
    yield from (entry.document for entry in (*read.entries, *read.retired))
    yield from (entry.document for entry in read.innocent)
    yield from (entry.document for entry in read.families)
    if read.signals is not None:
        yield read.signals[0]


def _read_patterns(folder: Path, read: Folder) -> None:
    for document, signals in _files(folder, _PATTERNS, SignalsFile, read, only=_SIGNALS):
        read.signals = (document, signals)
    for document, families in _files(folder, _PATTERNS, FamilyFile, read, but=_SIGNALS):
        if families.status is Status.RETIRED:
            document.complain(
                document.line("status"), "a retired family among those in force", "take it out"
            )
        read.families.append(FamilyEntry(document, family(families)))
    if read.families and not (folder / _PATTERNS / f"{_SIGNALS}.yaml").is_file():
        document = read.families[0].document
        document.complain(1, "families without signals.yaml", "add patterns/signals.yaml")
    path = folder / _PATTERNS / _WEIGHTS
    if not path.is_file():
        return
    shown = path.relative_to(folder.parent).as_posix()
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_WEIGHTS + 1)
        if len(data) > _MOST_WEIGHTS:
            complaint = Complaint(shown, 1, "is too large", "at most 1 MiB of weights")
            read.complaints.append(complaint)
            return
        read.score = from_json(data, ScoreModel)
    except (OSError, msgspec.DecodeError) as error:
        remedy = "make it again: python tools/train_scorer.py"
        read.complaints.append(Complaint(shown, 1, f"cannot be used: {error}", remedy))


def _version(folder: Path, read: Folder) -> VersionFile | None:
    document = _document(folder, folder / "VERSION", read)
    if document is None:
        return None
    read.version_path = document.path
    version = None if document.complaints else fit(document, VersionFile)
    read.complaints += document.complaints
    return version


def _files(
    folder: Path, place: str, kind: type[F], read: Folder, *, only: str = "*", but: str = ""
) -> Iterator[tuple[Document, F]]:
    """Yield what could be read; complaints of files that could not go straight to the folder."""
    for path in sorted((folder / place).glob(f"{only}.yaml")):
        if path.stem == but:
            continue
        document = _document(folder, path, read)
        if document is None:
            continue
        record = None if document.value is None else fit(document, kind)
        if record is None:
            if not document.complaints:
                document.complain(1, "is empty", "see README.md for what an entry holds")
            read.complaints += document.complaints
            continue
        if record.id != path.stem:
            document.complain(
                document.line("id"),
                f'id "{record.id}" is not the file name',
                f"name the file {record.id}.yaml",
            )
        yield document, record


def _document(folder: Path, path: Path, read: Folder) -> Document | None:
    shown = path.relative_to(folder.parent).as_posix()
    try:
        with path.open("rb") as file:
            return read_document(shown, file.read(MAX_BYTES + 1))
    except OSError as error:
        reason = error.strerror or "cannot be read"
        read.complaints.append(Complaint(shown, 1, reason, "check that the file can be read"))
        return None


def _complain_of_stray_files(folder: Path, read: Folder) -> None:
    """A file the loader would pass over is a brand somebody believes to be in force."""
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if place.parts[0] in _NOT_OURS or path.suffix.lower() not in {".yaml", ".yml"}:
            continue
        known = place.parts[0] in _READ_HERE or place.parts[0] == _PATTERNS
        if len(place.parts) != 2 or not known or path.suffix != ".yaml":
            read.complaints.append(
                Complaint(
                    path.relative_to(folder.parent).as_posix(),
                    1,
                    "would not be read here",
                    f"entries are NAME.yaml directly below {', '.join(_READ_HERE)}",
                )
            )


def _signature(entry: EntryFile) -> Signature:
    return Signature(
        id=entry.id,
        name=entry.name,
        status=entry.status,
        strength=entry.strength,
        kind=entry.kind,
        added=entry.added,
        updated=entry.updated,
        packages=entry.match.packages,
        domains=tuple(_listed(domain) for domain in entry.match.domains),
        sources=tuple(
            Citation(url=source.url, seen=source.seen, says=source.says) for source in entry.sources
        ),
        innocent_explanations=entry.innocent_explanations,
        examples_match=entry.examples.match,
        examples_no_match=entry.examples.no_match,
        proposer=entry.proposer,
        reviewer=entry.reviewer,
    )


def _listed(domain: str | DomainFile) -> ListedDomain:
    if isinstance(domain, str):
        return ListedDomain(domain=domain)
    return ListedDomain(
        domain=domain.domain, valid_from=domain.valid_from, valid_until=domain.valid_until
    )


def _check_ids(read: Folder) -> None:
    first: dict[str, Document] = {}
    entries = [(entry.document, entry.signature.id) for entry in (*read.entries, *read.retired)]
    entries += [(entry.document, entry.family.id) for entry in read.families]
    for document, name in entries:
        before = first.setdefault(name, document)
        if before is not document:
            document.complain(
                document.line("id"),
                f'id "{name}" is already used in {before.path}',
                "ids are never reused, not even those of retired entries",
            )


def _check_domains(read: Folder) -> None:
    for entry in (*read.entries, *read.retired):
        for number, domain in enumerate(entry.signature.domains):
            line = entry.document.line("match", "domains", number)
            _check_domain(entry.document, line, domain.domain, whole=True)
    for innocent in read.innocent:
        for number, name in enumerate(innocent.innocent.domains):
            line = innocent.document.line("domains", number)
            _check_domain(innocent.document, line, name, whole=False)


def _check_domain(document: Document, line: int, name: str, *, whole: bool) -> None:
    """Complain unless the name is one that can be listed; ``whole``: with all below it."""
    host = normalise(name)
    if host != name:
        hint = f'write "{host}"' if host else "only the name: contoh88.example"
        document.complain(line, f"{name!a} is not a domain", hint)
        return
    if is_address(name):
        return
    owned = registrable(name)
    if owned is None:
        document.complain(
            line,
            f'"{name}" is a suffix that many owners share',
            "list the name below it that the operator registered or rents",
        )
    elif whole and owned != name:
        document.complain(
            line,
            f'"{name}" lies below the domain "{owned}"',
            f'list "{owned}" if the operator owns it, otherwise nothing',
        )


def _check_listed_once(read: Folder) -> None:
    """Complain of a name listed twice: two entries, or an entry and an innocent file."""
    first: dict[tuple[str, str], str] = {}
    for document, field_name, line, name in _listed_names(read):
        place = first.setdefault((field_name, name), f"{document.path}:{line}")
        if place != f"{document.path}:{line}":
            document.complain(
                line, f'"{name}" is already listed in {place}', "keep it in one place"
            )


def _listed_names(read: Folder) -> Iterator[tuple[Document, str, int, str]]:
    for entry in read.entries:
        document, signature = entry.document, entry.signature
        for number, package in enumerate(signature.packages):
            yield document, "package", document.line("match", "packages", number), package
        for number, domain in enumerate(signature.domains):
            yield document, "domain", document.line("match", "domains", number), domain.domain
    for each in read.innocent:
        for number, package in enumerate(each.innocent.packages):
            yield each.document, "package", each.document.line("packages", number), package
        for number, name in enumerate(each.innocent.domains):
            yield each.document, "domain", each.document.line("domains", number), name
