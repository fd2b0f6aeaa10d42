"""Benign explanations that may apply to a finding, from facts the phone itself gave."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from phone_audit.model.assessment import Circumstance, Match, UseSummary
from phone_audit.model.evidence import (
    AppFile,
    AppTrace,
    AppTraceKind,
    Evidence,
    InstalledApp,
    InstallReason,
    Presence,
    Sighting,
    SiteTrace,
    SiteTraceKind,
    is_declaration,
)
from phone_audit.model.phone import ProfileKind

DEVICE_TRANSFER_APPS = frozenset(
    {
        "com.sec.android.easyMover",  # Samsung Smart Switch
        "com.google.android.apps.restore",
        "com.google.android.backuptransport",
        "com.google.android.setupwizard",
        "com.miui.huanji",  # Mi Mover
        "com.coloros.backuprestore",  # OPPO Clone Phone
        "com.oplus.backuprestore",
        "com.vivo.easyshare",
        "com.transsion.phonemaster.clone",
        "com.hicloud.android.clone",
    }
)
"""Apps that copy an older phone; what they installed was not chosen on this phone."""

LISTING_LAG = timedelta(days=365)
"""How long an operator may have used a domain before a list named it."""


NO_APPS: Mapping[tuple[str, int | None], tuple[Circumstance, ...]] = {}


def circumstances(
    sightings: Iterable[Sighting],
    match: Match,
    use: UseSummary | None,
    profiles: Mapping[int, ProfileKind],
    of_apps: Mapping[tuple[str, int | None], tuple[Circumstance, ...]] = NO_APPS,
) -> tuple[Circumstance, ...]:
    """Return the explanations that may apply, in the order of ``Circumstance``.

    A site seen in several ways is excused only by what excuses every one of them: one
    allowed notification is not made harmless by another that was refused. A site that
    an app declares as its own says no more than the app does: what explains the app
    (``of_apps``, by package and user) explains the site's name in it. What an app that is
    on no list declares neither excuses nor weighs anything beside other traces.
    """
    records = [sighting.record for sighting in sightings]
    apps = [record for record in records if isinstance(record, InstalledApp)]
    sites = [record for record in records if isinstance(record, SiteTrace)]
    found: set[Circumstance] = set()
    for app in apps:
        found |= _of_app(app, use, profiles)
    gone = not apps and not any(_is_there(record) for record in records)
    if gone and len(sites) < len(records) and not (use is not None and use.sufficient):
        found.add(Circumstance.ONLY_A_FILE if _only_files(records) else Circumstance.REMOVED)
    if sites and len(sites) == len(records):
        acts = [site for site in sites if not is_declaration(site)]
        found |= set.intersection(*(_of_site(site, match, use, of_apps) for site in acts or sites))
    return tuple(one for one in Circumstance if one in found)


def _of_app(
    app: InstalledApp, use: UseSummary | None, profiles: Mapping[int, ProfileKind]
) -> set[Circumstance]:
    used = use is not None and use.foreground_ms > 0
    used_enough = use is not None and use.sufficient
    restored = app.install_reason is InstallReason.DEVICE_RESTORE or (
        DEVICE_TRANSFER_APPS & {app.installer, app.initiator}
    )
    holds = {
        Circumstance.PRELOADED: app.system is True,
        Circumstance.NEVER_OPENED: app.opened is False and not used,
        Circumstance.RESTORED: bool(restored) and not used_enough,
        Circumstance.BY_POLICY: app.install_reason is InstallReason.POLICY,
        Circumstance.WORK_PROFILE: profiles.get(app.user) is ProfileKind.WORK,
        Circumstance.REMOVED: app.presence in {Presence.DATA_KEPT, Presence.KNOWN_ONLY}
        and not used_enough,
    }
    return {circumstance for circumstance, applies in holds.items() if applies}


_LEFT_BY_ADVERTISING = frozenset(
    {
        SiteTraceKind.OPEN_TAB,
        SiteTraceKind.TAB_HISTORY,
        SiteTraceKind.STORED_DATA,
        SiteTraceKind.DOWNLOAD,
        SiteTraceKind.REFERRER,
        SiteTraceKind.NAME_LOOKUP,
    }
)
"""Advertising opens pages, loads frames and starts downloads; these alone show no act."""

_FILES = frozenset({AppTraceKind.FILE_PRESENT, AppTraceKind.FILE_HOLDS, AppTraceKind.FILE_DIFFERS})
_ATTEMPTS = frozenset({AppTraceKind.INSTALL_LOGGED, AppTraceKind.INSTALL_SESSION})


def _is_there(record: Evidence) -> bool:
    """Say whether a record tells of the files of an app that is installed."""
    return isinstance(record, AppFile) and not record.downloaded


def _only_files(records: Iterable[Evidence]) -> bool:
    """Say whether no record shows the app installed: files, and installations without success."""
    return all(
        isinstance(record, AppTrace)
        and (record.trace in _FILES or (record.trace in _ATTEMPTS and record.succeeded is not True))
        for record in records
        if not isinstance(record, SiteTrace | AppFile)
    )


def _of_site(
    site: SiteTrace,
    match: Match,
    use: UseSummary | None,
    of_apps: Mapping[tuple[str, int | None], tuple[Circumstance, ...]],
) -> set[Circumstance]:
    used_enough = use is not None and use.sufficient
    # One or two links opened from another app, or visits that are all redirects, are
    # what an advertisement leaves as well.
    few_acts = site.trace is SiteTraceKind.LINK_OPENED and not used_enough
    no_act = site.trace is SiteTraceKind.HISTORY_VISIT and not site.visits
    holds = {
        Circumstance.MAYBE_ADVERTISING: site.trace in _LEFT_BY_ADVERTISING or few_acts or no_act,
        Circumstance.BLOCKED: site.allowed is False,
        Circumstance.SITE_RESTORED: site.restored,
        Circumstance.OUTSIDE_VALIDITY: _outside_validity(site, match),
    }
    found = {circumstance for circumstance, applies in holds.items() if applies}
    if is_declaration(site):
        found.add(Circumstance.ONLY_DECLARED)
    if site.trace is SiteTraceKind.APP_LINK:
        found.update(of_apps.get((site.via, site.user), ()))
    return found


def _outside_validity(site: SiteTrace, match: Match) -> bool:
    """Say whether the trace may be of a time when somebody else had the domain.

    A domain with an end date has changed hands since; an undated trace may then be of
    either owner. ``valid_from`` is when a list first named it, which is mostly months
    after the operator took it: only what is older than that by a year is doubted.
    """
    seen_at = site.decided_at or site.last_at or site.first_at
    if seen_at is None:
        return match.valid_until is not None
    day = seen_at.date()
    before = match.valid_from is not None and day < match.valid_from - LISTING_LAG
    after = match.valid_until is not None and day > match.valid_until
    return before or after
