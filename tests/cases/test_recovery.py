"""What an interrupted program left is completed or set aside, and never dropped."""

import pytest

from phone_audit.cases.recovery import recover
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.model.custody import Event
from phone_audit.model.record import sha256_hex
from tests.cases.synthetic import small_case, ticking


@pytest.fixture
def path(tmp_path):
    return small_case(tmp_path / "kasus")


def test_a_file_that_never_became_evidence_is_set_aside_and_recorded(path):
    with Case.open(path, ticking()) as case:
        case.new_exhibit()
    left = path / "exhibits/002/evidence.json.part"
    left.write_bytes(b'{"half":')
    before = verify(path)
    assert before.unaltered
    assert any("left behind" in told.en for told in before.incomplete)

    with Case.open(path, ticking()) as case:
        aside = case.records()[-2]
    sha256 = sha256_hex(b'{"half":')
    assert (aside.event, aside.object_sha256) == (Event.GAGAL, sha256)
    assert (aside.object, aside.exhibit) == (f"recovered/002-{sha256}.bin", 2)
    assert not left.exists()
    assert (path / aside.object).read_bytes() == b'{"half":'
    after = verify(path)
    assert after.unaltered
    assert not any("left behind" in told.en for told in after.incomplete)


def test_a_file_that_was_recorded_gets_its_name(path):
    evidence = path / "exhibits/001/evidence.json"
    data = evidence.read_bytes()
    evidence.rename(path / "exhibits/001/evidence.json.part")
    before = verify(path)
    assert before.unaltered
    assert "opening the case completes it" in before.incomplete[0].en
    Case.open(path, ticking()).close()
    assert evidence.read_bytes() == data
    assert verify(path).incomplete == ()


def test_a_recorded_file_with_other_bytes_is_an_alteration(path):
    evidence = path / "exhibits/001/evidence.json"
    data = evidence.read_bytes()
    evidence.unlink()
    (path / "exhibits/001/evidence.json.part").write_bytes(data[:-1])
    first = verify(path).first_alteration
    assert first.path == "exhibits/001/evidence.json.part"
    assert first.expected == sha256_hex(data)


def test_what_is_not_ours_is_left_alone(path):
    foreign = path / "exhibits/001/holiday.jpg.part"
    foreign.write_bytes(b"x")
    Case.open(path, ticking()).close()
    assert foreign.exists()
    assert "exhibits/001/holiday.jpg.part" in verify(path).foreign


def test_recovering_twice_records_nothing_new(path):
    with Case.open(path, ticking()) as case:
        case.new_exhibit()
        (path / "exhibits/002/evidence.json.part").write_bytes(b"x")
        recover(case._log)
        count = len(case.records())
        recover(case._log)
        assert len(case.records()) == count
