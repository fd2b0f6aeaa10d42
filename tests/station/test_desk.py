import pytest

from phone_audit.cli.office import now
from phone_audit.errors import Refused
from phone_audit.model.assessment import NotExaminedReason
from phone_audit.model.case import EmploymentStatus, Holder, Ownership, Person
from phone_audit.model.custody import Event, ExhibitStatus
from phone_audit.model.papers import Answer, Choice, HandBack, Handover
from phone_audit.roster.entries import Entry
from phone_audit.station.board import Step
from phone_audit.station.desk import Admission, Desk
from phone_audit.station.prints import FOR_PRINTING

ROSTER = tuple(
    Entry(
        row=row,
        holder=Holder(
            person=Person(name=name, nip=f"1980010120050110{row:02}", unit="Bidang Layanan"),
            status=EmploymentStatus.PNS,
        ),
    )
    for row, name in enumerate(("Andi Contoh", "Bunga Contoh", "Citra Sampel"), start=2)
)


@pytest.fixture
def desk(table):
    return Desk(table.case, table.engine, ROSTER, now)


def admit(desk, table, *, row=0, choice=Choice.CONSENTED, **fields):
    number = desk.admit(Admission(holder=ROSTER[row].holder, choice=choice, **fields))
    table.until(lambda board: number in board.works)
    return number


@pytest.mark.parametrize(
    ("typed", "rows"),
    [("", [2, 3, 4]), ("contoh", [2, 3]), ("LAYANAN bun", [3]), ("011004", [4]), ("x", [])],
)
def test_people_are_found_by_parts_of_name_number_and_unit(desk, typed, rows):
    assert [entry.row for entry in desk.people(typed)] == rows


def test_who_has_a_phone_on_the_board_comes_last(desk, table):
    admit(desk, table)
    assert [entry.row for entry in desk.people("contoh")] == [3, 2]
    assert desk.is_there(ROSTER[0])


def test_a_choice_is_recorded_before_the_board_shows_it(desk, table):
    handover = Handover(at=now(), condition="layar retak")
    number = admit(desk, table, paper="PBT-7", label="A7", handover=handover, open_tabs=True)
    papers = table.case.exhibit(number).papers()
    assert (papers.notice.paper, papers.notice.open_tabs) == ("PBT-7", True)
    assert papers.handover == handover
    work = table.engine.board.works[number]
    assert (work.label, work.step, work.holder) == ("A7", Step.PREPARED, ROSTER[0].holder)


def test_a_refusal_is_one_step_and_a_normal_end(desk, table):
    number = admit(desk, table, choice=Choice.DECLINED)
    assert table.engine.board.works[number].step is Step.NOT_EXAMINED
    assert table.case.exhibit(number).stored.reason is NotExaminedReason.DECLINED


def test_another_reason_is_recorded_as_it_is(desk, table):
    number = admit(desk, table, choice=Choice.NOTIFIED, reason=NotExaminedReason.NOT_ANDROID)
    stored = table.case.exhibit(number).stored
    assert (stored.status, stored.reason) == (
        ExhibitStatus.NOT_EXAMINED,
        NotExaminedReason.NOT_ANDROID,
    )


def test_being_notified_is_not_enough_for_a_personal_phone(desk, table):
    with pytest.raises(Refused):
        desk.admit(Admission(holder=ROSTER[0].holder, choice=Choice.NOTIFIED))
    assert table.case.exhibits() == ()


def test_a_wrong_holder_is_corrected_before_the_phone_is_read(desk, table):
    number = admit(desk, table)
    desk.correct(number, ROSTER[1].holder)
    table.until(lambda board: board.works[number].holder == ROSTER[1].holder)
    assert table.case.exhibit(number).papers().notice.holder == ROSTER[1].holder


def test_a_prepared_phone_can_be_left_out_after_all(desk, table):
    number = admit(desk, table)
    desk.drop(number, NotExaminedReason.BROKEN)
    table.until_ended(number)
    with pytest.raises(Refused):
        desk.drop(number, NotExaminedReason.BROKEN)


def test_nothing_to_undo_is_told(desk):
    assert desk.undo() is None


@pytest.mark.slow
def test_one_phone_from_its_holder_to_its_return(desk, table, plugged):
    phone = plugged(0)
    other = plugged(1)
    table.begin(phone, other)
    table.until(lambda board: len(board.seats) == 2)
    office = Holder(
        person=ROSTER[0].holder.person, status=EmploymentStatus.PNS, ownership=Ownership.OFFICE
    )
    number = desk.admit(Admission(holder=office, choice=Choice.NOTIFIED))
    table.until(lambda board: number in board.works)
    desk.join(number, f"tcp:{phone.address}")
    table.until_ended(number)
    desk.respond(number, Answer.OBJECTS, "Bukan saya yang memasang.")
    desk.hand_back(number, HandBack(at=now(), same_condition=True, authorisation_revoked=True))
    table.until(lambda board: board.works[number].returned)
    papers = table.case.exhibit(number).papers()
    assert papers.responses[0].text == "Bukan saya yang memasang."
    assert papers.hand_back.authorisation_revoked
    desk.withdraw(number)
    table.until(lambda board: board.works[number].reason is NotExaminedReason.WITHDRAWN)
    assert not (table.case.path / f"exhibits/{number:03d}/evidence.json").exists()


def printed(table, number, name):
    table.case.exhibit(number).event(
        Event.CETAK, about=name, about_sha256="0" * 64, note=FOR_PRINTING
    )


def test_a_slip_in_the_name_is_mended_until_the_receipt_is_printed(desk, table):
    number = admit(desk, table, handover=Handover(at=now()))
    desk.correct(number, ROSTER[1].holder)
    printed(table, number, "BAS-2026-0117-001-7F3A.pdf")
    with pytest.raises(Refused, match="receipt was printed"):
        desk.correct(number, ROSTER[2].holder)
    assert table.case.exhibit(number).papers().notice.holder == ROSTER[1].holder


def test_the_record_of_a_return_is_mended_until_it_is_printed(desk, table):
    number = admit(desk, table, choice=Choice.DECLINED)
    desk.hand_back(number, HandBack(at=now(), same_condition=True))
    table.until(lambda board: board.works[number].returned)
    desk.hand_back(number, HandBack(at=now(), same_condition=True, complaint="terlalu lama"))
    printed(table, number, "BAK-2026-0117-001-7F3A.pdf")
    with pytest.raises(Refused, match="was printed"):
        desk.hand_back(number, HandBack(at=now(), same_condition=True))
    assert table.case.exhibit(number).papers().hand_back.complaint == "terlalu lama"


def test_no_two_phones_have_the_same_sticker(desk, table):
    admit(desk, table, label="A7")
    with pytest.raises(Refused, match="sticker"):
        admit(desk, table, row=1, label=" a7 ")
    assert len(table.case.exhibits()) == 1
    assert table.case.exhibit(admit(desk, table, row=1)).label == "002"
