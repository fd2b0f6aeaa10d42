"""Where a passphrase may come from."""

import io
import sys

import pytest

from phone_audit.cli.passphrase import passphrase
from phone_audit.errors import UsageError


def ask(file=None, *, new=False):
    return passphrase(file, "kunci", option="--x-file", variable="X_PHRASE_FILE", new=new)


class Keyboard(io.StringIO):
    def isatty(self):
        return True


def test_the_first_line_of_a_file_is_it(tmp_path, monkeypatch):
    path = tmp_path / "f"
    path.write_bytes("kata sandi \u00e9\r\nline 2\n".encode())
    assert ask(path) == "kata sandi é"
    monkeypatch.setenv("X_PHRASE_FILE", str(path))
    assert ask() == "kata sandi é"


def test_it_is_the_same_from_every_keyboard(tmp_path):
    (tmp_path / "f").write_bytes("e\u0301".encode())
    assert ask(tmp_path / "f") == "\u00e9"


def test_standard_input_is_named_by_a_dash(monkeypatch):
    from pathlib import Path

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"one\ntwo\n")))
    assert ask(Path("-")) == "one"


@pytest.mark.parametrize("data", [b"", b"\n", b"\xff\n"])
def test_a_file_without_one_is_an_error(tmp_path, data):
    (tmp_path / "f").write_bytes(data)
    with pytest.raises(UsageError):
        ask(tmp_path / "f")


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="No such file"):
        ask(tmp_path / "f")


def test_a_new_one_is_typed_twice(monkeypatch):
    monkeypatch.setattr(sys, "stdin", Keyboard())
    typed = iter(["satu", "satu", "satu", "dua"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert ask(new=True) == "satu"
    with pytest.raises(UsageError):
        ask(new=True)


def test_without_a_terminal_the_option_is_named(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(UsageError, match="--x-file"):
        ask()
