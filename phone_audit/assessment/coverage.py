"""What was read, and what had to be read before "nothing was found" may be said."""

from collections.abc import Sequence

from phone_audit.model.assessment import Matched, SourceStatus, SourceSummary
from phone_audit.model.capture import Gap, GapReason
from phone_audit.model.evidence import Asked, Covered
from phone_audit.model.phone import Profile

MINIMUM = "installed_apps"
"""The source without which NIL is never said: the apps of each profile ADB can see."""


def minimum_met(
    profiles: Sequence[Profile], covered: Sequence[Covered], gaps: Sequence[Gap]
) -> bool:
    """Say whether the app list of each profile that lets itself be read was read whole.

    A profile that refuses (Secure Folder, private space, a locked work profile) is not
    visible over ADB; it is a gap in the report and does not make a phone inconclusive.
    A profile whose list broke off or timed out does. Without the list of profiles
    nobody knows what is missing, so then the minimum is not met.
    """
    closed = {gap.user for gap in gaps if gap.reason is GapReason.CLOSED_PROFILE}
    open_profiles = {profile.user for profile in profiles} - closed
    read_whole = {one.user for one in covered if one.source == MINIMUM and one.complete}
    return bool(open_profiles) and open_profiles <= read_whole


def summaries(
    asked: Sequence[Asked],
    covered: Sequence[Covered],
    gaps: Sequence[Gap],
    matched: Sequence[Matched],
) -> tuple[SourceSummary, ...]:
    """Return one line per source: how it came out, how much it looked at, how much matched.

    The lines stand in the order of ``asked``, which is the order of reading. A closed
    profile or a stated assumption leaves a source complete for what it could see.
    """
    return tuple(_summary(one, covered, gaps, matched) for one in asked)


_NO_HARM = frozenset({GapReason.CLOSED_PROFILE, GapReason.ASSUMED})


def _summary(
    asked: Asked,
    covered: Sequence[Covered],
    gaps: Sequence[Gap],
    matched: Sequence[Matched],
) -> SourceSummary:
    source = asked.source
    own = [one for one in covered if one.source == source]
    harmed = any(gap.source == source and gap.reason not in _NO_HARM for gap in gaps)
    if not own and harmed:
        status = SourceStatus.UNREAD
    elif harmed or not all(one.complete for one in own):
        status = SourceStatus.PARTIAL
    elif asked.answers == 0:
        status = SourceStatus.NOT_NEEDED
    else:
        status = SourceStatus.COMPLETE
    return SourceSummary(
        source=source,
        status=status,
        read=sum(one.read for one in own),
        matched=len(
            {(one.match.signature, one.match.matched) for one in matched if one.source == source}
        ),
    )
