"""Reads capture folders from disk; the only place of the simulator that opens files."""

from pathlib import Path


def read_folder(path: Path) -> dict[str, bytes]:
    """Return every file below ``path`` by its relative path with forward slashes.

    An empty folder is a path that ends in ``/`` and holds nothing. Symbolic links are
    not followed: a capture folder holds what a phone said, and nothing else.
    """
    found: dict[str, bytes] = {}
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        entries = sorted(folder.iterdir())
        if not entries and folder != path:
            found[folder.relative_to(path).as_posix() + "/"] = b""
        for entry in entries:
            if entry.is_symlink():
                continue
            if entry.is_dir():
                waiting.append(entry)
            else:
                found[entry.relative_to(path).as_posix()] = entry.read_bytes()
    return found
