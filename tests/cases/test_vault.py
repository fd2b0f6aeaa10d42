"""Locked cases: nothing legible on the disk, the same case inside, and every byte counts."""

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from phone_audit.cases import layout, vault
from phone_audit.cases.desk import Desk, StationDesk, at
from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.errors import CaseError, EvidenceAltered
from phone_audit.keys.age_passphrase import CannotOpen
from phone_audit.keys.sealing import new_identity
from phone_audit.model.custody import Event
from tests.cases.signing import IDENTITY, RECIPIENT, desk_at
from tests.cases.synthetic import examine, header, noticed, small_case, ticking
from tests.cases.test_sealed import ANSWERS
from tests.cases.test_verify import files_of

PHRASE = "kuda besi naik gunung"
KEY = vault.new_key()
VAULT = vault.vault_json(KEY, PHRASE, (RECIPIENT,), work_factor=10)


class OpeningDesk(Desk):
    """A desk where somebody knows the passphrase."""

    def __init__(self, phrase: str = PHRASE) -> None:
        self.phrase = phrase

    def unlock(self, vault_file, where):
        return vault.open_with_passphrase(vault.read_vault(vault_file), self.phrase)


class SigningDesk(StationDesk):
    """A desk with keys, where somebody knows the passphrase too."""

    def unlock(self, vault_file, where):
        return vault.open_with_passphrase(vault.read_vault(vault_file), PHRASE)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    path = tmp_path_factory.mktemp("locked") / "kasus"
    with Case.create(path, header(), ticking(), desk=OpeningDesk(), vault=VAULT) as case:
        exhibit = examine(case)
        exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-1.7 synthetic\n%%EOF\n")
        exhibit.event(Event.KEMBALI, note="dikembalikan")
    return path


@pytest.fixture
def case(original, tmp_path):
    return Path(shutil.copytree(original, tmp_path / "salinan"))


def test_a_key_opens_with_the_passphrase_or_a_private_half():
    found = vault.read_vault(VAULT)
    assert vault.open_with_passphrase(found, PHRASE) == KEY
    assert vault.open_with_identity(found, IDENTITY) == KEY
    with pytest.raises(CannotOpen, match="passphrase"):
        vault.open_with_passphrase(found, PHRASE + "x")
    with pytest.raises(CannotOpen, match="not locked for this key"):
        vault.open_with_identity(found, new_identity()[0])
    only_key = vault.read_vault(vault.vault_json(KEY, None, (RECIPIENT,)))
    with pytest.raises(CannotOpen, match="only a key"):
        vault.open_with_passphrase(only_key, PHRASE)
    with pytest.raises(CaseError, match="needs a passphrase"):
        vault.vault_json(KEY, None)


def test_every_byte_of_the_file_with_the_key_counts():
    for place in range(len(VAULT)):
        bad = bytearray(VAULT)
        bad[place] ^= 1
        with pytest.raises(EvidenceAltered):
            vault.read_vault(bytes(bad))


def test_what_is_enclosed_comes_back_for_its_own_path_only():
    locked = vault.LockedVault(KEY)
    enclosed = locked.enclose("a", b"clear")
    assert b"clear" not in enclosed
    assert locked.disclose("a", enclosed) == b"clear"
    assert locked.enclose("a", b"clear") != enclosed
    for path, data in (("b", enclosed), ("a", enclosed[:-1]), ("a", b"clear"), ("a", b"")):
        with pytest.raises(EvidenceAltered):
            locked.disclose(path, data)
    line = locked.enclose_line(b"{}")
    assert locked.disclose_line(line) == b"{}"
    assert b"\n" not in line
    for bad in (
        line[:-4],
        b"",
        b"?",
        line + b"=",
        vault.LockedVault(bytes(32)).enclose_line(b"{}"),
    ):
        assert locked.disclose_line(bad) is None


def test_nothing_legible_is_on_the_disk(original):
    everything = b"\n".join((original / path).read_bytes() for path in files_of(original))
    for word in (b"Contoh", b"Petugas", b"suspected", b"SYNTHETIC", b'"BUAT"', b"schema", b"%PDF-"):
        assert word not in everything, word
    assert (original / "log.jsonl").read_bytes().count(b"\n") == 10
    assert all(
        (original / path).read_bytes().startswith(vault.MAGIC)
        for path in files_of(original)
        if path not in {"log.jsonl", layout.VAULT}
    )


def test_inside_it_is_a_case_like_any_other(original):
    found = verify(original, OpeningDesk())
    assert found.unaltered
    assert found.foreign == ()
    assert (found.records, found.examined) == (10, 1)
    with Case.open(
        Path(shutil.copytree(original, original.parent / "k")), ticking(), desk=OpeningDesk()
    ) as case:
        assert case.locked
        assert case.exhibit(1).examination().document_id == case.exhibit(1).document_id
        case.exhibit(1).withdraw()
        assert len(case.records()) > 11
    assert verify(original.parent / "k", OpeningDesk()).unaltered


def test_without_the_passphrase_nothing_is_said(original):
    with pytest.raises(CannotOpen, match="locked"):
        verify(original, Desk())
    with pytest.raises(CannotOpen, match="locked"):
        Case.read(original, desk=Desk())
    with pytest.raises(CannotOpen, match="wrong passphrase"):
        verify(original, OpeningDesk("kuda besi naik gunun"))


@pytest.mark.slow
def test_every_byte_of_a_locked_case_counts_and_is_located(case):
    desk = OpeningDesk()
    for file in files_of(case):
        if file == layout.VAULT:
            continue
        good = (case / file).read_bytes()
        for place in range(0, len(good), 1 if len(good) < 400 else 37):
            bad = bytearray(good)
            bad[place] ^= (0x01, 0xFF, 0x20)[place % 3]
            (case / file).write_bytes(bad)
            first = verify(case, desk).first_alteration
            assert first is not None, (file, place)
            assert first.path == file, (file, place)
            if file == "log.jsonl":
                assert first.record == good[:place].count(b"\n") + 1, place
        (case / file).write_bytes(good)
    assert verify(case, desk).unaltered


def test_lines_and_files_cannot_be_exchanged(case):
    lines = (case / "log.jsonl").read_bytes().splitlines(keepends=True)
    lines[3], lines[4] = lines[4], lines[3]
    (case / "log.jsonl").write_bytes(b"".join(lines))
    assert verify(case, OpeningDesk()).first_alteration.record == 4
    lines[3], lines[4] = lines[4], lines[3]
    (case / "log.jsonl").write_bytes(b"".join(lines[:-2]))
    assert verify(case, OpeningDesk()).first_alteration.record == 9
    (case / "log.jsonl").write_bytes(b"".join(lines))
    shutil.copy(case / "case.json", case / "exhibits/001/evidence.json")
    assert verify(case, OpeningDesk()).first_alteration.path == "exhibits/001/evidence.json"


def test_a_planted_file_is_a_stranger(case):
    (case / "catatan.txt").write_bytes(b"x")
    assert verify(case, OpeningDesk()).foreign == ("catatan.txt",)


def test_a_file_that_says_a_case_is_locked_does_not_make_it_so(tmp_path):
    path = small_case(tmp_path / "k")
    (path / layout.VAULT).write_bytes(b"{}")
    with pytest.raises(EvidenceAltered, match="not what was written"):
        verify(path, OpeningDesk())


def test_a_line_that_was_never_finished_is_set_aside_locked(case):
    with (case / "log.jsonl").open("ab") as log:
        log.write(b"dGVybw")
    found = verify(case, OpeningDesk())
    assert found.unaltered
    assert "interrupted" in found.incomplete[0].en
    with Case.open(case, ticking(), desk=OpeningDesk()):
        pass
    assert verify(case, OpeningDesk()).unaltered
    (aside,) = (path for path in files_of(case) if path.startswith("recovered/"))
    assert (case / aside).read_bytes().startswith(vault.MAGIC)


def test_a_file_whose_naming_was_interrupted_is_completed(case):
    evidence = case / "exhibits/001/evidence.json"
    evidence.rename(evidence.with_name("evidence.json.part"))
    (case / "exhibits/001/reports/x.pdf.part").write_bytes(b"half")
    stray = case / "lists" / ("0" * 64 + ".json.gz.part")
    stray.write_bytes(b"half")
    (case / "exhibits/001/reports/x.pdf.part").unlink()
    found = verify(case, OpeningDesk())
    assert found.unaltered
    assert len(found.incomplete) == 2
    with Case.open(case, ticking(), desk=OpeningDesk()) as opened:
        assert opened.exhibit(1).evidence_bytes()
    assert not stray.exists()
    assert verify(case, OpeningDesk()).unaltered


def test_signing_and_sealing_work_the_same(tmp_path):
    desk = SigningDesk(desk_at(tmp_path / "keys").folder)
    with Case.create(tmp_path / "k", header(), ticking(), desk=desk, vault=VAULT) as case:
        exhibit = noticed(case)
        exhibit.seal(ANSWERS)
        exhibit.add_report(f"{exhibit.document_id}.pdf", b"%PDF-1.7 synthetic\n")
        opened = case.sealed_answers(1, IDENTITY)
    assert [one.answer for one in opened] == [answer for _, answer in ANSWERS]
    found = verify(tmp_path / "k", desk)
    assert found.unaltered
    assert [one.name for one in found.signatures] == ["Laptop 1"]
    assert found.statements == 1
    sealed = (tmp_path / "k/exhibits/001/sealed/01.tar.gz.age").read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1")


def test_a_bundle_of_a_locked_case_stays_locked(case, tmp_path):
    with Case.open(case, ticking(), desk=OpeningDesk()) as opened:
        opened.bundle(tmp_path / "b.zip")
    assert b"Petugas" not in (tmp_path / "b.zip").read_bytes()
    assert verify(tmp_path / "b.zip", OpeningDesk()).unaltered
    with pytest.raises(CannotOpen):
        verify(tmp_path / "b.zip", Desk())


def test_a_case_is_locked_and_unlocked_without_changing(tmp_path):
    path = small_case(tmp_path / "k")
    with Case.open(path, ticking(), desk=OpeningDesk()) as case:
        case.copy_to(tmp_path / "locked", VAULT, actor="Petugas Sintetis")
        with pytest.raises(CaseError, match="exists already"):
            case.copy_to(tmp_path / "locked", VAULT)
    with Case.open(tmp_path / "locked", ticking(), desk=OpeningDesk()) as locked:
        locked.copy_to(tmp_path / "open", None)
        before = locked.records()
    assert verify(tmp_path / "locked", OpeningDesk()).unaltered
    assert verify(tmp_path / "open", Desk()).unaltered
    with Case.read(tmp_path / "open", desk=Desk()) as opened:
        assert opened.records() == before
        notes = [one.note for one in opened.records() if one.event is Event.SALIN]
    assert notes == ["terkunci", "tidak terkunci"]
    same = set(files_of(path)) - {"log.jsonl", "head.json"}
    for file in same:
        assert (tmp_path / "open" / file).read_bytes() == (path / file).read_bytes()


def test_an_altered_case_is_not_locked_as_if_it_were_whole(tmp_path):
    path = small_case(tmp_path / "k")
    evidence = path / "exhibits/001/evidence.json"
    evidence.write_bytes(evidence.read_bytes() + b" ")
    with (
        Case.open(path, ticking(), desk=OpeningDesk()) as case,
        pytest.raises(EvidenceAltered),
    ):
        case.copy_to(tmp_path / "locked", VAULT)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["k"]
    with Case.read(path) as case:
        assert [one.event for one in case.records()][-2:] == [Event.SALIN, Event.GAGAL]


@pytest.mark.slow
@pytest.mark.peer
def test_age_gives_the_key_of_a_case(tmp_path):
    if shutil.which("age") is None:
        pytest.skip("age is not installed")
    (tmp_path / "identity.txt").write_text(IDENTITY)
    sealed = base64.b64decode(json.loads(VAULT)["recipients"][0]["sealed"])
    done = subprocess.run(
        ["age", "--decrypt", "--identity", tmp_path / "identity.txt"],
        input=sealed,
        capture_output=True,
        check=True,
    )
    assert bytes.fromhex(done.stdout.decode()) == KEY


def test_a_desk_of_the_program_opens_for_every_thread(original):
    from concurrent.futures import ThreadPoolExecutor

    with at(OpeningDesk()), ThreadPoolExecutor(2) as pool:
        assert all(one.unaltered for one in pool.map(verify, [original] * 2))
