"""Every name judged by rules, weights and thresholds that have not seen its like."""

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import name_model
import name_thresholds
import numpy as np
from mine_names import Stems, stems_of
from name_data import Named, fold_of
from name_model import Array, Table

from phone_audit.model.evidence import Observable, ObservableKind
from phone_audit.model.record import replace
from phone_audit.model.signature import (
    Classification,
    NameRules,
    ScoreModel,
    Signature,
    SignatureList,
)
from phone_audit.signatures.families import Affixes, Families
from phone_audit.signatures.match import Matcher
from phone_audit.signatures.scorer import Scorer
from phone_audit.signatures.signals import Signals
from phone_audit.signatures.unlisted import Unlisted, number_behind, readings_agree

ENOUGH_SIGNALS = 2


@dataclass(frozen=True, slots=True)
class Ground:
    """The names of the data as the trainer needs them, read and counted once."""

    names: Sequence[Named]
    table: Table
    stems: Stems
    rules: NameRules

    def known(self, wanted: Callable[[Named], bool]) -> Array:
        """Tell of each row of the table whether its name is wanted."""
        return np.asarray([wanted(one) for one in self.table.names])


def ground_of(names: Sequence[Named], rules: NameRules) -> Ground:
    """Return the ground that names and the rules written by hand make."""
    bare = replace(rules, score=None)
    return Ground(names, name_model.table_of(names, bare), stems_of(names, bare), bare)


@dataclass(frozen=True, slots=True)
class Crossed:
    """What comes out of taking each fold away in turn.

    ``scores`` and ``scored`` are of the rows of the table: a score alone may make a weak
    match of a row, for no family or two words decide and two readings agree. ``answers``
    are of every name, by rules of the other folds.
    """

    scores: Array
    scored: Array
    answers: Mapping[Named, Classification]


def crossed(
    ground: Ground, key: Callable[[Named], str], folds: int, entries: Sequence[Signature] = ()
) -> Crossed:
    """Judge every name by what the names of other folds lead to.

    A fold holds all names with the same key. Weights, mined families and thresholds come
    from the other folds; the words of ``signals.yaml`` and the entries were written by
    people who saw these names, so entries are left out unless they are given.
    """
    table = ground.table
    fold = np.asarray([fold_of(key(one), folds) for one in table.names])
    scores = np.zeros(len(table.names), dtype=np.int64)
    scored = ~_two_words(table, ground.rules)
    models = []
    for held in range(folds):
        model = name_model.train(table, fold != held, date.min)
        models.append(model)
        scores[fold == held] = name_model.scores_of(table, model, fold == held)
        rows = np.flatnonzero(fold == held)
        scored[rows] &= ~_in_families(ground, rows, _mined(ground, key, folds, held))
        rows = np.flatnonzero((fold == held) & scored)
        scored[rows] = (scores[rows] >= name_thresholds.LOWEST_WEAK) & _agreeing(
            ground, rows, model
        )
        print(f"  weights without fold {held + 1} of {folds}", file=sys.stderr, flush=True)
    answers: dict[Named, Classification] = {}
    for held, model in enumerate(models):
        weak, hint = name_thresholds.chosen(table, scores, scored, fold != held)
        families = _mined(ground, key, folds, held)
        rules = with_parts(ground.rules, families, replace(model, weak=weak, hint=hint))
        matcher = matcher_of(rules, entries)
        for one in ground.names:
            if fold_of(key(one), folds) == held:
                answers[one] = classify(matcher, one.name)
    return Crossed(scores, scored, answers)


def matcher_of(rules: NameRules, entries: Sequence[Signature] = ()) -> Matcher:
    """Return a matcher that knows rules about names, and perhaps entries, and nothing else."""
    return Matcher(
        SignatureList(
            name="fold",
            version="0",
            released=date.min,
            signatures=tuple(entries),
            names=rules,
        )
    )


def classify(matcher: Matcher, name: str) -> Classification:
    """Return what a matcher says of a host."""
    return matcher.classify(Observable(kind=ObservableKind.HOST, value=name))


def with_parts(
    rules: NameRules, mined: Mapping[str, Collection[str]], model: ScoreModel
) -> NameRules:
    """Return rules whose families hold other stems, with a model."""
    families = tuple(
        replace(family, names=tuple(sorted(mined[family.id])))
        for family in rules.families
        if mined.get(family.id)
    )
    return replace(rules, families=families, score=model)


def _mined(
    ground: Ground, key: Callable[[Named], str], folds: int, held: int
) -> dict[str, list[str]]:
    rest = {one.domain for one in ground.names if fold_of(key(one), folds) != held}
    return ground.stems.families(rest)


def _in_families(ground: Ground, rows: Array, mined: Mapping[str, Collection[str]]) -> Array:
    taken = {stem for stems in mined.values() for stem in stems}
    families = Families((), Affixes(ground.rules.function_words, ground.rules.endings))
    names = ground.table.names
    return np.asarray(
        [
            any(stem in taken for stem in families.stems(parts))
            for i in rows
            if (parts := names[i].parts) is not None
        ],
        dtype=bool,
    )


def _agreeing(ground: Ground, rows: Array, model: ScoreModel) -> Array:
    signals, scorer = Signals(ground.rules.groups, ground.rules.blanked), Scorer(model)
    unlisted = Unlisted(ground.rules)
    found = np.zeros(len(rows), dtype=bool)
    for place, i in enumerate(rows):
        one = ground.table.names[i]
        read = unlisted.read(one.name)
        if read is not None and one.parts is not None:
            shown = signals.found(one.parts)
            found[place] = readings_agree(scorer.told(read, shown, number_behind(one.parts)))
    return found


def _two_words(table: Table, rules: NameRules) -> Array:
    signals = Signals(rules.groups, rules.blanked)
    found = np.zeros(len(table.names), dtype=bool)
    for i in np.flatnonzero(np.isin(table.shapes, ["game", "game+suffix"])):
        parts = table.names[i].parts
        assert parts is not None
        shown = signals.found(parts)
        found[i] = sum(signal.counts for signal in shown) >= ENOUGH_SIGNALS
    return found
