"""What an examination has learnt so far: facts and matches that plan the next questions."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone, tzinfo

from phone_audit.formats.timestamps import zone_of
from phone_audit.model.assessment import Matched
from phone_audit.model.case import Examination, Zone
from phone_audit.model.evidence import AppFile, AppTrace, Evidence, Fact, InstalledApp, SiteTrace
from phone_audit.model.phone import (
    ApkDirectory,
    AppDownload,
    AppPath,
    AppUid,
    Browser,
    ChosenApp,
    ClockReading,
    ClosedUser,
    Context,
    DevtoolsSocket,
    FoundFile,
    Known,
    OpenTab,
    PhoneIdentity,
    Profile,
    WebApp,
    is_web_app,
)
from phone_audit.model.record import replace

_SAME_BOOT = timedelta(seconds=10)  # the phone's answers are some seconds apart
_IANA = {Zone.WIB: "Asia/Jakarta", Zone.WITA: "Asia/Makassar", Zone.WIT: "Asia/Jayapura"}


def known_before(zone: Zone) -> Known:
    """Return what is known of a phone before it is asked anything: the zone of the case."""
    return Known(zone=_IANA[zone])


def known_after(known: Known, facts: Sequence[Fact], matched: Sequence[Matched]) -> Known:
    """Return what is known once these facts and matches are in."""
    chosen: list[ChosenApp] = []
    for fact in facts:
        match fact:
            case PhoneIdentity():
                zone = fact.zone or known.zone
                known = replace(
                    known, sdk=fact.sdk, maker=fact.maker, zone=zone, locale=fact.locale
                )
            case Profile():
                known = replace(known, profiles=(*known.profiles, fact))
            case Browser():
                known = replace(known, browsers=(*known.browsers, fact.package))
            case DevtoolsSocket():
                known = replace(known, devtools_sockets=(*known.devtools_sockets, fact.name))
            case OpenTab():
                known = replace(known, tabs=_with_tab(known.tabs, fact))
            case ClockReading():
                known = replace(known, clock=fact)
            case ApkDirectory():
                known = replace(known, apk_directories=(*known.apk_directories, fact))
            case ChosenApp():
                chosen.append(fact)
            case FoundFile():
                known = replace(known, found_files=(*known.found_files, fact.path))
            case Context() | AppPath() | AppDownload() | ClosedUser():
                pass
    apps = [one.sighting.record for one in matched]
    watched = {app.package for app in apps if isinstance(app, InstalledApp)}
    users = {app.user for app in apps if isinstance(app, InstalledApp)}
    hosts = [site.host for site in apps if isinstance(site, SiteTrace)]
    signed = {one.package for one in apps if isinstance(one, AppFile) and one.certificate_sha256}
    files = {one.package for one in apps if isinstance(one, AppTrace)}
    downloads = [fact for fact in facts if isinstance(fact, AppDownload)]
    opened = {fact.path for fact in downloads}  # what is inside replaces what a name said
    listed = [fact for fact in facts if isinstance(fact, AppPath)]
    paths = (fact for fact in listed if fact.package in watched)
    closed = (fact.user for fact in facts if isinstance(fact, ClosedUser))
    return replace(
        known,
        closed_users=(*known.closed_users, *closed),
        app_paths=(*known.app_paths, *paths),
        chosen=(*known.chosen, *chosen),
        certified=tuple(sorted({*known.certified, *signed})),
        downloads=(
            *(one for one in known.downloads if one.path not in opened),
            *(one for one in downloads if one.package in files),
        ),
        matched_hosts=tuple(dict.fromkeys((*known.matched_hosts, *hosts))),
        watched=tuple(sorted({*known.watched, *watched})),
        watched_users=tuple(sorted({*known.watched_users, *users})),
        web_apps=(*known.web_apps, *_web_apps(listed)),
        watched_uids=tuple(dict.fromkeys((*known.watched_uids, *_uids(apps)))),
    )


def _with_tab(tabs: tuple[OpenTab, ...], tab: OpenTab) -> tuple[OpenTab, ...]:
    """Return the tabs with what was learnt last about this one."""
    others = (one for one in tabs if (one.socket, one.target) != (tab.socket, tab.target))
    return (*others, tab)


def _web_apps(listed: Sequence[AppPath]) -> tuple[WebApp, ...]:
    users: dict[str, set[int]] = {}
    for app in listed:
        if is_web_app(app.package):
            users.setdefault(app.package, set()).add(app.user)
    return tuple(
        WebApp(package=package, users=tuple(sorted(found)))
        for package, found in sorted(users.items())
    )


def _uids(records: Iterable[Evidence]) -> Iterator[AppUid]:
    for app in records:
        if isinstance(app, InstalledApp) and app.uid is not None:
            yield AppUid(
                package=app.package, user=app.user, uid=app.uid, shared=bool(app.uid_shared)
            )


def is_same_phone(
    before: tuple[PhoneIdentity, ClockReading | None],
    after: tuple[PhoneIdentity, ClockReading | None],
) -> bool:
    """Tell whether a phone that came back is the one that left; when in doubt it is not.

    It says the same of itself to the letter, and has been running since the same moment
    by the computer's clock. Phones of one model may share even the serial, so that
    moment is what tells them apart; a phone that restarted in between counts as another.
    """
    booted = [_booted_at(clock) for _, clock in (before, after)]
    if before[0].fingerprint is None or before[0] != after[0]:
        return False
    one, other = booted
    return one is not None and other is not None and abs(one - other) <= _SAME_BOOT


def _booted_at(clock: ClockReading | None) -> datetime | None:
    if clock is None or clock.uptime_s is None:
        return None
    return clock.measured_at - timedelta(seconds=clock.uptime_s)


def known_from(examination: Examination) -> Known:
    """Return what the examination knew of the phone, from its record."""
    known = known_before(examination.case.zone)
    return known_after(known, (examination.phone, *examination.profiles), ())


def phone_zone(name: str, fallback: Zone) -> tzinfo:
    """Return the phone's time zone, or the case's where the phone names none that exists."""
    return zone_of(name) or timezone(timedelta(hours=fallback.utc_offset_hours))
