"""Answers come from options, else from the keyboard, and are asked again until they can stand."""

import argparse
import io
from collections.abc import Callable

import pytest

from phone_audit.cli.signatures.questions import Answers, keyboard
from phone_audit.errors import UsageError
from phone_audit.model.record import Words
from phone_audit.signatures.proposal import Refused

ASKS = Words(id="Angka", en="Number")


def number(text: str) -> int:
    if not text.isdigit():
        raise Refused(f"{text} bukan angka", f"{text} is no number")
    return int(text)


def answers(typed: str | None = None, **given: object) -> tuple[Answers, list[str]]:
    """Return answers from options, and from what is typed; ``None``: there is no terminal."""
    options = argparse.Namespace(**{"a_number": None, "numbers": [], **given})
    prompts: list[str] = []
    lines = iter((typed or "").split("\n"))

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return next(lines)

    asking: Callable[[str], str] | None = None if typed is None else ask
    return Answers(options, asking), prompts


def test_an_option_is_taken_and_nobody_is_asked() -> None:
    found, prompts = answers("9", a_number="7", numbers=["1", "2", "1"])
    assert found.one("--a-number", ASKS, number) == 7
    assert found.several("--numbers", ASKS, number) == (1, 2)
    assert (prompts, found.missing) == ([], [])


def test_an_option_that_cannot_stand_names_itself() -> None:
    found, _ = answers(a_number="x")
    with pytest.raises(UsageError, match="--a-number: x"):
        found.one("--a-number", ASKS, number)


def test_without_a_terminal_what_is_missing_is_collected() -> None:
    found, _ = answers()
    assert found.one("--a-number", ASKS, number) is None
    assert found.one("--a-number", ASKS, number, blank=True) is None
    assert found.one("--a-number", ASKS, number, blank=True, wanted=True) is None
    assert found.one("--a-number", ASKS, number, default="3") == 3
    assert found.several("--numbers", ASKS, number) == ()
    assert found.several("--numbers", ASKS, number, wanted=True) == ()
    found.lack("--x")
    assert found.missing == ["--a-number", "--a-number", "--numbers", "--x"]


def test_at_a_terminal_it_asks_again(capsys: pytest.CaptureFixture[str]) -> None:
    found, prompts = answers("\nx\n07")
    assert found.one("--a-number", ASKS, number) == 7
    assert len(prompts) == 3
    err = capsys.readouterr().err
    assert "  ! x " in err
    assert "  = 7\n" in err
    with pytest.raises(UsageError):
        found.lack("--x")


def test_an_empty_line_is_the_default_or_leaves_it_for_later() -> None:
    found, prompts = answers("\n\n1\n2\n1\n")
    assert found.one("--a-number", ASKS, number, default="3") == 3
    assert found.one("--a-number", ASKS, number, blank=True) is None
    assert found.several("--numbers", ASKS, number) == (1, 2)
    assert prompts[0].endswith(" [3]: ")
    assert prompts[1].endswith("): ")


def test_there_is_a_keyboard_only_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", io.StringIO("x\n"))
    assert keyboard() is None
    monkeypatch.setattr("sys.stdin", Terminal("x\n"))
    ask = keyboard()
    assert ask is not None
    assert ask("? ") == "x\n"
    assert capsys.readouterr() == ("", "? ")
    with pytest.raises(UsageError):
        ask("? ")
