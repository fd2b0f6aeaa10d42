from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known
from phone_audit.sources.browsers import SOURCE
from tests.captures import capture


def test_android_7_has_no_such_question_and_says_so():
    old = Known(sdk=25)
    assert SOURCE.questions(old) == ()
    assert [gap.reason for gap in SOURCE.read(old, ()).gaps] == [GapReason.ABSENT]


def test_an_unknown_version_is_asked():
    assert len(SOURCE.questions(Known())) == 1


def test_a_phone_that_does_not_know_the_command():
    got = capture(stdout=b"", stderr=b"Unknown command: query-activities\n", exit_code=255)
    reading = SOURCE.read(Known(), (got,))
    assert [gap.reason for gap in reading.gaps] == [GapReason.ABSENT]
    assert reading.facts == ()


def test_silence_is_not_an_absence():
    reading = SOURCE.read(Known(sdk=34), (capture(stdout=b""),))
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]
    assert not reading.covered[0].complete
