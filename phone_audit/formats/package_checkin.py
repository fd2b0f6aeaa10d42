"""The compact form of the package dump, with times as epoch milliseconds."""

import re

from phone_audit.formats.dumpsys_package import PackageBlock, PackageDump, UserState
from phone_audit.formats.whole_lines import is_damaged, whole_lines

_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,223}", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_EPOCH_MS = re.compile(r"-?\d{1,14}", re.ASCII)
_LETTERS = re.compile(r"([Ii])([Bb])(SU|su)([Ss])([Ll])[A-Za-z]*", re.ASCII)
_ANDROID_13 = 33


def read_package_checkin(text: str, *, sdk: int | None = None) -> PackageDump:
    """Read ``dumpsys package --checkin [packages]``, also where a bug report holds it.

    Format: one fact per line, by commas. Up to Android 12, in 13, and from 14 on::

        pkg,id.contoh,10234,102,1760000000000,1763000000000,com.android.vending
        pkg,id.contoh,10234,102,1763000000000,com.android.vending,4
        pkg,id.contoh,10234,102,1763000000000,com.android.vending10123?,2
        pkg-usr,0,IbsusLiavpiha,0,?,1760000000000,

    ``pkg``: name, uid, version code, (first installation,) last update, installer,
    package source. From 14 on the installer runs together with two other values and
    cannot be cut apart, so it is left out; in 13 it is read only when ``sdk`` is 33.
    ``pkg-usr``: user, letters, enabled, who disabled it, (first installation). Letters:
    ``I`` installed, ``B`` hidden, ``SU`` suspended, ``S`` stopped, ``l`` never launched;
    the other case means the opposite. Whether a package is part of the factory image
    is not told. Lines of other kinds (``lib,``, ``feat,``) are passed over; ``unread``
    counts ``pkg`` and ``pkg-usr`` lines of another shape.

    Read from: AOSP ``Settings.dumpPackageLPr`` with ``checkinTag``, API 24-36.
    """
    packages: dict[str, PackageBlock] = {}
    whole, unread = whole_lines(text)
    found = False
    block: PackageBlock | None = None
    damaged = is_damaged(whole)
    for raw in whole.split("\n"):
        if damaged and is_damaged(raw):
            block = None
            unread += 1
            continue
        if not raw.startswith("pkg"):
            continue
        fields = raw.strip().split(",")
        if fields[0] == "pkg":
            found = True
            block = _package(fields, sdk)
            if block is None or block.package in packages:
                block = None
                unread += 1
            else:
                packages[block.package] = block
        elif fields[0] == "pkg-usr":
            if block is None or not _add_user(block, fields):
                unread += 1
        elif fields[0] != "pkg-splt":
            unread += 1
    return PackageDump(packages=packages, factory={}, found=found, unread=unread)


def _package(fields: list[str], sdk: int | None) -> PackageBlock | None:
    if (
        len(fields) != 7
        or not _NAME.fullmatch(fields[1])
        or not _NUMBER.fullmatch(fields[3])
        or not _EPOCH_MS.fullmatch(fields[4])
    ):
        return None
    block = PackageBlock(
        package=fields[1],
        app_id=int(fields[2]) if _NUMBER.fullmatch(fields[2]) else None,
        version_code=int(fields[3]),
    )
    if _EPOCH_MS.fullmatch(fields[5]):
        block.first_installed, block.last_updated = int(fields[4]), int(fields[5])
        block.installer = _installer(fields[6])
    elif _NUMBER.fullmatch(fields[6]):
        block.last_updated, block.package_source = int(fields[4]), int(fields[6])
        block.installer = _installer(fields[5]) if sdk == _ANDROID_13 else None
    else:
        return None
    return block


def _installer(field: str) -> str | None:
    return field if _NAME.fullmatch(field) else None


def _add_user(block: PackageBlock, fields: list[str]) -> bool:
    if len(fields) < 4 or not _NUMBER.fullmatch(fields[1]):
        return False
    letters = _LETTERS.fullmatch(fields[2])
    user = int(fields[1])
    if letters is None or user in block.users:
        return False
    first = fields[5] if len(fields) > 5 else ""
    block.users[user] = UserState(
        installed=letters[1] == "I",
        hidden=letters[2] == "B",
        suspended=letters[3] == "SU",
        not_launched=letters[5] == "l",
        enabled=int(fields[3]) if _NUMBER.fullmatch(fields[3]) else None,
        first_installed=int(first) if _EPOCH_MS.fullmatch(first) else None,
    )
    return True
