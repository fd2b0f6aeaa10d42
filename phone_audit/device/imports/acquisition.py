"""What AndroidQF acquired of a phone: its dumps answer as a bug report does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phone_audit.device.imports.exports import intrusion_logs, log_section
from phone_audit.device.imports.tree import Tree, lines_of
from phone_audit.errors import UsageError
from phone_audit.formats.androidqf import read_packages_json
from phone_audit.formats.bug_report import (
    HEADER,
    MAX_MAIN_TEXT_BYTES,
    MAX_NESTED_BYTES,
    Section,
    open_zip,
    read_sections,
)
from phone_audit.formats.import_rows import PACKAGES, write_rows
from phone_audit.model.record import Words

WHAT = Words(id="hasil pengambilan AndroidQF", en="AndroidQF acquisition")

PROPERTIES = "SYSTEM PROPERTIES"

_MAX_PROPERTIES_BYTES = 4_000_000
_MAX_LIST_BYTES = 64_000_000
_REPORT = "bugreport.zip"
_DUMPS = ("dumpsys.txt", "packages.json")
_ABOUT = ("acquisition.json", "getprop.txt")
_LOGS = re.compile(r"(?:[^/]+/)?intrusion[_-]logs/(?:[^/]+/)?[^/]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """The sections of an acquisition; ``damaged`` names the parts that could not be read."""

    sections: tuple[Section, ...]
    damaged: tuple[str, ...] = ()


def read(tree: Tree, wanted: frozenset[str]) -> Acquisition | None:
    """Return the sections that an acquisition holds; ``None``: it is none.

    Format: a folder or zip with ``acquisition.json``, ``getprop.txt``, ``dumpsys.txt``
    (``DUMP OF SERVICE <name>:``, as in a bug report), ``packages.json``, and, where they
    were taken, ``bugreport.zip`` and ``intrusion_logs/``. Of a service that both texts
    hold, the bug report's dump is taken, which says more; a bug report that is damaged is
    done without. Backups, files of the phone and copies of apps are not opened.

    Read from: AndroidQF ``modules/`` and ``docs/acquisition-archives.md``, 1.0 to 1.8.

    Raises:
        UsageError: a file in it is too large, damaged or packed as no real one is.
    """
    names = frozenset(tree.names)
    folder = _folder(names)
    if folder is None:
        return None
    report = _bug_report(tree, folder, names, wanted)
    told = {section.heading for section in report or ()}
    rest = tuple(_others(tree, folder, names, wanted, told))
    damaged = (_REPORT,) if report is None else ()
    return Acquisition(sections=(*(report or ()), *rest), damaged=damaged)


def _folder(names: frozenset[str]) -> str | None:
    """Return the folder the acquisition lies in: the top, or the one folder that was packed."""
    tops = {name.partition("/")[0] for name in names if "/" in name}
    for folder in ("", *(f"{top}/" for top in sorted(tops) if len(tops) == 1)):
        has_dump = any(f"{folder}{name}" in names for name in _DUMPS)
        if has_dump and any(f"{folder}{name}" in names for name in _ABOUT):
            return folder
    return None


def _bug_report(
    tree: Tree, folder: str, names: frozenset[str], wanted: frozenset[str]
) -> tuple[Section, ...] | None:
    """Return the sections of the bug report, none without one; ``None``: it is damaged."""
    name = f"{folder}{_REPORT}"
    if name not in names:
        return ()
    try:
        with tree.open(name, MAX_NESTED_BYTES) as file:
            return open_zip(file, wanted).sections
    except UsageError:
        return None


def _others(
    tree: Tree, folder: str, names: frozenset[str], wanted: frozenset[str], told: set[str]
) -> Iterator[Section]:
    if (name := f"{folder}getprop.txt") in names and PROPERTIES not in told:
        with tree.open(name, _MAX_PROPERTIES_BYTES) as file:
            yield Section(heading=PROPERTIES, body=file.read(), complete=True)
    if (name := f"{folder}dumpsys.txt") in names:
        with tree.open(name, MAX_MAIN_TEXT_BYTES) as file:
            yield from read_sections(lines_of(file), wanted - told - {HEADER})
    if (name := f"{folder}packages.json") in names:
        with tree.open(name, _MAX_LIST_BYTES) as file:
            apps = read_packages_json(file.read())
        rows = apps.apps if apps is not None else ()
        unread = apps.unread if apps is not None else 1
        yield Section(heading=PACKAGES, body=write_rows(rows, unread), complete=apps is not None)
    logs = intrusion_logs(tree, _LOGS)
    if logs is not None:
        yield log_section(logs)
