from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.sources.component_use import SOURCE
from tests.captures import capture

PRIVATE = Profile(user=11, flags=0x1010, profile=ProfileKind.PRIVATE_SPACE)
LINE = b'App Component Usages:\n  package=a.b lastUsed="2026-11-20 20:58:41"\n'


def test_asked_from_android_14_on_and_never_of_an_unknown_version():
    assert SOURCE.questions(Known()) == ()
    assert SOURCE.questions(Known(sdk=33)) == ()
    assert len(SOURCE.questions(Known(sdk=34))) == 1


def test_a_private_space_keeps_what_is_not_known_from_elsewhere():
    hidden = SOURCE.read(Known(sdk=35, profiles=(PRIVATE,)), (capture(stdout=LINE),))
    assert hidden.sightings == ()
    assert [gap.reason for gap in hidden.gaps] == [GapReason.CLOSED_PROFILE]
    shown = SOURCE.read(
        Known(sdk=35, profiles=(PRIVATE,), watched=("a.b",)), (capture(stdout=LINE),)
    )
    assert len(shown.sightings) == 1
    assert shown.gaps == ()


def test_silence_means_that_there_is_no_such_source():
    reading = SOURCE.read(Known(sdk=34), (capture(stdout=b"\n"),))
    assert [gap.reason for gap in reading.gaps] == [GapReason.ABSENT]


def test_never_is_no_date():
    line = LINE.replace(b"2026-11-20 20:58:41", b"1970-01-01 07:00:00")
    (sighting,) = SOURCE.read(Known(sdk=34), (capture(stdout=line),)).sightings
    assert sighting.record.at is None
