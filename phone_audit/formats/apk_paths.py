"""Paths of installed APKs, and the sums a phone makes of them."""

import re
from dataclasses import dataclass

_INSTALLED_APK = re.compile(
    r"/(?:data/app|system|system_ext|product|vendor|odm|apex)"
    r"(?:/(?!\.{1,2}/)[A-Za-z0-9._~=+@-]{1,255}){1,10}\.apk",
    re.ASCII,
)
_SHARED_FILE = re.compile(
    r"/sdcard(?:/(?!\.{1,2}/)[^/'\x00-\x1f\x7f\ufffd]{1,255}){1,8}\.(?i:apk|apks|xapk)"
)
_LONGEST_PATH = 600  # characters
_SUM = re.compile(r"\\?([0-9a-f]{64}) [ *](/.{1,600})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """SHA-256 by path; ``unread`` counts lines of another shape and sums that contradict.

    A path with two different sums has none.
    """

    by_path: dict[str, str]
    unread: int


def is_installed_apk(path: str) -> bool:
    """Tell whether a path a phone gave names an installed APK, and so may enter a command.

    Format, since Android 11 with two random parts, before with one::

        /data/app/~~k9vbPqYx2Vq1aQ==/id.contoh.permainan-Zw3pJ0c6Yg==/base.apk
        /data/app/id.contoh.permainan-1/split_config.in.apk
        /product/app/Peta/Peta.apk

    Files on an adopted SD card (``/mnt/expand``) and on partitions of makers are left
    out: the permit list does not know them.

    Read from: AOSP ``PackageManagerServiceUtils.getNextCodePath``,
    ``ApkLiteParseUtils.splitNameToFileName``, API 24-36.
    """
    return len(path) <= _LONGEST_PATH and _INSTALLED_APK.fullmatch(path) is not None


def is_shared_app_file(path: str) -> bool:
    """Tell whether a path a phone gave names an app file on the shared storage to be asked about.

    Format: any name its holder chose may stand in it, but for quotes, control characters
    and what is no UTF-8, which no command can carry::

        /sdcard/Download/Slot Gacor (1).apk
    """
    return len(path) <= _LONGEST_PATH and _SHARED_FILE.fullmatch(path) is not None


def read_sums(text: str) -> Sums:
    """Read what ``sha256sum`` printed.

    Format: 64 hexadecimal digits, two blanks, the path as it was asked for::

        8d2f...  /data/app/~~ab==/id.contoh-1==/base.apk

    Read from: toybox ``md5sum.c`` (Android 8 to 16).
    """
    by_path: dict[str, str] = {}
    doubtful: set[str] = set()
    unread = 0
    for line in text.splitlines():
        found = _SUM.fullmatch(line.rstrip())
        if found is None:
            unread += bool(line.strip())
        elif by_path.setdefault(found[2], found[1]) != found[1]:
            doubtful.add(found[2])
            unread += 1
    sums = {path: digest for path, digest in by_path.items() if path not in doubtful}
    return Sums(by_path=sums, unread=unread)
