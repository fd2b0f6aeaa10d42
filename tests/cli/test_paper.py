"""Papers from the command line: one verb each, all by flags, and it fails closed."""

import json

import pytest

from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.office import now
from phone_audit.model.assessment import NotExaminedReason, Outcome
from phone_audit.model.custody import Event, ExhibitStatus
from phone_audit.model.papers import Choice, DocumentKind
from phone_audit.model.record import replace
from tests.cases.synthetic import SNAPSHOT, SNAPSHOT_SHA256, examination, note
from tests.cli.test_main import run

SIDAK = """
nomor_sidak = "0117"
opd = "Dinas Contoh"
lokasi = "Aula"
zona = "WIT"
[surat_tugas]
nomor = "800/1"
[petugas]
nama = "Contoh Petugas"
nip = "19850202 201001 2 002"
[[saksi]]
nama = "Contoh Saksi"
"""
HOLDER = 'nama = "Contoh Pegawai"\nstatus_kepegawaian = "PNS"\nnip = "19800101 200501 1 001"\n'


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    for name, text in (
        ("sidak.toml", SIDAK),
        ("pegawai.toml", HOLDER),
        ("pembaca.toml", 'nama = "Contoh Pembaca"'),
        ("petugas.toml", 'nama = "Contoh Petugas"\nnip = "19850202 201001 2 002"'),
        ("panggilan.toml", "panggilan = 1\ntanggal = 2026-11-21\ntanggal_surat = 2026-11-20"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run("case", "new", "k", "--from", "sidak.toml") == 0
    return tmp_path


def conclude(folder, found=True):
    """Examine phone 1 of the case as if it were connected."""
    with Case.open(folder / "k", now) as case:
        case.keep_signature_list(SNAPSHOT, SNAPSHOT_SHA256)
        exhibit = case.exhibit(1)
        for number in (1, 2):
            exhibit.keep(note(number))
        exhibit.conclude(replace(examination(exhibit, found=found), case=case.header))


def told(capsys, *arguments):
    """Run with ``--json`` and return what was printed."""
    capsys.readouterr()
    assert run(*arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def papers(folder):
    with Case.read(folder / "k") as case:
        return case.exhibit(1).papers()


def test_from_notice_to_return(files, capsys):
    first = told(
        capsys,
        *("paper", "k", "notice", "--choice", "bersedia", "--holder", "pegawai.toml"),
        *("--label", "A-1", "--at", "2026-11-19T09:10"),
    )
    assert (first["exhibit"], first["document_id"][:14]) == (1, "LPP-2026-0117-")
    assert run("paper", "k", "1", "handover", "--battery", "64%", "--condition", "retak") == 0
    conclude(files)
    assert run("paper", "k", "1", "response", "--answer", "keberatan", "--text", "Bukan") == 0
    assert run("review", "k", "1", "--reader", "pembaca.toml", "--confirm") == 0
    assert run("paper", "k", "1", "return", "--same-condition", "ya") == 0
    assert run("paper", "k", "1", "forward", "--to", "BKPSDM", "--document", "lpp") == 0
    assert run("paper", "k", "1", "letter", "--document", "lpp", "--number", "700/1") == 0
    found = papers(files)
    assert found.notice.choice is Choice.CONSENTED
    assert found.notice.at.isoformat() == "2026-11-19T00:10:00+00:00"
    assert found.notice.officer.name == "Contoh Petugas"
    assert [witness.name for witness in found.notice.witnesses] == ["Contoh Saksi"]
    assert found.handover.battery_percent == 64
    assert found.responses[0].text == "Bukan"
    assert found.reviews[0].outcome is Outcome.SUSPECTED
    assert found.hand_back.same_condition is True
    assert found.forwardings[0].documents == (DocumentKind.LPP,)
    assert found.number_of(DocumentKind.LPP) == "700/1"
    assert verify(files / "k").unaltered


def test_a_correction_changes_what_is_given_and_keeps_the_rest(files):
    assert run("paper", "k", "notice", "--choice", "bersedia", "--holder", "pegawai.toml") == 0
    assert run("paper", "k", "1", "notice", "--sheet", "PBT-001") == 0
    found = papers(files).notice
    assert (found.paper, found.holder.person.name) == ("PBT-001", "Contoh Pegawai")
    assert (files / "k/exhibits/001/papers/notice_1.json").exists()


def test_declining_is_a_normal_end(files):
    assert run("paper", "k", "notice", "--choice", "tidak_bersedia") == 0
    with Case.read(files / "k") as case:
        (stored,) = case.exhibits()
    assert stored.status is ExhibitStatus.NOT_EXAMINED
    assert stored.reason is NotExaminedReason.DECLINED


def test_withdrawing_erases_and_says_so(files, capsys):
    assert run("paper", "k", "notice", "--choice", "bersedia") == 0
    conclude(files)
    assert run("paper", "k", "1", "withdraw") == 0
    assert "not an indication" in capsys.readouterr().out
    assert not (files / "k/exhibits/001/evidence.json").exists()
    with Case.read(files / "k") as case:
        assert case.records()[-1].event is Event.HAPUS
        assert case.records()[-1].actor == "Contoh Petugas"
    assert run("report", "k", "1") == 2
    assert verify(files / "k").unaltered


def test_a_phone_that_is_not_examined(files):
    assert run("paper", "k", "not-examined", "--reason", "rusak", "--note", "layar mati") == 0
    with Case.read(files / "k") as case:
        assert case.exhibits()[0].reason is NotExaminedReason.BROKEN
    assert run("paper", "k", "not-examined", "--reason", "dihentikan_pemegang") == 2


def test_papers_about_the_sidak(files, capsys):
    counts = ("--pns", "18/20", "--pppk", "3/3", "--non-asn", "0/2")
    assert run("paper", "k", "attendance", *counts) == 0
    assert run("paper", "k", "arrangements", "--team", "Tim 1") == 0
    assert run("paper", "k", "arrangements", "--complaints-to", "Telepon 1") == 0
    assert run("paper", "k", "letter", "--number", "700/RKP") == 0
    shown = told(capsys, "paper", "k", "show")["sidak"]
    assert shown["attendance"]["present"] == {"pns": 18, "pppk": 3, "non_asn": 0}
    assert shown["arrangements"]["team"] == "Tim 1"
    assert shown["arrangements"]["complaints_to"] == "Telepon 1"
    assert shown["letters"][0]["number"] == "700/RKP"


def test_looking_at_a_phones_papers_is_an_event(files, capsys):
    assert run("paper", "k", "notice", "--choice", "bersedia") == 0
    assert told(capsys, "paper", "k", "1", "show")["papers"]["notice"]["choice"] == "bersedia"
    with Case.read(files / "k") as case:
        last = case.records()[-1]
    assert (last.event, last.exhibit, last.note) == (Event.BUKA, 1, "catatan dilihat")


def test_dates_of_a_call_that_do_not_fit_are_told_and_stored(files, capsys):
    assert run("paper", "k", "notice", "--choice", "bersedia") == 0
    done = told(capsys, "paper", "k", "1", "summons", "--from", "panggilan.toml")
    assert any("not on a working day" in one["en"] for one in done["warnings"])
    done = told(capsys, "paper", "k", "1", "summons", "--order", "2", "--time", "9.00")
    assert any("was missed" in one["en"] for one in done["warnings"])
    assert papers(files).summons.at_time.isoformat() == "09:00:00"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("notice",), "--choice is missing"),
        (("response", "--answer", "menerima"), "name the phone"),
        (("7", "show"), "no exhibit 7"),
        (("1", "attendance", "--pns", "1/1", "--pppk", "0/0", "--non-asn", "0/0"), "whole sidak"),
        (("attendance", "--pns", "3/1", "--pppk", "0/0", "--non-asn", "0/0"), "present/all"),
        (("1", "return", "--same-condition", "mungkin"), "yes or no"),
        (("1", "return", "--same-condition", "tidak"), "--difference"),
        (("1", "return", "--authorisation-revoked", "tidak"), "--because"),
        (("1", "handover", "--battery", "101"), "--battery"),
        (("1", "handover", "--at", "kemarin"), "write 09:10"),
        (("1", "handover", "--at", "2199-01-01T00:00"), "in the future"),
        (("1", "letter", "--number", "1"), "name one kind"),
        (("1", "letter", "--number", "1", "--document", "rkp"), "about the sidak"),
        (("letter", "--number", "1", "--document", "lpp"), "about the sidak"),
        (("1", "response", "--answer", "menerima"), "no result yet"),
        (("1", "notice", "--choice", "diberitahu"), "needs consent"),
        (("1", "notice", "--holder", "tidak-ada.toml"), "cannot be read"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_stored(
    files, capsys, arguments, complaint
):
    assert run("paper", "k", "notice", "--choice", "bersedia", "--holder", "pegawai.toml") == 0
    before = sorted((files / "k").rglob("*.json"))
    capsys.readouterr()
    assert run("paper", "k", *arguments) in {1, 2}
    assert complaint in capsys.readouterr().err
    assert sorted((files / "k").rglob("*.json")) == before


def test_an_answer_of_a_person_may_be_recorded_by_somebody_else(files):
    assert run("paper", "k", "notice", "--choice", "bersedia", "--by", "pembaca.toml") == 0
    with Case.read(files / "k") as case:
        assert case.records()[-1].actor == "Contoh Pembaca"
