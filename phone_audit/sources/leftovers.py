"""Folders that apps have on the shared storage, also apps that are not installed any more."""

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.folder_list import AppFolders, read_app_folders
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import AppTrace, AppTraceKind, Covered, Reading, Sighting
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "leftovers"

_FOLDERS = "app_folders"
_LISTED = ("/sdcard/Android/data", "/sdcard/Android/media", "/sdcard/Android/obb")
_OWNER = 0


def questions(_known: Known) -> tuple[Question, ...]:
    """Return the one question, the same on every version; nothing inside the folders is listed."""
    return (Question(source=NAME, topic=_FOLDERS, line=f"ls -1 {' '.join(_LISTED)}"),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per package that has a folder and is not known to the package service.

    Format: names of packages, one a line, below ``/sdcard/Android/data:``; see
    ``formats.folder_list``. ADB sees the main user's storage only. A folder of a listed
    app that is still there says nothing that its other traces do not say, and is left
    out. A folder the phone does not have is empty, a folder it refuses is a gap.

    Read from: AOSP ``Environment.buildExternalStorageAppDataDirs``, API 24-36; toybox ``ls.c``.
    """
    if not captures:
        return Reading()
    sightings: dict[str, Sighting] = {}
    gaps: list[Gap] = []
    read_count = 0
    complete = True
    for capture in captures:
        listed = read_app_folders(capture.text, capture.stderr.decode("utf-8", errors="replace"))
        read_count += len(listed.packages)
        for package in listed.packages:
            if package not in known.watched:
                trace = AppTrace(package=package, trace=AppTraceKind.FOLDER_LEFT, user=_OWNER)
                sightings[package] = Sighting(record=trace, captures=(capture.number,))
        gap = _gap_of(capture, listed)
        if gap is not None:
            gaps.append(gap)
            complete = False
    return Reading(
        sightings=tuple(sightings.values()),
        covered=(Covered(source=NAME, complete=complete, read=read_count),),
        gaps=tuple(gaps),
    )


def _gap_of(capture: Capture, listed: AppFolders) -> Gap | None:
    """Return what was not read; ``ls`` fails as a whole when one folder does not exist."""
    unlisted = set(_LISTED) - listed.folders
    only_missing = bool(listed.missing) and unlisted == listed.missing and capture.complete
    gap = gap_in(capture)
    if only_missing and (gap is None or gap.reason is GapReason.FAILED):
        return unread_lines(capture, listed.unread)
    if b"ermission denied" in capture.stderr:
        gap = gap_in(capture, GapReason.REFUSED, f"{len(unlisted)} folder")
    gap = gap or unread_lines(capture, listed.unread)
    if gap is None and unlisted:
        gap = gap_in(capture, GapReason.NOT_UNDERSTOOD, f"{len(unlisted)} folder")
    return gap


SOURCE = Source(
    name=NAME,
    title=Words(id="Folder aplikasi yang tertinggal", en="Folders that apps left"),
    limits=Words(
        id="Menunjukkan bahwa sebuah folder atas nama aplikasi ada pada penyimpanan bersama "
        "pengguna utama; kapan dibuat dan oleh siapa tidak diketahui. Folder juga dapat ikut "
        "tersalin dari perangkat lain. Isi folder tidak dilihat.",
        en="Shows that a folder in an app's name is on the main user's shared storage; when it "
        "was made and by whom is not known. Folders can also be copied from another phone. "
        "What is inside is not looked at.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
)
