"""Every rule run against names that must not match: the innocent list, and ordinary names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from phone_audit.formats.hostname import normalise
from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.record import Words, replace
from phone_audit.model.signature import NameClass, SignatureList
from phone_audit.signatures.folder import Folder
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.name_parts import name_parts
from phone_audit.signatures.rules import Rule
from phone_audit.signatures.signals import Signals
from phone_audit.signatures.strict_yaml import Document, Place
from phone_audit.signatures.unlisted import SCORED, TWO_SIGNALS

FINDING = frozenset({NameClass.STRONG, NameClass.MEDIUM, NameClass.WEAK})
_PER = 10_000
_MOST_SHOWN = 10

INNOCENT_MATCHES = Rule(
    "innocent-matches",
    Words(id="{}, padahal nama itu tidak bersalah", en="{}, and that name is innocent"),
    Words(
        id="salah satu dari keduanya keliru; tanpa daftar ini orang akan dirugikan",
        en="one of the two is wrong; without this list people would be wronged",
    ),
)
SHARE_EXCEEDED = Rule(
    "share-exceeded",
    Words(
        id="mengenali lebih banyak nama biasa daripada yang dinyatakan: {}",
        en="matches more ordinary names than declared: {}",
    ),
    Words(
        id="persempit aturannya, atau nyatakan dan pertanggungjawabkan dalam shares.yaml",
        en="narrow the rule, or declare and answer for it in shares.yaml",
    ),
)


@dataclass(frozen=True, slots=True)
class BenignSet:
    """Names known to be ordinary, of one kind, from one file."""

    source: str
    kind: ObservableKind
    names: tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    """What the rules did to the benign names of one kind."""

    tried: int = 0
    findings: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    hints: list[str] = field(default_factory=list)
    groups: Counter[str] = field(default_factory=Counter)
    shown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


Hit = tuple[Document, Place, Rule, str]
"""Where to complain, of what, and the detail."""


def innocent_hits(read: Folder, signatures: SignatureList) -> Iterator[Hit]:
    """Find innocent names that would match if the innocent list were not asked first.

    An entry must not touch them at all; rules about names may hint, and no more.
    """
    exact = Matcher(replace(signatures, innocent=(), names=None))
    with_names = Matcher(replace(signatures, innocent=()))
    for entry in read.innocent:
        innocent = entry.innocent
        named = [
            ("packages", i, ObservableKind.PACKAGE, n) for i, n in enumerate(innocent.packages)
        ]
        named += [("domains", i, ObservableKind.HOST, n) for i, n in enumerate(innocent.domains)]
        for place, number, kind, name in named:
            found = exact.classify(Observable(kind=kind, value=name))
            if found.signature is None:  # no entry touches it
                found = with_names.classify(Observable(kind=kind, value=name))
                if found.cls not in FINDING:
                    continue
            where = entry.document.place(place, number)
            detail = f"{name} → {found.signature} ({found.reason})"
            yield entry.document, where, INNOCENT_MATCHES, detail


def share_hits(
    read: Folder, signatures: SignatureList, benign: Iterable[BenignSet]
) -> Iterator[Hit]:
    """Find rules that match more of the benign names than they declare, with the names."""
    declared = {one.rule: one.share for one in read.shares[1].rules} if read.shares else {}
    matcher = Matcher(signatures)
    for one in benign:
        tally = _tally(one, matcher, signatures)
        if not tally.tried:
            continue
        for rule, names in sorted(tally.findings.items()):
            if len(names) * _PER > declared.get(rule, 0) * tally.tried:
                yield *_home(read, rule), SHARE_EXCEEDED, _detail(one, rule, names, tally.tried)
        for group, count in sorted(tally.groups.items()):
            if count * _PER > declared.get(group, 0) * tally.tried:
                detail = _detail(one, group, tally.shown[group], tally.tried, count)
                yield *_home(read, group), SHARE_EXCEEDED, detail
        yield from _totals(read, one, tally)


def _totals(read: Folder, one: BenignSet, tally: _Tally) -> Iterator[Hit]:
    if read.shares is None:
        return
    document, shares = read.shares
    found = [name for names in tally.findings.values() for name in names]
    for field_name, names, limit in (
        ("findings", found, shares.findings),
        ("hints", tally.hints, shares.hints),
    ):
        if len(names) * _PER > limit * tally.tried:
            detail = _detail(one, field_name, names, tally.tried)
            yield document, document.place(field_name), SHARE_EXCEEDED, detail


def _tally(one: BenignSet, matcher: Matcher, signatures: SignatureList) -> _Tally:
    tally = _Tally()
    rules = signatures.names
    signals = None if rules is None else Signals(rules.groups, rules.blanked)
    for name in one.names:
        tally.tried += 1
        found = matcher.classify(Observable(kind=one.kind, value=name))
        if found.cls in FINDING:
            tally.findings[found.signature or ""].append(name)
        elif found.cls is NameClass.HINT:
            tally.hints.append(name)
        if signals is None or one.kind is not ObservableKind.HOST:
            continue
        host = normalise(name)
        parts = None if host is None else name_parts(host)
        if parts is None:
            continue
        for signal in signals.found(parts):
            if signal.group.against:
                continue
            tally.groups[signal.group.id] += 1
            if len(tally.shown[signal.group.id]) < _MOST_SHOWN:
                tally.shown[signal.group.id].append(name)
    return tally


def _detail(
    one: BenignSet, rule: str, names: list[str], tried: int, count: int | None = None
) -> str:
    number = len(names) if count is None else count
    more = ", ..." if number > _MOST_SHOWN else ""
    return f"{rule} {number}/{tried} ({one.source}): {', '.join(names[:_MOST_SHOWN])}{more}"


def _home(read: Folder, rule: str) -> tuple[Document, Place]:
    """Return where a rule stands, so that whoever changes it sees the complaint there."""
    for entry in read.entries:
        if entry.signature.id == rule:
            return entry.document, entry.document.place("match")
    for family in read.families:
        if family.family.id == rule:
            return family.document, family.document.place("names")
    if read.signals is not None:
        document, signals = read.signals
        if rule in {TWO_SIGNALS, SCORED}:
            return document, document.place("groups")
        for number, group in enumerate(signals.groups):
            if group.id == rule:
                return document, document.place("groups", number)
    return read.version_document, Place()
