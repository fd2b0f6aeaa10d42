"""App files on the shared storage: what their names say, and from which sites they came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.content_rows import (
    AppFileRow,
    AppFileRows,
    package_in_name,
    read_app_files,
    read_found_files,
)
from phone_audit.formats.hostname import normalise
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import (
    AppTrace,
    AppTraceKind,
    Covered,
    Evidence,
    Reading,
    Sighting,
    SiteTrace,
    SiteTraceKind,
)
from phone_audit.model.phone import AppDownload, FoundFile, Known
from phone_audit.model.record import Words, replace
from phone_audit.sources.interface import Source

NAME = "downloads"

_DOWNLOADS = "downloads_index"
_FILES = "files_index"
_FOLDERS = "folders"

_ANDROID_10 = 29
_OWNER = 0
_INDEX = "com.android.providers.media"
_KINDS = r"\.(apk|apks|xapk)$"
_TROUBLE = "^No result found.*|^Error.*|^ *Permission Denial.*|java[.]lang[.].*Exception.*"
_QUERY = "content query --uri content://media/external"
_DOWNLOAD_FOLDER = "/sdcard/Download/"
_NEVER = datetime.min.replace(tzinfo=UTC)
_PLACES = "/sdcard/Download/ /sdcard/Documents/ /sdcard/Telegram/"


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question to the index of the shared storage and one to its folders.

    Only rows of app files are asked for, and of those only the date, the saving app, the
    hosts of both addresses and the file's own name leave the phone; of the folders only the
    paths of app files. ``/sdcard`` is a link, which ``find`` follows only with a slash
    behind it.
    """
    if known.sdk is None or known.sdk < _ANDROID_10:
        index = Question(
            source=NAME,
            topic=_FILES,
            line=f"{_QUERY}/file --projection date_added:_data --where {_where('_data')}"
            f" | grep -oiE '^Row: [0-9]+ date_added=[0-9NUL]+|[^/]+{_KINDS}|{_TROUBLE}'",
            user=_OWNER,
            timeout_s=60,
        )
    else:
        index = Question(
            source=NAME,
            topic=_DOWNLOADS,
            line=f"{_QUERY}/downloads --projection date_added:owner_package_name:download_uri"
            f":referer_uri:_display_name --where {_where('_display_name')}"
            " | grep -oiE '^Row: [0-9]+ date_added=[0-9NUL]+|, owner_package_name=[A-Z0-9_.]+"
            f"|, (download|referer)_uri=(NULL|https?://[^/?#, ]+)|, _display_name=.*{_KINDS}"
            f"|{_TROUBLE}'",
            user=_OWNER,
            timeout_s=60,
        )
    folders = Question(
        source=NAME,
        topic=_FOLDERS,
        line=f"find {_PLACES} -maxdepth 3 -iname \"*apk*\" -type f | grep -iE '{_KINDS}'",
        user=_OWNER,
        timeout_s=60,
    )
    return (index, folders)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:  # noqa: ARG001  # as every source
    """Read one trace per package named by a file, and per site a file or its page came from.

    Format: ``Row: 0 date_added=1760000100, owner_package_name=com.android.chrome,
    download_uri=https://unduh.invalid, referer_uri=https://situs.invalid,
    _display_name=id.contoh.toko_2.1.apk`` (10 on), ``Row: 0 date_added=...`` with the name
    below it (7-9), and a path per line from ``find``; see ``formats.content_rows``.

    A package is taken from a name only where the name begins with one; what is in the
    file is for ``download_contents`` to read. ``first_at`` and ``last_at`` bound when the
    files were added. A file in both answers is told once. Other names are read and
    forgotten.

    Read from: AOSP ``MediaStore.DownloadColumns``, ``DownloadProvider``, ``Content``, API 24-36;
    toybox ``find``.
    """
    if not captures:
        return Reading()
    gaps: list[Gap] = []
    traces: dict[_Key, _Seen] = {}
    files: dict[str, _File] = {}
    for capture in captures:
        rows = _rows(capture)
        gaps += _gaps_of(capture, rows)
        nameless = 0
        for row in rows.rows:
            files.setdefault(row.name, _File()).add(row)
            for key in _keys(row):
                if key[1]:
                    traces.setdefault(key, _Seen()).add(row, capture.number)
                else:
                    nameless += 1
        gap = gap_in(capture, GapReason.NOT_UNDERSTOOD, f"{nameless} alamat")
        gaps += [gap] if nameless and gap is not None else []
    return Reading(
        facts=(*_found(files), *_called(files)),
        sightings=tuple(seen.sighting(key) for key, seen in traces.items()),
        covered=(Covered(source=NAME, complete=not gaps, read=len(files)),),
        gaps=tuple(gaps),
    )


@dataclass(slots=True)
class _File:
    """Every file of one name: where such files lie, and when the last was added."""

    paths: dict[str, None] = field(default_factory=dict)
    added_at: datetime | None = None

    def add(self, row: AppFileRow) -> None:
        if row.path is not None:
            self.paths[row.path] = None
        if row.added_at is not None and (self.added_at is None or row.added_at > self.added_at):
            self.added_at = row.added_at


def _found(files: Mapping[str, _File]) -> Iterator[FoundFile]:
    """Yield every file that ``find`` saw, the newest first; undated ones come last."""
    newest_first = sorted(files.values(), key=lambda one: one.added_at or _NEVER, reverse=True)
    for file in newest_first:
        for path in file.paths:
            yield FoundFile(path=path)


def _called(files: Mapping[str, _File]) -> Iterator[AppDownload]:
    """Yield the files whose names begin with a package; the index alone tells no folder."""
    for name, file in files.items():
        if (package := package_in_name(name)) is not None:
            for path in file.paths or (_DOWNLOAD_FOLDER + name,):
                yield AppDownload(package=package, path=path)


_Key = tuple[SiteTraceKind | AppTraceKind, str, str]  # kind, package or host, saved by


@dataclass(slots=True)
class _Seen:
    """Every file that led to one record."""

    times: set[datetime] = field(default_factory=set)
    captures: set[int] = field(default_factory=set)
    host: str | None = None

    def add(self, row: AppFileRow, capture: int) -> None:
        self.captures.add(capture)
        if row.added_at is not None:
            self.times.add(row.added_at)
        if self.host is None and row.download is not None:
            self.host = normalise(row.download)

    def sighting(self, key: _Key) -> Sighting:
        return Sighting(record=self.record(key), captures=tuple(sorted(self.captures)))

    def record(self, key: _Key) -> Evidence:
        kind, name, via = key
        first, last = min(self.times, default=None), max(self.times, default=None)
        if isinstance(kind, AppTraceKind):
            return AppTrace(package=name, trace=kind, user=_OWNER, at=first, host=self.host)
        return SiteTrace(host=name, trace=kind, via=via, user=_OWNER, first_at=first, last_at=last)


def _keys(row: AppFileRow) -> Iterator[_Key]:
    """Yield what one file is evidence of; an address without a host has an empty name."""
    via = row.owner or _INDEX
    for kind, origin in (
        (SiteTraceKind.DOWNLOAD, row.download),
        (SiteTraceKind.REFERRER, row.referrer),
    ):
        if origin is not None:
            yield kind, normalise(origin) or "", via
    if (package := package_in_name(row.name)) is not None:
        yield AppTraceKind.FILE_PRESENT, package, ""


def _rows(capture: Capture) -> AppFileRows:
    if capture.question.topic == _FOLDERS:
        return read_found_files(capture.text)
    return read_app_files(capture.text)


def _gaps_of(capture: Capture, rows: AppFileRows) -> list[Gap]:
    if capture.question.topic == _FOLDERS:
        capture = _without_missing_folders(capture)
    found = [gap_in(capture), unread_lines(capture, rows.unread)]
    if found[0] is None and not rows.answered:
        found.append(gap_in(capture, GapReason.NOT_UNDERSTOOD))
    return [gap for gap in found if gap is not None]


def _without_missing_folders(capture: Capture) -> Capture:
    """Return the answer without complaints about folders that this phone does not have."""
    lines = capture.stderr.split(b"\n")
    kept = [line for line in lines if not line.endswith(b": No such file or directory")]
    return replace(capture, stderr=b"\n".join(kept))


def _where(column: str) -> str:
    likes = (f"{column} LIKE '%.{kind}'" for kind in ("apk", "apks", "xapk"))
    return f'"{" OR ".join(likes)}"'


SOURCE = Source(
    name=NAME,
    title=Words(id="Berkas aplikasi yang diunduh", en="Downloaded app files"),
    limits=Words(
        id="Menunjukkan bahwa berkas aplikasi ada pada penyimpanan bersama pengguna utama dan, "
        "bila tercatat, situs asalnya. Nama berkas dapat diubah siapa saja dan tidak "
        "menunjukkan isi atau pemasangannya. Berkas selain berkas aplikasi tidak dibaca.",
        en="Shows that an app file is on the main user's shared storage and, where recorded, the "
        "site it came from. Anyone can rename a file; its name does not show its content or "
        "that it was installed. Files of other kinds are not read.",
    ),
    questions=questions,
    read=read,
    needs=("identity", "installed_apps"),  # the apps first: without them nothing can be said
)
