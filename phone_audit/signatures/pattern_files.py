"""The files of ``patterns/``: families of names, words that signal, and weights of a score."""

from phone_audit.model.record import Record
from phone_audit.model.signature import Citation, Family, GamblingKind, SignalGroup, Status
from phone_audit.signatures.entry_files import (
    Day,
    EntryId,
    ExamplesFile,
    Line,
    NamePiece,
    SourceFile,
    Suffix,
)


class FamilyFile(Record):
    """``patterns/keluarga-*.yaml``: stems of brands that come back under ever new names."""

    id: EntryId
    name: Line
    status: Status
    kind: GamblingKind
    added: Day
    updated: Day
    proposer: Line | None = None
    reviewer: Line | None = None
    names: tuple[NamePiece, ...]
    sources: tuple[SourceFile, ...]
    innocent_explanations: tuple[Line, ...] = ()
    examples: ExamplesFile


class GroupFile(Record):
    """One group of words that say the same thing; see ``SignalGroup``."""

    id: EntryId
    says: Line
    kind: GamblingKind | None = None
    game: bool = False
    supporting: bool = False
    against: bool = False
    anywhere: tuple[NamePiece, ...] = ()
    starts: tuple[NamePiece, ...] = ()
    ends: tuple[NamePiece, ...] = ()
    before_number: tuple[NamePiece, ...] = ()
    numbers: tuple[NamePiece, ...] = ()
    suffixes: tuple[Suffix, ...] = ()


class SignalsFile(Record):
    """``patterns/signals.yaml``: the groups, and what is never looked at."""

    id: EntryId
    added: Day
    updated: Day
    proposer: Line | None = None
    sources: tuple[SourceFile, ...]
    function_words: tuple[NamePiece, ...]
    endings: tuple[NamePiece, ...] = ()
    groups: tuple[GroupFile, ...]
    blanked: tuple[NamePiece, ...]
    offices: tuple[NamePiece, ...]
    infrastructure: tuple[Suffix, ...]
    rented: tuple[NamePiece, ...] = ()
    package_words: tuple[NamePiece, ...] = ()


def family(file: FamilyFile) -> Family:
    """Return a family as the matcher takes it."""
    return Family(
        id=file.id,
        name=file.name,
        kind=file.kind,
        status=file.status,
        added=file.added,
        updated=file.updated,
        names=file.names,
        sources=tuple(
            Citation(url=source.url, seen=source.seen, says=source.says) for source in file.sources
        ),
        innocent_explanations=file.innocent_explanations,
        examples_match=file.examples.match,
        examples_no_match=file.examples.no_match,
        proposer=file.proposer,
        reviewer=file.reviewer,
    )


def group(file: GroupFile) -> SignalGroup:
    """Return a group of signals as the matcher takes it."""
    return SignalGroup(
        id=file.id,
        says=file.says,
        kind=file.kind,
        game=file.game,
        supporting=file.supporting,
        against=file.against,
        anywhere=file.anywhere,
        starts=file.starts,
        ends=file.ends,
        before_number=file.before_number,
        numbers=file.numbers,
        suffixes=file.suffixes,
    )
