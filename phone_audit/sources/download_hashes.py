"""Hashes of app files on the shared storage that hold a matched app; made on the phone."""

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.apk_paths import is_shared_app_file, read_sums
from phone_audit.formats.shell_line import quote
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import AppFile, Covered, Reading, Sighting
from phone_audit.model.phone import AppDownload, Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "download_hashes"

_SUM = "sum"
_ANDROID_8 = 26
_OWNER = 0
_MOST_FILES = 10


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question per file; Android 7 has no ``sha256sum``, and unknown is not asked.

    The name is the holder's and may say more than the package, so it is hidden in the log.
    """
    if known.sdk is None or known.sdk < _ANDROID_8:
        return ()
    return tuple(
        Question(
            source=NAME,
            topic=_SUM,
            line=f"sha256sum {quote(file.path)}",
            shown=f"sha256sum ‹berkas {number}›",
            subject=file.package,
            user=_OWNER,
            timeout_s=120,
        )
        for number, file in enumerate(_askable(known), start=1)
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one hash per file.

    Format: ``8d2f...  /sdcard/Download/id.contoh.permainan_2.1.apk``; see
    ``formats.apk_paths``. A file whose folder only the index knows, and not ``find``, is
    looked for in Download; elsewhere it answers with "No such file or directory", which is
    a gap: its hash is not known.

    Read from: AOSP toybox ``md5sum.c``, API 26-36.
    """
    gaps: list[Gap] = []
    sightings: list[Sighting] = []
    for capture in captures:
        package = capture.question.subject
        sums = read_sums(capture.text)
        found = [gap_in(capture), unread_lines(capture, sums.unread)]
        gaps += [gap for gap in found if gap is not None]
        if package is not None and sums.by_path:
            file = AppFile(
                package=package,
                user=_OWNER,
                apk_sha256=tuple(sorted(set(sums.by_path.values()))),
                downloaded=True,
            )
            sightings.append(Sighting(record=file, captures=(capture.number,)))
        elif not any(found):
            gaps += [gap for gap in (gap_in(capture, GapReason.ABSENT),) if gap is not None]
    if known.downloads and not captures:
        gaps.append(Gap(source=NAME, topic=_SUM, reason=_why_nothing(known)))
    elif left := len(set(known.downloads)) - len(_askable(known)):
        detail = f"{left} berkas"
        gaps.append(Gap(source=NAME, topic=_SUM, reason=GapReason.NOT_ASKED, detail=detail))
    return Reading(
        sightings=tuple(sightings),
        covered=(Covered(source=NAME, complete=not gaps, read=len(captures)),) if captures else (),
        gaps=tuple(gaps),
    )


def _askable(known: Known) -> tuple[AppDownload, ...]:
    """Return the files whose paths are plain enough to enter a command; not too many.

    What a file holds has taken the place of what it is called after, where that was read.
    """
    plain = (file for file in known.downloads if is_shared_app_file(file.path))
    return tuple(dict.fromkeys(plain))[:_MOST_FILES]


def _why_nothing(known: Known) -> GapReason:
    return (
        GapReason.ABSENT
        if known.sdk is not None and known.sdk < _ANDROID_8
        else (GapReason.NOT_ASKED)
    )


SOURCE = Source(
    name=NAME,
    title=Words(id="Hash berkas aplikasi yang diunduh", en="Hashes of downloaded app files"),
    limits=Words(
        id="Menunjukkan hash berkas aplikasi pada penyimpanan bersama yang dinamai menurut paket "
        "yang cocok atau menyebutnya di dalam; hash dapat dibandingkan dengan berkas lain, "
        "tetapi tidak menunjukkan bahwa berkas itu dipasang. Paling banyak sepuluh berkas.",
        en="Shows hashes of app files on the shared storage that are called after a matched "
        "package or name it inside; a hash can be compared with other files but does not show "
        "that the file was installed. Ten files at most.",
    ),
    questions=questions,
    read=read,
    needs=("identity", "downloads", "download_contents"),
)
