"""Exports a holder asked for: Google Takeout's history, and Android's intrusion log."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from phone_audit.device.imports.tree import Tree, chunks_of, lines_of
from phone_audit.errors import UsageError
from phone_audit.formats.bug_report import Section
from phone_audit.formats.import_rows import LOOKUPS, TAKEOUT, write_rows
from phone_audit.formats.intrusion_log import (
    IntrusionLog,
    is_intrusion_log,
    read_intrusion_log,
)
from phone_audit.formats.takeout import HISTORY_KEY, TakeoutHistory, read_takeout
from phone_audit.model.case import Origin
from phone_audit.model.record import Words

MAX_HISTORY_BYTES = 1_000_000_000
"""Exports of many years have 20 to 100 MB."""
MAX_LOG_BYTES = 2_000_000_000
"""All files of an intrusion log together: twelve months at most, some MB a day."""

TAKEOUT_HISTORY = Words(id="riwayat Chrome dari Google Takeout", en="Chrome history of Takeout")
INTRUSION_LOG = Words(id="log penyusupan Android", en="Android's intrusion log")

_MOST_LOOKED_AT = 400  # files whose beginning is looked at
_HISTORY_NAME = re.compile(r"(?:.*/)?Chrome/[^/]+\.json|[^/]*history[^/]*\.json", re.IGNORECASE)
_USUAL_NAME = re.compile(r"(?:.*/)?(?:Browser)?History\.json", re.IGNORECASE)
_LOG_NAME = re.compile(
    r"(?:[^/]+/){0,3}(?:\d{4}-\d\d-\d\d[^/]{0,80}|[^/]{0,80}intrusion[^/]{0,80})"
    r"\.(?:txt|json|jsonl|log)",
    re.IGNORECASE,
)
_KEY = f'"{HISTORY_KEY}"'.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export turned into one section, and what people call it."""

    what: Words
    origin: Origin
    section: Section


def read_file(file: IO[bytes], head: bytes) -> Export | None:
    """Read an export that is one file; ``None``: it is none."""
    if is_intrusion_log(head):
        return _of_log(read_intrusion_log(_limited(lines_of(file), MAX_LOG_BYTES)))
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        history = read_takeout(_limited(chunks_of(file), MAX_HISTORY_BYTES))
        return None if history is None else _of_takeout(history)
    return None


def read_tree(tree: Tree) -> Export | None:
    """Read the export that a folder or zip holds; ``None``: it holds none.

    Of a whole export of an account only the history of Chrome is opened; which of the
    files in its folder that is, its beginning tells, for names are translated.
    """
    for name in _histories(tree):
        with tree.open(name, MAX_HISTORY_BYTES) as file:
            history = read_takeout(chunks_of(file))
        if history is not None:
            return _of_takeout(history)
    logs = intrusion_logs(tree, _LOG_NAME)
    return None if logs is None else _of_log(logs)


def intrusion_logs(tree: Tree, named: re.Pattern[str]) -> IntrusionLog | None:
    """Read the intrusion logs among the files so named, as one; ``None``: there is none."""
    candidates = [name for name in tree.names if named.fullmatch(name)][:_MOST_LOOKED_AT]
    logs = [name for name in candidates if is_intrusion_log(tree.head(name))]
    if not logs:
        return None
    return read_intrusion_log(_limited(_lines_of_all(tree, logs), MAX_LOG_BYTES))


def log_section(log: IntrusionLog) -> Section:
    """Return the look-ups of a log as a section."""
    return Section(heading=LOOKUPS, body=write_rows(log.lookups, log.unread), complete=log.whole)


def _histories(tree: Tree) -> list[str]:
    """Return the files that may be a history, those with the usual names first."""
    named = [name for name in tree.names if _HISTORY_NAME.fullmatch(name)]
    named.sort(key=lambda name: _USUAL_NAME.fullmatch(name) is None)
    return [
        name
        for name in named[:_MOST_LOOKED_AT]
        if _USUAL_NAME.fullmatch(name) or _KEY in tree.head(name)
    ]


def _lines_of_all(tree: Tree, names: list[str]) -> Iterator[bytes]:
    for name in names:
        with tree.open(name, MAX_LOG_BYTES) as file:
            yield from lines_of(file)


def _limited(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise UsageError(f"The file has more than {most} bytes; no real one has.")
        yield piece


def _of_takeout(history: TakeoutHistory) -> Export:
    return Export(
        what=TAKEOUT_HISTORY,
        origin=Origin.BROWSER_HISTORY,
        section=Section(
            heading=TAKEOUT,
            body=write_rows(history.visits, history.unread),
            complete=history.whole,
        ),
    )


def _of_log(log: IntrusionLog) -> Export:
    return Export(what=INTRUSION_LOG, origin=Origin.INTRUSION_LOG, section=log_section(log))
