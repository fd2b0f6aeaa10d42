"""Section C of a report: the outcome in words, with rule, thresholds and what was read; pure."""

from collections.abc import Sequence

from phone_audit.model.assessment import Outcome, SourceStatus, SourceSummary
from phone_audit.model.capture import Gap, GapReason
from phone_audit.model.case import Examination
from phone_audit.reporting import figures
from phone_audit.reporting.document import Conclusion, SourceVocabulary
from phone_audit.reporting.facts import source_title
from phone_audit.reporting.voice import Voice, host_words
from phone_audit.reporting.wording import (
    GAP_REASONS,
    OUTCOME_LABELS,
    OUTCOME_SENTENCES,
    RULES,
    SOURCE_STATUS,
    THRESHOLDS_SHORT,
)

_MAX_NAMED = 4
NEEDS_SECOND_READER = frozenset({Outcome.INDICATED_USE, Outcome.SUSPECTED, Outcome.CLARIFY})
"""Outcomes that rest on a match: a draft until a second reader has confirmed them."""


def conclude(
    examination: Examination,
    source_words: SourceVocabulary,
    words: dict[str, str],
    voice: Voice,
) -> Conclusion:
    """Return section C: the outcome's sentence, its rule, and what it rests on."""
    assessment = examination.assessment
    outcome, lang = assessment.outcome, voice.lang
    decided = [finding for finding in assessment.findings if finding.number in assessment.because]
    days = max((finding.use.days for finding in decided if finding.use), default=0)
    unread = _unread(assessment.sources, assessment.gaps, source_words, voice)
    if outcome is Outcome.INCONCLUSIVE:
        unread = unread or voice.phrase("gap_unnamed")
    sentence = OUTCOME_SENTENCES[outcome].say(lang)
    thresholds = assessment.thresholds
    draft = outcome in NEEDS_SECOND_READER
    notes = []
    if assessment.institutional:
        names = [host_words(name) for name in assessment.institutional[:_MAX_NAMED]]
        notes.append(
            words["institutional"].format(
                names=_and_more(names, len(assessment.institutional), voice)
            )
        )
    because = ", ".join(str(number) for number in assessment.because[:20])
    many = "because_many" if len(assessment.because) > 1 else "because_one"
    return Conclusion(
        outcome=outcome,
        label=OUTCOME_LABELS[outcome].say(lang),
        sentence=sentence.format(
            days=days,
            gaps=unread or voice.phrase("nothing_unread"),
            read=_read(assessment.sources, source_words, voice),
        ),
        rule=voice.phrase("rule", number=str(assessment.rule), rule=RULES[outcome].say(lang)),
        because=voice.phrase(many, numbers=because) if because else "",
        thresholds=THRESHOLDS_SHORT.say(lang).format(
            min_days=thresholds.min_days,
            min_minutes=thresholds.min_minutes,
            min_visits=thresholds.min_visits,
        ),
        draft=words["draft"] if draft else "",
        notes=tuple(notes),
    )


def _and_more(shown: Sequence[str], total: int, voice: Voice, between: str = ", ") -> str:
    text = between.join(shown)
    if total > len(shown):
        more = figures.number(total - len(shown), voice.lang)
        text += " " + voice.phrase("and_more", count=more)
    return text


def _read(sources: Sequence[SourceSummary], source_words: SourceVocabulary, voice: Voice) -> str:
    keys = {SourceStatus.COMPLETE: "read_count", SourceStatus.PARTIAL: "read_count_part"}
    shown = [
        voice.phrase(
            keys[source.status],
            title=source_title(source.source, source_words, voice.lang),
            count=figures.number(source.read, voice.lang),
        )
        for source in sources
        if source.status in keys
    ]
    return ", ".join(shown) or voice.phrase("nothing_read")


def _unread(
    sources: Sequence[SourceSummary],
    gaps: Sequence[Gap],
    source_words: SourceVocabulary,
    voice: Voice,
) -> str:
    """Return the sources with gaps, each with its reasons; empty when there are none.

    What rests on an assumption was read, and is told in the annex only.
    """
    reasons: dict[str, dict[str, None]] = {
        source.source: {}
        for source in sources
        if source.status in {SourceStatus.PARTIAL, SourceStatus.UNREAD}
    }
    for gap in gaps:
        if gap.reason is not GapReason.ASSUMED:
            told = reasons.setdefault(gap.source, {})
            told[GAP_REASONS[gap.reason].say(voice.lang)] = None
    statuses = {source.source: source.status for source in sources}
    shown = []
    for name, told in list(reasons.items())[:_MAX_NAMED]:
        title = source_title(name, source_words, voice.lang)
        why = ", ".join(told) or SOURCE_STATUS[statuses[name]].say(voice.lang)
        shown.append(f"{title} – {why}")
    return _and_more(shown, len(reasons), voice, between="; ")
