from phone_audit.formats.recent_tasks import read_recent_tasks
from tests.shared import shared

HEAD = "ACTIVITY MANAGER RECENT TASKS (dumpsys activity recents)\n"
TASK = (
    "  * Recent #0: Task{1 #2 A=id.contoh U=0}\n    userId=0 effectiveUid=u0a234\n"
    "    mActivityComponent=id.contoh/.Utama\n    lastActiveTime=932110540 (inactive for 12s)\n"
)


def test_a_task():
    tasks = read_recent_tasks(HEAD + TASK)
    (row,) = tasks.rows
    assert (row.package, row.user, row.last_active, row.inactive_s) == (
        "id.contoh",
        0,
        932110540,
        12,
    )
    assert (tasks.seen, tasks.answered, tasks.unread) == (1, True, 0)


def test_an_address_makes_no_task():
    intent = (
        "    intent={dat=https://x.invalid/ cmp=a.b/.C}\n  dat=x realActivity=id.contoh/.Utama\n"
    )
    other = TASK.replace("mActivityComponent=id.contoh/", intent + "    realActivity=a.b/")
    assert [row.package for row in read_recent_tasks(HEAD + other).rows] == ["a.b"]


def test_tasks_of_other_apps_are_only_counted():
    other = TASK.replace("    mActivityComponent=id.contoh/.Utama\n", "")
    tasks = read_recent_tasks(HEAD + other + TASK)
    assert (len(tasks.rows), tasks.seen, tasks.unread) == (1, 2, 0)


def test_a_task_without_user_or_with_a_name_that_is_none_is_counted():
    assert read_recent_tasks(HEAD + TASK.replace("userId", "user")).unread == 1
    assert read_recent_tasks(HEAD + TASK.replace("=id.contoh/", "=id;contoh/")).unread == 1


def test_a_task_may_tell_no_time():
    text = HEAD + TASK.replace("lastActiveTime", "waktu")
    assert read_recent_tasks(text).rows[0].last_active is None


def test_only_the_list_of_tasks_is_read():
    assert not read_recent_tasks(TASK).answered
    assert read_recent_tasks(TASK).rows == ()
    ended = read_recent_tasks(HEAD + "ACTIVITY MANAGER LAST ANR (x)\n" + TASK)
    assert ended.rows == ()
    again = TASK.replace("* Recent #0:", "* RecentTaskInfo #0:")
    assert read_recent_tasks(HEAD + TASK + again).seen == 1


def test_real_android_10():
    folder = shared("fixtures/pixel-android10-real/sections")
    tasks = read_recent_tasks((folder / "dumpsys_activity_recents.txt").read_text())
    assert (tasks.seen, len(tasks.rows), tasks.unread) == (13, 13, 0)
    assert {row.user for row in tasks.rows} == {0}
    assert {(row.last_active, row.inactive_s) for row in tasks.rows} >= {(16220, 119)}
