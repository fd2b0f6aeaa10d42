"""The board: a list of events, and the board expected; no phone and no waiting."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.device.discover import Attached, State
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import Basis, Origin
from phone_audit.model.record import Words
from phone_audit.pipeline import Step as SourceStep
from phone_audit.station.board import (
    ENDED,
    RUNNING,
    AwaitsTap,
    Board,
    CameBack,
    CaseTrouble,
    Concluded,
    Dropped,
    Failed,
    Joined,
    Pairing,
    Parted,
    PhoneCame,
    PhoneLeft,
    Prepared,
    ReadOn,
    Returned,
    Started,
    Step,
    TriedAgain,
    WentMissing,
    Work,
    update,
)

BUSY = Words(id="sibuk", en="busy")
APPS = SourceStep(source="installed_apps", index=3, total=20)


def phone(path, serial=None, state=State.READY):
    return Attached(
        key=f"usb:{path}",
        how=Origin.USB,
        address=f"usb {path}",
        state=state,
        opener=lambda: None,
        serial=serial if serial is not None else f"S{path}",
        usb_path=path,
    )


def work(number, **fields):
    return Work(number=number, label=f"{number:03d}", basis=Basis.CONSENTED, **fields)


def play(*events, pairing=Pairing.ONLY_ONE):
    board = Board(pairing=pairing)
    for event in events:
        board = update(board, event)
    return board


def concluded(number, **fields):
    return Concluded(number=number, outcome=Outcome.NIL, **fields)


def starting(board):
    return [(one.number, at.seat) for one, at in board.to_start()]


def test_who_waited_before_the_case_was_opened_gets_no_phone_by_itself():
    """After a power cut several phones lie there; the first that is seen is anybody's."""
    before = work(1, reopened=True)
    board = play(Prepared(work=before), PhoneCame(phone("1-1")), PhoneCame(phone("1-2")))
    assert [one.seat for one in board.unclaimed()] == ["usb:1-1", "usb:1-2"]
    board = update(board, Joined(1, "usb:1-2"))
    assert starting(board) == [(1, "usb:1-2")]
    known = play(Prepared(work=work(1, reopened=True, port="1-1")), PhoneCame(phone("1-1")))
    assert starting(known) == [(1, "usb:1-1")]  # somebody wrote that down


def test_phones_that_came_together_are_in_no_order():
    people = [Prepared(work=work(number)) for number in (1, 2)]
    together = [PhoneCame(phone(path), alone=False) for path in ("1-1", "1-2")]
    board = play(*people, *together, pairing=Pairing.IN_ORDER)
    assert starting(board) == []
    board = update(board, PhoneCame(phone("1-2")))  # not new: its holder tapped Allow
    assert starting(board) == []
    assert starting(update(board, PhoneCame(phone("1-3")))) == [(1, "usb:1-3")]
    one_by_one = [PhoneCame(phone(path)) for path in ("1-2", "1-1")]
    board = play(*people, *one_by_one, pairing=Pairing.IN_ORDER)
    assert starting(board) == [(1, "usb:1-2"), (2, "usb:1-1")]


def test_of_two_phones_that_came_together_neither_is_the_only_one():
    first, second = (PhoneCame(phone(path), alone=False) for path in ("1-1", "1-2"))
    board = play(Prepared(work=work(1)), first, second)
    assert starting(board) == []
    assert len(board.unclaimed()) == 2
    known = play(Prepared(work=work(1, port="1-2")), first, second)
    assert starting(known) == [(1, "usb:1-2")]
    left = update(board, PhoneLeft("usb:1-2"))
    assert starting(left) == []  # still somebody says whose it is
    again = update(update(left, PhoneLeft("usb:1-1")), PhoneCame(phone("1-1")))
    assert starting(again) == [(1, "usb:1-1")]


def test_the_only_one_who_waits_gets_the_phone_that_comes():
    board = play(Prepared(work=work(1)), PhoneCame(phone("1-1")))
    assert board.works[1].seat == "usb:1-1"
    assert starting(board) == [(1, "usb:1-1")]


def test_a_phone_that_is_there_already_goes_to_the_person_prepared_next():
    board = play(PhoneCame(phone("1-1")), Prepared(work=work(1)))
    assert starting(board) == [(1, "usb:1-1")]


def test_where_two_wait_somebody_says_whose_phone_it_is():
    board = play(Prepared(work=work(1)), Prepared(work=work(2)), PhoneCame(phone("1-1")))
    assert starting(board) == []
    assert [one.seat for one in board.unclaimed()] == ["usb:1-1"]
    assert starting(update(board, Joined(2, "usb:1-1"))) == [(2, "usb:1-1")]


def test_two_phones_and_one_person_is_no_pair():
    board = play(PhoneCame(phone("1-1")), PhoneCame(phone("1-2")), Prepared(work=work(1)))
    assert starting(board) == []


@pytest.mark.parametrize(
    "expected", [{"port": "1-2"}, {"port": "usb:1-2"}, {"serial": "S1-2"}], ids=str
)
def test_a_phone_that_was_written_down_is_known(expected):
    board = play(
        Prepared(work=work(1)),
        Prepared(work=work(2, **expected)),
        PhoneCame(phone("1-2")),
        PhoneCame(phone("1-1")),
    )
    assert starting(board) == [(1, "usb:1-1"), (2, "usb:1-2")]


def test_somebody_whose_phone_was_written_down_gets_no_other():
    board = play(Prepared(work=work(1, port="1-2")), PhoneCame(phone("1-1")))
    assert starting(board) == []


def test_one_serial_expected_twice_is_decided_by_hand():
    board = play(
        Prepared(work=work(1, serial="X")),
        Prepared(work=work(2, serial="X")),
        PhoneCame(phone("1-1", "X")),
    )
    assert starting(board) == []


def test_phones_plugged_in_in_the_order_of_the_roster_find_their_people():
    board = play(
        Prepared(work=work(2)),
        Prepared(work=work(1)),
        PhoneCame(phone("1-7")),
        PhoneCame(phone("1-3")),
        pairing=Pairing.IN_ORDER,
    )
    assert starting(board) == [(1, "usb:1-7"), (2, "usb:1-3")]


def test_by_hand_nothing_is_joined_by_itself():
    board = play(Prepared(work=work(1)), PhoneCame(phone("1-1")), pairing=Pairing.BY_HAND)
    assert starting(board) == []


@pytest.mark.parametrize("pairing", [Pairing.ONLY_ONE, Pairing.IN_ORDER])
@pytest.mark.parametrize("serial", ["X", ""])
def test_a_phone_that_was_somebodys_never_comes_to_the_next_by_itself(pairing, serial):
    first = replace(phone("1-1"), serial=serial or None)
    board = play(
        Prepared(work=work(1)),
        PhoneCame(first),
        Started(1),
        concluded(1),
        PhoneLeft("usb:1-1"),
        Prepared(work=work(2)),
        PhoneCame(first),
        pairing=pairing,
    )
    assert starting(board) == []
    assert board.works[2].seat is None


@pytest.mark.parametrize(
    ("state", "starts"),
    [
        (State.READY, True),
        (State.UNAUTHORIZED, True),
        (State.OFFLINE, False),
        (State.BUSY, False),
        (State.NO_PERMISSION, False),
    ],
)
def test_only_a_phone_in_reach_is_started(state, starts):
    board = play(Prepared(work=work(1)), PhoneCame(phone("1-1", state=state)))
    assert bool(starting(board)) is starts


def test_an_examination_from_plug_to_outcome():
    board = play(
        Prepared(work=work(1)),
        PhoneCame(phone("1-1")),
        Started(1),
        AwaitsTap(1),
        ReadOn(1, APPS),
    )
    assert board.works[1].step is Step.READING
    assert board.works[1].source == APPS
    assert starting(board) == []
    board = update(board, concluded(1, incomplete=True))
    done = board.works[1]
    assert (done.step, done.outcome, done.incomplete) == (Step.DONE, Outcome.NIL, True)
    assert done.source is None
    assert update(board, Returned(1)).works[1].returned


def test_a_try_that_failed_waits_for_the_next_plugging_or_for_somebody():
    board = play(Prepared(work=work(1)), PhoneCame(phone("1-1")), Started(1), Failed(1, BUSY))
    assert board.works[1].trouble == BUSY
    assert starting(board) == []
    assert starting(update(board, TriedAgain(1))) == [(1, "usb:1-1")]
    assert starting(update(board, PhoneCame(phone("1-1")))) == [(1, "usb:1-1")]


def test_a_phone_unplugged_before_it_was_read_is_nobodys():
    board = play(Prepared(work=work(1)), PhoneCame(phone("1-1")), PhoneLeft("usb:1-1"))
    assert board.works[1].seat is None


def test_a_missing_phone_keeps_its_seat_and_may_come_back_elsewhere():
    board = play(
        Prepared(work=work(1)),
        PhoneCame(phone("1-1", "X")),
        Started(1),
        ReadOn(1, APPS),
        PhoneLeft("usb:1-1"),
        WentMissing(1),
    )
    assert board.works[1].step is Step.MISSING
    assert board.phone_of(1) is None
    elsewhere = phone("1-4", "X")
    board = update(board, PhoneCame(elsewhere))
    assert board.phone_of(1) == elsewhere
    board = update(board, CameBack(1, elsewhere))
    assert (board.works[1].seat, board.works[1].step) == ("usb:1-4", Step.CONNECTING)


def test_of_two_phones_with_the_missing_ones_serial_neither_is_taken():
    board = play(
        Prepared(work=work(1)),
        PhoneCame(phone("1-1", "X")),
        Started(1),
        PhoneLeft("usb:1-1"),
        WentMissing(1),
        PhoneCame(phone("1-4", "X")),
        PhoneCame(phone("1-5", "X")),
    )
    assert board.phone_of(1) is None


def test_what_lies_at_the_seat_of_an_interrupted_examination_is_nobodys():
    board = play(
        Prepared(work=work(1)),
        PhoneCame(phone("1-1", "X")),
        Started(1),
        PhoneLeft("usb:1-1"),
        WentMissing(1),
        PhoneCame(phone("1-1", "Y")),
        concluded(1, interrupted=True),
    )
    assert [one.serial for one in board.unclaimed()] == ["Y"]
    assert starting(update(board, Prepared(work=work(2)))) == [(2, "usb:1-1")]


def test_a_slip_is_undone_before_anything_was_read():
    board = play(Prepared(work=work(1)), PhoneCame(phone("1-1")))
    assert update(board, Parted(1)).works[1].seat is None
    reading = update(board, Started(1))
    assert update(reading, Parted(1)) == reading


def test_a_seat_is_given_to_somebody_else_only_while_nothing_is_read():
    board = play(
        Prepared(work=work(1)),
        PhoneCame(phone("1-1")),
        Prepared(work=work(2)),
        Joined(2, "usb:1-1"),
    )
    assert (board.works[1].seat, board.works[2].seat) == (None, "usb:1-1")
    board = update(board, Started(2))
    assert update(board, Joined(1, "usb:1-1")) == board


def test_refusing_is_a_normal_end_and_withdrawing_is_possible_after_the_end():
    board = play(Prepared(work=work(1)), Dropped(1, NotExaminedReason.DECLINED))
    assert board.works[1].step is Step.NOT_EXAMINED
    assert update(board, concluded(1)) == board
    board = play(
        Prepared(work=work(1)),
        PhoneCame(phone("1-1")),
        Started(1),
        concluded(1),
    )
    assert update(board, Dropped(1, NotExaminedReason.BROKEN)) == board
    withdrawn = update(board, Dropped(1, NotExaminedReason.WITHDRAWN)).works[1]
    assert (withdrawn.step, withdrawn.outcome) == (Step.NOT_EXAMINED, None)


def test_a_case_that_cannot_be_written_starts_nothing_until_it_can():
    board = play(Prepared(work=work(1)), PhoneCame(phone("1-1")), CaseTrouble(BUSY))
    assert starting(board) == []
    assert starting(update(board, CaseTrouble(None))) == [(1, "usb:1-1")]


NUMBERS = st.integers(1, 4)
PHONES = st.builds(
    phone,
    st.sampled_from(["1-1", "1-2", "1-3"]),
    st.sampled_from(["X", "Y", "Z"]),
    st.sampled_from(State),
)
EVENTS = st.one_of(
    st.builds(lambda number: Prepared(work=work(number)), NUMBERS),
    st.builds(PhoneCame, PHONES),
    st.builds(lambda one: PhoneLeft(one.seat), PHONES),
    st.builds(lambda number, one: Joined(number, one.seat), NUMBERS, PHONES),
    st.builds(Parted, NUMBERS),
    st.builds(Started, NUMBERS),
    st.builds(AwaitsTap, NUMBERS),
    st.builds(lambda number: ReadOn(number, APPS), NUMBERS),
    st.builds(WentMissing, NUMBERS),
    st.builds(CameBack, NUMBERS, PHONES),
    st.builds(lambda number: Failed(number, BUSY), NUMBERS),
    st.builds(TriedAgain, NUMBERS),
    st.builds(concluded, NUMBERS, interrupted=st.booleans()),
    st.builds(Dropped, NUMBERS, st.sampled_from(NotExaminedReason)),
    st.builds(Returned, NUMBERS),
)


@given(st.lists(EVENTS, max_size=60), st.sampled_from(Pairing))
def test_whatever_happens_no_phone_starts_for_two_and_no_end_is_forgotten(events, pairing):
    board = Board(pairing=pairing)
    prepared = set()
    for event in events:
        if isinstance(event, Prepared):
            if event.work.number in prepared:
                continue
            prepared.add(event.work.number)
        ended = {one.number for one in board.works.values() if one.step in ENDED}
        board = update(board, event)
        assert set(board.works) == prepared
        assert ended <= {one.number for one in board.works.values() if one.step in ENDED}
        seats = [seat for _, seat in starting(board)]
        assert len(seats) == len(set(seats))
        busy = [one.seat for one in board.works.values() if one.step is Step.PREPARED and one.seat]
        assert len(busy) == len(set(busy))
        assert all(one.outcome is None for one in board.works.values() if one.step in RUNNING)
