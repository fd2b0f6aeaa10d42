"""The folder of imported lists: what lies where, and how one file takes another's place.

::

    trustpositif.json              what the list is, and which file holds its names
    trustpositif.8c1f03a2.names    its names: a SQLite database that is never changed again

A list is replaced by writing a new file of names and then, in one step, a new ``.json``
that points to it. Whoever has the old file open keeps reading it; where the operating
system lets nobody delete an open file (Windows), it is deleted by a later import.
"""

import os
import re
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.model.imported_list import ImportedList
from phone_audit.model.record import Record, canonical_json, from_json

POINTER = ".json"
NAMES = ".names"
PART = ".part"
ON_WINDOWS = os.name == "nt"
FORM = 1
"""Of the two files; a program of another form says so and does not guess."""

T = TypeVar("T")

_LIST_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_OF_WINDOWS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_SETTLED_S = 3600.0  # an unfinished file nobody wrote to for so long is of a killed program
_TRIES = 40
_WAIT_S = 0.05  # another program reads the pointer for less than that


class Pointer(Record):
    """What ``NAME.json`` says: the list, and the file with its names."""

    form: int = FORM
    list: ImportedList
    file: str
    file_bytes: int


def checked_name(name: str) -> str:
    """Return a name that a list may have.

    Raises:
        UsageError: it has other characters than a-z, 0-9 and ``-``, or is too long.
    """
    if not _LIST_NAME.fullmatch(name) or _OF_WINDOWS.fullmatch(name):
        raise UsageError(
            f"{name!a}: nama daftar hanya a-z, 0-9 dan -, paling panjang 40 "
            "(a list is called by a-z, 0-9 and -, at most 40 characters)"
        )
    return name


def pointers(folder: Path) -> tuple[Pointer, ...]:
    """Return what every list's pointer says, in order of name.

    Raises:
        SignatureErrors: one cannot be read; every complaint is in it.
    """
    found: list[Pointer] = []
    errors: list[SignatureErrors] = []
    for path in sorted(folder.glob(f"*{POINTER}")):
        try:
            found.append(_read(path))
        except FileNotFoundError:
            continue  # removed just now
        except (OSError, msgspec.DecodeError, ValueError) as error:
            errors.append(damaged(path.stem, str(error)))
    if errors:
        raise together(errors)
    return tuple(found)


def pointer_of(folder: Path, name: str) -> Pointer | None:
    """Return what one list's pointer says; ``None``: there is no such list, or none readable."""
    try:
        return _read(folder / f"{name}{POINTER}")
    except (OSError, msgspec.DecodeError, ValueError):
        return None


def damaged(name: str, why: str) -> SignatureErrors:
    """Return the error of a list that cannot be used, with the remedy."""
    remedy = f"phone-audit signatures import --remove {name}"
    return SignatureErrors(
        [f"lists/{name}: cannot be used: {why} (import it again, or: {remedy})"],
        [f"lists/{name}: tidak dapat dipakai: {why} (impor lagi, atau: {remedy})"],
    )


def together(errors: Sequence[SignatureErrors]) -> SignatureErrors:
    """Return several errors as one."""
    return SignatureErrors(
        [complaint for error in errors for complaint in error.complaints],
        [complaint for error in errors for complaint in error.indonesian],
    )


def _read(path: Path) -> Pointer:
    pointer = from_json(_with_patience(path.read_bytes), Pointer)
    if pointer.form != FORM:
        raise ValueError(f"form {pointer.form}, this program reads {FORM}")
    if pointer.list.name != path.stem or Path(pointer.file).name != pointer.file:
        raise ValueError("the pointer is of another list")
    return pointer


def new_names_file(folder: Path, name: str) -> Path:
    """Return a path for a new file of names that nobody has used."""
    return folder / f"{name}.{secrets.token_hex(4)}{NAMES}"


def publish(folder: Path, pointer: Pointer) -> None:
    """Make a finished file of names the one in force, in one step and for good.

    Raises:
        OSError: it cannot be written; what was in force still is.
    """
    name = pointer.list.name
    sync(folder / pointer.file)
    part = folder / f"{name}.{secrets.token_hex(4)}{PART}"
    try:
        part.write_bytes(canonical_json(pointer))
        sync(part)
        _with_patience(lambda: part.replace(folder / f"{name}{POINTER}"))
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(folder)


def withdraw(folder: Path, name: str) -> None:
    """Take a list out of force; its names are deleted as soon as nobody reads them.

    Raises:
        OSError: it cannot be deleted; it is still in force.
    """
    _with_patience((folder / f"{name}{POINTER}").unlink)
    sync_folder(folder)


def sweep(folder: Path, *, at_once: Path | None = None) -> None:
    """Delete files of names that no list points to: ``at_once`` one, others once settled."""
    try:
        in_force = {pointer.file for pointer in pointers(folder)}
    except SignatureErrors:
        return  # a pointer nobody can read may point to any of them
    for path in (*folder.glob(f"*{NAMES}"), *folder.glob(f"*{PART}")):
        if path.name in in_force:
            continue
        with suppress(OSError):
            if path == at_once or time.time() - path.stat().st_mtime > _SETTLED_S:
                path.unlink()


def sync(path: Path) -> None:
    """Bring a file's contents to the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk, where the operating system can."""
    if ON_WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # some network disks cannot; the file itself is there
    finally:
        os.close(descriptor)


def _with_patience(step: Callable[[], T]) -> T:
    """Do what Windows refuses while another program has the file open for a moment."""
    for _ in range(_TRIES):
        try:
            return step()
        except PermissionError:
            if not ON_WINDOWS:
                raise
            time.sleep(_WAIT_S)
    return step()
