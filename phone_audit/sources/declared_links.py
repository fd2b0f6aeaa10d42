"""Sites whose links an installed app that no entry lists says it opens, and who signed it."""

from collections.abc import Iterator

from phone_audit.formats.answers import gap_in, unread_lines
from phone_audit.formats.hostname import normalise
from phone_audit.formats.link_filters import DeclaredLinks, read_declared_links
from phone_audit.model.capture import Capture, GapReason, Question
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

NAME = "declared_links"

_LIST = "declared_links"
_FILTER = (
    r"^(App verification|Domain verification) status:|^App linkages|^  (Package|Domains|Status): "
    r"|^  No app verification|^  [A-Za-z0-9_.]+( [0-9a-f-]+)?:$|^ +(Domain verification state|"
    r"Enabled|Disabled):$|^    Signatures: |^ +[A-Za-z0-9_*-]+([.][A-Za-z0-9_-]+)+(: [a-z0-9_]+)?$"
    r"|^\*\*\* SERVICE|^ *Permission Denial|SecurityException"
)


def questions(_known: Known) -> tuple[Question, ...]:
    """Return the one question, which every version since Android 7 understands.

    Names of apps and hosts and hashes of certificates come in whole, for what is listed is
    not known to the phone; they are matched in memory, and what is on no list is forgotten
    there.
    """
    line = f"dumpsys -t 60 package domain-preferred-apps | grep -E '{_FILTER}'"
    return (Question(source=NAME, topic=_LIST, line=line, timeout_s=75),)


def read(known: Known, captures: tuple[Capture, ...]) -> Reading:
    """Read one trace per host, app and user that has the app, and the app's signers.

    Format: from Android 12 on, and before; see ``formats.link_filters``::

        Domain verification status:            App verification status:
          id.contoh.toko:
            Signatures: [14:6D:E9:...]           Package: id.contoh.toko
            Domain verification state:           Domains: toko.example *.toko.example
              toko.example: verified             Status:  always

    Left out are apps that are on the list (``web_apps`` tells of them), apps that browsers
    made for a site, browsers, which open whatever there is, and apps of the factory image,
    which nobody chose.

    Read from: AOSP ``ComputerEngine.dump``, ``DomainVerificationDebug.printState``,
    ``PackageManagerService.dump``, API 24-36.
    """
    if not captures:
        return Reading()
    gaps = []
    sightings: list[Sighting] = []
    looked_at: set[str] = set()
    for capture in captures:
        links = read_declared_links(capture.text)
        strange = 0
        for package, users in _users(known).items():
            sightings += _signed(links, package, users, capture.number)
            for host, kind in _hosts(links, package):
                if host is None:
                    strange += 1
                    continue
                looked_at.add(host)
                sightings += [
                    Sighting(
                        record=SiteTrace(host=host, trace=kind, via=package, user=user),
                        captures=(capture.number,),
                    )
                    for user in users
                ]
        gap = gap_in(capture) or unread_lines(capture, links.unread + strange)
        if gap is None and not links.answered:
            gap = gap_in(capture, GapReason.NOT_UNDERSTOOD)
        gaps += [gap] if gap is not None else []
    return Reading(
        sightings=tuple(sightings),
        covered=(Covered(source=NAME, complete=not gaps, read=len(looked_at)),),
        gaps=tuple(gaps),
    )


def _users(known: Known) -> dict[str, list[int]]:
    """Return the apps whose declarations are looked at, and who has them."""
    left_out = {*known.watched, *known.browsers}
    users: dict[str, list[int]] = {}
    for app in known.chosen:
        if app.package not in left_out and not is_web_app(app.package):
            users.setdefault(app.package, []).append(app.user)
    return users


def _signed(
    links: DeclaredLinks, package: str, users: list[int], capture: int
) -> Iterator[Sighting]:
    """Yield the certificates of an app, which only lists that an office imported know."""
    told = links.apps.get(package)
    if told is None or not told.certificates:
        return
    for user in users:
        yield Sighting(
            record=AppFile(package=package, user=user, certificate_sha256=told.certificates),
            captures=(capture,),
        )


def _hosts(links: DeclaredLinks, package: str) -> Iterator[tuple[str | None, SiteTraceKind]]:
    """Yield each host the app declares, ``None`` for what is no host."""
    told = links.apps.get(package)
    if told is None:
        return
    for domain in told.domains:
        vouched = domain in told.vouched
        kind = SiteTraceKind.LINK_VOUCHED if vouched else SiteTraceKind.LINK_CLAIMED
        if domain:
            yield normalise(domain), kind


SOURCE = Source(
    name=NAME,
    title=Words(
        id="Situs yang tautannya dibuka aplikasi lain", en="Sites whose links other apps open"
    ),
    limits=Words(
        id="Menunjukkan bahwa aplikasi yang tidak ada dalam daftar tanda menyatakan dapat membuka "
        "tautan suatu situs, dan apakah situs itu mengakui aplikasinya. Pernyataan itu ditulis "
        "pembuat aplikasi: tidak menunjukkan bahwa situs atau aplikasi pernah dibuka. Aplikasi "
        "bawaan pabrik dan peramban tidak dihitung. Sebelum Android 12 hanya aplikasi yang "
        "meminta pengakuan situs. Sertifikat penanda tangannya hanya dibandingkan dengan daftar "
        "yang diimpor kantor.",
        en="Shows that an app which is not on the list declares that it opens links of a site, and "
        "whether the site says the app is its own. The app's maker wrote that: it does not show "
        "that site or app were ever opened. Factory apps and browsers do not count. Before "
        "Android 12 only apps that ask the site to name them are there. Certificates of their "
        "signers are only compared with lists that the office imported.",
    ),
    questions=questions,
    read=read,
    needs=("installed_apps", "browsers"),
    sections={"DUMP OF SERVICE package": _LIST},
)
