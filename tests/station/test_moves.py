import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import Basis
from phone_audit.model.record import Words
from phone_audit.station.board import Board, Step, Work
from phone_audit.station.moves import (
    BEFORE_AN_AUDIENCE,
    MOVES,
    awaits_second_reader,
    is_possible,
    key_shown,
    moves_of,
)

WORK = Work(number=1, label="001", basis=Basis.CONSENTED)
DONE = replace(WORK, step=Step.DONE, outcome=Outcome.SUSPECTED)


def board(*works, **fields):
    return Board(works=MappingProxyType({one.number: one for one in works}), **fields)


@pytest.mark.parametrize(
    ("work", "actions"),
    [
        (WORK, {"correct", "drop", "withdraw"}),
        (replace(WORK, trouble=Words(id="a", en="a")), {"retry", "correct", "drop", "withdraw"}),
        (replace(WORK, step=Step.READING), {"withdraw", "void"}),
        (replace(WORK, step=Step.MISSING), {"give_up", "withdraw", "void"}),
        (DONE, {"respond", "hand_back", "review", "withdraw", "void"}),
        (replace(DONE, outcome=Outcome.NIL), {"respond", "hand_back", "withdraw", "void"}),
        (replace(DONE, responded=True), {"respond", "hand_back", "review", "withdraw"}),
        (replace(DONE, returned=True), {"respond", "review", "mend_return", "withdraw"}),
        (
            replace(WORK, step=Step.NOT_EXAMINED, reason=NotExaminedReason.DECLINED),
            {"hand_back"},
        ),
    ],
)
def test_a_phone_offers_what_fits_how_it_stands(work, actions):
    assert {one.action for one in moves_of(board(work), work)} == actions | {"paper"}


def test_with_names_hidden_nothing_is_possible_that_would_show_one():
    for move in MOVES:
        possible = is_possible(move, board(DONE), DONE, nameless=True)
        assert possible is (move.action in BEFORE_AN_AUDIENCE)


def test_a_second_reader_is_awaited_above_nil_only():
    assert awaits_second_reader(DONE)
    assert not awaits_second_reader(replace(DONE, reviewed=True))
    assert not awaits_second_reader(replace(DONE, outcome=Outcome.NIL))
    (move,) = (one for one in MOVES if one.action == "second_reader")
    assert is_possible(move, board(DONE), None)
    assert not is_possible(move, board(replace(DONE, reviewed=True)), None)


def test_no_key_does_two_things():
    assert len({one.key for one in MOVES}) == len(MOVES)


def test_the_officers_page_names_the_keys_as_they_are():
    """A key in bold is one of the board's, or of a dialog that the page speaks of."""
    page = Path(__file__).parents[2] / "docs/officers-page.md"
    named = set(re.findall(r"\*\*([A-Z2])\*\*", page.read_text(encoding="utf-8")))
    of_the_board = {key_shown(one) for one in MOVES}
    of_the_notice = {"Y", "O", "T", "L"}
    assert named <= of_the_board | of_the_notice
    assert {"N", "K", "T", "E", "C", "W", "R", "X", "D", "P", "A", "Z", "B", "V", "2"} <= named
