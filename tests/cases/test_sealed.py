"""Whole answers: sealed before they reach the disk, opened with the private half only."""

import gzip
import io
import sys
import tarfile

import pyrage
import pytest

from phone_audit.cases.desk import Desk
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.errors import EvidenceAltered, Refused, UsageError, Withdrawn
from phone_audit.formats.answer_tar import pieces
from phone_audit.keys.age_passphrase import CannotOpen
from phone_audit.keys.sealing import new_identity
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.custody import Event
from phone_audit.model.record import sha256_hex
from tests.cases.signing import IDENTITY, desk_at
from tests.cases.synthetic import MORNING, header, noticed, small_case, ticking

SECRET = b"id.contoh.rahasia.pribadi"


def asked(*bodies: bytes, first: int = 1):
    found = []
    for number, body in enumerate(bodies, start=first):
        question = Question(source="installed_apps", topic=f"t{number}", line=f"pm list {number}")
        capture = Capture(
            number=number,
            question=question,
            started_at=MORNING,
            ended_at=MORNING,
            stdout=body,
            stderr=b"Error: " + SECRET,
            exit_code=0,
            sha256=sha256_hex(body),
        )
        found.append((question, capture))
    return tuple(found)


ANSWERS = asked(b"package:" + SECRET + b"\n" * 3000, b"", bytes(range(256)) * 1000)


@pytest.fixture
def desk(tmp_path):
    return desk_at(tmp_path / "keys")


@pytest.fixture
def case(tmp_path, desk):
    with Case.create(tmp_path / "kasus", header(), ticking(), desk=desk) as made:
        yield made


def everything(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_is_sealed_opens_with_the_private_half(case):
    exhibit = noticed(case)
    gap = Gap(source="a", topic="b", reason=GapReason.TIMED_OUT)
    exhibit.seal(ANSWERS)
    exhibit.seal(((ANSWERS[0][0], gap),), check=True)
    first, second, third, last = case.sealed_answers(1, IDENTITY)
    assert [one.answer for one in (first, second, third)] == [answer for _, answer in ANSWERS]
    assert (last.answer, last.check) == (gap, True)
    assert verify(case.path).unaltered
    assert (case.path / "exhibits/001/sealed/02.tar.gz.age").is_file()
    assert case.sealed_answers(2, IDENTITY) == ()


def test_no_clear_byte_reaches_the_disk(case):
    noticed(case).seal(ANSWERS)
    assert SECRET not in everything(case.path)
    assert b"index.json" not in everything(case.path)


def test_other_keys_do_not_open_it(case):
    noticed(case).seal(ANSWERS)
    with pytest.raises(CannotOpen):
        case.sealed_answers(1, new_identity()[0])


def test_standard_tools_open_it(case):
    noticed(case).seal(ANSWERS)
    sealed = (case.path / "exhibits/001/sealed/01.tar.gz.age").read_bytes()
    identity = pyrage.x25519.Identity.from_str(IDENTITY)
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(sealed, [identity]))) as tar:
        assert tar.getnames()[0] == "index.json"
        assert tar.extractfile("0001.stdout").read() == ANSWERS[0][1].stdout


def test_without_an_office_key_nothing_is_kept(tmp_path):
    with Case.create(tmp_path / "k", header(), ticking(), desk=Desk()) as case:
        noticed(case).seal(ANSWERS)
    assert not (tmp_path / "k/exhibits/001/sealed").exists()


def test_a_round_without_questions_leaves_no_container(case):
    noticed(case).seal(())
    assert not (case.path / "exhibits/001/sealed").exists()


def test_the_office_key_is_kept_beside_what_is_sealed_to_it(case, desk):
    key = desk.folder.office().data
    assert (case.path / f"keys/{sha256_hex(key)}.json").read_bytes() == key


def test_a_phone_that_may_not_be_read_is_not_kept(case):
    exhibit = case.new_exhibit()
    with pytest.raises(Refused):
        exhibit.seal(ANSWERS)


def test_a_withdrawal_takes_it_away(case):
    exhibit = noticed(case)
    exhibit.seal(ANSWERS)
    exhibit.withdraw()
    assert list((case.path / "exhibits/001/sealed").iterdir()) == []
    assert verify(case.path).unaltered
    with pytest.raises(Withdrawn):
        exhibit.seal(ANSWERS)


@pytest.mark.slow
def test_every_byte_of_a_container_counts(case):
    noticed(case).seal(ANSWERS)
    case.event(Event.SERAH_BERKAS)
    path = case.path / "exhibits/001/sealed/01.tar.gz.age"
    good = path.read_bytes()
    for place in range(0, len(good), 41):
        bad = bytearray(good)
        bad[place] ^= 1
        path.write_bytes(bad)
        assert verify(case.path).first_alteration.path == "exhibits/001/sealed/01.tar.gz.age"
    with pytest.raises(EvidenceAltered):
        case.sealed_answers(1, IDENTITY)


def test_a_container_of_something_else_is_said_so(case):
    exhibit = noticed(case)
    exhibit.seal(ANSWERS)
    recipient = pyrage.x25519.Identity.from_str(IDENTITY).to_public()
    clear = b"".join(pieces(ANSWERS, check=False))
    for number, data in enumerate((b"x", gzip.compress(b"x"), gzip.compress(clear[:600])), start=2):
        path = f"exhibits/001/sealed/{number:02d}.tar.gz.age"
        draft = case._log.draft(Event.HASH, exhibit=1)
        case._log.place(path, pyrage.encrypt(data, [recipient]), draft)
        with pytest.raises(EvidenceAltered, match="holds no answers"):
            case.sealed_answers(1, IDENTITY)


def test_without_the_library_nothing_is_read_in_the_first_place(case, monkeypatch):
    exhibit = noticed(case)
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(UsageError, match=r"phone-audit\[seal\]"):
        exhibit.check_may_be_read()


def test_a_case_of_a_desk_with_an_office_but_no_station_key_is_not_called_unsigned(tmp_path):
    from phone_audit.cases.desk import StationDesk, at
    from phone_audit.keys.folder import KeyFolder
    from tests.cases.signing import OFFICE

    folder = KeyFolder(tmp_path / "keys")
    folder.install_office(OFFICE)
    with at(StationDesk(folder)):
        found = verify(small_case(tmp_path / "k"))
    assert found.unaltered
    assert found.signatures == ()
