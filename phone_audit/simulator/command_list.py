"""A shell line as a phone runs it: commands one after another, variables, ``$?``, ``>&2``."""

import re
from collections.abc import Callable

from phone_audit.formats.capture_folder import Answer
from phone_audit.model.record import Record, replace

_COMMAND = re.compile(r"""(?:[^'";]|'[^']*'|"[^"]*"|['"])+""")
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=([A-Za-z0-9_.]*)")
_TO_STDERR = re.compile(r"(.*) >&2", re.DOTALL)
_QUOTED_OR_VARIABLE = re.compile(r"'[^']*'|\$(\?|[A-Za-z_][A-Za-z0-9_]*)")


class Command(Record):
    """One command of a list, as it was written.

    A ``question`` asks the phone something; the others are the shell's own: setting a
    variable, and an ``echo`` of one.
    """

    text: str
    question: bool


def command_list(line: str) -> tuple[Command, ...]:
    """Split a line at each ``;`` outside quotes.

    Format::

        N=12ab; getprop; echo $N.1.$?; echo $N.1.$? >&2

    A line of a single command is always a question.

    Read from: POSIX.1-2017 XCU 2.9.3.
    """
    texts = [text.strip(" ") for text in _COMMAND.findall(line)]
    if len(texts) < 2:
        return (Command(text=line, question=True),)
    return tuple(Command(text=text, question=not _is_the_shells_own(text)) for text in texts)


def questions_in(line: str) -> tuple[str, ...]:
    """Return the questions of a line, without what the shell does for itself."""
    return tuple(one.text for one in command_list(line) if one.question)


def _is_the_shells_own(text: str) -> bool:
    return text.startswith("echo $") or _ASSIGNMENT.fullmatch(text) is not None


class Shell:
    """Runs commands of one line in order; ``answer`` is what the phone says to a simple one."""

    def __init__(self, answer: Callable[[str], Answer]) -> None:
        self._answer = answer
        self._variables: dict[str, str] = {"?": "0"}

    def run(self, text: str) -> Answer:
        """Return what one command prints and its exit code.

        Variables hold letters, digits, ``_`` and ``.`` only, so that what takes their place
        is never read as shell grammar.
        """
        assignment = _ASSIGNMENT.fullmatch(text)
        if assignment is not None:
            self._variables[assignment[1]] = assignment[2]
            said = Answer()
        else:
            said = self._print(_QUOTED_OR_VARIABLE.sub(self._value, text))
        self._variables["?"] = str(said.exit_code & 0xFF)
        return said

    def _value(self, found: re.Match[str]) -> str:
        name = found[1]
        return found[0] if name is None else self._variables.get(name, "")

    def _print(self, text: str) -> Answer:
        redirected = _TO_STDERR.fullmatch(text)
        if redirected is None:
            return self._answer(text)
        said = self._answer(redirected[1])
        return replace(said, stdout=b"", stderr=said.stderr + said.stdout)
