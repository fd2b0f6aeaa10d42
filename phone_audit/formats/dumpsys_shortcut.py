"""Shortcuts that browsers put on the home screen, and the web sites they open."""

import re
from dataclasses import dataclass
from datetime import datetime

from phone_audit.formats.timestamps import from_epoch_ms
from phone_audit.formats.whole_lines import is_damaged, whole_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class WebShortcut:
    """One shortcut that opens a web site. ``None``: the dump does not say.

    ``pinned``: it stands on a home screen. ``changed_at`` is when the app last changed
    it, which for most shortcuts is when it was made.
    """

    package: str
    user: int | None
    origin: str
    pinned: bool
    changed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcuts:
    """Web shortcuts in order of the dump. ``answered``: the service spoke at all.

    ``unread`` counts shortcuts that say two different things, or belong to no app.
    """

    shortcuts: tuple[WebShortcut, ...]
    answered: bool
    unread: int


_PINNED = 0x2  # ShortcutInfo.FLAG_PINNED
_USERS_APART = 100_000
_MARKS = re.compile(
    r"^\s{0,16}(?:(?P<service>Now: \[)|User: (?P<user>\d{1,6})(?!\d)"
    r"|Package: (?P<package>[A-Za-z0-9_.]{1,223})  UID: (?P<uid>\d{1,10})(?!\d))"
    r"|(?P<head>ShortcutInfo \{id=)"
    r"|(?<!\w)flags=0x(?P<flags>[0-9a-f]{1,8}) \["
    r"|(?<!\w)timestamp=(?P<timestamp>\d{1,18})(?!\d)"
    r"|(?<!\w)(?:webapp_url|dat)=(?P<origin>https?://[^/,}\]?#\s]{1,300})",
    re.ASCII,
)
_TEXTS = ("shortLabel=", "longLabel=", "disabledMessage=", "categories=", "persons=")


def read_shortcuts(text: str) -> Shortcuts:
    """Read the web shortcuts of ``dumpsys shortcut``, whole or as a filter on the phone left it.

    Format: from Android 9 one field per line, on 8 the whole shortcut on one::

        Now: [1763600000000] 2025-11-20 07:53:20  Raw last reset: ...
          User: 0  Known locales: id-ID  Last app scan: ...
              Package: com.android.chrome  UID: 10123
                  ShortcutInfo {id=2f5b3a10, flags=0x10a [PinIc-fStr]
                    shortLabel=Situs, resId=0[null]
                    rank=0, timestamp=1763500000000
                    intents=[Intent { act=... }/PersistableBundle[{org.chromium.chrome.browser.
                    (one line) webapp_url=https://situs.invalid/lobi, ...}]]

    The address is ``webapp_url`` of a web app (Chromium; Samsung Internet with another
    prefix) or ``dat`` of a plain bookmark, which Android shortens to the host. Names and
    labels are never read: sites and holders choose them. For the same reason a
    shortcut in which one of the four facts stands twice with different values is
    counted as unread: one of the two may be text.

    A filter that prints each match on a line of its own leaves all that is read here.

    Read from: AOSP ``ShortcutService.dump``, ``ShortcutUser.dump``, ``ShortcutPackage.
    dump``, ``ShortcutInfo.toDumpString``, API 26-36; the same on One UI 6, MIUI 12 and
    ColorOS 13; Chromium ``WebappConstants.EXTRA_URL``.
    """
    reader = _Reader()
    whole, reader.unread = whole_lines(text)
    for line in whole.split("\n"):
        if line.lstrip().startswith(_TEXTS):
            continue
        if is_damaged(line):
            reader.forget()
        else:
            reader.line(line)
    reader.end()
    return Shortcuts(
        shortcuts=tuple(reader.shortcuts), answered=reader.answered, unread=reader.unread
    )


class _Reader:
    """The app whose shortcuts follow, and what the shortcut being read has said so far."""

    def __init__(self) -> None:
        self.shortcuts: list[WebShortcut] = []
        self.answered = False
        self.unread = 0
        self.user: int | None = None
        self.package: str | None = None
        self.said: dict[str, set[str]] | None = None  # None: between shortcuts

    def line(self, line: str) -> None:
        for found in _MARKS.finditer(line):
            kind = found.lastgroup
            assert kind is not None
            value = found[kind]
            if kind == "service":
                self.answered = True
            elif kind == "user":
                self.end()
                self.answered, self.user, self.package = True, int(value), None
            elif kind == "uid":
                self.end()
                self.package = found["package"]
                self.user = int(value) // _USERS_APART if self.user is None else self.user
            elif kind == "head":
                self.end()
                self.said = {}
            elif self.said is not None:
                self.said.setdefault(kind, set()).add(value.lower())

    def forget(self) -> None:
        """Count a line that is not whole; what comes next may belong to another app."""
        self.unread += 1
        if self.said is not None and "origin" not in self.said:
            self.said = None  # the address comes last: this one is not all there
        self.end()
        self.user = self.package = None

    def end(self) -> None:
        """Keep the shortcut that was read, if it opens a site and says so without doubt."""
        said, self.said = self.said, None
        if said is None or "origin" not in said:
            return
        if self.package is None or any(len(values) > 1 for values in said.values()):
            self.unread += 1
            return
        told = {kind: next(iter(values)) for kind, values in said.items()}
        self.shortcuts.append(
            WebShortcut(
                package=self.package,
                user=self.user,
                origin=told["origin"],
                pinned=bool(int(told.get("flags", "0"), 16) & _PINNED),
                changed_at=from_epoch_ms(int(told.get("timestamp", "0"))),
            )
        )
