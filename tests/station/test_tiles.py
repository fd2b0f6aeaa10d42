from dataclasses import replace

import pytest

from phone_audit.device.discover import Silent, State
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import EmploymentStatus, Holder, Person
from phone_audit.model.record import Words
from phone_audit.pipeline import Step as SourceStep
from phone_audit.reporting.to_terminal import SHAPES
from phone_audit.reporting.wording import REASON_NAMES
from phone_audit.sources import all_sources
from phone_audit.station.board import (
    Board,
    Concluded,
    Dropped,
    Failed,
    PhoneCame,
    Prepared,
    Returned,
    SeenSilent,
    Started,
    Step,
    WentMissing,
    update,
)
from phone_audit.station.tiles import Tone, tiles_of, totals_of
from tests.station.test_board import phone, play, work

HOLDER = Holder(person=Person(name="Contoh\x1b[31m Satu"), status=EmploymentStatus.PNS)


def tile(*events, holder=None):
    prepared = replace(work(1), holder=holder)
    (only,) = tiles_of(play(Prepared(work=prepared), *events))
    return only


def test_a_prepared_phone_says_what_to_do_next():
    assert tile().hint.id == "Pasang kabel ponsel ini."
    assert tile().tone is Tone.IDLE


def test_a_name_cannot_draw_on_the_screen():
    assert "\x1b" not in tile(holder=HOLDER).who


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_is_a_shape_and_a_word(outcome):
    shown = tile(
        PhoneCame(phone("1-1")), Started(1), Concluded(number=1, outcome=outcome, incomplete=True)
    )
    assert shown.state.id.startswith(SHAPES[outcome])
    assert shown.state.id.endswith("tidak lengkap")
    assert len({one.value for one in Tone}) == len(Tone)


def test_shapes_differ_without_colour():
    shapes = list(SHAPES.values())
    assert len(set(shapes)) == len(shapes) == len(Outcome)


@pytest.mark.parametrize("reason", NotExaminedReason)
def test_a_phone_that_is_not_examined_is_no_indication(reason):
    shown = tile(Dropped(1, reason))
    assert "tidak diartikan sebagai indikasi" in shown.hint.id
    assert shown.tone is Tone.GONE


def test_every_reason_has_its_words():
    assert set(REASON_NAMES) == set(NotExaminedReason)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (State.UNAUTHORIZED, "MENUNGGU IZIN"),
        (State.BUSY, "TIDAK DAPAT DIBUKA"),
        (State.NO_PERMISSION, "TIDAK DAPAT DIBUKA"),
        (State.OFFLINE, "TIDAK DAPAT DIBUKA"),
    ],
)
def test_a_phone_that_cannot_be_read_says_why(state, word):
    shown = tile(PhoneCame(phone("1-1", state=state)))
    assert word in shown.state.id
    assert shown.tone is Tone.ACT


def test_a_failed_try_and_an_unplugged_phone_call_for_somebody():
    trouble = Words(id="sibuk", en="busy")
    failed = tile(PhoneCame(phone("1-1")), Started(1), Failed(1, trouble))
    assert failed.hint.id == "sibuk Tekan R untuk mencoba lagi."
    missing = tile(PhoneCame(phone("1-1")), Started(1), WentMissing(1))
    assert "yang sama" in missing.hint.id


def test_phones_without_a_holder_come_first_and_returned_ones_last():
    board = play(
        Prepared(work=work(1, port="9-9")),
        PhoneCame(phone("1-1")),
        Prepared(work=work(2, port="9-8")),
        Dropped(1, NotExaminedReason.DECLINED),
        Returned(1),
        Prepared(work=work(3, port="9-7")),
        Dropped(3, NotExaminedReason.BROKEN),
    )
    assert [one.title for one in tiles_of(board)] == ["?", "002", "003", "001"]


def test_the_counts_add_up():
    board = play(
        Prepared(work=work(1)),
        PhoneCame(phone("1-1")),
        Started(1),
        Concluded(number=1, outcome=Outcome.SUSPECTED),
        Prepared(work=work(2, port="9-9")),
        Prepared(work=work(3, port="9-8")),
        Dropped(3, NotExaminedReason.DECLINED),
    )
    (_, everything), *parts = totals_of(board)
    assert everything == 3 == sum(count for _, count in parts)


def test_a_phone_without_usb_debugging_has_a_tile_with_the_next_step():
    board = update(Board(), SeenSilent((Silent(path="1-4", maker="xiaomi"),)))
    (shown,) = tiles_of(board)
    assert (shown.number, shown.place, shown.who) == (None, "1-4", "Xiaomi")
    assert "langkah" in shown.hint.id
    board = update(board, SeenSilent(()))
    assert tiles_of(board) == ()


@pytest.mark.parametrize("source", all_sources(), ids=lambda one: one.name)
def test_a_tile_says_which_source_is_read_without_growing(source):
    step = SourceStep(source=source.name, index=3, total=18)
    (tile,) = tiles_of(play(Prepared(work=replace(work(1), step=Step.READING, source=step))))
    assert "3/18" in tile.state.id
    for words, title in ((tile.hint.id, source.title.id), (tile.hint.en, source.title.en)):
        first, second = words.split("\n")
        assert title.startswith(first.rstrip("…"))
        assert len(first) <= 22
        assert len(second) <= 22
