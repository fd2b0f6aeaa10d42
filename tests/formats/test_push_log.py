import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone_audit.formats.push_log import read_push_log

AT = "        1763600000.123\n"
FROM = "notification_enqueue: [10123,4711,com.android.chrome,\n"
SITE = ",0,Notification(channel=web:https://situs.invalid\n"


def test_three_lines_are_one_notification():
    log = read_push_log("--------- beginning of events\n" + (AT + FROM + SITE) * 2)
    assert [(row.package, row.user, row.origin) for row in log.rows] == [
        ("com.android.chrome", 0, "https://situs.invalid")
    ] * 2
    assert log.rows[0].at.timestamp() == 1_763_600_000.123
    assert log.unread == 0


@pytest.mark.parametrize("text", [SITE, AT + SITE, FROM + SITE, AT + FROM + "x\n" + SITE])
def test_a_part_without_the_others_is_counted_and_no_notification(text):
    log = read_push_log(text)
    assert log.rows == ()
    assert log.unread


def test_a_line_of_a_chat_that_came_along_ends_what_was_begun():
    log = read_push_log(AT + "notification_enqueue: [1,2,com.whatsapp,1,62800@x,0,x\n" + SITE)
    assert (log.rows, log.unread) == ((), 2)


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_exception(text):
    read_push_log(text)
    read_push_log(AT + text + FROM + text + SITE)
