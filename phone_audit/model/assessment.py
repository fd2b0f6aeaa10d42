"""Findings and the careful conclusion drawn from them."""

from datetime import date
from enum import StrEnum

from phone_audit.model.capture import Gap
from phone_audit.model.evidence import Sighting
from phone_audit.model.record import Record
from phone_audit.model.signature import GamblingKind, Strength


class Outcome(StrEnum):
    """The five outcomes, about a phone, from the gravest to NIL; never about a person."""

    INDICATED_USE = "indicated_use"  # TERINDIKASI DIGUNAKAN
    SUSPECTED = "suspected"  # PATUT DICURIGAI
    CLARIFY = "clarify"  # PERLU KLARIFIKASI
    INCONCLUSIVE = "inconclusive"  # TIDAK DAPAT DISIMPULKAN
    NIL = "nil"  # NIHIL TEMUAN


class NotExaminedReason(StrEnum):
    """Why a phone was not examined; none of them is an indication of anything."""

    DECLINED = "tidak_bersedia"
    NOT_BROUGHT = "tidak_membawa"
    BROKEN = "rusak"
    LOCKED = "terkunci"
    NOT_ANDROID = "bukan_android"
    NOT_CONNECTED = "tidak_terhubung"
    WITHDRAWN = "dihentikan_pemegang"
    NOT_THE_HOLDERS = "bukan_milik"
    CRIMINAL_CASE = "perkara_pidana"


class Circumstance(StrEnum):
    """A benign explanation that may apply; with one, a finding only asks for clarification."""

    PRELOADED = "preloaded"  # part of the factory image
    NEVER_OPENED = "never_opened"  # Android says it was not opened since it was installed
    RESTORED = "restored"  # came with the data of an older phone, without sufficient use here
    BY_POLICY = "by_policy"  # installed by an administrator's policy
    WORK_PROFILE = "work_profile"  # found in a profile somebody else administers
    REMOVED = "removed"  # not installed now; only its data or record is left
    ONLY_A_FILE = "only_a_file"  # its file was downloaded; nothing shows that it was installed
    BLOCKED = "blocked"  # the holder refused the site's request
    SITE_RESTORED = "site_restored"  # the setting came with a backup of another phone
    OUTSIDE_VALIDITY = "outside_validity"  # dated when the domain was not the operator's
    ONLY_DECLARED = "only_declared"  # an app's maker wrote the site's name into the app
    MAYBE_ADVERTISING = "maybe_advertising"  # a trace that advertising leaves without an act


class Match(Record):
    """That a sighting names something an entry of the list, or an imported list, knows."""

    signature: str  # id of the entry; "daftar:NAME" for an imported list
    signature_name: str
    kind: GamblingKind | None = None  # None: an imported list that does not say
    strength: Strength
    matched: str  # the listed package or domain
    reason: str
    innocent_explanations: tuple[str, ...] = ()
    valid_from: date | None = None  # of the listed domain; None: open-ended
    valid_until: date | None = None


class Matched(Record):
    """A sighting, the source it came from, and the entry of the list that it names."""

    source: str
    sighting: Sighting
    match: Match


class UseSummary(Record):
    """Use of one app or site for one user, as far as what does not overlap shows it.

    ``days`` is a lower bound on the number of different local days; ``dates`` those
    known by date. ``foreground_ms`` is the largest total over one interval length; for a
    site it is 0 and ``visits`` counts dated acts. ``sufficient`` compares with the
    thresholds.
    """

    days: int
    dates: tuple[str, ...]
    foreground_ms: int
    sufficient: bool
    visits: int | None = None  # None: an app


class Finding(Record):
    """One listed name on one phone for one user, with every sighting of it.

    ``number`` counts findings in a report from 1. ``value`` is the listed package or
    domain; the hosts really seen stand in the sightings. ``sources`` names where it was
    seen, in the order of reading. ``use`` is ``None`` where use cannot
    be seen (sites) or was not read. ``circumstances`` are explanations of section 5.3
    of the wording rules that may apply.
    """

    number: int
    sources: tuple[str, ...]
    value: str
    user: int | None
    match: Match
    sightings: tuple[Sighting, ...]
    use: UseSummary | None = None
    circumstances: tuple[Circumstance, ...] = ()


class Thresholds(Record):
    """What counts as use; printed with every outcome it led to."""

    min_days: int = 2
    min_minutes: int = 5
    min_visits: int = 5


class SourceStatus(StrEnum):
    """How a source came out of an examination."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    UNREAD = "unread"
    NOT_NEEDED = "not_needed"  # nothing to ask: no matched app, no browser


class SourceSummary(Record):
    """One line of the report's account of what was read: counts, never names."""

    source: str
    status: SourceStatus
    read: int
    matched: int


class Assessment(Record):
    """The outcome with everything it rests on.

    ``rule`` is the number of the first rule of the ladder that fitted (1-5);
    ``because`` the numbers of the findings that made it fit. ``hints`` counts hosts whose
    name holds one word or shape of gambling sites, ``blocked`` block pages of providers;
    neither influences anything, and no name of them is kept. ``None``: an earlier version
    did not count them.
    """

    outcome: Outcome
    rule: int
    thresholds: Thresholds
    because: tuple[int, ...] = ()
    minimum_coverage_met: bool
    findings: tuple[Finding, ...] = ()
    institutional: tuple[str, ...] = ()
    hints: int | None = None
    blocked: int | None = None
    gaps: tuple[Gap, ...] = ()
    sources: tuple[SourceSummary, ...] = ()


NEEDS_SECOND_READER = frozenset({Outcome.INDICATED_USE, Outcome.SUSPECTED, Outcome.CLARIFY})
"""Outcomes that rest on a match: a draft until a second reader has confirmed them."""


def lower_outcomes(assessment: Assessment) -> tuple[Outcome, ...]:
    """Return what a second reader may lower the outcome to, from the gravest; never raise it.

    An outcome that rests on a match may go down the ladder. Where it ends depends on
    what was read: NIL if the minimum was, else INCONCLUSIVE. The two outcomes without a
    match have nothing below them.
    """
    if assessment.outcome not in NEEDS_SECOND_READER:
        return ()
    ladder = [Outcome.INDICATED_USE, Outcome.SUSPECTED, Outcome.CLARIFY]
    ladder.append(Outcome.NIL if assessment.minimum_coverage_met else Outcome.INCONCLUSIVE)
    return tuple(ladder[ladder.index(assessment.outcome) + 1 :])
