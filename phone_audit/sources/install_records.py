"""What Android's package installer remembers since the phone started, and where files came from."""

from collections.abc import Iterator

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.install_records import (
    Changes,
    SessionRow,
    Sessions,
    read_changes,
    read_sessions,
)
from phone_audit.formats.timestamps import from_epoch_ms
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.evidence import (
    AppTrace,
    AppTraceKind,
    Covered,
    Evidence,
    Reading,
    Sighting,
    SiteTrace,
    SiteTraceKind,
)
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source
from phone_audit.sources.open_profiles import OpenProfiles

NAME = "install_records"

_SESSIONS = "install_sessions"
_CHANGES = "package_changes"
_SERVICE = "package_service"

_ANDROID_8 = 26
_PHONE_ITSELF = "android"


def questions(known: Known) -> tuple[Question, ...]:
    """Return the question for sessions and, from Android 8 on, the one for changes.

    Android 7 takes ``changes`` for the name of a package, so an unknown version is not
    asked either. Sessions are not filtered on the phone: Android breaks their lines in
    the middle of words.
    """
    asked = [_question(_SESSIONS, "dumpsys -t 60 package installs")]
    if known.sdk is not None and known.sdk >= _ANDROID_8:
        asked.append(_question(_CHANGES, "dumpsys -t 60 package changes"))
    return tuple(asked)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per session that names a package, per host it names, and per change.

    Format: ``Session 1733822157:`` with ``userId=0 createdMillis=... appPackageName=...
    originatingUri=... mFinalStatus=1``, and ``seq=3, package=...`` below ``User 0:``; see
    ``formats.install_records``. Of an address only the host is kept. A host is a trace of
    a site, whatever the file was: ``originatingUri`` is where the file came from,
    ``referrerUri`` the page that led there. What a closed profile installed is left out.

    Read from: AOSP ``PackageInstallerService.dump``, ``ChangedPackagesTracker``, API 24-36.
    """
    if not captures:
        return Reading()
    sightings: list[Sighting] = []
    gaps: list[Gap] = []
    read_count = 0
    complete = True
    for capture in captures:
        profiles = OpenProfiles(known)
        sessions, changes = _parse(capture)
        rows = [row for row in sessions.rows if profiles.passes(row.package, row.user)]
        changed = [row for row in changes.rows if profiles.passes(row[1], row[0])]
        read_count += len(rows) + len(changed)
        records = [record for row in rows for record in _records(row)]
        records += [
            AppTrace(package=package, trace=AppTraceKind.CHANGED_SINCE_BOOT, user=user)
            for user, package in changed
        ]
        sightings += [Sighting(record=one, captures=(capture.number,)) for one in records]
        trouble = gap_in(capture) or unread_lines(capture, sessions.unread + changes.unread)
        if trouble is None and not _answered(capture, sessions, changes):
            trouble = gap_in(capture, GapReason.NOT_UNDERSTOOD)
        if trouble is not None:
            gaps.append(trouble)
            complete = False
        if (held_back := profiles.gap(capture)) is not None:
            gaps.append(held_back)
    return Reading(
        sightings=tuple(sightings),
        covered=(Covered(source=NAME, complete=complete, read=read_count),),
        gaps=tuple(gaps),
    )


_NO_SESSIONS = Sessions(rows=(), answered=False, unread=0)
_NO_CHANGES = Changes(rows=(), answered=False, unread=0)


def _parse(capture: Capture) -> tuple[Sessions, Changes]:
    topic = capture.question.topic
    sessions = _NO_SESSIONS if topic == _CHANGES else read_sessions(capture.text)
    changes = _NO_CHANGES if topic == _SESSIONS else read_changes(capture.text)
    return sessions, changes


def _answered(capture: Capture, sessions: Sessions, changes: Changes) -> bool:
    """Say whether the answer holds what was asked; a bug report of Android 7 has no changes."""
    if capture.question.medium is Medium.SECTION:
        return sessions.answered
    return changes.answered if capture.question.topic == _CHANGES else sessions.answered


def _records(row: SessionRow) -> Iterator[Evidence]:
    created_at = None if row.created_ms is None else from_epoch_ms(row.created_ms)
    if row.package is not None:
        yield AppTrace(
            package=row.package,
            trace=AppTraceKind.INSTALL_SESSION,
            user=row.user,
            at=created_at,
            succeeded=None if not row.status else row.status > 0,
            installer=row.installer,
            host=row.origin_host or row.referrer_host,
        )
    for host, kind in (
        (row.origin_host, SiteTraceKind.DOWNLOAD),
        (row.referrer_host, SiteTraceKind.REFERRER),
    ):
        if host is not None:
            yield SiteTrace(
                host=host,
                trace=kind,
                via=row.installer or _PHONE_ITSELF,
                user=row.user,
                first_at=created_at,
                last_at=created_at,
            )


def _question(topic: str, line: str) -> Question:
    return Question(source=NAME, topic=topic, line=line, timeout_s=75)


SOURCE = Source(
    name=NAME,
    title=Words(id="Catatan pemasangan oleh Android", en="Installations Android remembers"),
    limits=Words(
        id="Hanya sejak perangkat terakhir dinyalakan. Menunjukkan bahwa pemasangan dimulai dan "
        "bagaimana berakhir, bukan siapa yang memulainya; perubahan dapat berupa pemasangan, "
        "pembaruan, atau penghapusan. Situs asal berkas diisi oleh aplikasi pemasang.",
        en="Only since the phone was last started. Shows that an installation began and how it "
        "ended, not who began it; a change can be an installation, an update or a removal. "
        "The site a file came from is filled in by the installing app.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
    sections={"DUMP OF SERVICE package": _SERVICE},
)
