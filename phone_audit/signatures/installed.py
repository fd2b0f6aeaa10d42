"""The list that was installed on this computer: one signed file in a folder of its own.

::

    installed.palist    used where it is newer than the list that came with the program
    pinned.palist       used although it is older: somebody said so when installing it

The file is kept as it came, so that its signature is checked each time it is used.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from phone_audit.errors import SignatureErrors, UsageError
from phone_audit.keys.files import replace_private
from phone_audit.keys.office import OfficeKey
from phone_audit.signatures.release import (
    MOST_BYTES,
    SUFFIX,
    ReleaseFile,
    read_release,
)
from phone_audit.signatures.versions import as_numbers

_NORMAL = f"installed{SUFFIX}"
_PINNED = f"pinned{SUFFIX}"


@dataclass(frozen=True, slots=True)
class Installed:
    """The installed list, and the office that signed it; ``pinned``: used whatever its age."""

    path: Path
    file: ReleaseFile
    office: OfficeKey
    pinned: bool

    def outranks(self, version: str) -> bool:
        """Say whether it is to be used rather than a list of another version."""
        return self.pinned or as_numbers(self.file.statement.version) > as_numbers(version)


class InstalledList:
    """The folder of the installed list, which need not exist."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, known: Callable[[], Sequence[OfficeKey]]) -> Installed | None:
        """Return the installed list, ``None`` if there is none; then nobody is asked for.

        Raises:
            SignatureErrors: it cannot be used; an examination must not go on with
                another list as if nothing were wrong.
        """
        for name, pinned in ((_PINNED, True), (_NORMAL, False)):
            path = self._folder / name
            if path.exists():
                file, office = signed_by_known(path, read_file(path), known())
                return Installed(path=path, file=file, office=office, pinned=pinned)
        return None

    def install(self, data: bytes, *, pinned: bool) -> Path:
        """Put a release in the place of the installed one; the old is there, or the new.

        Raises:
            UsageError: the folder cannot be written.
        """
        path, other = self._folder / _NORMAL, self._folder / _PINNED
        if pinned:
            path, other = other, path
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_private(path, data)
            other.unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(f"{error.filename or self._folder}: {error.strerror}") from error
        return path

    def remove(self) -> bool:
        """Go back to the list that came with the program; say whether there was another.

        Raises:
            UsageError: the folder cannot be written.
        """
        found = [path for path in (self._folder / _PINNED, self._folder / _NORMAL) if path.exists()]
        try:
            for path in found:
                path.unlink()
        except OSError as error:
            raise UsageError(f"{error.filename}: {error.strerror}") from error
        return bool(found)


def read_file(path: Path) -> bytes:
    """Return the bytes of a release file.

    Raises:
        SignatureErrors: it cannot be read, or is far too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SignatureErrors([f"{path}: {error.strerror}"]) from error
    if len(data) > MOST_BYTES:
        raise SignatureErrors(
            [f"{path}: is too large for a list"], indonesian=[f"{path}: terlalu besar"]
        )
    return data


def signed_by_known(
    path: Path, data: bytes, known: Sequence[OfficeKey]
) -> tuple[ReleaseFile, OfficeKey]:
    """Return a release and the recognised office that signed it.

    Raises:
        SignatureErrors: it is unusable, or no recognised office signed it.
    """
    file = read_release(str(path), data)
    for office in known:
        if file.signed.is_by(office.public_key):
            return file, office
    key = file.signed.key
    english = (
        f"{path}: no office that is recognised here signed it (key {key}); "
        "if you know the office: phone-audit signatures install FILE --trust OFFICE.json"
    )
    indonesian = (
        f"{path}: tidak ditandatangani kantor yang dikenal di sini (kunci {key}); "
        "bila Anda mengenal kantornya: phone-audit signatures install FILE --trust KANTOR.json"
    )
    raise SignatureErrors([english], indonesian=[indonesian])
