"""What small records of apps and sites say, as short lines of words; pure."""

from datetime import datetime

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.evidence import AppFile, AppTrace, AppTraffic, SiteTrace
from phone_audit.reporting import figures
from phone_audit.reporting.trace_words import (
    APP_TRACES,
    FAILED_INSTALLATIONS,
    SITE_TRACES,
    TRACE_PHRASES,
)
from phone_audit.reporting.voice import Voice, host_words

_MOST_FILES = 3
_SHOWN_HASH = 64


def site_trace_facts(trace: SiteTrace, voice: Voice) -> list[str]:
    """Return what a site's trace other than a notification channel says."""
    facts = [_dated(SITE_TRACES[trace.trace].say(voice.lang), trace.first_at, trace.last_at, voice)]
    if trace.visits is not None:
        key = "visits" if trace.days else "entries"
        facts.append(
            _say(key, voice, visits=_count(trace.visits, voice), days=str(len(trace.days)))
        )
    if trace.uncounted:
        facts.append(_say("uncounted", voice, count=_count(trace.uncounted, voice)))
    return facts


def site_trace_when(trace: SiteTrace, voice: Voice) -> str | None:
    """Return the one line that matters most for the narrow column of times."""
    if trace.visits is not None and trace.days:
        return _say(
            "visits_short", voice, visits=_count(trace.visits, voice), days=str(len(trace.days))
        )
    at = trace.last_at or trace.first_at
    return None if at is None else voice.on(at)


def app_trace_facts(trace: AppTrace, voice: Voice) -> list[str]:
    """Return what one small record of an app says."""
    words = APP_TRACES[trace.trace]
    if trace.succeeded is False:
        words = FAILED_INSTALLATIONS.get(trace.trace, words)
    facts = [_dated(words.say(voice.lang), trace.at, trace.until_at, voice)]
    if trace.succeeded is False:
        facts.append(_say("failed", voice))
    if trace.installer is not None:
        facts.append(_say("through", voice, name=voice.name(trace.installer)))
    if trace.host is not None:
        facts.append(_say("from_host", voice, host=host_words(trace.host)))
    if trace.note is not None:
        facts.append(_say("note", voice, note=safe_text(trace.note, 60)))
    return [", ".join(facts)]


def traffic_facts(traffic: AppTraffic, voice: Voice) -> list[str]:
    """Return how much traffic an app caused."""
    what = _say(
        "traffic",
        voice,
        received=figures.size(traffic.received_bytes, voice.lang),
        sent=figures.size(traffic.sent_bytes, voice.lang),
        days=str(len(traffic.days)),
    )
    return [_dated(what, traffic.first_at, traffic.last_at, voice)]


def file_facts(file: AppFile, voice: Voice) -> list[str]:
    """Return the name an app shows, its certificate and the hashes of its files."""
    facts = []
    if file.label is not None:
        facts.append(_say("label", voice, label=safe_text(file.label)))
    facts += [
        _say("certificate", voice, sha256=safe_text(sha256, _SHOWN_HASH))
        for sha256 in file.certificate_sha256[:_MOST_FILES]
    ]
    facts += [
        _say("apk", voice, sha256=safe_text(sha256, _SHOWN_HASH))
        for sha256 in file.apk_sha256[:_MOST_FILES]
    ]
    return facts


def _dated(what: str, first: datetime | None, last: datetime | None, voice: Voice) -> str:
    if first is not None and last is not None and first != last:
        return _say("between", voice, what=what, first=voice.when(first), last=voice.when(last))
    at = last or first
    return what if at is None else _say("at", voice, what=what, when=voice.when(at))


def _count(number: int, voice: Voice) -> str:
    return figures.number(number, voice.lang)


def _say(key: str, voice: Voice, **values: str) -> str:
    return TRACE_PHRASES[key].say(voice.lang).format(**values)
