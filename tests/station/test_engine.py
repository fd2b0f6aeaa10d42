"""The engine with simulated phones over real ADB: plugging, pulling, swapping, withdrawing."""

import threading
from contextlib import ExitStack
from dataclasses import replace

import pytest

from phone_audit.cases.verify import verify
from phone_audit.errors import CaseError
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.custody import ExhibitStatus
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.handset import Tap
from phone_audit.station.board import (
    ENDED,
    CaseTrouble,
    Failed,
    Joined,
    ReadOn,
    Step,
    TriedAgain,
    WentMissing,
)
from tests.station.table import OFFICE, PATIENCE_S, Table

pytestmark = pytest.mark.slow


def test_phones_are_examined_as_they_come_and_each_is_its_holders(table, plugged):
    phones = [plugged(number) for number in (0, 1, 3)]
    table.begin(*phones)
    numbers = [table.prepare(phone) for phone in phones]
    works = table.until_ended(*numbers)
    assert [work.outcome for work in works] == [OFFICE[n].expected for n in (0, 1, 3)]
    for number, phone in zip(numbers, phones, strict=True):
        assert table.case.exhibit(number).examination().phone.serial == phone.serial
    assert verify(table.case.path).unaltered


def test_documents_are_made_behind_the_workers_one_at_a_time(tmp_path, plugged):
    seen = []
    with ExitStack() as stack:
        table = Table(
            tmp_path,
            stack,
            workers=2,
            after=lambda exhibit, examination: seen.append(
                (exhibit.number, examination.exhibit, threading.current_thread().name)
            ),
        )
        phones = [plugged(number) for number in range(3)]
        table.begin(*phones)
        numbers = [table.prepare(phone) for phone in phones]
        table.until_ended(*numbers)
        table.engine.close()
    assert sorted(seen) == [(number, number, "after") for number in sorted(numbers)]


def test_a_phone_pulled_out_and_put_back_is_the_same_exhibit(table, plugged):
    phone = plugged(0)
    table.begin(phone)
    table.once(ReadOn, phone.unplug, source="installed_apps")
    table.once(WentMissing, phone.plug)
    number = table.prepare(phone)
    (work,) = table.until_ended(number)
    assert any(isinstance(event, WentMissing) for event in table.events)
    assert (work.outcome, work.interrupted) == (OFFICE[0].expected, False)
    examination = table.case.exhibit(number).examination()
    assert [note.source for note in examination.captures].count("identity") == 8
    assert len({note.number for note in examination.captures}) == len(examination.captures)
    assert verify(table.case.path).unaltered


def test_another_phone_at_the_same_seat_is_never_mixed_in(table, plugged):
    phone = plugged(0)
    port = int(phone.address.rpartition(":")[2])
    table.begin(phone)
    swapped = []

    def swap():
        other = SimulatedPhone(OFFICE[1].handset(), port)
        swapped.append(table.stack.enter_context(other))

    table.once(ReadOn, phone.unplug, source="installed_apps")
    table.once(WentMissing, swap)
    number = table.prepare(phone)
    (work,) = table.until_ended(number)
    assert work.interrupted
    examination = table.case.exhibit(number).examination()
    assert examination.phone.serial == OFFICE[0].phone.serial
    assert all("package" not in line for line in swapped[0].lines)
    # The phone at the seat is nobody's until somebody says so.
    assert [one.seat for one in table.engine.board.unclaimed()] == [f"tcp:{phone.address}"]
    second = table.prepare()
    table.until(lambda board: second in board.works)
    assert table.engine.board.works[second].seat is None
    table.engine.tell(Joined(second, f"tcp:{phone.address}"))
    (work,) = table.until_ended(second)
    assert table.case.exhibit(second).examination().phone.serial == OFFICE[1].phone.serial


def test_a_phone_that_stays_away_is_ended_with_what_was_read(table, plugged):
    phone = plugged(0)
    table.begin(phone)
    table.once(ReadOn, phone.unplug, source="installed_apps")
    number = table.prepare(phone)
    table.once(WentMissing, lambda: table.engine.give_up(number))
    (work,) = table.until_ended(number)
    assert work.interrupted
    examination = table.case.exhibit(number).examination()
    assert examination.interrupted
    assert work.outcome is examination.assessment.outcome


def test_a_holder_who_withdraws_ends_it_without_a_conclusion(table, plugged):
    phone = plugged(0)
    table.begin(phone)
    number = table.prepare(phone)
    table.once(ReadOn, lambda: table.engine.withdraw(number), source="installed_apps")
    (work,) = table.until_ended(number)
    assert (work.step, work.reason) == (Step.NOT_EXAMINED, NotExaminedReason.WITHDRAWN)
    stored = table.case.exhibit(number).stored
    assert stored.status is ExhibitStatus.NOT_EXAMINED


def test_a_holder_who_withdraws_before_the_phone_is_plugged_in(table):
    number = table.prepare()
    table.engine.withdraw(number)
    (work,) = table.until_ended(number)
    assert work.reason is NotExaminedReason.WITHDRAWN


def test_a_phone_read_under_the_wrong_name_is_nobodys_again(table, plugged):
    phone = plugged(0)
    table.begin(phone)
    wrong = table.prepare(phone)
    table.until_ended(wrong)
    table.engine.void(wrong)
    table.until(lambda board: board.works[wrong].reason is NotExaminedReason.NOT_THE_HOLDERS)
    assert not (table.case.path / f"exhibits/{wrong:03d}/evidence.json").exists()
    assert [one.seat for one in table.engine.board.unclaimed()] == [f"tcp:{phone.address}"]
    right = table.prepare()
    table.until(lambda board: right in board.works)
    assert table.engine.board.works[right].seat is None  # never by itself
    table.engine.tell(Joined(right, f"tcp:{phone.address}"))
    (work,) = table.until_ended(right)
    assert work.outcome is OFFICE[0].expected
    assert verify(table.case.path).unaltered


def test_a_wrong_name_noticed_while_the_phone_is_read(table, plugged):
    phone = plugged(0)
    table.begin(phone)
    number = table.prepare(phone)
    table.once(ReadOn, lambda: table.engine.void(number), source="installed_apps")
    (work,) = table.until_ended(number)
    assert (work.step, work.reason) == (Step.NOT_EXAMINED, NotExaminedReason.NOT_THE_HOLDERS)
    assert work.seat is None
    assert table.engine.board.trouble is None
    assert verify(table.case.path).unaltered


def test_a_phone_whose_holder_does_not_tap_can_be_tried_again(table, plugged):
    phone = plugged(5)
    table.begin(phone)
    table.authorisation = None
    number = table.prepare(phone)
    table.until(lambda board: number in board.works and board.works[number].trouble)
    assert table.engine.board.works[number].step is Step.PREPARED
    before = table.engine.board.works[number].tries
    table.engine.tell(TriedAgain(number))
    table.until(lambda board: board.works[number].tries > before)


def test_a_full_disk_stops_new_examinations_and_loses_nothing_concluded(
    table, plugged, monkeypatch
):
    first, second = plugged(0), plugged(1)
    table.begin(first, second)
    done = table.prepare(first)
    table.until_ended(done)

    def full(*_arguments, **_options):
        raise CaseError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("phone_audit.cases.exhibit.Exhibit.keep", full)
        number = table.prepare(second)
        table.until(lambda board: number in board.works and board.works[number].trouble)
        assert table.engine.board.trouble
    assert table.case.exhibit(done).examination().assessment.outcome is OFFICE[0].expected
    table.engine.tell(CaseTrouble(None))
    table.engine.tell(TriedAgain(number))
    (work,) = table.until_ended(number)
    assert work.outcome is OFFICE[1].expected
    assert verify(table.case.path).unaltered


def test_whoever_waits_for_a_tap_keeps_nobody_from_being_read(tmp_path, plugged):
    with ExitStack() as stack:
        table = Table(tmp_path, stack, workers=1)
        table.authorisation = replace(table.authorisation, wait_s=PATIENCE_S)
        handsets = [OFFICE[number].handset() for number in (0, 1)]
        handsets[0].set_tap(Tap.NOTHING)
        waiting, ready = (stack.enter_context(SimulatedPhone(one)) for one in handsets)
        asked = threading.Event()
        table.authorisation = replace(
            table.authorisation, on_waiting_for_holder=lambda _: asked.set()
        )
        table.begin(waiting, ready)
        first = table.prepare(waiting)
        assert asked.wait(PATIENCE_S)
        (work,) = table.until_ended(table.prepare(ready))
        assert work.outcome is OFFICE[1].expected
        assert table.engine.board.works[first].step not in ENDED
        waiting.tap(Tap.ALLOW)
        (work,) = table.until_ended(first)
        assert work.outcome is OFFICE[0].expected
        table.close()


def test_whoever_waits_for_a_cable_keeps_nobody_from_being_read(tmp_path, plugged):
    with ExitStack() as stack:
        table = Table(tmp_path, stack, workers=1)
        gone, ready = plugged(0), plugged(1)
        table.begin(gone, ready)
        missing = threading.Event()
        table.once(ReadOn, gone.unplug, source="installed_apps")
        table.once(WentMissing, missing.set)
        first = table.prepare(gone)
        assert missing.wait(PATIENCE_S)
        (work,) = table.until_ended(table.prepare(ready))
        assert work.outcome is OFFICE[1].expected
        gone.plug()
        (work,) = table.until_ended(first)
        assert (work.outcome, work.interrupted) == (OFFICE[0].expected, False)
        table.close()
        assert verify(table.case.path).unaltered


def test_leaving_ends_what_runs_with_what_was_read_and_starts_nothing(table, plugged):
    phone = plugged(0)
    table.begin(phone)
    number = table.prepare(phone)
    left = threading.Event()

    def leave():
        threading.Thread(target=lambda: (table.engine.leave(), left.set())).start()

    table.once(ReadOn, leave, source="installed_apps")
    table.until_ended(number)
    left.wait(PATIENCE_S)
    later = table.prepare(phone)
    table.engine.close(finish=False)
    assert table.engine.board.works[later].step is Step.PREPARED
    assert table.case.exhibit(number).stored.status is ExhibitStatus.EXAMINED
    assert verify(table.case.path).unaltered


def test_a_mistake_in_a_worker_is_told_and_raised_at_the_end(tmp_path, plugged):
    with ExitStack() as stack:
        table = Table(tmp_path, stack)
        phone = plugged(0)
        table.begin(phone)
        table.engine._connect = lambda *_: 1 / 0
        failed = threading.Event()
        table.once(Failed, failed.set)
        number = table.prepare(phone)
        assert failed.wait(PATIENCE_S)
        assert "ZeroDivisionError" in table.engine.board.works[number].trouble.en
        with pytest.raises(ZeroDivisionError):
            table.engine.close()
