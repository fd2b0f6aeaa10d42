"""Installations and removals that the package manager of Samsung phones wrote into its log."""

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.package_log import LogRow, read_package_log
from phone_audit.formats.timestamps import from_local_text, zone_of
from phone_audit.model.capture import Capture, GapReason, Medium, Question
from phone_audit.model.evidence import AppTrace, AppTraceKind, Covered, Reading, Sighting
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source
from phone_audit.sources.open_profiles import OpenProfiles

NAME = "package_log"

_LOG = "package_log"
_FILTER = (
    "^pm_debug_info|: START (INSTALL|DELETE|PACKAGE DELETE)|: result of (install|delete):"
    r"|^ *(pkg|observer)\{|^ *Request from\{"
    r"|^\*\*\* SERVICE|^ *Permission Denial|SecurityException"
)


def questions(known: Known) -> tuple[Question, ...]:
    """Return the one question, asked of Samsung phones only: no other maker keeps this log.

    ``-a`` prints everything the service knows, so the phone itself cuts the answer down
    to the lines of the log; ``-a`` works only as the first word.
    """
    if not _is_samsung(known):
        return ()
    line = f"dumpsys -t 60 package -a | grep -E '{_FILTER}'"
    return (Question(source=NAME, topic=_LOG, line=line, timeout_s=75),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per package of each installation and removal.

    Format: ``2026-11-20 20:58:41.123: START INSTALL PACKAGE: observer{133061357}``, lines
    ``pkg{...}`` and ``Request from{...}`` below it, and ``result of install: 1{133061357}``;
    see ``formats.package_log``. Times are local without a zone; the phone's own is taken.
    An update is an installation too. Only a removal names its user. In a bug report the
    log stands inside the package service's text, on Samsung phones alone.

    Read from: One UI 6-8 ``InstallingSession`` and ``PackageManagerService``.
    """
    zone = zone_of(known.zone)
    sightings: list[Sighting] = []
    gaps = []
    covered = []
    for capture in captures:
        log = read_package_log(capture.text)
        if capture.question.medium is Medium.SECTION and not log.found and not _is_samsung(known):
            continue
        trouble = gap_in(capture) or unread_lines(capture, log.unread)
        if trouble is None and not log.found:
            silent = capture.text.strip() == "" or capture.question.medium is Medium.SECTION
            trouble = gap_in(capture, GapReason.ABSENT if silent else GapReason.NOT_UNDERSTOOD)
        profiles = OpenProfiles(known, _removed_from_open_users(known, log.rows))
        sightings += [
            Sighting(
                record=AppTrace(
                    package=row.package,
                    trace=AppTraceKind.REMOVAL_LOGGED
                    if row.removal
                    else AppTraceKind.INSTALL_LOGGED,
                    user=row.user if row.user is not None and row.user >= 0 else None,
                    at=from_local_text(row.at, zone) if zone is not None else None,
                    succeeded=row.succeeded,
                    installer=row.requested_by,
                ),
                captures=(capture.number,),
            )
            for row in log.rows
            if profiles.passes(row.package, row.user)
        ]
        gaps += [gap for gap in (trouble, profiles.gap(capture)) if gap is not None]
        covered.append(
            Covered(source=NAME, complete=trouble is None and zone is not None, read=len(log.rows))
        )
    return Reading(sightings=tuple(sightings), covered=tuple(covered), gaps=tuple(gaps))


def _is_samsung(known: Known) -> bool:
    return known.maker is not None and known.maker.strip().lower() == "samsung"


def _removed_from_open_users(known: Known, rows: tuple[LogRow, ...]) -> frozenset[str]:
    """Return packages that the log itself shows in a profile that may be read."""
    profiles = OpenProfiles(known)
    return frozenset(
        row.package
        for row in rows
        if row.user is not None and row.user >= 0 and not profiles.is_closed(row.user)
    )


SOURCE = Source(
    name=NAME,
    title=Words(
        id="Log pemasangan dan penghapusan (Samsung)",
        en="Log of installations and removals (Samsung)",
    ),
    limits=Words(
        id="Hanya pada perangkat Samsung, sejauh isi log masih tersimpan. Menunjukkan bahwa "
        "pemasangan atau penghapusan tercatat, bukan siapa yang melakukannya; pembaruan juga "
        "tercatat sebagai pemasangan. Penghapusan dapat dilakukan karena banyak alasan.",
        en="On Samsung phones only, as far back as the log still reaches. Shows that an "
        "installation or removal was recorded, not who did it; an update is recorded as an "
        "installation too. There are many reasons to remove an app.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
    sections={"DUMP OF SERVICE package": _LOG},
)
