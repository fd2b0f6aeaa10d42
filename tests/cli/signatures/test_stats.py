"""``signatures stats``: numbers of a list, in words and as JSON."""

import json
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from tests.signatures.folders import CONTOH88, write_list


def test_ages_and_what_waits_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = CONTOH88.replace("status: reviewed", "status: experimental")
    old = old.replace("2026-11-20", "2020-11-20").replace("2026-11-03", "2020-11-03")
    folder = str(write_list(tmp_path, {"brands/contoh88.yaml": old}))
    assert main(["signatures", "stats", "--list", folder, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "newest source of each entry, seen 2026-11-02 – 2026-11-02:" in out
    assert "! not looked at for two years (1): contoh88" in out
    assert "! waiting half a year for review (1): contoh88" in out
    assert "clean phones: not measured for this list" in out
    assert main(["signatures", "stats", "--list", folder, "--lang", "id"]) == 0
    assert "menunggu telaah setengah tahun (1): contoh88" in capsys.readouterr().out


def test_json_has_the_ages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["signatures", "stats", "--json", "--list", str(write_list(tmp_path))]) == 0
    sources = json.loads(capsys.readouterr().out)["sources"]
    assert sum(band["entries"] for band in sources["bands"]) == 2
