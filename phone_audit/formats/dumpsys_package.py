"""Package blocks of ``dumpsys package``: every package's state for every user."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from phone_audit.formats.timestamps import Stamp
from phone_audit.formats.whole_lines import whole_lines


@dataclass(slots=True, kw_only=True)
class UserState:
    """What one block says about one user. ``None``: the block does not say.

    ``data_inode`` above 0 with ``installed`` false means that data was kept after removal.
    ``disabled_by`` is the package that disabled it last.
    """

    installed: bool | None = None
    hidden: bool | None = None
    suspended: bool | None = None
    not_launched: bool | None = None
    enabled: int | None = None
    data_inode: int | None = None
    install_reason: int | None = None
    first_installed: Stamp | None = None
    disabled_by: str | None = None


@dataclass(slots=True, kw_only=True)
class PackageBlock:
    """One package. ``None``: the block does not say, or says two different things.

    ``first_installed`` of the whole package is printed up to Android 12 and is the
    earliest of all users; later each ``UserState`` has its own. ``splits`` names the
    split APKs beside the base, without ``base`` itself. ``app_id`` is the part of the uid
    that is the same for every user.
    """

    package: str
    app_id: int | None = None
    version_name: str | None = None
    version_code: int | None = None
    first_installed: Stamp | None = None
    last_updated: Stamp | None = None
    installer: str | None = None
    initiator: str | None = None
    originator: str | None = None
    package_source: int | None = None
    system: bool | None = None
    splits: tuple[str, ...] | None = None
    users: dict[int, UserState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDump:
    """Blocks by name, the factory versions of updated system packages, and what was not read.

    ``found``: there was a ``Packages:`` heading at all. ``unread`` counts lines of another
    shape inside package sections, values given twice with different content, and
    blocks that repeat a name (the first one stands).
    """

    packages: dict[str, PackageBlock]
    factory: dict[str, PackageBlock]
    found: bool
    unread: int


_HEAD = re.compile(r"  Package \[([A-Za-z0-9_.\-]{1,223})\] \([^()]{0,80}\):", re.ASCII)
_USER = re.compile(r"(\d{1,6}):(?: (.*))?", re.ASCII)
_PAIR = re.compile(r"(?<!\S)([A-Za-z]{1,40}+)=([^\s=]{1,60})", re.ASCII)
_HEADING = re.compile(r"[A-Za-z][A-Za-z0-9 _()'./-]{0,120}:\s*", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,223}", re.ASCII)
_MOST_SPLITS = 500
_LONGEST_VALUE = 400  # characters; a longer one is no name, number or date

_OUTSIDE, _PACKAGES, _FACTORY, _RENAMED = range(4)
_SECTIONS = {
    "Packages:": _PACKAGES,
    "Hidden system packages:": _FACTORY,
    "Renamed packages:": _RENAMED,
}


def _text(value: str) -> str | None:
    return value[:_LONGEST_VALUE] if value and value != "null" else None


def _name(value: str) -> str | None:
    return value if value != "null" and _NAME.fullmatch(value) else None


def _number(value: str) -> int | None:
    digits = value.split(" ", 1)[0]
    return int(digits) if len(digits) < 20 and digits.isdecimal() and digits.isascii() else None


def _is_system(value: str) -> bool:
    return not {"SYSTEM", "UPDATED_SYSTEM_APP"}.isdisjoint(value.split())


def _splits(value: str) -> tuple[str, ...] | None:
    """Read ``[base, config.in:3]``: names with a revision where it is not 0."""
    base, *others = value.removeprefix("[").removesuffix("]").split(", ")
    names = tuple(one.partition(":")[0] for one in others[:_MOST_SPLITS])
    whole = base.partition(":")[0] == "base" and all(_NAME.fullmatch(name) for name in names)
    return names if whole else None


_Fact = Stamp | bool | tuple[str, ...] | None
_PACKAGE_KEYS: dict[str, tuple[str, Callable[[str], _Fact]]] = {
    "appId": ("app_id", _number),  # 14 and later
    "userId": ("app_id", _number),  # up to 13
    "versionCode": ("version_code", _number),
    "versionName": ("version_name", _text),
    "firstInstallTime": ("first_installed", _text),
    "lastUpdateTime": ("last_updated", _text),
    "installerPackageName": ("installer", _name),
    "initiatingPackageName": ("initiator", _name),
    "originatingPackageName": ("originator", _name),
    "packageSource": ("package_source", _number),
    "flags": ("system", _is_system),
    "splits": ("splits", _splits),
}
_USER_KEYS: dict[str, tuple[str, Callable[[str], Stamp | None]]] = {
    "installReason": ("install_reason", _number),
    "firstInstallTime": ("first_installed", _text),
    "lastDisabledCaller": ("disabled_by", _name),
}
# Most lines say what nobody asks for, and stepping over them is nearly all the work: so one
# pattern goes from mark to mark through the whole text, and only marks reach Python.
_MARK = re.compile(
    rf"\n(?:    (?:({'|'.join(_PACKAGE_KEYS)})=([^\n]*)"  # a fact of the whole package
    r"|User ([^\n]*)"  # a user, with the lines below until app-chosen names may follow
    r"((?:\n(?:       [^\n]*|    Suspend params:[^\n]*|(?=\n)"
    r"|      (?! |gids=)[^\n]*+(?<!:)))*+))"
    r"|(?!    |\n)([^\n]+))"  # a section, a block, or something else
)
_FACT_OF_USER = re.compile(rf"\n      ({'|'.join(_USER_KEYS)})(?:=|: )([^\n]*)")


def read_package_dump(text: str) -> PackageDump:
    """Read the blocks of ``dumpsys package [packages|-a]`` or of a bug report's package service.

    Format: sections begin in column 0, blocks are indented by two blanks, facts by four,
    what belongs to one user by six::

        Packages:
          Package [id.contoh.permainan] (672e433):
            appId=10234
            versionCode=102 minSdk=24 targetSdk=34
            versionName=1.0.2
            splits=[base, config.in]
            flags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ]
            lastUpdateTime=2026-11-13 09:13:20
            installerPackageName=com.google.android.packageinstaller
            packageSource=4
            User 0: ceDataInode=122761 installed=true hidden=false notLaunched=false enabled=0
              installReason=4
              firstInstallTime=2026-10-09 15:33:20
              lastDisabledCaller: com.transsion.phonemaster
        Hidden system packages:
          Package [com.google.android.youtube] (1ff2e9b6):

    Times are local to the phone. ``Hidden system packages:`` are the factory versions of
    updated apps and come back apart. Every other section is passed over; so are facts
    nobody asks for. Permission names and version names are chosen by app makers: a fact
    of a user is taken only between its ``User n:`` line and the first list below it,
    and a fact that a block states twice, differently, is taken as unknown.

    Read from: AOSP ``Settings.dumpPackageLPr`` and ``dumpPackagesLPr``, API 24-36; the
    same class in MIUI 8 (API 24) and One UI 6-8.
    """
    return _Reader().run(text)


class _Reader:
    """One pass over the marks; the section and block a mark belongs to is its only memory."""

    def __init__(self) -> None:
        self.packages: dict[str, PackageBlock] = {}
        self.factory: dict[str, PackageBlock] = {}
        self.section = _OUTSIDE
        self.found = False
        self.unread = 0
        self.block: PackageBlock | None = None
        self.said: dict[str, str] = {}

    def run(self, text: str) -> PackageDump:
        text, self.unread = whole_lines(text)
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        for mark in _MARK.finditer("\n" + text):
            key, value, user, below, outer = mark.groups()
            if outer is not None:
                if not outer.isspace():
                    self.outer(outer)
            elif self.block is None:
                continue
            elif key is not None:
                self.keep(self.block, _PACKAGE_KEYS[key], self.said, key, value)
            else:
                self.open_user(self.block, user, below)
        return PackageDump(
            packages=self.packages, factory=self.factory, found=self.found, unread=self.unread
        )

    def outer(self, line: str) -> None:
        """Take a line of column 0 or 2: a section, a block, or something else."""
        if line[0] not in " \t":
            section = _SECTIONS.get(line.rstrip())
            if section is not None:
                self.section = section
                self.found = self.found or section == _PACKAGES
                self.block = None
            elif _HEADING.fullmatch(line):
                self.section = _OUTSIDE
                self.block = None
            elif self.section in {_PACKAGES, _FACTORY}:
                self.unread += 1
                self.block = None
        elif self.section in {_PACKAGES, _FACTORY}:
            self.begin(line)

    def begin(self, line: str) -> None:
        """Open the block that this line heads."""
        self.block = None
        self.said = {}
        head = _HEAD.fullmatch(line.rstrip())
        blocks = self.packages if self.section == _PACKAGES else self.factory
        if head is None or head[1] in blocks:
            self.unread += 1
            return
        self.block = blocks[head[1]] = PackageBlock(package=head[1])

    def open_user(self, block: PackageBlock, line: str, below: str) -> None:
        """Take ``n: key=value key=value ...``, by key, and the facts on the lines below."""
        found = _USER.fullmatch(line.rstrip())
        if found is None or int(found[1]) in block.users:
            self.unread += 1
            return
        told = dict(_PAIR.findall(found[2] or ""))
        user = block.users[int(found[1])] = UserState(
            installed=_TRUTH.get(told.get("installed")),
            hidden=_TRUTH.get(told.get("hidden")),
            suspended=_TRUTH.get(told.get("suspended")),
            not_launched=_TRUTH.get(told.get("notLaunched")),
            enabled=_number(told.get("enabled", "")),
            data_inode=_number(told.get("ceDataInode", "")),
        )
        said: dict[str, str] = {}
        for key, value in _FACT_OF_USER.findall(below):
            self.keep(user, _USER_KEYS[key], said, key, value)

    def keep(
        self,
        into: PackageBlock | UserState,
        known: tuple[str, Callable[[str], _Fact]],
        said: dict[str, str],
        key: str,
        value: str,
    ) -> None:
        """Set a fact once; two different statements cancel each other."""
        value = value.rstrip()
        attribute, read = known
        before = said.setdefault(key, value)
        if before is value:
            setattr(into, attribute, read(value))
        elif before != value:
            self.unread += 1
            setattr(into, attribute, None)


_TRUTH: dict[str | None, bool] = {"true": True, "false": False}
