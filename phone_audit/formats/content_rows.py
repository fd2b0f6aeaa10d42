"""App files on the shared storage, as its index and ``find`` name them."""

import re
from dataclasses import dataclass
from datetime import datetime

from phone_audit.formats.timestamps import from_epoch_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class AppFileRow:
    """One app file. ``None``: the index does not say, or the phone keeps no such column.

    ``path`` is known from ``find`` alone. ``download`` and ``referrer`` are scheme, host
    and port of where the file and the page that offered it came from; ``owner`` is the
    package that saved it.
    """

    name: str
    path: str | None = None
    added_at: datetime | None = None
    owner: str | None = None
    download: str | None = None
    referrer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppFileRows:
    """App files in order of the answer. ``answered``: rows, or the word that there are none.

    ``unread`` counts lines of another shape.
    """

    rows: tuple[AppFileRow, ...]
    answered: bool
    unread: int


_LONGEST_LINE = 20_000  # characters; addresses of downloads can be long, paths have 4096
_KINDS = r"(?:apk|apks|xapk)"
_MARKS = re.compile(
    r"^Row: \d{1,9} date_added=(?P<added>\d{1,12}|NULL)"
    r"|, owner_package_name=(?P<owner>[A-Za-z0-9_.]{1,223})(?=,|$)"
    r"|, (?P<which>download|referer)_uri=(?P<origin>https?://[^/?#,\s]{1,300})"
    r"|, (?P<none>download|referer)_uri=NULL",
    re.ASCII | re.IGNORECASE,
)
_NAME = re.compile(rf"[^/]{{1,255}}\.{_KINDS}", re.ASCII | re.IGNORECASE)
_NAME_COLUMN = ", _display_name="
_NOTHING = "No result found."
_STORAGE = "/sdcard/"


def read_app_files(text: str) -> AppFileRows:
    """Read rows of ``content query`` over the media index, whole or as a filter left them.

    Format: the columns in the order they were asked for, from Android 10 and before; a
    filter on the phone leaves each match on a line of its own, and of paths and
    addresses only what is read here::

        Row: 0 date_added=1760000100, owner_package_name=com.android.chrome, download_uri=
        (one line) https://unduh.invalid/a.apk?x=1,2, referer_uri=https://situs.invalid/,
        _display_name=id.contoh.toko_2.1.apk
        Row: 0 date_added=1760000100
        id.contoh.toko.apk
        No result found.

    Values are not escaped, so the order matters: what only Android writes comes first,
    addresses hold no blank, and the name, which may hold anything, comes last. A name
    alone on its line belongs to the row above it.

    Read from: AOSP ``Content.QueryCommand``, ``MediaStore.DownloadColumns``,
    ``DownloadProvider`` (which fills both addresses), API 24-36.
    """
    rows: list[AppFileRow] = []
    told: dict[str, str] | None = None
    answered = False
    unread = 0
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        if not line.strip():
            continue
        if line.strip() == _NOTHING:
            answered = True
            continue
        if len(line) > _LONGEST_LINE:
            unread, told = unread + 1, None
            continue
        facts, column, name = line.partition(_NAME_COLUMN)
        marks = list(_MARKS.finditer(facts))
        for mark in marks:
            if mark["added"] is not None:
                answered, told = True, {"added": mark["added"]}
            elif told is not None and mark["owner"] is not None:
                told["owner"] = mark["owner"]
            elif told is not None and mark["origin"] is not None:
                told[mark["which"].lower()] = mark["origin"]
        if not column and not marks:
            name = line
        elif not column:
            continue
        if told is not None and _NAME.fullmatch(name):
            rows.append(_row(name, told))
        else:
            unread += 1
        told = None
    return AppFileRows(rows=tuple(rows), answered=answered, unread=unread)


def read_found_files(text: str) -> AppFileRows:
    """Read paths of app files, one a line, as ``find`` prints them.

    Format::

        /sdcard/Download/id.contoh.toko_2.1.apk

    No line is an answer: there are none.

    Read from: toybox ``find.c``, Android 7-16.
    """
    rows: list[AppFileRow] = []
    unread = 0
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        if not line.strip():
            continue
        name = line.rpartition("/")[2]
        if line.startswith(_STORAGE) and len(line) <= _LONGEST_LINE and _NAME.fullmatch(name):
            rows.append(AppFileRow(name=name, path=line))
        else:
            unread += 1
    return AppFileRows(rows=tuple(rows), answered=True, unread=unread)


def package_in_name(name: str) -> str | None:
    """Return the package an app file's name begins with, ``None`` when it begins with none.

    ``id.contoh.toko.apk``, ``id.contoh.toko_2.1.apk``, ``id.contoh.toko-v2.1 (1).apk`` all
    give ``id.contoh.toko``, as download sites and extractors name their files. A name
    that as a whole could be a package's is that one (``id.contoh.toko_2.apk``). A name is
    only a name: it does not show what is in the file.
    """
    stem, _, kind = name.rpartition(".")
    if kind.lower() not in _ENDINGS:
        return None
    stem = _COPY.sub("", stem)
    version = _VERSION.search(stem)
    for text in (stem, stem[: version.start()].rstrip(" _-") if version else ""):
        if "." in text and len(text) <= _LONGEST_PACKAGE and _PACKAGE.fullmatch(text):
            return text
    return None


_ENDINGS = frozenset({"apk", "apks", "xapk"})
_LONGEST_PACKAGE = 223  # characters; Android's own limit
_COPY = re.compile(r" ?\(\d{1,4}\)$", re.ASCII)
_VERSION = re.compile(r"[ _-]v?\d", re.ASCII | re.IGNORECASE)
_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+", re.ASCII)


def _row(name: str, told: dict[str, str]) -> AppFileRow:
    added = told.get("added", "")
    owner = told.get("owner")
    return AppFileRow(
        name=name,
        added_at=from_epoch_ms(int(added) * 1000) if added.isdecimal() else None,
        owner=None if owner in {None, "NULL"} else owner,
        download=told.get("download"),
        referrer=told.get("referer"),
    )
