"""Files of names that people hand in: one per line, packed or not, the name in the first column."""

import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from phone_audit.cli.output import shown
from phone_audit.errors import UsageError

_GZIP = b"\x1f\x8b"
_AROUND = " \t\r\n\ufeff"
_COLUMNS = re.compile(r"[\t,;]")


@contextmanager
def open_lines(file: str) -> Iterator[Iterator[str]]:
    """Open a file, or standard input for ``-``, and give its lines; blank ones are left out.

    Raises:
        UsageError: it cannot be read.
    """
    if file == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        yield _stripped(sys.stdin, file)
        return
    try:
        opened = Path(file).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise _unreadable(file, error) from error
    with opened:
        packed = opened.peek(len(_GZIP)).startswith(_GZIP)
        plain = gzip.GzipFile(fileobj=opened) if packed else opened
        with io.TextIOWrapper(plain, encoding="utf-8", errors="replace") as lines:
            yield _stripped(lines, file)


@contextmanager
def open_names(file: str) -> Iterator[Iterator[str]]:
    """As ``open_lines``, but of each line only the first column; remarks (#) are left out."""
    with open_lines(file) as lines:
        yield (
            name
            for text in lines
            if not text.startswith("#") and (name := _COLUMNS.split(text, maxsplit=1)[0].strip())
        )


def _stripped(lines: Iterable[str], file: str) -> Iterator[str]:
    try:
        for text in lines:
            if name := text.strip(_AROUND):
                yield name
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(file, error) from error


def _unreadable(file: str, error: Exception) -> UsageError:
    return UsageError(f"{shown(file)}: {getattr(error, 'strerror', None) or error}")
