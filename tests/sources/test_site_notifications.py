import pytest

from phone_audit.formats.filters import apply
from phone_audit.formats.shell_line import parse_line
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.sources.site_notifications import SOURCE
from tests.captures import capture
from tests.shared import shared

CHROME = "com.android.chrome"
KNOWN = Known(sdk=34, browsers=(CHROME,))
HEAD = "Current Notification Manager state\n"
APP = f"AppSettings: {CHROME} (10123)\n"


def channel(identity, rest="mImportance=3, mDeleted=false"):
    return f"NotificationChannel{{mId='{identity}', mName=x..., {rest}}}\n"


def read(text, known=KNOWN, **kwargs):
    line = SOURCE.questions(KNOWN)[0].line
    got = capture(topic="channels", stdout=text.encode(), subject=CHROME, line=line, **kwargs)
    return SOURCE.read(known, (got,))


def hosts(reading):
    return [one.record.host for one in reading.sightings]


def test_one_question_per_browser_with_its_name_masked():
    first, second = SOURCE.questions(Known(sdk=34, browsers=(CHROME, "a.b", "x;y")))
    assert CHROME in first.line
    assert "‹peramban 1›" in first.written
    assert CHROME not in first.written
    assert second.subject == "a.b"
    assert "a.b" not in second.written


def test_android_7_has_no_channels_and_says_so():
    assert SOURCE.questions(Known(sdk=25, browsers=(CHROME,))) == ()
    assert [gap.reason for gap in SOURCE.read(Known(sdk=25), ()).gaps] == [GapReason.ABSENT]


def test_without_a_known_browser_nothing_was_asked():
    reading = SOURCE.read(Known(sdk=34), ())
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_ASKED]


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://Situs.invalid:8443", "situs.invalid"),
        ("http://m.situs.invalid", "m.situs.invalid"),
        ("https://xn--sltku-jua.invalid", "xn--sltku-jua.invalid"),
        ("https://192.0.2.7:81", "192.0.2.7"),
    ],
)
def test_hosts_in_one_form(origin, host):
    assert hosts(read(HEAD + APP + channel(f"web:{origin};13404473600000000"))) == [host]


def test_an_address_without_a_host_is_a_gap():
    reading = read(HEAD + APP + channel("web:https://:81"))
    assert hosts(reading) == []
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]


@pytest.mark.parametrize(
    ("importance", "allowed"),
    [("0", False), ("1", True), ("4", True), ("-1000", None), ("x", None)],
)
def test_what_the_holder_answered(importance, allowed):
    rest = f"mImportance={importance}, mDeleted=true"
    record = read(HEAD + APP + channel("web:https://a.invalid", rest)).sightings[0].record
    assert (record.allowed, record.removed) == (allowed, True)


def test_users_and_backups():
    text = HEAD + f"AppSettings: {CHROME} (1010123)\n" + channel("web:https://a.invalid")
    text += f"Restored without uid:\nAppSettings: {CHROME} (INVALID_UID)\n"
    text += channel("web:https://b.invalid")
    records = [one.record for one in read(text).sightings]
    assert [(one.host, one.user, one.restored) for one in records] == [
        ("a.invalid", 10, False),
        ("b.invalid", None, True),
    ]


def test_another_app_whose_name_begins_alike_is_passed_over():
    text = HEAD + f"AppSettings: {CHROME}.beta (10124)\n" + channel("web:https://a.invalid")
    assert hosts(read(text)) == []


def test_closed_profiles_are_left_out():
    folder = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER)
    text = HEAD + f"AppSettings: {CHROME} (15010123)\n" + channel("web:https://a.invalid")
    known = Known(sdk=34, browsers=(CHROME,), profiles=(folder,))
    assert hosts(read(text, known)) == []


def test_a_phone_that_answers_with_nothing_is_a_gap():
    assert [gap.reason for gap in read("", exit_code=1).gaps] == [GapReason.NOT_UNDERSTOOD]
    assert read(HEAD).gaps == ()


def test_names_hidden_by_the_maker_are_counted():
    reading = read(HEAD + APP + channel("https:..."))
    assert [gap.detail for gap in reading.gaps] == ["1 nama situs disembunyikan"]


def test_the_service_twice_in_a_bug_report_is_read_once():
    text = (HEAD + APP + channel("web:https://a.invalid;13404473600000000")).encode()
    twice = tuple(capture(n, stdout=text, section=True) for n in (1, 2))
    (sighting,) = SOURCE.read(Known(sdk=34), twice).sightings
    assert sighting.captures == (1, 2)


@pytest.mark.parametrize("sdk", [26, 28, 29, 30, 31, 33, 34, 35, 36])
def test_the_filter_on_the_phone_keeps_every_site_and_nothing_private(sdk):
    folder = shared("fixtures/synthetic-from-platform-source")
    full = (folder / f"notification_web_channels_api{sdk}.txt").read_bytes()
    private = (
        b"  History Notification List:\n    key=0|id.contoh.obrolan|1|+62812|1 tickerText=hai\n"
    )
    question = SOURCE.questions(Known(sdk=sdk, browsers=(CHROME,)))[0]
    filtered, _ = apply(parse_line(question.line)[1:], full + private)
    assert b"+62812" not in filtered
    assert b"tickerText" not in filtered
    unfiltered = read(full.decode())
    assert hosts(read(filtered.decode())) == hosts(unfiltered)
    assert len(hosts(unfiltered)) == 3


def test_the_filter_lets_the_marks_of_trouble_pass():
    question = SOURCE.questions(KNOWN)[0]
    for text in (
        b"\n*** SERVICE 'notification' DUMP TIMEOUT (10000ms) EXPIRED ***\n",
        b"Permission Denial: can't dump notification from pid=1, uid=2000\n",
        b"java.lang.SecurityException: no\n",
    ):
        filtered, _ = apply(parse_line(question.line)[1:], b"some text\n" + text)
        assert filtered.strip() == text.strip()
