"""Lists of folders as ``ls -1`` prints them, and the apps whose folders stand there."""

import re
from dataclasses import dataclass

from phone_audit.formats.pm import is_package_name
from phone_audit.formats.whole_lines import whole_lines

_HEADING = re.compile(r"(/sdcard/Android/(?:data|media|obb))/?:", re.ASCII)
_NO_APP = re.compile(r"[\w.-]{1,255}", re.ASCII)
_MISSING = re.compile(
    r"ls: (?:cannot access )?'?(/sdcard/Android/(?:data|media|obb))/?'?: No such file or directory"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppFolders:
    """Packages with a folder, each once, in order of the answer.

    ``folders`` are those that were listed, ``missing`` those the phone does not have.
    ``unread`` counts names that no folder of an app has; the rest of stderr is for the
    caller to judge.
    """

    packages: tuple[str, ...]
    folders: frozenset[str]
    missing: frozenset[str]
    unread: int


def read_app_folders(text: str, errors: str = "") -> AppFolders:
    """Read ``ls -1 /sdcard/Android/data /sdcard/Android/media /sdcard/Android/obb``.

    Format: a heading per folder, one name per line, ``errors`` from stderr::

        /sdcard/Android/data:
        id.contoh.permainan

        /sdcard/Android/media:
        ls: /sdcard/Android/obb: No such file or directory

    Android makes these folders for apps, so their names are packages. Names of one word
    and hidden ones belong to no app and are passed over.

    Read from: toybox 0.8 ``ls.c`` (Android 11 to 15), ``StorageManager`` folder names, API 24-36.
    """
    packages: dict[str, None] = {}
    folders: set[str] = set()
    whole, unread = whole_lines(text)
    for raw in whole.split("\n"):
        line = raw.removesuffix("\r")
        if found := _HEADING.fullmatch(line):
            folders.add(found[1])
        elif not line:
            continue
        elif folders and "." in line.strip(".") and is_package_name(line):
            packages[line] = None
        elif not _NO_APP.fullmatch(line):
            unread += 1
    missing = {found[1] for found in map(_MISSING.fullmatch, errors.split("\n")) if found}
    return AppFolders(
        packages=tuple(packages),
        folders=frozenset(folders),
        missing=frozenset(missing),
        unread=unread,
    )
