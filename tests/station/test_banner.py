from dataclasses import replace
from types import MappingProxyType

import pytest

from phone_audit.device.discover import Attached, State
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import Basis, EmploymentStatus, Holder, Origin, Person
from phone_audit.station.banner import banner_of, progress
from phone_audit.station.board import Board, Step, Work
from phone_audit.station.screen.banner_view import call_text
from phone_audit.station.screen.big_letters import ROWS, big, can_be_big, side_by_side, width_of

HOLDER = Holder(person=Person(name="Andi Contoh"), status=EmploymentStatus.PNS)
WORK = Work(number=1, label="001", basis=Basis.CONSENTED, holder=HOLDER)
DONE = replace(WORK, step=Step.DONE, outcome=Outcome.INDICATED_USE)


def board(*works, phones=()):
    return Board(
        works=MappingProxyType({one.number: one for one in works}),
        seats=MappingProxyType({one.seat: one for one in phones}),
    )


def asking(seat, **fields):
    return Attached(
        key=seat,
        how=Origin.USB,
        address="usb 1-2",
        state=State.UNAUTHORIZED,
        opener=lambda: pytest.fail("a banner connects nothing"),
        usb_path="1-2",
        **fields,
    )


@pytest.mark.parametrize(
    ("work", "to_the_table", "to_tap"),
    [
        (DONE, True, False),
        (replace(DONE, returned=True), False, False),
        (replace(WORK, step=Step.READING), False, False),
        (replace(WORK, step=Step.WAITING_FOR_HOLDER), False, True),
        (replace(WORK, seat="usb:1-2"), False, True),
        (
            replace(WORK, step=Step.NOT_EXAMINED, reason=NotExaminedReason.DECLINED),
            False,
            False,
        ),
        (
            replace(WORK, step=Step.NOT_EXAMINED, reason=NotExaminedReason.WITHDRAWN),
            True,
            False,
        ),
    ],
)
def test_who_is_called(work, to_the_table, to_tap):
    banner = banner_of(board(work, phones=[asking("usb:1-2")]))
    assert bool(banner.to_the_table.labels) is to_the_table
    assert bool(banner.to_tap.labels) is to_tap


def test_a_banner_has_no_word_on_whom_or_what_was_found():
    works = [replace(DONE, number=n, label=f"{n:03}", outcome=one) for n, one in enumerate(Outcome)]
    banner = banner_of(board(*works))
    told = f"{banner} {progress(banner)}".casefold()
    for word in ("andi", *(one.value for one in Outcome), "judi", "nihil", "terindikasi"):
        assert word not in told
    assert "5 dari 5" in progress(banner).id


def test_large_letters_are_what_they_cost():
    for text in ("0123456789", "KE MEJA", "TO THE TABLE", "KETUK IZINKAN", "TAP ALLOW", "a-7"):
        assert can_be_big(text)
        for scale in (1, 2, 3):
            drawn = big(text, scale)
            assert len(drawn) == ROWS * scale
            assert {len(line) for line in drawn} == {width_of(text, scale)}
    assert not can_be_big("ñ7")
    assert not can_be_big("")


def test_every_letter_differs_from_every_other():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789"
    assert len({big(letter) for letter in letters}) == len(letters)


@pytest.mark.parametrize("width", [30, 80, 196])
def test_a_row_holds_what_fits(width):
    texts = [f"{number:03}" for number in range(12)]
    lines, count = side_by_side(texts, width)
    assert count >= 1
    assert all(len(line) <= width for line in lines)
    assert count == len(texts) or width_of(texts[0]) * (count + 1) > width - 4 * count


@pytest.mark.parametrize(("width", "height"), [(76, 10), (116, 18), (196, 28), (20, 4)])
@pytest.mark.parametrize("count", [0, 1, 7, 60])
def test_no_number_is_lost_however_little_room_there_is(width, height, count):
    labels = tuple(f"{number:03}" for number in range(1, count + 1))
    call = replace(banner_of(board(DONE)).to_the_table, labels=labels)
    lines = call_text(call, "id", width, height).plain.split("\n")
    assert len(lines) <= height
    assert all(len(line) <= width for line in lines)
    rest = next((line for line in lines if line.startswith("+")), None)
    if rest is None:
        assert not labels or any(
            big(labels[-1], scale)[0].strip() in line for line in lines for scale in (1, 2, 3)
        )
        return
    named, _, more = rest.removeprefix("+ ").partition(" … +")
    first = labels.index(named.partition(",")[0])
    assert first + named.count(",") + 1 + int(more or 0) == count
    assert first == 0 or any(line.lstrip().startswith("█") for line in lines)


def test_a_sticker_with_other_letters_is_written_small():
    call = replace(banner_of(board(DONE)).to_the_table, labels=("Ñ-7", "008"))
    assert "Ñ-7   008" in call_text(call, "id", 76, 10).plain
