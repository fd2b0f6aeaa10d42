"""The ladder of outcomes: from findings and gaps to one careful conclusion."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import tzinfo

from phone_audit.assessment.circumstances import circumstances
from phone_audit.assessment.coverage import minimum_met, summaries
from phone_audit.assessment.use import summarise, summarise_visits
from phone_audit.model.assessment import (
    Assessment,
    Finding,
    Matched,
    Outcome,
    Thresholds,
)
from phone_audit.model.capture import Gap
from phone_audit.model.evidence import (
    AppTrace,
    AppUse,
    Asked,
    Covered,
    InstalledApp,
    SiteTrace,
    SiteTraceKind,
    is_declaration,
)
from phone_audit.model.phone import Profile, ProfileKind
from phone_audit.model.record import Record, replace
from phone_audit.model.signature import GamblingKind, Strength

_STRONGEST_FIRST = (Strength.STRONG, Strength.MEDIUM, Strength.WEAK)


class Basis(Record):
    """Everything an assessment is made from; nothing else may influence it."""

    matched: tuple[Matched, ...] = ()
    institutional: tuple[str, ...] = ()
    hints: int | None = None
    blocked: int | None = None
    profiles: tuple[Profile, ...] = ()
    covered: tuple[Covered, ...] = ()
    gaps: tuple[Gap, ...] = ()
    asked: tuple[Asked, ...] = ()


def assess(basis: Basis, *, zone: tzinfo, thresholds: Thresholds) -> Assessment:
    """Return the outcome of one examination with all it rests on.

    Pure: the same basis gives the same assessment, today and in ten years. The first
    rule that fits wins:

    1. a strong match with sufficient use: INDICATED_USE
    2. a strong match otherwise, or two medium matches from independent mechanisms: SUSPECTED
    3. any other match, and any match to which a benign explanation may apply: CLARIFY
    4. no match, minimum coverage not met: INCONCLUSIVE
    5. no match, minimum coverage met: NIL

    A match never disappears because a source failed, and no gap ever raises an outcome.
    """
    findings = find(basis.matched, basis.profiles, zone=zone, thresholds=thresholds)
    met = minimum_met(basis.profiles, basis.covered, basis.gaps)
    outcome, rule, because = _first_rule_that_fits(findings, minimum_coverage_met=met)
    return Assessment(
        outcome=outcome,
        rule=rule,
        thresholds=thresholds,
        because=tuple(finding.number for finding in because),
        minimum_coverage_met=met,
        findings=findings,
        institutional=tuple(sorted(set(basis.institutional))),
        hints=basis.hints,
        blocked=basis.blocked,
        gaps=basis.gaps,
        sources=summaries(basis.asked, basis.covered, basis.gaps, basis.matched),
    )


def find(
    matched: Sequence[Matched],
    profiles: Sequence[Profile],
    *,
    zone: tzinfo,
    thresholds: Thresholds,
) -> tuple[Finding, ...]:
    """Join matches into findings: one per listed name and user of the phone.

    A small record that names no user joins the finding of a user who has the app: alone
    it would say that an app which is there is gone.

    Strong findings come first, then by the order in which they were seen.
    """
    kinds = {profile.user: profile.profile for profile in profiles}
    groups: dict[tuple[str, str, int | None], list[Matched]] = defaultdict(list)
    homes = _homes(matched)
    for one in matched:
        record, name = one.sighting.record, (one.match.signature, one.match.matched)
        nowhere = isinstance(record, AppTrace) and record.user is None
        groups[*name, homes.get(name) if nowhere else record.user].append(one)
    drafts = [
        _draft(group, user, kinds, zone=zone, thresholds=thresholds)
        for (*_, user), group in groups.items()
    ]
    # What explains an app explains the sites that the app declares as its own.
    of_apps = {
        (sighting.record.package, draft.user): draft.circumstances
        for draft in drafts
        for sighting in draft.sightings
        if isinstance(sighting.record, InstalledApp)
    }
    unnumbered = [
        replace(
            draft,
            circumstances=circumstances(draft.sightings, draft.match, draft.use, kinds, of_apps),
        )
        for draft in drafts
    ]
    unnumbered.sort(key=lambda finding: _STRONGEST_FIRST.index(finding.match.strength))
    return tuple(
        replace(finding, number=number) for number, finding in enumerate(unnumbered, start=1)
    )


def _homes(matched: Sequence[Matched]) -> Mapping[tuple[str, str], int]:
    """Return for each app the user its records without one belong to: the first who has it.

    Without a user who has it, the first of whom any record speaks.
    """
    homes: dict[tuple[str, str], int] = {}
    having_it_first = sorted(
        matched, key=lambda one: not isinstance(one.sighting.record, InstalledApp)
    )
    for one in having_it_first:
        record = one.sighting.record
        if record.user is not None and not isinstance(record, SiteTrace):
            homes.setdefault((one.match.signature, one.match.matched), record.user)
    return homes


def _draft(
    group: Sequence[Matched],
    user: int | None,
    kinds: Mapping[int, ProfileKind],
    *,
    zone: tzinfo,
    thresholds: Thresholds,
) -> Finding:
    """Return the finding of one name for one user, without its number, seen by itself."""
    sightings = tuple(one.sighting for one in group)
    records = [one.record for one in sightings]
    use = summarise(
        (one for one in records if isinstance(one, AppUse)), zone=zone, thresholds=thresholds
    ) or summarise_visits(
        (one for one in records if isinstance(one, SiteTrace)), thresholds=thresholds
    )
    match = group[0].match
    return Finding(
        number=0,
        sources=tuple(dict.fromkeys(one.source for one in group)),
        value=match.matched,
        user=user,
        match=match,
        sightings=sightings,
        use=use,
        circumstances=circumstances(sightings, match, use, kinds),
    )


def _first_rule_that_fits(
    findings: Sequence[Finding], *, minimum_coverage_met: bool
) -> tuple[Outcome, int, Sequence[Finding]]:
    unexcused = [finding for finding in findings if not finding.circumstances]
    strong = [finding for finding in unexcused if finding.match.strength is Strength.STRONG]
    medium = [finding for finding in unexcused if finding.match.strength is Strength.MEDIUM]
    used = [finding for finding in strong if finding.use is not None and finding.use.sufficient]
    if used:
        return Outcome.INDICATED_USE, 1, used
    if strong:
        return Outcome.SUSPECTED, 2, strong
    independent = {mechanism for finding in medium for mechanism in mechanisms(finding)}
    if len(independent) > 1 and not _only_grey(medium):
        return Outcome.SUSPECTED, 2, medium
    if findings:
        return Outcome.CLARIFY, 3, findings
    if not minimum_coverage_met:
        return Outcome.INCONCLUSIVE, 4, ()
    return Outcome.NIL, 5, ()


def _only_grey(findings: Sequence[Finding]) -> bool:
    """Tell whether all of them are chip games, of which others are lawfully registered.

    Such a game, however often it is seen, asks for clarification and for nothing more.
    """
    return all(finding.match.kind is GamblingKind.GREY_CHIP for finding in findings)


def mechanisms(finding: Finding) -> frozenset[str]:
    """Return the independent mechanisms that saw this name (``sumber mandiri``).

    Whatever speaks of an installed app is one mechanism: an app cannot be used without
    being there, so its statistics add no independent witness. Two browsers are two
    mechanisms; two lines of one browser are one. Links opened, downloads, a history
    that was brought and name look-ups are mechanisms of their own. What an app that is on
    no list declares is the word of its maker, and no witness of anything on this phone.
    """
    return frozenset(
        _site_mechanism(record) if isinstance(record, SiteTrace) else "app"
        for record in (sighting.record for sighting in finding.sightings)
        if not is_declaration(record)
    )


def _site_mechanism(trace: SiteTrace) -> str:
    match trace.trace:
        case SiteTraceKind.APP_LINK:
            return "app"
        case SiteTraceKind.LINK_OPENED:
            return "links"
        case SiteTraceKind.DOWNLOAD | SiteTraceKind.REFERRER:
            return "downloads"
        case SiteTraceKind.HISTORY_VISIT:
            return f"history:{trace.via}"
        case SiteTraceKind.NAME_LOOKUP:
            return "lookups"
        case _:
            return f"browser:{trace.via}"
