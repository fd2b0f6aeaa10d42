"""Papers: what opens the gate, what is refused, and that a correction never overwrites."""

from datetime import timedelta

import pytest

from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.errors import CaseError, EvidenceAltered, Refused
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.case import EmploymentStatus, Holder, Ownership, Person
from phone_audit.model.custody import Event, ExhibitStatus, Role
from phone_audit.model.papers import (
    Answer,
    Arrangements,
    Attendance,
    Choice,
    DocumentKind,
    Forwarding,
    HandBack,
    Handover,
    HeadCount,
    Letter,
    Response,
    Review,
    Summons,
)
from phone_audit.model.record import replace
from tests.cases.synthetic import (
    MORNING,
    SNAPSHOT,
    SNAPSHOT_SHA256,
    examination,
    examine,
    header,
    note,
    notice,
    noticed,
    ticking,
)

READER = Person(name="Pembaca Kedua", nip="198812122014012003")


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "kasus", header(), ticking()) as case:
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        yield case


def office_phone(choice):
    person = Person(name="Pegawai Sintetis")
    holder = Holder(person=person, status=EmploymentStatus.PNS, ownership=Ownership.OFFICE)
    return notice(choice, holder=holder)


def review(exhibit, outcome, reason=None, reader=READER):
    sha256 = exhibit.stored.evidence_sha256
    return Review(at=MORNING, reader=reader, evidence_sha256=sha256, outcome=outcome, reason=reason)


# --- the gate ----------------------------------------------------------------------------


def test_nothing_is_read_before_a_notice_is_stored(case):
    exhibit = case.new_exhibit()
    exhibit.event(Event.TERIMA)
    for step in (
        exhibit.check_may_be_read,
        lambda: exhibit.keep(note(1)),
        lambda: exhibit.conclude(examination(exhibit, 0)),
    ):
        with pytest.raises(Refused, match="no notice"):
            step()
    with pytest.raises(CaseError, match="step that does it"):
        exhibit.event(Event.PEMBERITAHUAN, note="bersedia")
    exhibit.file(notice())
    exhibit.check_may_be_read()
    exhibit.keep(note(1))


def test_a_refusal_is_recorded_as_it_is_and_closes_the_phone(case):
    exhibit = case.new_exhibit()
    exhibit.file(notice(Choice.DECLINED), actor="Petugas Sintetis")
    assert exhibit.stored.status is ExhibitStatus.NOT_EXAMINED
    assert exhibit.stored.reason is NotExaminedReason.DECLINED
    with pytest.raises(CaseError, match="not examined"):
        exhibit.check_may_be_read()
    exhibit.file(notice())  # a slip is corrected on paper; the phone gets a new number
    with pytest.raises(CaseError, match="not examined"):
        exhibit.keep(note(1))
    assert exhibit.stored.status is ExhibitStatus.NOT_EXAMINED


@pytest.mark.parametrize("choice", [Choice.NOTIFIED, Choice.CONSENTED])
def test_an_office_phone_needs_its_holder_told(case, choice):
    exhibit = case.new_exhibit()
    exhibit.file(office_phone(choice))
    exhibit.check_may_be_read()


def test_a_personal_phone_needs_consent(case):
    exhibit = case.new_exhibit()
    with pytest.raises(Refused, match="needs consent"):
        exhibit.file(notice(Choice.NOTIFIED))
    with pytest.raises(Refused, match="no notice"):
        exhibit.check_may_be_read()


def test_open_tabs_are_a_consent_of_their_own(case):
    exhibit = noticed(case)
    with pytest.raises(Refused, match="open tabs"):
        exhibit.check_may_be_read(open_tabs=True)
    with pytest.raises(Refused, match="open tabs"):
        exhibit.conclude(replace(examination(exhibit, 0), open_tabs=True))
    exhibit.file(notice(open_tabs=True))
    exhibit.check_may_be_read(open_tabs=True)
    with pytest.raises(Refused, match="open tabs"):
        case.new_exhibit().file(notice(Choice.DECLINED, open_tabs=True))


def test_a_refusal_after_reading_began_is_a_withdrawal(case):
    exhibit = noticed(case)
    exhibit.keep(note(1))
    with pytest.raises(Refused, match="withdraws"):
        exhibit.file(notice(Choice.DECLINED))


def test_an_examination_smuggled_past_the_gate_is_noticed(tmp_path, monkeypatch):
    with Case.create(tmp_path / "k", header(), ticking()) as case:
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        exhibit = case.new_exhibit()
        monkeypatch.setattr(
            exhibit, "_readable", lambda **_: case._log.ledger.entries[1], raising=True
        )
        exhibit.conclude(examination(exhibit, 0))
    result = verify(tmp_path / "k")
    assert "without a notice" in result.first_alteration.says.en


@pytest.mark.parametrize(
    ("left_open", "answered"),
    [
        ({"same_condition": False}, {"difference": "goresan baru"}),
        ({"authorisation_revoked": False}, {"not_restored_because": "layar mati"}),
        (
            {"authorisation_revoked": True, "developer_options_restored": False},
            {"not_restored_because": "pemegang memintanya tetap aktif"},
        ),
    ],
)
def test_a_return_that_leaves_something_open_says_how_or_why(case, left_open, answered):
    exhibit = examine(case)
    with pytest.raises(Refused):
        exhibit.file(HandBack(at=MORNING, **left_open))
    with pytest.raises(Refused):
        exhibit.file(HandBack(at=MORNING, **left_open, **dict.fromkeys(answered, " ")))
    assert case.exhibit(1).papers().hand_back is None
    exhibit.file(HandBack(at=MORNING, **left_open, **answered))
    assert case.exhibit(1).papers().hand_back is not None


# --- storing ----------------------------------------------------------------------------


def everything(exhibit):
    """Record one paper of each kind about an examined phone, and return them."""
    papers = [
        Handover(at=MORNING, condition="layar retak", battery_percent=64, switched_on=True),
        Response(at=MORNING, answer=Answer.OBJECTS, text="Ponsel dipakai bersama."),
        review(exhibit, Outcome.CLARIFY, "Aplikasi bawaan penjual."),
        HandBack(at=MORNING, same_condition=True, authorisation_revoked=True),
        Summons(at=MORNING, order=1, place="Ruang rapat"),
        Forwarding(at=MORNING, to="BKPSDM", documents=(DocumentKind.LPP,)),
        Letter(at=MORNING, document=DocumentKind.LPP, number="700/117-001"),
    ]
    for paper in papers:
        exhibit.file(paper, actor="Petugas Sintetis")
    return papers


def test_every_paper_comes_back_and_is_vouched_for(case):
    exhibit = examine(case)
    handover, response, second, back, call, forwarding, letter = everything(exhibit)
    papers = case.exhibit(1).papers()
    assert papers.notice == notice()
    assert (papers.handover, papers.hand_back, papers.summons) == (handover, back, call)
    assert (papers.responses, papers.reviews) == ((response,), (second,))
    assert (papers.forwardings, papers.letters) == ((forwarding,), (letter,))
    assert papers.number_of(DocumentKind.LPP) == "700/117-001"
    assert papers.number_of(DocumentKind.BAS) is None
    events = [record.event.value for record in case.records()][-7:]
    assert events == [
        *("TERIMA", "TANGGAPAN", "TURUNKAN", "KEMBALI", "CATAT", "SERAH_BERKAS", "CATAT")
    ]
    assert verify(case.path).unaltered


def test_a_correction_is_a_newer_version_beside_the_older_one(case):
    exhibit = noticed(case)
    wrong = (case.path / "exhibits/001/papers/notice_1.json").read_bytes()
    right = notice(paper="PBT-001")
    assert exhibit.file(right).name == "notice_2.json"
    assert exhibit.papers().notice == right
    assert (case.path / "exhibits/001/papers/notice_1.json").read_bytes() == wrong
    for text in ("nanti", "sekarang"):
        exhibit.file(Letter(at=MORNING, document=DocumentKind.BAS, number=text))
    exhibit.file(Letter(at=MORNING, document=DocumentKind.BAK, number="1"))
    assert exhibit.papers().number_of(DocumentKind.BAS) == "sekarang"
    assert verify(case.path).unaltered


def test_papers_of_the_sidak(case):
    first = Attendance(at=MORNING, staff=HeadCount(pns=20, pppk=4), present=HeadCount(pns=18))
    second = replace(first, present=HeadCount(pns=19, non_asn=1))
    arranged = Arrangements(at=MORNING, team="Tim 2", coordinator=READER, complaints_to="0321-1")
    assert case.papers().attendance is None
    for paper in (first, second, arranged):
        case.file(paper, actor="Petugas Sintetis")
    assert case.papers().attendance == second
    assert case.papers().attendance.present.total == 20
    assert case.papers().arrangements == arranged
    assert verify(case.path).unaltered


def test_the_log_never_names_the_holder(case):
    exhibit = examine(case)
    everything(exhibit)
    log = (case.path / "log.jsonl").read_text(encoding="utf-8")
    for told in ("Pegawai Sintetis", "199202022016021002", "dipakai bersama", "bawaan penjual"):
        assert told not in log
        assert any(told in path.read_text("utf-8") for path in case.path.rglob("papers/*.json"))


@pytest.mark.parametrize(
    ("text", "complaint"), [("\ud800", "cannot be stored"), ("x" * 4001, "too long")]
)
def test_a_text_that_cannot_be_kept_or_printed_is_refused(case, text, complaint):
    exhibit = examine(case)
    before = len(case.records())
    with pytest.raises(CaseError, match=complaint):
        exhibit.file(Response(at=MORNING, answer=Answer.OBJECTS, text=text))
    assert len(case.records()) == before


def test_a_changed_paper_is_not_read_and_named(case):
    exhibit = examine(case)
    path = case.path / "exhibits/001/papers/notice_1.json"
    path.write_bytes(path.read_bytes().replace(b"Pegawai", b"Pejabat"))
    with pytest.raises(EvidenceAltered, match="notice_1"):
        exhibit.papers()
    first = verify(case.path).first_alteration
    assert (first.path, first.expected != first.actual) == (
        "exhibits/001/papers/notice_1.json",
        True,
    )


# --- reviews ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "reason", "complaint"),
    [
        (Outcome.SUSPECTED, None, None),
        (Outcome.CLARIFY, "alasan", None),
        (Outcome.NIL, "alasan", None),
        (Outcome.CLARIFY, None, "written reason"),
        (Outcome.CLARIFY, "  ", "written reason"),
        (Outcome.INDICATED_USE, "alasan", "not changed to indicated_use"),
        (Outcome.INCONCLUSIVE, "alasan", "not changed to inconclusive"),
    ],
)
def test_an_outcome_is_confirmed_or_lowered_and_never_raised(case, outcome, reason, complaint):
    exhibit = examine(case)
    if complaint is None:
        exhibit.file(review(exhibit, outcome, reason))
        assert exhibit.papers().reviews[-1].outcome is outcome
        wanted = Event.TURUNKAN if reason else Event.TINJAU
        assert case.records()[-1].event is wanted
    else:
        with pytest.raises(Refused, match=complaint):
            exhibit.file(review(exhibit, outcome, reason))
        assert exhibit.papers().reviews == ()


def test_lowering_past_the_last_match_depends_on_what_was_read(case):
    case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
    exhibit = noticed(case)
    whole = examination(exhibit, 0)
    cut = replace(whole.assessment, minimum_coverage_met=False)
    exhibit.conclude(replace(whole, assessment=cut))
    with pytest.raises(Refused, match="not changed to nil"):
        exhibit.file(review(exhibit, Outcome.NIL, "alasan"))
    exhibit.file(review(exhibit, Outcome.INCONCLUSIVE, "alasan"))


def test_an_outcome_without_a_match_has_nothing_below_it(case):
    exhibit = noticed(case)
    exhibit.conclude(examination(exhibit, 0, found=False))
    with pytest.raises(Refused, match=r"lowered to \(nothing\)"):
        exhibit.file(review(exhibit, Outcome.CLARIFY, "alasan"))
    exhibit.file(review(exhibit, Outcome.NIL))


def test_taking_a_lowering_back_needs_a_reason_too(case):
    exhibit = examine(case)
    exhibit.file(review(exhibit, Outcome.CLARIFY, "alasan"))
    with pytest.raises(Refused, match="written reason"):
        exhibit.file(review(exhibit, Outcome.SUSPECTED))
    exhibit.file(review(exhibit, Outcome.SUSPECTED, "keliru membaca"))


@pytest.mark.parametrize(
    ("reader", "complaint"),
    [
        (Person(name="Nama Lain", nip="199001012015011001"), "another person"),
        (Person(name="petugas  SINTETIS"), "another person"),
        (Person(name="Saksi Sintetis"), "witness"),
        (Person(name="  "), "name the second reader"),
    ],
)
def test_the_second_reader_is_another_person(case, reader, complaint):
    exhibit = examine(case)
    with pytest.raises(Refused, match=complaint):
        exhibit.file(review(exhibit, Outcome.SUSPECTED, reader=reader))


def test_without_a_recorded_officer_nobody_can_be_another_person(tmp_path):
    nobody = replace(header(), officer=None)
    with Case.create(tmp_path / "k", nobody, ticking()) as case:
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        exhibit = case.new_exhibit()
        exhibit.file(notice(officer=None))
        exhibit.conclude(replace(examination(exhibit, 0), case=nobody))
        with pytest.raises(Refused, match="who examined this phone"):
            exhibit.file(review(exhibit, Outcome.SUSPECTED))


def test_a_review_or_an_answer_needs_the_result_it_is_about(case):
    exhibit = noticed(case)
    for paper in (
        Response(at=MORNING, answer=Answer.ACCEPTS),
        Review(at=MORNING, reader=READER, evidence_sha256="0" * 64, outcome=Outcome.NIL),
    ):
        with pytest.raises(Refused, match="no result yet"):
            exhibit.file(paper)
    exhibit.conclude(examination(exhibit, 0))
    with pytest.raises(CaseError, match="another examination"):
        exhibit.file(replace(review(exhibit, Outcome.SUSPECTED), evidence_sha256="0" * 64))


def test_who_recorded_a_paper_stands_in_the_log(case):
    exhibit = noticed(case)
    record = case.records()[-1]
    assert (record.actor, record.role, record.note) == (
        "Petugas Sintetis",
        Role.OFFICER,
        "bersedia",
    )
    exhibit.file(Handover(at=MORNING + timedelta(minutes=1)))
    assert case.records()[-1].role is Role.PROGRAM
