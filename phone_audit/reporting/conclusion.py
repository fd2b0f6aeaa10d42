"""Section C of a report: the outcome in words, with rule, thresholds and what was read; pure."""

from collections.abc import Sequence

from phone_audit.formats.safe_text import safe_text
from phone_audit.model.assessment import (
    NEEDS_SECOND_READER,
    Assessment,
    Outcome,
    SourceStatus,
    SourceSummary,
)
from phone_audit.model.capture import Gap, GapReason
from phone_audit.model.case import Examination
from phone_audit.model.evidence import SiteTrace
from phone_audit.model.papers import Papers, Review
from phone_audit.model.record import replace
from phone_audit.reporting import figures
from phone_audit.reporting.document import Conclusion, SourceVocabulary
from phone_audit.reporting.facts import source_title
from phone_audit.reporting.labels import Lexicon
from phone_audit.reporting.voice import Voice, host_words
from phone_audit.reporting.wording import (
    GAP_REASONS,
    LOWERED,
    LOWERED_SENTENCES,
    OUTCOME_LABELS,
    OUTCOME_SENTENCES,
    REASON,
    REVIEWED,
    ROLES,
    RULES,
    SOURCE_STATUS,
    THRESHOLDS_SHORT,
)

_MAX_NAMED = 4
_REASON_ROOM = 240
"""Characters of a reason that stand in section C; the whole of it stands in the annex."""


def conclude(
    examination: Examination,
    papers: Papers,
    source_words: SourceVocabulary,
    words: Lexicon,
    voice: Voice,
) -> Conclusion:
    """Return section C: the outcome that stands, its sentence, its rule, and who reviewed it."""
    assessment = examination.assessment
    computed, lang = assessment.outcome, voice.lang
    review = papers.reviews[-1] if papers.reviews else None
    outcome = review.outcome if review else computed
    thresholds = assessment.thresholds
    notes = []
    if assessment.institutional:
        names = [host_words(name) for name in assessment.institutional[:_MAX_NAMED]]
        notes.append(
            words["institutional"].format(
                names=_and_more(names, len(assessment.institutional), voice)
            )
        )
    if assessment.blocked and _of_sites(assessment):
        count = figures.number(assessment.blocked, lang)
        notes.append(words["blocked"].format(count=count))
    because = ", ".join(str(number) for number in assessment.because[:20])
    many = "because_many" if len(assessment.because) > 1 else "because_one"
    english = replace(voice, lang="en")
    return Conclusion(
        outcome=outcome,
        computed=computed,
        label=OUTCOME_LABELS[outcome].say(lang),
        label_gloss=OUTCOME_LABELS[outcome].en if words.gloss else "",
        sentence=_sentence(examination, outcome, source_words, voice),
        sentence_gloss=_sentence(examination, outcome, source_words, english)
        if words.gloss
        else "",
        rule=voice.phrase("rule", number=str(assessment.rule), rule=RULES[computed].say(lang)),
        because=voice.phrase(many, numbers=because) if because else "",
        thresholds=THRESHOLDS_SHORT.say(lang).format(
            min_days=thresholds.min_days,
            min_minutes=thresholds.min_minutes,
            min_visits=thresholds.min_visits,
        ),
        draft=words["draft"] if computed in NEEDS_SECOND_READER and review is None else "",
        review=review_words(review, computed, voice) if review else "",
        reason=_reason(review, words, voice) if review else "",
        notes=tuple(notes),
    )


def review_words(review: Review, computed: Outcome, voice: Voice) -> str:
    """Return who confirmed or lowered the outcome, in what role, and when."""
    words = REVIEWED if review.outcome is computed else LOWERED
    return words.say(voice.lang).format(
        label=OUTCOME_LABELS[computed].say(voice.lang),
        name=safe_text(review.reader.name, 80),
        role=ROLES[review.role].say(voice.lang),
        at=figures.moment(review.at, voice.zone, voice.lang),
    )


def reason_words(review: Review, voice: Voice) -> str:
    """Return the reason of a lowering in full; empty where none was given."""
    if not (review.reason or "").strip():
        return ""
    reason = safe_text(" ".join((review.reason or "").split()), 4000)
    return REASON.say(voice.lang).format(reason=reason)


def _reason(review: Review, words: Lexicon, voice: Voice) -> str:
    whole = reason_words(review, voice)
    if len(whole) <= _REASON_ROOM:
        return whole
    return f"{whole[:_REASON_ROOM].rstrip()}… {words['answer_in_annex']}"


def _sentence(
    examination: Examination, outcome: Outcome, source_words: SourceVocabulary, voice: Voice
) -> str:
    assessment = examination.assessment
    decided = [finding for finding in assessment.findings if finding.number in assessment.because]
    days = max((finding.use.days for finding in decided if finding.use), default=0)
    unread = _unread(assessment.sources, assessment.gaps, source_words, voice)
    if outcome is Outcome.INCONCLUSIVE:
        unread = unread or voice.phrase("gap_unnamed")
    lowered = LOWERED_SENTENCES.get(outcome) if outcome is not assessment.outcome else None
    return (
        (lowered or OUTCOME_SENTENCES[outcome])
        .say(voice.lang)
        .format(
            days=days,
            gaps=unread or voice.phrase("nothing_unread"),
            read=_read(assessment.sources, source_words, voice),
        )
    )


def _of_sites(assessment: Assessment) -> bool:
    return any(
        isinstance(sighting.record, SiteTrace)
        for finding in assessment.findings
        for sighting in finding.sightings
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
