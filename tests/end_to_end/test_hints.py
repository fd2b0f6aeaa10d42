"""Hints: counted for whoever asks, named only to two people, and kept in no byte."""

import pytest

from phone_audit.cases.store import Case
from phone_audit.cases.verify import verify
from phone_audit.cli.hints import counted
from phone_audit.cli.main import main
from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.keys.age_passphrase import seal
from phone_audit.model.custody import Event, Role
from phone_audit.model.record import replace
from phone_audit.simulator.android.folder import capture_files
from phone_audit.simulator.android.phone import SiteChannel
from phone_audit.simulator.daemon import Handset, SimulatedPhone
from tests.cases.signing import IDENTITY, SIGNER, desk_at
from tests.end_to_end.populated_phone import NOW, populated

pytestmark = pytest.mark.slow

HINT = "gacor.example"
PHRASE = "kuda besi naik gunung"
SIDAK = """
opd = "Dinas Contoh"
lokasi = "Aula"
[surat_tugas]
nomor = "800/1"
[petugas]
nama = "Contoh Petugas"
nip = "19850202 201001 2 002"
"""


@pytest.fixture
def sealed(tmp_path, monkeypatch, capsys):
    """Return the folder of a case with one phone, examined with a key for whole answers."""
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(tmp_path / "keys"))
    private = f"{IDENTITY}\n{SIGNER.pem().decode()}".encode()
    (tmp_path / "kantor.age").write_bytes(seal(private, PHRASE, work_factor=10))
    for name, text in (
        ("phrase", PHRASE),
        ("sidak.toml", SIDAK),
        ("petugas.toml", 'nama = "Contoh Petugas"\nnip = "19850202 201001 2 002"'),
        ("pembaca.toml", 'nama = "Contoh Pembaca"'),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    desk_at(tmp_path / "keys")
    described = populated()
    browser, *others = described.browsers
    channel = SiteChannel(origin=f"https://{HINT}", decided_at=NOW)
    browser = replace(browser, channels=(*browser.channels, channel))
    described = replace(described, browsers=(browser, *others))
    folder = tmp_path / "kasus"
    assert main(["case", "new", str(folder), "--from", str(tmp_path / "sidak.toml")]) == 0
    handset = Handset(CaptureFolder(capture_files(described), clock=lambda: NOW))
    with SimulatedPhone(handset) as phone:
        how = ["--tcp", phone.address, "--basis", "consented", "--no-pdf"]
        assert main(["examine", str(folder), *how]) == 0
    capsys.readouterr()
    return folder


def asked(folder, reader=None, *, key=True):
    root = folder.parent
    keyed = ["--key", str(root / "kantor.age"), "--key-passphrase-file", str(root / "phrase")]
    agreed = ["--agreed-by", str(root / reader)] if reader else []
    return main(["hints", str(folder), "1", *(keyed if key else ()), *agreed])


def kept(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_anybody_may_know_how_many(sealed, capsys):
    count = Case.read(sealed).exhibit(1).examination().assessment.hints
    assert count
    assert asked(sealed, key=False) == 0
    out = capsys.readouterr().out
    assert f": {count} site names" in out
    assert HINT not in out


def test_an_examination_that_did_not_count_them_says_so_and_not_none():
    assert "not counted" in counted(None) or "tidak dihitung" in counted(None)
    assert "0" in counted(0)


def test_with_the_key_and_a_second_person_they_are_named_and_it_is_recorded(sealed, capsys):
    assert asked(sealed, "pembaca.toml") == 0
    assert HINT in capsys.readouterr().out
    assert HINT.encode() not in kept(sealed)
    last = Case.read(sealed).records()[-1]
    assert (last.event, last.actor, last.role) == (
        Event.BUKA,
        "Contoh Pembaca",
        Role.SECOND_READER,
    )
    assert verify(sealed).unaltered


def test_a_key_alone_or_the_examiner_again_is_refused(sealed, capsys):
    assert asked(sealed) == 2
    assert asked(sealed, "pembaca.toml", key=False) == 2
    assert asked(sealed, "petugas.toml") != 0
    told = capsys.readouterr()
    assert "another person" in told.err
    assert HINT not in told.out + told.err
    assert all(one.role is not Role.SECOND_READER for one in Case.read(sealed).records())
