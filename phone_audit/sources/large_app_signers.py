"""Who signed large matched apps: the few kilobytes in the middle of their files that say so."""

from phone_audit.formats.answers import gap_in, trouble
from phone_audit.formats.apk_paths import is_installed_apk
from phone_audit.formats.apk_signing import BlockCut, Signer
from phone_audit.formats.resource_chunks import DamagedFile
from phone_audit.formats.shell_line import quote
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import Covered, Reading, Sighting
from phone_audit.model.phone import ApkDirectory, Known
from phone_audit.model.record import Words, replace
from phone_audit.sources.app_signers import LIMITS, signed_by, signers_or_gap
from phone_audit.sources.interface import Source

NAME = "large_app_signers"

_BLOCK = "signing_block"
_PAGE = 4_096  # bytes; ``dd`` reads whole blocks
_WINDOW = 65_536  # bytes before the central directory; signing blocks have some thousand
_LARGEST_APK = 999_999 * _PAGE  # as far as the permit list lets a question reach


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question per watched app whose certificate nothing else has told yet.

    The end of its file (``app_signers``) said where the signing block ends; at most 68 KiB
    before that are read. Web links may have told the certificate as well.
    """
    return tuple(
        Question(source=NAME, topic=_BLOCK, line=_line(one), subject=one.package, timeout_s=60)
        for one in _askable(known)
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one record per watched app and user: SHA-256 of its signers' certificates.

    Format: bytes of the APK up to its central directory, right before which the signing
    block lies; see ``formats.apk_signing``. An app whose key was rotated has both signers,
    the newer first. Apps signed by the oldest scheme alone have no such block.

    Read from: APK Signature Scheme v2, v3, v3.1; toybox and NetBSD ``dd``, API 24-36.
    """
    asked = {one.package: one for one in _askable(known)}
    gaps = _out_of_reach(known)
    sightings: list[Sighting] = []
    for capture in captures:
        directory = asked.get(capture.question.subject or "")
        signers, gap = _look(capture, directory)
        if gap is not None:
            gaps.append(gap)
        if directory is not None:
            sightings += signed_by(known, directory.package, signers, capture.number)
    covered = Covered(source=NAME, complete=not gaps, read=len(captures))
    return Reading(
        sightings=tuple(sightings),
        covered=(covered,) if captures else (),
        gaps=tuple(gaps),
    )


def _wanted(known: Known) -> tuple[ApkDirectory, ...]:
    return tuple(one for one in known.apk_directories if one.package not in known.certified)


def _askable(known: Known) -> tuple[ApkDirectory, ...]:
    return tuple(one for one in _wanted(known) if _reaches(one))


def _reaches(directory: ApkDirectory) -> bool:
    return is_installed_apk(directory.path) and 0 < directory.at < _LARGEST_APK


def _out_of_reach(known: Known) -> list[Gap]:
    """Return the gap for files larger than any real one."""
    left = len(_wanted(known)) - len(_askable(known))
    detail = f"{left} berkas"
    gap = Gap(source=NAME, topic=_BLOCK, reason=GapReason.NOT_ASKED, detail=detail)
    return [gap] if left else []


def _first_page(directory: ApkDirectory) -> int:
    return max(0, directory.at - _WINDOW) // _PAGE


def _line(directory: ApkDirectory) -> str:
    first = _first_page(directory)
    count = -(-directory.at // _PAGE) - first
    return f"dd if={quote(directory.path)} bs={_PAGE} skip={first} count={count}"


def _look(
    capture: Capture, directory: ApkDirectory | None
) -> tuple[tuple[Signer, ...], Gap | None]:
    """Return who signed, or the gap; a file that changed in between has no block there."""
    reason = trouble(replace(capture, stdout=b""))  # bytes of a file complain of nothing
    if reason is not None:
        return (), gap_in(capture, reason)
    inside = 0 if directory is None else directory.at - _first_page(directory) * _PAGE
    if directory is None or len(capture.stdout) < inside:
        return (), gap_in(capture, GapReason.NOT_UNDERSTOOD)
    try:
        return signers_or_gap(capture, inside)
    except BlockCut:
        return (), gap_in(capture, GapReason.NOT_ASKED, "blok tanda tangan lebih dari 64 KiB")
    except DamagedFile:
        return (), gap_in(capture, GapReason.NOT_UNDERSTOOD)


SOURCE = Source(
    name=NAME,
    title=Words(id="Penanda tangan aplikasi besar yang cocok", en="Signers of large matched apps"),
    limits=LIMITS,
    questions=questions,
    read=read,
    needs=("app_signers", "web_apps"),
)
