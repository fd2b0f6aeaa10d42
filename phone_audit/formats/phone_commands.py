"""What a phone's own small commands answer, from its properties, its clock and what it lacks."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from phone_audit.model.record import Record, replace

_PROPERTY = re.compile(r"\[([^\]]+)\]: \[(.*)\]|([^#=\[\s][^=]*)=(.*)")
_CONTENT_URI = re.compile(r"content://([^/?\s]+)")
_DATE_LETTERS: Mapping[str, Callable[[datetime], str]] = {
    "s": lambda at: str(int(at.timestamp())),
    "N": lambda at: f"{at.microsecond * 1000:09d}",
    "z": lambda at: at.strftime("%z")[:5],
    "Z": lambda at: at.strftime("%Z"),
    "Y": lambda at: f"{at.year:04d}",
    "m": lambda at: f"{at.month:02d}",
    "d": lambda at: f"{at.day:02d}",
    "H": lambda at: f"{at.hour:02d}",
    "M": lambda at: f"{at.minute:02d}",
    "S": lambda at: f"{at.second:02d}",
    "F": lambda at: at.date().isoformat(),
    "T": lambda at: f"{at.hour:02d}:{at.minute:02d}:{at.second:02d}",
    "%": lambda _: "%",
}


class Answer(Record):
    """What a phone answers to one line.

    ``delay_s`` is how long it thinks first, ``None`` for ever. ``captured`` is false
    when nothing that is known of the phone speaks to the line, and the answer is the
    failure a phone without that command or service would show.
    """

    stdout: bytes = b""
    stderr: bytes = b""
    exit_code: int = 0
    delay_s: float | None = 0.0
    captured: bool = True


def read_properties(data: bytes) -> dict[str, str]:
    """Return the system properties in ``data``: output of ``getprop``, or lines ``k=v``.

    Format::

        [ro.build.version.sdk]: [34]
        ro.build.version.sdk=34

    Lines of another shape, comments among them, say nothing about a property.
    """
    found: dict[str, str] = {}
    for line in data.decode("utf-8", "surrogateescape").split("\n"):
        if match := _PROPERTY.fullmatch(line.removesuffix("\r")):
            found[match[1] or match[3]] = match[2] if match[1] else match[4]
    return found


class PhoneCommands:
    """Commands that need no capture: answered from properties, settings and a clock.

    ``settings_list`` gives the captured output of ``settings list NAMESPACE``, or
    ``None``. ``clock`` is the phone's own clock, aware; ``None``: it does not answer.
    """

    def __init__(
        self,
        properties: Mapping[str, str],
        settings_list: Callable[[str], bytes | None],
        clock: Callable[[], datetime] | None,
    ) -> None:
        self._properties = properties
        self._settings_list = settings_list
        self._clock = clock

    def run(self, words: Sequence[str]) -> Answer:
        """Return what the command prints; what this phone cannot know fails as on a phone.

        Read from: AOSP ``dumpsys.cpp``, ``cmd.cpp``, ``service.cpp``, ``getprop.cpp``,
        ``Content.java`` (Android 8 to 15); mksh for a command that does not exist.
        """
        name, *arguments = words
        match name:
            case "getprop":
                return self._getprop(arguments)
            case "settings":
                return self._settings(arguments)
            case "cmd" if arguments[:1] == ["settings"]:
                return self._settings(arguments[1:])
            case "date":
                return self._date(arguments)
            case _:
                plain = _PLAIN.get(name)
                return not_found(name) if plain is None else plain(arguments)

    def _getprop(self, arguments: Sequence[str]) -> Answer:
        if arguments:
            default = arguments[1] if len(arguments) > 1 else ""
            said = _printed(self._properties.get(arguments[0], default))
            return said if self._properties else replace(said, captured=False)
        lines = [f"[{name}]: [{value}]" for name, value in sorted(self._properties.items())]
        return _printed("\n".join(lines)) if lines else Answer(captured=False)

    def _settings(self, arguments: Sequence[str]) -> Answer:
        words = list(arguments)
        if "--user" in words:
            at = words.index("--user")
            del words[at : at + 2]
        match words:
            case ["get", namespace, name]:
                listed = self._settings_list(namespace)
                prefix = name.encode("utf-8", "surrogateescape") + b"="
                for line in (listed or b"").split(b"\n"):
                    if line.startswith(prefix):
                        return Answer(stdout=line.removeprefix(prefix) + b"\n")
                return Answer(stdout=b"null\n", captured=listed is not None)
            case _:
                return _missing_service("settings")

    def _date(self, arguments: Sequence[str]) -> Answer:
        match arguments:
            case [form] if self._clock is not None and re.fullmatch(r"\+([^%]|%[%A-Za-z])*", form):
                now = self._clock().astimezone(self._zone())
                letters = re.findall(r"%(.)", form)
                if all(letter in _DATE_LETTERS for letter in letters):
                    return _printed(
                        re.sub(r"%(.)", lambda found: _DATE_LETTERS[found[1]](now), form[1:])
                    )
        return Answer(stderr=b"date: not known of this phone\n", exit_code=1, captured=False)

    def _zone(self) -> tzinfo:
        try:
            return ZoneInfo(self._properties.get("persist.sys.timezone", ""))
        except (ValueError, KeyError, OSError):  # no such zone, or no name of a zone at all
            return UTC


def not_found(name: str) -> Answer:
    """Return the shell's complaint about a command that this phone does not have."""
    text = f"/system/bin/sh: {name}: inaccessible or not found\n"
    return Answer(stderr=_bytes(text), exit_code=127, captured=False)


def _printed(text: str) -> Answer:
    return Answer(stdout=_bytes(text + "\n"))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _missing_service(name: str) -> Answer:
    text = f"cmd: Can't find service: {name}\n"
    return Answer(stderr=_bytes(text), exit_code=20, captured=False)


def _cmd(arguments: Sequence[str]) -> Answer:
    return _missing_service(arguments[0] if arguments else "")


def _dumpsys(arguments: Sequence[str]) -> Answer:
    words = arguments[2:] if arguments[:1] == ["-t"] else arguments
    text = f"Can't find service: {words[0] if words else ''}\n"
    return Answer(stderr=_bytes(text), captured=False)


def _service(arguments: Sequence[str]) -> Answer:
    match arguments:
        case ["check", name, *_]:
            return Answer(stdout=_bytes(f"Service {name}: not found\n"), captured=False)
        case ["call", name, *_]:
            text = f"service: Service {name} does not exist\n"
            return Answer(stderr=_bytes(text), exit_code=10, captured=False)
        case _:
            return Answer(exit_code=10, captured=False)


def _content(arguments: Sequence[str]) -> Answer:
    found = _CONTENT_URI.search(" ".join(arguments))
    provider = found[1] if found else ""
    text = (
        f"Error while accessing provider:{provider}\n"
        f"java.lang.IllegalStateException: Could not find provider: {provider}\n"
    )
    return Answer(stderr=_bytes(text), captured=False)


def _sleep(arguments: Sequence[str]) -> Answer:
    match arguments:
        case [seconds] if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", seconds):
            return Answer(delay_s=float(seconds))
        case _:
            return Answer(stderr=b"sleep: not a number of seconds\n", exit_code=1)


def _exit(arguments: Sequence[str]) -> Answer:
    match arguments:
        case [code] if re.fullmatch(r"[0-9]{1,3}", code):
            return Answer(exit_code=int(code) % 256)
        case _:
            return Answer()


_PLAIN: Mapping[str, Callable[[Sequence[str]], Answer]] = {
    "cmd": _cmd,
    "pm": lambda _: _missing_service("package"),
    "am": lambda _: _missing_service("activity"),
    "content": _content,
    "dumpsys": _dumpsys,
    "service": _service,
    "getenforce": lambda _: replace(_printed("Enforcing"), captured=False),
    "echo": lambda words: _printed(" ".join(words)),
    "true": lambda _: Answer(),
    "false": lambda _: Answer(exit_code=1),
    ":": lambda _: Answer(),
    "sleep": _sleep,
    "exit": _exit,
}
