"""Everything a list knows about one id that a report may print, put together for a hearing."""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from phone_audit.formats.hostname import normalise
from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.record import Record, replace
from phone_audit.model.signature import (
    Classification,
    Family,
    Innocent,
    NameClass,
    NameRules,
    SignalGroup,
    Signature,
)
from phone_audit.signatures.decision_files import AmbiguousName
from phone_audit.signatures.families import Affixes, Families
from phone_audit.signatures.load import WholeList
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.name_parts import name_parts
from phone_audit.signatures.unlisted import SCORED, TWO_SIGNALS


class Subject(StrEnum):
    """What an id stands for."""

    ENTRY = "entry"
    RETIRED = "retired"
    FAMILY = "family"
    GROUP = "group"  # of signals
    RULE = "rule"  # that no file holds: two signals, a score
    INNOCENT = "innocent"


class KnownName(Record):
    """One listed name, and what an examination makes of it: its class and the reason."""

    name: str
    kind: ObservableKind
    cls: NameClass
    reason: str
    valid_from: date | None = None
    valid_until: date | None = None


class TriedExample(Record):
    """An example of the file with what the list says of it now; ``kept``: as it should be."""

    name: str
    should_match: bool
    cls: NameClass
    signature: str | None
    kept: bool


class Told(Record):
    """What the change log of one version says of the id."""

    version: str
    says: str


class Dossier(Record):
    """Everything about one id; exactly one of the five records is there, none for a rule."""

    id: str
    what: Subject
    list_name: str
    list_version: str
    entry: Signature | None = None
    family: Family | None = None
    group: SignalGroup | None = None
    innocent: Innocent | None = None
    retired_because: str | None = None
    rules: NameRules | None = None  # of the list, without families and weights; for a rule
    names: tuple[KnownName, ...] = ()
    examples: tuple[TriedExample, ...] = ()
    history: tuple[Told, ...] = ()
    related: tuple[str, ...] = ()  # families that know its names, or entries a family knows
    decisions: tuple[AmbiguousName, ...] = ()


def dossier(whole: WholeList, name: str) -> Dossier | None:
    """Return everything the list knows about an id, ``None`` if it knows no such id."""
    found = _Shelf(whole).look_up(name)
    return None if found is None else _with_history(found, whole)


def ids_near(whole: WholeList, name: str) -> tuple[str, ...]:
    """Return ids that look like a mistyped one, nearest first."""
    return tuple(get_close_matches(name, list(_Shelf(whole).ids()), n=3))


class _Shelf:
    def __init__(self, whole: WholeList) -> None:
        self._whole = whole
        self._list = whole.signatures
        self._rules = whole.signatures.names or NameRules()

    def ids(self) -> Iterator[str]:
        yield from (entry.id for entry in self._list.signatures)
        yield from (entry.signature.id for entry in self._whole.retired)
        yield from (family.id for family in self._rules.families)
        yield from (group.id for group in self._rules.groups)
        yield from (innocent.id for innocent in self._list.innocent)
        if self._rules.groups:
            yield from (TWO_SIGNALS, SCORED)

    def look_up(self, name: str) -> Dossier | None:
        """Entries first: a group may carry a brand's name, an entry is what reports name."""
        plain = Dossier(
            id=name,
            what=Subject.RULE,
            list_name=self._list.name,
            list_version=self._list.version,
        )
        for entry in self._list.signatures:
            if entry.id == name:
                return self._of_entry(replace(plain, what=Subject.ENTRY, entry=entry), entry)
        for retired in self._whole.retired:
            if retired.signature.id == name:
                return replace(
                    plain,
                    what=Subject.RETIRED,
                    entry=retired.signature,
                    retired_because=retired.because,
                    names=tuple(_names(retired.signature, Matcher(self._list))),
                )
        for family in self._rules.families:
            if family.id == name:
                return self._of_family(replace(plain, what=Subject.FAMILY, family=family), family)
        for group in self._rules.groups:
            if group.id == name:
                return replace(plain, what=Subject.GROUP, group=group)
        for innocent in self._list.innocent:
            if innocent.id == name:
                return replace(plain, what=Subject.INNOCENT, innocent=innocent)
        if name in {TWO_SIGNALS, SCORED} and self._rules.groups:
            score = self._rules.score
            told = replace(
                self._rules,
                families=(),
                score=None if score is None else replace(score, weights={}),
            )
            return replace(plain, rules=told)
        return None

    def _of_entry(self, plain: Dossier, entry: Signature) -> Dossier:
        matcher = Matcher(self._list)
        words = Affixes(self._rules.function_words, self._rules.endings)
        related = tuple(
            family.id
            for family in self._rules.families
            if any(_carries(family, words, listed.domain) for listed in entry.domains)
        )
        return replace(
            plain,
            names=tuple(_names(entry, matcher)),
            examples=tuple(_tried(entry, matcher)),
            related=related,
        )

    def _of_family(self, plain: Dossier, family: Family) -> Dossier:
        words = Affixes(self._rules.function_words, self._rules.endings)
        related = tuple(
            entry.id
            for entry in self._list.signatures
            if any(_carries(family, words, listed.domain) for listed in entry.domains)
        )
        return replace(plain, examples=tuple(_tried(family, Matcher(self._list))), related=related)


def _names(entry: Signature, matcher: Matcher) -> Iterator[KnownName]:
    for package in entry.packages:
        found = matcher.classify(Observable(kind=ObservableKind.PACKAGE, value=package))
        yield KnownName(
            name=package, kind=ObservableKind.PACKAGE, cls=found.cls, reason=found.reason
        )
    for label in entry.labels:
        found = matcher.classify(Observable(kind=ObservableKind.LABEL, value=label))
        yield KnownName(name=label, kind=ObservableKind.LABEL, cls=found.cls, reason=found.reason)
    for listed in entry.domains:
        found = matcher.classify(Observable(kind=ObservableKind.HOST, value=listed.domain))
        yield KnownName(
            name=listed.domain,
            kind=ObservableKind.HOST,
            cls=found.cls,
            reason=found.reason,
            valid_from=listed.valid_from,
            valid_until=listed.valid_until,
        )


def _tried(thing: Signature | Family, matcher: Matcher) -> Iterator[TriedExample]:
    for should_match, names in ((True, thing.examples_match), (False, thing.examples_no_match)):
        for name in names:
            found = _as_either(name, matcher, thing.id)
            kept = (found.signature == thing.id) is should_match
            yield TriedExample(
                name=name,
                should_match=should_match,
                cls=found.cls,
                signature=found.signature,
                kept=kept,
            )


def _as_either(name: str, matcher: Matcher, wanted: str) -> Classification:
    """Judge an example as a name of every kind, and return what names the wanted id.

    Where nothing does: what else was found, first of all another id.
    """
    found = [matcher.classify(Observable(kind=kind, value=name)) for kind in ObservableKind]
    return max(
        found,
        key=lambda one: (
            one.signature == wanted,
            one.signature is not None,
            one.cls is not NameClass.NONE,
        ),
    )


def _carries(family: Family, affixes: Affixes, domain: str) -> bool:
    host = normalise(domain)
    parts = None if host is None else name_parts(host)
    return parts is not None and Families((family,), affixes).found(parts) is not None


def _with_history(found: Dossier, whole: WholeList) -> Dossier:
    words = [found.id]
    if found.family is not None:
        words.append(found.family.name)
    if found.entry is not None:
        words += [found.entry.name, *found.entry.packages]
        words += (listed.domain for listed in found.entry.domains)
    history = tuple(
        Told(version=release.version, says=text)
        for release in whole.history
        for text in release.mentions(tuple(words))
    )
    decisions = tuple(one for one in whole.decisions if one.entry == found.id or one.name in words)
    return replace(found, history=history, decisions=decisions)
