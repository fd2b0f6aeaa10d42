"""Apps in the list that AndroidQF made of a phone: who installed them, and their hashes."""

from collections.abc import Iterator

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.import_rows import PACKAGES, AcquiredApp, read_rows
from phone_audit.formats.pm import is_package_name
from phone_audit.model.capture import Capture, Gap, GapReason, Question
from phone_audit.model.evidence import (
    AppFile,
    Covered,
    EnabledState,
    Evidence,
    InstalledApp,
    Presence,
    Reading,
    Sighting,
)
from phone_audit.model.phone import Known
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "acquired_apps"

_LIST = "packages"
_USERS_APART = 100_000


def questions(_known: Known) -> tuple[Question, ...]:
    """Return nothing: the list was made before, by another program."""
    return ()


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read the hashes of each app, and the app itself where the phone's own dump was not read.

    Format: ``{"package":"id.contoh.app","user":0,"installed":true,"apk_sha256":["8d2f..."],
    "row":"app", ...}``, one app a line; see ``formats.import_rows``. The dump knows more,
    so an app that it named is not said again. An app of the list that is not installed
    left its data, or was part of the factory image.

    Read from: AndroidQF ``adb/packages.go``, 1.0 to 1.8.
    """
    gaps: list[Gap] = []
    covered: list[Covered] = []
    sightings: list[Sighting] = []
    for capture in captures:
        rows = read_rows(capture.stdout, AcquiredApp)
        apps = [app for app in rows.found if is_package_name(app.package)]
        unread = rows.unread + len(rows.found) - len(apps)
        found = [gap for gap in (gap_in(capture), unread_lines(capture, unread)) if gap]
        if not found and not apps:
            found.append(_nothing(capture))  # Android itself is a package
        for app in apps:
            if not known.is_closed(app.user):
                sightings += [
                    Sighting(record=record, captures=(capture.number,))
                    for record in _records(app, known)
                ]
        if apps:
            covered.append(Covered(source=NAME, complete=not found, read=len(apps)))
        gaps += found
    return Reading(sightings=tuple(sightings), covered=tuple(covered), gaps=tuple(gaps))


def _records(app: AcquiredApp, known: Known) -> Iterator[Evidence]:
    if app.package not in known.watched:
        yield _installed(app)
    if app.apk_sha256 or app.certificate_sha256:
        # Makers sign their whole factory image with a few keys: they tell nothing of one app.
        signed = app.system is not True or app.package in known.watched
        yield AppFile(
            package=app.package,
            user=app.user,
            apk_sha256=app.apk_sha256,
            certificate_sha256=app.certificate_sha256 if signed else (),
            certificate_sha1=app.certificate_sha1 if signed else (),
        )


def _installed(app: AcquiredApp) -> InstalledApp:
    uid = app.uid if app.uid is not None and app.uid // _USERS_APART == app.user else None
    return InstalledApp(
        package=app.package,
        user=app.user,
        presence=Presence.KNOWN_ONLY if app.installed is False else Presence.INSTALLED,
        installer=app.installer,
        system=app.system,
        enabled=EnabledState.DISABLED if app.disabled else None,
        uid=uid,
    )


def _nothing(capture: Capture) -> Gap:
    return Gap(source=NAME, topic=_LIST, reason=GapReason.NOT_UNDERSTOOD, capture=capture.number)


SOURCE = Source(
    name=NAME,
    title=Words(id="Daftar aplikasi dari AndroidQF", en="List of apps made by AndroidQF"),
    limits=Words(
        id="Menunjukkan bahwa aplikasi ada pada perangkat ketika AndroidQF dijalankan, bukan "
        "siapa yang memasang atau memakainya. Versi lama hanya mencatat pengguna pertama. Sidik "
        "berkas dan sertifikat berasal dari program itu dan tidak diperiksa ulang.",
        en="Shows that an app was on the phone when AndroidQF ran, not who installed or used it. "
        "Older versions list the first user only. Hashes and certificates are those of that "
        "program and are not checked again.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
    sections={PACKAGES: _LIST},
    brought=True,
)
