"""Documents of a case to a viewer or printer of this computer; never through a shell."""

import os
import queue
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from phone_audit.cases.store import Case
from phone_audit.cli.documents import make, make_labels
from phone_audit.errors import CaseError, PhoneAuditError, UsageError
from phone_audit.keys.files import create_private
from phone_audit.model.custody import Event
from phone_audit.model.record import Words, sha256_hex
from phone_audit.station.board import Board, Concluded, Prepared, Returned
from phone_audit.station.board import Event as BoardEvent
from phone_audit.station.prints import FOR_PRINTING, Print, Sent, Sheet, due

_SPOOL_S = 60.0
_VIEWER_S = 1.0  # a viewer that cannot open the file says so sooner than that


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Where PDFs go: ``command`` are words before the file's name, empty for the system's own.

    ``viewer`` says that a single document is shown first; several are always printed.
    """

    command: tuple[str, ...] = ()
    viewer: bool = True

    def hand_on(self, path: Path, *, many: bool) -> Words | None:
        """Show or print one PDF; return what went wrong, ``None`` if nothing did."""
        if self.command:
            return _run((*self.command, str(path)))
        if self.viewer and not many:
            return _shown(path)
        return _printed(path)


def outlet_of(to: str, command: str | None) -> Outlet:
    """Return where PDFs go.

    Raises:
        UsageError: the command cannot be split into words.
    """
    windows = sys.platform == "win32"  # where a backslash is part of a path
    try:
        words = shlex.split(command or "", posix=not windows)
    except ValueError as error:
        raise UsageError(f"--print-command: {error}") from error
    if windows:
        words = [word.strip('"') for word in words]
    return Outlet(command=tuple(words), viewer=to == "viewer")


def _shown(path: Path) -> Words | None:
    if sys.platform == "win32":
        return _started(path, "open")
    word = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        process = subprocess.Popen(  # noqa: S603 - fixed words, and a file this program just made
            (word, str(path)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # closing the board closes no viewer
        )
        code = process.wait(_VIEWER_S)
    except subprocess.TimeoutExpired:
        return None  # it is showing the file
    except OSError as error:
        return _cannot(word, error.strerror or "")
    return _cannot(word, f"exit {code}") if code else None


def _printed(path: Path) -> Words | None:
    if sys.platform == "win32":
        return _started(path, "print")
    for word in ("lp", "lpr"):
        if shutil.which(word):
            return _run((word, str(path)))
    return Words(
        id="Tidak ada perintah cetak (lp, lpr): pasang CUPS, atau sebut --print-command.",
        en="There is no print command (lp, lpr): install CUPS, or name --print-command.",
    )


def _started(path: Path, verb: str) -> Words | None:
    """Have Windows open or print a file with the program it has for PDFs."""
    try:
        os.startfile(path, verb)  # type: ignore[attr-defined,unused-ignore]  # noqa: S606
    except OSError as error:
        return _cannot("PDF", error.strerror or "")
    return None


def _run(words: Sequence[str]) -> Words | None:
    try:
        done = subprocess.run(  # noqa: S603 - the officer's own command, as words
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SPOOL_S, check=False
        )
    except subprocess.TimeoutExpired:
        return _cannot(words[0], f"> {_SPOOL_S:.0f} s")
    except OSError as error:
        return _cannot(words[0], error.strerror or "")
    if done.returncode == 0:
        return None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return _cannot(words[0], said[-1] if said else f"exit {done.returncode}")


def _cannot(word: str, why: str) -> Words:
    return Words(
        id=f"Dokumen sudah dibuat di folder kasus, tetapi {word} tidak berhasil: {why}",
        en=f"The document is made in the case folder, but {word} did not work: {why}",
    )


class Printer:
    """Makes documents one after another on a thread of its own, and hands them on.

    What leaves is a private copy, since documents of a locked case lie encrypted; the
    copies are removed when the printer is closed. Each one that left is recorded in the
    case. ``at_once`` are kinds that are printed as soon as there is something to print.
    """

    def __init__(self, case: Case, outlet: Outlet, at_once: frozenset[Sheet] = frozenset()) -> None:
        self._case = case
        self._outlet = outlet
        self._at_once = at_once
        self._ended: queue.SimpleQueue[Sent] = queue.SimpleQueue()
        self._folder = TemporaryDirectory(prefix="phone-audit-cetak-", ignore_cleanup_errors=True)
        self._copies = 0
        self._thread = ThreadPoolExecutor(1, "print")
        self._context = copy_context()  # the language of this run

    def close(self) -> None:
        """Finish what was begun, and remove the copies."""
        self._thread.shutdown(wait=True)
        self._folder.cleanup()

    def send(self, prints: Sequence[Print], *, many: bool) -> None:
        """Begin to make and hand on documents; see ``station.prints.Printing``."""
        wanted = tuple(prints)
        self._submit(lambda: wanted, many=many)

    def ended(self) -> tuple[Sent, ...]:
        """Return what has become of the wishes since this was asked last."""
        found = []
        while not self._ended.empty():
            found.append(self._ended.get())
        return tuple(found)

    def heard(self, board: Board, event: BoardEvent) -> None:
        """Print what there is from this event on, where it is wanted at once."""
        del board
        number = event.work.number if isinstance(event, Prepared) else None
        if isinstance(event, Concluded | Returned):
            number = event.number
        if number is not None and self._at_once:
            self._submit(lambda: self._due_of(number), many=True)

    def _due_of(self, number: int) -> tuple[Print, ...]:
        wanted = due(self._case.records())
        return tuple(one for one in wanted if one.number == number and one.sheet in self._at_once)

    def _submit(self, wanted: Callable[[], Sequence[Print]], *, many: bool) -> None:
        begun = self._thread.submit(self._context.run, self._send, wanted, many)
        begun.add_done_callback(self._tell_mistake)

    def _tell_mistake(self, done: Future[None]) -> None:
        mistake = done.exception()
        if mistake is not None:
            text = f"{type(mistake).__name__}: {mistake}"
            self._ended.put(Sent(documents=0, trouble=Words(id=text, en=text)))

    def _send(self, wanted: Callable[[], Sequence[Print]], many: bool) -> None:  # noqa: FBT001 - ``submit`` passes it so
        """Hand documents on until one cannot be; what was not is still to be printed."""
        documents = 0
        trouble = None
        try:
            for prints in _together(wanted()):
                trouble = self._hand_on(prints, many=many)
                if trouble is not None:
                    break
                documents += 1
        except PhoneAuditError as error:
            trouble = Words(id=str(error), en=str(error))
        if documents or trouble is not None:
            self._ended.put(Sent(documents=documents, trouble=trouble))

    def _hand_on(self, prints: Sequence[Print], *, many: bool) -> Words | None:
        """Make and hand on one document: that of one phone, or a sheet of labels of several."""
        first = prints[0]
        if first.sheet is Sheet.LABEL:
            made = make_labels(self._case, tuple(one.number for one in prints))
            about, data = made.name, self._bytes_of(made, None)  # no file of the phone's own
        else:
            made = make(self._case, self._case.exhibit(first.number), first.sheet.value)
            about, data = self._path_of(made), self._bytes_of(made, first.number)
        trouble = self._outlet.hand_on(self._copy(made.name, data), many=many)
        if trouble is None:
            for one in prints:
                self._case.exhibit(one.number).event(
                    Event.CETAK, about=about, about_sha256=sha256_hex(data), note=FOR_PRINTING
                )
        return trouble

    def _path_of(self, made: Path) -> str:
        return made.relative_to(self._case.path).as_posix()

    def _bytes_of(self, made: Path, exhibit: int | None) -> bytes:
        """Return a document in clear, as the log vouches for it."""
        return dict(self._case.documents(exhibit))[self._path_of(made)]

    def _copy(self, name: str, data: bytes) -> Path:
        """Write a copy nobody else may read, under the document's own name."""
        self._copies += 1
        folder = Path(self._folder.name) / f"{self._copies:04}"
        try:
            folder.mkdir(mode=0o700)
            create_private(folder / name, data)
        except OSError as error:
            raise CaseError(f"{folder}: {error.strerror}") from error
        return folder / name


def _together(prints: Sequence[Print]) -> tuple[tuple[Print, ...], ...]:
    """Return what becomes one document each: all labels together, first; the rest by phone."""
    labels = tuple(one for one in prints if one.sheet is Sheet.LABEL)
    rest = ((one,) for one in sorted(prints) if one.sheet is not Sheet.LABEL)
    return (*((labels,) if labels else ()), *rest)
