"""What invented phones answer, through the filters of the real questions."""

import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.evidence import AppTrace, AppTraceKind, AppTraffic
from phone_audit.model.phone import AppUid, ClockReading, Known
from phone_audit.simulator.android.folder import capture_files
from phone_audit.sources import app_ops, app_traffic, process_ends, recents
from tests.captures import capture
from tests.simulator.android_phones import CHROME, GAME, NOW, phone

SOURCES = {
    source.name: source
    for source in (app_ops.SOURCE, app_traffic.SOURCE, process_ends.SOURCE, recents.SOURCE)
}
SINCE = {"app_ops": 28, "app_traffic": 26, "process_ends": 30, "recents": 26}


def known(sdk):
    return Known(
        sdk=sdk,
        watched=(GAME,),
        watched_users=(0,),
        watched_uids=(AppUid(package=GAME, user=0, uid=10_234),),
        clock=ClockReading(offset_ms=0, measured_at=NOW),
    )


def answers(name, sdk):
    folder = CaptureFolder(capture_files(phone(sdk)), clock=lambda: NOW)
    for number, question in enumerate(SOURCES[name].questions(known(sdk)), start=1):
        answer = folder.answer(question.line)
        assert answer.captured, question.line
        one = capture(
            number,
            source=name,
            topic=question.topic,
            line=question.line,
            stdout=answer.stdout,
            stderr=answer.stderr,
            exit_code=answer.exit_code,
        )
        yield one


@pytest.mark.parametrize("sdk", range(26, 37))
@pytest.mark.parametrize("name", SOURCES)
def test_every_version_of_a_phone_is_read_whole(name, sdk):
    captures = tuple(answers(name, sdk))
    reading = SOURCES[name].read(known(sdk), captures)
    if sdk < SINCE[name]:
        assert captures == ()
        assert len(reading.gaps) == 1
        return
    assert reading.gaps == ()
    assert all(one.complete for one in reading.covered)
    assert {one.record.package for one in reading.sightings} == {GAME}
    assert all(one.record.user == 0 for one in reading.sightings)
    for one in captures:
        assert CHROME not in one.text
        assert "10123" not in one.text


def test_what_they_tell_agrees_with_what_happened():
    read = {name: SOURCES[name].read(known(34), tuple(answers(name, 34))) for name in SOURCES}
    ends = [one.record for one in read["process_ends"].sightings]
    assert len(ends) >= 2
    assert {one.note for one in ends} == {"USER REQUESTED, REMOVE TASK"}
    (task,) = [one.record for one in read["recents"].sightings]
    assert isinstance(task, AppTrace)
    assert task.trace is AppTraceKind.RECENT_TASK
    (traffic,) = [one.record for one in read["app_traffic"].sightings]
    assert isinstance(traffic, AppTraffic)
    assert traffic.received_bytes > traffic.sent_bytes > 0
    used = {one.at.date() for one in ends if one.at is not None}
    assert len(traffic.days) == len(used)
    assert {one.record.note for one in read["app_ops"].sightings} == {
        "VIBRATE",
        "READ_CLIPBOARD",
        "WAKE_LOCK",
    }
