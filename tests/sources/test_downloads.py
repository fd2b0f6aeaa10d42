from datetime import timedelta

import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.formats.filters import apply
from phone_audit.formats.shell_line import parse_line
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known
from phone_audit.simulator.android.folder import capture_files
from phone_audit.sources.downloads import SOURCE
from tests.captures import capture
from tests.shared import shared
from tests.simulator.android_phones import CHROME, GAME, NOW, SDKS, phone

KNOWN = Known(sdk=34)


def read(text, topic="downloads_index", **kwargs):
    return SOURCE.read(KNOWN, (capture(topic=topic, stdout=text.encode(), **kwargs),))


def row(name="x.apk", rest="download_uri=NULL, referer_uri=NULL"):
    return f"Row: 0 date_added=1760000100, owner_package_name=a.b, {rest}, _display_name={name}\n"


def told(reading):
    return [
        (getattr(one.record, "host", None), one.record.trace.value) for one in reading.sightings
    ]


def test_the_index_of_each_version():
    for sdk, place in ((None, "/file"), (28, "/file"), (29, "/downloads")):
        assert f"external{place} " in SOURCE.questions(Known(sdk=sdk))[0].line


def test_sites_a_file_and_its_page_came_from():
    rest = "download_uri=https://unduh.invalid/x?1, referer_uri=https://www.situs.invalid/y"
    reading = read(row(rest=rest))
    assert told(reading) == [("unduh.invalid", "download"), ("www.situs.invalid", "referrer")]
    assert {(one.record.via, one.record.visits) for one in reading.sightings} == {("a.b", None)}


def test_a_file_nobody_owns_is_told_by_the_index():
    text = row(rest="download_uri=https://a.invalid/, referer_uri=NULL")
    (sighting,) = read(text.replace(" owner_package_name=a.b,", "")).sightings
    assert sighting.record.via == "com.android.providers.media"


def test_a_name_that_begins_with_a_package():
    (sighting,) = read(row(f"{GAME}_2.31.apk")).sightings
    record = sighting.record
    assert (record.package, record.trace, record.user) == (GAME, "file_present", 0)
    assert read(row("Nama Orang.apk")).sightings == ()


def test_several_files_from_one_site_bound_its_dates():
    text = row(rest="download_uri=https://a.invalid/, referer_uri=NULL")
    later = text.replace("1760000100", "1760086500").replace("Row: 0", "Row: 1")
    (sighting,) = read(later + text).sightings
    assert sighting.record.last_at - sighting.record.first_at == timedelta(days=1)


def test_an_address_without_a_host_is_a_gap():
    text = row(rest="download_uri=https://:81/, referer_uri=NULL")
    assert [gap.detail for gap in read(text).gaps] == ["1 alamat"]


def test_folders_that_do_not_exist_are_no_gap():
    line = "find /sdcard/Telegram/ | grep -oiE 'x'"
    missing = b"find: '/sdcard/Telegram/': No such file or directory\n"
    found = read("", "folders", stderr=missing, exit_code=1, line=line)
    assert found.gaps == ()
    assert found.covered[0].complete
    refused = missing + b"find: '/sdcard/Download/': Permission denied\n"
    found = read("", "folders", stderr=refused, exit_code=1, line=line)
    assert [gap.reason for gap in found.gaps] == [GapReason.FAILED]


def test_a_provider_that_fails_is_a_gap():
    error = b"Error while accessing provider:media\njava.lang.IllegalStateException: x\n"
    line = "content query | grep -oiE 'x'"
    assert [gap.reason for gap in read("", stderr=error, exit_code=1, line=line).gaps] == [
        GapReason.FAILED
    ]
    assert [gap.reason for gap in read("").gaps] == [GapReason.NOT_UNDERSTOOD]
    assert read("No result found.\n").gaps == ()


def test_the_filter_leaves_paths_and_other_files_on_the_phone():
    index, _ = SOURCE.questions(KNOWN)
    text = row("Surat Pribadi.pdf", "download_uri=https://a.invalid/diri/sendiri, referer_uri=NULL")
    text += row("a.apk", "download_uri=https://a.invalid/diri/sendiri, referer_uri=NULL")
    left, _ = apply(parse_line(index.line)[1:], text.encode())
    assert b"Pribadi" not in left
    assert b"sendiri" not in left
    assert told(read(left.decode())) == [("a.invalid", "download")]


def test_the_shape_of_the_platform_source():
    empty = shared("fixtures/synthetic-from-platform-source/content_query_empty.txt")
    assert read(empty.read_text()).gaps == ()


@pytest.mark.parametrize("sdk", SDKS)
def test_what_an_invented_phone_answers_through_its_own_filter(sdk):
    known = Known(sdk=sdk)
    folder = CaptureFolder(capture_files(phone(sdk)))
    captures = []
    for number, question in enumerate(SOURCE.questions(known), start=1):
        answer = folder.answer(question.line)
        assert answer.captured
        assert b"x=1" not in answer.stdout
        captures.append(
            capture(
                number,
                topic=question.topic,
                line=question.line,
                stdout=answer.stdout,
                stderr=answer.stderr,
                exit_code=answer.exit_code,
            )
        )
    reading = SOURCE.read(known, tuple(captures))
    assert reading.gaps == ()
    by_trace = {one.record.trace.value: one for one in reading.sightings}
    file = by_trace["file_present"]
    assert (file.record.package, file.captures) == (GAME, (1, 2))
    assert file.record.at == NOW - timedelta(days=40, minutes=3)
    assert set(by_trace) == (
        {"file_present", "download", "referrer"} if sdk >= 29 else {"file_present"}
    )
    if sdk >= 29:
        assert by_trace["referrer"].record.host == "situs-umpama.example"
        assert by_trace["download"].record.via == CHROME
