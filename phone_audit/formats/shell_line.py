"""The small part of shell grammar this program ever uses: words, quotes and pipes."""

import re
from shlex import quote as quote

Stage = tuple[str, ...]
"""One command of a pipeline: its words, unquoted."""

_TOKEN = re.compile(
    r"""(?P<space>\ +)
      | (?P<pipe>\|)
      | '(?P<single>[^'\n\r\0]*)'
      | "(?P<double>[^"\\$`!\n\r\0]*)"
      | (?P<bare>[A-Za-z0-9_@%+=:,./^*?~\[\]{}#-]+)
    """,
    re.VERBOSE,
)
_GLOB = re.compile(r"[*?\[\]{}~#]")


class ShellGrammarError(ValueError):
    """The line holds something else than plain words, quoted words and pipes."""


def parse_line(line: str) -> tuple[Stage, ...]:
    r"""Split one shell line into the stages of its pipeline, each a tuple of words.

    Format: words separated by blanks, quoted where they hold anything special, and
    stages separated by ``|``::

        dumpsys notification --package com.android.chrome | grep -oE 'mId=.*'

    gives ``(("dumpsys", "notification", "--package", "com.android.chrome"),
    ("grep", "-oE", "mId=.*"))``.

    What a POSIX shell would treat as anything but such words is refused rather than
    understood: ``; & < > $ ` \\ ( ) !``, line breaks, comments, assignments, globs
    outside quotes, an empty stage. A line that passes means the same to every shell.

    Read from: POSIX.1-2017 XCU 2.2 (quoting) and 2.10 (grammar).

    Raises:
        ShellGrammarError: the line holds anything else.
    """
    stages: list[Stage] = []
    words: list[str] = []
    word: str | None = None

    def end_word() -> None:
        nonlocal word
        if word is not None:
            words.append(word)
            word = None

    def end_stage() -> None:
        end_word()
        if not words:
            raise ShellGrammarError("a pipe without a command beside it")
        if re.match(r"[A-Za-z_][A-Za-z0-9_]*=", words[0]):
            raise ShellGrammarError("an assignment before a command")
        stages.append(tuple(words))
        words.clear()

    position = 0
    while position < len(line):
        token = _TOKEN.match(line, position)
        if token is None:
            raise ShellGrammarError(f"character {line[position]!r} at {position}")
        if token["space"] is not None:
            end_word()
        elif token["pipe"] is not None:
            end_stage()
        else:
            bare = token["bare"]
            if bare is not None and _GLOB.search(bare):
                raise ShellGrammarError(f"unquoted special character in {bare!r}")
            text = next(
                part for part in (token["single"], token["double"], bare) if part is not None
            )
            word = (word or "") + text
        position = token.end()
    end_stage()
    return tuple(stages)
