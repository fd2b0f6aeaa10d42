"""``keys`` as an officer uses it: made, installed on a second laptop, certified."""

import io
import json

import pytest

from phone_audit.cli.main import main

PHRASE = "kuda besi naik gunung"


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("PHONE_AUDIT_LANG", "en")


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    """An office key on a stick, made on the first laptop."""
    folder = tmp_path_factory.mktemp("stick")
    (folder / "phrase").write_text(PHRASE + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONE_AUDIT_KEYS", str(folder / "laptop-1"))
        new = ["keys", "new", "--name", "Inspektorat Contoh", "--to", str(folder)]
        options = ["--key-passphrase-file", str(folder / "phrase"), "--station", "Laptop 1"]
        assert main([*new, *options]) == 0
    return folder


@pytest.fixture
def laptop(monkeypatch, tmp_path):
    """Another laptop, where nothing is installed yet."""
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(tmp_path / "keys"))
    return tmp_path


def told(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    assert code == 0
    return json.loads(capsys.readouterr().out)


def public(stick):
    (found,) = stick.glob("kantor-*.json")
    return found


def private(stick):
    (found,) = stick.glob("kantor-*.age")
    return found


@pytest.mark.slow
def test_the_first_laptop_is_ready_at_once(stick, monkeypatch, capsys):
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(stick / "laptop-1"))
    shown = told(capsys, "keys", "show")
    assert shown["office"]["name"] == "Inspektorat Contoh"
    assert shown["station"]["name"] == "Laptop 1"
    assert shown["station"]["office"] == shown["office"]["fingerprint"]
    assert main(["keys", "show"]) == 0
    text = capsys.readouterr().out
    assert shown["office"]["words"] in text
    assert main(["doctor", "--json"]) in {0, 1}
    checks = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert checks["Office key"]["state"] == checks["Station key"]["state"] == "good"


@pytest.mark.slow
def test_the_private_half_is_not_on_the_laptop(stick):
    for path in (stick / "laptop-1").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"AGE-SECRET" not in data
            assert b"BEGIN AGE" not in data
    assert PHRASE.encode() not in private(stick).read_bytes()


@pytest.mark.slow
def test_a_second_key_is_made_only_on_purpose(stick, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(stick / "laptop-1"))
    before = private(stick).read_bytes()
    new = ["keys", "new", "--name", "X", "--to", str(tmp_path)]
    assert main([*new, "--key-passphrase-file", str(stick / "phrase")]) == 2
    assert "--replace" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert private(stick).read_bytes() == before


@pytest.mark.slow
def test_a_second_laptop_is_certified(stick, laptop, capsys):
    office = told(capsys, "keys", "install", public(stick))
    asked = told(capsys, "keys", "station", "--name", "Laptop 2")
    assert asked["office"] is None
    options = ["--key", private(stick), "--key-passphrase-file", stick / "phrase"]
    certificate = told(capsys, "keys", "certify", *options, "--days", 30)
    assert certificate["office"] == office["fingerprint"]
    assert certificate["fingerprint"] == asked["fingerprint"]
    assert told(capsys, "keys", "show")["station"] == certificate


@pytest.mark.slow
def test_a_certificate_can_be_made_for_a_laptop_that_is_elsewhere(
    stick, laptop, capsys, monkeypatch
):
    told(capsys, "keys", "install", public(stick))
    request = told(capsys, "keys", "station", "--name", "Laptop 3")["request"]
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(stick / "laptop-1"))
    options = ["--key", private(stick), "--key-passphrase-file", stick / "phrase"]
    assert main(["keys", "certify", request, *map(str, options)]) == 2
    assert "--to" in capsys.readouterr().err
    told(capsys, "keys", "certify", request, *options, "--to", laptop / "cert.json")
    monkeypatch.setenv("PHONE_AUDIT_KEYS", str(laptop / "keys"))
    told(capsys, "keys", "install", laptop / "cert.json")
    assert told(capsys, "keys", "show")["station"]["name"] == "Laptop 3"


@pytest.mark.slow
def test_a_key_of_an_unknown_office_certifies_nothing(stick, laptop, capsys):
    told(capsys, "keys", "station", "--name", "Laptop 4")
    options = ["--key", private(stick), "--key-passphrase-file", stick / "phrase"]
    assert main(["keys", "certify", *map(str, options)]) == 2
    assert "keys install" in capsys.readouterr().err


@pytest.mark.slow
def test_a_wrong_passphrase_is_said_so(stick, laptop, capsys):
    (laptop / "wrong").write_text("kuda besi naik gunun")
    told(capsys, "keys", "station", "--name", "Laptop 5")
    arguments = ["--key", private(stick), "--key-passphrase-file", laptop / "wrong"]
    assert main(["keys", "certify", *map(str, arguments)]) == 2
    assert "passphrase" in capsys.readouterr().err


def test_nothing_is_asked_without_a_terminal(laptop, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["keys", "new", "--name", "X", "--to", str(laptop)]) == 2
    assert "--key-passphrase-file" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["show", "install"])
def test_a_file_that_is_no_key_is_said_so(verb, laptop, capsys):
    (laptop / "x").write_bytes(b"x")
    assert main(["keys", verb, str(laptop / "x")]) == 2
    assert "public half" in capsys.readouterr().err
    assert main(["keys", verb, str(laptop / "y")]) == 2


def test_a_station_without_a_key_is_told_how_to_begin(laptop, capsys):
    assert main(["keys", "show"]) == 0
    assert "keys new" in capsys.readouterr().out
    assert main(["keys", "certify", "--key", str(laptop / "none")]) == 2
    assert "keys station" in capsys.readouterr().err
    assert main(["doctor", "--json"]) in {0, 1}
    checks = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert checks["Office key"]["remedy"] == "phone-audit keys new"
    assert checks["Station key"]["state"] == "note"


def test_a_public_key_is_shown_as_openssl_reads_it(laptop, capsys):
    told(capsys, "keys", "station", "--name", "Laptop 6")
    assert main(["keys", "show", "--pem"]) == 0
    assert capsys.readouterr().out.startswith("-----BEGIN PUBLIC KEY-----\nMCow")
