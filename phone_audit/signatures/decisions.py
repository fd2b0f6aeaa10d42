"""Decisions about ambiguous names held against the entries and rules of a list."""

from collections.abc import Iterator
from datetime import date

from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.record import Words
from phone_audit.model.signature import NameClass, SignatureList
from phone_audit.signatures.corpus import FINDING, Hit
from phone_audit.signatures.decision_files import AmbiguousName, Decision
from phone_audit.signatures.folder import Folder
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.rules import FUTURE_DATE, Rule

CONTRADICTED = Rule(
    "decision-contradicted",
    Words(
        id="keputusan tentang nama ini tidak dipatuhi: {}",
        en="the decision about this name is not kept: {}",
    ),
    Words(
        id="ubah keputusannya dengan alasan baru, atau tanda yang melanggarnya",
        en="change the decision with a new reason, or what goes against it",
    ),
)
DECIDED_TWICE = Rule(
    "decided-twice",
    Words(id='"{}" diputuskan dua kali', en='"{}" is decided twice'),
    Words(id="sisakan keputusan yang terakhir", en="keep the latest decision"),
)


def decision_hits(read: Folder, signatures: SignatureList, today: date) -> Iterator[Hit]:
    """Find decisions that an entry or a rule goes against, and decisions made twice."""
    if read.ambiguous is None:
        return
    document, file = read.ambiguous
    matcher = Matcher(signatures)
    seen: set[str] = set()
    for number, one in enumerate(file.names):
        if one.name in seen:
            yield document, document.place("names", number), DECIDED_TWICE, one.name
        seen.add(one.name)
        if one.decided > today:
            where = document.place("names", number, "decided")
            yield document, where, FUTURE_DATE, one.decided.isoformat()
        for detail in _against(one, read, matcher):
            yield document, document.place("names", number), CONTRADICTED, detail


def _against(one: AmbiguousName, read: Folder, matcher: Matcher) -> Iterator[str]:
    match one.decision:
        case Decision.NEVER:
            yield from _matched(one.name, matcher)
            yield from _rests_on(one.name, read)
        case Decision.SIGNAL:
            yield from _rests_on(one.name, read)
        case Decision.LISTED:
            yield from _not_listed(one, read)


def _matched(name: str, matcher: Matcher) -> Iterator[str]:
    if "." not in name:
        return
    for kind in ObservableKind:
        found = matcher.classify(Observable(kind=kind, value=name))
        if found.cls in FINDING or found.cls is NameClass.NEAR:
            yield f"{name} → {found.signature} ({found.cls.value})"


def _rests_on(word: str, read: Folder) -> Iterator[str]:
    """Yield what would match this word alone: an entry's whole label, a family's stem."""
    for entry in read.entries:
        signature = entry.signature
        labels = {listed.domain.partition(".")[0] for listed in signature.domains}
        names = {*signature.packages, *(listed.domain for listed in signature.domains)}
        if word in labels | names:
            yield f"{word} → {signature.id}"
    for family in read.families:
        if word in family.family.names:
            yield f"{word} → {family.family.id}"


def _not_listed(one: AmbiguousName, read: Folder) -> Iterator[str]:
    if one.entry is None:
        yield f"{one.name}: entry?"
        return
    named = next((e.signature for e in read.entries if e.signature.id == one.entry), None)
    if named is None:
        yield f"{one.name}: {one.entry}?"
        return
    known = {named.id, *named.packages}
    for listed in named.domains:
        known |= {listed.domain, listed.domain.partition(".")[0]}
    if one.name not in known:
        yield f"{one.name} → ? ({named.id})"
    elif not named.innocent_explanations:
        yield f"{named.id}: innocent_explanations"
