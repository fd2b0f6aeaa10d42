"""The signature list: from its folder of YAML files, and to and from the snapshot in a case."""

from pathlib import Path

import msgspec

from phone_audit.errors import SignatureErrors
from phone_audit.model.record import Record, canonical_json, from_json, sha256_hex
from phone_audit.model.signature import (
    ListVersion,
    NameJudging,
    NameRules,
    Signature,
    SignatureList,
)
from phone_audit.signatures.changelog import Release
from phone_audit.signatures.decision_files import AmbiguousName
from phone_audit.signatures.reading import read_folder


class RetiredEntry(Record):
    """An entry that was withdrawn, and why; it matches nothing any more."""

    signature: Signature
    because: str


class WholeList(Record):
    """The list in force with what a hearing may ask besides.

    ``retired`` says what was withdrawn and why, ``history`` which version changed what,
    ``decisions`` what was decided about names that are a brand to some only.
    """

    signatures: SignatureList
    retired: tuple[RetiredEntry, ...] = ()
    history: tuple[Release, ...] = ()
    decisions: tuple[AmbiguousName, ...] = ()


def load(folder: Path) -> SignatureList:
    """Read the list in a folder: ``VERSION``, ``brands``, ``innocent`` and ``patterns``.

    ``retired/*.yaml`` is checked, because ids are never reused, but is not in force.
    The order is that of the ids, so the same files give the same snapshot anywhere.

    Raises:
        SignatureErrors: the folder cannot be used; it holds every complaint, not the first.
    """
    return load_whole(folder).signatures


def load_whole(folder: Path) -> WholeList:
    """Read the list in a folder with what was retired and its change log.

    Raises:
        SignatureErrors: the folder cannot be used; it holds every complaint, not the first.
    """
    read = read_folder(folder)
    if read.complaints or read.version is None:
        raise SignatureErrors(
            [str(complaint) for complaint in read.complaints],
            indonesian=[complaint.say("id") for complaint in read.complaints],
        )
    return WholeList(
        signatures=SignatureList(
            name=read.version.name,
            version=read.version.version,
            released=read.version.released,
            signatures=tuple(entry.signature for entry in read.entries),
            innocent=tuple(entry.innocent for entry in read.innocent),
            names=read.name_rules(),
        ),
        retired=tuple(
            RetiredEntry(signature=entry.signature, because=entry.because or "")
            for entry in read.retired
        ),
        history=read.releases,
        decisions=read.ambiguous[1].names if read.ambiguous else (),
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
            [f"snapshot:1: {error} (use the program version that wrote the case)"],
            indonesian=[f"snapshot:1: {error} (pakai versi program yang menulis kasus itu)"],
        ) from error


def version_of(signatures: SignatureList) -> ListVersion:
    """Return which list this is, as reports print it; the hash is that of the snapshot."""
    return ListVersion(
        name=signatures.name,
        version=signatures.version,
        released=signatures.released,
        entries=len(signatures.signatures),
        sha256=sha256_hex(snapshot(signatures)),
        by_name=_judging(signatures.names),
    )


def _judging(rules: NameRules | None) -> NameJudging | None:
    if rules is None or rules.score is None:
        return None
    score = rules.score
    return NameJudging(
        trained=score.trained, weak=score.weak, hint=score.hint, measured=score.measured
    )
