"""Benign explanations that may apply to a finding, from facts the phone itself gave."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from phone_audit.model.assessment import Circumstance, Match, UseSummary
from phone_audit.model.evidence import InstalledApp, InstallReason, Presence, Sighting, SiteTrace
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


def circumstances(
    sightings: Iterable[Sighting],
    match: Match,
    use: UseSummary | None,
    profiles: Mapping[int, ProfileKind],
) -> tuple[Circumstance, ...]:
    """Return the explanations that may apply, in the order of ``Circumstance``.

    A site seen in several ways is excused only by what excuses every one of them: one
    allowed notification is not made harmless by another that was refused.
    """
    records = [sighting.record for sighting in sightings]
    apps = [record for record in records if isinstance(record, InstalledApp)]
    sites = [record for record in records if isinstance(record, SiteTrace)]
    found: set[Circumstance] = set()
    for app in apps:
        found |= _of_app(app, use, profiles)
    if use is not None and not apps and not use.sufficient:
        found.add(Circumstance.REMOVED)
    if sites and not apps:
        found |= set.intersection(*(_of_site(site, match) for site in sites))
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


def _of_site(site: SiteTrace, match: Match) -> set[Circumstance]:
    holds = {
        Circumstance.BLOCKED: site.allowed is False,
        Circumstance.SITE_RESTORED: site.restored,
        Circumstance.OUTSIDE_VALIDITY: _outside_validity(site, match),
    }
    return {circumstance for circumstance, applies in holds.items() if applies}


def _outside_validity(site: SiteTrace, match: Match) -> bool:
    """Say whether the trace may be of a time when somebody else had the domain.

    A domain with an end date has changed hands since; an undated trace may then be of
    either owner. ``valid_from`` is when a list first named it, which is mostly months
    after the operator took it: only what is older than that by a year is doubted.
    """
    if site.decided_at is None:
        return match.valid_until is not None
    day = site.decided_at.date()
    before = match.valid_from is not None and day < match.valid_from - LISTING_LAG
    after = match.valid_until is not None and day > match.valid_until
    return before or after
