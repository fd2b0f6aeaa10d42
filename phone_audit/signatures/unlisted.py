"""What can be said of a host that no entry lists: a family, two signals, or a hint."""

import re
from collections.abc import Iterable, Sequence

from phone_audit.formats.hostname import suffixes, with_parents
from phone_audit.model.record import Record, replace
from phone_audit.model.signature import Family, GamblingKind, NameClass, NameRules
from phone_audit.signatures.families import Affixes, Families
from phone_audit.signatures.features import features
from phone_audit.signatures.name_parts import NameParts, name_parts, unleet
from phone_audit.signatures.scorer import Scorer
from phone_audit.signatures.signals import Signal, Signals
from phone_audit.signatures.trail import Step, StepTaken, Trail

TWO_SIGNALS = "nama-dua-tanda"
"""The id under which a weak match by two words alone stands; no entry has it."""

SCORED = "nama-berskor"
"""The id under which a weak match by score and readable signals stands; no entry has it."""

_ENOUGH_SIGNALS = 2
_CHOSEN = ("memuat", "berawal", "berakhir", "akhiran angka", "angka")
"""How a reading begins that somebody chose: not a suffix, not an alphabet."""

_NUMBER_BEHIND = re.compile(r"[a-z]{3}(\d{2,4})$")

_FOR_ACADEMIES = "ac"


class Guess(Record):
    """What a name suggests: its class, the rule behind it, and the characters that count."""

    cls: NameClass
    reason: str
    signature: str | None = None
    signature_name: str = ""
    kind: GamblingKind = GamblingKind.SLOT
    matched: str
    innocent_explanations: tuple[str, ...] = ()


_MAY_BE_INNOCENT = (
    "Dugaan ini hanya berdasarkan nama; isi situs tidak diperiksa.",
    "Nama usaha biasa dapat memuat kata atau angka yang sama.",
    "Iklan dapat membuka situs ini di tab baru tanpa dikehendaki pemegang.",
)


class Unlisted:
    """The rules of a list about names it does not hold, made ready."""

    def __init__(self, rules: NameRules) -> None:
        self._affixes = Affixes(rules.function_words, rules.endings)
        self._families = Families(rules.families, self._affixes)
        self._signals = Signals(rules.groups, rules.blanked)
        self._offices = tuple(rules.offices)
        self._office_words = frozenset(rules.offices)
        self._rented = tuple(rules.rented)
        self._package_words = tuple(rules.package_words)
        self._scorer = None if rules.score is None else Scorer(rules.score)
        self._infrastructure = frozenset(rules.infrastructure)

    def guess(self, host: str, trail: Trail | None = None) -> Guess | None:
        """Return what a normalised host suggests by its name, or ``None``: nothing.

        A family is medium; two groups of signals, one of them of a game, are weak; so is a
        high score with two readings a person can check. One word of a game or a score
        alone is a hint. A cheap suffix never stands alone. Where a whole word is that of an
        office (``dinkes-slotgacor``), nothing is more than a hint. Machines below the suffixes of
        cloud providers are never looked at: nobody chose their names.
        """
        guess = self._guess(host, trail)
        if guess is None or guess.cls is NameClass.HINT or guess.matched == host:
            return guess
        narrowed = self._narrowed(host, guess)
        if trail is not None:
            asked = tuple(suffixes(host))
            trail.append(StepTaken(step=Step.NARROW, asked=asked, found=(narrowed.matched,)))
        return narrowed

    def read(self, host: str) -> list[str] | None:
        """Return the features of a normalised host that the score adds up, or ``None``."""
        parts = self._parts(host)
        return None if parts is None else self._features(parts, self._signals.found(parts))

    def _features(self, parts: NameParts, shown: tuple[Signal, ...]) -> list[str] | None:
        offices = self._offices
        for word in parts.words:  # not any(): a generator costs as much as the words do
            if word[0].startswith(offices):
                return None
        return features(parts, shown, self._affixes)

    def _guess(self, host: str, trail: Trail | None = None) -> Guess | None:
        parts = self._parts(host)
        if trail is not None:
            found = () if parts is None else (parts.owned, parts.text)
            trail.append(StepTaken(step=Step.OWNER, asked=(host,), found=found))
        if parts is None:
            return None
        guess = self._judge(parts, trail) or self._judge_leet(parts, trail)
        if guess is not None and not self._office_words.isdisjoint(word[0] for word in parts.words):
            return _hint(parts, "nama menyerupai kantor; dari nama saja tidak dapat dikatakan")
        return guess

    def _narrowed(self, host: str, guess: Guess) -> Guess:
        """Name the shortest parent that suggests the same.

        ``slot-gacor88.toko.example`` says nothing about the rest of ``toko.example``.
        """
        for name in reversed([*suffixes(host)]):
            shorter = self._guess(name)
            if shorter is not None and shorter.signature == guess.signature:
                return replace(shorter, matched=name)
        return replace(guess, matched=host)

    def guess_package(self, package: str, trail: Trail | None = None) -> Guess | None:
        """Return a hint where a part of a package name begins or ends with a known word.

        No more than that: ids of sideloaded gambling apps are mostly meaningless, and any
        part of an id may carry such a word by chance or to be found in a store.
        """
        parts = re.split(r"[._]", package.lower())
        if trail is not None:
            trail.append(StepTaken(step=Step.WORDS, asked=tuple(parts)))
        words = self._package_words
        for part in parts:
            if part.startswith(words) or part.endswith(words):  # hundreds of words at once
                word = next(one for one in words if part.startswith(one) or part.endswith(one))
                if trail is not None:
                    trail[-1] = replace(trail[-1], found=(word,))
                reason = f'Petunjuk saja: nama paket memuat "{word}".'
                return Guess(cls=NameClass.HINT, matched=package, reason=reason)
        return None

    def carried(self, host: str) -> str | None:
        """Return the words of gambling in an institution's host name, or ``None``.

        Such words say that its pages were probably broken into.
        """
        parts = self._parts(host)
        if parts is None:
            return None
        if family := self._families.found(parts):
            return family[1]
        shown = self._signals.found(parts)
        game = [signal.text for signal in shown if signal.group.game]
        counted = [signal.text for signal in shown if signal.counts]
        return " ".join(counted) if game or len(counted) >= _ENOUGH_SIGNALS else None

    def _parts(self, host: str) -> NameParts | None:
        parts = name_parts(host)
        if parts is None or self._infrastructure.isdisjoint(with_parents(host)):
            return parts
        return parts if self._rented and parts.suffix.startswith(self._rented) else None

    def _judge(self, parts: NameParts, trail: Trail | None) -> Guess | None:
        found = self._families.found(parts)
        if trail is not None:
            stems = tuple(self._families.stems(parts))
            family = (found[1],) if found else ()
            entry = found[0].id if found else None
            trail.append(StepTaken(step=Step.FAMILY, asked=stems, found=family, entry=entry))
        if found is not None:
            return _of_family(parts, *found)
        shown = self._signals.found(parts)
        guess = _of_signals(parts, shown)
        if trail is not None:
            told = tuple(map(str, shown))
            entry = TWO_SIGNALS if guess else None
            trail.append(StepTaken(step=Step.SIGNALS, asked=(parts.text,), found=told, entry=entry))
        return guess or self._of_score(parts, shown, trail)

    def _judge_leet(self, parts: NameParts, trail: Trail | None) -> Guess | None:
        """Read digits between letters as letters; a second try, and no more than a hint."""
        other = unleet(parts)
        if trail is not None:
            found = (other.text,) if other else ()
            trail.append(StepTaken(step=Step.LEET, asked=(parts.text,), found=found))
        if other is None:
            return None
        if self._families.found(other) is None and not any(
            signal.group.game for signal in self._signals.found(other)
        ):
            return None
        return _hint(parts, f'angka dibaca sebagai huruf: "{other.text}"')

    def _of_score(
        self, parts: NameParts, shown: tuple[Signal, ...], trail: Trail | None
    ) -> Guess | None:
        game = any(signal.group.game for signal in shown)
        found = None if self._scorer is None else self._features(parts, shown)
        if self._scorer is None or found is None:
            if trail is not None:
                trail.append(StepTaken(step=Step.SCORE))
            return _hint(parts, _words(map(str, shown))) if game else None
        score = self._scorer.score(found)
        worth_a_word = self._scorer.is_hint(score) or (game and score > 0)
        if not worth_a_word and trail is None:
            return None
        told = self._scorer.told(found, shown, number_behind(parts))
        if trail is not None:
            trail.append(self._scorer.account(found, shown, told))
            if not worth_a_word:
                return None
        if readings_agree(told) and self._scorer.is_weak(score, shown):
            if trail is not None:
                trail[-1] = replace(trail[-1], entry=SCORED)
            return _weak(parts, SCORED, "Dugaan berdasarkan nama: nilai dan tanda", shown, told)
        return _hint(parts, _words(told) if told else "bentuk nama")


def number_behind(parts: NameParts) -> str:
    """Return the two to four digits that end what somebody owns, after three letters or more."""
    found = _NUMBER_BEHIND.search(parts.text)
    return found[1] if found else ""


def readings_agree(told: Sequence[str]) -> bool:
    """Tell whether what can be said of a name is enough for a weak match by its score.

    Two readings, one of them of something that somebody chose: not a suffix, not an alphabet.
    """
    return len(told) >= _ENOUGH_SIGNALS and any(words.startswith(_CHOSEN) for words in told)


def is_for_academies(host: str) -> bool:
    """Tell whether a host lies directly below ``.ac``.

    That suffix is sold to anybody, yet many academies use it, so that of the name alone
    nothing is said about whose site it is.
    """
    return host.rpartition(".")[2] == _FOR_ACADEMIES


def _of_signals(parts: NameParts, shown: tuple[Signal, ...]) -> Guess | None:
    counted = [signal for signal in shown if signal.counts]
    if len(counted) < _ENOUGH_SIGNALS or not any(signal.group.game for signal in counted):
        return None
    told = tuple(str(signal) for signal in shown)
    return _weak(parts, TWO_SIGNALS, "Dugaan berdasarkan nama: dua tanda", shown, told)


def _weak(
    parts: NameParts, rule: str, title: str, shown: tuple[Signal, ...], told: tuple[str, ...]
) -> Guess:
    kinds = [signal.group.kind for signal in shown if signal.group.kind is not None]
    games = [signal.group.kind for signal in shown if signal.group.game and signal.group.kind]
    return Guess(
        cls=NameClass.WEAK,
        signature=rule,
        signature_name=title,
        kind=next(iter((*games, *kinds)), GamblingKind.SLOT),
        matched=parts.owned,
        reason=f"Dugaan berdasarkan nama: {_words(told)}.",
        innocent_explanations=_MAY_BE_INNOCENT,
    )


def _words(told: Iterable[str]) -> str:
    return "; ".join(told)


def _of_family(parts: NameParts, family: Family, stem: str) -> Guess:
    return Guess(
        cls=NameClass.MEDIUM,
        signature=family.id,
        signature_name=family.name,
        kind=family.kind,
        matched=parts.owned,
        reason=f'Pola nama sama dengan keluarga "{stem}" ({family.name}).',
        innocent_explanations=family.innocent_explanations,
    )


def _hint(parts: NameParts, words: str) -> Guess:
    return Guess(cls=NameClass.HINT, matched=parts.owned, reason=f"Petunjuk saja: {words}.")
