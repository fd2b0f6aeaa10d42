import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.formats.filters import apply
from phone_audit.formats.shell_line import parse_line
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Context, ContextKind, Known
from phone_audit.simulator.android.folder import capture_files
from phone_audit.sources.default_browser import SOURCE
from tests.captures import capture, read_golden
from tests.shared import shared
from tests.simulator.android_phones import SDKS, phone

CHROME = Context(context=ContextKind.DEFAULT_BROWSER, value="Chrome")
UNNAMED = Context(context=ContextKind.DEFAULT_BROWSER, unnamed=1)
HEAD = "      user_id=0\n          name=android.app.role.BROWSER\n"


def read(text, sdk=34, **changes):
    return SOURCE.read(Known(sdk=sdk), (capture(topic="roles", stdout=text.encode(), **changes),))


def test_a_browser_everybody_knows_is_named_and_another_only_counted():
    assert read_golden("default_browser/android-10_filtered").facts == (CHROME,)
    assert read_golden("default_browser/bug-report_android-14").facts == (UNNAMED,)


def test_without_a_holder_the_phone_asks_each_time():
    reading = read(HEAD + "        }\n")
    assert (reading.facts, reading.gaps) == ((), ())


@pytest.mark.parametrize("text", ["", "      user_id=0\n", "      user_id=10\n" + HEAD[17:]])
def test_an_answer_without_the_role_of_the_main_user_is_a_gap(text):
    assert [gap.reason for gap in read(text).gaps] == [GapReason.NOT_UNDERSTOOD]


def test_before_android_10_nothing_is_asked_and_that_is_a_gap():
    assert SOURCE.questions(Known(sdk=28)) == ()
    assert [gap.reason for gap in SOURCE.read(Known(sdk=28), ()).gaps] == [GapReason.ABSENT]
    assert len(SOURCE.questions(Known())) == 1


def test_holders_of_other_roles_stay_on_the_phone():
    real = shared("fixtures/pixel-android10-real/sections/dumpsys_role.txt").read_bytes()
    (question,) = SOURCE.questions(Known(sdk=29))
    left, _ = apply(parse_line(question.line)[1:], real)
    assert b"role.SMS" in real
    assert b"role.SMS" not in left
    assert left.count(b"holders=") == left.count(b"role.BROWSER")
    reading = read(left.decode(), sdk=29, line=question.line)
    assert reading.facts == (UNNAMED,)
    assert reading.gaps == ()


@pytest.mark.parametrize("sdk", [sdk for sdk in SDKS if sdk >= 29])
def test_what_an_invented_phone_answers_through_its_own_filter(sdk):
    (question,) = SOURCE.questions(Known(sdk=sdk))
    answer = CaptureFolder(capture_files(phone(sdk))).answer(question.line)
    assert answer.captured
    reading = read(answer.stdout.decode(), sdk=sdk, line=question.line)
    assert reading.gaps == ()
    assert len(reading.facts) == 1
