"""The names of everything inside a case folder, and which names may stand there.

::

    case.json                                    the header, written once
    log.jsonl                                    the log, append-only
    head.json                                    how long the log was at the last milestone
    vault.json                                   who may open a locked case; only there is one
    lists/<sha256>.json.gz                       signature lists the assessments rest on
    keys/<sha256>.json                           public keys of the stations and offices that sign
    manifests/<sha256>.json                      a signed statement about the file with this hash
    signatures/000041-3f2a9c1d.json              an office's signature on the log up to record 41
    signatures/000041.tsr                        a time stamp of record 41
    papers/attendance_1.json                     what people recorded about the sidak
    reports/RKP-2026-0117-000-3B0C.pdf           documents about the sidak
    exhibits/003/papers/notice_1.json            what people recorded about one phone
    exhibits/003/evidence.json                   one examination
    exhibits/003/reports/LPP-2026-0117-003-7F3A.pdf
    exhibits/003/sealed/01.tar.gz.age            whole answers, sealed to the office's key
    exhibits/003/erasure_1.json                  that content was erased, and what it was
    recovered/003-<sha256>.bin                   what an interrupted program left behind

A name ending in ``.part`` is a file that was being written when the program stopped.
"""

import re

CASE = "case.json"
LOG = "log.jsonl"
HEAD = "head.json"
VAULT = "vault.json"
LISTS = "lists"
EXHIBITS = "exhibits"
PAPERS = "papers"
REPORTS = "reports"
RECOVERED = "recovered"
KEYS = "keys"
MANIFESTS = "manifests"
SIGNATURES = "signatures"
SEALED = "sealed"
PART = ".part"

EXHIBIT_DOCUMENTS = ("PBT", "BAS", "LPP", "BAK", "LOG", "SPG")
CASE_DOCUMENTS = ("RKP", "LBL", "PBT", "BAS", "BAK")  # the last three as blank forms

_EXHIBIT = r"(?P<exhibit>[0-9]{3,6})"
_SHA256 = r"(?P<sha256>[0-9a-f]{64})"
_PAPER = rf"{PAPERS}/(?P<paper>[a-z]{{1,16}})_(?P<version>[1-9][0-9]{{0,3}})\.json"
_SUFFIX = r"\.(?P<suffix>[a-z0-9]{1,8})"


def _stem(kinds: tuple[str, ...], name: str = "stem") -> str:
    numbers = "-[0-9]{4}-[0-9]{4}-[0-9]{3,6}-[0-9A-F]{4}"
    return rf"(?P<{name}>(?:{'|'.join(kinds)})(?P<{name}_tail>{numbers})(?:-[a-z]{{1,16}})?)"


_REPORT_NAME = re.compile(_stem(EXHIBIT_DOCUMENTS) + _SUFFIX)
_CASE_REPORT_NAME = re.compile(_stem(CASE_DOCUMENTS) + _SUFFIX)
_COPY_AND_SUFFIX = r"(?:_[0-9]{1,4})?\.[a-z0-9]{1,8}"
_STORED = re.compile(
    rf"""{re.escape(CASE)}
       | {LISTS}/{_SHA256}\.json\.gz
       | (?:{KEYS}|{MANIFESTS})/[0-9a-f]{{64}}\.json
       | {SIGNATURES}/[0-9]{{6,9}}(?:-[0-9a-f]{{8}}\.json|\.tsr)
       | {RECOVERED}/(?:[0-9]{{3,6}}-)?[0-9a-f]{{64}}\.bin
       | {_PAPER.replace("?P<", "?P<case_")}
       | {REPORTS}/{_stem(CASE_DOCUMENTS, "case_stem")}{_COPY_AND_SUFFIX}
       | {EXHIBITS}/{_EXHIBIT}/
         (?:evidence\.json
          | {SEALED}/[0-9]{{2,5}}\.tar\.gz\.age
          | erasure_[1-9][0-9]{{0,3}}\.json
          | {_PAPER}
          | {REPORTS}/{_stem(EXHIBIT_DOCUMENTS)}{_COPY_AND_SUFFIX})
    """,
    re.VERBOSE,
)
_DOCUMENT_ID = re.compile(_stem((*EXHIBIT_DOCUMENTS, *CASE_DOCUMENTS)))
_RECOVERED_OF = re.compile(
    rf"{RECOVERED}/(?:(?P<exhibit>[0-9]{{3,6}})-)?(?P<sha256>[0-9a-f]{{64}})\.bin"
)


def folder_of(exhibit: int) -> str:
    """Return the folder of one exhibit, ``exhibits/003``."""
    return f"{EXHIBITS}/{exhibit:03d}"


def evidence_of(exhibit: int) -> str:
    """Return the path of one exhibit's examination, ``exhibits/003/evidence.json``."""
    return f"{folder_of(exhibit)}/evidence.json"


def sealed_of(exhibit: int, number: int) -> str:
    """Return the path of a container of whole answers, ``exhibits/003/sealed/01.tar.gz.age``."""
    return f"{folder_of(exhibit)}/{SEALED}/{number:02d}.tar.gz.age"


def list_of(sha256: str) -> str:
    """Return the path of a kept signature list, named by the hash of its unpacked bytes."""
    return f"{LISTS}/{sha256}.json.gz"


def is_names_annex(path: str) -> bool:
    """Say whether a path is of the secret annex of names to the office table."""
    return path.startswith(f"{REPORTS}/") and "-nama" in path


def key_of(sha256: str) -> str:
    """Return the path of a public key, named by the hash of its file."""
    return f"{KEYS}/{sha256}.json"


def manifest_of(sha256: str) -> str:
    """Return the path of the signed statement about the file with this hash."""
    return f"{MANIFESTS}/{sha256}.json"


def closing_of(records: int, key_id: str) -> str:
    """Return the path of an office's signature on so many records."""
    return f"{SIGNATURES}/{records:06d}-{key_id[:8]}.json"


def stamp_of(records: int) -> str:
    """Return the path of a time stamp of the last of so many records."""
    return f"{SIGNATURES}/{records:06d}.tsr"


def stamped_record(path: str) -> int | None:
    """Return the record a time stamp is of, ``None`` of any other path."""
    folder, _, name = path.partition("/")
    number = name.removesuffix(".tsr")
    return int(number) if folder == SIGNATURES and number != name and number.isdigit() else None


def recovered_of(sha256: str, exhibit: int | None = None) -> str:
    """Return the path of bytes that an interrupted program left behind, of which phone."""
    whose = "" if exhibit is None else f"{exhibit:03d}-"
    return f"{RECOVERED}/{whose}{sha256}.bin"


def recovered_from(path: str) -> tuple[str, int | None] | None:
    """Return hash and exhibit of a path of ``recovered_of``, ``None`` of any other path."""
    match = _RECOVERED_OF.fullmatch(path)
    if match is None:
        return None
    return match["sha256"], int(match["exhibit"]) if match["exhibit"] else None


def exhibit_of(path: str) -> int | None:
    """Return the exhibit whose folder a path is in, ``None`` where it is in none."""
    folder, _, rest = path.partition("/")
    number = rest.partition("/")[0]
    return int(number) if folder == EXHIBITS and number.isdigit() else None


def paper_of(kind: str, version: int, exhibit: int | None = None) -> str:
    """Return the path of a paper: ``exhibits/003/papers/notice_1.json``, of the case without."""
    place = "" if exhibit is None else f"{folder_of(exhibit)}/"
    return f"{place}{PAPERS}/{kind}_{version}.json"


def paper_from(path: str) -> tuple[int | None, str, int] | None:
    """Return exhibit, kind and version of a path of ``paper_of``, ``None`` of any other."""
    match = _STORED.fullmatch(path)
    if match is None:
        return None
    if match["paper"]:
        return int(match["exhibit"]), match["paper"], int(match["version"])
    if match["case_paper"]:
        return None, match["case_paper"], int(match["case_version"])
    return None


def erasure_of(exhibit: int, number: int) -> str:
    """Return the path of the record of an erasure, ``exhibits/003/erasure_1.json``."""
    return f"{folder_of(exhibit)}/erasure_{number}.json"


def is_erasure(path: str) -> bool:
    """Say whether a path is one of ``erasure_of``."""
    return re.fullmatch(rf"{EXHIBITS}/[0-9]{{3,6}}/erasure_[0-9]+\.json", path) is not None


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
    if match is None or match["stem_tail"] != document_id[3:] or match["suffix"] == PART[1:]:
        return None
    return f"{folder_of(exhibit)}/{_numbered(match, copy)}"


def case_report_path(name: str, copy: int = 1) -> str | None:
    """Return where a document about the whole sidak is stored, like ``report_path``."""
    match = _CASE_REPORT_NAME.fullmatch(name)
    return None if match is None or match["suffix"] == PART[1:] else _numbered(match, copy)


def _numbered(match: re.Match[str], copy: int) -> str:
    number = "" if copy == 1 else f"_{copy}"
    return f"{REPORTS}/{match['stem']}{number}.{match['suffix']}"
