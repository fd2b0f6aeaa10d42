from datetime import UTC, datetime

from phone_audit.formats.filters import apply
from phone_audit.formats.shell_line import parse_line
from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import AppTraceKind
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.sources.battery_days import SOURCE
from tests.captures import ASKED_AT, capture
from tests.shared import shared

DAYS, HISTORY = SOURCE.questions(Known())
SECURE = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER)
HEAD = "Battery History [Format: 2] (1% used, 9KB used of 4096KB, 4 strings using 48):\n"


def history(text):
    return capture(2, stdout=(HEAD + text).encode(), topic="battery_history")


def days(text):
    return capture(1, stdout=f"Daily stats:\n{text}".encode(), topic="battery_days")


def filtered(question, data):
    return apply(parse_line(question.line)[1:], data)[0]


def test_nothing_but_times_and_packages_leaves_the_phone():
    line = b'  +1s000ms (2) 099 c01 +sync=u0a1:"gmail-ls/com.google/orang@surat.invalid" '
    text = HEAD.encode() + line + b'+top=u0a2:"a.b" wake_reason=0:"x"\n' + line + b"\n"
    assert filtered(HISTORY, text) == b'Battery History\n  +1s000ms (\n+top=u0a2:"a.b"\n'


def test_what_the_filters_leave_reads_like_the_whole_answer_of_a_real_phone():
    path = shared("fixtures/pixel-android10-real/sections/dumpsys_batterystats.txt")
    data = path.read_bytes()
    known = Known(zone="Europe/Stockholm")
    whole = SOURCE.read(known, (capture(stdout=data, topic="battery_service", section=True),))
    parts = SOURCE.read(
        known,
        (
            capture(1, stdout=filtered(DAYS, data), topic="battery_days"),
            capture(1, stdout=filtered(HISTORY, data), topic="battery_history"),
        ),
    )
    assert parts.sightings == whole.sightings
    assert parts.gaps == whole.gaps == ()
    assert len(whole.sightings) == 3


def test_the_running_day_ends_with_the_reading():
    reading = SOURCE.read(
        Known(),
        (days("  Current start time: 2026-11-22-01-00-00\n      Update a.b vers=0\n"),),
    )
    (record,) = (one.record for one in reading.sightings)
    assert record.trace is AppTraceKind.REMOVED_LATELY
    assert record.at == datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    assert record.until_at > ASKED_AT


def test_a_day_in_front_is_one_trace_from_first_to_last():
    reading = SOURCE.read(
        Known(),
        (
            history(
                '  11-21 08:00:00.000 090 +top=u0a1:"a.b"\n'
                '  11-21 08:10:00.000 090 -top=u0a1:"a.b"\n'
                '  11-21 20:00:00.000 090 +top=u0a1:"a.b"\n'
                '  11-21 20:10:00.000 090 -top=u0a1:"a.b"\n'
                '  11-22 20:00:00.000 090 +top=u10a1:"a.b"\n'
            ),
        ),
    )
    assert [(one.record.user, one.record.at.hour) for one in reading.sightings] == [
        (0, 1),
        (10, 13),
    ]
    assert reading.sightings[0].record.until_at == datetime(2026, 11, 21, 13, 10, tzinfo=UTC)


def test_beside_a_closed_profile_a_removal_is_read_only_of_what_an_open_one_showed():
    known = Known(profiles=(SECURE,))
    changed = days(
        "  Current start time: 2026-11-22-01-00-00\n"
        "      Update a.b vers=0\n      Update a.rahasia vers=0\n"
    )
    shown = history(
        '  11-22 08:00:00.000 090 +top=u0a1:"a.b"\n  11-22 08:00:00.000 +top=u150a2:"a.rahasia"\n'
    )
    reading = SOURCE.read(known, (changed, shown))
    assert {one.record.package for one in reading.sightings} == {"a.b"}
    assert [gap.reason for gap in reading.gaps] == [GapReason.CLOSED_PROFILE]


def test_without_a_zone_nothing_is_dated_and_it_is_said():
    reading = SOURCE.read(Known(zone="Antah/Berantah"), (days(""),))
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]
    assert reading.covered == ()


def test_a_report_with_one_part_missing_has_a_gap():
    section = capture(stdout=b"Daily stats:\n", topic="battery_service", section=True)
    reading = SOURCE.read(Known(), (section,))
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]
