"""The station's screen, driven by keys as an officer would, without a terminal."""

import asyncio

import pytest

from phone_audit.cli.office import now
from phone_audit.errors import CaseError, Unauthorized
from phone_audit.model.custody import Event, ExhibitStatus, Role
from phone_audit.model.papers import Choice
from phone_audit.model.record import Words
from phone_audit.reporting.wording import OUTCOME_LABELS
from phone_audit.station.board import PhoneCame, Step
from phone_audit.station.desk import Desk
from phone_audit.station.prints import Sent
from phone_audit.station.screen.app import Station
from phone_audit.station.screen.board_view import TileView
from phone_audit.station.screen.dialogs import Box, Choose, PickPerson, Reading
from tests.station.table import OFFICE
from tests.station.test_banner import asking
from tests.station.test_desk import ROSTER

pytestmark = pytest.mark.slow


class Prints:
    """A printer that writes down what it is handed, and says once what the test wants it to."""

    def __init__(self):
        self.sent = []
        self.says = []

    def send(self, prints, *, many):
        self.sent.append((tuple((one.number, one.sheet.value) for one in prints), many))

    def ended(self):
        said, self.says = tuple(self.says), []
        return said


def station(table, lang="id", prints=None):
    return Station(
        Desk(table.case, table.engine, ROSTER, now),
        lang=lang,
        report=lambda number: f"Laporan {number}",
        printing=prints or Prints(),
    )


def drive(app, steps, size=(100, 30)):
    async def play():
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await steps(pilot)

    asyncio.run(play())


async def until(pilot, what):
    for _ in range(400):
        if what():
            return
        await pilot.pause(0.05)
    raise AssertionError(pilot.app.screen)


async def admit_andi(pilot, app):
    """Choose the holder by typing, and record that he consents."""
    await pilot.press("n", *"andi", "enter")
    await until(pilot, lambda: isinstance(app.screen, Choose))
    await pilot.press("y")
    await until(pilot, lambda: "SIAP" in text_of(app))


async def read_andi(pilot, app, table, phone):
    """Admit the holder, plug the phone in, and wait for its outcome."""
    await admit_andi(pilot, app)
    table.begin(phone)
    await until(pilot, lambda: table.engine.board.works[1].step is Step.DONE)


def text_of(app):
    return "\n".join(str(view.render()) for view in app.query(TileView))


def test_a_holder_is_chosen_by_typing_and_refuses_with_one_key(table):
    app = station(table)

    async def steps(pilot):
        await pilot.press("n")
        assert isinstance(app.screen, PickPerson)
        await pilot.press(*"bunga", "enter")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("t")
        await until(pilot, lambda: bool(app.query(TileView)))
        await until(pilot, lambda: "TIDAK DIPERIKSA" in text_of(app))
        assert "Bunga Contoh" in text_of(app)

    drive(app, steps)
    (stored,) = table.case.exhibits()
    assert table.case.exhibit(stored.number).papers().notice.choice is Choice.DECLINED


def test_a_phone_from_the_choice_to_the_hand_back_by_keys(table, plugged):
    phone = plugged(0)
    app = station(table)

    async def steps(pilot):
        await read_andi(pilot, app, table, phone)
        await until(pilot, lambda: "tanggapan" in text_of(app))
        await pilot.press("right", "enter")
        await until(pilot, lambda: isinstance(app.screen, Reading))
        await pilot.press("t")  # one of the keys the detail offers
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("k")
        await until(pilot, lambda: bool(table.case.exhibit(1).papers().responses))
        await pilot.press("k")
        await pilot.pause()
        assert [box.value for box in app.screen.query(Box)] == [False, False]
        await pilot.press("y")  # nothing is ticked and no reason is given: asked again
        await pilot.pause()
        assert isinstance(app.screen, Choose)
        assert not table.engine.board.works[1].returned
        await pilot.press("space", "tab", "space", "y")
        await until(pilot, lambda: table.engine.board.works[1].returned)

    drive(app, steps)
    papers = table.case.exhibit(1).papers()
    assert papers.responses[0].answer == "keberatan"
    back = papers.hand_back
    assert (back.same_condition, back.authorisation_revoked) == (True, True)
    assert back.developer_options_restored


def test_a_phone_goes_back_unticked_only_with_a_reason_that_can_be_mended(table, plugged):
    phone = plugged(0)
    app = station(table)

    async def steps(pilot):
        await read_andi(pilot, app, table, phone)
        await until(pilot, lambda: "tanggapan" in text_of(app))
        await pilot.press("right", "k")
        await pilot.pause()
        app.screen.query_one("#because").value = "layar mati"
        await pilot.press("y")
        await until(pilot, lambda: table.engine.board.works[1].returned)
        await until(pilot, lambda: "Dikembalikan" in text_of(app))
        await pilot.press("z")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        assert app.screen.query_one("#because").value == "layar mati"
        await pilot.press("space", "tab", "space", "y")
        await until(pilot, lambda: len(app.screen_stack) == 1)

    drive(app, steps)
    back = table.case.exhibit(1).papers().hand_back
    assert (back.authorisation_revoked, back.not_restored_because) == (True, "layar mati")


def test_what_was_never_connected_has_nothing_to_be_revoked(table):
    app = station(table)

    async def steps(pilot):
        await pilot.press("n", *"andi", "enter")
        await pilot.pause()
        await pilot.press("t")
        await until(pilot, lambda: "TIDAK DIPERIKSA" in text_of(app))
        await pilot.press("right", "k")
        await pilot.pause()
        assert not app.screen.query(Box)
        await pilot.press("y")
        await until(pilot, lambda: table.engine.board.works[1].returned)

    drive(app, steps)
    assert table.case.exhibit(1).papers().hand_back.authorisation_revoked is None


def test_one_document_or_everything_not_printed_yet(table):
    prints = Prints()
    app = station(table, prints=prints)

    async def steps(pilot):
        await admit_andi(pilot, app)
        await pilot.press("right", "p")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        await pilot.click("#bas")  # not the receipts
        await pilot.press("y")
        await pilot.pause()
        prints.says = [Sent(documents=1), Sent(documents=0, trouble=Words(id="macet", en="jam"))]
        await until(pilot, lambda: not prints.says)
        await pilot.pause()
        assert {one.message for one in app._notifications} >= {
            "1 dokumen dikirim untuk dicetak.",
            "macet",
        }
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, Choose)  # what is not printed is offered first
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("escape")

    drive(app, steps)
    assert prints.sent == [(((1, "bas"),), False), (((1, "label"),), True)]


def screen_of(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def test_before_an_audience_there_are_numbers_and_no_name_or_result(table, plugged):
    phone = plugged(0)
    app = station(table)

    async def steps(pilot):
        await read_andi(pilot, app, table, phone)
        await until(pilot, lambda: "Andi" in screen_of(app))
        await pilot.press("b")
        await until(pilot, lambda: "Selesai 1 dari 1" in screen_of(app))
        await until(pilot, lambda: "███" in screen_of(app))
        shown = screen_of(app)
        assert "Andi" not in shown
        assert "KE MEJA" in shown
        for outcome in OUTCOME_LABELS.values():
            assert outcome.id.casefold() not in shown.casefold()
        await pilot.press("enter", "k")  # nothing that would show a name
        await pilot.pause()
        assert len(app.screen_stack) == 1
        await pilot.press("b")
        await until(pilot, lambda: "Andi" in screen_of(app))

    drive(app, steps)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_every_dialog_fits_the_terminal(table, size):
    app = station(table, lang="en")

    async def steps(pilot):
        for keys in (("n",), ("question_mark",), ("s",), ("n", *"citra", "enter")):
            await pilot.press(*keys)
            await pilot.pause()
            box = app.screen.query_one(".dialog")
            assert box.region.width <= size[0]
            assert box.region.height <= size[1]
            assert box.region.y >= 0
            await pilot.press("escape")
            await pilot.pause()

    drive(app, steps, size)


def test_what_a_rule_forbids_is_said_and_changes_nothing(table):
    app = station(table)

    async def steps(pilot):
        await admit_andi(pilot, app)
        await pilot.press("right", "u")
        await pilot.press("x", "v", "t")
        await pilot.pause()
        assert not isinstance(app.screen, Choose)
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("b")
        await until(pilot, lambda: "TIDAK DIPERIKSA" in text_of(app))

    drive(app, steps)


def test_a_phone_read_under_the_wrong_name_is_taken_back_with_the_mouse_alone(table, plugged):
    phone = plugged(0)
    app = station(table)

    async def steps(pilot):
        table.begin(phone)
        await until(pilot, lambda: "MILIK SIAPA" in text_of(app))
        await pilot.click(TileView)
        await until(pilot, lambda: isinstance(app.screen, PickPerson))
        await pilot.click("#take")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.click("#key-y")
        await until(pilot, lambda: table.engine.board.works[1].step is Step.DONE)
        await until(pilot, lambda: "PATUT" in text_of(app) or "TERINDIKASI" in text_of(app))
        await pilot.click(TileView)
        await until(pilot, lambda: isinstance(app.screen, Reading))
        await pilot.click("#key-c")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.click("#key-y")
        await until(pilot, lambda: "MILIK SIAPA" in text_of(app))
        await until(pilot, lambda: "bukan milik" in text_of(app))

    drive(app, steps)
    assert not (table.case.path / "exhibits/001/evidence.json").exists()


def test_somebody_who_is_not_on_the_roster_is_asked_for_status_and_nip(table):
    app = station(table)

    async def steps(pilot):
        await pilot.press("n", *"Zaki Contoh", "enter")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press(*"123", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.click("#key-k")
        await pilot.pause()
        assert table.case.exhibits() == ()  # 123 is no NIP: asked again
        field = app.screen.query_one("#nip")
        field.value = "19900312 202321 1 007"
        await pilot.click("#key-k")
        await pilot.pause()
        await pilot.click("#key-y")
        await until(pilot, lambda: bool(app.query(TileView)))

    drive(app, steps)
    holder = table.case.exhibit(1).papers().notice.holder
    assert (holder.person.nip, holder.status.value) == ("199003122023211007", "PPPK")


def test_a_key_that_answers_a_dialog_does_nothing_to_the_phone_in_focus(table, plugged):
    phone = plugged(0)
    table.begin(phone)
    app = station(table)

    async def steps(pilot):
        await pilot.press("n", *"andi", "enter")
        await pilot.pause()
        await pilot.press("y")
        await until(pilot, lambda: table.engine.board.works[1].step is Step.DONE)
        await until(pilot, lambda: "tanggapan" in text_of(app))
        await pilot.click(TileView)
        await until(pilot, lambda: isinstance(app.screen, Reading))
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("k")  # objects; on the board below: hands the phone back
        await until(pilot, lambda: bool(table.case.exhibit(1).papers().responses))
        await pilot.pause()
        assert len(app.screen_stack) == 1
        await pilot.press("n", *"bunga", "enter")
        await pilot.pause()
        await pilot.press("t")  # declines; on the board below: the holder's response
        await until(pilot, lambda: 2 in table.engine.board.works)
        await pilot.pause()
        assert len(app.screen_stack) == 1

    drive(app, steps)


def test_enter_pressed_once_too_often_consents_to_nothing_and_erases_nothing(table, plugged):
    phone = plugged(0)
    table.begin(phone)
    app = station(table)

    async def steps(pilot):
        await pilot.press("n", *"andi", "enter", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Choose)  # the notice is still there
        assert table.case.exhibits() == ()
        await pilot.press("y")
        await until(pilot, lambda: 1 in table.engine.board.works)
        await until(pilot, lambda: table.engine.board.works[1].step is Step.DONE)
        await until(pilot, lambda: "tanggapan" in text_of(app))
        for key in ("w", "c", "t"):
            await pilot.press("right", key, "enter")
            await pilot.pause()
            assert isinstance(app.screen, Choose)
            await pilot.press("escape")
            await pilot.pause()

    drive(app, steps)
    stored = table.case.exhibit(1)
    assert stored.stored.status is ExhibitStatus.EXAMINED
    assert stored.papers().responses == ()


def test_a_waiting_phone_of_a_known_maker_shows_that_makers_steps_at_once(table):
    app = station(table)

    async def steps(pilot):
        await admit_andi(pilot, app)
        table.engine.tell(PhoneCame(asking("usb:1-2", model="SAMSUNG_Android")))
        await until(pilot, lambda: "MENUNGGU IZIN" in text_of(app))
        await pilot.press("right", "enter")
        await pilot.pause()
        shown = screen_of(app)
        assert "Auto Blocker" in shown
        assert "Xiaomi" not in shown

    def not_tapped(phone, _waiting):
        raise Unauthorized(phone.address, "nobody tapped")

    table.engine._connect = not_tapped
    drive(app, steps)


def test_a_second_reader_goes_from_the_list_to_a_confirmation(table, plugged):
    phone = plugged(1)  # an outcome that rests on a match
    table.begin(phone)
    app = station(table)

    async def steps(pilot):
        await pilot.press("n", *"andi", "enter")
        await pilot.pause()
        await pilot.press("y")
        await until(pilot, lambda: 1 in table.engine.board.works)
        await until(pilot, lambda: table.engine.board.works[1].step is Step.DONE)
        await until(pilot, lambda: "tanggapan" in text_of(app))
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, PickPerson))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Reading))
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        app.screen.set_focus(None)
        await pilot.press("1")  # nobody
        await pilot.pause()
        assert table.case.exhibit(1).papers().reviews == ()
        app.screen.query_one("#reader").value = "Petugas Sintetis"  # who examined the phone
        app.screen.set_focus(None)
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(app.screen, Choose)  # asked again, as it was typed
        assert app.screen.query_one("#reader").value == "Petugas Sintetis"
        assert table.case.exhibit(1).papers().reviews == ()
        app.screen.query_one("#reader").value = "Pembaca Contoh"
        app.screen.set_focus(None)
        await pilot.press("1")
        await until(pilot, lambda: table.engine.board.works[1].reviewed)

    drive(app, steps)
    (review,) = table.case.exhibit(1).papers().reviews
    assert review.reader.name == "Pembaca Contoh"
    (told,) = (one for one in table.case.records() if one.event is Event.TINJAU)
    assert (told.actor, told.role) == ("Pembaca Contoh", Role.SECOND_READER)
    assert review.outcome is OFFICE[1].expected


def test_a_sticker_that_another_phone_has_is_asked_for_again(table):
    app = station(table)

    async def steps(pilot):
        for name, label in (("andi", "A7"), ("bunga", "a7")):
            await pilot.press("n", *name, "enter")
            await pilot.pause()
            app.screen.query_one("#label").value = label
            await pilot.press("y")
            await pilot.pause()
        assert isinstance(app.screen, Choose)
        assert len(table.case.exhibits()) == 1
        await pilot.press("y")  # with the number that comes next
        await until(pilot, lambda: 2 in table.engine.board.works)

    drive(app, steps)
    assert [one.label for one in table.case.exhibits()] == ["A7", "002"]


def test_a_case_that_cannot_be_read_is_said_and_the_board_stays(table, monkeypatch):
    app = station(table)

    def gone(*_arguments):
        raise CaseError("the stick with the case was pulled out")

    async def steps(pilot):
        await pilot.press("n", *"andi", "enter")
        await pilot.pause()
        await pilot.press("t")
        await until(pilot, lambda: "TIDAK DIPERIKSA" in text_of(app))
        await pilot.press("right")
        with monkeypatch.context() as patch:
            patch.setattr(table.case, "records", gone)
            patch.setattr(table.case, "exhibit", gone)
            for key in ("p", "a", "k"):
                await pilot.press(key)
                await pilot.pause()
            assert len(app.screen_stack) == 1
            assert any("pulled out" in one.message for one in app._notifications)
        await pilot.press("k")
        await until(pilot, lambda: isinstance(app.screen, Choose))

    drive(app, steps)
