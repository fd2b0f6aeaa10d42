"""The table as ``station`` and ``batch`` set it up: permission asked for on a direct link."""

import argparse
from dataclasses import replace

import pytest

from phone_audit.cases.store import Case
from phone_audit.cli.office import now
from phone_audit.cli.table import add_table_arguments, opened_table
from phone_audit.model.case import EmploymentStatus, Holder, Person
from phone_audit.model.papers import Choice, Notice
from phone_audit.simulator.daemon import SimulatedPhone
from phone_audit.simulator.handset import Tap
from phone_audit.station.board import Pairing, Step
from phone_audit.station.sheet import works_of
from phone_audit.station.tiles import tiles_of
from tests.cases.synthetic import header
from tests.station.table import OFFICE, PATIENCE_S

pytestmark = pytest.mark.slow


def table_arguments(tmp_path, phone, *options):
    parser = argparse.ArgumentParser()
    add_table_arguments(parser)
    words = ["--tcp", phone.address, "--key-folder", str(tmp_path / "kunci"), "--no-pdf", *options]
    return parser.parse_args(words)


def prepared(case, phone):
    """Record one person's consent; return what the board begins with: their phone is known."""
    holder = Holder(person=Person(name="Contoh"), status=EmploymentStatus.NON_ASN)
    case.new_exhibit().file(Notice(at=now(), choice=Choice.CONSENTED, holder=holder))
    return tuple(replace(work, port=phone.address) for work in works_of(case))


def tile_of(engine):
    return next(tile for tile in tiles_of(engine.board) if tile.number == 1)


def wait_for(engine, step):
    assert engine.settle(lambda board: board.works[1].step is step, PATIENCE_S), engine.board


def test_a_phone_that_asks_its_holder_is_seen_waiting_until_the_tap(tmp_path):
    handset = OFFICE[0].handset()
    handset.set_tap(Tap.NOTHING)
    with (
        SimulatedPhone(handset) as phone,
        Case.create(tmp_path / "kasus", header(), now) as case,
        opened_table(
            case, table_arguments(tmp_path, phone), prepared(case, phone), Pairing.ONLY_ONE
        ) as (
            engine,
            _,
        ),
    ):
        wait_for(engine, Step.WAITING_FOR_HOLDER)
        tile = tile_of(engine)
        assert "MENUNGGU IZIN" in tile.state.id
        assert "Izinkan" in tile.hint.id
        phone.tap(Tap.ALLOW)
        wait_for(engine, Step.DONE)
        assert engine.board.works[1].outcome is OFFICE[0].expected


def test_a_holder_who_does_not_tap_in_time_is_told_and_may_try_again(tmp_path):
    handset = OFFICE[0].handset()
    handset.set_tap(Tap.DENY)
    with (
        SimulatedPhone(handset) as phone,
        Case.create(tmp_path / "kasus", header(), now) as case,
    ):
        arguments = table_arguments(tmp_path, phone, "--wait", "1")
        with opened_table(case, arguments, prepared(case, phone), Pairing.ONLY_ONE) as (engine, _):
            assert engine.settle(lambda board: board.works[1].trouble is not None, PATIENCE_S)
            tile = tile_of(engine)
            assert "Izinkan" in tile.hint.id
            assert "Tekan R" in tile.hint.id
            assert case.exhibit(1).stored.commands == 0
