"""Who signed the matched apps, where the last kilobytes of their files say so."""

from collections.abc import Mapping

from phone_audit.formats.answers import gap_in, trouble
from phone_audit.formats.apk_paths import is_installed_apk
from phone_audit.formats.apk_signing import (
    LONGEST_END,
    BlockCut,
    Signer,
    read_end,
    read_signers_before,
)
from phone_audit.formats.resource_chunks import DamagedFile
from phone_audit.formats.shell_line import quote
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import AppFile, Covered, Reading, Sighting
from phone_audit.model.phone import ApkDirectory, Known
from phone_audit.model.record import Words, replace
from phone_audit.sources.interface import Source

NAME = "app_signers"

_END = "end_of_file"
_ANDROID_7 = 24
_LEAST_IN_SIGHT = 32  # bytes before a central directory that tell whether it is signed
_ONLY_V1 = "hanya tanda tangan v1"


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question per watched app: for the last 64 KiB of its base APK.

    Splits of an app are signed by whoever signed its base: Android installs no others. An
    unknown version is not asked: before Android 7 the shell service does not keep bytes
    that are no text.
    """
    if known.sdk is None or known.sdk < _ANDROID_7:
        return ()
    return tuple(
        Question(
            source=NAME,
            topic=_END,
            line=f"tail -c {LONGEST_END} {quote(path)}",
            subject=package,
            timeout_s=60,
        )
        for package, path in _base_apks(known).items()
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one record per app and user whose file names its signer in these bytes.

    Format: the end of a ZIP file: as much of the signing block and the central directory
    as fit, and the end record; see ``formats.apk_signing``. The file of a large app has a
    longer directory than that: where it begins is a fact, from which
    ``large_app_signers`` plans its question.

    Read from: APK Signature Scheme v2, v3, v3.1; toybox ``tail.c``, API 24-36.
    """
    bases = _base_apks(known)
    gaps: list[Gap] = []
    facts: list[ApkDirectory] = []
    sightings: list[Sighting] = []
    for capture in captures:
        package = capture.question.subject or ""
        found, gap = _look(capture)
        if gap is not None:
            gaps.append(gap)
        if isinstance(found, int) and package in bases:
            facts.append(ApkDirectory(package=package, path=bases[package], at=found))
        elif isinstance(found, tuple):
            sightings += signed_by(known, package, found, capture.number)
    if bases and not captures:
        gaps.append(Gap(source=NAME, topic=_END, reason=GapReason.NOT_ASKED))
    covered = Covered(source=NAME, complete=not gaps, read=len(captures))
    return Reading(
        facts=tuple(facts),
        sightings=tuple(sightings),
        covered=(covered,) if captures else (),
        gaps=tuple(gaps),
    )


def _base_apks(known: Known) -> Mapping[str, str]:
    """Return the base APK of each watched app, where its path may enter a command."""
    found: dict[str, str] = {}
    for told in sorted(known.app_paths, key=lambda one: (one.package, one.user)):
        if told.package in known.watched and told.paths and is_installed_apk(told.paths[0]):
            found.setdefault(told.package, told.paths[0])
    return found


def _look(capture: Capture) -> tuple[tuple[Signer, ...] | int | None, Gap | None]:
    """Return the signers, or how far into the file they are named, and the gap if there is one."""
    reason = trouble(replace(capture, stdout=b""))  # bytes of a file complain of nothing
    if reason is not None:
        return None, gap_in(capture, reason)
    try:
        end = read_end(capture.stdout)
        if end.inside < _LEAST_IN_SIGHT:
            return end.directory_at, None
        try:
            return signers_or_gap(capture, end.inside)
        except BlockCut:
            return end.directory_at, None
    except DamagedFile:
        return None, gap_in(capture, GapReason.NOT_UNDERSTOOD)


def signers_or_gap(capture: Capture, directory: int) -> tuple[tuple[Signer, ...], Gap | None]:
    """Return who signed the file whose central directory begins at ``directory`` of the answer.

    Raises:
        DamagedFile: the signing block is broken; ``BlockCut``: it begins before the answer.
    """
    signers = read_signers_before(capture.stdout, directory)
    return signers, None if signers else gap_in(capture, GapReason.ABSENT, _ONLY_V1)


def signed_by(
    known: Known, package: str, signers: tuple[Signer, ...], capture: int
) -> list[Sighting]:
    """Return one record per user that has the app, each certificate once, the newest first."""
    certificates = tuple(dict.fromkeys(one.certificate_sha256 for one in signers))
    old_hashes = tuple(dict.fromkeys(one.certificate_sha1 for one in signers))
    users = sorted({one.user for one in known.app_paths if one.package == package})
    return [
        Sighting(
            record=AppFile(
                package=package,
                user=user,
                certificate_sha256=certificates,
                certificate_sha1=old_hashes,
            ),
            captures=(capture,),
        )
        for user in users
        if certificates
    ]


LIMITS = Words(
    id="Menunjukkan sertifikat yang tertulis di dalam berkas aplikasi; keabsahan tanda tangannya "
    "diperiksa Android saat pemasangan, bukan oleh alat ini. Aplikasi dengan sertifikat yang sama "
    "berasal dari penanda tangan yang sama; namanya tidak tertulis di situ. Aplikasi yang hanya "
    "memakai tanda tangan v1 tidak terbaca.",
    en="Shows the certificate written in an app's file; whether its signature is valid was checked "
    "by Android at installation, not by this tool. Apps with the same certificate come from the "
    "same signer, whose name it does not tell. Apps with a v1 signature alone are not read.",
)

SOURCE = Source(
    name=NAME,
    title=Words(id="Penanda tangan aplikasi yang cocok", en="Signers of matched apps"),
    limits=LIMITS,
    questions=questions,
    read=read,
    needs=("installed_apps",),
)
