"""The notation the permit list is written in: a command line with holes, and what may fill them."""

import re
from dataclasses import dataclass, field

from phone_audit.formats.shell_line import Stage

_FOLDER = r"/(?:sdcard|storage/emulated/[0-9]{1,3})(?:/[A-Za-z0-9_-][A-Za-z0-9_. -]*){0,6}/?"
# The holder's own file names may hold anything but a way out of the folder.
_SHARED_FILE = r"/(?:sdcard|storage/emulated/[0-9]{1,3})(?:/(?!\.{1,2}[/\n])[^/\n]{1,255}){1,8}"
_INSTALLED = (
    r"/(?:data/app|system|system_ext|product|vendor|odm|apex)"
    r"(?:/(?!\.{1,2}/)[A-Za-z0-9._~=+@-]+){1,10}"
)

_HOLES = {
    "<n>": r"[0-9]{1,6}",
    "<pages>": r"(?:[1-9]|1[0-7])",  # of 4 KiB
    "<milliseconds>": r"[0-9]{1,11}",
    # The grammar of Android's package names; "android" is the only one of a single word,
    # which is what keeps verbs such as "flush" or "write" from passing as a package.
    "<package>": r"(?:android|[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+)",
    "<key>": r"[A-Za-z][A-Za-z0-9_.]*",
    "<date format>": r"\+(?:%[A-Za-z]|[ :/_.-])+",
    "<folder>": _FOLDER,
    "<apk>": rf"(?:{_INSTALLED}\.apk|{_SHARED_FILE}\.(?i:apk|apks|xapk))",
    "<installed apk>": rf"{_INSTALLED}\.apk",
    "<shared app file>": rf"{_SHARED_FILE}\.(?i:apk|apks|xapk)",
    "<apk glob>": r"\*\.(?i:apk|apks|xapk)",
    "<columns>": r"[a-z_]+(?::[a-z_]+)*",
    "<apk rows>": r"_(?:display_name|data) LIKE '%\.(?:apk|apks|xapk)'"
    r"(?: OR _(?:display_name|data) LIKE '%\.(?:apk|apks|xapk)')*",
    "<action>": r"android\.intent\.action\.(?:VIEW|MAIN)",
    "<category>": r"android\.intent\.category\.(?:BROWSABLE|DEFAULT|LAUNCHER)",
    "<web address>": r"https?://(?:[a-z0-9-]+\.)*[a-z0-9-]+/?",
    "<role>": r"android\.app\.role\.[A-Z_]+",
    # A pattern that began with a minus would be read as an option.
    "<pattern>": r"(?!-)[^\n]+",
    "<grep flags>": r"-[EFviocnwxh]+",
    "<list>": r"[0-9]+(?:-[0-9]*)?(?:,[0-9]+(?:-[0-9]*)?)*",
    "<character>": r"[^\n]",
    "<browser event>": r"(?:am|wm)_(?:create_activity|new_intent):I",
    "<app folder>": r"/sdcard/(?:Download|Android/(?:data|obb|media))/?",
    # One pattern, letter by letter: whatever else the dump holds must not come along.
    "<vpn signs>": re.escape(
        "Active default network:|ni[{]VPN CONNECTED|ni[{].type: VPN[^,]*, state: CONNECTED"
    ),
    "<lines>": r"[0-9]+(?:,[0-9]+)?p",
    # Pages inside other apps (webview_, stetho_) are none of a browser's tabs.
    "<browser socket>": r"(?!webview_|stetho_)[!-~]{0,80}devtools_remote(?:_[0-9]{1,10})?",
    "<tab>": r"[0-9A-Za-z_-]{1,64}",
    "<site>": r"https://(?:[a-z0-9_-]{1,63}\.)+[a-z0-9_-]{1,63}",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One command shape; ``matches`` tells whether the words of a command have it.

    Notation, one blank between words::

        pm list packages { (-f|-i|-U) } --user <n>
        dumpsys [ -t <n> ] usagestats -c <package> { <package> }

    A bare word stands for itself, ``(a|b)`` for one of several, ``<n>`` for anything of
    that kind; written together they are one word (``-n<n>``). ``[ ... ]`` may be left
    out, ``{ ... }`` may come any number of times, also none. What is not written is
    not permitted.
    """

    notation: str
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", re.compile(_regex(self.notation)))

    def matches(self, words: Stage) -> bool:
        """Tell whether these words, no more and no fewer, have this shape."""
        # No word holds a line break (shell_line refuses them), so one ends each word.
        return self._pattern.fullmatch("".join(word + "\n" for word in words)) is not None


_WORD = re.compile(r"(?:<[^<>]+>|\([^()]+\)|[^\s<>()])+")
_PIECE = re.compile(r"(<[^<>]+>|\([^()]+\))")
_GROUPS = {"[": "(?:", "]": ")?", "{": "(?:", "}": ")*"}


def _regex(notation: str) -> str:
    words: list[str] = _WORD.findall(notation)
    return "".join(_GROUPS[word] if word in _GROUPS else _word(word) + "\n" for word in words)


def _word(text: str) -> str:
    return "".join(_piece(piece) for piece in _PIECE.split(text))


def _piece(piece: str) -> str:
    if piece.startswith("<"):
        return _HOLES[piece]
    if piece.startswith("("):
        return f"(?:{'|'.join(map(_word, piece[1:-1].split('|')))})"
    return re.escape(piece)
