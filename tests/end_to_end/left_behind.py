"""Everything a run of the program left: files, files it removed again, output, insides of PDFs."""

import contextlib
import io
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

_REMOVING = frozenset({"os.remove", "os.rename", "shutil.rmtree"})
_watching: list[list[bytes]] = []


def _before_it_goes(event: str, arguments: tuple) -> None:
    """Keep the bytes of files that are about to be removed or replaced."""
    if _watching and event in _REMOVING:
        for path in arguments[:2]:
            if isinstance(path, str | bytes):
                for one in _files(Path(path if isinstance(path, str) else path.decode())):
                    _watching[-1].append(one)


sys.addaudithook(_before_it_goes)


def _files(path: Path) -> Iterator[bytes]:
    found = [path] if path.is_file() else path.rglob("*")
    with contextlib.suppress(OSError):  # gone, or not ours
        for one in found:
            if one.is_file():
                yield one.name.encode() + b"\n" + one.read_bytes()


class LeftBehind:
    """What was printed, removed and kept by what runs inside ``watched``."""

    def __init__(self) -> None:
        self.printed = io.StringIO()
        self.removed: list[bytes] = []

    def bytes_in(self, *folders: Path) -> bytes:
        """Return all of it and every file of the folders, with the streams of PDFs unpacked."""
        kept = [one for folder in folders for one in _files(folder)]
        pieces = [*kept, *self.removed, self.printed.getvalue().encode()]
        return b"\n".join([*pieces, *(text for one in pieces for text in unpacked(one))])


@contextlib.contextmanager
def watched() -> Iterator[LeftBehind]:
    """Watch what runs inside the block."""
    left = LeftBehind()
    _watching.append(left.removed)
    try:
        with contextlib.redirect_stdout(left.printed), contextlib.redirect_stderr(left.printed):
            yield left
    finally:
        _watching.pop()


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield the streams of PDFs in some data, inflated, and the text their pages show."""
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(found[1])
    start = data.find(b"%PDF-")
    if start >= 0:
        from pypdf import PdfReader

        pages = PdfReader(io.BytesIO(data[start:])).pages
        yield "\n".join(page.extract_text() for page in pages).encode()
