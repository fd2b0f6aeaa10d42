"""What is redrawn: only tiles that changed, a few at a time, those first whose state changed."""

import asyncio
from dataclasses import replace
from types import MappingProxyType, SimpleNamespace

import pytest

from phone_audit.model.assessment import Outcome
from phone_audit.pipeline import Step as SourceStep
from phone_audit.station.board import Board, Step
from phone_audit.station.desk import Desk
from phone_audit.station.screen.app import Station
from phone_audit.station.screen.board_view import _MOST_AT_ONCE, BoardView, TileView
from tests.cases.synthetic import header
from tests.station.screen.test_pictures import work
from tests.station.test_desk import ROSTER

pytestmark = pytest.mark.slow

COUNT = 10


def reading(number, index):
    step = SourceStep(source="installed_apps", index=index, total=18)
    return work(number, f"Contoh {number}", step=Step.READING, source=step)


def board(*works):
    return Board(works=MappingProxyType({one.number: one for one in works}))


def drawn(boards):
    """Draw one board after the other; return the numbers of the tiles that each redrew."""
    engine = SimpleNamespace(board=board(*(reading(n, 1) for n in range(1, COUNT + 1))))
    desk = Desk(SimpleNamespace(header=header()), engine, ROSTER, None)
    app = Station(desk, lang="id", report=str, printing=SimpleNamespace(ended=tuple))
    told = []

    async def play():
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            view = app.query_one(BoardView)
            shown = []
            show = TileView.show
            for one in app.query(TileView):
                one.show = lambda tile, one=one: (shown.append(tile.number), show(one, tile))
            for next_board in boards:
                engine.board = next_board
                await view.draw(next_board)
                told.append(tuple(shown))
                shown.clear()

    asyncio.run(play())
    return told


def test_one_change_redraws_one_tile():
    before = [reading(number, 1) for number in range(1, COUNT + 1)]
    after = board(*before[:4], reading(5, 2), *before[5:])
    assert drawn([after, after, board(*before)]) == [(5,), (), (5,)]


def test_many_changes_are_drawn_in_turns_and_none_is_forgotten():
    after = board(*(reading(number, 2) for number in range(1, COUNT + 1)))
    turns = drawn([after] * 4)
    assert all(len(turn) <= _MOST_AT_ONCE for turn in turns)
    assert sorted(number for turn in turns for number in turn) == list(range(1, COUNT + 1))


def test_tiles_that_change_all_the_time_keep_no_other_waiting():
    boards = [board(*(reading(n, index) for n in range(1, COUNT + 1))) for index in range(2, 8)]
    turns = drawn(boards)
    assert {number for turn in turns[:3] for number in turn} == set(range(1, COUNT + 1))


def test_an_outcome_is_drawn_before_progress():
    works = [reading(number, 2) for number in range(1, COUNT + 1)]
    works[8] = replace(works[8], step=Step.DONE, outcome=Outcome.NIL)
    (first, *_) = drawn([board(*works)])
    assert first[0] == 9
