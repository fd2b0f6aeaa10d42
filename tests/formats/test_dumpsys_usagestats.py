import re
from collections import Counter

from phone_audit.formats.dumpsys_usagestats import read_component_use, read_usage
from phone_audit.formats.timestamps import DateOrder
from phone_audit.model.evidence import UseInterval
from tests.shared import shared

ROW = "package=id.contoh totalTimeUsed=1000 lastTimeUsed=1763590000123 appLaunchCount=6"


def test_context_of_a_line():
    usage = read_usage(
        "user=10 \n  In-memory weekly stats\n  beginTime=5 endTime=6 \n    packages\n      "
        + ROW
        + "\n"
    )
    (row,) = usage.rows
    assert (row.user, row.interval, row.begin, row.end) == (10, UseInterval.WEEKLY, 5, 6)
    assert (row.foreground_ms, row.last_used, row.launches) == (1000, 1763590000123, 6)
    assert usage.answered
    assert usage.unread == 0


def test_text_form_and_the_order_its_dates_show():
    usage = read_usage(
        'user=0\n  In-memory daily stats\n  timeRange="24/4/2018 00.00"\n      package=id.contoh '
        'totalTime="01:17" lastTime="9/4/2018 17.01" \n'
    )
    (row,) = usage.rows
    assert row.foreground_ms == 77_000
    assert row.last_used == "9/4/2018 17.01"
    assert row.launches is None
    assert usage.order is DateOrder.DAY_FIRST


def test_only_the_packages_asked_about():
    text = (
        f"user=0\n  In-memory daily stats\n      {ROW}\n      {ROW.replace('id.contoh', 'x.y')}\n"
    )
    assert [row.package for row in read_usage(text, packages=["x.y"]).rows] == ["x.y"]
    assert read_usage(text, packages=[]).rows == ()


def test_a_list_of_packages_in_words_nobody_knows_is_counted():
    lines = "user=0\n  In-memory daily stats\n    packages\n      package=a.b totalSeen=1000\n"
    chooser = "    ChooserCounts\n      package=a.b errorCount=0\n"
    usage = read_usage(lines + chooser, packages=["a.b"])
    assert (usage.rows, usage.unread) == ((), 1)


def test_tabs_between_the_keys():
    text = f"user=0\n  In-memory daily stats\n\t\t\t{ROW.replace(' ', chr(9))}\n"
    assert read_usage(text, packages=["id.contoh"]).rows == read_usage(text).rows
    assert len(read_usage(text).rows) == 1


def test_a_name_that_only_begins_like_one_asked_about_is_another():
    text = f"user=0\n  In-memory daily stats\n      {ROW.replace('id.contoh', 'id.contoh.lain')}\n"
    assert read_usage(text, packages=["id.contoh"]).rows == ()


def test_a_line_about_another_app_stays_one_whatever_it_says_later():
    other = ROW.replace("id.contoh", "x.y")
    text = f"user=0\n  In-memory daily stats\n      {other} package=id.contoh\n"
    assert read_usage(text, packages=["id.contoh"]).rows == ()
    assert len(read_usage(text, packages=["x.y"]).rows) == 1


def test_the_first_value_of_a_key_counts():
    usage = read_usage(
        "user=0\n  Last 24 hour events (beginTime=1 endTime=2 )\n    time=1763588000000 "
        "type=NOTIFICATION_INTERRUPTION package=a.b channelId=x package=id.contoh "
        "type=ACTIVITY_RESUMED totalTimeUsed2=9\n"
    )
    (event,) = usage.events
    assert (event.package, event.event) == ("a.b", "NOTIFICATION_INTERRUPTION")


def test_totals_without_an_interval_are_counted_and_not_guessed():
    usage = read_usage(f"user=0\n{ROW}\n")
    assert usage.rows == ()
    assert usage.unread == 1


def test_what_was_asked_gives_the_context_that_a_file_lacks():
    usage = read_usage(
        f"file=1763510400000\n  beginTime=1763510400000 endTime=2 \n    {ROW}\n",
        user=7,
        interval=UseInterval.DAILY,
    )
    (row,) = usage.rows
    assert (row.user, row.interval, row.begin) == (7, UseInterval.DAILY, 1763510400000)


def test_tails_of_makers_are_passed_over():
    usage = read_usage(
        f"user=0\n  In-memory daily stats\n      {ROW} errorCount=3\n    ChooserCounts\n"
        "      package=id.contoh errorCount=1\n   UsageStats RollOver history :\n      any text\n"
        "  In-memory weekly stats\n  App Time Limits\n   User 0\nUser 0 App Standby States:\n"
        "  package=id.contoh u=0 bucket=10 used=+2h\n"
    )
    assert len(usage.rows) == 1
    assert usage.unread == 0


def test_junk_among_totals_is_counted():
    text = f"user=0\n  In-memory daily stats\n    packages\n      {ROW}\n      junk here\n"
    assert read_usage(text).unread == 1
    assert read_usage(text.replace("junk here", "x" * 30_000)).unread == 1


def test_nothing_is_no_answer():
    assert not read_usage("").answered
    assert not read_usage("Error: no\n").answered


def test_real_android_10_in_both_forms():
    folder = shared("fixtures/pixel-android10-real/sections")
    read = {}
    for name in ("dumpsys_usagestats", "checkin_usagestats"):
        text = (folder / f"{name}.txt").read_text()
        usage = read[name] = read_usage(text)
        assert usage.unread == 0
        assert len(usage.rows) == len(re.findall(r"package=\S+ totalTimeUsed=", text)) == 136
        assert len(usage.events) == len(re.findall(r"^ +time=", text, re.MULTILINE)) == 17
        assert Counter((row.user, row.interval.value) for row in usage.rows) == {
            (0, "daily"): 22,
            (0, "weekly"): 22,
            (0, "monthly"): 22,
            (0, "yearly"): 22,
            (11, "monthly"): 24,
            (11, "yearly"): 24,
        }
    text_form, epoch_form = read["dumpsys_usagestats"], read["checkin_usagestats"]
    for one, other in zip(text_form.rows, epoch_form.rows, strict=True):
        assert (one.package, one.user, one.launches) == (other.package, other.user, other.launches)
        assert one.foreground_ms == other.foreground_ms // 1000 * 1000


def test_synthetic_files_and_memory():
    folder = shared("fixtures/synthetic-from-platform-source")
    stored = read_usage((folder / "usagestats_file_api29plus.txt").read_text())
    assert [(row.package, row.begin) for row in stored.rows] == [
        ("com.android.chrome", 1763510400000),
        ("com.example.slotgacor", 1763510400000),
    ]
    assert len(stored.events) == 3
    memory = read_usage((folder / "usagestats_c_pkg_api34.txt").read_text())
    assert [row.interval for row in memory.rows] == [UseInterval.DAILY, UseInterval.WEEKLY]
    assert stored.unread == memory.unread == 0


def test_components_used_since_the_start():
    text = (
        'App Component Usages:\n  package=a.b lastUsed="2026-11-20 20:58:41"\n'
        "  package=c.d lastUsed=1763590000123\n"
    )
    use = read_component_use(text)
    assert use.rows == (("a.b", "2026-11-20 20:58:41"), ("c.d", 1763590000123))
    assert (use.answered, use.unread) == (True, 0)


def test_component_lines_of_another_form_or_without_heading_are_counted():
    odd = 'App Component Usages:\n  package=a b lastUsed="x"\n  package=a.b\n'
    assert read_component_use(odd).unread == 2
    headless = read_component_use('package=a.b lastUsed="2026-11-20 20:58:41"\n')
    assert (headless.rows, headless.answered, headless.unread) == ((), False, 1)
