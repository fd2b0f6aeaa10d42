"""Web sites installed as apps, and the sites whose links a matched app says it opens."""

from collections.abc import Iterator
from datetime import datetime

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.dumpsys_package import PackageBlock, PackageDump, read_package_dump
from phone_audit.formats.hostname import normalise
from phone_audit.formats.link_filters import (
    AppLinks,
    LinkFilters,
    read_domain_verification,
    read_link_filters,
)
from phone_audit.formats.pm import is_package_name
from phone_audit.formats.timestamps import Stamp, from_epoch_ms, to_utc, zone_of
from phone_audit.model.capture import Capture, Gap, GapReason, Medium, Question
from phone_audit.model.evidence import (
    AppFile,
    Covered,
    Reading,
    Sighting,
    SiteTrace,
    SiteTraceKind,
)
from phone_audit.model.phone import Known, is_web_app
from phone_audit.model.record import Words
from phone_audit.sources.interface import Source

NAME = "web_apps"

_WEB_APP = "web_app"
_LINKS = "app_links"
_EVERY = "every_package"

_ANDROID_12 = 31
_GONE = "Unable to find package: "
_FILTER = (
    r"^ +[0-9a-f]+ [^ ]+/[^ ]+ filter |^ +Scheme: \"https?\"|^ +Authority: \"|^Packages:"
    r"|^Hidden system packages:|^  Package \[|^    User [0-9]+: |^ +(first|last)[A-Za-z]+Time="
    r"|^Domain verification status:|^  [A-Za-z0-9_.]+:$|^ +Signatures: \[|^Unable to find package: "
    r"|^\*\*\* SERVICE|^ *Permission Denial|SecurityException"
).replace('\\"', '"')


def questions(known: Known) -> tuple[Question, ...]:
    """Return one question per web app and per watched app; nothing when there are none.

    Of an app's dump only its web links, dates and certificate leave the phone. The name of
    a web app is masked: nothing that did not match is written down.
    """
    web_apps = [app.package for app in known.web_apps if is_package_name(app.package)]
    watched = [package for package in known.watched if is_package_name(package)]
    asked = [
        Question(
            source=NAME,
            topic=_WEB_APP,
            line=_line(package),
            shown=None if package in watched else _line(f"‹aplikasi web {number}›"),
            subject=package,
            timeout_s=75,
        )
        for number, package in enumerate(web_apps, start=1)
    ]
    asked += [
        Question(source=NAME, topic=_LINKS, line=_line(package), subject=package, timeout_s=75)
        for package in watched
    ]
    return tuple(asked)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per site of a web app or matched app and user, and certificates.

    Format: ``Scheme: "https"`` and ``Authority: "situs.invalid": -1`` below the filters of
    the package, ``Signatures: [14:6D:...]`` below its domain verification (Android 12 on,
    of apps that declare web links); see ``formats.link_filters``. Dates and users come from
    its ``Package [...]`` block (``formats.dumpsys_package``).

    A web app is a browser's, for one site; a site that a matched app merely opens links
    of is told as such. Only users whose list was read are spoken of. A bug report does
    not print filters; from Android 12 on it has the domains.

    Read from: AOSP ``IntentFilter.dump``, ``DomainVerificationDebug``, ``Settings.
    dumpPackageLPr``, API 24-36; Chromium ``WebApk``.
    """
    if not captures:
        return Reading()
    gaps: list[Gap] = []
    sightings: list[Sighting] = []
    looked_at = 0
    complete = True
    for capture in captures:
        answer = _Answer(known, capture)
        gaps += answer.gaps()
        complete = complete and not answer.gaps()
        for package in answer.packages():
            looked_at += 1
            sightings += answer.sightings(package)
        if answer.nameless and (gap := gap_in(capture, _ODD, f"{answer.nameless} alamat")):
            gaps.append(gap)
            complete = False
    return Reading(
        sightings=tuple(sightings),
        covered=(Covered(source=NAME, complete=complete, read=looked_at),),
        gaps=tuple(gaps),
    )


_ODD = GapReason.NOT_UNDERSTOOD


class _Answer:
    """One dump, of one package or of all, and what is known about whose it is."""

    def __init__(self, known: Known, capture: Capture) -> None:
        self.known = known
        self.capture = capture
        self.zone = zone_of(known.zone)
        self.whole = capture.question.medium is Medium.SECTION
        self.dump: PackageDump = read_package_dump(capture.text)
        self.filters: LinkFilters = read_link_filters(capture.text)
        self.verified: dict[str, AppLinks] = read_domain_verification(capture.text)
        self.nameless = 0

    def gaps(self) -> list[Gap]:
        """Return what this answer leaves open."""
        found = [gap_in(self.capture)]
        if found[0] is None and not self.whole and _GONE in self.capture.text[:1_000]:
            found.append(gap_in(self.capture, GapReason.ABSENT))
        elif found[0] is None and not self.dump.found:
            found.append(gap_in(self.capture, _ODD))
        elif self.whole and self.known.sdk is not None and self.known.sdk < _ANDROID_12:
            if any(is_web_app(package) for package in self.packages()):
                found.append(gap_in(self.capture, GapReason.ABSENT, "laporan tanpa tautan"))
        else:
            found.append(unread_lines(self.capture, self.filters.unread))
        return [gap for gap in found if gap is not None]

    def packages(self) -> Iterator[str]:
        """Yield the packages this answer is asked about."""
        if not self.whole:
            yield self.capture.question.subject or ""
            return
        for package in self.dump.packages:
            if is_web_app(package) or package in self.known.watched:
                yield package

    def sightings(self, package: str) -> Iterator[Sighting]:
        """Yield a trace per host and user, and the certificate of a watched package."""
        links = self.verified.get(package, _NO_LINKS)
        hosts = dict.fromkeys((*self.filters.hosts.get(package, ()), *links.domains))
        block = self.dump.packages.get(package) or PackageBlock(package=package)
        users = self.users(package, block)
        for text in hosts:
            host = normalise(text) if text else None
            if host is None:
                self.nameless += bool(text)
                continue
            for user in users:
                yield self.told(self.trace(package, host, user, block))
        if links.certificates and package in self.known.watched:
            for user in users:
                yield self.told(
                    AppFile(package=package, user=user, certificate_sha256=links.certificates)
                )

    def users(self, package: str, block: PackageBlock) -> tuple[int, ...]:
        """Return the users that have the package and whose list was read."""
        listed = {app.package: app.users for app in self.known.web_apps}.get(package)
        if self.whole:
            users = (one.user for one in self.known.profiles)
            listed = tuple(one for one in users if not self.known.is_closed(one)) or (0,)
        elif listed is None:
            listed = self.known.watched_users
        installed = {user for user, state in block.users.items() if state.installed}
        return tuple(user for user in sorted(listed) if user in installed)

    def trace(self, package: str, host: str, user: int, block: PackageBlock) -> SiteTrace:
        if not is_web_app(package):
            return SiteTrace(host=host, trace=SiteTraceKind.APP_LINK, via=package, user=user)
        first = block.users[user].first_installed or block.first_installed
        return SiteTrace(
            host=host,
            trace=SiteTraceKind.WEB_APP,
            via=package,
            user=user,
            first_at=self.moment(first),
            last_at=self.moment(block.last_updated),
        )

    def moment(self, stamp: Stamp | None) -> datetime | None:
        if self.zone is None:
            return from_epoch_ms(stamp) if isinstance(stamp, int) else None
        return to_utc(stamp, self.zone)

    def told(self, record: SiteTrace | AppFile) -> Sighting:
        return Sighting(record=record, captures=(self.capture.number,))


_NO_LINKS = AppLinks(domains=())


def _line(package: str) -> str:
    return f"dumpsys -t 60 package {package} | grep -E '{_FILTER}'"


SOURCE = Source(
    name=NAME,
    title=Words(id="Situs yang terpasang sebagai aplikasi", en="Sites installed as apps"),
    limits=Words(
        id="Menunjukkan bahwa suatu situs dipasang sebagai aplikasi melalui peramban, atau bahwa "
        "aplikasi yang cocok menyatakan dapat membuka tautan situs itu. Keduanya bukan "
        "kunjungan. Laporan bug sebelum Android 12 tidak memuat nama situsnya.",
        en="Shows that a site was installed as an app through a browser, or that a matched app "
        "declares that it opens the site's links. Neither is a visit. Bug reports before "
        "Android 12 do not name the site.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps",),
    sections={"DUMP OF SERVICE package": _EVERY},
)
