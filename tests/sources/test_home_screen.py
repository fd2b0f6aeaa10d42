from datetime import timedelta

import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.formats.filters import apply
from phone_audit.formats.shell_line import parse_line
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import Known, Profile, ProfileKind
from phone_audit.simulator.android.folder import capture_files
from phone_audit.sources.home_screen import SOURCE
from tests.captures import capture
from tests.simulator.android_phones import CHROME, NOW, SDKS, phone

KNOWN = Known(sdk=34, browsers=(CHROME,))
LINE = SOURCE.questions(KNOWN)[0].line
HEAD = f"Now: [1]\n  User: 0  Known\n      Package: {CHROME}  UID: 10123\n"
FOLDER = Profile(user=150, flags=0x61010, profile=ProfileKind.SECURE_FOLDER)


def pinned(host="situs.invalid", flags="0xa", at=1_760_000_000_000):
    return (
        f"ShortcutInfo {{id=1, flags={flags} [P]\n  rank=0, timestamp={at}\n"
        f"  intents=[{{a.webapp_url=https://{host}/x}}]\n"
    )


def read(text, known=KNOWN, **kwargs):
    return SOURCE.read(known, (capture(topic="shortcuts", stdout=text.encode(), **kwargs),))


def hosts(reading):
    return [one.record.host for one in reading.sightings]


def filtered(text):
    out, _ = apply(parse_line(LINE)[1:], text.encode())
    return out.decode()


def test_android_7_says_that_it_has_none():
    assert SOURCE.questions(Known(sdk=25)) == ()
    assert [gap.reason for gap in SOURCE.read(Known(sdk=25), ()).gaps] == [GapReason.ABSENT]


def test_a_pinned_site_is_no_visit():
    (sighting,) = read(HEAD + pinned()).sightings
    record = sighting.record
    assert (record.host, record.user, record.via) == ("situs.invalid", 0, CHROME)
    assert (record.visits, record.days, record.first_at) == (None, (), None)
    assert record.last_at.year == 2025


def test_only_what_is_pinned_counts():
    assert hosts(read(HEAD + pinned(flags="0x108"))) == []


@pytest.mark.parametrize("times", [(1, 1_760_000_000_000), (1_760_000_000_000, 1)])
def test_two_shortcuts_to_one_site_are_one_trace_with_the_later_date(times):
    reading = read(HEAD + "".join(pinned(at=at) for at in times))
    (sighting,) = reading.sightings
    assert sighting.record.last_at.year == 2025


def test_only_browsers_count_where_they_are_known():
    other = HEAD.replace(CHROME, "id.contoh.lain") + pinned()
    assert hosts(read(other)) == []
    assert hosts(read(other, Known(sdk=34))) == ["situs.invalid"]


def test_closed_profiles_are_left_out():
    text = HEAD.replace("User: 0", "User: 150") + pinned()
    assert hosts(read(text, Known(sdk=34, profiles=(FOLDER,)))) == []


def test_a_shortcut_of_two_minds_and_a_host_of_none_are_gaps():
    doubtful = HEAD + pinned() + "  dat=https://lain.invalid/\n"
    assert [gap.detail for gap in read(doubtful).gaps] == ["1 baris"]
    assert [gap.detail for gap in read(HEAD + pinned(":81")).gaps] == ["1 alamat"]


def test_silence_is_no_answer():
    assert [gap.reason for gap in read("").gaps] == [GapReason.NOT_UNDERSTOOD]
    assert read("Now: [1763600000000\n").gaps == ()


def test_the_filter_leaves_labels_and_paths_on_the_phone():
    text = HEAD + pinned() + "  shortLabel=Nama Orang, resId=0[null]\n"
    left = filtered(text)
    assert "Nama" not in left
    assert "/x" not in left
    assert read(left).sightings == read(text).sightings


def test_a_label_that_looks_like_an_address_only_makes_the_filtered_answer_unread():
    text = HEAD + pinned() + "  shortLabel=webapp_url=https://palsu.invalid/, resId=0[null]\n"
    assert hosts(read(text)) == ["situs.invalid"]
    assert hosts(read(filtered(text))) == []
    assert [gap.reason for gap in read(filtered(text)).gaps] == [GapReason.NOT_UNDERSTOOD]


def test_the_filter_lets_the_marks_of_trouble_pass():
    text = "*** SERVICE 'shortcut' DUMP TIMEOUT (10000ms) EXPIRED ***"
    assert [gap.reason for gap in read(filtered(text + "\n")).gaps] == [GapReason.CUT]


@pytest.mark.parametrize("sdk", SDKS)
def test_what_an_invented_phone_answers_through_its_own_filter(sdk):
    answer = CaptureFolder(capture_files(phone(sdk))).answer(LINE)
    assert b"rahasia" not in answer.stdout
    assert b"lobi" not in answer.stdout
    reading = read(answer.stdout.decode())
    assert reading.gaps == ()
    assert {one.record.host: one.record.last_at for one in reading.sightings} == {
        "situs-umpama.example": NOW - timedelta(days=8),
        "toko-contoh.example": NOW - timedelta(days=3),
    }
