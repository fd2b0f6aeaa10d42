"""Which list is used, and that it is said."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phone_audit.cli.list_in_force import Origin, list_in_force
from phone_audit.cli.main import main
from phone_audit.errors import SignatureErrors
from phone_audit.keys import sealing
from phone_audit.keys.folder import KeyFolder
from phone_audit.keys.office import OfficeKey, OfficeStatement, read_office
from phone_audit.keys.signing import Signer
from phone_audit.model.record import canonical_json, replace
from phone_audit.resources import signatures_folder
from phone_audit.signatures.load import load_whole, snapshot
from phone_audit.signatures.release import release
from tests.signatures.folders import write_list

pytestmark = pytest.mark.slow

AT = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def key() -> tuple[OfficeKey, bytes, Signer]:
    """Return an office, its private half without a passphrase, and its key."""
    pytest.importorskip("pyrage")
    signer = Signer.new()
    identity, recipient = sealing.new_identity()
    statement = OfficeStatement(
        made_at=AT, name="Diskominfo Contoh", sealing=recipient, signing=signer.public_key
    )
    office = read_office(canonical_json(signer.sign(statement)))
    assert office is not None
    return office, f"{identity}\n".encode() + signer.pem(), signer


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("PHONE_AUDIT_SIGNATURES", str(tmp_path / "installed"))
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")
    return tmp_path


def written(folder: Path, signer: Signer, version: str) -> Path:
    whole = load_whole(write_list(folder / version))
    whole = replace(whole, signatures=replace(whole.signatures, version=version))
    path = folder / f"{version}.palist"
    path.write_bytes(release(whole, signer, AT, "x")[1])
    return path


def trusted(laptop: Path, office: OfficeKey) -> Path:
    path = laptop / "kantor.json"
    path.write_bytes(office.data)
    return path


def test_the_shipped_list_is_used_where_nothing_else_is(laptop: Path) -> None:
    used = list_in_force()
    assert (used.origin, used.path) == (Origin.SHIPPED, signatures_folder())


def test_a_release_is_signed_verified_trusted_and_used(
    laptop: Path, key: tuple[OfficeKey, bytes, Signer], capsys: pytest.CaptureFixture[str]
) -> None:
    office, private, _ = key
    folder = write_list(laptop)
    (laptop / "kunci.age").write_bytes(private)
    signing = ["--key", str(laptop / "kunci.age")]
    writing = ["signatures", "release", str(laptop), *signing, "--list", str(folder)]
    assert main(writing) == 2
    assert "is not known on this computer" in capsys.readouterr().err
    KeyFolder(laptop / "keys").recognise(office)
    assert main(writing) == 0
    file = laptop / "daftar-tanda-2026.11.23.palist"
    assert str(file) in capsys.readouterr().out
    assert main(writing) == 2
    assert "is not overwritten" in capsys.readouterr().err
    assert main(["signatures", "verify", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["trusted"], told["office"]) == (True, "Diskominfo Contoh")


def test_a_list_with_faults_is_not_released(
    laptop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_list(laptop, {"VERSION": "name: x\nversion: 2026.11.20\nreleased: 2026-11-01\n"})
    words = ["signatures", "release", str(laptop), "--key", "x", "--list", str(folder)]
    assert main(words) == 5
    assert "version-not-raised" in capsys.readouterr().err
    assert list(laptop.glob("*.palist")) == []


def test_a_strangers_list_is_installed_only_with_trust(
    laptop: Path, key: tuple[OfficeKey, bytes, Signer], capsys: pytest.CaptureFixture[str]
) -> None:
    office, _, signer = key
    file = written(laptop, signer, "2099.01.01")
    assert main(["signatures", "verify", str(file)]) == 5
    assert "is not recognised here" in capsys.readouterr().out
    assert main(["signatures", "install", str(file)]) == 5
    assert "--trust OFFICE.json" in capsys.readouterr().err
    assert list_in_force().origin is Origin.SHIPPED
    assert main(["signatures", "install", str(file), "--trust", str(trusted(laptop, office))]) == 0
    out = capsys.readouterr().out
    assert "Compare this fingerprint with that office" in out
    assert "In use: Daftar Contoh 2099.01.01, signed by Diskominfo Contoh" in out
    used = list_in_force()
    assert (used.origin, used.signatures.version) == (Origin.INSTALLED, "2099.01.01")
    assert main(["signatures", "stats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == "2099.01.01"


def test_trust_is_given_only_to_the_one_who_signed(
    laptop: Path, key: tuple[OfficeKey, bytes, Signer], capsys: pytest.CaptureFixture[str]
) -> None:
    office, _, _ = key
    file = written(laptop, Signer.new(), "2099.01.01")
    assert main(["signatures", "install", str(file), "--trust", str(trusted(laptop, office))]) == 2
    assert "was not signed by Diskominfo Contoh" in capsys.readouterr().err
    assert KeyFolder(laptop / "keys").known() == ()
    assert main(["signatures", "install", str(file), "--trust", str(file)]) == 2
    assert "is no public half" in capsys.readouterr().err


def test_an_older_list_is_refused_unless_told_and_then_kept(
    laptop: Path, key: tuple[OfficeKey, bytes, Signer], capsys: pytest.CaptureFixture[str]
) -> None:
    office, _, signer = key
    KeyFolder(laptop / "keys").recognise(office)
    old = written(laptop, signer, "2020.01.01")
    assert main(["signatures", "install", str(old)]) == 2
    assert "version 2020.01.01 is not newer than" in capsys.readouterr().err
    assert main(["signatures", "install", str(old), "--allow-older", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == "2020.01.01"
    main(["doctor", "--json"])
    checks = json.loads(capsys.readouterr().out)
    check = next(one for one in checks if one["name"] == "Signature list")
    assert "2020.01.01, signed by Diskominfo Contoh" in check["says"]
    assert check["state"] == "note"
    assert main(["signatures", "install", "--remove"]) == 0
    assert "shipped with the program" in capsys.readouterr().out


def test_an_installed_list_that_was_altered_stops_everything(
    laptop: Path, key: tuple[OfficeKey, bytes, Signer], capsys: pytest.CaptureFixture[str]
) -> None:
    office, _, signer = key
    KeyFolder(laptop / "keys").recognise(office)
    file = written(laptop, signer, "2099.01.01")
    assert main(["signatures", "install", str(file)]) == 0
    installed = laptop / "installed" / "installed.palist"
    installed.write_bytes(installed.read_bytes()[:-20])
    capsys.readouterr()
    assert main(["signatures", "stats"]) == 5
    assert "its content is not what was signed" in capsys.readouterr().err
    main(["doctor", "--json"])
    checks = json.loads(capsys.readouterr().out)
    assert next(one for one in checks if one["name"] == "Signature list")["state"] == "bad"
    assert main(["signatures", "install", str(file)]) == 0


def test_install_needs_a_file_or_remove(laptop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["signatures", "install"]) == 2
    assert main(["signatures", "install", "x", "--remove"]) == 2
    assert main(["signatures", "install", str(laptop / "nowhere")]) == 5


def test_a_list_can_be_named_as_folder_release_or_snapshot(
    laptop: Path, key: tuple[OfficeKey, bytes, Signer]
) -> None:
    office, _, signer = key
    folder = write_list(laptop)
    whole = load_whole(folder)
    plain, packed = laptop / "daftar.json", laptop / "daftar.json.gz"
    plain.write_bytes(snapshot(whole.signatures))
    packed.write_bytes(gzip.compress(snapshot(whole.signatures)))
    for path in (folder, plain, packed):
        used = list_in_force(path)
        assert (used.origin, used.signatures) == (Origin.CHOSEN, whole.signatures)
    file = written(laptop, signer, "2099.01.01")
    with pytest.raises(SignatureErrors):
        list_in_force(file)
    KeyFolder(laptop / "keys").recognise(office)
    assert list_in_force(file).told().startswith("Daftar Contoh 2099.01.01, signed by Diskominfo")


@pytest.mark.parametrize("data", [b"", b"{}", b"\x1f\x8bnot packed", b"hello"])
def test_what_is_no_list_is_refused(laptop: Path, data: bytes) -> None:
    path = laptop / "x"
    path.write_bytes(data)
    with pytest.raises(SignatureErrors):
        list_in_force(path)
