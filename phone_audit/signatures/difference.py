"""What changed between two lists, as it matters to an examination."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from phone_audit.model.record import Record
from phone_audit.model.signature import (
    Innocent,
    NameRules,
    SignalGroup,
    Signature,
    Status,
    Strength,
)
from phone_audit.signatures.load import WholeList

_NAMES = frozenset({"packages", "labels", "domains"})
_SAID = frozenset(
    {"name", "updated", "sources", "innocent_explanations", "examples_match", "examples_no_match"}
    | {"proposer", "reviewer", "added"}
)
"""Fields that tell people why and when; no examination comes out otherwise by them."""

_WORD_FIELDS = ("anywhere", "starts", "ends", "before_number", "numbers", "suffixes")


class Change(Record):
    """One field of an entry that reads differently; ``None``: nothing stood there."""

    field: str
    old: str | None
    new: str | None


class ChangedEntry(Record):
    """An entry that both lists have, and what is different about it.

    ``strength`` is what its names claim in each list, review included: an entry that asks
    for strong and was not reviewed claims medium.
    """

    id: str
    name: str
    strength: tuple[Strength, Strength]
    names_added: tuple[str, ...] = ()
    names_removed: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def matters(self) -> bool:
        """Whether it matches otherwise, and not only says otherwise what it rests on."""
        fields = {change.field for change in self.changes}
        names = self.names_added or self.names_removed
        return bool(names or fields - _SAID) or self.strength[0] != self.strength[1]


class ListedEntry(Record):
    """An entry that only one of the lists has in force."""

    id: str
    name: str
    strength: Strength
    names: int
    because: str | None = None  # of one that was retired


class MovedName(Record):
    """A package, domain, stem or word that another entry, family or group holds now."""

    name: str
    old: str
    new: str


class Difference(Record):
    """Everything that is different between two lists.

    ``vanished`` are entries that are gone and not among the retired: their ids could be
    used again, and nobody is told why. ``innocent_lost`` are names that were safe.
    """

    old_version: str
    new_version: str
    added: tuple[ListedEntry, ...] = ()
    retired: tuple[ListedEntry, ...] = ()
    vanished: tuple[ListedEntry, ...] = ()
    changed: tuple[ChangedEntry, ...] = ()
    moved: tuple[MovedName, ...] = ()
    innocent_added: tuple[str, ...] = ()
    innocent_lost: tuple[str, ...] = ()
    stems_added: tuple[str, ...] = ()
    stems_removed: tuple[str, ...] = ()
    words_added: tuple[str, ...] = ()
    words_removed: tuple[str, ...] = ()
    thresholds: tuple[Change, ...] = ()
    weights_changed: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the lists say the same, whatever their versions."""
        versions = {"old_version", "new_version"}
        return not any(
            getattr(self, field) for field in Difference.__annotations__ if field not in versions
        )


def difference(old: WholeList, new: WholeList) -> Difference:
    """Return what is different; orders are those of ids and names."""
    before = {entry.id: entry for entry in old.signatures.signatures}
    after = {entry.id: entry for entry in new.signatures.signatures}
    reasons = {retired.signature.id: retired.because for retired in new.retired}
    gone = [before[name] for name in sorted(before.keys() - after.keys())]
    rules_before = old.signatures.names or NameRules()
    rules_after = new.signatures.names or NameRules()
    safe_before, safe_after = _safe(old.signatures.innocent), _safe(new.signatures.innocent)
    stems = _homes_of_stems(rules_before), _homes_of_stems(rules_after)
    words = _homes_of_words(rules_before.groups), _homes_of_words(rules_after.groups)
    listed = _homes_of_names(before), _homes_of_names(after)
    return Difference(
        old_version=old.signatures.version,
        new_version=new.signatures.version,
        added=tuple(_listed(after[name]) for name in sorted(after.keys() - before.keys())),
        retired=tuple(_listed(entry, reasons[entry.id]) for entry in gone if entry.id in reasons),
        vanished=tuple(_listed(entry) for entry in gone if entry.id not in reasons),
        changed=tuple(
            _changed(before[name], after[name])
            for name in sorted(before.keys() & after.keys())
            if before[name] != after[name]
        ),
        moved=tuple(
            MovedName(name=name, old=homes[name], new=homes_now[name])
            for homes, homes_now in (listed, stems, words)
            for name in sorted(homes.keys() & homes_now.keys())
            if homes[name] != homes_now[name]
        ),
        innocent_added=tuple(sorted(safe_after - safe_before)),
        innocent_lost=tuple(sorted(safe_before - safe_after)),
        stems_added=tuple(sorted(stems[1].keys() - stems[0].keys())),
        stems_removed=tuple(sorted(stems[0].keys() - stems[1].keys())),
        words_added=tuple(sorted(words[1].keys() - words[0].keys())),
        words_removed=tuple(sorted(words[0].keys() - words[1].keys())),
        thresholds=tuple(_thresholds(rules_before, rules_after)),
        weights_changed=_weights_changed(rules_before, rules_after),
    )


def claimed(entry: Signature) -> Strength:
    """Return what an entry's names claim: strong only if it was reviewed."""
    if entry.strength is Strength.STRONG and entry.status is not Status.REVIEWED:
        return Strength.MEDIUM
    return entry.strength


def _listed(entry: Signature, because: str | None = None) -> ListedEntry:
    return ListedEntry(
        id=entry.id,
        name=entry.name,
        strength=claimed(entry),
        names=len(entry.packages) + len(entry.labels) + len(entry.domains),
        because=because,
    )


def _changed(old: Signature, new: Signature) -> ChangedEntry:
    names_before, names_after = _names(old), _names(new)
    return ChangedEntry(
        id=new.id,
        name=new.name,
        strength=(claimed(old), claimed(new)),
        names_added=tuple(sorted(names_after - names_before)),
        names_removed=tuple(sorted(names_before - names_after)),
        changes=tuple(_changes(old, new)),
    )


def _changes(old: Signature, new: Signature) -> Iterator[Change]:
    before, after = msgspec.to_builtins(old), msgspec.to_builtins(new)
    for field in Signature.__annotations__:
        if before[field] == after[field]:
            continue
        if field == "domains":
            yield from _periods(old, new)
        elif isinstance(after[field], list | tuple):
            if field not in _NAMES:
                yield from _items(field, before[field], after[field])
        else:
            yield Change(field=field, old=_text(before[field]), new=_text(after[field]))


def _items(field: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    was, now = [_text(one) for one in before], [_text(one) for one in after]
    yield from (Change(field=field, old=one, new=None) for one in was if one not in now)
    yield from (Change(field=field, old=None, new=one) for one in now if one not in was)


def _periods(old: Signature, new: Signature) -> Iterator[Change]:
    before = {one.domain: (one.valid_from, one.valid_until) for one in old.domains}
    for one in new.domains:
        period = (one.valid_from, one.valid_until)
        if one.domain in before and before[one.domain] != period:
            yield Change(field=one.domain, old=_period(before[one.domain]), new=_period(period))


def _period(period: tuple[object, object]) -> str:
    return " – ".join("" if day is None else str(day) for day in period)


def _text(value: Any) -> str | None:
    """Return a field or an item as a person reads it: a citation as day, address, words."""
    if value is None:
        return None
    if isinstance(value, dict):
        return f"{value['seen']} {value['url']}: {value['says']}"
    return str(value)


def _names(entry: Signature) -> set[str]:
    return {*entry.packages, *entry.labels, *(listed.domain for listed in entry.domains)}


def _homes_of_names(entries: Mapping[str, Signature]) -> dict[str, str]:
    return {name: entry.id for entry in entries.values() for name in _names(entry)}


def _homes_of_stems(rules: NameRules) -> dict[str, str]:
    return {stem: family.id for family in rules.families for stem in family.names}


def _homes_of_words(groups: tuple[SignalGroup, ...]) -> dict[str, str]:
    """Return each word with its group; where it must stand is a part of what it is."""
    return {
        f"{word} ({field})": group.id
        for group in groups
        for field in _WORD_FIELDS
        for word in getattr(group, field)
    }


def _safe(innocent: tuple[Innocent, ...]) -> set[str]:
    return {name for one in innocent for name in (*one.packages, *one.domains)}


def _thresholds(old: NameRules, new: NameRules) -> Iterator[Change]:
    before = {} if old.score is None else {**old.score.weak, "hint": old.score.hint}
    after = {} if new.score is None else {**new.score.weak, "hint": new.score.hint}
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield Change(field=name, old=_text(before.get(name)), new=_text(after.get(name)))


def _weights_changed(old: NameRules, new: NameRules) -> int:
    before = {} if old.score is None else old.score.weights
    after = {} if new.score is None else new.score.weights
    return sum(
        before.get(feature) != after.get(feature) for feature in before.keys() | after.keys()
    )
