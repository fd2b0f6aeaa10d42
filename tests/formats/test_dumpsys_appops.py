import re

from phone_audit.formats.dumpsys_appops import read_appops
from tests.shared import shared

HEAD = "Current AppOps Service state:\n  Uid u0a234:\n    Package id.contoh:\n"


def rows(text):
    return [(one.user, one.op, one.at) for one in read_appops(HEAD + text).rows]


def test_only_accesses_on_screen():
    text = (
        "      CAMERA (allow):\n        null=[\n"
        "          Access: [top-s] 2026-11-19 22:10:05.456 (-2h) duration=+1s\n"
        "          Access: [fgsvc-s] 2026-11-19 23:10:05.456 (-1h)\n"
        "          Reject: [top-s]2026-11-19 23:20:05.456 (-1h)\n        ]\n"
    )
    assert rows(text) == [(0, "CAMERA", "2026-11-19 22:10:05.456")]


def test_android_9_continues_on_lines_of_their_own():
    text = (
        "      CAMERA (allow):\n          Access: fg    = 2026-11-19 22:10:05.456 (-2h)\n"
        "                  top   = 2026-11-19 22:11:05.456 (-2h)\n"
        "          Reject: top   = 2026-11-19 23:00:00.000 (-1h)\n"
        "      VIBRATE (allow):\n                  top   = 2026-11-19 23:00:00.000 (-1h)\n"
    )
    assert rows(text) == [(0, "CAMERA", "2026-11-19 22:11:05.456")]


def test_users_in_both_spellings():
    time = "      CAMERA (allow):\n          Access: [top-s] 2026-11-19 22:10:05.456\n"
    named = read_appops(HEAD.replace("u0a234", "u10a234") + time)
    plain = read_appops(HEAD.replace("u0a234", "1001000") + time)
    assert named.rows[0].user == plain.rows[0].user == 10


def test_what_belongs_to_no_app_is_counted():
    time = "          Access: [top-s] 2026-11-19 22:10:05.456\n"
    assert read_appops("Current AppOps Service state:\n" + time).unread == 1
    assert read_appops(HEAD + time).unread == 1
    assert (
        read_appops(HEAD + "      CAMERA (allow):\n          Access: [top-s] kemarin\n").unread == 1
    )
    assert not read_appops(time).answered


def test_real_android_10():
    text = (shared("fixtures/pixel-android10-real/sections") / "dumpsys_appops.txt").read_text()
    ops = read_appops(text)
    assert (ops.answered, ops.unread) == (True, 0)
    assert len(ops.rows) == len(re.findall(r"Access: \[top-", text)) == 4
    assert {one.package for one in ops.rows} >= {"com.android.gallery3d"}
