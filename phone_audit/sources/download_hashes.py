"""Hashes of downloaded app files that are called after a matched app; made on the phone."""

import re

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.apk_paths import read_sums
from phone_audit.formats.shell_line import quote
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import AppFile, Covered, Reading, Sighting
from phone_audit.model.phone import AppDownload, Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "download_hashes"

_SUM = "sum"
_FOLDER = "/sdcard/Download/"
_ANDROID_8 = 26
_OWNER = 0
_MOST_FILES = 10
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ ()+-]{0,120}\.(?i:apk|apks|xapk)", re.ASCII)


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
            line=f"sha256sum {quote(_FOLDER + file.file_name)}",
            shown=f"sha256sum {_FOLDER}‹berkas {number}›",
            subject=file.package,
            user=_OWNER,
            timeout_s=120,
        )
        for number, file in enumerate(_askable(known), start=1)
    )


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one hash per file.

    Format: ``8d2f...  /sdcard/Download/id.contoh.permainan_2.1.apk``; see
    ``formats.apk_paths``. A file that lies in another folder than Download answers with
    "No such file or directory", which is a gap: its hash is not known.

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
                package=package, user=_OWNER, apk_sha256=tuple(sorted(set(sums.by_path.values())))
            )
            sightings.append(Sighting(record=file, captures=(capture.number,)))
        elif not any(found):
            gaps += [gap for gap in (gap_in(capture, GapReason.ABSENT),) if gap is not None]
    if known.downloads and not captures:
        gaps.append(Gap(source=NAME, topic=_SUM, reason=_why_nothing(known)))
    elif left := len(known.downloads) - len(_askable(known)):
        detail = f"{left} berkas"
        gaps.append(Gap(source=NAME, topic=_SUM, reason=GapReason.NOT_ASKED, detail=detail))
    return Reading(
        sightings=tuple(sightings),
        covered=(Covered(source=NAME, complete=not gaps, read=len(captures)),) if captures else (),
        gaps=tuple(gaps),
    )


def _askable(known: Known) -> tuple[AppDownload, ...]:
    """Return the files whose names are plain enough to enter a command; not too many."""
    plain = (file for file in known.downloads if _PLAIN_NAME.fullmatch(file.file_name))
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
        id="Menunjukkan hash berkas di folder Download yang namanya diawali nama paket yang cocok. "
        "Nama berkas dapat diubah siapa saja; hash dapat dibandingkan dengan berkas lain, tetapi "
        "tidak menunjukkan bahwa berkas itu dipasang. Folder lain tidak dihitung hash-nya.",
        en="Shows hashes of files in the Download folder whose names begin with a matched package. "
        "Anyone can rename a file; a hash can be compared with other files but does not show that "
        "the file was installed. Files in other folders are not hashed.",
    ),
    questions=questions,
    read=read,
    needs=("identity", "downloads"),
)
