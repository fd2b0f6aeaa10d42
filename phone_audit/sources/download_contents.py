"""Which packages the app files on the shared storage hold, whatever they are called."""

from collections.abc import Iterator

from phone_audit.formats.answers import gap_in, trouble
from phone_audit.formats.apk_manifest import read_bundle_package, read_manifest
from phone_audit.formats.apk_paths import is_shared_app_file
from phone_audit.formats.resource_chunks import DamagedFile
from phone_audit.formats.shell_line import quote
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import AppTrace, AppTraceKind, Covered, Reading, Sighting
from phone_audit.model.phone import AppDownload, Known
from phone_audit.model.record import Words, replace
from phone_audit.sources.interface import Source

NAME = "download_contents"

_CONTENT = "content"
_ANDROID_10 = 29
_OWNER = 0
_MOST_FILES = 20
_MOST_BYTES = 999_999  # of one manifest; real ones have a tenth of that
_PARTS = {"apk": "AndroidManifest.xml", "apks": "meta.sai_v2.json", "xapk": "manifest.json"}


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question per app file, for the twenty that were added last.

    Of each file only the part that names its package is read. Names of files are the
    holder's and hidden in the log. Android before 10 has no ``unzip``; an unknown version
    is not asked.
    """
    if known.sdk is None or known.sdk < _ANDROID_10:
        return ()
    return tuple(
        Question(
            source=NAME,
            topic=_CONTENT,
            line=_line(quote(path), _kind(path)),
            shown=_line(f"‹berkas {number}›", _kind(path)),
            subject=path,
            user=_OWNER,
            timeout_s=60,
        )
        for number, path in enumerate(_askable(known), start=1)
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per file that says inside which package it holds.

    Format: ``AndroidManifest.xml`` as it lies in an APK, which is binary; a list of
    contents as JSON in bundles of APKs; see ``formats.apk_manifest``.

    A file that is called after one package and holds another is told as such for the
    package it is called after: its name alone would speak against an app that is not there.
    What other files hold is forgotten here; only how many were looked at is kept.

    Read from: ``ziptool.cpp``, ``ResourceTypes.h``, API 29-36.
    """
    gaps: list[Gap] = []
    facts: list[AppDownload] = []
    sightings: list[Sighting] = []
    for capture in captures:
        path = capture.question.subject or ""
        package, gap = _package(capture, _kind(path))
        if gap is not None:
            gaps.append(gap)
        if package is None:
            continue
        facts.append(AppDownload(package=package, path=path))
        sightings += [
            Sighting(record=trace, captures=(capture.number,))
            for trace in _traces(known, path, package)
        ]
    gaps += _not_asked(known, captures)
    covered = Covered(source=NAME, complete=not gaps, read=len(captures))
    return Reading(
        facts=tuple(facts),
        sightings=tuple(sightings),
        covered=(covered,) if captures else (),
        gaps=tuple(gaps),
    )


def _kind(path: str) -> str:
    return path.rpartition(".")[2].lower()


def _line(file: str, kind: str) -> str:
    return f"unzip -p {file} {_PARTS.get(kind, _PARTS['apk'])} | head -c {_MOST_BYTES}"


def _askable(known: Known) -> tuple[str, ...]:
    """Return the paths that may enter a command, each once; not too many."""
    plain = (path for path in known.found_files if is_shared_app_file(path))
    return tuple(dict.fromkeys(plain))[:_MOST_FILES]


def _package(capture: Capture, kind: str) -> tuple[str | None, Gap | None]:
    """Return the package the file says it holds, and the gap if it could not be read."""
    reason = trouble(replace(capture, stdout=b""))  # bytes of a file complain of nothing
    if reason is None and capture.stderr.strip():
        reason = GapReason.FAILED  # the exit code is that of the pipe's end
    if reason is not None:
        return None, gap_in(capture, reason)
    try:
        if kind == "apk":
            package = read_manifest(capture.stdout).package
        else:
            package = read_bundle_package(capture.stdout)
    except DamagedFile:
        return None, gap_in(capture, GapReason.NOT_UNDERSTOOD)
    return package, None if package else gap_in(capture, GapReason.NOT_UNDERSTOOD)


def _traces(known: Known, path: str, package: str) -> Iterator[AppTrace]:
    yield AppTrace(package=package, trace=AppTraceKind.FILE_HOLDS, user=_OWNER)
    for called in known.downloads:
        if called.path == path and called.package != package:
            yield AppTrace(package=called.package, trace=AppTraceKind.FILE_DIFFERS, user=_OWNER)


def _not_asked(known: Known, captures: tuple[Capture, ...]) -> list[Gap]:
    """Return the gap for files nobody looked into."""
    files = len(set(known.found_files))
    if known.sdk is not None and known.sdk < _ANDROID_10:
        reason, left = GapReason.ABSENT, files
    else:
        reason, left = GapReason.NOT_ASKED, files - len(captures)
    gap = Gap(source=NAME, topic=_CONTENT, reason=reason, user=_OWNER, detail=f"{left} berkas")
    return [gap] if left > 0 else []


SOURCE = Source(
    name=NAME,
    title=Words(id="Isi berkas aplikasi yang diunduh", en="Contents of downloaded app files"),
    limits=Words(
        id="Menunjukkan paket yang disebut di dalam berkas aplikasi pada penyimpanan bersama, apa "
        "pun nama berkasnya; hanya dua puluh berkas terbaru yang dibuka, dan hanya bagian yang "
        "menyebut paketnya. Tidak menunjukkan bahwa berkas itu dipasang atau siapa yang "
        "mengunduhnya. Sebelum Android 10 isi berkas tidak terbaca.",
        en="Shows the package that an app file on the shared storage names inside, whatever the "
        "file is called; only the twenty newest files are opened, and of each only the part that "
        "names its package. Does not show that the file was installed or who downloaded it. "
        "Before Android 10 files are not opened.",
    ),
    questions=questions,
    read=read,
    needs=("identity", "downloads"),
)
