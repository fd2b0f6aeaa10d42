"""The names of everything inside a case folder, and which names may stand there.

::

    case.json                                    the header, written once
    log.jsonl                                    the log, append-only
    head.json                                    how long the log was at the last milestone
    lists/<sha256>.json.gz                       signature lists the assessments rest on
    exhibits/003/evidence.json                   one examination
    exhibits/003/reports/LPP-2026-0117-003-7F3A.pdf
    recovered/<sha256>.bin                       what an interrupted program left behind

A name ending in ``.part`` is a file that was being written when the program stopped.
"""

import re

CASE = "case.json"
LOG = "log.jsonl"
HEAD = "head.json"
LISTS = "lists"
EXHIBITS = "exhibits"
RECOVERED = "recovered"
PART = ".part"

DOCUMENT_KINDS = ("PBT", "BAS", "LPP", "BAK", "LOG", "SPG")

_EXHIBIT = r"(?P<exhibit>[0-9]{3,6})"
_SHA256 = r"(?P<sha256>[0-9a-f]{64})"
_DOCUMENT = (
    rf"(?:{'|'.join(DOCUMENT_KINDS)})(?P<tail>-[0-9]{{4}}-[0-9]{{4}}-[0-9]{{3,6}}-[0-9A-F]{{4}})"
)
_STEM = rf"(?P<stem>{_DOCUMENT}(?:-[a-z]{{1,16}})?)"
_SUFFIX = r"\.(?P<suffix>[a-z0-9]{1,8})"
_REPORT_NAME = re.compile(_STEM + _SUFFIX)
_STORED = re.compile(
    rf"""{re.escape(CASE)}
       | {LISTS}/{_SHA256}\.json\.gz
       | {RECOVERED}/(?P<recovered>[0-9a-f]{{64}})\.bin
       | {EXHIBITS}/{_EXHIBIT}/
         (?:evidence\.json | reports/{_STEM}(?:_[0-9]{{1,4}})?{_SUFFIX})
    """,
    re.VERBOSE,
)
_DOCUMENT_ID = re.compile(_DOCUMENT)


def folder_of(exhibit: int) -> str:
    """Return the folder of one exhibit, ``exhibits/003``."""
    return f"{EXHIBITS}/{exhibit:03d}"


def evidence_of(exhibit: int) -> str:
    """Return the path of one exhibit's examination, ``exhibits/003/evidence.json``."""
    return f"{folder_of(exhibit)}/evidence.json"


def list_of(sha256: str) -> str:
    """Return the path of a kept signature list, named by the hash of its unpacked bytes."""
    return f"{LISTS}/{sha256}.json.gz"


def recovered_of(sha256: str) -> str:
    """Return the path of bytes that an interrupted program left behind."""
    return f"{RECOVERED}/{sha256}.bin"


def is_stored(path: str) -> bool:
    """Say whether ``path`` is one that the log can vouch for."""
    return _STORED.fullmatch(path) is not None


def is_document_id(text: str) -> bool:
    """Say whether ``text`` is a document id such as ``LPP-2026-0117-003-7F3A``."""
    return _DOCUMENT_ID.fullmatch(text) is not None


def report_path(exhibit: int, document_id: str, name: str, copy: int = 1) -> str | None:
    """Return where a report called ``name`` is stored, or ``None`` if it may not be called so.

    A name is a document id of this exhibit, an optional word of small letters and a
    suffix: ``LPP-2026-0117-003-7F3A.pdf``, ``LPP-2026-0117-003-7F3A-salinan.pdf``. It
    never holds a person's name. ``copy`` numbers versions: ``…-7F3A_2.pdf``.
    """
    match = _REPORT_NAME.fullmatch(name)
    if match is None or match["tail"] != document_id[3:] or match["suffix"] == PART[1:]:
        return None
    number = "" if copy == 1 else f"_{copy}"
    return f"{folder_of(exhibit)}/reports/{match['stem']}{number}.{match['suffix']}"
