"""Answers of one phone kept in a folder, found again by the line that asked for them."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from phone_audit.formats.filters import FilterError, apply, is_filter
from phone_audit.formats.phone_commands import Answer as Answer
from phone_audit.formats.phone_commands import PhoneCommands, not_found, read_properties
from phone_audit.formats.phone_files import PhoneFiles
from phone_audit.formats.shell_line import ShellGrammarError, Stage, parse_line
from phone_audit.model.record import replace

_LONGEST_KEY = 239  # file systems stop at 255 bytes, suffix included

_ALIASES = (
    (("pm",), ("cmd", "package")),
    (("am",), ("cmd", "activity")),
    (("settings",), ("cmd", "settings")),
    (("appops",), ("cmd", "appops")),
    (("device_config",), ("cmd", "device_config")),
)
"""Two names for one thing: a script of the phone, and the service it calls."""


class CaptureFolderError(ValueError):
    """A file of the folder does not hold what its name promises."""


def capture_key(command: str) -> str:
    """Return the name under which the answer to a command is kept.

    ``command`` is the line after the shell took the quotes off, its words joined by one
    blank. Every byte outside ``A-Z a-z 0-9 . _ -`` becomes ``_``; a name of 240 bytes or
    more becomes the MD5 of the line instead::

        >>> capture_key("pm list packages --user 0")
        'pm_list_packages_--user_0'
    """
    raw = command.encode("utf-8", "surrogateescape")
    key = re.sub(rb"[^A-Za-z0-9._-]", b"_", raw).decode()
    if len(key) > _LONGEST_KEY:
        return hashlib.md5(raw, usedforsecurity=False).hexdigest()
    return key


class CaptureFolder:
    """What one phone said, as files, and the answers that follow from them.

    Format of the folder, whose files are given by their path with forward slashes::

        props                       output of getprop, or lines k=v
        cmds/KEY.out  cmds/KEY.err  what the command printed
        cmds/KEY.rc                 its exit code; 0 without the file
        cmds/KEY.sleep              seconds it thinks first, or "forever"
        fs/storage/emulated/0/...   files of the phone, below its root

    ``KEY`` is ``capture_key`` of the command without its pipe, or of the whole line
    where only the filtered answer was kept. A path below ``fs/`` that ends in ``/`` is
    an empty folder. ``clock`` is the phone's own clock, aware; without one the phone
    does not answer ``date``.

    Raises:
        CaptureFolderError: an exit code or a delay is no number.
    """

    def __init__(
        self, files: Mapping[str, bytes], clock: Callable[[], datetime] | None = None
    ) -> None:
        self.properties: Mapping[str, str] = read_properties(files.get("props", b""))
        self._outputs: dict[str, bytes] = {}
        self._errors: dict[str, bytes] = {}
        self._exit_codes: dict[str, int] = {}
        self._delays: dict[str, float | None] = {}
        phone_files: dict[str, bytes] = {}
        for path, data in files.items():
            if path.startswith("fs/"):
                phone_files[path[2:]] = data
            elif path.startswith("cmds/"):
                self._keep(path, data)
        self._files = PhoneFiles(phone_files)
        self._has_files = bool(phone_files)
        self._commands = PhoneCommands(
            self.properties,
            lambda namespace: self._outputs.get(capture_key(f"settings list {namespace}")),
            clock,
        )

    def _keep(self, path: str, data: bytes) -> None:
        key, _, kind = path.removeprefix("cmds/").rpartition(".")
        text = data.decode("ascii", "replace").strip()
        match kind:
            case "out":
                self._outputs[key] = data
            case "err":
                self._errors[key] = data
            case "rc" if re.fullmatch(r"[0-9]{1,3}", text):
                self._exit_codes[key] = int(text)
            case "sleep" if text == "forever":
                self._delays[key] = None
            case "sleep" if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text):
                self._delays[key] = float(text)
            case "rc" | "sleep":
                raise CaptureFolderError(f"{path}: {text[:20]!r} is no number")

    def answer(self, line: str) -> Answer:
        """Return what the phone answers to one shell line, pipe included.

        What was captured comes first; then what follows from it: the other name of the
        same command, ``dumpsys x`` for ``dumpsys -t N x``, ``settings get`` from
        ``settings list``, ``getprop`` from the properties, ``date`` from the clock,
        ``cat``, ``ls``, ``find`` and checksums from the phone's files. Anything else
        fails as it does on a phone, with ``captured`` false.
        """
        whole = self._captured(line)
        if whole is not None:
            return whole
        try:
            first, *filters = parse_line(line)
        except ShellGrammarError as error:
            text = f"/system/bin/sh: syntax error: {error}\n"
            stderr = text.encode("utf-8", "backslashreplace")
            return Answer(stderr=stderr, exit_code=1, captured=False)
        answer = self._run(first)
        if not filters:
            return answer
        try:
            stdout, code = apply(filters, answer.stdout)
        except FilterError as error:
            unknown = next((name for name, *_ in filters if not is_filter(name)), None)
            complaint = Answer(stderr=f"{error}\n".encode(), exit_code=2)
            if unknown is not None:
                complaint = not_found(unknown)
            return replace(complaint, stderr=answer.stderr + complaint.stderr, captured=False)
        return replace(answer, stdout=stdout, exit_code=code)

    def _captured(self, command: str) -> Answer | None:
        key = capture_key(command)
        parts = (self._outputs, self._errors, self._exit_codes, self._delays)
        if not any(key in part for part in parts):
            return None
        return Answer(
            stdout=self._outputs.get(key, b""),
            stderr=self._errors.get(key, b""),
            exit_code=self._exit_codes.get(key, 0),
            delay_s=self._delays.get(key, 0.0),
        )

    def _run(self, words: Stage) -> Answer:
        for spelling in _spellings(words):
            found = self._captured(" ".join(spelling))
            if found is not None:
                return found
        looked = self._files.look(words)
        if looked is None:
            return self._commands.run(words)
        return Answer(
            stdout=b"".join(looked.stdout),
            stderr=b"".join(looked.stderr),
            exit_code=looked.exit_code,
            # A folder that holds no copy of a path does not say that the phone had none.
            captured=self._has_files and looked.exit_code == 0,
        )


def _spellings(words: Stage) -> Iterator[Stage]:
    """Yield the command and every other way to write it that means the same."""
    yield words
    for pair in _ALIASES:
        for one, other in (pair, pair[::-1]):
            if words[: len(one)] == one:
                yield other + words[len(one) :]
    if words[:2] == ("dumpsys", "-t"):
        yield ("dumpsys", *words[3:])
