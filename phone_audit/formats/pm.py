"""Answers of the package manager's own commands: users, package lists, and who handles a link."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from phone_audit.formats.whole_lines import is_damaged, whole_lines

_PACKAGE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*", re.ASCII)
_LONGEST_NAME = 223  # characters; Android's own limit (MAX_FILE_NAME_SIZE)
_USER = re.compile(r"UserInfo\{(\d{1,6}):(.*):([0-9a-f]{1,8})\}(?:\s(.*))?", re.ASCII)
_STATE = re.compile(r"State: (\S+)")
_TYPE = re.compile(r"Type: ([A-Za-z0-9_.]{1,120})", re.ASCII)
_UIDS = re.compile(r"\d{1,10}(?:,\d{1,10})*", re.ASCII)
_COMPONENT = re.compile(r"([A-Za-z0-9_.]{1,223})/[A-Za-z0-9_.$]{1,500}", re.ASCII)
_COUNT = re.compile(r"\d{1,6} (?:activities|activity|services|service) found:", re.ASCII)
_NONE_FOUND = frozenset({"No activities found", "No services found"})

FACTORY_PROFILE_NAMES = frozenset(
    {
        "DUAL_APP",
        "Dual App",
        "Dual Messenger",
        "Secure Folder",
        "XSpace",
        "security space",
        "MultiApp",
        "doubleinstance",
        "system_clone",
        "XClone",
    }
)
"""Names that makers, not holders, give to profiles. No other name leaves this module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRow:
    """One Android user as listed. ``None``: the list does not say.

    ``factory_name`` is the name only where it is one of ``FACTORY_PROFILE_NAMES``;
    ``user_type`` is Android 11's type (``android.os.usertype.profile.CLONE``).
    """

    user: int
    flags: int
    running: bool | None
    factory_name: str | None = None
    user_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Users:
    """Users in order of the answer; ``unread`` counts lines of another shape."""

    rows: tuple[UserRow, ...]
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRow:
    """One line of a package list. ``None``: the line does not say.

    ``installer`` is ``None`` also where the phone prints ``null``; ``installer_told``
    tells the two apart.
    """

    package: str
    path: str | None = None
    version_code: int | None = None
    installer: str | None = None
    installer_told: bool = False
    uids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageList:
    """Packages in order of the answer; ``unread`` counts lines of another shape."""

    rows: tuple[PackageRow, ...]
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """Packages that handle an intent, each once; ``answered``: the phone said how many."""

    packages: tuple[str, ...]
    answered: bool
    unread: int


def is_package_name(text: str) -> bool:
    """Tell whether a text is an Android package name, and so may enter a command.

    Read from: AOSP ``FrameworkParsingPackageUtils.validateName``, API 24-36.
    """
    return len(text) <= _LONGEST_NAME and _PACKAGE_NAME.fullmatch(text) is not None


def read_users(text: str) -> Users:
    """Read ``pm list users``, or the ``user`` service of a bug report.

    Format::

        Users:
                UserInfo{0:Budi:c13} running
                UserInfo{150:Secure Folder:10061030} running

    ``UserInfo{id:name:flags in hex}``; a name may hold ``:`` and ``}``. In the service
    dump ``serialNo=`` follows, then indented lines of which ``State:`` (``-1``: not
    running) and ``Type:`` are read; the other lines there belong to the service and are
    passed over, so ``unread`` counts only in a plain list. Names of persons are dropped
    here. A user listed twice keeps its first line.

    Read from: AOSP ``PackageManagerShellCommand.runListUsers`` / ``UserManagerService.
    dump`` and ``UserInfo.toString``, API 24-36.
    """
    rows: dict[int, UserRow] = {}
    whole, damaged = whole_lines(text)
    unread = 0
    current: int | None = None
    is_dump = False
    for raw in whole.split("\n"):
        line = raw.strip()
        if found := _USER.fullmatch(line):
            current, rest = int(found[1]), found[4] or ""
            is_dump = is_dump or rest.startswith("serialNo=")
            if current in rows:
                current = None
                continue
            rows[current] = UserRow(
                user=current,
                flags=int(found[3], 16),
                running=None if rest.startswith("serialNo=") else "running" in rest.split(),
                factory_name=found[2] if found[2] in FACTORY_PROFILE_NAMES else None,
            )
        elif current is not None and (state := _STATE.match(line)):
            rows[current] = _changed(rows[current], running=state[1].startswith("RUNNING"))
        elif current is not None and (kind := _TYPE.fullmatch(line)):
            rows[current] = _changed(rows[current], user_type=kind[1])
        elif is_damaged(line):
            current, damaged = None, damaged + 1
        elif line and line != "Users:":
            unread += 1
    return Users(rows=tuple(rows.values()), unread=damaged + (0 if is_dump else unread))


def read_packages(text: str) -> PackageList:
    """Read ``pm list packages`` with any of its options, from any version.

    Format: one package per line, its parts told apart by key, never by place::

        package:/data/app/~~ab==/id.contoh-1==/base.apk=id.contoh versionCode:1  installer=null
        package:id.contoh  installer=com.android.vending uid:10123,1010123

    A path may hold ``=``: the name begins after the last one before the first blank.
    Some Samsung phones print a first package without a line end
    (``package:com.baidu.carlifepackage:android``): a line is cut wherever ``package:``
    follows a name. A package listed twice keeps its first line.

    Read from: AOSP ``PackageManagerShellCommand.runListPackages``, API 24-36; One UI 8.
    """
    rows: dict[str, PackageRow] = {}
    whole, unread = whole_lines(text)
    for line in whole.split("\n"):
        if not line.strip():
            continue
        parts = line.split("package:")
        if parts[0].strip() or len(parts) < 2:
            unread += 1
            continue
        for part in parts[1:]:
            row = _package(part)
            if row is None:
                unread += 1
            else:
                rows.setdefault(row.package, row)
    return PackageList(rows=tuple(rows.values()), unread=unread)


def read_handlers(text: str) -> Handlers:
    """Read ``cmd package query-activities --brief``, or ``query-services``: who handles an intent.

    Format::

        2 activities found:
          Activity #0:
            priority=0 preferredOrder=0 match=0x208000 specificIndex=-1 isDefault=true
            com.android.chrome/com.google.android.apps.chrome.IntentDispatcher

    ``No activities found`` is an answer too. With ``--components`` only the last kind
    of line is printed.

    Read from: AOSP ``PackageManagerShellCommand.runQueryIntentActivities`` and
    ``runQueryIntentServices``, API 26-36.
    """
    packages: dict[str, None] = {}
    answered = False
    unread = 0
    for raw in text.split("\n"):
        line = raw.strip()
        if found := _COMPONENT.fullmatch(line):
            if is_package_name(found[1]):
                packages[found[1]] = None
            else:
                unread += 1
        elif _COUNT.fullmatch(line) or line in _NONE_FOUND:
            answered = True
        elif line and not line.startswith(("Activity #", "Service #", "priority=")):
            unread += 1
    return Handlers(packages=tuple(packages), answered=answered or bool(packages), unread=unread)


def _package(part: str) -> PackageRow | None:
    words = part.split()
    if not words:
        return None
    path, _, name = words[0].rpartition("=")
    if not is_package_name(name):
        return None
    told = dict(_pairs(words[1:]))
    installer = told.get("installer")
    version = told.get("versionCode", "")
    uids = told.get("uid", "")
    return PackageRow(
        package=name,
        path=path or None,
        version_code=int(version) if version.isdecimal() and len(version) < 20 else None,
        installer=installer
        if installer and is_package_name(installer) and installer != "null"
        else None,
        installer_told=installer is not None,
        uids=tuple(map(int, uids.split(","))) if _UIDS.fullmatch(uids) else (),
    )


def _pairs(words: Iterable[str]) -> Iterable[tuple[str, str]]:
    for word in words:
        for separator in ("=", ":"):
            key, found, value = word.partition(separator)
            if found and key.isalpha():
                yield key, value
                break


def _changed(row: UserRow, *, running: bool | None = None, user_type: str | None = None) -> UserRow:
    return UserRow(
        user=row.user,
        flags=row.flags,
        running=row.running if running is None else running,
        factory_name=row.factory_name,
        user_type=row.user_type or user_type,
    )
