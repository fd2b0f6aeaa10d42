"""The annex LMP of a report: sources, gaps, versions, commands and fixed limits; pure."""

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import NEEDS_SECOND_READER
from phone_audit.model.capture import CaptureNote, Gap, Medium
from phone_audit.model.case import Examination, Origin
from phone_audit.model.papers import Papers
from phone_audit.model.phone import Context
from phone_audit.reporting import figures
from phone_audit.reporting.conclusion import reason_words, review_words
from phone_audit.reporting.day_figure import day_figure
from phone_audit.reporting.document import (
    Annex,
    CommandLine,
    Field,
    GapLine,
    SourceLine,
    SourceVocabulary,
)
from phone_audit.reporting.facts import profile_words, source_title
from phone_audit.reporting.imported_lists import imported_line
from phone_audit.reporting.labels import Lexicon
from phone_audit.reporting.method import (
    CHANGES_ON_THE_PHONE,
    LIMITS_OF_METHOD,
    NO_CHANGES_IMPORTED,
    PRINCIPLES,
    RE_EXAMINATION,
)
from phone_audit.reporting.name_judging import judged_by_name
from phone_audit.reporting.timeline import timeline
from phone_audit.reporting.trace_facts import count, say
from phone_audit.reporting.trace_words import CONTEXT_VALUES, CONTEXTS
from phone_audit.reporting.voice import Voice
from phone_audit.reporting.wording import GAP_REASONS, ORIGINS, RULES, SOURCE_STATUS, THRESHOLDS

_LIVE = frozenset({Origin.USB, Origin.TCP, Origin.ADB_SERVER})


def annex(
    examination: Examination,
    papers: Papers,
    source_words: SourceVocabulary,
    words: Lexicon,
    voice: Voice,
) -> Annex:
    """Return the annex: what was asked, what came back, with which versions, and its limits."""
    lang = voice.lang
    imported = examination.origin not in _LIVE
    changes = (NO_CHANGES_IMPORTED,) if imported else CHANGES_ON_THE_PHONE
    return Annex(
        limits=tuple(limit.say(lang) for limit in LIMITS_OF_METHOD),
        sources=_sources(examination, source_words, voice),
        gaps=tuple(
            _gap(gap, examination, source_words, voice) for gap in examination.assessment.gaps
        ),
        rules=_rules(examination, words, voice),
        versions=_versions(examination, words, voice),
        changes=tuple(change.say(lang) for change in changes),
        again=tuple(step.say(lang) for step in RE_EXAMINATION),
        principles=tuple(principle.say(lang) for principle in PRINCIPLES),
        figure=day_figure(examination.assessment.findings, voice),
        timeline=timeline(examination.assessment.findings, voice),
        context=tuple(_context(one, voice) for one in examination.context),
        commands=tuple(_command(note, voice) for note in examination.captures),
        reasons=_reasons(examination, papers, voice),
    )


def _reasons(examination: Examination, papers: Papers, voice: Voice) -> tuple[str, ...]:
    """Return every review in full, oldest first."""
    computed = examination.assessment.outcome
    parts = (
        (review_words(review, computed, voice), reason_words(review, voice))
        for review in papers.reviews
    )
    return tuple(" ".join(filter(None, told)) for told in parts)


def _context(context: Context, voice: Voice) -> Field:
    parts = []
    if context.value is not None:
        words = CONTEXT_VALUES.get((context.context, context.value))
        parts.append(words.say(voice.lang) if words else safe_text(context.value, 200))
    if context.unnamed:
        key = "unnamed" if parts else "only_unnamed"
        parts.append(say(key, voice, count=count(context.unnamed, voice)))
    if context.at is not None:
        parts.append(voice.when(context.at))
    return Field(label=CONTEXTS[context.context].say(voice.lang), value=", ".join(parts))


def _rules(examination: Examination, words: Lexicon, voice: Voice) -> tuple[str, ...]:
    thresholds = examination.assessment.thresholds
    rules = [
        voice.phrase("rule", number=str(number), rule=rule.say(voice.lang))
        for number, rule in enumerate(RULES.values(), start=1)
    ]
    rules.append(
        THRESHOLDS.say(voice.lang).format(
            min_days=thresholds.min_days,
            min_minutes=thresholds.min_minutes,
            min_visits=thresholds.min_visits,
        )
    )
    rules += judged_by_name(examination.signature_list.by_name, voice)
    if examination.assessment.outcome in NEEDS_SECOND_READER:
        rules.append(words["draft_note"])
    return tuple(rules)


def _sources(
    examination: Examination, source_words: SourceVocabulary, voice: Voice
) -> tuple[SourceLine, ...]:
    lines = []
    for summary in examination.assessment.sources:
        words = source_words.get(summary.source)
        lines.append(
            SourceLine(
                title=source_title(summary.source, source_words, voice.lang),
                status=SOURCE_STATUS[summary.status].say(voice.lang),
                read=figures.number(summary.read, voice.lang),
                matched=figures.number(summary.matched, voice.lang),
                limits=safe_text(words.limits.say(voice.lang), 1000) if words else "",
            )
        )
    return tuple(lines)


def _gap(
    gap: Gap, examination: Examination, source_words: SourceVocabulary, voice: Voice
) -> GapLine:
    reason = GAP_REASONS[gap.reason].say(voice.lang)
    return GapLine(
        source=source_title(gap.source, source_words, voice.lang),
        topic=safe_text(gap.topic, 80),
        reason=f"{reason} ({safe_text(gap.detail)})" if gap.detail else reason,
        user=voice.phrase("all_users")
        if gap.user is None
        else profile_words(gap.user, examination.profiles, voice),
        reference="" if gap.capture is None else f"#{gap.capture}",
    )


def _versions(examination: Examination, words: Lexicon, voice: Voice) -> tuple[Field, ...]:
    program, listed = examination.program, examination.signature_list
    lang = voice.lang
    signs = voice.phrase(
        "list_line",
        name=safe_text(listed.name, 80),
        version=safe_text(listed.version, 40),
        date=figures.day(listed.released, lang),
        entries=figures.number(listed.entries, lang),
    )
    values = [
        ("program", f"{program.name} {program.version}", False),
        ("python", program.python, False),
        ("platform", program.platform, False),
        ("adb", program.adb, False),
        ("read_over", ORIGINS[examination.origin].say(lang), False),
        ("list_name", signs, False),
        ("list_sha", listed.sha256, True),
    ]
    for one in examination.imported_lists:
        line = imported_line(one, examination.started_at.date(), voice)
        values += [("imported_list", line, False), ("imported_sha", one.sha256, True)]
    if examination.imported is not None:
        file = examination.imported
        size = figures.number(file.size_bytes, lang)
        line = voice.phrase("file_line", name=safe_text(file.name, 120), size=size)
        values += [("imported", line, False), ("sha256", file.sha256, True)]
    if examination.phone.fingerprint:
        values.append(("build", examination.phone.fingerprint, True))
    if examination.phone.verified_boot:
        values.append(("boot", examination.phone.verified_boot, False))
    return tuple(words.field(key, safe_text(value, 600), code=code) for key, value, code in values)


def _command(note: CaptureNote, voice: Voice) -> CommandLine:
    command = safe_text(note.command, 600)
    if note.medium is Medium.SECTION:
        command = voice.phrase("section_medium", line=command)
    size = figures.number(note.stdout_bytes, voice.lang)
    if note.stderr_bytes:
        size += f" + {figures.number(note.stderr_bytes, voice.lang)}"
    exit_code = voice.phrase("exit_none") if note.exit_code is None else str(note.exit_code)
    return CommandLine(
        number=note.number,
        command=command,
        started=figures.clock_time(note.started_at, voice.zone).split()[0],
        ended=figures.clock_time(note.ended_at, voice.zone).split()[0],
        exit=exit_code if note.complete else f"{exit_code} {voice.phrase('cut_mark')}",
        size=size,
        sha256=safe_text(note.sha256, 64),
    )
