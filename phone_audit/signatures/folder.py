"""What lies in a list's folder: each file as a record, with the place of every value."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from phone_audit.model.record import canonical_json, sha256_hex
from phone_audit.model.signature import Family, Innocent, NameRules, ScoreModel, Signature
from phone_audit.signatures.changelog import Release
from phone_audit.signatures.decision_files import AmbiguousFile, SharesFile
from phone_audit.signatures.entry_files import VersionFile
from phone_audit.signatures.pattern_files import SignalsFile, group
from phone_audit.signatures.strict_yaml import Complaint, Document


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the list that could be read: what it says, and where each part stands.

    ``because`` is why it was retired; ``None``: it is in force.
    """

    document: Document
    signature: Signature
    because: str | None = None


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
    version_document: Document = field(default_factory=lambda: Document("VERSION"))
    entries: list[Entry] = field(default_factory=list)
    innocent: list[InnocentEntry] = field(default_factory=list)
    retired: list[Entry] = field(default_factory=list)
    families: list[FamilyEntry] = field(default_factory=list)
    signals: tuple[Document, SignalsFile] | None = None
    shares: tuple[Document, SharesFile] | None = None
    ambiguous: tuple[Document, AmbiguousFile] | None = None
    score: ScoreModel | None = None
    weights_path: str = "patterns/weights.json"
    releases: tuple[Release, ...] = ()
    changelog_path: str = "CHANGELOG.md"
    complaints: list[Complaint] = field(default_factory=list)

    def documents(self) -> Iterator[Document]:
        """Yield every document that was read and fits its shape."""
        yield from (entry.document for entry in (*self.entries, *self.retired))
        yield from (entry.document for entry in self.innocent)
        yield from (entry.document for entry in self.families)
        for pair in (self.signals, self.shares, self.ambiguous):
            if pair is not None:
                yield pair[0]

    def name_rules(self) -> NameRules | None:
        """Return what ``patterns/`` says of unlisted names; ``None``: it says nothing."""
        if self.signals is None:
            return None
        _, signals = self.signals
        return NameRules(
            families=tuple(entry.family for entry in self.families),
            function_words=signals.function_words,
            endings=signals.endings,
            groups=tuple(group(file) for file in signals.groups),
            blanked=signals.blanked,
            offices=signals.offices,
            infrastructure=signals.infrastructure,
            rented=signals.rented,
            package_words=signals.package_words,
            score=self.score,
        )

    def content(self) -> str:
        """Return the hash of all that the files say, whatever their order, words apart.

        It stands in ``VERSION``, so that a change that raised no version is seen.
        """
        said = {
            "signatures": [entry.signature for entry in self.entries],
            "innocent": [entry.innocent for entry in self.innocent],
            "retired": [(entry.signature, entry.because) for entry in self.retired],
            "names": self.name_rules(),
            "shares": self.shares[1] if self.shares else None,
            "ambiguous": self.ambiguous[1] if self.ambiguous else None,
        }
        return sha256_hex(canonical_json(said))
