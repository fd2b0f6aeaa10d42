"""What a running batch says of phones whose turn nobody knows."""

import json

from phone_audit.cli.batch_progress import Lines, Picture
from phone_audit.station.board import Board, Pairing, PhoneCame, Prepared, update
from phone_audit.station.unattended import Plan
from tests.station.test_board import phone, work


def played(shown, *events, pairing=Pairing.IN_ORDER):
    """Show events one after another, as the engine does."""
    board = Board(pairing=pairing)
    for event in events:
        board = update(board, event)
        shown.show(board, event)


PEOPLE = (Prepared(work=work(1)), Prepared(work=work(2)))
TOGETHER = (PhoneCame(phone("1-1"), alone=False), PhoneCame(phone("1-2"), alone=False))


def told(capsys, *events, **how):
    played(Lines(), *events, **how)
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    return [one["nobodys"] for one in lines if one["event"] == "phone_came"]


def test_phones_that_came_together_are_nobodys_and_one_alone_is_the_next_persons(capsys):
    assert told(capsys, *PEOPLE, *TOGETHER) == [True, True]
    assert told(capsys, *PEOPLE, PhoneCame(phone("1-1"))) == [False]


def test_of_a_phone_that_came_alone_nothing_of_others_is_said(capsys):
    again = PhoneCame(phone("1-3"))  # nobody waits any more
    assert told(capsys, *PEOPLE[:1], PhoneCame(phone("1-1")), again) == [False, False]


def test_only_an_order_is_lost_by_coming_together(capsys):
    assert told(capsys, *PEOPLE, *TOGETHER, pairing=Pairing.BY_HAND) == [False, False]


def test_people_are_told_once_to_plug_them_in_one_by_one(monkeypatch):
    picture = Picture(Plan(works=(), rows={}, without_consent=()))
    notes = []
    monkeypatch.setattr(picture, "note", notes.append)
    monkeypatch.setattr(picture, "_count", lambda board: None)
    played(picture, *PEOPLE, *TOGETHER, *TOGETHER)
    assert len(notes) == 2
    assert all("satu per satu" in note or "one by one" in note for note in notes)
