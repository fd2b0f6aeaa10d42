"""What can be said of a host that no entry lists: a family, two signals, or a hint."""

from phone_audit.formats.hostname import suffixes, with_parents
from phone_audit.model.record import Record, replace
from phone_audit.model.signature import Family, GamblingKind, NameClass, NameRules
from phone_audit.signatures.families import Families
from phone_audit.signatures.name_parts import NameParts, name_parts, unleet
from phone_audit.signatures.signals import Signal, Signals

TWO_SIGNALS = "nama-dua-tanda"
"""The id under which a weak match by words alone stands; no entry has it."""

_ENOUGH_SIGNALS = 2
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
        self._families = Families(rules.families, rules.function_words)
        self._signals = Signals(rules.groups, rules.blanked)
        self._infrastructure = frozenset(rules.infrastructure)

    def guess(self, host: str) -> Guess | None:
        """Return what a normalised host suggests by its name, or ``None``: nothing.

        A reviewed family is medium; two groups of signals, one of them of a game, are
        weak; one such word is a hint. A cheap suffix never counts. Machines below the
        suffixes of cloud providers are never looked at: nobody chose their names.
        """
        guess = self._guess(host)
        if guess is None or guess.cls is NameClass.HINT or guess.matched == host:
            return guess
        return self._narrowed(host, guess)

    def _guess(self, host: str) -> Guess | None:
        parts = self._parts(host)
        if parts is None:
            return None
        return self._judge(parts) or self._judge_leet(parts)

    def _narrowed(self, host: str, guess: Guess) -> Guess:
        """Name the shortest parent that suggests the same.

        ``slot-gacor88.toko.example`` says nothing about the rest of ``toko.example``.
        """
        for name in reversed([*suffixes(host)]):
            shorter = self._guess(name)
            if shorter is not None and shorter.signature == guess.signature:
                return replace(shorter, matched=name)
        return replace(guess, matched=host)

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
        counted = [signal.text for signal in shown if not signal.group.supporting]
        return " ".join(counted) if game or len(counted) >= _ENOUGH_SIGNALS else None

    def _parts(self, host: str) -> NameParts | None:
        if any(name in self._infrastructure for name in with_parents(host)):
            return None
        return name_parts(host)

    def _judge(self, parts: NameParts) -> Guess | None:
        found = self._families.found(parts)
        if found is not None:
            return _of_family(parts, *found)
        return self._of_signals(parts)

    def _judge_leet(self, parts: NameParts) -> Guess | None:
        """Read digits between letters as letters; a second try, and no more than a hint."""
        text = unleet(parts.text)
        if text == parts.text:
            return None
        guess = self._judge(
            NameParts(owned=parts.owned, text=text, suffix=parts.suffix, folded=True)
        )
        if guess is None:
            return None
        return _hint(parts, f'{guess.reason} (angka dibaca sebagai huruf: "{text}")')

    def _of_signals(self, parts: NameParts) -> Guess | None:
        shown = self._signals.found(parts)
        counted = [signal for signal in shown if not signal.group.supporting]
        game = next((signal for signal in counted if signal.group.game), None)
        if game is None:
            return None
        if len(counted) >= _ENOUGH_SIGNALS:
            return Guess(
                cls=NameClass.WEAK,
                signature=TWO_SIGNALS,
                signature_name="Dugaan berdasarkan nama: dua tanda",
                kind=game.group.kind or GamblingKind.SLOT,
                matched=parts.owned,
                reason=f"Dugaan berdasarkan nama: {_words(shown)}.",
                innocent_explanations=_MAY_BE_INNOCENT,
            )
        return _hint(parts, f"Petunjuk: {_words(shown)}.")


def is_for_academies(host: str) -> bool:
    """Tell whether a host lies directly below ``.ac``.

    That suffix is sold to anybody, yet many academies use it, so that of the name alone
    nothing is said about whose site it is.
    """
    return host.rpartition(".")[2] == _FOR_ACADEMIES


def _words(shown: tuple[Signal, ...]) -> str:
    return "; ".join(str(signal) for signal in shown)


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


def _hint(parts: NameParts, reason: str) -> Guess:
    return Guess(cls=NameClass.HINT, matched=parts.owned, reason=reason)
