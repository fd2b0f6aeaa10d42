import pytest

from phone_audit.formats.standby import BUCKETS, read_standby
from tests.shared import shared


@pytest.mark.parametrize("number", BUCKETS)
def test_a_bucket_in_androids_word(number):
    line = f"  package=id.contoh u=10 bucket={number} reason=u-mb used=+2h3m14s115ms idle=n\n"
    (row,) = read_standby(line, {"id.contoh"})
    assert (row.package, row.user, row.bucket) == ("id.contoh", 10, BUCKETS[number])


def test_what_is_no_bucket_is_passed_over():
    line = "  package=id.contoh u=0 bucket=7 reason=u-mb used=+2h\n"
    assert read_standby(line, {"id.contoh"}) == ()
    event = "  time=1 type=STANDBY_BUCKET_CHANGED package=id.contoh standbyBucket=10\n"
    assert read_standby(event, {"id.contoh"}) == ()
    assert read_standby(line.replace("=7", "=10"), {"id.contoh.lain"}) == ()


def test_an_app_is_taken_once():
    line = "package=id.contoh u=0 bucket=10 reason=u-mb\n"
    assert len(read_standby(line + line.replace("10", "40"), {"id.contoh"})) == 1


def test_real_android_10():
    folder = shared("fixtures/pixel-android10-real/sections")
    text = (folder / "dumpsys_usagestats.txt").read_text()
    rows = read_standby(text, {"com.android.settings"})
    assert [row.user for row in rows] == [0, 11]
