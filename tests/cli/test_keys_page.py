"""What docs/office-keys.md tells people to type does what it says."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from phone_audit.keys.folder import KeyFolder

PAGE = Path(__file__).parents[2] / "docs/office-keys.md"

pytestmark = pytest.mark.slow


def test_the_keys_of_the_page(tmp_path, monkeypatch, capsys):
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    new, install, certify = (block.strip().splitlines() for block in blocks)
    (tmp_path / "FLASHDISK").mkdir()
    (tmp_path / "phrase").write_text("kuda besi naik gunung")
    monkeypatch.chdir(tmp_path)

    def typed(line, computer, *options):
        program, *arguments = shlex.split(line)
        assert program == "phone-audit"
        monkeypatch.setenv("PHONE_AUDIT_KEYS", str(tmp_path / computer))
        return main([*arguments, *options])

    phrase = ("--key-passphrase-file", "phrase")
    assert typed(new[0], "office", *phrase) == 0
    # People put in the names their files have; the page names each by what it is.
    (private,) = Path("FLASHDISK").glob("*.age")
    (public,) = Path("FLASHDISK").glob("*.json")
    shutil.copy(private, "FLASHDISK/kantor.age")
    shutil.copy(public, "kantor.json")
    assert [typed(line, "laptop") for line in install] == [0, 0]
    assert KeyFolder(tmp_path / "laptop").certificate().statement.office is None
    shutil.copy("laptop/station.json", "station.json")
    assert typed(certify[0], "office", *phrase) == 0
    assert typed(certify[1], "laptop") == 0
    station = KeyFolder(tmp_path / "laptop").certificate().statement
    assert station.office == KeyFolder(tmp_path / "office").office().key_id
    assert (station.valid_until - station.valid_from).days == 90
    capsys.readouterr()
    typed(certify[2], "laptop", "--lang", "en")
    told = capsys.readouterr().out
    assert "✓ Office key: Inspektorat Kota Contoh" in told
    assert "✓ Station key: Laptop 2" in told
    # A private half that stays behind is refused by name.
    shutil.copy(private, tmp_path / "laptop")
    assert typed(certify[2], "laptop", "--lang", "en") == 1
    assert "off the laptop" in capsys.readouterr().out
