"""What small records of apps say, as short lines of words; pure."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.evidence import (
    AppFile,
    AppTrace,
    AppTraceKind,
    AppTraffic,
)
from phone_audit.reporting import figures
from phone_audit.reporting.trace_words import (
    APP_TRACES,
    FAILED_INSTALLATIONS,
    TRACE_PHRASES,
)
from phone_audit.reporting.voice import Voice, host_words

_MOST_FILES = 3
_MOST_WORDS = 4  # hosts or notes of records told in one line
_SHOWN_HASH = 64


def app_trace_facts(traces: Iterable[AppTrace], voice: Voice) -> list[str]:
    """Return what small records of an app say: one line for all that say the same.

    Dozens of a kind are ordinary (each process that ended, each permission used): a panel
    reads how many there are, from when to when, and Android's words for them.
    """
    alike: dict[tuple[AppTraceKind, bool | None, str | None], list[AppTrace]] = {}
    for trace in traces:
        alike.setdefault((trace.trace, trace.succeeded, trace.installer), []).append(trace)
    return [_alike(group, voice) for group in alike.values()]


def _alike(group: Sequence[AppTrace], voice: Voice) -> str:
    """Return one line for records of one kind, which differ in time, note and host only."""
    trace = group[0]
    words = APP_TRACES[trace.trace]
    if trace.succeeded is False:
        words = FAILED_INSTALLATIONS.get(trace.trace, words)
    what = words.say(voice.lang)
    if len(group) > 1:
        what = say("many", voice, what=what, count=count(len(group), voice))
    times = [at for one in group for at in (one.at, one.until_at) if at is not None]
    facts = [dated(what, min(times, default=None), max(times, default=None), voice)]
    if trace.succeeded is False:
        facts.append(say("failed", voice))
    if trace.installer is not None:
        facts.append(say("through", voice, name=voice.name(trace.installer)))
    if hosts := each_once((one.host for one in group), voice, host_words):
        facts.append(say("from_host", voice, host=hosts))
    if notes := each_once((one.note for one in group), voice, _short):
        facts.append(say("note", voice, note=notes))
    return ", ".join(facts)


def each_once(texts: Iterable[str | None], voice: Voice, shown: Callable[[str], str]) -> str:
    """Return the different texts beside one another, the first few by name."""
    told = list(dict.fromkeys(text for text in texts if text is not None))
    words = [shown(text) for text in told[:_MOST_WORDS]]
    if len(told) > _MOST_WORDS:
        words.append(voice.phrase("and_more", count=str(len(told) - _MOST_WORDS)))
    return ", ".join(words)


def _short(note: str) -> str:
    return safe_text(note, 60)


def traffic_facts(traffic: AppTraffic, voice: Voice) -> list[str]:
    """Return how much traffic an app caused."""
    what = say(
        "traffic",
        voice,
        received=figures.size(traffic.received_bytes, voice.lang),
        sent=figures.size(traffic.sent_bytes, voice.lang),
        days=str(len(traffic.days)),
    )
    return [dated(what, traffic.first_at, traffic.last_at, voice)]


def file_facts(file: AppFile, voice: Voice) -> list[str]:
    """Return the name an app shows, its certificate and the hashes of its files."""
    facts = []
    if file.label is not None:
        facts.append(say("label", voice, label=safe_text(file.label)))
    facts += [
        say("certificate", voice, sha256=safe_text(sha256, _SHOWN_HASH))
        for sha256 in file.certificate_sha256[:_MOST_FILES]
    ]
    facts += [
        say(
            "downloaded_apk" if file.downloaded else "apk",
            voice,
            sha256=safe_text(sha256, _SHOWN_HASH),
        )
        for sha256 in file.apk_sha256[:_MOST_FILES]
    ]
    return facts


def dated(what: str, first: datetime | None, last: datetime | None, voice: Voice) -> str:
    """Return ``what`` with the moment or the span it was recorded for, where there is one."""
    if first is not None and last is not None and voice.when(first) != voice.when(last):
        return say("between", voice, what=what, first=voice.when(first), last=voice.when(last))
    at = last or first
    return what if at is None else say("at", voice, what=what, when=voice.when(at))


def count(number: int, voice: Voice) -> str:
    """Return a number as the document writes it."""
    return figures.number(number, voice.lang)


def say(key: str, voice: Voice, **values: str) -> str:
    """Return the phrase ``key`` of ``trace_words`` with its braces filled."""
    return TRACE_PHRASES[key].say(voice.lang).format(**values)
