from datetime import UTC, datetime, timedelta

import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import ContextKind, Known, Profile, ProfileKind
from phone_audit.model.record import replace
from phone_audit.simulator.android.folder import capture_files
from phone_audit.simulator.android.phone import Clearing
from phone_audit.sources.cleared_data import SOURCE
from tests.captures import capture, captures_of, known_of, read_golden
from tests.simulator.android_phones import CHROME, NOW, SDKS, phone


def known(sdk=34, **changes):
    return Known(sdk=sdk, browsers=(CHROME, "id.contoh.peramban"), **changes)


@pytest.mark.parametrize("name", ["android-14_filtered", "android-11_filtered"])
def test_the_last_time_a_browser_was_cleared(name):
    (fact,) = read_golden(f"cleared_data/{name}").facts
    assert (fact.context, fact.value) == (ContextKind.CLEARED_DATA, "Chrome")
    assert fact.at == datetime(2026, 11, 22, 14, 40, 11, tzinfo=UTC)


def test_an_end_that_was_no_clearing_is_none():
    (answer,) = captures_of("cleared_data/android-14_filtered")
    text = answer.text.replace("due to clear data", "due to from pid 17")
    reading = SOURCE.read(known(), (capture(topic="exit_info", stdout=text.encode()),))
    assert (reading.facts, reading.gaps) == ((), ())


def test_a_browser_that_is_not_widely_known_is_not_named():
    (answer,) = captures_of("cleared_data/android-14_filtered")
    text = answer.text.replace(CHROME, "id.contoh.peramban")
    (fact,) = SOURCE.read(known(), (capture(topic="exit_info", stdout=text.encode()),)).facts
    assert (fact.value, fact.unnamed) == (None, 1)


def test_other_apps_and_closed_profiles_are_passed_over():
    answers = captures_of("cleared_data/android-14_filtered")
    told = known_of("cleared_data/android-14_filtered")
    assert SOURCE.read(replace(told, browsers=("id.contoh.lain",)), answers).facts == ()
    assert SOURCE.read(replace(told, watched=(CHROME,)), answers).facts == ()
    closed = Profile(user=0, flags=0x61010, profile=ProfileKind.SECURE_FOLDER)
    assert SOURCE.read(replace(told, profiles=(closed,)), answers).facts == ()


def test_names_of_browsers_are_masked_and_matched_ones_left_to_their_own_source():
    shown = [question.written for question in SOURCE.questions(known())]
    assert [line.split(" ")[5] for line in shown] == ["‹peramban", "‹peramban"]
    assert not any(CHROME in line for line in shown)
    assert len(SOURCE.questions(known(watched=(CHROME,)))) == 1


def test_before_android_11_nothing_is_recorded_and_that_is_a_gap():
    assert SOURCE.questions(known(sdk=29)) == ()
    assert [gap.reason for gap in SOURCE.read(known(sdk=29), ()).gaps] == [GapReason.ABSENT]
    assert SOURCE.read(Known(sdk=29), ()).gaps == ()
    assert SOURCE.read(known(), ()).gaps == ()


@pytest.mark.parametrize("sdk", [sdk for sdk in SDKS if sdk >= 30])
def test_what_an_invented_phone_answers_through_its_own_filter(sdk):
    at = NOW - timedelta(hours=30)
    described = replace(phone(sdk), cleared=(Clearing(package=CHROME, at=at),))
    question = SOURCE.questions(Known(sdk=sdk, browsers=(CHROME,)))[0]
    answer = CaptureFolder(capture_files(described)).answer(question.line)
    assert answer.captured
    reading = SOURCE.read(
        Known(sdk=sdk, browsers=(CHROME,)),
        (capture(topic="exit_info", line=question.line, stdout=answer.stdout),),
    )
    assert reading.gaps == ()
    (fact,) = reading.facts
    assert abs(fact.at - at) < timedelta(seconds=1)
