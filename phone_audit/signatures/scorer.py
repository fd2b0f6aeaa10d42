"""The score of a name: weights of what can be read in it, added up, and said in words."""

from collections.abc import Sequence

from phone_audit.model.signature import ScoreModel
from phone_audit.signatures.signals import Signal
from phone_audit.signatures.trail import Step, StepTaken, Weighed

_MOST_TOLD = 4
_WORTH_TELLING = 40  # hundredths
_SHORTEST_TOLD = 4  # characters, the mark of an edge counted


class Scorer:
    """Weights made ready for adding up; a name costs one look-up for each of its features."""

    def __init__(self, model: ScoreModel) -> None:
        self._base = model.base
        self._weights = model.weights
        self._weak = model.weak
        self._hint = model.hint

    def score(self, found: set[str]) -> int:
        """Return the sum for the features of a name, in hundredths of log odds."""
        weights = self._weights
        return self._base + sum(weights.get(feature, 0) for feature in found)

    def is_weak(self, score: int, shown: Sequence[Signal]) -> bool:
        """Tell whether a score is enough for a weak match of a name with these signals."""
        needed = self._needed(shown)
        return needed is not None and score >= needed

    def is_hint(self, score: int) -> bool:
        """Tell whether a score is enough for a hint."""
        return score >= self._hint

    def account(self, found: set[str], shown: Sequence[Signal]) -> StepTaken:
        """Return the score of a name with all that was added up, heaviest first."""
        heavy = sorted(
            ((self._weights[feature], feature) for feature in found if feature in self._weights),
            key=lambda one: (-abs(one[0]), one[1]),
        )
        weighed = []
        for weight, feature in heavy:
            words = _in_words(feature)
            says = words[1] if words else None
            weighed.append(Weighed(feature=feature, weight=weight, says=says))
        return StepTaken(
            step=Step.SCORE,
            found=self.told(found, shown),
            score=self.score(found),
            weak=self._needed(shown),
            hint=self._hint,
            base=self._base,
            weighed=tuple(weighed),
        )

    def _needed(self, shown: Sequence[Signal]) -> int | None:
        return self._weak.get(_shape(shown))

    def told(self, found: set[str], shown: Sequence[Signal]) -> tuple[str, ...]:
        """Return what a report says of a score: signals, then the heaviest other readings.

        Each reading is one that a person can check in the name; pieces of one another
        and of what the signals already said are left out.
        """
        said = [str(signal) for signal in shown]
        texts = [signal.text for signal in shown]
        heavy = sorted(
            ((self._weights.get(feature, 0), feature) for feature in found), reverse=True
        )
        for weight, feature in heavy:
            if len(said) >= _MOST_TOLD or weight < (_WORTH_TELLING if said else 1):
                break
            words = _in_words(feature)
            if words is None:
                continue
            text, sentence = words
            if any(text in other or other in text for other in texts):
                continue
            texts.append(text)
            said.append(sentence)
        return tuple(said)


def _shape(shown: Sequence[Signal]) -> str:
    """Return which kind of signals a name shows, as the thresholds name it."""
    counted = [signal for signal in shown if not signal.group.supporting]
    suffix = len(counted) < len(shown)
    if any(signal.group.game for signal in counted):
        return "game+suffix" if suffix else "game"
    if len(counted) > 1:
        return "signs"
    if counted:
        return "sign+suffix" if suffix else "sign"
    return "suffix" if suffix else "none"


def _in_words(feature: str) -> tuple[str, str] | None:
    """Return the characters a feature stands for and what to say of them, if a person can."""
    if feature.startswith("."):
        return feature, f"TLD {feature}"
    if feature == "[*]":
        return feature, "huruf di luar a-z"
    if feature.startswith("#"):
        number = feature.lstrip("#^=")
        return (number, f"angka {number}") if len(number) > 1 else None
    letters = feature.strip("^$")
    if len(feature) < _SHORTEST_TOLD or not letters.isalpha():
        return None
    return letters, f'memuat "{letters}"'
