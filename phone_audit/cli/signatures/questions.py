"""Answers from options, and at a terminal from the keyboard: asked again until they can stand."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from phone_audit.cli.language import say, say_words
from phone_audit.cli.output import shown
from phone_audit.errors import UsageError
from phone_audit.model.record import Words
from phone_audit.signatures.proposal import Refused

A = TypeVar("A")
Ask = Callable[[str], str]


class Answers:
    """Takes each answer from the options, else asks; what nobody gives is in ``missing``."""

    def __init__(self, arguments: argparse.Namespace, ask: Ask | None) -> None:
        self._arguments = arguments
        self._ask = ask
        self.missing: list[str] = []

    def one(
        self,
        option: str,
        asks: Words,
        check: Callable[[str], A],
        *,
        default: str | None = None,
        blank: bool = False,
        wanted: bool = False,
    ) -> A | None:
        """Return one answer, ``None`` if it is missing or was left blank.

        ``blank``: at a terminal it may be left for later; without a terminal it then counts
        as missing only if it is ``wanted``.
        """
        given: str | None = getattr(self._arguments, _field(option))
        if given is not None:
            return _checked(option, check, given)
        if self._ask is not None:
            later = say("kosong: lewati", "empty: later") if blank else None
            return self._typed(self._ask, asks, check, default=default, hint=later)
        if default is not None:
            return _checked(option, check, default)
        if wanted or not blank:
            self.missing.append(option)
        return None

    def several(
        self, option: str, asks: Words, check: Callable[[str], A], *, wanted: bool = False
    ) -> tuple[A, ...]:
        """Return any number of answers; at a terminal an empty line ends them."""
        given = self.given(option, check)
        if given or self._ask is None:
            if wanted and not given:
                self.missing.append(option)
            return given
        found: list[A] = []
        done = say("kosong: selesai", "empty: done")
        while (answer := self._typed(self._ask, asks, check, hint=done)) is not None:
            if answer not in found:
                found.append(answer)
        return tuple(found)

    def given(self, option: str, check: Callable[[str], A]) -> tuple[A, ...]:
        """Return the answers that stand in the options; nobody is asked."""
        texts: Sequence[str] = getattr(self._arguments, _field(option))
        return tuple(dict.fromkeys(_checked(option, check, text) for text in texts))

    def lack(self, option: str) -> None:
        """Note that an answer is missing; at a terminal nothing further is asked then.

        Raises:
            UsageError: somebody sits at a terminal and did not answer.
        """
        if self._ask is not None:
            raise UsageError(say(f"{option}: harus ada.", f"{option}: there must be one."))
        self.missing.append(option)

    def _typed(
        self,
        ask: Ask,
        asks: Words,
        check: Callable[[str], A],
        *,
        default: str | None = None,
        hint: str | None = None,
    ) -> A | None:
        """Ask until an answer can stand; ``hint`` says what an empty line means, if it may be."""
        prompt = say_words(asks)
        if default is not None:
            prompt += f" [{default}]"
        elif hint is not None:
            prompt += f" ({hint})"
        while True:
            text = ask(f"{prompt}: ").strip() or default or ""
            if not text:
                if hint is not None:
                    return None
                continue
            try:
                answer = check(text)
            except Refused as refused:
                print(f"  ! {shown(say_words(refused.words))}", file=sys.stderr)
                continue
            if str(answer) != text:
                print(f"  = {answer}", file=sys.stderr)
            return answer


def keyboard() -> Ask | None:
    """Return what asks at the terminal; ``None`` where nobody sits at one."""
    if not sys.stdin.isatty():
        return None

    def ask(prompt: str) -> str:
        print(prompt, end="", file=sys.stderr, flush=True)
        typed = sys.stdin.readline()
        if not typed:
            raise UsageError(say("Dibatalkan.", "Given up."))
        return typed

    return ask


def _field(option: str) -> str:
    return option.lstrip("-").replace("-", "_")


def _checked(option: str, check: Callable[[str], A], text: str) -> A:
    try:
        return check(text)
    except Refused as refused:
        raise UsageError(f"{option}: {shown(say_words(refused.words))}") from refused
