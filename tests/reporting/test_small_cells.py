"""Nobody can work out a hidden number from what stands beside it."""

from itertools import product

import pytest

from phone_audit.reporting.small_cells import hidden


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([5, 12], ["5", "12"]),
        ([2], ["< 3"]),
        ([3], ["3"]),
        ([1, 12, 7], ["< 3", "12", "≥ 3"]),
        ([0, 0, 9, 4], ["< 3", "< 3", "9", "≥ 3"]),
        ([2, 2, 9], ["< 3", "< 3", "≥ 3"]),
        ([1, 0, 9, 4], ["< 3", "< 3", "9", "4"]),
        ([1, 2], ["< 3", "< 3"]),
        ([1234, 5], ["1.234", "5"]),
        ([], []),
    ],
)
def test_small_numbers_are_hidden_and_sometimes_one_more(
    values: list[int], shown: list[str]
) -> None:
    assert hidden(values, "id") == shown


def could_be(shown: list[str], values: list[int]) -> set[tuple[int, ...]]:
    """Return every table that reads like this one and has the same sum."""
    choices = []
    for text in shown:
        if text == "< 3":
            choices.append(range(3))
        elif text == "≥ 3":
            choices.append(range(3, sum(values) + 1))
        else:
            choices.append(range(int(text), int(text) + 1))
    return {table for table in product(*choices) if sum(table) == sum(values)}


def test_with_the_sum_known_no_one_and_no_two_is_certain_while_others_can_cover_it() -> None:
    for values in product(range(7), repeat=4):
        numbers = list(values)
        shown = hidden(numbers, "id")
        assert all(text == "< 3" for text, value in zip(shown, numbers, strict=True) if value < 3)
        if "< 3" not in shown or all(value < 3 for value in numbers):
            continue
        tables = could_be(shown, numbers)
        for place, value in enumerate(numbers):
            if value in {1, 2}:
                assert len({table[place] for table in tables}) > 1, (numbers, shown)
