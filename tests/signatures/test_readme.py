"""What the page for officers shows is what the program does."""

import re
import shlex
from pathlib import Path

import pytest

from phone_audit.cli.main import main
from phone_audit.cli.signatures import ACTIONS
from phone_audit.resources import signatures_folder
from phone_audit.signatures.lint import lint_entry
from phone_audit.signatures.reading import read_folder

README = (signatures_folder() / "README.md").read_text(encoding="utf-8")


def block(language: str, number: int = 0) -> str:
    found = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return str(found[number])


@pytest.mark.slow
def test_the_entry_it_shows_is_sound() -> None:
    read = read_folder(signatures_folder())
    assert read.version is not None
    data = block("yaml").encode()
    assert [str(one) for one in lint_entry(read, "x.yaml", data, read.version.released)] == []


@pytest.mark.slow
def test_the_proposal_it_shows_makes_such_an_entry(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = shlex.split(block("sh").replace("\\\n", " "))
    assert words[0] == "phone-audit"
    assert main([*words[1:], "--out", str(tmp_path), "--lang", "en"]) == 0
    assert "Complete." in capsys.readouterr().out
    text = (tmp_path / "contoh88.yaml").read_text(encoding="utf-8")
    assert "domains:\n    - contoh88.example\n" in text


def test_every_command_it_names_exists() -> None:
    named = set(re.findall(r"signatures ([a-z]+)", README))
    actions = {action.name for action in ACTIONS}
    assert named - actions <= {"show"} or named <= actions, named - actions
    assert {"new", "lint", "why", "version", "release", "install", "verify"} <= named
