"""``erase``: what is due goes, what remains counts, and the chain holds."""

import json

import pytest

from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.main import main
from phone_audit.model.custody import Event
from tests.cases.signing import desk_at

pytestmark = pytest.mark.slow

NO_DAYS = "[retensi]\nnihil_hari = 0\narsip_hari = 0\n"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("erase")
    desk_at(folder / "keys")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONE_AUDIT_KEYS", str(folder / "keys"))
        assert main(["demo", "--phones", "6", "--no-pdf", "--out", str(folder / "kasus")]) == 0
    return folder


@pytest.fixture
def case(demo, tmp_path, monkeypatch):
    import shutil

    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(tmp_path / "keys"))
    (tmp_path / "now.toml").write_text(NO_DAYS)
    return tmp_path / "kasus"


def erase(case, capsys, *arguments, code=0):
    capsys.readouterr()
    assert main(["erase", str(case), *map(str, arguments), "--json"]) == code
    out = capsys.readouterr()
    return json.loads(out.out) if out.out else out.err


def outcomes(case):
    found = {}
    with Case.read(case) as opened:
        for stored in opened.exhibits():
            if stored.evidence_sha256 and not stored.emptied:
                assessment = opened.exhibit(stored.number).examination().assessment
                found[stored.number] = assessment.outcome.value
    return found


def test_a_look_changes_nothing(case, capsys):
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    told = erase(case, capsys)
    assert (told["erased"], told["due"]) == ([], [])
    assert len(told["clocks"]) == 6
    settings = case.parent / "now.toml"
    told = erase(case, capsys, "--due", "--dry-run", "--settings", settings)
    assert told["erased"] == []
    assert told["due"]
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before


def test_what_is_due_goes_and_the_rest_stays(case, capsys):
    before = outcomes(case)
    nothing_found = {number for number, one in before.items() if one in {"nil", "inconclusive"}}
    found = set(before) - nothing_found
    assert nothing_found
    assert found
    told = erase(case, capsys, "--due", "--settings", case.parent / "now.toml", "--by", "Ketua")
    assert set(told["erased"]) >= nothing_found
    assert set(outcomes(case)) == found
    result = verify(case)
    assert result.unaltered
    assert result.erased > 0
    for number in told["erased"]:
        left = [p.name for p in (case / f"exhibits/{number:03d}").rglob("*") if p.is_file()]
        assert left == ["erasure_1.json"]
    with Case.read(case) as opened:
        (one, *_) = opened.erasures()
        assert (one.actor, one.reason.value) == ("Ketua", "masa_simpan")
        events = [record.event for record in opened.records()]
    assert events.count(Event.HAPUS) == len(told["erased"])


def test_counts_stay_and_names_go(case, capsys):
    names = set()
    with Case.read(case) as opened:
        for stored in opened.exhibits():
            notice = opened.exhibit(stored.number).papers().notice
            if notice and notice.holder:
                names |= {notice.holder.person.name, notice.holder.person.nip}
    names.discard(None)
    assert len(names) >= 6
    assert main(["recap", str(case), "--json"]) == 0
    capsys.readouterr()
    for number in range(1, 7):
        erase(case, capsys, "--exhibit", number, "--reason", "Keputusan pengendali data")
    kept = b"\n".join(
        path.name.encode() + path.read_bytes() for path in case.rglob("*") if path.is_file()
    )
    assert [name for name in names if name.encode() in kept] == []
    assert verify(case).unaltered
    assert main(["recap", str(case)]) == 0
    assert main(["report", str(case)]) in {0, 2}
    assert main(["replay", str(case)]) == 0


def test_an_erasure_that_was_asked_for_says_why(case, capsys):
    reason = "Permintaan pemegang, disetujui pengendali data"
    erase(case, capsys, "--exhibit", 1, "--reason", reason)
    with Case.read(case) as opened:
        (one,) = [erasure for erasure in opened.erasures() if erasure.exhibit == 1]
        assert (one.because, one.reason.value) == (reason, "permintaan")
        assert one.counted is not None
    assert "erased" in erase(case, capsys, "--exhibit", 1, "--reason", "lagi", code=1)
    assert "no exhibit 9" in erase(case, capsys, "--exhibit", 9, "--reason", "x", code=1)
    assert "together" in erase(case, capsys, "--exhibit", 2, code=2)
    assert "together" in erase(case, capsys, "--reason", "x", code=2)


def test_the_records_unit_starts_the_clock(case, capsys):
    number = next(n for n, one in outcomes(case).items() if one not in {"nil", "inconclusive"})
    settings = case.parent / "now.toml"
    assert number not in erase(case, capsys, "--due", "--dry-run", "--settings", settings)["due"]
    told = erase(case, capsys, "--archived", number, "--by", "Ketua")
    (clock,) = [one for one in told["clocks"] if one["exhibit"] == number]
    since, due = clock["since"][:10], clock["due_at"][:10]
    assert since < due
    assert number in erase(case, capsys, "--due", "--settings", settings)["erased"]
    assert "no stored examination" in erase(case, capsys, "--archived", number, code=2)


def test_the_settings_must_make_sense(case, capsys):
    (case.parent / "bad.toml").write_text("[retensi]\nnihil_hari = -1\n")
    erase(case, capsys, "--settings", case.parent / "bad.toml", code=2)


def test_it_is_told_in_lines(case, capsys):
    assert main(["erase", str(case), "--due", "--settings", str(case.parent / "now.toml")]) == 0
    shown = capsys.readouterr().out
    assert "ERASED now" in shown
    assert "kept until the procedure ends" in shown
