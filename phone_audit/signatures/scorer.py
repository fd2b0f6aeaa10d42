"""The score of a name: weights of what can be read in it, added up, and said in words."""

from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from math import isqrt

from phone_audit.model.signature import ScoreModel
from phone_audit.signatures.signals import Signal
from phone_audit.signatures.trail import Step, StepTaken, Weighed

_MOST_TOLD = 4
_WORTH_TELLING = 40  # hundredths
_FEWEST_AT_AN_EDGE = 3  # letters
_FEWEST_OF_A_PIECE = 4
_MOST_FEATURES = 400
_NOTHING = repeat(0)


class Scorer:
    """Weights made ready for adding up; a name costs one look-up for each of its features."""

    def __init__(self, model: ScoreModel) -> None:
        self._base = model.base
        self._weights = model.weights
        self._weak = model.weak
        self._hint = model.hint
        self._shares = tuple(share_of(count, model.ordinary) for count in range(_MOST_FEATURES))

    def score(self, found: Sequence[str]) -> int:
        """Return the sum for the features of a name, in hundredths of log odds."""
        total = sum(map(self._weights.get, found, _NOTHING))
        return self._base + total * self._share(found) // 1_000

    def _share(self, found: Sequence[str]) -> int:
        return self._shares[min(len(found), _MOST_FEATURES - 1)]

    def is_weak(self, score: int, shown: Sequence[Signal]) -> bool:
        """Tell whether a score is enough for a weak match of a name with these signals."""
        needed = self._needed(shown)
        return needed is not None and score >= needed

    def is_hint(self, score: int) -> bool:
        """Tell whether a score is enough for a hint."""
        return score >= self._hint

    def account(
        self, found: Sequence[str], shown: Sequence[Signal], told: tuple[str, ...]
    ) -> StepTaken:
        """Return the score of a name with all that was added up, heaviest first.

        What is shown adds up to the score: a feature counts as often as it stands in the
        name, and its rounding is taken over to the next one.
        """
        times = Counter(feature for feature in found if feature in self._weights)
        heavy = sorted(times, key=lambda one: (-abs(times[one] * self._weights[one]), one))
        share = self._share(found)
        weighed, sum_before = [], 0
        for feature in heavy:
            sum_now = sum_before + times[feature] * self._weights[feature]
            weight = sum_now * share // 1_000 - sum_before * share // 1_000
            words = _in_words(feature)
            weighed.append(
                Weighed(feature=feature, weight=weight, says=words[1] if words else None)
            )
            sum_before = sum_now
        return StepTaken(
            step=Step.SCORE,
            found=told,
            score=self.score(found),
            weak=self._needed(shown),
            hint=self._hint,
            base=self._base,
            weighed=tuple(sorted(weighed, key=lambda one: (-abs(one.weight), one.feature))),
        )

    def _needed(self, shown: Sequence[Signal]) -> int | None:
        return self._weak.get(shape_of(shown))

    def told(
        self, found: Sequence[str], shown: Sequence[Signal], number: str = ""
    ) -> tuple[str, ...]:
        """Return what a report says of a score: signals, then the heaviest other readings.

        Each reading is one that a person can check in the name; pieces of one another
        and of what the signals already said are left out. ``number``, which ends the
        name, is said where a word of a game would otherwise stand alone.
        """
        said = [str(signal) for signal in shown]
        texts = [signal.text for signal in shown]
        heavy = sorted(
            ((self._weights.get(feature, 0), feature) for feature in set(found)), reverse=True
        )
        for weight, feature in heavy:
            if len(said) >= _MOST_TOLD or weight < (_WORTH_TELLING if said else 1):
                break
            words = _in_words(feature)
            if words is None:
                continue
            text, sentence = words
            if not shown and len(text) < _FEWEST_OF_A_PIECE:
                continue
            if any(_overlap(text, other) for other in texts):
                continue
            texts.append(text)
            said.append(sentence)
        if len(said) == 1 and number and any(signal.group.game for signal in shown):
            said.append(f"angka {number} di belakang")
        return tuple(said)


def _overlap(text: str, other: str) -> bool:
    """Tell whether most of a text may be read in another one already: ``olas`` in ``bola``."""
    if text in other or other in text:
        return True
    most = range(len(text) // 2 + 1, len(text))
    return any(other.endswith(text[:size]) or other.startswith(text[-size:]) for size in most)


def share_of(count: int, ordinary: int) -> int:
    """Return how much each of so many features counts, in thousandths (``ScoreModel``)."""
    return isqrt(1_000_000 * ordinary // max(count, 1)) if ordinary else 1_000


def shape_of(shown: Sequence[Signal]) -> str:
    """Return which kind of signals a name shows, as the thresholds name it.

    ``against``: something in it speaks for an ordinary site.
    """
    if any(signal.group.against for signal in shown):
        return "against"
    counted = [signal for signal in shown if signal.counts]
    end = "+suffix" if len(counted) < len(shown) else ""
    if any(signal.group.game for signal in counted):
        return "game" + end
    if len(counted) > 1:
        return "signs"
    if counted:
        return ("number" if counted[0].is_number else "word") + end
    return "suffix" if end else "none"


def _in_words(feature: str) -> tuple[str, str] | None:
    """Return the characters a feature stands for and what to say of them, if a person can."""
    if feature.startswith("."):
        return feature, f"TLD {feature}"
    if feature == "[*]":
        return feature, "huruf di luar a-z"
    if feature.startswith("#"):
        number = feature.lstrip("#^=")
        return (number, f"angka {number}") if len(number) > 1 else None
    letters = feature.strip("^$=")
    if not letters.isalpha():
        return None
    whole = feature[0] == "=" and len(letters) >= _FEWEST_AT_AN_EDGE
    if whole or len(letters) >= _FEWEST_OF_A_PIECE:
        return letters, f'memuat "{letters}"'
    if len(letters) < _FEWEST_AT_AN_EDGE or len(letters) == len(feature):
        return None
    return letters, f'{"berawal" if feature[0] == "^" else "berakhir"} "{letters}"'
