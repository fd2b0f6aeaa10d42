from phone_audit.formats.filters import apply
from phone_audit.formats.shell_line import parse_line
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known
from phone_audit.sources.notification_switch import SOURCE
from tests.captures import capture

SAMSUNG = Known(sdk=34, maker="samsung")
HEADING = "Current Notification Manager state (filtered to 'android'):\n"
SWITCH = "    [0] {} category = SETTINGS, pkg = id.contoh, enabled= false\n"
(QUESTION,) = SOURCE.questions(SAMSUNG)


def read(text, known=SAMSUNG, **changes):
    return SOURCE.read(known, (capture(stdout=text.encode(), **changes),))


def test_only_a_samsung_phone_is_asked():
    assert SOURCE.questions(Known(sdk=34, maker="Xiaomi")) == ()


def test_names_and_numbers_of_people_stay_on_the_phone():
    text = (
        HEADING + "  History Notification List:\n    id.contoh.pesan(1)\n"
        "HistoricalNotification{, key =0|id.contoh.pesan|62800, mChannelName='Nama Orang'}\n"
        "  mNotiPermissionHistoryList.size=1\n" + SWITCH.format("11-20 20:58:41.123")
    )
    left, _ = apply(parse_line(QUESTION.line)[1:], text.encode())
    assert left.decode() == (
        "Current Notification Manager state\nmNotiPermissionHistoryList.size=1\n"
        + SWITCH.format("11-20 20:58:41.123").replace("    [0] ", "")
    )


def test_the_year_is_the_last_in_which_the_date_was_past():
    text = HEADING + SWITCH.format("11-23 08:59:00.000") + SWITCH.format("12-01 08:00:00.000")
    dates = [one.record.at.isoformat() for one in read(text).sightings]
    assert dates == ["2026-11-23T01:59:00+00:00", "2025-12-01T01:00:00+00:00"]


def test_an_empty_list_is_an_answer_and_no_list_is_a_gap():
    assert read(HEADING + "mNotiPermissionHistoryList.size=0\n").gaps == ()
    assert [gap.reason for gap in read(HEADING).gaps] == [GapReason.ABSENT]
    assert [gap.reason for gap in read("").gaps] == [GapReason.NOT_UNDERSTOOD]


def test_a_report_of_another_maker_says_nothing_about_it():
    other = read(HEADING, known=Known(maker="Google"), section=True)
    assert (other.gaps, other.covered) == ((), ())
    samsung = read(HEADING, section=True)
    assert [gap.reason for gap in samsung.gaps] == [GapReason.ABSENT]
