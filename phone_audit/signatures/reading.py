"""Reads a list's folder strictly: all that is wrong is told at once, nothing is passed over."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from phone_audit.model.record import Words, from_json
from phone_audit.model.signature import (
    Citation,
    Innocent,
    ListedDomain,
    ScoreModel,
    Signature,
    Status,
)
from phone_audit.signatures.between_files import check_between_files
from phone_audit.signatures.changelog import releases
from phone_audit.signatures.decision_files import AmbiguousFile, SharesFile
from phone_audit.signatures.entry_files import DomainFile, EntryFile, InnocentFile, VersionFile
from phone_audit.signatures.fitting import fit
from phone_audit.signatures.folder import Entry, FamilyEntry, Folder, InnocentEntry
from phone_audit.signatures.pattern_files import FamilyFile, SignalsFile, family
from phone_audit.signatures.strict_yaml import MAX_BYTES, Complaint, Document, Place, read_document

_READ_HERE = ("brands", "innocent", "retired")
_PATTERNS = "patterns"
_SIGNALS = "signals"
_SHARES = "shares"
_AMBIGUOUS = "ambiguous"
_WEIGHTS = "weights.json"
_CHANGELOG = "CHANGELOG.md"
_MOST_BYTES = 1024 * 1024  # of weights, and of a change log
_NOT_OURS = ("lists",)  # imported lists have their own store and checks
_SEE_README = Words(id="lihat README.md", en="see README.md for what an entry holds")

F = TypeVar("F", EntryFile, InnocentFile, FamilyFile, SignalsFile, SharesFile, AmbiguousFile)


def read_folder(folder: Path) -> Folder:
    """Read everything in a list's folder and complain of all that is wrong at once."""
    return _Reader(folder).read()


class _Reader:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = Folder()

    def read(self) -> Folder:
        read = self._read
        if not self._folder.is_dir():
            what = Words(id="bukan folder", en="is not a folder")
            remedy = Words(
                id="sebutkan folder yang memuat VERSION", en="name the folder that holds VERSION"
            )
            read.complaints.append(Complaint(str(self._folder), Place(), what, remedy))
            return read
        self._version()
        self._changelog()
        self._stray_files()
        self._entries()
        self._patterns()
        self._decisions()
        check_between_files(read)
        for document in read.documents():
            read.complaints += document.complaints
        read.complaints.sort(key=lambda complaint: (complaint.path, complaint.place))
        return read

    def _version(self) -> None:
        document = self._document(self._folder / "VERSION")
        if document is None:
            return
        self._read.version_document = document
        self._read.version = None if document.complaints else fit(document, VersionFile)
        self._read.complaints += document.complaints

    def _changelog(self) -> None:
        path = self._folder / _CHANGELOG
        self._read.changelog_path = self._shown(path)
        if path.is_file() and (data := self._bytes(path)) is not None:
            self._read.releases = releases(data.decode("utf-8-sig", errors="replace"))

    def _entries(self) -> None:
        for document, entry in self._files("brands", EntryFile):
            if entry.status is Status.RETIRED:
                document.complain(
                    document.place("status"),
                    Words(
                        id="tanda yang ditarik di antara merek",
                        en="a retired entry among the brands",
                    ),
                    Words(id="pindahkan ke retired/", en="move it to retired/"),
                )
            self._read.entries.append(Entry(document, signature_of(entry)))
        for document, entry in self._files("retired", EntryFile):
            if entry.status is not Status.RETIRED:
                document.complain(
                    document.place("status"),
                    Words(
                        id="tanda yang berlaku di antara yang ditarik",
                        en="an entry in force among the retired",
                    ),
                    Words(id="status: retired", en="status: retired"),
                )
            if entry.retired_because is None:
                document.complain(
                    Place(),
                    Words(
                        id="tidak mengatakan mengapa ditarik",
                        en="does not say why it was retired",
                    ),
                    Words(id="tambahkan retired_because", en="add retired_because"),
                )
            because = entry.retired_because or ""
            self._read.retired.append(Entry(document, signature_of(entry), because))
        for document, file in self._files("innocent", InnocentFile):
            innocent = msgspec.convert(file, Innocent, from_attributes=True)
            self._read.innocent.append(InnocentEntry(document, innocent))

    def _patterns(self) -> None:
        read = self._read
        read.signals = next(self._files(_PATTERNS, SignalsFile, only=_SIGNALS), None)
        read.shares = next(self._files(_PATTERNS, SharesFile, only=_SHARES), None)
        for document, file in self._files(_PATTERNS, FamilyFile, but=(_SIGNALS, _SHARES)):
            if file.status is Status.RETIRED:
                document.complain(
                    document.place("status"),
                    Words(
                        id="keluarga yang ditarik di antara yang berlaku",
                        en="a retired family among those in force",
                    ),
                    Words(id="keluarkan", en="take it out"),
                )
            read.families.append(FamilyEntry(document, family(file)))
        if read.families and not (self._folder / _PATTERNS / f"{_SIGNALS}.yaml").is_file():
            read.families[0].document.complain(
                Place(),
                Words(id="keluarga tanpa signals.yaml", en="families without signals.yaml"),
                Words(id="tambahkan patterns/signals.yaml", en="add patterns/signals.yaml"),
            )
        self._weights()

    def _weights(self) -> None:
        path = self._folder / _PATTERNS / _WEIGHTS
        self._read.weights_path = self._shown(path)
        if not path.is_file() or (data := self._bytes(path)) is None:
            return
        try:
            self._read.score = from_json(data, ScoreModel)
        except msgspec.DecodeError as error:
            what = Words(id=f"tidak dapat dipakai: {error}", en=f"cannot be used: {error}")
            remedy = Words(
                id="buat lagi: python tools/train_scorer.py",
                en="make it again: python tools/train_scorer.py",
            )
            self._read.complaints.append(Complaint(self._shown(path), Place(), what, remedy))

    def _decisions(self) -> None:
        path = self._folder / f"{_AMBIGUOUS}.yaml"
        if path.is_file():
            self._read.ambiguous = next(self._fitting([path], AmbiguousFile), None)

    def _files(
        self, place: str, kind: type[F], *, only: str = "*", but: tuple[str, ...] = ()
    ) -> Iterator[tuple[Document, F]]:
        paths = sorted((self._folder / place).glob(f"{only}.yaml"))
        return self._fitting([path for path in paths if path.stem not in but], kind)

    def _fitting(self, paths: list[Path], kind: type[F]) -> Iterator[tuple[Document, F]]:
        """Yield what could be read; complaints of other files go straight to the folder."""
        for path in paths:
            document = self._document(path)
            if document is None:
                continue
            record = None if document.value is None else fit(document, kind)
            if record is None:
                if not document.complaints:
                    document.complain(Place(), Words(id="kosong", en="is empty"), _SEE_README)
                self._read.complaints += document.complaints
                continue
            if record.id != path.stem:
                what = Words(
                    id=f'id "{record.id}" bukan nama berkasnya',
                    en=f'id "{record.id}" is not the file name',
                )
                remedy = Words(
                    id=f"beri nama {record.id}.yaml", en=f"name the file {record.id}.yaml"
                )
                document.complain(document.place("id"), what, remedy)
            yield document, record

    def _document(self, path: Path) -> Document | None:
        try:
            with path.open("rb") as file:
                return read_document(self._shown(path), file.read(MAX_BYTES + 1))
        except OSError as error:
            self._unreadable(path, error)
            return None

    def _bytes(self, path: Path) -> bytes | None:
        try:
            with path.open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
        except OSError as error:
            self._unreadable(path, error)
            return None
        if len(data) <= _MOST_BYTES:
            return data
        what = Words(id="terlalu besar", en="is too large")
        remedy = Words(id="paling banyak 1 MiB", en="at most 1 MiB")
        self._read.complaints.append(Complaint(self._shown(path), Place(), what, remedy))
        return None

    def _unreadable(self, path: Path, error: OSError) -> None:
        what = Words(
            id=f"tidak dapat dibaca: {error.strerror}", en=error.strerror or "cannot be read"
        )
        remedy = Words(
            id="periksa apakah berkas itu dapat dibaca", en="check that the file can be read"
        )
        self._read.complaints.append(Complaint(self._shown(path), Place(), what, remedy))

    def _stray_files(self) -> None:
        """A file the loader would pass over is a brand somebody believes to be in force."""
        for path in sorted(self._folder.rglob("*")):
            place = path.relative_to(self._folder)
            if place.parts[0] in _NOT_OURS or path.suffix.lower() not in {".yaml", ".yml"}:
                continue
            if place.parts == (f"{_AMBIGUOUS}.yaml",):
                continue
            known = place.parts[0] in _READ_HERE or place.parts[0] == _PATTERNS
            if len(place.parts) != 2 or not known or path.suffix != ".yaml":
                places = ", ".join(_READ_HERE)
                what = Words(id="tidak akan dibaca di sini", en="would not be read here")
                remedy = Words(
                    id=f"tanda adalah NAMA.yaml langsung di bawah {places}",
                    en=f"entries are NAME.yaml directly below {places}",
                )
                self._read.complaints.append(Complaint(self._shown(path), Place(), what, remedy))

    def _shown(self, path: Path) -> str:
        return path.relative_to(self._folder.parent).as_posix()


def signature_of(entry: EntryFile) -> Signature:
    """Return an entry as the matcher takes it."""
    return Signature(
        id=entry.id,
        name=entry.name,
        status=entry.status,
        strength=entry.strength,
        kind=entry.kind,
        added=entry.added,
        updated=entry.updated,
        packages=entry.match.packages,
        labels=entry.match.labels,
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
