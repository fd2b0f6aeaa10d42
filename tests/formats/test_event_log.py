from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from phone_audit.formats.event_log import read_event_log
from tests.shared import shared

JAKARTA = ZoneInfo("Asia/Jakarta")
VIEW = "android.intent.action.VIEW"
AT = "1763600000.123  1845  3021"


def line(rest, tag="wm_new_intent", at=AT):
    return f"{at} I {tag}: [{rest}]\n"


def fields(address="https://situs.invalid/...", mime="NULL", flags=0, component="a.b/.C"):
    return f"0,1,2,{component},{VIEW},{mime},{address},{flags}"


def one(text, **changes):
    (link,) = read_event_log(text, JAKARTA, **changes).links
    return link


@pytest.mark.parametrize("tag", ["am_create_activity", "am_new_intent", "wm_create_activity"])
@pytest.mark.parametrize(
    "at",
    [
        AT,
        "        1763600000.123456  1000  1845  3021",
        "2025-11-20 07:53:20.123  1845  3021",
        "2025-11-20 07:53:20.123000 u0_a12  1845  3021",
    ],
)
def test_every_log_format_gives_the_same_moment(tag, at):
    link = one(line(fields(), tag, at))
    assert link.at is not None
    assert link.at.replace(microsecond=0) == datetime(2025, 11, 20, 0, 53, 20, tzinfo=UTC)
    assert (link.user, link.package, link.action) == (0, "a.b", VIEW)
    assert link.origin == "https://situs.invalid"


@pytest.mark.parametrize(
    ("day", "year"),
    [("12-31 23:00:00.1", 2025), ("01-01 08:00:00.1", 2026), ("01-02 02:00:00", 2026)],
)
def test_a_line_without_a_year_is_of_the_twelve_months_before_the_report(day, year):
    made_at = datetime(2026, 1, 1, 2, tzinfo=UTC)
    link = one(line(fields(), at=f"{day}  1  2"), written_at=made_at)
    assert link.at.astimezone(JAKARTA).year == year
    assert one(line(fields(), at=f"{day}  1  2")).at is None


def test_a_leap_day_finds_its_year():
    made_at = datetime(2025, 1, 1, tzinfo=UTC)
    assert one(line(fields(), at="02-29 08:00:00  1  2"), written_at=made_at).at.year == 2024
    later = datetime(2026, 12, 1, tzinfo=UTC)
    assert one(line(fields(), at="02-29 08:00:00  1  2"), written_at=later).at is None


def test_what_the_overview_brought_back():
    assert one(line(fields(flags=0x00100000))).from_history
    assert not one(line(fields(flags=335552512))).from_history


@pytest.mark.parametrize(
    "rest",
    [
        fields(mime="text/html,https://palsu.invalid/"),
        fields(address="https://a.invalid,https://palsu.invalid/..."),
        fields(address="xhttps://palsu.invalid/..."),
        fields(component="tanpa garis miring"),
        fields(address="https://situs.invalid/jalan/panjang"),
        f"x,1,2,a.b/.C,{VIEW},NULL,https://palsu.invalid/...,0",
        "https://palsu.invalid/...",
    ],
)
def test_a_field_of_another_shape_makes_a_line_unread(rest):
    log = read_event_log(line(rest), JAKARTA)
    assert log.links == ()
    assert log.unread == 1


def test_other_events_and_activities_without_address_are_passed_over():
    text = line(fields(address="NULL")) + line("0,https://x.invalid/...", tag="am_proc_start")
    text += "--------- switch to events\n\n" + line(fields(address="tel:+62800055501"))
    log = read_event_log(text, JAKARTA)
    assert (log.links, log.unread, log.strange, log.answered) == ((), 0, 0, True)


def test_lines_of_no_log_are_counted():
    log = read_event_log("omong kosong\n" + "x" * 30_000 + "\n", JAKARTA)
    assert (log.answered, log.strange) == (False, 2)


def test_ten_megabytes_on_one_line():
    assert (
        read_event_log(AT + " I wm_new_intent: [" + "," * 10_000_000 + "\n", JAKARTA).strange == 1
    )


def test_the_shape_of_the_platform_source():
    text = shared("fixtures/synthetic-from-platform-source/logcat_events_epoch_api30plus.txt")
    log = read_event_log(text.read_text(), JAKARTA)
    assert [one.origin for one in log.links] == ["https://slot-example.invalid"] * 2
    assert (log.unread, log.strange) == (0, 1)  # the fixture's own comment


def test_a_real_event_log_has_no_unread_line():
    path = shared("fixtures/pixel-android10-real/sections/logcat_events.txt")
    log = read_event_log(path.read_text(), JAKARTA)
    assert (log.answered, log.links, log.unread, log.strange) == (True, (), 0, 2)  # head, end
