import pytest

from phone_audit.device.allowed import check
from phone_audit.model.capture import GapReason
from phone_audit.model.evidence import AppFile
from phone_audit.model.phone import AppDownload, Known
from phone_audit.sources.download_hashes import SOURCE
from tests.captures import capture, read_golden

APP = "id.contoh.permainan"


def known(*names, sdk=34):
    files = tuple(AppDownload(package=APP, path=f"/sdcard/Download/{name}") for name in names)
    return Known(sdk=sdk, downloads=files)


def test_the_hash_belongs_to_the_package_the_file_stands_for():
    reading = read_golden("download_hashes/android-14")
    (sighting,) = reading.sightings
    assert isinstance(sighting.record, AppFile)
    assert (sighting.record.package, len(sighting.record.apk_sha256)) == (APP, 1)
    assert sighting.record.downloaded
    assert reading.gaps == ()


def test_the_holders_file_name_is_hidden_in_the_log():
    (question,) = SOURCE.questions(known(f'Budi/{APP} dari Budi (1) $(id) "🎰".apk'))
    assert check(question.line)
    assert "Budi" in question.line
    assert "Budi" not in question.written


@pytest.mark.parametrize(
    "name",
    [
        "id.contoh.permainan'; reboot;'.apk",
        "id.contoh.permainan\n.apk",
        "../../data/id.contoh.permainan.apk",
        "id.contoh.permainan\x1b.apk",
        "id.contoh.permainan.apk/../../x",
    ],
)
def test_a_hostile_name_enters_no_command_and_is_a_gap(name):
    asked = known(name)
    assert SOURCE.questions(asked) == ()
    reading = SOURCE.read(asked, ())
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_ASKED]
    assert name not in str(reading)


def test_a_file_elsewhere_is_a_gap_and_no_hash():
    asked = known(f"{APP}.apk")
    missing = capture(
        source="download_hashes",
        topic="sum",
        stdout=b"",
        stderr=b"sha256sum: /sdcard/Download/x.apk: No such file or directory\n",
        exit_code=1,
        subject=APP,
    )
    reading = SOURCE.read(asked, (missing,))
    assert reading.sightings == ()
    assert reading.gaps
    assert not reading.covered[0].complete


def test_android_7_cannot_hash():
    asked = known(f"{APP}.apk", sdk=25)
    assert SOURCE.questions(asked) == ()
    assert [gap.reason for gap in SOURCE.read(asked, ()).gaps] == [GapReason.ABSENT]


def test_nothing_to_hash_is_no_gap():
    assert SOURCE.read(known(), ()).gaps == ()
