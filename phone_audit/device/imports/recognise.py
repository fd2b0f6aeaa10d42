"""What a file or folder is, told by what is in it and not by its name, and its reader."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from phone_audit.device.imports import acquisition, databases, exports
from phone_audit.device.imports.tree import HEAD, FolderTree, Tree, ZipTree, part_of
from phone_audit.device.replay import ReplayedFolder, ReplayedSections
from phone_audit.errors import UsageError
from phone_audit.formats.bug_report import (
    BugReport,
    NoBugReport,
    Section,
    find_main_text,
    is_main_text,
    open_zip,
    read_text,
)
from phone_audit.formats.import_rows import HEADINGS, write_rows
from phone_audit.formats.zip_members import opened_zip
from phone_audit.model.case import ImportedFile, Origin
from phone_audit.model.record import Words

ACCEPTED = Words(
    id="Yang diterima: laporan bug Android (zip atau teks), folder rekaman, ekspor Google "
    "Takeout (zip, folder, atau History.json), berkas History peramban Chromium atau Samsung "
    "Internet, places.sqlite Firefox, ekspor log penyusupan Android, hasil AndroidQF.",
    en="Accepted: an Android bug report (zip or text), a folder of captures, a Google Takeout "
    "export (zip, folder or History.json), a History file of a Chromium browser or Samsung "
    "Internet, places.sqlite of Firefox, an export of Android's intrusion log, AndroidQF output.",
)

BUG_REPORT = Words(id="laporan bug", en="bug report")
CAPTURES = Words(id="folder rekaman", en="folder of captures")
DATABASE = Words(
    id="riwayat peramban (basis data SQLite)", en="history of a browser (SQLite database)"
)


class NotRecognised(UsageError):
    """The input is none of what can be imported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An input, ready to be asked like a phone, and what people call it.

    ``damaged`` names files in it that could not be read; others say the same.
    """

    what: Words
    answers: ReplayedFolder | ReplayedSections
    file: ImportedFile | None = None
    damaged: tuple[str, ...] = ()


def open_import(path: Path, wanted: Collection[str], clock: Callable[[], datetime]) -> Imported:
    """Recognise a file or folder and read it, once.

    ``wanted`` are the headings of sections that sources know how to read. The input is
    only read. Headings of our own rows are never looked for in a text from a phone.

    Raises:
        NotRecognised: it is nothing that can be imported.
        UsageError: it is, but too large, damaged or locked; or it cannot be opened.
    """
    texts = frozenset(wanted) - HEADINGS
    try:
        if path.is_dir():
            return _folder(path, texts, clock)
        if path.is_file():
            return _file(path, texts, clock)
    except UsageError as error:
        told = str(error)
        raise type(error)(told if told.startswith(f"{path}: ") else f"{path}: {told}") from error
    except OSError as error:
        raise UsageError(f"{error.filename or path}: {error.strerror}") from error
    raise UsageError(f"{path}: there is no such file or folder")


def _folder(path: Path, texts: frozenset[str], clock: Callable[[], datetime]) -> Imported:
    if (path / "cmds").is_dir() or (path / "props").is_file():
        return Imported(what=CAPTURES, answers=ReplayedFolder.read(path, clock))
    found = _in_tree(FolderTree(path), path.name, texts, clock)
    if found is None:
        raise NotRecognised("nothing in this folder is known")
    return found


def _file(path: Path, texts: frozenset[str], clock: Callable[[], datetime]) -> Imported:
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(0)
        if head.startswith(databases.MAGIC):
            return _database(path, clock)
        whole = _whole(path)
        if head.startswith(b"PK"):
            return _zip(file, whole, texts, clock)
        if is_main_text(head):
            return _report(read_text(file, texts, path.name), whole, clock)
        found = exports.read_file(file, head)
        if found is not None:
            return _exported(found, whole, clock)
    raise NotRecognised("this kind of file is not known")


def _whole(path: Path) -> ImportedFile:
    part = part_of(path, path.name)
    return ImportedFile(name=part.name, sha256=part.sha256, size_bytes=part.size_bytes)


def _zip(
    file: IO[bytes], whole: ImportedFile, texts: frozenset[str], clock: Callable[[], datetime]
) -> Imported:
    with opened_zip(file) as archive:
        if find_main_text(archive) is None:
            found = _in_tree(ZipTree(archive, whole), whole.name, texts, clock)
            if found is not None:
                return found
    file.seek(0)
    try:
        return _report(open_zip(file, texts), whole, clock)
    except NoBugReport as error:
        raise NotRecognised(f"nothing in this zip is known. {error}") from error


def _in_tree(
    tree: Tree, name: str, texts: frozenset[str], clock: Callable[[], datetime]
) -> Imported | None:
    """Return what a folder or zip holds: an acquisition, or an export; ``None``: neither."""
    acquired = acquisition.read(tree, texts)
    if acquired is not None:
        answers = ReplayedSections.of(
            acquired.sections, address=name, clock=clock, origin=Origin.ANDROIDQF
        )
        return Imported(
            what=acquisition.WHAT,
            answers=answers,
            file=tree.imported(name),
            damaged=acquired.damaged,
        )
    found = exports.read_tree(tree)
    return None if found is None else _exported(found, tree.imported(name), clock)


def _exported(found: exports.Export, file: ImportedFile, clock: Callable[[], datetime]) -> Imported:
    answers = ReplayedSections.of(
        (found.section,), address=file.name, clock=clock, origin=found.origin
    )
    return Imported(what=found.what, answers=answers, file=file)


def _report(report: BugReport, file: ImportedFile, clock: Callable[[], datetime]) -> Imported:
    answers = ReplayedSections.of(report.sections, address=file.name, clock=clock)
    return Imported(what=BUG_REPORT, answers=answers, file=file)


def _database(path: Path, clock: Callable[[], datetime]) -> Imported:
    history = databases.read_history(path)
    section = Section(
        heading=history.heading,
        body=write_rows(history.visits, history.unread),
        complete=history.whole,
    )
    answers = ReplayedSections.of(
        (section,), address=path.name, clock=clock, origin=Origin.BROWSER_HISTORY
    )
    return Imported(what=DATABASE, answers=answers, file=history.imported)
