"""Files of keys: complete from the moment they have their name, and never overwritten."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def create_private(path: Path, data: bytes) -> bool:
    """Write a new file with mode 0600; say whether it was this call that made it.

    If the file exists, or appears in the meantime, it stays as it is and ``data`` is
    dropped. The mode is 0600 from the first moment, whatever the umask.

    Raises:
        OSError: the folder cannot be written.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.name != "nt":
            Path(temporary).chmod(0o600)  # mkstemp's mode still passes through the umask
        with suppress(FileExistsError):
            _give_name(Path(temporary), path)
            return True
        return False
    finally:
        Path(temporary).unlink(missing_ok=True)


def replace_private(path: Path, data: bytes) -> None:
    """Write or replace a file with mode 0600: the old bytes are there, or the new.

    Raises:
        OSError: the folder cannot be written.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _give_name(temporary: Path, path: Path) -> None:
    """Name a complete file, or raise FileExistsError: unlike a rename, a link never replaces."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as that of a USB stick
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            file.write(temporary.read_bytes())
