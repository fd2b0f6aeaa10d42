"""What a finding's records say, as short lines of words; pure."""

from collections.abc import Iterator

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import Finding, UseSummary
from phone_audit.model.evidence import (
    AppFile,
    AppTrace,
    AppTraffic,
    AppUse,
    Evidence,
    InstalledApp,
    InstallReason,
    Presence,
    SiteTrace,
)
from phone_audit.model.phone import Profile, ProfileKind
from phone_audit.reporting import figures
from phone_audit.reporting.document import SourceVocabulary
from phone_audit.reporting.phrases import (
    ENABLED,
    INSTALL_REASONS,
    PACKAGE_SOURCES,
    PRESENCE,
    PROFILES,
)
from phone_audit.reporting.site_facts import site_facts, site_when
from phone_audit.reporting.trace_facts import (
    app_trace_facts,
    file_facts,
    traffic_facts,
)
from phone_audit.reporting.voice import Voice

_MAX_LINES = 30
_MAX_DATES = 6


def source_title(name: str, source_words: SourceVocabulary, lang: str) -> str:
    """Return the title of a source, or its name where nobody told its title."""
    words = source_words.get(name)
    return safe_text(words.title.say(lang) if words else name)


def profile_words(user: int, profiles: tuple[Profile, ...], voice: Voice) -> str:
    """Return ``profil kerja (10)`` for a user of the phone."""
    owner = ProfileKind.OWNER if user == 0 else ProfileKind.UNKNOWN
    kind = next((profile.profile for profile in profiles if profile.user == user), owner)
    return voice.phrase("user_number", profile=PROFILES[kind].say(voice.lang), user=str(user))


def known_facts(finding: Finding, profiles: tuple[Profile, ...], voice: Voice) -> tuple[str, ...]:
    """Return every fact of a finding, each once, then use and validity.

    Small records of one kind, and traces of one kind in one place, are one line. Where that
    still makes very many lines, the last says how many more facts stand in the evidence
    file; use and validity are told in any case.
    """
    where: list[str] = []
    if finding.user:
        profile = profile_words(finding.user, profiles, voice)
        where.append(voice.phrase("in_profile", profile=profile))
    facts = list(dict.fromkeys(_all_facts(finding, voice)))
    if len(facts) > _MAX_LINES:
        more = figures.number(len(facts) - _MAX_LINES, voice.lang)
        facts = [*facts[:_MAX_LINES], voice.phrase("more_facts", count=more)]
    if finding.use is not None:
        facts += _use_facts(finding.use, voice)
    for key, date in (
        ("operator_from", finding.match.valid_from),
        ("operator_until", finding.match.valid_until),
    ):
        if date is not None:
            facts.append(voice.phrase(key, when=figures.short_day(date, voice.lang)))
    return (*where, *facts)


def when_short(finding: Finding, voice: Voice) -> tuple[str, ...]:
    """Return the one or two times that matter most, for the narrow column of the table."""
    lines: dict[str, None] = {}
    for sighting in finding.sightings:
        line = _record_when(sighting.record, voice)
        if line is not None:
            lines[line] = None
    if finding.use is not None and finding.use.days:
        time = figures.duration(finding.use.foreground_ms, voice.lang)
        if finding.use.visits is None:
            lines[voice.phrase("use_short", days=str(finding.use.days), time=time)] = None
    return tuple(lines)[:3] or (voice.phrase("when_unknown"),)


def _all_facts(finding: Finding, voice: Voice) -> Iterator[str]:
    """Yield what each record says; what says the same is told in one line."""
    records = [sighting.record for sighting in finding.sightings]
    small = [record for record in records if isinstance(record, AppTrace)]
    last_used = [
        record.last_used_at
        for record in records
        if isinstance(record, AppUse) and record.last_used_at is not None
    ]
    for record in records:
        yield from _record_facts(record, voice)
    if last_used:
        yield voice.phrase("last_used", when=voice.when(max(last_used)))
    yield from app_trace_facts(small, voice)
    sites = (record for record in records if isinstance(record, SiteTrace))
    yield from site_facts(sites, finding.value, voice)


def _record_facts(record: Evidence, voice: Voice) -> list[str]:
    match record:
        case InstalledApp():
            return _app_facts(record, voice)
        case AppTraffic():
            return traffic_facts(record, voice)
        case AppFile():
            return file_facts(record, voice)
    return []


def _record_when(record: Evidence, voice: Voice) -> str | None:
    match record:
        case SiteTrace():
            return site_when(record, voice)
        case InstalledApp():
            return _app_when(record, voice)
    return None


def _app_when(app: InstalledApp, voice: Voice) -> str:
    if app.presence in {Presence.DATA_KEPT, Presence.KNOWN_ONLY}:
        return PRESENCE[app.presence].say(voice.lang)
    if app.system:
        return voice.phrase("since_factory")
    return voice.phrase(_arrival_key(app) + "_on", when=voice.on(app.first_installed_at))


def _arrival(app: InstalledApp, voice: Voice) -> str:
    if app.system:
        return voice.phrase("since_factory")
    return voice.phrase(_arrival_key(app), when=voice.when(app.first_installed_at))


def _arrival_key(app: InstalledApp) -> str:
    restored = app.install_reason is InstallReason.DEVICE_RESTORE
    return "copied" if restored else "first_installed"


def _app_facts(app: InstalledApp, voice: Voice) -> list[str]:
    facts = [PRESENCE[app.presence].say(voice.lang), _arrival(app, voice)]
    if app.last_updated_at is not None and app.last_updated_at != app.first_installed_at:
        facts.append(voice.phrase("updated", when=voice.when(app.last_updated_at)))
    reason = INSTALL_REASONS.get(app.install_reason) if app.install_reason else None
    if reason is not None and app.install_reason is not InstallReason.DEVICE_RESTORE:
        facts.append(reason.say(voice.lang))
    came = (("by_installer", app.installer), ("by_initiator", app.initiator))
    told: set[str] = set()
    for key, package in (*came, ("file_from", app.originator)):
        if package is not None and package not in told:
            told.add(package)
            facts.append(voice.phrase(key, name=voice.name(package)))
    supplied = PACKAGE_SOURCES.get(app.package_source) if app.package_source else None
    if supplied is not None:
        facts.append(supplied.say(voice.lang))
    opened = {True: "opened", False: "never_opened", None: "opened_unknown"}[app.opened]
    facts.append(voice.phrase(opened))
    state = ENABLED.get(app.enabled) if app.enabled else None
    if state is not None:
        facts.append(state.say(voice.lang))
    if app.frozen_by_maker:
        facts.append(voice.phrase("frozen_by_maker"))
    if app.suspended:
        facts.append(voice.phrase("suspended"))
    if app.version_name is not None:
        facts.append(voice.phrase("version", version=safe_text(app.version_name, 60)))
    return facts


def _use_facts(use: UseSummary, voice: Voice) -> list[str]:
    facts = [voice.phrase("use_days", days=str(use.days))]
    if use.visits is not None:
        facts = [
            voice.phrase(
                "visit_days", visits=figures.number(use.visits, voice.lang), days=str(use.days)
            )
        ]
    if use.dates:
        shown = [figures.day_of_text(safe_text(day, 30), voice.lang) for day in use.dates]
        if len(shown) > _MAX_DATES:
            more = voice.phrase("and_more", count=str(len(shown) - _MAX_DATES))
            shown = [*shown[:_MAX_DATES], more]
        facts.append(voice.phrase("use_dates", dates=", ".join(shown)))
    if use.visits is None:
        facts.append(voice.phrase("use_time", time=figures.duration(use.foreground_ms, voice.lang)))
    facts.append(voice.phrase("use_sufficient" if use.sufficient else "use_insufficient"))
    return facts
