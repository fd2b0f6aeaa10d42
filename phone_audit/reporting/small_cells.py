"""Hides small numbers of a public table so that nobody can work them out; pure."""

from collections.abc import Sequence

from phone_audit.reporting import figures

SMALLEST = 3
"""A number below this could point to a person, and is not printed."""


def hidden(values: Sequence[int], lang: str) -> list[str]:
    """Return numbers whose sum is printed beside them, as the public may see them.

    A number below 3 is printed ``< 3``. Where the sum would give it away all the same
    (there is only one such number, or all of them can only be 0, or only be 2), the
    smallest of the others is printed ``≥ 3``, so that two are unknown.
    """
    shown = [figures.number(value, lang) for value in values]
    small = [place for place, value in enumerate(values) if value < SMALLEST]
    for place in small:
        shown[place] = f"< {SMALLEST}"
    rest = [place for place in range(len(values)) if place not in small]
    told = sum(values[place] for place in small)
    betrayed = small and (len(small) == 1 or told in {0, (SMALLEST - 1) * len(small)})
    if betrayed and rest:
        shown[min(rest, key=lambda place: values[place])] = f"≥ {SMALLEST}"
    return shown
