"""Nothing a report can say claims more than a phone can show."""

import re
import string
from collections.abc import Iterator
from enum import StrEnum
from types import ModuleType

import pytest

from phone_audit.model.assessment import Circumstance, NotExaminedReason, Outcome, SourceStatus
from phone_audit.model.capture import GapReason
from phone_audit.model.custody import Role
from phone_audit.model.evidence import AppTraceKind, SiteTraceKind
from phone_audit.model.phone import ContextKind
from phone_audit.model.record import Words
from phone_audit.model.signature import GamblingKind, Strength
from phone_audit.reporting import (
    form_labels,
    labels,
    list_labels,
    method,
    phrases,
    recap_labels,
    report_labels,
    trace_words,
    wording,
)
from phone_audit.reporting.recap_counts import Result
from tests.reporting.claims import EXCEPTIONS, claims
from tests.reporting.places import REPORTS

MODULES = (
    *(wording, phrases, method, labels, report_labels, trace_words),
    *(form_labels, list_labels, recap_labels),
)


def words_of(module: ModuleType) -> Iterator[Words]:
    for value in vars(module).values():
        if isinstance(value, Words):
            yield value
        elif isinstance(value, dict):
            yield from (word for word in value.values() if isinstance(word, Words))
        elif isinstance(value, tuple):
            yield from (word for word in value if isinstance(word, Words))


ALL_WORDS = [words for module in MODULES for words in words_of(module)]
TEMPLATES = sorted((REPORTS / "templates").glob("*.typ"))


def test_no_word_claims_too_much_and_no_exception_is_left_over() -> None:
    texts = [text for words in ALL_WORDS for text in (words.id, words.en)]
    # "100%" beside a width or a length is geometry, not a claim.
    texts += [
        re.sub(r"(width|length): 100%", "", path.read_text(encoding="utf-8")) for path in TEMPLATES
    ]
    texts.append((REPORTS / "dasar-hukum.yaml").read_text(encoding="utf-8"))
    assert len(ALL_WORDS) > 200
    assert len(TEMPLATES) >= 4
    found, used = claims(texts)
    assert found == []
    assert used == {exception.phrase for exception in EXCEPTIONS}


@pytest.mark.parametrize(
    "text",
    ["Pemegang terbukti berjudi", "Perangkat ini BERSIH", "This proves use", "hasil 100 % benar"],
)
def test_the_list_catches_what_it_is_for(text: str) -> None:
    assert claims([text])[0]


@pytest.mark.parametrize(
    ("enum", "table"),
    [
        (Outcome, wording.OUTCOME_LABELS),
        (Outcome, wording.OUTCOME_SENTENCES),
        (Outcome, wording.RULES),
        (Role, wording.ROLES),
        (NotExaminedReason, wording.REASON_NAMES),
        (Result, recap_labels.RESULTS),
        (NotExaminedReason, wording.NOT_EXAMINED_REASONS),
        (Circumstance, wording.CIRCUMSTANCES),
        (GapReason, wording.GAP_REASONS),
        (Strength, wording.STRENGTHS),
        (GamblingKind, wording.KINDS),
        (SourceStatus, wording.SOURCE_STATUS),
        (SiteTraceKind, trace_words.SITE_TRACES),
        (SiteTraceKind, trace_words.SITE_VIAS),
        (AppTraceKind, trace_words.APP_TRACES),
        (ContextKind, trace_words.CONTEXTS),
    ],
)
def test_every_member_has_words(enum: type[StrEnum], table: dict[StrEnum, Words]) -> None:
    assert set(table) == set(enum)


def test_the_rules_stand_in_the_order_of_the_ladder() -> None:
    assert list(wording.RULES) == list(Outcome)


def test_both_languages_fill_the_same_braces_and_are_not_empty() -> None:
    def braces(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    for words in ALL_WORDS:
        assert words.id.strip()
        assert words.en.strip()
        assert braces(words.id) == braces(words.en), words


def test_outcome_labels_are_the_ones_the_rules_for_documents_fix() -> None:
    assert [wording.OUTCOME_LABELS[outcome].id for outcome in Outcome] == [
        "TERINDIKASI DIGUNAKAN",
        "PATUT DICURIGAI",
        "PERLU KLARIFIKASI",
        "TIDAK DAPAT DISIMPULKAN",
        "NIHIL TEMUAN",
    ]


def test_the_eight_limits_are_all_there() -> None:
    assert len(method.LIMITS_OF_METHOD) == 8
    assert "bukan putusan" in method.LIMITS_OF_METHOD[-1].id
