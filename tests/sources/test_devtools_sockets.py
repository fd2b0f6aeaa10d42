import pytest

from phone_audit.model.capture import GapReason
from phone_audit.model.phone import DevtoolsSocket, Known, Profile, ProfileKind
from phone_audit.sources.devtools_sockets import SOURCE
from tests.captures import capture

HEADER = "Num       RefCount Protocol Flags    Type St Inode Path\n"
LINE = "0000000000000000: 00000002 00000000 00010000 0001 01 4869806 @{}\n"
KNOWN = Known(sdk=34)


def read(text, known=KNOWN, **options):
    (question,) = SOURCE.questions(KNOWN)
    return SOURCE.read(
        known,
        (capture(topic=question.topic, line=question.line, stdout=text.encode(), **options),),
    )


def reasons(reading):
    return [gap.reason for gap in reading.gaps]


def test_it_needs_a_consent_of_its_own():
    assert SOURCE.consent == "open_tabs"


def test_running_browsers_are_facts_and_not_sightings():
    reading = read(HEADER + LINE.format("chrome_devtools_remote"))
    assert reading.facts == (DevtoolsSocket(name="chrome_devtools_remote"),)
    assert reading.sightings == ()
    assert reading.gaps == ()


def test_no_browser_running_is_a_gap_that_says_so():
    reading = read(HEADER)
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [
        (GapReason.ABSENT, "peramban tidak berjalan")
    ]
    assert reading.covered[0].complete


def test_no_heading_is_no_answer():
    reading = read("", exit_code=1)
    assert reasons(reading) == [GapReason.NOT_UNDERSTOOD]
    assert not reading.covered[0].complete


def test_a_table_that_may_not_be_read():
    denied = read("", exit_code=1, stderr=b"cat: /proc/net/unix: Permission denied\n")
    assert reasons(denied) == [GapReason.FAILED]


def test_more_sockets_than_browsers_there_can_be_are_not_asked():
    lines = "".join(LINE.format(f"x{number}_devtools_remote") for number in range(20))
    reading = read(HEADER + lines)
    assert len(reading.facts) == 8
    assert [(gap.reason, gap.detail) for gap in reading.gaps] == [(GapReason.NOT_ASKED, "12 soket")]
    assert not reading.covered[0].complete


@pytest.mark.parametrize("kind", [ProfileKind.SECURE_FOLDER, ProfileKind.PRIVATE_SPACE])
@pytest.mark.parametrize("running", [True, None])
def test_nothing_is_asked_while_a_closed_profile_may_be_running(kind, running):
    closed = Known(sdk=34, profiles=(Profile(user=150, flags=0, profile=kind, running=running),))
    assert SOURCE.questions(closed) == ()
    assert reasons(SOURCE.read(closed, ())) == [GapReason.NOT_ASKED]


@pytest.mark.parametrize(
    ("kind", "running"),
    [
        (ProfileKind.SECURE_FOLDER, False),
        (ProfileKind.CLONE, True),
        (ProfileKind.WORK, True),
    ],
)
def test_other_profiles_keep_nothing_from_being_asked(kind, running):
    known = Known(sdk=34, profiles=(Profile(user=10, flags=0, profile=kind, running=running),))
    assert len(SOURCE.questions(known)) == 1
    assert SOURCE.read(known, ()).gaps == ()
