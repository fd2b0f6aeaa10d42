"""The language of one run of the command line, chosen once before anything is said."""

import locale
import os
import sys
from collections.abc import Mapping, Sequence
from contextvars import ContextVar

from phone_audit.model.record import Words

LANGUAGES = ("id", "en")

_current: ContextVar[str] = ContextVar("language", default="id")


def choose(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """Set and return the language: ``--lang``, ``PHONE_AUDIT_LANG``, the locale, else Indonesian.

    Read before the command line is parsed, because its help and its errors are said in
    that language. A locale other than Indonesian or English gives Indonesian.
    """
    wanted = _option(arguments) or environment.get("PHONE_AUDIT_LANG") or _locale(environment)
    language = wanted if wanted in LANGUAGES else "id"
    _current.set(language)
    return language


def current() -> str:
    """Return ``"id"`` or ``"en"``."""
    return _current.get()


def say(indonesian: str, english: str) -> str:
    """Return the sentence in the language of this run."""
    return english if _current.get() == "en" else indonesian


def say_words(words: Words) -> str:
    """Return the words in the language of this run."""
    return words.say(_current.get())


def _option(arguments: Sequence[str]) -> str | None:
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
    return None


def _locale(environment: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return value[:2].lower()
    if sys.platform == "win32":  # elsewhere getlocale() makes "en_US" of the plain C locale
        return (locale.getlocale()[0] or "")[:2].lower()
    return ""
