import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.evidence import SiteTraceKind
from phone_audit.model.phone import Known
from phone_audit.model.record import replace
from phone_audit.simulator.android.folder import capture_files
from phone_audit.simulator.android.phone import Chat
from phone_audit.sources.push_log import SOURCE
from tests.captures import capture, captures_of, known_of, read_golden
from tests.simulator.android_phones import CHROME, SDKS, phone


def test_pushes_of_one_site_in_one_browser_are_one_trace():
    (sighting,) = read_golden("push_log/android-9_filtered").sightings
    record = sighting.record
    assert (record.host, record.trace, record.via, record.user) == (
        "situs.invalid",
        SiteTraceKind.PUSH_RECEIVED,
        CHROME,
        0,
    )
    assert (record.visits, record.days) == (2, ("2025-11-20",))
    assert (record.last_at - record.first_at).total_seconds() == 300.333


def test_without_a_zone_the_day_is_not_known_and_the_push_is():
    known = replace(known_of("push_log/android-9_filtered"), zone="Mars/Olympus")
    reading = SOURCE.read(known, captures_of("push_log/android-9_filtered"))
    assert [one.record.days for one in reading.sightings] == [()]
    assert not reading.covered[0].complete


def test_only_android_8_and_9_are_asked():
    asked = {sdk for sdk in (None, *range(24, 37)) if SOURCE.questions(Known(sdk=sdk))}
    assert asked == {26, 27, 28}
    assert SOURCE.read(Known(sdk=34), ()).gaps == ()


def test_an_origin_that_is_no_host_is_a_gap():
    text = (
        "  1763600000.123\nnotification_enqueue: [1,2,com.android.chrome,\n"
        ",0,Notification(channel=web:https://:81\n"
    )
    known = Known(sdk=28, browsers=(CHROME,))
    reading = SOURCE.read(known, (capture(topic="push_log", stdout=text.encode()),))
    assert reading.sightings == ()
    assert [gap.detail for gap in reading.gaps] == ["1 baris"]


@pytest.mark.parametrize("sdk", [sdk for sdk in SDKS if sdk < 29])
def test_what_an_invented_phone_answers_through_its_own_filter(sdk):
    people = (Chat(number="6280000190011", name="Orang", title="Perihal"),)
    folder = CaptureFolder(capture_files(replace(phone(sdk), chats=people)))
    (question,) = SOURCE.questions(Known(sdk=sdk))
    answer = folder.answer(question.line)
    assert answer.captured
    assert b"62800" not in answer.stdout
    assert b"whatsapp" not in answer.stdout
    known = Known(sdk=sdk, browsers=(CHROME,))
    told = capture(
        topic="push_log",
        line=question.line,
        stdout=answer.stdout,
        exit_code=answer.exit_code,
    )
    reading = SOURCE.read(known, (told,))
    assert reading.gaps == ()
    assert reading.covered[0].complete
