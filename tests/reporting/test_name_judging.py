"""What the annex says of names that no entry lists."""

import pytest

from phone_audit.model.case import Zone
from phone_audit.model.record import replace
from phone_audit.model.signature import Measured, NameSet
from phone_audit.reporting.name_judging import NAME_SETS, judged_by_name
from phone_audit.reporting.voice import Voice
from tests.reporting.examples import BY_NAME

INDONESIAN, ENGLISH = Voice(lang="id", zone=Zone.WIB), Voice(lang="en", zone=Zone.WIB)


def test_the_thresholds_and_what_was_measured_are_said_with_their_counts() -> None:
    first, second = judged_by_name(BY_NAME, INDONESIAN)
    assert "4,10 (sebuah kata permainan); 6,05 (angka merek dan akhiran murah)" in first
    assert "sejak -0,35. Bobot dihitung 9 November 2026." in first
    assert "0 kecocokan keliru dan 61 petunjuk di antara 15.389 nama situs biasa" in second
    assert "78.901 kecocokan dan 26.004 petunjuk di antara 130.523 nama dari daftar" in second


def test_in_english_too() -> None:
    first, second = judged_by_name(BY_NAME, ENGLISH)
    assert "4.10 (a word of a game)" in first
    assert "0 false matches and 61 hints among 15,389 names of ordinary" in second


def test_a_list_that_nobody_measured_says_so() -> None:
    bare = replace(BY_NAME, measured=())
    assert "belum diukur" in list(judged_by_name(bare, INDONESIAN))[1]


def test_a_list_without_a_score_says_nothing() -> None:
    assert list(judged_by_name(None, INDONESIAN)) == []


@pytest.mark.parametrize("what", list(NameSet))
def test_every_set_of_names_has_words(what: NameSet) -> None:
    told = replace(BY_NAME, measured=(Measured(what=what, names=9, findings=1, hints=2),))
    assert NAME_SETS[what].id in list(judged_by_name(told, INDONESIAN))[1]
