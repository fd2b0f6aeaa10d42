from datetime import UTC, datetime

import pytest

from phone_audit.formats.dumpsys_notification import read_notifications, read_switches
from tests.shared import shared

APP = "AppSettings: com.android.chrome (10123) importance=DEFAULT\n"


def channel(identity, rest="mImportance=3, mDeleted=false"):
    return f"        NotificationChannel{{mId='{identity}', mName=x..., {rest}}}\n"


def test_a_web_channel():
    dump = read_notifications(
        APP
        + channel("web:https://situs.invalid:8443;13404473600000000", "mImportance=0, mGroup='s'")
    )
    (found,) = dump.channels
    assert (found.package, found.uid, found.restored) == ("com.android.chrome", 10123, False)
    assert found.origin == "https://situs.invalid:8443"
    assert found.decided_at == datetime(2025, 10, 9, 8, 53, 20, tzinfo=UTC)
    assert (found.importance, found.group, found.deleted) == (0, "s", None)
    assert dump.unread == 0


def test_keys_within_a_value_are_no_keys():
    rest = "mDescription=x mImportance=0, mImportance=3, mSound=a?mDeleted=true, mDeleted=false"
    (found,) = read_notifications(APP + channel("web:http://a.invalid", rest)).channels
    assert (found.importance, found.deleted) == (3, False)


@pytest.mark.parametrize("bits", ["4", "c", "0x4", "12"])
def test_locked_fields_in_either_base(bits):
    dump = read_notifications(APP + channel("web:http://a.invalid", f"mUserLockedFields={bits}"))
    assert dump.channels[0].locked_fields > 0


def test_an_old_id_has_no_date():
    dump = read_notifications(APP + channel("web:http://a.invalid"))
    assert dump.channels[0].decided_at is None


def test_channels_of_another_phone():
    text = APP + "Restored without uid:\n AppSettings: a.b (UNKNOWN_UID)\n"
    dump = read_notifications(text + channel("web:https://a.invalid;1"))
    assert (dump.channels[0].uid, dump.channels[0].restored) == (None, True)
    dump = read_notifications(
        text + " AppSettings: a.b (10001)\n" + channel("web:https://a.invalid")
    )
    assert dump.channels[0].restored


@pytest.mark.parametrize("identity", ["https:...", "web:https:...", "web:ht..."])
def test_names_a_maker_cut_away(identity):
    dump = read_notifications(APP + channel(identity))
    assert (dump.channels, dump.hidden_names, dump.unread) == ((), 1, 0)


@pytest.mark.parametrize(
    "identity", ["browser", "SBROWSER_WEBSITES_NOTIFICATION_CHANNEL", "firefox.channel", ""]
)
def test_channels_without_an_address_are_no_sites(identity):
    dump = read_notifications(APP + channel(identity))
    assert (dump.channels, dump.hidden_names, dump.unread) == ((), 0, 0)


@pytest.mark.parametrize(
    "line",
    [
        "NotificationChannel{oops}\n",
        "AppSettings: a b c\n",
        channel("web:https://a b;1"),
        "NotificationChannel{mId='web:https://a.invalid" + "x" * 30_000 + "'}\n",
    ],
)
def test_lines_of_another_shape_are_counted(line):
    assert read_notifications(APP + line).unread == 1


def test_a_channel_of_nobody_is_counted():
    assert read_notifications(channel("web:https://a.invalid")).unread == 1


def test_real_android_10():
    text = shared("fixtures/pixel-android10-real/sections/dumpsys_notification.txt").read_text()
    dump = read_notifications(text)
    assert len(dump.apps) == text.count("AppSettings: ") == 23
    assert dump.channels == ()
    assert dump.answered
    assert dump.unread == 0


@pytest.mark.parametrize("sdk", [26, 28, 29, 30, 31, 33, 34, 35, 36])
def test_synthetic_lines_of_each_version(sdk):
    folder = shared("fixtures/synthetic-from-platform-source")
    dump = read_notifications((folder / f"notification_web_channels_api{sdk}.txt").read_text())
    assert [(one.origin, one.importance, one.deleted) for one in dump.channels] == [
        ("https://slot-example.invalid", 3, False),
        ("https://www.berita-example.invalid", 0, False),
        ("https://deposit.judi-example.invalid:8443", 3, True),
    ]
    assert dump.channels[0].uid == 10123
    assert (dump.channels[0].last_push_at is not None) == (sdk >= 35)
    assert dump.unread == 0


SWITCH = "11-20 20:58:41.123 category = SETTINGS, pkg = id.contoh, enabled= false"


@pytest.mark.parametrize("line", [SWITCH, f"    [0] {SWITCH}", SWITCH.replace(" cat", "  cat")])
def test_a_switch_reads_in_each_form(line):
    switches = read_switches(f"  mNotiPermissionHistoryList.size=1\n{line}\n")
    assert [(row.package, row.at, row.enabled) for row in switches.rows] == [
        ("id.contoh", "11-20 20:58:41", False)
    ]
    assert switches.answered


def test_an_empty_list_of_switches_is_an_answer():
    assert read_switches("mNotiPermissionHistoryList.size=0\n").answered
    assert not read_switches("Current Notification Manager state:\n").answered


def test_a_switch_of_another_form_is_counted():
    odd = read_switches(SWITCH.replace("SETTINGS", "SESUATU") + "\n")
    assert (odd.rows, odd.unread) == ((), 1)
    assert read_switches("  NotificationRecord(category = msg)\n").unread == 0
