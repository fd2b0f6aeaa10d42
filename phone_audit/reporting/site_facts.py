"""What traces of one site say, as short lines of words; pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from phone_audit.model.evidence import SiteTrace, SiteTraceKind
from phone_audit.reporting.trace_facts import count, dated, each_once, say
from phone_audit.reporting.trace_words import SITE_ANSWERS, SITE_TRACES, SITE_VIAS
from phone_audit.reporting.voice import Voice, host_words

_ANSWERED_ON = {True: "push_allowed_on", False: "push_blocked_on", None: "push_asked_on"}


def site_facts(traces: Iterable[SiteTrace], value: str, voice: Voice) -> list[str]:
    """Return one line for all traces that say the same of one site, seen in one place.

    ``value`` is the listed name; the names really seen are told where they differ from it.
    A line says what was recorded, from when to when, where, and under which names.
    """
    alike: dict[tuple[object, ...], list[SiteTrace]] = {}
    for trace in traces:
        key = (trace.trace, trace.via, trace.allowed, trace.removed, trace.restored)
        alike.setdefault(key, []).append(trace)
    return [_alike(group, value, voice) for group in alike.values()]


def site_when(trace: SiteTrace, voice: Voice) -> str | None:
    """Return the one line that matters most for the narrow column of times."""
    if trace.trace is SiteTraceKind.NOTIFICATION_CHANNEL:
        return voice.phrase(_ANSWERED_ON[trace.allowed], when=voice.on(trace.decided_at))
    if trace.visits is not None and trace.days:
        visits, days = count(trace.visits, voice), str(len(trace.days))
        return say("visits_short", voice, visits=visits, days=days)
    at = trace.last_at or trace.first_at
    return None if at is None else voice.on(at)


def _alike(group: Sequence[SiteTrace], value: str, voice: Voice) -> str:
    trace = group[0]
    channel = trace.trace is SiteTraceKind.NOTIFICATION_CHANNEL
    facts = [_channels(group, voice) if channel else _traces(group, voice)]
    if trace.restored:
        facts.append(voice.phrase("site_restored"))
    facts.append(SITE_VIAS[trace.trace].say(voice.lang).format(name=voice.name(trace.via)))
    others = (one.host if one.host != value else None for one in group)
    if hosts := each_once(others, voice, host_words):
        facts.append(voice.phrase("host", host=hosts))
    return ", ".join(facts)


def _channels(group: Sequence[SiteTrace], voice: Voice) -> str:
    """Return how the holder answered, and what became of it."""
    trace = group[0]
    decided = _times(one.decided_at for one in group)
    what = SITE_ANSWERS[trace.allowed].say(voice.lang)
    if len(group) > 1:
        what = say("many", voice, what=what, count=count(len(group), voice))
    facts = [dated(what, min(decided, default=None), max(decided, default=None), voice)]
    if not decided:
        facts = [f"{what} {voice.when(None)}"]
    if trace.removed:
        facts.append(voice.phrase("push_removed"))
    if pushes := _times(one.last_push_at for one in group):
        facts.append(voice.phrase("last_push", when=voice.when(max(pushes))))
    return ", ".join(facts)


def _traces(group: Sequence[SiteTrace], voice: Voice) -> str:
    what = SITE_TRACES[group[0].trace].say(voice.lang)
    if len(group) > 1:
        what = say("many", voice, what=what, count=count(len(group), voice))
    times = _times(at for one in group for at in (one.first_at, one.last_at))
    facts = [dated(what, min(times, default=None), max(times, default=None), voice)]
    if any(one.visits is not None for one in group):
        visits = count(sum(one.visits or 0 for one in group), voice)
        days = {day for one in group for day in one.days}
        key = "visits" if days else "entries"
        facts.append(say(key, voice, visits=visits, days=str(len(days))))
    if uncounted := sum(one.uncounted or 0 for one in group):
        facts.append(say("uncounted", voice, count=count(uncounted, voice)))
    return ", ".join(facts)


def _times(times: Iterable[datetime | None]) -> list[datetime]:
    return [at for at in times if at is not None]
